import type { Expression, ProductSign } from '../expression/expression';
import { add, call, divide, multiply, negate, number, power, symbol } from '../expression/expression';
import { print } from '../expression/print';
import { children, mapChildren, some, walk } from '../expression/traverse';
import type { Reader } from './reader';

const isDots = (e: Expression): boolean =>
  (e.kind === 'unknown' && e.why === 'dots') || (e.kind === 'negate' && isDots(e.of));

/** The terms of a sum with an ellipsis, which is replaced by the fold that it stands for; as they were where the pattern is not certain. */
export function withoutDots(reader: Reader, terms: readonly Expression[]): readonly Expression[] {
  const at = terms.findIndex(isDots);
  if (at < 1 || terms.filter(isDots).length > 1) return terms;
  if (at === terms.length - 1) return infiniteSeries(reader, terms.slice(0, at)) ?? terms;
  return finite(reader, terms.slice(0, at), terms.slice(at + 1), 'sum') ?? terms;
}

/** The same for the factors of a product. */
export function productWithoutDots(
  reader: Reader,
  factors: readonly Expression[],
  signs: readonly ProductSign[],
): readonly Expression[] {
  const at = factors.findIndex(isDots);
  if (at < 1 || at === factors.length - 1 || factors.filter(isDots).length > 1) return factors;
  if (signs.some((s) => s !== 'implicit' && s !== 'dot' && s !== 'times' && s !== 'star')) return factors;
  return finite(reader, factors.slice(0, at), factors.slice(at + 1), 'product') ?? factors;
}

/** The value of the symbol that ends a pattern, while it is looked for. */
const END = 7;

/**
 * `g(s) + g(s+1) + … + g(n)` from its first and last members: the last one gives g, and it must give every other written member too.
 * Members before the pattern and behind it are kept.
 */
function finite(
  reader: Reader,
  before: readonly Expression[],
  after: readonly Expression[],
  operation: 'sum' | 'product',
): readonly Expression[] | undefined {
  // The pattern may begin behind other terms: the longest one is taken.
  for (let skip = 0; skip < before.length; skip++)
    for (let take = after.length; take >= 1; take--) {
      const [first, last] = [before.slice(skip), after.slice(0, take)];
      const fold =
        folded(reader, first, [...last].reverse(), operation) ?? folded(reader, [...last].reverse(), first, operation);
      if (fold !== undefined) return [...before.slice(0, skip), fold, ...after.slice(take)];
    }
  return undefined;
}

/** `low`: the members from the start; `high`: those from the end, backwards. */
function folded(
  reader: Reader,
  low: readonly Expression[],
  high: readonly Expression[],
  operation: 'sum' | 'product',
): Expression | undefined {
  const template = high[0] as Expression;
  const names = new Set<string>();
  walk(template, (p) => {
    if (p.kind === 'symbol' && p.indices.length === 0 && /^[A-Za-z]$|^\\ell$/.test(p.name)) names.add(p.name);
  });
  for (const name of names) {
    const count = occurrences(template, name);
    if (count > 4) continue;
    // All places at first, then some: the n of `\binom{n}{n}` varies in one place only.
    for (let mask = 2 ** count - 1; mask > 0; mask--) {
      const general = (k: Expression): Expression => replaced(template, name, mask, k);
      for (const start of [1, 0, 2, 3, -1]) {
        if (!low.every((term, i) => agree(general(number(start + i)), term, name))) continue;
        if (
          !high.every((term, i) =>
            agree(general(i === 0 ? symbol(name) : add([symbol(name), negate(number(i))])), term, name),
          )
        )
          continue;
        const certain = low.length + high.length > 2 || print(general(number(start))) === print(low[0] as Expression);
        if (!certain) continue;
        const index = freshIndex(reader, [...low, ...high]);
        return {
          kind: 'fold',
          operation,
          index,
          lower: number(start),
          upper: symbol(name),
          body: general(symbol(index)),
        };
      }
    }
  }
  return undefined;
}

function freshIndex(reader: Reader, terms: readonly Expression[]): string {
  const taken = (name: string): boolean => terms.some((t) => some(t, (p) => p.kind === 'symbol' && p.name === name));
  const unused = ['k', 'j', 'l', 'i', 'm', 's', 't'].filter((name) => !taken(name));
  return unused.find((name) => !reader.usage.names.has(name)) ?? unused[0] ?? '\\kappa';
}

