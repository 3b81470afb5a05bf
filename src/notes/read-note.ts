import { readLatexDocument } from './latex-document';
import { readMarkdown } from './markdown';
import type { Language, Note } from './note';
import { readNotebook } from './notebook';
import { readPlainText } from './plaintext';
import type { PieceCollector } from './piece-collector';

/**
 * Takes a note apart into formulas, prose, headings and macro definitions, each with its exact place.
 *
 * Takes any text and never throws; what is wrong with the text is among the note's problems. The time is linear in the
 * length of the text.
 *
 * @param text the whole note, as in the file (a notebook: its JSON).
 */
export function readNote(text: string, language: Language): Note {
  return read(text, language).note(text, language);
}

function read(text: string, language: Language): PieceCollector {
  switch (language) {
    case 'markdown':
      return readMarkdown(text, { frontmatter: true });
    case 'latex':
      return readLatexDocument(text);
    case 'notebook':
      return readNotebook(text);
    case 'plaintext':
      return readPlainText(text);
  }
}
