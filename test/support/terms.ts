/** Expressions of the generators: a small language of their own, so that what they mean does not rest on the checker. */
export type Term =
  | { readonly op: 'number'; readonly value: number }
  | { readonly op: 'name'; readonly name: string }
  /** `x_i` under a sum over `i`. */
  | { readonly op: 'item'; readonly name: string; readonly index: string }
  | { readonly op: 'add'; readonly of: readonly Term[] }
  | { readonly op: 'multiply'; readonly of: readonly Term[] }
  | { readonly op: 'negate'; readonly of: readonly [Term] }
  | { readonly op: 'divide'; readonly of: readonly [over: Term, under: Term] }
  | { readonly op: 'power'; readonly of: readonly [base: Term, exponent: Term] }
  | { readonly op: 'call'; readonly name: FunctionName; readonly of: readonly [Term] }
  | { readonly op: 'sum'; readonly index: string; readonly size: string; readonly of: readonly [Term] }
  | { readonly op: 'derivative'; readonly by: string; readonly order: number; readonly of: readonly [Term] }
  /** A bold vector (one column) or a bold matrix. */
  | { readonly op: 'array'; readonly name: string; readonly rows: number; readonly columns: number }
  | { readonly op: 'transpose'; readonly of: readonly [Term] }
  | { readonly op: 'trace'; readonly of: readonly [Term] };

export type FunctionName = 'sin' | 'cos' | 'exp' | 'ln' | 'sqrt' | 'tanh';

export const number = (value: number): Term => (value < 0 ? negate(number(-value)) : { op: 'number', value });
export const name = (text: string): Term => ({ op: 'name', name: text });
export const item = (text: string, index: string): Term => ({ op: 'item', name: text, index });
export const negate = (of: Term): Term => ({ op: 'negate', of: [of] });
export const divide = (over: Term, under: Term): Term => ({ op: 'divide', of: [over, under] });
export const power = (base: Term, exponent: Term | number): Term => ({
  op: 'power',
  of: [base, typeof exponent === 'number' ? number(exponent) : exponent],
});
export const call = (fn: FunctionName, of: Term): Term => ({ op: 'call', name: fn, of: [of] });
export const sum = (index: string, size: string, of: Term): Term => ({ op: 'sum', index, size, of: [of] });
export const derivative = (by: string, of: Term, order = 1): Term => ({ op: 'derivative', by, order, of: [of] });
export const transpose = (of: Term): Term => ({ op: 'transpose', of: [of] });
export const trace = (of: Term): Term => ({ op: 'trace', of: [of] });

/** A sum without nested sums and zeros. */
export function add(...of: Term[]): Term {
  const flat = of.flatMap((t) => (t.op === 'add' ? t.of : [t])).filter((t) => !isNumber(t, 0));
  return flat.length === 0 ? number(0) : flat.length === 1 ? (flat[0] as Term) : { op: 'add', of: flat };
}

/** A product without nested products and ones. */
export function multiply(...of: Term[]): Term {
  const flat = of.flatMap((t) => (t.op === 'multiply' ? t.of : [t])).filter((t) => !isNumber(t, 1));
  if (flat.some((t) => isNumber(t, 0))) return number(0);
  return flat.length === 0 ? number(1) : flat.length === 1 ? (flat[0] as Term) : { op: 'multiply', of: flat };
}

export function isNumber(t: Term, value?: number): boolean {
  return t.op === 'number' && (value === undefined || t.value === value);
}

/** The parts of a term. */
export function partsOf(t: Term): readonly Term[] {
  return 'of' in t ? t.of : [];
}

/** The same term with other parts. */
export function withParts(t: Term, parts: readonly Term[]): Term {
  return 'of' in t ? ({ ...t, of: parts } as Term) : t;
}

export function some(t: Term, holds: (part: Term) => boolean): boolean {
  return holds(t) || partsOf(t).some((part) => some(part, holds));
}

// --- values ----------------------------------------------------------------------------------------------------

