import { describe, expect, test } from 'vitest';
import * as a from '../../../src/trial/arithmetic';
import { big, type Real, type Scalar } from '../../../src/trial/arithmetic';
import { limit, type Limit, type LimitOptions } from '../../../src/trial/analysis/limits';
import { expectClose } from '../arithmetic/closeness';

const { add, sub, mul, div, exp, sin, cos, log, sqrt, pow } = a;

function valueOf(result: Limit): Scalar {
  if (!('value' in result)) throw new Error(`no value: ${JSON.stringify(result)}`);
  return result.value;
}

const found: readonly (readonly [string, (x: Scalar) => Scalar, Real, number, LimitOptions?])[] = [
  ['sin x / x at 0', (x) => div(sin(x), x), 0, 1],
  ['(1 − cos x)/x² at 0', (x) => div(sub(1, cos(x)), mul(x, x)), 0, 0.5],
  ['(eˣ − 1)/x at 0', (x) => div(sub(exp(x), 1), x), 0, 1],
  ['(x² − 4)/(x − 2) at 2', (x) => div(sub(mul(x, x), 4), sub(x, 2)), 2, 4],
  ['x log x at 0, defined on one side', (x) => mul(x, log(x)), 0, 0],
  ['xˣ at 0', (x) => pow(x, x), 0, 1],
  ['x² at 3, continuous', (x) => mul(x, x), 3, 9],
  ['(1 + 1/x)ˣ at ∞', (x) => pow(add(1, div(1, x)), x), Infinity, Math.E],
  ['log x / x at ∞', (x) => div(log(x), x), Infinity, 0],
  ['1/log x at ∞', (x) => div(1, log(x)), Infinity, 0],
  ['√(x² + x) − x at ∞', (x) => sub(sqrt(add(mul(x, x), x)), x), Infinity, 0.5],
  ['x² e⁻ˣ at ∞', (x) => mul(mul(x, x), exp(a.neg(x))), Infinity, 0],
  ['atan x at −∞', a.atan, -Infinity, -Math.PI / 2],
  ['√x at 0', sqrt, 0, 0],
  ['x sin(1/x) at 0', (x) => mul(x, sin(div(1, x))), 0, 0],
  ['tanh at ∞', a.tanh, Infinity, 1],
  ['a constant', () => 7, 0, 7],
  ['(1 + 2/n)ⁿ of a sequence', (n) => pow(add(1, div(2, n)), n), Infinity, Math.exp(2), { whole: true }],
];

const cases = found.map(([name, f, at, expected, options]) => [name, f, at, expected, options ?? {}] as const);

describe('limits that exist', () => {
  test.each(cases)('%s, with floats', (_name, f, at, expected, options) => {
    expectClose(valueOf(limit(f, at, 'both', options)), expected, 6);
  });

  test.each(cases)('%s, with 64 digits', (_name, f, at, expected, options) => {
    expectClose(valueOf(limit(f, at, 'both', { ...options, precise: true })), expected, 13);
  });

  test('many digits are right with 64', () => {
    const e = limit((x) => pow(add(1, div(1, x)), x), Infinity, 'both', { precise: true });
    expectClose(valueOf(e), a.E.big, 25);
    expectClose(valueOf(limit((x) => div(sub(x, sin(x)), pow(x, 3)), big(0))), div(big(1), 6), 20);
  });

  test('one side of a jump', () => {
    const jump = (x: Scalar): Scalar => div(a.abs(x), x);
    expectClose(valueOf(limit(jump, 0, 'left')), -1, 15);
    expectClose(valueOf(limit(jump, 0, 'right')), 1, 15);
    expect(limit(jump, 0)).toEqual({ failed: 'sides' });
  });

  test('the derivative of a limit', () => {
    // lim (e^(ax) − 1)/x = a
    const slope = a.derivative((p) => valueOf(limit((x) => div(sub(exp(mul(p, x)), 1), x), 0)), 1.7);
    expectClose(slope, 1, 6);
  });

  test('a difference quotient tends to the derivative', () => {
    const f = (x: Scalar): Scalar => exp(sin(x));
    const quotient = (h: Scalar): Scalar => div(sub(f(add(big('1.1'), h)), f(big('1.1'))), h);
    expectClose(valueOf(limit(quotient, 0, 'both', { precise: true })), a.derivative(f, big('1.1')), 18);
  });
});

describe('limits that do not exist', () => {
  const missing: readonly (readonly [string, (x: Scalar) => Scalar, number, Limit, LimitOptions?])[] = [
    ['1/x² at 0', (x) => div(1, mul(x, x)), 0, { infinite: 1 }],
    ['1/x at 0', (x) => div(1, x), 0, { infinite: 0 }],
    ['log at 0', log, 0, { infinite: -1 }],
    ['x at ∞', (x) => x, Infinity, { infinite: 1 }],
    ['log at ∞', log, Infinity, { infinite: 1 }],
    ['−√x at ∞', (x) => a.neg(sqrt(x)), Infinity, { infinite: -1 }],
    ['eˣ at ∞', exp, Infinity, { infinite: 1 }],
    ['sin at ∞', sin, Infinity, { failed: 'oscillates' }],
    ['sin(πx) at ∞', (x) => sin(mul(Math.PI, x)), Infinity, { failed: 'oscillates' }],
    ['sin(1/x) at 0', (x) => sin(div(1, x)), 0, { failed: 'oscillates' }],
    ['x sin x at ∞', (x) => mul(x, sin(x)), Infinity, { failed: 'oscillates' }],
    ['√(−1−x²) at 0', (x) => sqrt(sub(-1, mul(x, x))), 0, { failed: 'undefined' }],
    ['(−1)ⁿ', (n) => pow(-1, n), Infinity, { failed: 'oscillates' }, { whole: true }],
  ];

  test.each(missing.map(([name, ...rest]) => [name, rest] as const))('%s', (_name, [f, at, expected, options]) => {
    expect(limit(f, at, 'both', options)).toEqual(expected);
  });
});
