import { bernoulliNumbers } from './bernoulli';
import { like, PI } from './constants';
import { exp, log } from './elementary';
import { gamma } from './gamma';
import { BigNumber, narrow, withDigits } from './mathjs';
import { pow } from './power';
import { add, big, Complex, div, Dual, isBig, isReal, isZero, magnitude, mul, neg, primal, sub } from './scalar';
import { toFloat, toInteger, type Real, type Scalar } from './scalar';
import { sin } from './trigonometric';
import { unary } from './unary';

/** The sum has |s|/3 terms. */
const LARGEST_ZETA = 1000;

/**
 * Riemann's ζ(s), continued to all s ≠ 1 (NaN there, and for |s| > 1000 off the right). 58 digits for BigNumbers. Euler–Maclaurin summation (Edwards,
 * "Riemann's Zeta Function", ch. 6), and the functional equation to the left of 0.
 */
export function zeta(s: Scalar): Scalar {
  const value = primal(s);
  const left = toFloat(value instanceof Complex ? value.re : value);
  if (left < -LARGEST_ZETA || Number.isNaN(left)) return NaN;
  if (left < 0) {
    const whole = toInteger(value);
    if (!(s instanceof Dual) && whole !== undefined && whole % 2 === 0) return 0;
    const pi = like(s, PI);
    const mirrored = sub(1, s);
    const factor = mul(mul(pow(isBig(s) ? big(2) : 2, s), pow(pi, neg(mirrored))), sin(mul(pi, div(s, 2))));
    return mul(mul(factor, gamma(mirrored)), zeta(mirrored));
  }
  if (toFloat(value) === 1) return NaN;
  // The rest of the sum is below the last of 64 digits.
  if (left > 220) return add(1, pow(2, neg(s)));
  if (magnitude(value) > LARGEST_ZETA) return NaN;
  return eulerMaclaurin(s);
}

/** Σ_{n<N} n⁻ˢ + N^(1−s)/(s−1) + N⁻ˢ/2 + Σ B₂ₖ/(2k)! s(s+1)…(s+2k−2) N^(−s−2k+1). */
function eulerMaclaurin(s: Scalar): Scalar {
  const precise = isBig(s);
  const numbers = bernoulliNumbers();
  const start = Math.ceil((precise ? 44 : 14) + magnitude(s) / 3);
  const exponent = neg(s);
  let sum: Scalar = 0;
  for (let n = 1; n < start; n++) sum = add(sum, pow(precise ? big(n) : n, exponent));
  const base = precise ? big(start) : start;
  const power = pow(base, exponent);
  sum = add(sum, add(div(mul(power, base), sub(s, 1)), mul(power, 0.5)));
  // The running product s(s+1)…(s+2k−2) / ((2k)! N^(2k−1)) · N⁻ˢ.
  let product = div(mul(s, power), mul(2, base));
  for (let k = 1; k <= (precise ? 44 : 12); k++) {
    const bernoulli: Real = precise ? new BigNumber(numbers.big[k]!) : numbers.float[k]!;
    sum = add(sum, mul(bernoulli, product));
    const growth = mul(add(s, 2 * k - 1), add(s, 2 * k));
    product = div(mul(product, growth), mul(mul(base, base), (2 * k + 1) * (2 * k + 2)));
  }
  return sum;
}

/**
 * Lambert's W on its principal branch: W e^W = x, for x ≥ −1/e or complex. Halley's method (Corless et al., "On the
 * Lambert W Function", 1996). 60 digits for BigNumbers away from −1/e.
 */
export const lambertW: (x: Scalar) => Scalar = unary({
  float: lambertFloat,
  big: (x) => {
    const start = lambertFloat(x.toNumber());
    if (!Number.isFinite(start)) return NaN;
    let w: Scalar = new BigNumber(start);
    for (let i = 0; i < 5; i++) w = halley(w, x);
    return w as BigNumber;
  },
  complex: (z) => {
    if (isZero(z)) return z;
    let w: Scalar = magnitude(z) < 3 ? log(add(1, z)) : sub(log(z), log(log(z)));
    const close = isBig(z) ? 1e-40 : 1e-14;
    for (let i = 0; i < 40; i++) {
      const next = halley(w, z);
      // The order of convergence is three, so that the step after a small one is the last.
      if (magnitude(sub(next, w)) <= close * magnitude(w)) return halley(next, z);
      w = next;
    }
    return w;
  },
  derivative: (_x, w) => div(exp(neg(w)), add(1, w)),
});