/** Names that count something. */
const SIZES = new Set(['n', 'm']);

/** Values of all names at one point. */
export interface Point {
  readonly number: (key: string) => number;
  readonly size: (key: string) => number;
}

type Matrix = readonly (readonly number[])[];
export type Value = number | Matrix;

/** The value of a term at a point; `undefined` where it has none (a negative logarithm, shapes that do not fit). */
export function evaluate(t: Term, point: Point, indices: ReadonlyMap<string, number> = new Map()): Value | undefined {
  const value = (part: Term): Value | undefined => evaluate(part, point, indices);
  const finite = (x: number): number | undefined => (Number.isFinite(x) ? x : undefined);
  const scalar = (part: Term): number => {
    const x = value(part);
    return typeof x === 'number' ? x : Array.isArray(x) && x.length === 1 && x[0].length === 1 ? x[0][0] : NaN;
  };
  switch (t.op) {
    case 'number':
      return t.value;
    case 'name':
      return indices.get(t.name) ?? (SIZES.has(t.name) ? point.size(t.name) : point.number(t.name));
    case 'item':
      return point.number(`${t.name}_${indices.get(t.index) ?? 'free'}`);
    case 'array':
      return grid(t.rows, t.columns, (i, j) => point.number(`${t.name}_${i},${j}`));
    case 'add':
      return t.of.map(value).reduce((a, b) => combine(a, b));
    case 'multiply':
      return t.of.map(value).reduce((a, b) => product(a, b));
    case 'negate':
      return product(-1, value(t.of[0]));
    case 'divide':
      return finite(scalar(t.of[0]) / scalar(t.of[1]));
    case 'power':
      return finite(scalar(t.of[0]) ** scalar(t.of[1]));
    case 'call':
      return finite(t.name === 'ln' ? Math.log(scalar(t.of[0])) : Math[t.name](scalar(t.of[0])));
    case 'sum': {
      let total: Value | undefined = 0;
      for (let k = 1; k <= point.size(t.size); k++) {
        total = combine(total, evaluate(t.of[0], point, new Map(indices).set(t.index, k)));
      }
      return total;
    }
    case 'derivative': {
      let inner = t.of[0];
      for (let k = 0; k < t.order; k++) inner = differentiate(inner, t.by);
      return value(inner);
    }
    case 'transpose': {
      const x = value(t.of[0]);
      return typeof x === 'number' || x === undefined
        ? x
        : grid(x[0]?.length ?? 0, x.length, (i, j) => x[j]?.[i] ?? NaN);
    }
    case 'trace': {
      const x = value(t.of[0]);
      if (typeof x === 'number' || x === undefined || x.length !== x[0]?.length) return undefined;
      return x.reduce((total, row, k) => total + (row[k] ?? NaN), 0);
    }
  }
}

function grid(rows: number, columns: number, at: (i: number, j: number) => number): Matrix {
  return Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (_, j) => at(i, j)));
}

function combine(a: Value | undefined, b: Value | undefined): Value | undefined {
  if (typeof a === 'number' && typeof b === 'number') return a + b;
  if (a === 0) return b;
  if (typeof a !== 'object' || typeof b !== 'object') return undefined;
  if (a.length !== b.length || a[0]?.length !== b[0]?.length) return undefined;
  return a.map((row, i) => row.map((x, j) => x + (b[i]?.[j] ?? NaN)));
}

function product(a: Value | undefined, b: Value | undefined): Value | undefined {
  if (a === undefined || b === undefined) return undefined;
  if (typeof a === 'number' && typeof b === 'number') return a * b;
  if (typeof a === 'number') return (b as Matrix).map((row) => row.map((x) => a * x));
  if (typeof b === 'number') return product(b, a);
  if (a[0]?.length !== b.length) return undefined;
  const entries = grid(a.length, b[0]?.length ?? 0, (i, j) =>
    b.reduce((total, row, k) => total + (a[i]?.[k] ?? NaN) * (row[j] ?? NaN), 0),
  );
  return entries.length === 1 && entries[0]?.length === 1 ? entries[0][0] : entries;
}

