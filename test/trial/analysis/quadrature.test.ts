import { describe, expect, test } from 'vitest';
import * as a from '../../../src/trial/arithmetic';
import { big, Complex, type Scalar } from '../../../src/trial/arithmetic';
import { integrate, type Integral } from '../../../src/trial/analysis/quadrature';
import { expectClose } from '../arithmetic/closeness';

const { add, sub, mul, div, neg, exp, sin, cos, log, sqrt, pow } = a;

function valueOf(result: Integral): Scalar {
  if ('failed' in result) throw new Error(`failed: ${result.failed}`);
  return result.value;
}

const gaussian = (x: Scalar): Scalar => exp(neg(mul(x, x)));
const pi = a.PI.big;

/** Integrand, bounds, and the value in 64 digits. */
const known: readonly (readonly [string, (x: Scalar) => Scalar, Scalar, Scalar, Scalar])[] = [
  ['x²', (x) => mul(x, x), 0, 3, big(9)],
  ['eˣ', exp, -1, 2, sub(exp(big(2)), exp(big(-1)))],
  ['1/(1+x²)', (x) => div(1, add(1, mul(x, x))), 0, 1, div(pi, 4)],
  ['1/(1+x²) on the line', (x) => div(1, add(1, mul(x, x))), -Infinity, Infinity, pi],
  ['Gaussian', gaussian, -Infinity, Infinity, sqrt(pi)],
  ['Gaussian on a half line', gaussian, 0, Infinity, div(sqrt(pi), 2)],
  ['e⁻ˣ x³', (x) => mul(exp(neg(x)), pow(x, 3)), 0, Infinity, big(6)],
  ['1/√x', (x) => div(1, sqrt(x)), 0, 1, big(2)],
  ['log x', log, 0, 1, big(-1)],
  ['1/√(1−x)', (x) => div(1, sqrt(sub(1, x))), 0, 1, big(2)],
  ['√(1−x²)', (x) => sqrt(sub(1, mul(x, x))), -1, 1, div(pi, 2)],
  ['log(sin x)', (x) => log(sin(x)), 0, div(pi, 2), neg(mul(div(pi, 2), a.LN2.big))],
  ['1/x²', (x) => div(1, mul(x, x)), 1, Infinity, big(1)],
  ['1/x² to the left', (x) => div(1, mul(x, x)), -Infinity, -1, big(1)],
  ['x/(eˣ−1)', (x) => div(x, a.expm1(x)), 0, Infinity, div(mul(pi, pi), 6)],
];

describe('known integrals', () => {
  test.each(known)('%s with floats', (_name, f, from, to, expected) => {
    const bound = (x: Scalar): Scalar => (typeof x === 'number' ? x : a.toFloat(x));
    expectClose(valueOf(integrate(f, bound(from), bound(to))), a.toFloat(expected), 9);
  });

  test.each(known)('%s with 64 digits', (_name, f, from, to, expected) => {
    expectClose(valueOf(integrate(f, from, to, { precise: true })), expected, 25);
  });

  test('an oscillating integrand', () => {
    expectClose(valueOf(integrate((x) => sin(mul(50, x)), 0, 1)), (1 - Math.cos(50)) / 50, 11);
  });

  test('corners and jumps inside the range', () => {
    expectClose(valueOf(integrate(a.abs, -1, 2)), 2.5, 9);
    expectClose(valueOf(integrate((x) => a.floor(x), 0, 3.5)), 4.5, 8);
    expectClose(valueOf(integrate((x) => a.heaviside(sub(x, 0.3)), -1, 1)), 0.7, 8);
  });

  test('bounds in reverse change the sign', () => {
    expectClose(valueOf(integrate(exp, 1, 0)), 1 - Math.E, 13);
    expectClose(valueOf(integrate(exp, 1, 1)), 0, 15);
  });

  test('complex integrands', () => {
    const wave = (x: Scalar): Scalar => exp(mul(new Complex(0, 1), x));
    expectClose(valueOf(integrate(wave, 0, Math.PI)), new Complex(0, 2), 13);
  });
});

describe('derivatives of integrals', () => {
  test('by a bound', () => {
    const slope = a.derivative((b) => valueOf(integrate(cos, 0, b)), 1.2);
    expectClose(slope, Math.cos(1.2), 12);
    expectClose(
      a.derivative((b) => valueOf(integrate(gaussian, b, Infinity)), 0.7),
      -Math.exp(-0.49),
      10,
    );
  });

  test('by a parameter, twice', () => {
    const area = (p: Scalar): Scalar => valueOf(integrate((x) => exp(neg(mul(p, x))), 0, Infinity));
    const second = a.derivative((p) => a.derivative(area, p), 1.5);
    expectClose(second, 2 / 1.5 ** 3, 8);
  });

  test('with a parameter in both', () => {
    // d/dt ∫₀ᵗ sin(tx) dx, where the integral is (1 − cos t²)/t.
    const slope = a.derivative((t) => valueOf(integrate((x) => sin(mul(t, x)), 0, t)), 1.3);
    const closed = a.derivative((t) => div(sub(1, cos(mul(t, t))), t), 1.3);
    expectClose(slope, closed, 12);
  });

  test('nested integrals', () => {
    const inner = (x: Scalar): Scalar => valueOf(integrate((y) => mul(x, y), 0, x));
    expectClose(valueOf(integrate(inner, 0, 1)), 0.125, 12);
  });
});

describe('what is not integrable is said to be so', () => {
  test.each<readonly [string, (x: Scalar) => Scalar, number, number]>([
    ['1/x on (0, 1)', (x) => div(1, x), 0, 1],
    ['1/x on (−1, 1)', (x) => div(1, x), -1, 1],
    ['1/x on (−1, 2)', (x) => div(1, x), -1, 2],
    ['1/x² on (−1, 2)', (x) => div(1, mul(x, x)), -1, 2],
    ['1/(1−x) on (0, 1)', (x) => div(1, sub(1, x)), 0, 1],
    ['1/x on (1, ∞)', (x) => div(1, x), 1, Infinity],
    ['sin on (0, ∞)', sin, 0, Infinity],
    ['eˣ on (0, ∞)', exp, 0, Infinity],
    ['1 on the line', () => 1, -Infinity, Infinity],
    ['log on (−1, 1)', log, -1, 1],
  ])('%s', (_name, f, from, to) => {
    expect(integrate(f, from, to)).toHaveProperty('failed');
  });

  test('a budget is kept', () => {
    let count = 0;
    const f = (x: Scalar): Scalar => {
      count++;
      return sin(div(1, x));
    };
    expect(integrate(f, 0, 1, { maxEvaluations: 500 })).toEqual({ failed: 'too-costly' });
    expect(count).toBeLessThanOrEqual(500);
  });
});