function lambertFloat(x: number): number {
  if (Number.isNaN(x) || x < -1 / Math.E) return NaN;
  if (x === Infinity) return x;
  // Near the branch point the start of its series, else a logarithm.
  let w =
    x < 0
      ? -1 + Math.sqrt(Math.max(0, 2 * (1 + Math.E * x)))
      : x < 3
        ? Math.log1p(x)
        : Math.log(x) - Math.log(Math.log(x));
  for (let i = 0; i < 20; i++) {
    const next = halley(w, x) as number;
    if (!(Math.abs(next - w) > 1e-16 * Math.abs(w))) return Number.isNaN(next) ? w : next;
    w = next;
  }
  return w;
}

function halley(w: Scalar, x: Scalar): Scalar {
  const power = exp(w);
  const excess = sub(mul(w, power), x);
  if (isZero(excess)) return w;
  const slope = mul(power, add(w, 1));
  const curvature = div(mul(add(w, 2), excess), mul(2, add(w, 1)));
  return sub(w, div(excess, sub(slope, curvature)));
}

/** Largest argument of a Bessel function. */
const LARGEST_BESSEL = 500;

/** Bessel function of the first kind J_ν(x), real ν (x ≥ 0 unless ν is whole), |x| ≤ 500; NaN else. 60 digits. */
export function besselJ(order: Scalar, x: Scalar): Scalar {
  return bessel(order, x, -1);
}

/** Modified Bessel function of the first kind I_ν(x), with the same limits. */
export function besselI(order: Scalar, x: Scalar): Scalar {
  return bessel(order, x, 1);
}

function bessel(order: Scalar, x: Scalar, direction: 1 | -1): Scalar {
  if (!isReal(order)) return NaN;
  if (x instanceof Dual) {
    const below = bessel(sub(order, 1), x.primal, direction);
    const above = bessel(add(order, 1), x.primal, direction);
    const slope = mul(0.5, direction === 1 ? add(below, above) : sub(below, above));
    return new Dual(x.tag, bessel(order, x.primal, direction), mul(slope, x.tangent));
  }
  if (x instanceof Complex || Math.abs(toFloat(x)) > LARGEST_BESSEL) return NaN;
  const whole = toInteger(order);
  if (whole !== undefined && whole < 0) {
    const mirrored = bessel(-whole, x, direction);
    return direction === -1 && whole % 2 !== 0 ? neg(mirrored) : mirrored;
  }
  const value = besselSeries(big(order), big(x), direction);
  return isBig(x) || isBig(order) ? value : toFloat(value);
}

/** (x/2)^ν Σ (∓x²/4)ᵏ / (k! Γ(ν+k+1)), with as many more digits as the terms cancel. */
function besselSeries(order: BigNumber, x: BigNumber, direction: 1 | -1): BigNumber | number {
  if (x.isNaN() || order.isNaN()) return NaN;
  const digits = 80 + Math.ceil(Math.abs(x.toNumber()) * 0.9);
  const Wide = withDigits(digits);
  const half = new Wide(x).div(2);
  const square = half.times(half).times(direction);
  let term = new Wide(1);
  let sum = term;
  for (let k = 1; k < 4 * LARGEST_BESSEL && !term.isZero(); k++) {
    term = term.times(square).div(new Wide(order).plus(k).times(k));
    sum = sum.plus(term);
    if (term.e < -digits) break;
  }
  const front = frontPower(half, order);
  return typeof front === 'number' ? front : narrow(front.times(sum).div(gamma(order.plus(1)) as BigNumber));
}

/** (x/2)^ν, NaN for a negative x with ν that is not whole. */
function frontPower(half: BigNumber, order: BigNumber): BigNumber | number {
  return half.isNegative() && !half.isZero() && !order.isInteger() ? NaN : half.pow(order);
}

/** sin(x)/x, and 1 at 0. */
export function sinc(x: Scalar): Scalar {
  if (isZero(x)) return sub(1, div(mul(x, x), 6));
  return div(sin(x), x);
}
