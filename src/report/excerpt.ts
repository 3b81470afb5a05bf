import type { Range } from '../expression/range';
import { cellsOf, type Cell } from './display';
import type { Lines } from './lines';
import type { Paint, Style } from './paint';

/** A stretch of the text to be underlined. */
export interface Mark {
  readonly range: Range;
  /** One character: `~` for the left side, `^` for the right side. */
  readonly sign: string;
  readonly style: Style;
}

export interface ExcerptOptions {
  readonly paint: Paint;
  /** Columns that a row may take. */
  readonly width: number;
  readonly moreLines: (count: number) => string;
}

/** A mark that covers more lines than this is shown by its first and last ones. */
const mostLines = 8;
const firstLines = 4;
const lastLines = 3;
/** Rows of one long line. */
const mostRows = 6;
/** Characters shown before the first mark of a line that does not fit. */
const lead = 12;
/** Longest stretch of a line that is looked at. */
const longest = 4000;

/**
 * The lines of a text that marks stand in, each under its number and over its underlines. Lines that are too long are
 * wrapped, and only rows with a mark are shown.
 */
export function excerpt(lines: Lines, marks: readonly Mark[], options: ExcerptOptions): string[] {
  const numbers = markedLines(lines, marks);
  const digits = String(numbers.at(-1) ?? 1).length;
  const gutter = (label: string): string => options.paint(`${label.padStart(digits + 2)} |`, 'dim');
  const width = Math.max(20, options.width - digits - 5);
  const out: string[] = [];
  let before: number | undefined;
  for (const number of numbers) {
    const left = before === undefined ? 0 : number - before - 1;
    if (left > 0) out.push(`${gutter('...')} ${options.paint(options.moreLines(left), 'dim')}`);
    rowsOf(lines, number, marks, width).forEach((row, index) => {
      out.push(`${gutter(index === 0 ? String(number) : '')} ${row.text}`);
      if (row.signs !== '') out.push(`${gutter('')} ${painted(row, marks, options.paint)}`);
    });
    before = number;
  }
  return out;
}

interface Row {
  readonly text: string;
  /** One sign for every column, without trailing spaces. */
  readonly signs: string;
}

/** Numbers of the lines to show, in order. */
function markedLines(lines: Lines, marks: readonly Mark[]): number[] {
  const numbers = new Set<number>();
  for (const { range } of marks) {
    const first = lines.at(range.start).line;
    const last = lines.at(Math.max(range.start, range.end - 1)).line;
    const whole = last - first < mostLines;
    for (let number = first; number <= last; number++) {
      if (!whole && number === first + firstLines) number = last - lastLines + 1;
      numbers.add(number);
    }
  }
  return [...numbers].sort((a, b) => a - b);
}

function rowsOf(lines: Lines, number: number, marks: readonly Mark[], width: number): Row[] {
  const start = lines.start(number);
  const end = lines.end(number);
  const signAt = (offset: number): string => {
    const mark = marks.find(({ range }) => range.start <= offset && offset < Math.max(range.end, range.start + 1));
    return mark?.sign ?? ' ';
  };
  // Of a very long line, only the stretch around the marks is taken apart.
  const from = Math.max(start, Math.min(...marks.map(({ range }) => Math.max(range.start, start))) - longest / 4);
  const to = Math.min(end, from + longest);
  const text = lines.text.slice(from, to);
  // Quote signs and the indentation of a line belong to no side.
  const margin = from === start ? (/^[\s>]*/.exec(text)?.[0].length ?? 0) : 0;
  const cells = cellsOf(text).map((cell) => ({
    ...cell,
    sign: cell.offset < margin ? ' ' : signAt(from + cell.offset),
  }));

  const total = cells.reduce((sum, cell) => sum + cell.width, 0);
  if (total <= width && from === start && to === end) return [row(cells)];

  const firstMarked = cells.findIndex((cell) => cell.sign !== ' ');
  let next = Math.max(0, firstMarked - lead);
  const rows: Row[] = [];
  while (next < cells.length) {
    const begin = next;
    // Room for an ellipsis at either end.
    let room = width - 2;
    while (next < cells.length && room >= (cells[next]?.width ?? 0)) room -= cells[next++]?.width ?? 0;
    if (next === begin) next++;
    const shown = cells.slice(begin, next);
    if (shown.every((cell) => cell.sign === ' ')) continue;
    if (rows.length === mostRows) {
      rows.push({ text: '…', signs: '' });
      break;
    }
    const before = begin > 0 || from > start ? [ellipsis] : [];
    const after = next < cells.length || to < end ? [ellipsis] : [];
    rows.push(row([...before, ...shown, ...after]));
  }
  return rows.length > 0 ? rows : [row(cells.slice(0, width))];
}

type SignedCell = Cell & { readonly sign: string };

const ellipsis: SignedCell = { offset: 0, shown: '…', width: 1, sign: ' ' };

function row(cells: readonly SignedCell[]): Row {
  const text = cells.map((cell) => cell.shown).join('');
  const signs = cells.map((cell) => cell.sign.repeat(cell.width)).join('');
  return { text: text.trimEnd(), signs: underTextOnly(text, signs, cells).trimEnd() };
}

/** White space at the end of a marked row is not underlined. */
function underTextOnly(text: string, signs: string, cells: readonly SignedCell[]): string {
  const spaces = text.length - text.trimEnd().length;
  const width = cells.reduce((sum, cell) => sum + cell.width, 0);
  return signs.slice(0, Math.max(0, width - spaces));
}

function painted({ signs }: Row, marks: readonly Mark[], paint: Paint): string {
  return signs.replace(/([^ ])\1*/g, (run) => {
    const mark = marks.find(({ sign }) => sign === run[0]);
    return mark ? paint(run, mark.style) : run;
  });
}
