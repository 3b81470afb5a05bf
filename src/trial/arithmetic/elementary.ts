import { LN10, LN2, like } from './constants';
import { BigNumber } from './mathjs';
import {
  add,
  addReal,
  big,
  compareReal,
  Complex,
  div,
  divReal,
  Dual,
  isZero,
  mul,
  mulReal,
  negReal,
  sub,
} from './scalar';
import type { Real, Scalar } from './scalar';
import { unary } from './unary';

/** `|x|` beyond which sine and cosine of a BigNumber are not computed: reducing it would need too many digits of π. */
const LARGEST_ANGLE_EXPONENT = 800;

export function expReal(x: Real): Real {
  return typeof x === 'number' ? Math.exp(x) : x.exp();
}

export function logReal(x: Real): Real {
  return typeof x === 'number' ? Math.log(x) : x.ln();
}

export function sinReal(x: Real): Real {
  if (typeof x === 'number') return Math.sin(x);
  return x.isFinite() && x.e < LARGEST_ANGLE_EXPONENT ? x.sin() : NaN;
}

export function cosReal(x: Real): Real {
  if (typeof x === 'number') return Math.cos(x);
  return x.isFinite() && x.e < LARGEST_ANGLE_EXPONENT ? x.cos() : NaN;
}

export function sqrtReal(x: Real): Real {
  return typeof x === 'number' ? Math.sqrt(x) : x.sqrt();
}

export function atan2Real(y: Real, x: Real): Real {
  if (typeof y === 'number' && typeof x === 'number') return Math.atan2(y, x);
  return BigNumber.atan2(big(y), big(x));
}

/** √(a² + b²) without overflow. */
export function hypotReal(a: Real, b: Real): Real {
  if (typeof a === 'number' && typeof b === 'number') return Math.hypot(a, b);
  return big(a).times(a).plus(big(b).times(b)).sqrt();
}

/** The natural exponential eˣ. */
export const exp = unary({
  float: Math.exp,
  big: (x) => x.exp(),
  complex(z) {
    const radius = expReal(z.re);
    return new Complex(mulReal(radius, cosReal(z.im)), mulReal(radius, sinReal(z.im)));
  },
  derivative: (_x, y) => y,
});

/** The natural logarithm; principal branch for complex arguments, NaN for negative real ones. */
export const log = unary({
  float: Math.log,
  big: (x) => x.ln(),
  complex: (z) => new Complex(logReal(hypotReal(z.re, z.im)), atan2Real(z.im, z.re)),
  derivative: (x) => div(1, x),
});

export const log2 = unary({
  float: Math.log2,
  big: (x) => x.ln().div(LN2.big),
  complex: (z) => div(log(z), like(z, LN2)),
  derivative: (x) => div(1, mul(x, like(x, LN2))),
});

export const log10 = unary({
  float: Math.log10,
  big: (x) => x.ln().div(LN10.big),
  complex: (z) => div(log(z), like(z, LN10)),
  derivative: (x) => div(1, mul(x, like(x, LN10))),
});

/** log(1 + x), exact for small x. */
export const log1p = unary({
  float: Math.log1p,
  big: (x) => x.plus(1).ln(),
  complex: (z) => log(add(1, z)),
  derivative: (x) => div(1, add(1, x)),
});

/** eˣ − 1, exact for small x. */
export const expm1: (x: Scalar) => Scalar = unary({
  float: Math.expm1,
  big: (x) => x.exp().minus(1),
  complex: (z) => sub(exp(z), 1),
  derivative: (x) => exp(x),
});

/** The principal square root; NaN for negative real arguments. */
export const sqrt = unary({
  float: Math.sqrt,
  big: (x) => x.sqrt(),
  complex: sqrtComplex,
  derivative: (_x, y) => div(0.5, y),
});

function sqrtComplex(z: Complex): Scalar {
  if (isZero(z)) return z;
  // The larger part first, the other by division: no cancellation on either half-plane.
  const size = hypotReal(z.re, z.im);
  const left = compareReal(z.re, 0) < 0;
  const larger = sqrtReal(mulReal(0.5, addReal(size, left ? negReal(z.re) : z.re)));
  if (!left) return new Complex(larger, divReal(z.im, mulReal(2, larger)));
  const below = compareReal(z.im, 0) < 0;
  const re = divReal(below ? negReal(z.im) : z.im, mulReal(2, larger));
  return new Complex(re, below ? negReal(larger) : larger);
}

/** The real cube root of a real number, also of a negative one; the principal one of a complex number. */
export const cbrt = unary({
  float: Math.cbrt,
  big: (x) => x.cbrt(),
  complex: (z) => (isZero(z) ? z : exp(div(log(z), 3))),
  derivative: (_x, y) => div(1, mul(3, mul(y, y))),
});

/** The angle of a point (x, y) in (−π, π]. */
export function atan2(y: Scalar, x: Scalar): Scalar {
  if (y instanceof Dual || x instanceof Dual) {
    const tag = Math.max(y instanceof Dual ? y.tag : 0, x instanceof Dual ? x.tag : 0);
    const [y0, y1] = y instanceof Dual && y.tag === tag ? [y.primal, y.tangent] : [y, 0];
    const [x0, x1] = x instanceof Dual && x.tag === tag ? [x.primal, x.tangent] : [x, 0];
    const change = div(sub(mul(x0, y1), mul(y0, x1)), add(mul(x0, x0), mul(y0, y0)));
    return new Dual(tag, atan2(y0, x0), change);
  }
  if (y instanceof Complex || x instanceof Complex) return NaN;
  return atan2Real(y, x);
}
