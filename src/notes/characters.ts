/** Character codes and classes that the readers of notes share. */

export const TAB = 9;
export const LF = 10;
export const CR = 13;
export const SPACE = 32;
export const DOLLAR = 36;
export const PERCENT = 37;
export const BACKSLASH = 92;
export const BACKTICK = 96;
export const OPEN_BRACE = 123;
export const CLOSE_BRACE = 125;

export function isSpace(code: number): boolean {
  return code === SPACE || code === TAB || code === LF || code === CR || code === 0x3000 || code === 0xa0;
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

export function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}

/** Chinese, Japanese and Korean characters, with their full-width punctuation. */
export function isCjk(code: number): boolean {
  return (
    code >= 0x2e80 &&
    ((code <= 0x9fff && code >= 0x2e80) ||
      (code >= 0xac00 && code <= 0xd7af) ||
      (code >= 0xf900 && code <= 0xfaff) ||
      (code >= 0xff00 && code <= 0xffef))
  );
}

/** Whether the character at `place` has an odd number of backslashes before it. */
export function isEscaped(text: string, place: number): boolean {
  let before = place - 1;
  while (before >= 0 && text.charCodeAt(before) === BACKSLASH) before--;
  return (place - 1 - before) % 2 === 1;
}

/** First place at or after `start`, before `end`, that is no white space; `end` if there is none. */
export function skipSpace(text: string, start: number, end: number): number {
  let place = start;
  while (place < end && isSpace(text.charCodeAt(place))) place++;
  return place;
}

/** End of `[start, end)` without the white space at its end. */
export function trimEnd(text: string, start: number, end: number): number {
  let place = end;
  while (place > start && isSpace(text.charCodeAt(place - 1))) place--;
  return place;
}

export function isBlank(text: string, start: number, end: number): boolean {
  return skipSpace(text, start, end) === end;
}

/**
 * Finds the next place of a string, for queries that move forward. Each query starts from the answer to the one before, so
 * all together they read the text once.
 */
export class ForwardSearch {
  private found = -1;
  private asked = Infinity;

  constructor(
    private readonly text: string,
    private readonly wanted: string,
    /** Whether a place behind an odd number of backslashes does not count. */
    private readonly escapable = true,
  ) {}

  /** First place at or after `from`, or Infinity. */
  next(from: number): number {
    if (from >= this.asked && from <= this.found) return this.found;
    let place = this.text.indexOf(this.wanted, from);
    while (this.escapable && place >= 0 && isEscaped(this.text, place))
      place = this.text.indexOf(this.wanted, place + 1);
    this.asked = from;
    this.found = place < 0 ? Infinity : place;
    return this.found;
  }
}