function occurrences(e: Expression, name: string): number {
  const own = e.kind === 'symbol' && e.name === name && e.indices.length === 0 ? 1 : 0;
  return children(e).reduce((sum, part) => sum + occurrences(part, name), own);
}

/** The expression with those occurrences of a name replaced whose bits are set in `mask`. */
function replaced(e: Expression, name: string, mask: number, by: Expression): Expression {
  let position = 0;
  const visit = (part: Expression): Expression => {
    if (part.kind === 'symbol' && part.name === name && part.indices.length === 0)
      return mask & (1 << position++) ? by : part;
    return mapChildren(part, visit);
  };
  return visit(e);
}

// --- comparing members ---------------------------------------------------------------------------------------------

function agree(a: Expression, b: Expression, end: string): boolean {
  if (print(a) === print(b)) return true;
  for (const seed of [1, 2]) {
    const [x, y] = [valueOf(a, end, seed), valueOf(b, end, seed)];
    if (x === undefined || y === undefined || !(Math.abs(x - y) <= 1e-9 * Math.max(Math.abs(x), Math.abs(y), 1e-9)))
      return false;
  }
  return true;
}

/** A number between 0.4 and 1.9 that belongs to a text. */
function numberOf(text: string, seed: number): number {
  let h = 2166136261 ^ seed;
  for (let k = 0; k < text.length; k++) h = Math.imul(h ^ text.charCodeAt(k), 16777619);
  h = Math.imul(h ^ (h >>> 15), 2246822507);
  return 0.4 + 1.5 * (((h ^ (h >>> 13)) >>> 0) / 4294967296);
}

const FUNCTIONS: Readonly<Record<string, (...args: number[]) => number>> = {
  sqrt: Math.sqrt,
  exp: Math.exp,
  log: Math.log,
  sin: Math.sin,
  cos: Math.cos,
  bars: Math.abs,
  factorial: (n) => (Number.isInteger(n) && n >= 0 ? factorial(n) : NaN),
  binomial: (n, k) =>
    Number.isInteger(n) && Number.isInteger(k) && k >= 0 && k <= n
      ? factorial(n) / factorial(k) / factorial(n - k)
      : NaN,
};

const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));

/** The value of a member for arbitrary values of its symbols; undefined for what has none here. */
function valueOf(e: Expression, end: string, seed: number, fixed?: ReadonlyMap<string, number>): number | undefined {
  const value = (part: Expression): number => valueOf(part, end, seed, fixed) ?? NaN;
  switch (e.kind) {
    case 'number':
      return Number(e.text);
    case 'constant':
      return e.name === 'pi' ? Math.PI : e.name === 'e' ? Math.E : undefined;
    case 'symbol':
      if (e.indices.length === 0) return e.name === end ? END : (fixed?.get(e.name) ?? numberOf(e.name, seed));
      return numberOf(`${e.name}_${e.indices.map((i) => value(i).toFixed(6)).join()}`, seed);
    case 'add':
      return e.terms.reduce((sum, t) => sum + value(t), 0);
    case 'negate':
      return -value(e.of);
    case 'multiply':
      return e.factors.reduce((product, f) => product * value(f), 1);
    case 'divide':
      return value(e.numerator) / value(e.denominator);
    case 'power':
      return value(e.base) ** value(e.exponent);
    case 'call': {
      const f = FUNCTIONS[e.name];
      return f === undefined ? undefined : f(...e.args.map(value));
    }
    case 'apply':
      return e.primes > 0
        ? undefined
        : numberOf(
            `${e.name}_${e.indices.map((i) => value(i).toFixed(6)).join()}(${e.args.map((a) => value(a).toFixed(6)).join()})`,
            seed,
          );
    default:
      return undefined;
  }
}

// --- power series --------------------------------------------------------------------------------------------------

type Family = (k: Expression) => Expression;

const times = (a: number, k: Expression, b: number): Expression => {
  const scaled = a === 1 ? k : multiply([number(a), k]);
  return b === 0 ? scaled : add([scaled, number(b)]);
};

