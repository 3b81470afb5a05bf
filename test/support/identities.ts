import fc from 'fast-check';
import {
  add,
  call,
  derivative,
  differentiate,
  divide,
  isVacuous,
  item,
  minus,
  multiply,
  name,
  negate,
  number,
  partsOf,
  power,
  sum,
  trace,
  transpose,
  withParts,
  type Term,
} from './terms';

/** Two terms that are equal, and why. */
export interface Identity {
  readonly rule: string;
  readonly left: Term;
  readonly right: Term;
}

type Rule = fc.Arbitrary<Identity>;

const rule = <T extends unknown[]>(
  text: string,
  parts: { [K in keyof T]: fc.Arbitrary<T[K]> },
  make: (...parts: T) => readonly [Term, Term],
): Rule =>
  fc.tuple(...parts).map((values) => {
    const [left, right] = make(...(values as T));
    return { rule: text, left, right };
  });

// --- small terms -----------------------------------------------------------------------------------------------

const scalars = ['a', 'b', 'c', 'x', 'y', 'z', 't', '\\alpha', '\\theta'];
const letter = fc.constantFrom(...scalars).map(name);
const small = fc.integer({ min: 2, max: 5 });

const monomial: fc.Arbitrary<Term> = fc.oneof(
  { weight: 3, arbitrary: letter },
  fc.tuple(small, letter).map(([k, x]) => multiply(number(k), x)),
  fc.tuple(letter, fc.integer({ min: 2, max: 3 })).map(([x, k]) => power(x, k)),
  fc.tuple(letter, letter).map(([x, y]) => multiply(x, y)),
);

const scalar: fc.Arbitrary<Term> = fc.oneof(
  { weight: 3, arbitrary: monomial },
  { weight: 2, arbitrary: fc.tuple(monomial, monomial).map(([u, v]) => add(u, v)) },
  fc.tuple(monomial, monomial).map(([u, v]) => minus(u, v)),
  fc.tuple(fc.constantFrom('sin', 'cos', 'exp', 'tanh' as const), letter).map(([f, x]) => call(f as 'sin', x)),
);

const positive: fc.Arbitrary<Term> = fc.oneof(
  letter,
  letter.map((x) => add(power(x, 2), number(1))),
  letter.map((x) => add(number(1), call('exp', x))),
);

/** Terms in `x` that change with it. */
const inX: fc.Arbitrary<Term> = fc.oneof(
  fc.integer({ min: 2, max: 4 }).map((k) => power(name('x'), k)),
  fc.constantFrom('sin', 'cos', 'exp', 'tanh' as const).map((f) => call(f as 'sin', name('x'))),
  fc.tuple(small, small).map(([k, m]) => add(multiply(number(k), name('x')), number(m))),
  fc
    .tuple(fc.constantFrom('sin', 'cos', 'exp'), small)
    .map(([f, k]) => call(f as 'sin', multiply(number(k), name('x')))),
  letter.map((a) => (a.op === 'name' && a.name === 'x' ? power(a, 2) : multiply(a, power(name('x'), 2)))),
);

const [p, q] = [item('p', 'i'), item('q', 'i')];
const column = (text: string, rows = 3): Term => ({ op: 'array', name: text, rows, columns: 1 });
const [A, B] = [matrix('A', 3, 4), matrix('B', 4, 3)];
const [u, v, w] = [column('u'), column('v'), column('w')];

function matrix(text: string, rows: number, columns: number): Term {
  return { op: 'array', name: text, rows, columns };
}

const over = (index: string, of: Term): Term => sum(index, index === 'i' ? 'n' : 'm', of);

// --- rules -----------------------------------------------------------------------------------------------------

export const algebra: readonly Rule[] = [
  rule('distribute', [scalar, scalar, scalar], (x, y, z) => [
    multiply(x, add(y, z)),
    add(multiply(x, y), multiply(x, z)),
  ]),
  rule('square of a sum', [scalar, scalar], (x, y) => [
    power(add(x, y), 2),
    add(power(x, 2), multiply(number(2), x, y), power(y, 2)),
  ]),
  rule('square of a difference', [monomial, monomial], (x, y) => [
    power(minus(x, y), 2),
    add(power(x, 2), negate(multiply(number(2), x, y)), power(y, 2)),
  ]),
  rule('difference of squares', [scalar, scalar], (x, y) => [
    minus(power(x, 2), power(y, 2)),
    multiply(add(x, y), minus(x, y)),
  ]),
  rule('add fractions', [scalar, scalar, positive, positive], (x, y, r, s) => [
    add(divide(x, r), divide(y, s)),
    divide(add(multiply(x, s), multiply(y, r)), multiply(r, s)),
  ]),
  rule('divide by a fraction', [scalar, positive, positive], (x, r, s) => [
    divide(x, divide(r, s)),
    divide(multiply(x, s), r),
  ]),
  rule('cube', [letter, letter], (x, y) => [
    power(add(x, y), 3),
    add(power(x, 3), multiply(number(3), power(x, 2), y), multiply(number(3), x, power(y, 2)), power(y, 3)),
  ]),
];

