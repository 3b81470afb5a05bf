import { exp, log } from './elementary';
import { add, big, compareReal, Complex, div, Dual, isIdenticallyZero, isReal, isZero, mul, primalAt } from './scalar';
import { sub, tagOf, tangentAt, toFloat, toInteger, type Real, type Scalar } from './scalar';

/** Exponents up to this size are taken by repeated multiplication where that is needed. */
const LARGEST_REPEATED = 1024;

/**
 * baseᵉˣᵖᵒⁿᵉⁿᵗ. For real numbers the real power: NaN for a negative base with an exponent that is not whole, and 1 for
 * 0⁰. Principal value if either is complex. Whole exponents are exact up to rounding, and so are their derivatives,
 * also at 0 and for negative bases.
 */
export function pow(base: Scalar, exponent: Scalar): Scalar {
  if (typeof base === 'number' && typeof exponent === 'number') return powFloat(base, exponent);
  if (base instanceof Dual || exponent instanceof Dual) return powDual(base, exponent);
  if (isReal(base) && isReal(exponent)) return powBig(base, exponent);
  return powComplex(base, exponent);
}

function powFloat(base: number, exponent: number): number {
  return Number.isNaN(base) ? NaN : base ** exponent;
}

function powBig(base: Real, exponent: Real): Real {
  const b = big(base);
  const e = big(exponent);
  if (b.isNaN() || e.isNaN()) return NaN;
  if (b.isNegative() && !b.isZero() && !e.isInteger()) return NaN;
  return b.pow(e);
}

function powComplex(base: Real | Complex, exponent: Real | Complex): Scalar {
  const n = toInteger(exponent);
  if (n !== undefined && Math.abs(n) <= LARGEST_REPEATED) return powInteger(base, n);
  if (isZero(base)) {
    const growth = compareReal(exponent instanceof Complex ? exponent.re : exponent, 0);
    return growth > 0 ? 0 : NaN;
  }
  // A negative real base has a complex logarithm here, since one of the two is complex.
  const asComplex = base instanceof Complex || compareReal(base, 0) > 0 ? base : new Complex(base, 0);
  return exp(mul(exponent, log(asComplex)));
}

/** xⁿ by repeated squaring, for any kind of number. */
export function powInteger(x: Scalar, n: number): Scalar {
  if (n < 0) return div(1, powInteger(x, -n));
  let result: Scalar = 1;
  let square = x;
  for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = result === 1 ? square : mul(result, square);
    if (rest > 1) square = mul(square, square);
  }
  return result;
}

function powDual(base: Scalar, exponent: Scalar): Scalar {
  const tag = Math.max(tagOf(base), tagOf(exponent));
  const b = primalAt(base, tag);
  const e = primalAt(exponent, tag);
  const db = tangentAt(base, tag);
  const de = tangentAt(exponent, tag);
  const value = pow(b, e);
  // A part that does not vary is left out: its factor, such as the logarithm of a negative base, need not exist.
  let change: Scalar = 0;
  if (!isIdenticallyZero(db)) change = isIdenticallyZero(e) ? 0 : mul(mul(e, pow(b, sub(e, 1))), db);
  if (!isIdenticallyZero(de)) {
    const growing = isZero(b) && toFloat(e) > 0;
    if (!growing) change = add(change, mul(mul(value, log(b)), de));
  }
  return new Dual(tag, value, change);
}
