import type { Range } from '../expression/range';

/**
 * Maps the characters of an extracted text (a formula's LaTeX) back to the note that it was taken from.
 * A character of the text may come from several of the note (`%2B` is one `+`), so each has a start and an end.
 */
export interface SourceMap {
  /** Number of characters of the extracted text. */
  readonly length: number;
  /**
   * The range of the note that `[start, end)` of the extracted text came from: from the start of its first character to the
   * end of its last. An empty range maps to the place before `start`. Values out of bounds are clamped.
   */
  range(start: number, end: number): Range;
}
