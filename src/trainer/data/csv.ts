import Papa from 'papaparse';
import type { Dataset } from './dataset';
import { datasetFromRows } from './dataset';

/** A table of text cells, each row with the line of the file that it starts on. */
export interface CsvTable {
  readonly names: readonly string[];
  readonly rows: readonly CsvRow[];
  /** Whether the first row was taken as names. */
  readonly hasHeader: boolean;
  readonly problems: readonly CsvProblem[];
}

export interface CsvRow {
  /** 1-based line of the file. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** What is wrong with a table; `line` is 1-based. */
export type CsvProblem =
  | { readonly code: 'empty' }
  | { readonly code: 'unclosed-quote'; readonly line: number }
  | { readonly code: 'cell-count'; readonly line: number; readonly found: number; readonly expected: number }
  | { readonly code: 'not-a-number'; readonly line: number; readonly column: string; readonly value: string }
  | { readonly code: 'missing-value'; readonly line: number; readonly column: string }
  | { readonly code: 'too-many-classes'; readonly column: string; readonly classes: readonly string[] }
  | { readonly code: 'one-class'; readonly column: string; readonly value: string }
  | { readonly code: 'no-features' }
  | { readonly code: 'no-rows' };

/** Which columns of a table to use. */
export interface CsvColumns {
  /** Positions of the feature columns. */
  readonly features: readonly number[];
  /** Position of the label column. */
  readonly label: number;
}

/** A data set read from a table; rows that could not be read are left out and listed. */
export interface CsvReading {
  /** Absent when nothing usable is left. */
  readonly data?: Dataset;
  /** The two values of the label column: the one that became 0 and the one that became 1. */
  readonly classes?: readonly [string, string];
  readonly problems: readonly CsvProblem[];
}

const numberPattern = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

function asNumber(cell: string): number | undefined {
  const text = cell.trim().replace(/\u2212/g, '-');
  if (!numberPattern.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/**
 * Splits the text of a CSV file (comma, semicolon, tab or bar, detected; quotes as in RFC 4180) into rows.
 *
 * @param header whether the first row holds names; left out, it is taken for names when it has a cell that is no
 * number in a column whose next row has a number, or when all its cells are words and distinct.
 */
export function parseCsv(text: string, header?: boolean): CsvTable {
  const problems: CsvProblem[] = [];
  const body = text.replace(/^\ufeff/, '');
  const parsed = Papa.parse<string[]>(body, { skipEmptyLines: false });
  const rows: CsvRow[] = [];
  let line = 1;
  for (const cells of parsed.data) {
    const start = line;
    for (const cell of cells) line += cell.split('\n').length - 1;
    line++;
    if (cells.every((cell) => cell.trim() === '')) continue;
    rows.push({ line: start, cells: cells.map((cell) => cell.trim()) });
  }
  for (const error of parsed.errors) {
    if (error.type === 'Quotes') problems.push({ code: 'unclosed-quote', line: rows.at(-1)?.line ?? 1 });
  }
  const first = rows[0];
  if (!first) return { names: [], rows: [], hasHeader: false, problems: [{ code: 'empty' }] };

  const second = rows[1];
  const words = first.cells.every((cell) => cell !== '' && asNumber(cell) === undefined);
  const guess =
    first.cells.some((cell, j) => asNumber(cell) === undefined && asNumber(second?.cells[j] ?? '') !== undefined) ||
    (words && new Set(first.cells).size === first.cells.length);
  const hasHeader = header ?? guess;
  const width = first.cells.length;
  const names = Array.from({ length: width }, (_, j) => (hasHeader && first.cells[j]) || `column ${j + 1}`);
  const kept: CsvRow[] = [];
  for (const row of hasHeader ? rows.slice(1) : rows) {
    if (row.cells.length === width) kept.push(row);
    else problems.push({ code: 'cell-count', line: row.line, found: row.cells.length, expected: width });
  }
  return { names, rows: kept, hasHeader, problems };
}

const labelNames = new Set(['y', 'label', 'class', 'target', '标签', '类别']);

/**
 * The likeliest columns: the label is the column named like one, else the last column with exactly two values; the
 * features are all other columns that are mostly numbers.
 */
export function guessColumns(table: CsvTable): CsvColumns {
  const width = table.names.length;
  const named = table.names.findIndex((name) => labelNames.has(name.toLowerCase()));
  let label = named >= 0 ? named : width - 1;
  for (let j = width - 1; j >= 0 && named < 0; j--) {
    const values = new Set<string>();
    for (const row of table.rows) {
      values.add(row.cells[j]!);
      if (values.size > 2) break;
    }
    if (values.size === 2) {
      label = j;
      break;
    }
  }
  const features: number[] = [];
  for (let j = 0; j < width; j++) {
    if (j === label) continue;
    const sample = table.rows.slice(0, 50);
    const numeric = sample.filter((row) => asNumber(row.cells[j]!) !== undefined).length;
    if (sample.length > 0 && numeric * 2 > sample.length) features.push(j);
  }
  return { features, label };
}

/** Reads the chosen columns as numbers and a two-valued label. */
export function readCsvColumns(table: CsvTable, columns: CsvColumns): CsvReading {
  const problems: CsvProblem[] = [...table.problems];
  if (columns.features.length === 0) return { problems: [...problems, { code: 'no-features' }] };
  const labelName = table.names[columns.label] ?? '';
  const classes = [...new Set(table.rows.map((row) => row.cells[columns.label]!).filter((cell) => cell !== ''))];
  if (classes.length > 2) {
    return { problems: [...problems, { code: 'too-many-classes', column: labelName, classes: classes.slice(0, 6) }] };
  }
  if (classes.length === 1) {
    return { problems: [...problems, { code: 'one-class', column: labelName, value: classes[0]! }] };
  }
  const pair = orderClasses(classes);
  const rows: number[][] = [];
  const labels: number[] = [];
  for (const row of table.rows) {
    const features: number[] = [];
    for (const j of columns.features) {
      const cell = row.cells[j]!;
      const value = asNumber(cell);
      if (value === undefined) {
        const column = table.names[j]!;
        problems.push(
          cell === ''
            ? { code: 'missing-value', line: row.line, column }
            : { code: 'not-a-number', line: row.line, column, value: cell },
        );
        break;
      }
      features.push(value);
    }
    if (features.length < columns.features.length) continue;
    const label = row.cells[columns.label]!;
    if (label === '') {
      problems.push({ code: 'missing-value', line: row.line, column: labelName });
      continue;
    }
    rows.push(features);
    labels.push(label === pair[1] ? 1 : 0);
  }
  if (rows.length === 0) return { problems: [...problems, { code: 'no-rows' }] };
  const names = columns.features.map((j) => table.names[j]!);
  return { data: datasetFromRows(rows, labels, names), classes: pair, problems };
}

/** Numbers by size (0 before 1, −1 before 1), words by alphabet, except that a plain "no" word comes first. */
function orderClasses(classes: readonly string[]): [string, string] {
  const negative = new Set(['0', 'no', 'false', 'n', 'f', 'negative', 'neg', '否', '负']);
  const [a = '', b = ''] = [...classes].sort((p, q) => {
    const [x, y] = [asNumber(p), asNumber(q)];
    if (x !== undefined && y !== undefined) return x - y;
    const rank = (word: string) => (negative.has(word.toLowerCase()) ? 0 : 1);
    return rank(p) - rank(q) || (p < q ? -1 : 1);
  });
  return [a, b];
}
