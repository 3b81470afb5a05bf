import { like, piOf, SQRT2, SQRT_2PI, TWO_OVER_SQRT_PI } from './constants';
import { exp } from './elementary';
import { BigNumber, narrow, withDigits } from './mathjs';
import type { Complex } from './scalar';
import { add, div, isBig, magnitude, mul, neg, sub, toFloat, type Scalar } from './scalar';
import { unary } from './unary';

/** The error function 2/√π ∫₀ˣ e^(−t²) dt. 62 digits for BigNumbers; about 12 for complex numbers of |z| > 3. */
export const erf: (x: Scalar) => Scalar = unary({
  float: (x) => (Math.abs(x) < 2 ? erfSeries(x) : Math.sign(x) * (1 - erfcFraction(Math.abs(x)))),
  big: erfBig,
  complex: (z) => erfComplex(z),
  derivative: gaussian,
});

/** 1 − erf(x), exact where erf(x) is close to 1. */
export const erfc: (x: Scalar) => Scalar = unary({
  float: (x) => (x < 1 ? (x > -2 ? 1 - erfSeries(x) : 2 - erfcFraction(-x)) : erfcFraction(x)),
  big: erfcBig,
  complex: (z) => sub(1, erfComplex(z)),
  derivative: (x) => neg(gaussian(x)),
});

/** 2/√π e^(−x²), the derivative of erf. */
function gaussian(x: Scalar): Scalar {
  return mul(like(x, TWO_OVER_SQRT_PI), exp(neg(mul(x, x))));
}

/** e^(−x²), with the rounding error of the square made good. */
function expOfSquare(x: number): number {
  const head = Math.fround(x);
  return Math.exp(-head * head) * Math.exp(-(x - head) * (x + head));
}

/** 2/√π e^(−x²) Σ 2ⁿ x^(2n+1)/(2n+1)!!: all terms of one sign, so that nothing cancels. A&S 7.1.6. */
function erfSeries(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * expOfSquare(x) * sum;
}

/** The continued fraction of erfc, A&S 7.1.14, from the inside out; x ≥ 1. */
function erfcFraction(x: number): number {
  if (x > 27.5) return 0;
  if (Number.isNaN(x)) return NaN;
  let tail = x;
  for (let k = Math.ceil(16 + 200 / (x * x)); k >= 1; k--) tail = x + k / 2 / tail;
  return expOfSquare(x) / (Math.sqrt(Math.PI) * tail);
}

/** Beyond this the continued fraction is short. */
const LARGE = 10;

function erfBig(x: BigNumber): BigNumber | number {
  if (!x.isFinite()) return x.isNegative() ? -1 : 1;
  if (x.abs().gt(LARGE)) {
    const rest = erfcLarge(x.abs());
    return x.isNegative() ? rest.minus(1) : new BigNumber(1).minus(rest);
  }
  return narrow(erfSeriesBig(x, 80));
}

function erfcBig(x: BigNumber): BigNumber | number {
  if (!x.isFinite()) return x.isNegative() ? 2 : 0;
  if (x.gt(LARGE)) return erfcLarge(x);
  if (x.lt(-LARGE)) return new BigNumber(2).minus(erfcLarge(x.neg()));
  // Near 10 the difference to 1 is below 10⁻⁴⁴, so that many more digits are carried.
  return narrow(erfSeriesBig(x, 128).neg().plus(1));
}

function erfSeriesBig(x: BigNumber, digits: number): BigNumber {
  const Wide = withDigits(digits);
  const wide = new Wide(x);
  const square = wide.times(wide);
  let term = wide;
  let sum = wide;
  for (let n = 1; !term.isZero() && term.e > sum.e - digits; n++) {
    term = term
      .times(square)
      .times(2)
      .div(2 * n + 1);
    sum = sum.plus(term);
  }
  return sum.times(square.neg().exp()).times(2).div(piOf(Wide).sqrt());
}

