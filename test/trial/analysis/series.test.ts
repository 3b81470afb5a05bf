import { describe, expect, test } from 'vitest';
import * as a from '../../../src/trial/arithmetic';
import { big, Complex, type Scalar } from '../../../src/trial/arithmetic';
import { series, type SeriesSum } from '../../../src/trial/analysis/series';
import { expectClose } from '../arithmetic/closeness';

const { add, sub, mul, div, neg, exp, log, pow } = a;

function valueOf(result: SeriesSum): Scalar {
  if ('failed' in result) throw new Error(`failed: ${result.failed}`);
  return result.value;
}

const pi = a.PI.big;
const signed = (n: number, x: Scalar): Scalar => (n % 2 === 0 ? x : neg(x));

/** Each term is given for a number `one`, a float or a BigNumber, that decides its precision. */
const known: readonly (readonly [string, (n: number, one: Scalar) => Scalar, number, Scalar])[] = [
  ['Σ 1/n!', (n, one) => div(one, a.factorial(n)), 0, a.E.big],
  ['Σ 2⁻ⁿ', (n, one) => div(one, 2 ** n), 0, 2],
  ['Σ 0.99ⁿ', (n, one) => pow(mul(one, 0.99), n), 0, 100],
  ['Σ (−0.9)ⁿ', (n, one) => pow(mul(one, -0.9), n), 0, div(big(10), 19)],
  ['Σ 1/n²', (n, one) => div(one, n * n), 1, div(mul(pi, pi), 6)],
  ['Σ 1/n⁴', (n, one) => div(one, n ** 4), 1, div(pow(pi, 4), 90)],
  ['Σ 1/(n(n+1))', (n, one) => div(one, n * (n + 1)), 1, 1],
  ['Σ (−1)ⁿ/(n+1)', (n, one) => signed(n, div(one, n + 1)), 0, a.LN2.big],
  ['Leibniz', (n, one) => signed(n, div(one, 2 * n + 1)), 0, div(pi, 4)],
  ['Σ n/3ⁿ', (n, one) => div(mul(one, n), 3 ** n), 0, 0.75],
  ['Leibniz, with zeros between', (n, one) => (n % 2 === 0 ? 0 : signed((n - 1) / 2, div(one, n))), 0, div(pi, 4)],
];

describe('known series', () => {
  test.each(known)('%s with floats', (_name, term, from, expected) => {
    expectClose(valueOf(series((n) => term(n, 1), from)), a.toFloat(expected), 8);
  });

  test.each(known)('%s with 64 digits', (_name, term, from, expected) => {
    expectClose(valueOf(series((n) => term(n, big(1)), from)), expected, 18);
  });

  test('a slow power, against ζ', () => {
    expectClose(valueOf(series((n) => n ** -1.5, 1)), a.zeta(1.5), 7);
  });

  test('a Fourier series', () => {
    expectClose(valueOf(series((n) => Math.sin(2 * n) / n, 1)), (Math.PI - 2) / 2, 7);
  });

  test('a complex geometric series', () => {
    const q = new Complex(0.3, 0.6);
    expectClose(valueOf(series((n) => pow(q, n), 0)), div(1, sub(1, q)), 12);
  });

  test('the derivative of a series', () => {
    const sum = (x: Scalar): Scalar => valueOf(series((n) => pow(x, n), 0));
    expectClose(a.derivative(sum, 0.7), 1 / 0.09, 10);
    expectClose(
      a.derivative((x) => a.derivative(sum, x), 0.4),
      2 / 0.6 ** 3,
      9,
    );
    const exponential = (x: Scalar): Scalar => valueOf(series((n) => div(pow(x, n), a.factorial(n)), 0));
    expectClose(a.derivative(exponential, -8.5), exp(-8.5), 12);
  });
});

describe('series without a sum', () => {
  test.each<readonly [string, (n: number) => Scalar]>([
    ['Σ 1/n', (n) => 1 / n],
    ['Σ 1/√n', (n) => 1 / Math.sqrt(n)],
    ['Σ 1', () => 1],
    ['Σ (−1)ⁿ', (n) => (-1) ** n],
    ['Σ (−1)ⁿ n', (n) => (-1) ** n * n],
    ['Σ sin n', (n) => Math.sin(n)],
    ['Σ (−1.1)ⁿ', (n) => (-1.1) ** n],
    ['Σ 1.0001ⁿ', (n) => 1.0001 ** n],
    ['Σ log(1 + 1/n)', (n) => log(add(1, 1 / n))],
    ['Σ n/(n² + 1)', (n) => n / (n * n + 1)],
  ])('%s diverges', (_name, term) => {
    expect(series(term, 1)).toEqual({ failed: 'diverges' });
  });

  test('a divergence that only logarithms show is not given a value', () => {
    expect(series((n) => 1 / (n * Math.log(n)), 2)).toHaveProperty('failed');
  });

  test('an undefined term', () => {
    expect(series((n) => 1 / (n - 3), 0)).toEqual({ failed: 'undefined' });
  });
});
