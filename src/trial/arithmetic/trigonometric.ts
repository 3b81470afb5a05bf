import { like, PI } from './constants';
import { cosReal, log, sinReal, sqrt } from './elementary';
import type { BigNumber } from './mathjs';
import { add, Complex, div, I, mul, mulReal, neg, negReal, sub, type Scalar } from './scalar';
import { coshReal, sinhReal, tanh } from './hyperbolic';
import { unary } from './unary';

/** Computes with a BigNumber whose angle can still be reduced; NaN otherwise. */
function bigAngle(compute: (x: BigNumber) => BigNumber): (x: BigNumber) => BigNumber | number {
  return (x) => (x.isFinite() && x.e < 800 ? compute(x) : NaN);
}

export const sin: (x: Scalar) => Scalar = unary({
  float: Math.sin,
  big: (x) => sinReal(x) as BigNumber,
  complex: (z) => new Complex(mulReal(sinReal(z.re), coshReal(z.im)), mulReal(cosReal(z.re), sinhReal(z.im))),
  derivative: (x) => cos(x),
});

export const cos: (x: Scalar) => Scalar = unary({
  float: Math.cos,
  big: (x) => cosReal(x) as BigNumber,
  complex: (z) => new Complex(mulReal(cosReal(z.re), coshReal(z.im)), negReal(mulReal(sinReal(z.re), sinhReal(z.im)))),
  derivative: (x) => neg(sin(x)),
});

export const tan = unary({
  float: Math.tan,
  big: bigAngle((x) => x.tan()),
  // tan z = −i tanh(iz), which does not overflow far from the real line.
  complex: (z) => mul(neg(I), tanh(mul(I, z))),
  derivative: (_x, y) => add(1, mul(y, y)),
});

export const sec: (x: Scalar) => Scalar = unary({
  float: (x) => 1 / Math.cos(x),
  big: (x) => div(1, cos(x)) as BigNumber,
  complex: (z) => div(1, cos(z)),
  derivative: (x, y) => mul(y, tan(x)),
});

export const csc: (x: Scalar) => Scalar = unary({
  float: (x) => 1 / Math.sin(x),
  big: (x) => div(1, sin(x)) as BigNumber,
  complex: (z) => div(1, sin(z)),
  derivative: (x, y) => neg(mul(y, cot(x))),
});

export const cot: (x: Scalar) => Scalar = unary({
  float: (x) => 1 / Math.tan(x),
  big: (x) => div(1, tan(x)) as BigNumber,
  complex: (z) => div(1, tan(z)),
  derivative: (_x, y) => neg(add(1, mul(y, y))),
});

/** √(1 − x²), written so that it stays exact near ±1. */
function cosineOfSine(x: Scalar): Scalar {
  return sqrt(mul(sub(1, x), add(1, x)));
}

export const asin: (x: Scalar) => Scalar = unary({
  float: Math.asin,
  big: (x) => x.asin(),
  // −i log(iz + √(1 − z²)); the root is split to keep the principal branch.
  complex: (z) => neg(mul(I, log(add(mul(I, z), mul(sqrt(sub(1, z)), sqrt(add(1, z))))))),
  derivative: (x) => div(1, cosineOfSine(x)),
});

export const acos = unary({
  float: Math.acos,
  big: (x) => x.acos(),
  complex: (z) => sub(div(like(z, PI), 2), asin(z)),
  derivative: (x) => div(-1, cosineOfSine(x)),
});

export const atan: (x: Scalar) => Scalar = unary({
  float: Math.atan,
  big: (x) => x.atan(),
  complex: (z) => mul(new Complex(0, 0.5), sub(log(sub(1, mul(I, z))), log(add(1, mul(I, z))))),
  derivative: (x) => div(1, add(1, mul(x, x))),
});

/** Arc cotangent in (0, π), the usual one of calculus: π/2 − arctan x. */
export const acot = unary({
  float: (x) => Math.PI / 2 - Math.atan(x),
  big: (x) => PI.big.div(2).minus(x.atan()),
  complex: (z) => sub(div(like(z, PI), 2), atan(z)),
  derivative: (x) => div(-1, add(1, mul(x, x))),
});

/** Arc secant: arccos(1/x). */
export function asec(x: Scalar): Scalar {
  return acos(div(1, x));
}

/** Arc cosecant: arcsin(1/x). */
export function acsc(x: Scalar): Scalar {
  return asin(div(1, x));
}
