import type { Language } from '../notes/note';

/** Languages of editors that are notes, with the form of note that each is. */
const languages: Readonly<Record<string, Language>> = {
  markdown: 'markdown',
  quarto: 'markdown',
  rmd: 'markdown',
  mdx: 'markdown',
  latex: 'latex',
  tex: 'latex',
  plaintext: 'plaintext',
};

/** File name endings of notes, where only a path is known. */
const endings: Readonly<Record<string, Language>> = {
  md: 'markdown',
  markdown: 'markdown',
  qmd: 'markdown',
  rmd: 'markdown',
  mdx: 'markdown',
  tex: 'latex',
  ltx: 'latex',
  ipynb: 'notebook',
};

/** A glob of all files that are notes. */
export const noteFiles = `**/*.{${Object.keys(endings).join(',')}}`;

/** The form of an open document; none if it is no note. Clients name their languages differently: then the path decides. */
export function languageOf(languageId: string, uri: string): Language | undefined {
  return languages[languageId.toLowerCase()] ?? languageOfPath(uri);
}

export function languageOfPath(uri: string): Language | undefined {
  const ending = /\.([^./]+)$/.exec(uri)?.[1]?.toLowerCase();
  return ending === undefined ? undefined : endings[ending];
}
