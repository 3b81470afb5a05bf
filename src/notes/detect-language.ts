import type { Language } from './note';

const LANGUAGES: Readonly<Record<string, Language>> = {
  md: 'markdown',
  markdown: 'markdown',
  mdown: 'markdown',
  mkd: 'markdown',
  qmd: 'markdown',
  rmd: 'markdown',
  mdx: 'markdown',
  myst: 'markdown',
  tex: 'latex',
  ltx: 'latex',
  latex: 'latex',
  ipynb: 'notebook',
  txt: 'plaintext',
  text: 'plaintext',
};

/**
 * The language of a note, by the extension of its file; undefined if the file is no note. A file without any extension is
 * judged by its text, if that is given: a notebook's JSON or a LaTeX document is recognized.
 */
export function detectLanguage(path: string, text?: string): Language | undefined {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  const dot = name.lastIndexOf('.');
  if (dot > 0) {
    const extension = name.slice(dot + 1).toLowerCase();
    return Object.hasOwn(LANGUAGES, extension) ? LANGUAGES[extension] : undefined;
  }
  if (dot === 0 || text === undefined) return undefined;
  const head = text.slice(0, 4000);
  if (/^\s*\{[^]*"(?:cells|nbformat)"\s*:/.test(head)) return 'notebook';
  return /^\s*\\(?:documentclass|begin\{document\})/m.test(head) ? 'latex' : undefined;
}
