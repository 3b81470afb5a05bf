import { exp, log1p } from './elementary';
import { BigNumber } from './mathjs';
import { add, compare, div, Dual, isIdenticallyZero, isZero, mul, neg, primalAt } from './scalar';
import { sub, tagOf, toInteger, type Scalar } from './scalar';
import { unary } from './unary';

/** A step function: its derivative is 0 between the steps, and NaN on one. */
function steps(float: (x: number) => number, big: (x: BigNumber) => BigNumber, onStep: (x: Scalar) => boolean) {
  return unary({ float, big, derivative: (x) => (onStep(x) ? NaN : 0) });
}

const isWhole = (x: Scalar): boolean => toInteger(x) !== undefined;

export const floor = steps(Math.floor, (x) => x.floor(), isWhole);
export const ceil = steps(Math.ceil, (x) => x.ceil(), isWhole);

/** The nearest whole number, halves away from 0. */
export const round = steps(
  (x) => Math.sign(x) * Math.round(Math.abs(x)),
  (x) => x.round(),
  (x) => isWhole(add(x, 0.5)),
);

/** Towards 0. */
export const truncate = steps(Math.trunc, (x) => x.trunc(), isWhole);

/** Fractional part x − ⌊x⌋, in [0, 1). */
export function frac(x: Scalar): Scalar {
  return sub(x, floor(x));
}

/** Remainder with the sign of the divisor: a − b⌊a/b⌋. NaN for b = 0. */
export function mod(a: Scalar, b: Scalar): Scalar {
  if (typeof a === 'number' && typeof b === 'number') {
    const rest = a % b;
    return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest;
  }
  return sub(a, mul(b, floor(div(a, b))));
}

/** Unit step: 0, 1/2 or 1. Its derivative at 0 is NaN. */
export const heaviside = unary({
  float: (x) => (x > 0 ? 1 : x < 0 ? 0 : x === 0 ? 0.5 : NaN),
  big: (x) => (x.isZero() ? 0.5 : x.isNegative() ? 0 : 1),
  derivative: (x) => (isZero(x) ? NaN : 0),
});

/** max(0, x). Its derivative at 0 is NaN. */
export function relu(x: Scalar): Scalar {
  return max(0, x);
}

/** The largest of real numbers. Where two are equal but change differently, the derivative is NaN. */
export function max(...numbers: readonly Scalar[]): Scalar {
  return extreme(numbers, 1);
}

/** The smallest of real numbers. Where two are equal but change differently, the derivative is NaN. */
export function min(...numbers: readonly Scalar[]): Scalar {
  return extreme(numbers, -1);
}

function extreme(numbers: readonly Scalar[], direction: 1 | -1): Scalar {
  let best: Scalar | undefined;
  for (const x of numbers) {
    if (best === undefined) {
      best = x;
      continue;
    }
    const order = compare(x, best);
    if (Number.isNaN(order)) return NaN;
    if (order === direction) best = x;
    else if (order === 0 && (x instanceof Dual || best instanceof Dual)) {
      const tag = Math.max(tagOf(x), tagOf(best));
      if (!isIdenticallyZero(sub(x, best))) best = new Dual(tag, primalAt(best, tag), NaN);
    }
  }
  return best ?? NaN;
}

/** The logistic function 1/(1 + e⁻ˣ), without overflow. */
export const sigmoid: (x: Scalar) => Scalar = unary({
  float: (x) => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x))),
  big: (x) => new BigNumber(1).div(x.neg().exp().plus(1)),
  complex: (z) => div(1, add(1, exp(neg(z)))),
  // σ(x) σ(−x), since 1 − σ(x) loses all digits for large x.
  derivative: (x, y) => mul(y, sigmoid(neg(x))),
});

/** log(1 + eˣ), without overflow. */
export const softplus = unary({
  float: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  big: (x) => x.exp().plus(1).ln(),
  complex: (z) => log1p(exp(z)),
  derivative: (x) => sigmoid(x),
});

/** Greatest common divisor of whole numbers, not negative; NaN for others. */
export function gcd(...numbers: readonly Scalar[]): Scalar {
  let result = 0;
  for (const x of numbers) {
    let b = toInteger(x);
    if (b === undefined) return NaN;
    while (b !== 0) [result, b] = [b, result % b];
  }
  return Math.abs(result);
}

/** Least common multiple of whole numbers, not negative; NaN for others. */
export function lcm(...numbers: readonly Scalar[]): Scalar {
  let result = 1;
  for (const x of numbers) {
    const b = toInteger(x);
    if (b === undefined) return NaN;
    if (b === 0) return 0;
    result = Math.abs((result / (gcd(result, b) as number)) * b);
  }
  return result;
}
