import { cosReal, log, sinReal, sqrt } from './elementary';
import type { BigNumber } from './mathjs';
import { add, compareReal, Complex, div, mul, mulReal, neg, sub, type Real, type Scalar } from './scalar';
import { unary } from './unary';

// decimal.js sums series whose length grows with the argument; the exponential does not.

export function sinhReal(x: Real): Real {
  return typeof x === 'number' ? Math.sinh(x) : sinhBig(x);
}

export function coshReal(x: Real): Real {
  return typeof x === 'number' ? Math.cosh(x) : coshBig(x);
}

function sinhBig(x: BigNumber): BigNumber {
  return x.abs().lt(1) ? x.sinh() : x.exp().minus(x.neg().exp()).div(2);
}

function coshBig(x: BigNumber): BigNumber {
  return x.exp().plus(x.neg().exp()).div(2);
}

function tanhBig(x: BigNumber): BigNumber {
  if (x.abs().lt(1)) return x.tanh();
  const decay = x.abs().times(-2).exp();
  const size = decay.neg().plus(1).div(decay.plus(1));
  return x.isNegative() ? size.neg() : size;
}

export const sinh: (x: Scalar) => Scalar = unary({
  float: Math.sinh,
  big: sinhBig,
  complex: (z) => new Complex(mulReal(sinhReal(z.re), cosReal(z.im)), mulReal(coshReal(z.re), sinReal(z.im))),
  derivative: (x) => cosh(x),
});

export const cosh: (x: Scalar) => Scalar = unary({
  float: Math.cosh,
  big: coshBig,
  complex: (z) => new Complex(mulReal(coshReal(z.re), cosReal(z.im)), mulReal(sinhReal(z.re), sinReal(z.im))),
  derivative: (x) => sinh(x),
});

export const tanh = unary({
  float: Math.tanh,
  big: tanhBig,
  complex(z) {
    // Beyond this the difference to ±1 is below the last of 64 digits.
    if (compareReal(z.re, 80) > 0) return new Complex(1, 0);
    if (compareReal(z.re, -80) < 0) return new Complex(-1, 0);
    return div(sinh(z), cosh(z));
  },
  // 1 − tanh² loses all digits for large x.
  derivative: (x) => mul(sech(x), sech(x)),
});

export const sech: (x: Scalar) => Scalar = unary({
  float: (x) => 1 / Math.cosh(x),
  big: (x) => div(1, coshBig(x)) as BigNumber,
  complex: (z) => div(1, cosh(z)),
  derivative: (x, y) => neg(mul(y, tanh(x))),
});

export const csch: (x: Scalar) => Scalar = unary({
  float: (x) => 1 / Math.sinh(x),
  big: (x) => div(1, sinhBig(x)) as BigNumber,
  complex: (z) => div(1, sinh(z)),
  derivative: (x, y) => neg(mul(y, coth(x))),
});

export const coth: (x: Scalar) => Scalar = unary({
  float: (x) => 1 / Math.tanh(x),
  big: (x) => div(1, tanhBig(x)) as BigNumber,
  complex: (z) => div(1, tanh(z)),
  derivative: (x) => neg(mul(csch(x), csch(x))),
});

export const asinh = unary({
  float: Math.asinh,
  big: (x) => x.asinh(),
  complex: (z) => log(add(z, sqrt(add(mul(z, z), 1)))),
  derivative: (x) => div(1, sqrt(add(mul(x, x), 1))),
});

export const acosh = unary({
  float: Math.acosh,
  big: (x) => x.acosh(),
  complex: (z) => log(add(z, mul(sqrt(add(z, 1)), sqrt(sub(z, 1))))),
  derivative: (x) => div(1, mul(sqrt(sub(x, 1)), sqrt(add(x, 1)))),
});

export const atanh = unary({
  float: Math.atanh,
  big: (x) => x.atanh(),
  complex: (z) => mul(0.5, sub(log(add(1, z)), log(sub(1, z)))),
  derivative: (x) => div(1, mul(sub(1, x), add(1, x))),
});
