import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as a from '../../../src/trial/arithmetic';
import { big, Complex, derivative, Dual, type Scalar } from '../../../src/trial/arithmetic';
import { expectClose } from './closeness';

const { add, sub, mul, div, neg, pow } = a;
const number = fc.double({ min: -50, max: 50, noNaN: true, noDefaultInfinity: true });

describe('complex numbers', () => {
  const complex = fc.tuple(number, number).map(([re, im]) => new Complex(re, im));

  test('have a quotient that undoes the product', () => {
    fc.assert(
      fc.property(complex, complex, (x, y) => {
        fc.pre(a.magnitude(y) > 1e-3);
        expectClose(mul(div(x, y), y), x, 12);
      }),
    );
  });

  test('have powers by repeated multiplication', () => {
    expectClose(pow(new Complex(0, 1), 2), -1, 15);
    expectClose(pow(new Complex(big(1), big(1)), -2), div(1, new Complex(0, big(2))), 62);
    expectClose(pow(-1, new Complex(0.5, 0)), new Complex(0, 1), 15);
  });
});

describe('real powers', () => {
  test.each([
    [0, 0, 1],
    [2, 10, 1024],
    [-2, 3, -8],
    [-2, -2, 0.25],
    [4, 0.5, 2],
  ])('%s^%s = %s', (x, y, expected) => {
    expectClose(pow(x, y), expected, 15);
    expectClose(pow(big(x), big(y)), expected, 60);
  });

  test.each([
    [-8, 1 / 3],
    [-1, 0.5],
    [NaN, 0],
  ])('%s^%s is NaN', (x, y) => {
    expect(pow(x, y)).toBeNaN();
    expect(a.isNaN(pow(big(x), big(y)))).toBe(true);
  });
});

describe('derivatives', () => {
  test('of powers are exact at 0 and at negative bases', () => {
    expect(derivative((x) => pow(x, 0), 0)).toBe(0);
    expect(derivative((x) => pow(x, 1), 0)).toBe(1);
    expect(derivative((x) => pow(x, 2), 0)).toBe(0);
    expect(derivative((x) => derivative((y) => pow(y, 2), x), 0)).toBe(2);
    expect(derivative((x) => pow(x, 3), -2)).toBe(12);
    expect(derivative((x) => pow(x, -1), -2)).toBe(-0.25);
    expectClose(
      derivative((x) => pow(2, x), 3),
      8 * Math.LN2,
      14,
    );
    expectClose(
      derivative((x) => pow(x, x), 2),
      4 * (1 + Math.LN2),
      14,
    );
  });

  test('nest without confusion', () => {
    // d/dx [x · d/dy (x + y)] at 1 is d/dx x = 1, and not 2.
    expect(
      derivative(
        (x) =>
          mul(
            x,
            derivative((y) => add(x, y), 1),
          ),
        1,
      ),
    ).toBe(1);
    // d/dx [x · d/dy (x·y)] = d/dx x² = 2x.
    expect(
      derivative(
        (x) =>
          mul(
            x,
            derivative((y) => mul(x, y), 7),
          ),
        3,
      ),
    ).toBe(6);
    // The same with y = x: d/dx [d/dy (x y²) at y = x] = d/dx 2x² = 4x.
    expect(derivative((x) => derivative((y) => mul(x, mul(y, y)), x), 3)).toBe(12);
  });

  test('of a quotient equal central differences', () => {
    const f = (x: Scalar): Scalar => div(add(pow(x, 3), 1), sub(mul(x, x), big('0.3')));
    const h = big('1e-15');
    fc.assert(
      fc.property(fc.integer({ min: -40, max: 40 }), (n) => {
        const x = big(n).div(7).plus('0.011');
        const central = div(sub(f(add(x, h)), f(sub(x, h))), mul(2, h));
        expectClose(div(derivative(f, x), add(1, a.abs(central))), div(central, add(1, a.abs(central))), 20);
      }),
    );
  });

  test('of complex functions of a real variable', () => {
    const wave = (t: Scalar): Scalar => a.exp(mul(new Complex(0, 2), t));
    expectClose(derivative(wave, 0.3), mul(new Complex(0, 2), wave(0.3)), 14);
    expectClose(
      derivative((t) => a.abs(mul(t, wave(t))), -0.3),
      -1,
      14,
    );
    expectClose(
      derivative((t) => a.arg(wave(t)), 0.3),
      2,
      14,
    );
  });

  test('can be read at any tag', () => {
    const outer = a.newTag();
    const inner = a.newTag();
    const x = new Dual(inner, new Dual(outer, 2, 3), new Dual(outer, 4, 5));
    expect(a.tangentAt(x, outer)).toEqual(new Dual(inner, 3, 5));
    expect(a.primalAt(x, inner)).toEqual(new Dual(outer, 2, 3));
    expect(a.tangentAt(x, a.newTag())).toBe(0);
  });
});

test('a float becomes its shortest decimal', () => {
  expect(String(add(0.1, big('0.2')))).toBe('0.3');
  expect(String(neg(a.toBig(0.1) as Scalar))).toBe('-0.1');
});