function erfcLarge(x: BigNumber): BigNumber {
  const Wide = withDigits(80);
  const wide = new Wide(x);
  let tail = wide;
  for (let k = 140; k >= 1; k--) tail = wide.plus(new Wide(k).div(tail.times(2)));
  return narrow(
    wide
      .times(wide)
      .neg()
      .exp()
      .div(tail.times(piOf(Wide).sqrt())),
  );
}

function erfComplex(z: Complex): Scalar {
  if (toFloat(z.re) < 0) return neg(erfComplex(neg(z) as Complex));
  const square = mul(z, z) as Complex;
  const size = magnitude(z);
  const upright = -toFloat(square.re) > 0.7 * size * size;
  if (size > (isBig(z) ? 8 : 3) && !upright) {
    let tail: Scalar = z;
    for (let k = isBig(z) ? 1000 : 120; k >= 1; k--) tail = add(z, div(k / 2, tail));
    return sub(1, div(exp(neg(square)), mul(div(2, like(z, TWO_OVER_SQRT_PI)), tail)));
  }
  // Near the imaginary axis the plain series has terms of one sign; near the real axis Kummer's has.
  const plain = toFloat(square.re) < 0;
  const small = isBig(z) ? 1e-70 : 1e-18;
  let term: Scalar = z;
  let sum: Scalar = z;
  for (let n = 1; n < 2000 && magnitude(term) > small * magnitude(sum); n++) {
    term = plain
      ? neg(div(mul(mul(term, square), 2 * n - 1), n * (2 * n + 1)))
      : div(mul(mul(term, square), 2), 2 * n + 1);
    sum = add(sum, term);
  }
  const scaled = mul(like(z, TWO_OVER_SQRT_PI), sum);
  return plain ? scaled : mul(exp(neg(square)), scaled);
}

/** The inverse of erf on (−1, 1); NaN outside, ±∞ at the ends. 60 digits for BigNumbers. */
export const erfinv: (x: Scalar) => Scalar = unary({
  float: erfinvFloat,
  big: (x) => {
    let y: Scalar = new BigNumber(erfinvFloat(x.toNumber()));
    if (!(y as BigNumber).isFinite()) return y as BigNumber;
    for (let i = 0; i < 3; i++) y = improve(y, x);
    return y as BigNumber;
  },
  derivative: (_x, y) => div(1, gaussian(y)),
});

/** One step of Halley's method for erf(y) = x, of third order. */
function improve(y: Scalar, x: Scalar): Scalar {
  // Far out the complement is compared, which keeps its digits there.
  const far = toFloat(y) > 1;
  const excess = far ? sub(sub(1, x), erfc(y)) : sub(erf(y), x);
  const step = div(excess, gaussian(y));
  return sub(y, div(step, add(1, mul(y, step))));
}

function erfinvFloat(x: number): number {
  if (!(Math.abs(x) < 1)) return x === 1 ? Infinity : x === -1 ? -Infinity : NaN;
  if (x < 0) return -erfinvFloat(-x);
  // Winitzki's approximation starts within 2·10⁻³.
  const tail = Math.log1p(-x * x);
  const middle = 2 / (Math.PI * 0.147) + tail / 2;
  let y = Math.sqrt(Math.sqrt(middle * middle - tail / 0.147) - middle);
  for (let i = 0; i < 3; i++) y = improve(y, x) as number;
  return y;
}

/** Φ(x), the distribution function of the standard normal distribution. */
export function normalCdf(x: Scalar): Scalar {
  return mul(0.5, erfc(neg(div(x, like(x, SQRT2)))));
}

/** φ(x), the density of the standard normal distribution. */
export function normalPdf(x: Scalar): Scalar {
  return div(exp(mul(-0.5, mul(x, x))), like(x, SQRT_2PI));
}

/** Φ⁻¹(p), the quantile function of the standard normal distribution. */
export function normalQuantile(p: Scalar): Scalar {
  return mul(like(p, SQRT2), erfinv(sub(mul(2, p), 1)));
}
