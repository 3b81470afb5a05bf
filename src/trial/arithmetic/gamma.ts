import { bernoulliNumbers } from './bernoulli';
import { like, PI, piOf, SQRT_2PI } from './constants';
import { exp, log } from './elementary';
import { BigNumber, narrow, withDigits } from './mathjs';
import { polygamma } from './polygamma';
import type { Complex } from './scalar';
import { add, div, isBig, mul, primal, sub, toFloat, toInteger, type Real, type Scalar } from './scalar';
import { sin } from './trigonometric';
import { unary } from './unary';

// Enough digits that 64 are right after the logarithm, some thousands at most, is exponentiated.
const WIDE = withDigits(96);
/** Stirling's series with this many terms, from this argument on, is exact to 74 digits. */
const BIG_START = 40;
const BIG_TERMS = 40;
/** The same for 16 digits. */
const FLOAT_START = 12;
const FLOAT_TERMS = 9;

/** Largest argument below which Γ of a whole number is computed as an exact product. */
const LARGEST_PRODUCT = 500;

/** Lanczos coefficients for g = 607/128, n = 15 (Paul Godfrey); relative error below 10⁻¹⁵. */
const LANCZOS_G = 607 / 128;
const LANCZOS = [
  0.9999999999999971, 57.15623566586292, -59.59796035547549, 14.136097974741746, -0.4919138160976202,
  0.3399464998481189e-4, 0.4652362892704858e-4, -0.9837447530487956e-4, 0.1580887032249125e-3, -0.21026444172410488e-3,
  0.21743961811521265e-3, -0.1643181065367639e-3, 0.8441822398385275e-4, -0.26190838401581408e-4,
  0.36899182659531625e-5,
];

const factorials: number[] = [1];
for (let n = 1; n <= 170; n++) factorials.push(factorials[n - 1]! * n);

/** The gamma function. NaN at its poles 0, −1, −2, …; correct to 60 digits for BigNumbers, 55 for complex ones. */
export const gamma: (x: Scalar) => Scalar = unary({
  float: gammaFloat,
  big: gammaBig,
  complex: gammaComplex,
  derivative: (x, y) => mul(y, polygamma(0, x)),
});

/** log |Γ(x)| for real x, the analytic log Γ for complex ones. 60 digits for BigNumbers, absolute near the zeros 1 and 2. */
export const lgamma: (x: Scalar) => Scalar = unary({
  float: lgammaFloat,
  big: lgammaBig,
  complex: lgammaComplex,
  derivative: (x) => polygamma(0, x),
});

function gammaFloat(x: number): number {
  if (Number.isInteger(x)) return x <= 0 ? NaN : x <= 171 ? factorials[x - 1]! : Infinity;
  if (x === -Infinity || Number.isNaN(x)) return NaN;
  if (x < 0.5) {
    if (x < -184) return 0;
    return Math.PI / (sinPi(x) * gammaFloat(1 - x));
  }
  const z = x - 1;
  let sum = LANCZOS[0]!;
  for (let i = 1; i < LANCZOS.length; i++) sum += LANCZOS[i]! / (z + i);
  const base = z + LANCZOS_G + 0.5;
  // The power is taken in two halves, since it alone would overflow before Γ does.
  const half = base ** ((z + 0.5) / 2);
  return Math.sqrt(2 * Math.PI) * half * Math.exp(-base) * half * sum;
}

/** sin(πx), exact at whole numbers. */
function sinPi(x: number): number {
  const rest = x - 2 * Math.round(x / 2);
  return Math.sin(Math.PI * rest);
}

function lgammaFloat(x: number): number {
  if (Number.isNaN(x) || x === -Infinity) return NaN;
  if (Number.isInteger(x) && x <= 0) return NaN;
  if (x < 20) return Math.log(Math.abs(gammaFloat(x))) || lgammaOfTiny(x);
  return stirlingFloat(x);
}

/** Γ underflows for x < −184, where its logarithm still exists. */
function lgammaOfTiny(x: number): number {
  if (x > -100) return 0;
  return Math.log(Math.PI / Math.abs(sinPi(x))) - stirlingFloat(1 - x);
}

function stirlingFloat(x: number): number {
  const { float } = bernoulliNumbers();
  let sum = (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI);
  for (let k = 1, power = x; k <= FLOAT_TERMS; k++, power *= x * x) sum += float[k]! / (2 * k * (2 * k - 1) * power);
  return sum;
}

