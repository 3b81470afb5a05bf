/** A place in a text as people count: line and column from 1, the column in UTF-16 code units. */
export interface LineColumn {
  readonly line: number;
  readonly column: number;
}

const lineFeed = 10;
const carriageReturn = 13;

/**
 * The lines of a text. They end with `\n`, `\r\n` or a lone `\r`, as in editors; a text always has at least one line.
 * Building takes one pass over the text, each look-up a binary search.
 */
export class Lines {
  readonly text: string;
  /** Offset of the first character of each line. */
  private readonly starts: readonly number[];

  constructor(text: string) {
    this.text = text;
    const starts = [0];
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === lineFeed || (code === carriageReturn && text.charCodeAt(at + 1) !== lineFeed)) starts.push(at + 1);
    }
    this.starts = starts;
  }

  get count(): number {
    return this.starts.length;
  }

  /** The place of an offset. Offsets outside the text are clamped. */
  at(offset: number): LineColumn {
    const place = Math.max(0, Math.min(offset, this.text.length));
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.start(middle + 1) <= place) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: place - this.start(low + 1) + 1 };
  }

  /** Offset of the first character of a line (counted from 1). A line after the last begins at the end of the text. */
  start(line: number): number {
    return this.starts[line - 1] ?? this.text.length;
  }

  /** Offset just after the last character of a line, before its line end. */
  end(line: number): number {
    let end = this.start(line + 1);
    if (line >= this.count) return end;
    if (this.text.charCodeAt(end - 1) === lineFeed) end--;
    if (end > this.start(line) && this.text.charCodeAt(end - 1) === carriageReturn) end--;
    return end;
  }
}