export const functions: readonly Rule[] = [
  rule('logarithm of a product', [positive, positive], (x, y) => [
    call('ln', multiply(x, y)),
    add(call('ln', x), call('ln', y)),
  ]),
  rule('logarithm of a quotient', [positive, positive], (x, y) => [
    call('ln', divide(x, y)),
    minus(call('ln', x), call('ln', y)),
  ]),
  rule('logarithm of a power', [positive, small], (x, k) => [
    call('ln', power(x, k)),
    multiply(number(k), call('ln', x)),
  ]),
  rule('product of exponentials', [scalar, scalar], (x, y) => [
    multiply(call('exp', x), call('exp', y)),
    call('exp', add(x, y)),
  ]),
  rule('sine of a sum', [monomial, monomial], (x, y) => [
    call('sin', add(x, y)),
    add(multiply(call('sin', x), call('cos', y)), multiply(call('cos', x), call('sin', y))),
  ]),
  rule('cosine of a sum', [monomial, monomial], (x, y) => [
    call('cos', add(x, y)),
    minus(multiply(call('cos', x), call('cos', y)), multiply(call('sin', x), call('sin', y))),
  ]),
  rule('double angle', [letter], (x) => [
    call('cos', multiply(number(2), x)),
    minus(number(1), multiply(number(2), power(call('sin', x), 2))),
  ]),
  rule('Pythagoras', [letter, scalar], (x, y) => [
    multiply(y, add(power(call('sin', x), 2), power(call('cos', x), 2))),
    y,
  ]),
];

export const sums: readonly Rule[] = [
  rule('split a sum', [letter], (c) => [
    over('i', add(p, multiply(c, q))),
    add(over('i', p), multiply(c, over('i', q))),
  ]),
  rule('square under a sum', [letter], (c) => [
    over('i', power(minus(p, c), 2)),
    add(over('i', power(p, 2)), negate(multiply(number(2), c, over('i', p))), multiply(name('n'), power(c, 2))),
  ]),
  rule('products under a sum', [letter, letter], (a, b) => [
    over('i', multiply(minus(p, a), minus(q, b))),
    add(
      over('i', multiply(p, q)),
      negate(multiply(b, over('i', p))),
      negate(multiply(a, over('i', q))),
      multiply(name('n'), a, b),
    ),
  ]),
  rule('double sum', [letter], (c) => [
    over('i', over('j', multiply(c, p, item('r', 'j')))),
    multiply(c, over('i', p), over('j', item('r', 'j'))),
  ]),
  rule('derivative of squares', [small], (k) => [
    derivative('x', over('i', power(minus(p, multiply(number(k), name('x'), q)), 2))),
    negate(multiply(number(2 * k), over('i', multiply(q, minus(p, multiply(number(k), name('x'), q)))))),
  ]),
];

const dx = (t: Term, order = 1): Term => derivative('x', t, order);
const d = (t: Term): Term => differentiate(t, 'x');

export const calculus: readonly Rule[] = [
  rule('derivative', [inX], (f) => [dx(f), d(f)]),
  rule('derivative of a sum', [inX, inX], (f, g) => [dx(add(f, g)), add(d(f), d(g))]),
  rule('product rule', [inX, inX], (f, g) => [dx(multiply(f, g)), add(multiply(d(f), g), multiply(f, d(g)))]),
  rule('quotient rule', [inX, inX], (f, g) => [
    dx(divide(f, add(power(g, 2), number(1)))),
    d(divide(f, add(power(g, 2), number(1)))),
  ]),
  rule('chain rule', [inX, fc.constantFrom('sin', 'cos', 'exp', 'ln', 'sqrt')], (f, outer) => {
    const inner = outer === 'ln' || outer === 'sqrt' ? add(power(f, 2), number(1)) : f;
    return [dx(call(outer as 'sin', inner)), d(call(outer as 'sin', inner))];
  }),
  rule('power of a function', [inX, small], (f, k) => [dx(power(f, k)), d(power(f, k))]),
  rule('Leibniz', [inX, inX], (f, g) => [
    dx(multiply(f, g), 2),
    add(multiply(d(d(f)), g), multiply(number(2), d(f), d(g)), multiply(f, d(d(g)))),
  ]),
];

export const linearAlgebra: readonly Rule[] = [
  rule('inner product of a sum', [letter], (c) => [
    multiply(transpose(w), add(u, multiply(c, v))),
    add(multiply(transpose(w), u), multiply(c, transpose(w), v)),
  ]),
  rule('square of a vector sum', [], () => [
    multiply(transpose(add(u, v)), add(u, v)),
    add(multiply(transpose(u), u), multiply(number(2), transpose(u), v), multiply(transpose(v), v)),
  ]),
  rule('transpose of a product', [letter], (c) => [
    multiply(c, transpose(multiply(A, B))),
    multiply(c, transpose(B), transpose(A)),
  ]),
  rule('trace of a product', [letter], (c) => [multiply(c, trace(multiply(A, B))), multiply(c, trace(multiply(B, A)))]),
  rule('residual', [], () => [
    multiply(transpose(minus(u, multiply(A, column('s', 4)))), minus(u, multiply(A, column('s', 4)))),
    add(
      multiply(transpose(u), u),
      negate(multiply(number(2), transpose(u), A, column('s', 4))),
      multiply(transpose(column('s', 4)), transpose(A), A, column('s', 4)),
    ),
  ]),
];

export const themes = { algebra, functions, sums, calculus, 'linear algebra': linearAlgebra } as const;

/** One identity of a theme. Where order does not matter, the right side is shuffled. */
export function anyIdentity(rules: readonly Rule[]): fc.Arbitrary<Identity> {
  return fc
    .tuple(fc.oneof(...rules), fc.nat(1000))
    .map(([identity, turn]) => ({ ...identity, right: turned(identity.right, turn) }))
    .filter(({ left, right }) => !isVacuous(left) && !isVacuous(right));
}

/** Turns sums and scalar products round. */
function turned(t: Term, by: number): Term {
  const parts = partsOf(t).map((part) => turned(part, by));
  if (t.op === 'add' && parts.length > 1) {
    const k = by % parts.length;
    return withParts(t, [...parts.slice(k), ...parts.slice(0, k)]);
  }
  return 'of' in t ? withParts(t, parts) : t;
}
