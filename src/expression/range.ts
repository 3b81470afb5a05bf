/** Half-open range `[start, end)` of UTF-16 code units. What it counts in (a note, a formula) is said where it is used. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Smallest range that covers both. */
export function cover(a: Range, b: Range): Range {
  return { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}
