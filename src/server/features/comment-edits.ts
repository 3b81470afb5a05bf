import type { TextEdit } from 'vscode-languageserver-protocol';
import type { Range } from '../../expression/range';
import type { Finding } from '../../report/report';
import type { NoteText } from '../note';

/** An edit that writes a comment into a note, and the document it goes to. */
export interface CommentEdit {
  readonly uri: string;
  readonly edit: TextEdit;
}

/** Makes the checker pass over one step: a comment at the end of its line. */
export function ignoreStep(note: NoteText, finding: Finding, languageId: string): CommentEdit {
  const end = lineEnd(note.text, finding.sign.range.start);
  const inside = finding.formula !== undefined && end < finding.formula.range.end;
  const text = comment('derivation-check-disable-line', inside ? 'latex' : languageId);
  return insertion(note, end, ` ${text}`);
}

/** Makes the checker pass over a whole formula: a comment of its own above it. */
export function ignoreFormula(note: NoteText, finding: Finding, languageId: string): CommentEdit | undefined {
  const { formula } = finding;
  if (!formula) return undefined;
  const { text } = note;
  if (formula.display)
    return above(note, lineStart(text, formula.range.start), 'derivation-check-disable-next-line', languageId);
  return insertion(note, lineEnd(text, formula.range.end), ` ${comment('derivation-check-disable-line', languageId)}`);
}

/** States an assumption above the paragraph or display that a place is in. */
export function assume(note: NoteText, at: Range, assumption: string, languageId: string): CommentEdit {
  const { text } = note;
  let start = lineStart(text, at.start);
  // A comment in the middle of a paragraph would break it in two.
  while (start > 0 && !isBlank(lineBefore(text, start)) && !/^\s*(?:\$\$|\\\[|\\begin)/.test(text.slice(start))) {
    start = lineStart(text, start - 1);
  }
  return above(note, start, `derivation-check-assume ${assumption}`, languageId);
}

/** A line of its own that keeps the indentation or quotation of the line below it. */
function above(note: NoteText, start: number, body: string, languageId: string): CommentEdit {
  const prefix = /^[ \t>]*/.exec(note.text.slice(start))?.[0] ?? '';
  return insertion(note, start, `${prefix}${comment(body, languageId)}\n`);
}

function comment(body: string, languageId: string): string {
  if (['latex', 'tex', 'plaintext'].includes(languageId)) return `% ${body}`;
  return languageId === 'mdx' ? `{/* ${body} */}` : `<!-- ${body} -->`;
}

function insertion(note: NoteText, offset: number, newText: string): CommentEdit {
  const { uri, range } = note.location({ start: offset, end: offset });
  return { uri, edit: { range, newText } };
}

function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

/** Before the line break, be it `\n` or `\r\n`. */
function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  if (end < 0) return text.length;
  return text[end - 1] === '\r' ? end - 1 : end;
}

function lineBefore(text: string, start: number): string {
  return text.slice(lineStart(text, start - 1), start - 1);
}

function isBlank(line: string): boolean {
  return /^[\s>]*$/.test(line);
}
