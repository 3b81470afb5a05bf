import type { Range } from '../expression/range';
import type { SourceMap } from './source-map';

/** An extracted text and where each of its characters stands in the note. */
export interface MappedText {
  readonly text: string;
  readonly source: SourceMap;
}

/**
 * A source map made of runs. A verbatim run (width 0) was copied from the note character by character. Every character of
 * an atom (width > 0) came from the same stretch of the note, as `+` came from `%2B`. Runs stand in the order of the note.
 */
export class RunMap implements SourceMap {
  constructor(
    readonly length: number,
    private readonly textStarts: readonly number[],
    private readonly noteStarts: readonly number[],
    private readonly widths: readonly number[],
  ) {}

  range(start: number, end: number): Range {
    const from = Math.max(0, Math.min(start, this.length));
    const to = Math.max(from, Math.min(end, this.length));
    if (from === to) {
      const place =
        from < this.length ? this.startOf(from) : from === 0 ? (this.noteStarts[0] ?? 0) : this.endOf(from - 1);
      return { start: place, end: place };
    }
    return { start: this.startOf(from), end: this.endOf(to - 1) };
  }

  /** The first character of the text that stands at or after a place in the note. */
  indexOf(place: number): number {
    const run = lastAtMost(this.noteStarts, place);
    if (run < 0) return 0;
    const textStart = this.textStarts[run]!;
    const textEnd = this.textStarts[run + 1] ?? this.length;
    const width = this.widths[run]!;
    const inside = place - this.noteStarts[run]!;
    if (width > 0) return inside === 0 ? textStart : textEnd;
    return Math.min(textStart + inside, textEnd);
  }

  private startOf(index: number): number {
    const run = lastAtMost(this.textStarts, index);
    const start = this.noteStarts[run]!;
    return this.widths[run]! > 0 ? start : start + index - this.textStarts[run]!;
  }

  private endOf(index: number): number {
    const run = lastAtMost(this.textStarts, index);
    const start = this.noteStarts[run]!;
    const width = this.widths[run]!;
    return width > 0 ? start + width : start + index - this.textStarts[run]! + 1;
  }
}

/** A part of another map: its characters `[from, from + length)`. */
export class SlicedMap implements SourceMap {
  constructor(
    private readonly whole: SourceMap,
    private readonly from: number,
    readonly length: number,
  ) {}

  range(start: number, end: number): Range {
    const from = Math.max(0, Math.min(start, this.length));
    const to = Math.max(from, Math.min(end, this.length));
    return this.whole.range(this.from + from, this.from + to);
  }
}

/** Two steps in one: `inner` maps into a text that `outer` maps into the note. */
export class ComposedMap implements SourceMap {
  constructor(
    private readonly outer: SourceMap,
    private readonly inner: SourceMap,
  ) {}

  get length(): number {
    return this.inner.length;
  }

  range(start: number, end: number): Range {
    const between = this.inner.range(start, end);
    return this.outer.range(between.start, between.end);
  }
}

/** The map of a text that was copied from the note as it stands. */
export function verbatimMap(start: number, end: number): SourceMap {
  return new RunMap(end - start, [0], [start], [0]);
}

/** `[start, end)` of a mapped text, with its own map. */
export function sliceMapped(whole: MappedText, start: number, end: number): MappedText {
  return { text: whole.text.slice(start, end), source: new SlicedMap(whole.source, start, end - start) };
}

/** Puts a mapped text together, piece by piece, in the order of the note. */
export class MappedTextBuilder {
  private readonly parts: string[] = [];
  private readonly textStarts: number[] = [];
  private readonly noteStarts: number[] = [];
  private readonly widths: number[] = [];
  private length = 0;
  /** Where the next verbatim piece must start to prolong the last run. */
  private follow = -1;

  constructor(private readonly note: string) {}

  /** Copies `[start, end)` of the note. */
  copy(start: number, end: number): this {
    if (end <= start) return this;
    if (start !== this.follow) this.addRun(start, 0);
    this.parts.push(this.note.slice(start, end));
    this.length += end - start;
    this.follow = end;
    return this;
  }

  /** Adds a text that stands for `[start, end)` of the note, a stretch that is not empty. */
  put(text: string, start: number, end: number): this {
    if (text === '') return this;
    this.addRun(start, end - start);
    this.parts.push(text);
    this.length += text.length;
    this.follow = -1;
    return this;
  }

  build(): { readonly text: string; readonly source: RunMap } {
    const text = this.parts.length === 1 ? this.parts[0]! : this.parts.join('');
    return { text, source: new RunMap(this.length, this.textStarts, this.noteStarts, this.widths) };
  }

  private addRun(noteStart: number, width: number): void {
    this.textStarts.push(this.length);
    this.noteStarts.push(noteStart);
    this.widths.push(width);
  }
}

/** Index of the last element that is at most `value`; −1 if there is none. */
function lastAtMost(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
