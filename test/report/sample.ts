import type { Range } from '../../src/expression/range';
import type { CheckedNote } from '../../src/report/json';
import type { Finding, NoteReport, Part } from '../../src/report/report';

/** The place of a piece of a text. The piece must stand there exactly once after `from`. */
export function rangeOf(text: string, piece: string, from = 0): Range {
  const start = text.indexOf(piece, from);
  if (start < 0) throw new Error(`no ${piece} in the text`);
  return { start, end: start + piece.length };
}

function part(text: string, piece: string, from?: number): Part {
  return { latex: piece, range: rangeOf(text, piece, from) };
}

/** A finding on `left = right`, the first of that form in the text; more fields as given. */
export function findingOn(text: string, left: string, right: string, more: Partial<Finding> = {}): Finding {
  const leftPart = part(text, left);
  const sign = part(text, '=', leftPart.range.end);
  return { left: leftPart, sign, right: part(text, right, sign.range.end), role: 'step', verdict: 'holds', ...more };
}

export function noteWith(text: string, findings: readonly Finding[], more: Partial<NoteReport> = {}): CheckedNote {
  return { path: 'notes/a.md', text, report: { language: 'markdown', findings, problems: [], ...more } };
}
