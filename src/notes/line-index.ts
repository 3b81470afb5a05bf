import { CR } from './characters';

/** Where the lines of a text begin and end. A line ends with `\n` or `\r\n`. */
export class LineIndex {
  private readonly starts: number[] = [0];

  constructor(private readonly text: string) {
    for (let newline = text.indexOf('\n'); newline >= 0; newline = text.indexOf('\n', newline + 1))
      this.starts.push(newline + 1);
  }

  get count(): number {
    return this.starts.length;
  }

  /** Number of the line that holds a place. */
  at(place: number): number {
    let low = 0;
    let high = this.starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.starts[middle]! <= place) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  start(line: number): number {
    return this.starts[line] ?? this.text.length;
  }

  /** End of a line, before its `\n` or `\r\n`. */
  end(line: number): number {
    const next = this.starts[line + 1];
    if (next === undefined) return this.text.length;
    return next - 2 >= this.starts[line]! && this.text.charCodeAt(next - 2) === CR ? next - 2 : next - 1;
  }
}