function gammaBig(x: BigNumber): BigNumber | number {
  const n = toInteger(x);
  if (n !== undefined && n <= 0) return NaN;
  if (n !== undefined && n <= LARGEST_PRODUCT) {
    let product = new WIDE(1);
    for (let k = 2; k < n; k++) product = product.times(k);
    return narrow(product);
  }
  if (!x.isFinite()) return x.isNegative() ? NaN : x;
  if (x.lt(0.5)) return narrow(piOf(WIDE).div(sinPiBig(x).times(gammaRight(new WIDE(1).minus(x)))));
  return narrow(gammaRight(new WIDE(x)));
}

function sinPiBig(x: BigNumber): BigNumber {
  const wide = new WIDE(x);
  return wide.minus(wide.div(2).round().times(2)).times(piOf(WIDE)).sin();
}

function gammaRight(x: BigNumber): BigNumber {
  const [logarithm, product] = stirlingBig(x);
  return logarithm.exp().div(product);
}

/** log Γ(x + n) and x(x+1)…(x+n−1), with n such that Stirling's series is exact. x ≥ 1/2, of the wide class. */
function stirlingBig(x: BigNumber): [logarithm: BigNumber, product: BigNumber] {
  const { big } = bernoulliNumbers();
  let product = new WIDE(1);
  let shifted = x;
  while (shifted.lt(BIG_START)) {
    product = product.times(shifted);
    shifted = shifted.plus(1);
  }
  let sum = shifted.minus(0.5).times(shifted.ln()).minus(shifted).plus(piOf(WIDE).times(2).ln().div(2));
  const square = shifted.times(shifted);
  let power = shifted;
  for (let k = 1; k <= BIG_TERMS; k++) {
    sum = sum.plus(big[k]!.div(power.times(2 * k * (2 * k - 1))));
    power = power.times(square);
  }
  return [sum, product];
}

function lgammaBig(x: BigNumber): BigNumber | number {
  const n = toInteger(x);
  if (n !== undefined && n <= 0) return NaN;
  if (!x.isFinite()) return x.isNegative() ? NaN : x;
  if (x.lt(0.5)) {
    const [logarithm, product] = stirlingBig(new WIDE(1).minus(x));
    return narrow(piOf(WIDE).div(sinPiBig(x).abs()).times(product).ln().minus(logarithm));
  }
  const [logarithm, product] = stirlingBig(new WIDE(x));
  return narrow(logarithm.minus(product.ln()));
}

function gammaComplex(z: Complex): Scalar {
  if (toFloat(z.re) < 0.5) {
    if (toInteger(z) !== undefined && toFloat(z) <= 0) return NaN;
    const pi = like(z, PI);
    return div(pi, mul(sin(mul(pi, z)), gammaComplex(sub(1, z) as Complex)));
  }
  const [logarithm, shifts] = stirlingComplex(z);
  return div(exp(logarithm), shifts.reduce<Scalar>(mul, 1));
}

function lgammaComplex(z: Complex): Scalar {
  if (toFloat(z.re) < -10_000) return NaN;
  const [logarithm, shifts] = stirlingComplex(z);
  return shifts.reduce<Scalar>((sum, factor) => sub(sum, log(factor)), logarithm);
}

/** log Γ(z + n), and z, z + 1, …, z + n − 1. */
function stirlingComplex(z: Complex): [logarithm: Scalar, shifts: Scalar[]] {
  const precise = isBig(z);
  const numbers: readonly Real[] = precise
    ? bernoulliNumbers().big.map((b) => new BigNumber(b))
    : bernoulliNumbers().float;
  const start = precise ? BIG_START : FLOAT_START;
  const shifts: Scalar[] = [];
  let shifted: Scalar = z;
  while (toFloat((primal(shifted) as Complex).re) < start) {
    shifts.push(shifted);
    shifted = add(shifted, 1);
  }
  let sum = sub(mul(sub(shifted, 0.5), log(shifted)), shifted);
  sum = add(sum, log(like(z, SQRT_2PI)));
  const square = mul(shifted, shifted);
  let power: Scalar = shifted;
  for (let k = 1; k <= (precise ? BIG_TERMS : FLOAT_TERMS); k++) {
    sum = add(sum, div(numbers[k]!, mul(2 * k * (2 * k - 1), power)));
    power = mul(power, square);
  }
  return [sum, shifts];
}
