import { expect } from 'vitest';
import type { Formula, Language, Note } from '../../src/notes/note';
import { readNote } from '../../src/notes/read-note';

/** The formulas of a note, as `display: …` or `inline: …`, after a check that every one of them maps back exactly. */
export function formulasOf(text: string, language: Language = 'markdown'): string[] {
  const note = readNote(text, language);
  checkRanges(note);
  return listFormulas(note).map(({ display, latex }) => `${display ? 'display' : 'inline'}: ${latex}`);
}

/** All pieces of a note in reading order, one line each. */
export function piecesOf(text: string, language: Language = 'markdown'): string[] {
  const note = readNote(text, language);
  checkRanges(note);
  return note.pieces.map((piece) => {
    switch (piece.kind) {
      case 'formula':
        return `${piece.formula.display ? 'display' : 'inline'}: ${piece.formula.latex}`;
      case 'prose':
        return `prose: ${piece.prose.text.trim()}`;
      case 'heading':
        return `heading ${piece.level}: ${piece.text}`;
      case 'break':
        return 'break';
    }
  });
}

/** The problems of a note, as `code at "text"`. */
export function problemsOf(text: string, language: Language = 'markdown'): string[] {
  return readNote(text, language).problems.map(
    ({ code, range }) => `${code} at ${JSON.stringify(text.slice(range.start, range.end))}`,
  );
}

export function listFormulas(note: Note): Formula[] {
  return note.pieces.flatMap((piece) => (piece.kind === 'formula' ? [piece.formula] : []));
}

/** What a character of a formula may be written as in a note, apart from itself. */
const SPELLINGS: Readonly<Record<string, RegExp>> = {
  '\n': /^(?:\r\n|\\n|\\r\\n)$/,
  ' ': /^(?:\+|&space;|%20|\\t)$/,
  '|': /^\\\|$/,
  '+': /^&plus;$/,
  '\t': /^\\t$/,
  '\\': /^(?:\\\\|&#92;)$/,
  '"': /^(?:\\"|&quot;)$/,
  '<': /^&lt;$/,
  '>': /^&gt;$/,
  '&': /^&amp;$/,
};

/** Expects that pieces come in order, and that every character of every formula stands in the note where its map says. */
export function checkRanges(note: Note): void {
  const faults: string[] = [];
  let reached = 0;
  for (const piece of note.pieces) {
    const range =
      piece.kind === 'formula' ? piece.formula.range : piece.kind === 'prose' ? piece.prose.range : piece.range;
    if (range.start > range.end || range.end > note.text.length)
      faults.push(`${piece.kind} has a bad range ${JSON.stringify(range)}`);
    if (piece.kind === 'prose' || piece.kind === 'formula') {
      if (range.start < reached) faults.push(`${piece.kind} at ${range.start} overlaps what ends at ${reached}`);
      reached = range.end;
    }
    if (piece.kind === 'formula') faults.push(...faultsOf(note.text, piece.formula));
  }
  expect(faults).toEqual([]);
}

function faultsOf(text: string, { latex, source, range }: Formula): string[] {
  const faults: string[] = [];
  if (source.length !== latex.length) faults.push(`map of length ${source.length} for ${latex.length} characters`);
  let reached = range.start;
  for (let index = 0; index < latex.length; index++) {
    const place = source.range(index, index + 1);
    const written = text.slice(place.start, place.end);
    const char = latex[index]!;
    const isSame = written === char || SPELLINGS[char]?.test(written) || decode(written).includes(char);
    if (!isSame) faults.push(`${JSON.stringify(char)} maps to ${JSON.stringify(written)} in ${JSON.stringify(latex)}`);
    if (place.start < reached) faults.push(`character ${index} maps back to ${place.start}`);
    reached = isHighSurrogate(char) ? place.start : place.end;
    const empty = source.range(index, index);
    if (empty.start !== place.start || empty.end !== place.start)
      faults.push(`the empty range at ${index} maps elsewhere`);
  }
  if (reached > range.end) faults.push(`the formula at ${range.start} maps beyond its end`);
  return faults;
}

function isHighSurrogate(char: string): boolean {
  return char >= '\ud800' && char < '\udc00';
}

function decode(written: string): string {
  if (written.startsWith('%')) return decodeURIComponent(written);
  return written.startsWith('\\u') ? String.fromCharCode(Number.parseInt(written.slice(2), 16)) : written;
}
