import { extname } from 'node:path';
import type { Language } from '../notes/note';

const languages: Readonly<Record<string, Language>> = {
  '.md': 'markdown',
  '.markdown': 'markdown',
  '.qmd': 'markdown',
  '.rmd': 'markdown',
  '.mdx': 'markdown',
  '.tex': 'latex',
  '.ipynb': 'notebook',
  '.txt': 'plaintext',
};

/** The names of notes, for messages. */
export const noteExtensions = '.md .markdown .qmd .Rmd .mdx .tex .ipynb .txt';

/** Whether a file that was met in a folder is taken for a note. */
export function isNoteName(name: string): boolean {
  return extname(name).toLowerCase() in languages;
}

/** The language of a note by its name. A name that says nothing is taken for Markdown. */
export function languageOf(path: string): Language {
  return languages[extname(path).toLowerCase()] ?? 'markdown';
}
