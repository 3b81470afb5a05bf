import stringWidth from 'string-width';

/** What one character of a text (as a reader sees it) looks like on a terminal. */
export interface Cell {
  /** Offset of the character in the text that was taken apart, in UTF-16 code units. */
  readonly offset: number;
  readonly shown: string;
  /** Columns that it takes: 2 for most Chinese characters and emoji. */
  readonly width: number;
}

const tabStop = 4;
const plain = /^[\x20-\x7e]*$/;
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

// Control characters and those that turn the writing direction would let a note rewrite what stands on the terminal.
const controls = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu;

/** A text with every control character made visible, so that it can be shown on a terminal. Line ends become spaces. */
export function printable(text: string): string {
  return plain.test(text) ? text : text.replace(/\s*[\r\n]\s*/g, ' ').replace(controls, visible);
}

/** Columns that a text takes on a terminal. */
export function displayWidth(text: string): number {
  return plain.test(text) ? text.length : stringWidth(text);
}

/** Takes a line apart into the characters that a reader sees. Tabs end at multiples of four columns. */
export function cellsOf(line: string): Cell[] {
  const cells: Cell[] = [];
  let column = 0;
  for (const { segment, index } of segmenter.segment(line)) {
    const shown = segment === '\t' ? ' '.repeat(tabStop - (column % tabStop)) : segment.replace(controls, visible);
    const width = displayWidth(shown);
    cells.push({ offset: index, shown, width });
    column += width;
  }
  return cells;
}

function visible(character: string): string {
  const code = character.charCodeAt(0);
  if (code === 9) return ' ';
  return code < 32 ? String.fromCharCode(0x2400 + code) : '\ufffd';
}