/** Coefficients that power series usually have, k from 0. */
const COEFFICIENTS: readonly Family[] = [
  () => number(1),
  (k) => divide(number(1), call('factorial', [k])),
  (k) => divide(number(1), call('factorial', [times(2, k, 0)])),
  (k) => divide(number(1), call('factorial', [times(2, k, 1)])),
  (k) => divide(number(1), times(1, k, 1)),
  (k) => divide(number(1), times(2, k, 1)),
  (k) => times(1, k, 1),
  (k) => times(2, k, 1),
  (k) => divide(number(1), power(times(1, k, 1), number(2))),
  (k) => divide(number(1), power(times(2, k, 1), number(2))),
  (k) => divide(number(1), call('factorial', [times(1, k, 1)])),
  ...[2, 3, 4, 10].map(
    (b): Family =>
      (k) =>
        divide(number(1), power(number(b), k)),
  ),
  ...[2, 3].map(
    (b): Family =>
      (k) =>
        power(number(b), k),
  ),
];

/** `1 + x + \frac{x^2}{2!} + \cdots` from at least three members, if exactly one familiar series begins like that. */
function infiniteSeries(reader: Reader, terms: readonly Expression[]): readonly Expression[] | undefined {
  if (terms.length < 3) return undefined;
  const names = new Set<string>();
  for (const t of terms)
    walk(t, (p) => {
      if (p.kind === 'symbol') names.add(p.name);
    });
  const parts = terms.map((t) => monomial(t, [...names]));
  if (parts.some((p) => p === undefined)) return undefined;
  const monomials = parts as readonly Monomial[];
  const [first, second] = monomials as [Monomial, Monomial];
  const step = [...names].map((_, v) => (second.exponents[v] as number) - (first.exponents[v] as number));
  if (
    !monomials.every((m, i) =>
      m.exponents.every((p, v) => p === (first.exponents[v] as number) + i * (step[v] as number)),
    )
  )
    return undefined;
  const index = freshIndex(reader, terms);
  const k = symbol(index);
  const found: Expression[] = [];
  const scale = first.coefficient;
  for (const alternating of [false, true])
    for (const family of COEFFICIENTS) {
      const general: Family = (j) => (alternating ? multiply([power(negate(number(1)), j), family(j)]) : family(j));
      const at = (j: number): number => valueOf(general(number(j)), '', 1) ?? NaN;
      if (monomials.every((m, i) => Math.abs(m.coefficient / scale - at(i) / at(0)) < 1e-9)) found.push(general(k));
    }
  // Two series with the same beginning: nobody knows which is meant.
  if (found.length !== 1) return undefined;
  const powers = [...names].flatMap((name, v) => {
    const [from, by] = [first.exponents[v] as number, step[v] as number];
    if (from === 0 && by === 0) return [];
    return [power(symbol(name), by === 0 ? number(from) : times(by, k, from))];
  });
  const start = valueOf(found[0] as Expression, '', 1, new Map([[index, 0]])) ?? NaN;
  const factor = scale / start;
  if (!Number.isInteger(factor)) return undefined;
  const coefficient = found[0] as Expression;
  const members = [
    ...(factor === 1 ? [] : [number(factor)]),
    ...(coefficient.kind === 'number' && powers.length > 0 ? [] : [coefficient]),
    ...powers,
  ];
  const body = multiply(members);
  return [
    { kind: 'fold', operation: 'sum', index, lower: number(0), upper: { kind: 'constant', name: 'infinity' }, body },
  ];
}

interface Monomial {
  readonly coefficient: number;
  readonly exponents: readonly number[];
}

/** A term as a number times whole powers of symbols, found by trying. */
function monomial(term: Expression, names: readonly string[]): Monomial | undefined {
  if (some(term, (p) => p.kind === 'symbol' && p.indices.length > 0)) return undefined;
  const at = (change: ReadonlyMap<string, number>): number => valueOf(term, '', 1, change) ?? NaN;
  const base = new Map(names.map((n) => [n, numberOf(n, 3)]));
  const value = at(base);
  const exponents: number[] = [];
  let rest = value;
  for (const name of names) {
    const x = base.get(name) as number;
    const p = Math.log(at(new Map(base).set(name, 2 * x)) / value) / Math.LN2;
    const q = Math.log(at(new Map(base).set(name, 3 * x)) / value) / Math.log(3);
    const whole = Math.round(p);
    if (!(Math.abs(p - whole) < 1e-9) || !(Math.abs(q - whole) < 1e-9)) return undefined;
    exponents.push(whole);
    rest /= x ** whole;
  }
  return Number.isFinite(rest) ? { coefficient: rest, exponents } : undefined;
}