/** Whether a term is zero wherever it has a value: agreement would say nothing. */
export function isVacuous(t: Term): boolean {
  return agree(t, number(0)) !== false;
}

/** Whether two terms have the same value wherever both have one; `undefined` when they have none anywhere. */
export function agree(a: Term, b: Term): boolean | undefined {
  let compared = 0;
  for (let k = 0; k < 40 && compared < 8; k++) {
    const point = pointOf(k);
    const [x, y] = [flat(evaluate(a, point)), flat(evaluate(b, point))];
    if (x === undefined || y === undefined) continue;
    compared++;
    if (x.length !== y.length) return false;
    if (
      x.some((value, i) => Math.abs(value - (y[i] as number)) > 1e-6 * (1 + Math.abs(value) + Math.abs(y[i] as number)))
    )
      return false;
  }
  return compared === 0 ? undefined : true;
}

function flat(value: Value | undefined): number[] | undefined {
  if (value === undefined) return undefined;
  const numbers = typeof value === 'number' ? [value] : value.flat();
  return numbers.every(Number.isFinite) ? numbers : undefined;
}

/** A point by number: every other one has positive values only. */
function pointOf(k: number): Point {
  return {
    number: (key) => {
      const unit = hash(`${k} ${key}`);
      return k % 2 === 0 ? 0.3 + 1.6 * unit : -1.7 + 3.4 * unit;
    },
    size: (key) => 3 + Math.floor(3 * hash(`size ${k} ${key}`)),
  };
}

/** A number from 0 to 1 that depends on a text (FNV-1a with a final mix). */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return ((h ^ (h >>> 15)) >>> 0) / 2 ** 32;
}

// --- derivatives -----------------------------------------------------------------------------------------------

/** The derivative of a scalar term, lightly simplified. */
export function differentiate(t: Term, by: string): Term {
  const d = (part: Term): Term => differentiate(part, by);
  switch (t.op) {
    case 'number':
    case 'item':
      return number(0);
    case 'name':
      return number(t.name === by ? 1 : 0);
    case 'add':
      return add(...t.of.map(d));
    case 'negate':
      return isNumber(d(t.of[0]), 0) ? number(0) : negate(d(t.of[0]));
    case 'multiply':
      return add(...t.of.map((factor, k) => multiply(d(factor), ...t.of.filter((_, other) => other !== k))));
    case 'divide': {
      const [over, under] = t.of;
      if (isNumber(d(under), 0)) return isNumber(d(over), 0) ? number(0) : divide(d(over), under);
      return divide(minus(multiply(d(over), under), multiply(over, d(under))), power(under, 2));
    }
    case 'power': {
      const [base, exponent] = t.of;
      if (exponent.op !== 'number') throw new Error('only powers with numbers are differentiated');
      const lower = exponent.value === 2 ? base : power(base, exponent.value - 1);
      return multiply(number(exponent.value), lower, d(base));
    }
    case 'call': {
      const [inner] = t.of;
      const outer: Record<FunctionName, () => Term> = {
        sin: () => call('cos', inner),
        cos: () => negate(call('sin', inner)),
        exp: () => t,
        ln: () => divide(number(1), inner),
        sqrt: () => divide(number(1), multiply(number(2), t)),
        tanh: () => minus(number(1), power(t, 2)),
      };
      return multiply(d(inner), outer[t.name]());
    }
    case 'sum':
      return isNumber(d(t.of[0]), 0) ? number(0) : sum(t.index, t.size, d(t.of[0]));
    case 'derivative':
      return derivative(t.by, d(t.of[0]), t.order);
    default:
      throw new Error('only scalars are differentiated');
  }
}

export function minus(a: Term, b: Term): Term {
  if (isNumber(b, 0)) return a;
  return isNumber(a, 0) ? negate(b) : add(a, negate(b));
}
