import { PI, like } from './constants';
import { atan2, atan2Real, hypotReal, sqrt } from './elementary';
import { add, big, compare, Complex, div, Dual, isReal, mul, neg, negReal, type Scalar } from './scalar';

// These functions are not holomorphic, so their derivatives follow the real and the imaginary part.

/** Real part. */
export function re(z: Scalar): Scalar {
  if (z instanceof Dual) return new Dual(z.tag, re(z.primal), re(z.tangent));
  return z instanceof Complex ? z.re : z;
}

/** Imaginary part. */
export function im(z: Scalar): Scalar {
  if (z instanceof Dual) return new Dual(z.tag, im(z.primal), im(z.tangent));
  return z instanceof Complex ? z.im : 0;
}

/** Complex conjugate. */
export function conj(z: Scalar): Scalar {
  if (z instanceof Dual) return new Dual(z.tag, conj(z.primal), conj(z.tangent));
  return z instanceof Complex ? new Complex(z.re, negReal(z.im)) : z;
}

/** −1, 0 or 1 of a real number, z/|z| of a complex one. Its derivative at a real 0 is NaN. */
export function sign(x: Scalar): Scalar {
  if (typeof x === 'number') return Math.sign(x);
  if (x instanceof Complex) return compare(abs(x), 0) === 0 ? 0 : div(x, abs(x));
  if (x instanceof Dual) {
    if (hasImaginaryPart(x)) return div(x, abs(x));
    const value = sign(x.primal);
    return new Dual(x.tag, value, compare(x.primal, 0) === 0 ? NaN : 0);
  }
  return x.isNaN() ? NaN : x.isZero() ? 0 : x.isNegative() ? -1 : 1;
}

/** |x|. Its derivative at 0 is NaN. */
export function abs(x: Scalar): Scalar {
  if (typeof x === 'number') return Math.abs(x);
  if (x instanceof Complex) return hypotReal(x.re, x.im);
  if (x instanceof Dual) {
    if (hasImaginaryPart(x)) return sqrt(add(mul(re(x), re(x)), mul(im(x), im(x))));
    const order = compare(x.primal, 0);
    if (order > 0) return x;
    return order < 0 ? neg(x) : new Dual(x.tag, abs(x.primal), NaN);
  }
  return x.abs();
}

/** The angle of a number in (−π, π]: 0 or π for real ones. */
export function arg(z: Scalar): Scalar {
  if (z instanceof Complex) return atan2Real(z.im, z.re);
  if (z instanceof Dual && hasImaginaryPart(z)) return atan2(im(z), re(z));
  const order = compare(z, 0);
  return Number.isNaN(order) ? NaN : order < 0 ? like(z, PI) : 0;
}

/** A complex number stands somewhere in the value or its derivatives. */
export function hasImaginaryPart(x: Scalar): boolean {
  if (x instanceof Dual) return hasImaginaryPart(x.primal) || hasImaginaryPart(x.tangent);
  return x instanceof Complex;
}

/** √(Σ |xᵢ|²), by scaling, so that large parts do not overflow. */
export function hypot(...parts: readonly Scalar[]): Scalar {
  if (parts.every((x) => typeof x === 'number')) return Math.hypot(...(parts as number[]));
  let sum: Scalar = 0;
  for (const x of parts) sum = add(sum, squaredSize(x));
  return sqrt(sum);
}

/** |x|². */
export function squaredSize(x: Scalar): Scalar {
  if (typeof x === 'number') return x * x;
  if (!hasImaginaryPart(x)) return isReal(x) ? big(x).times(big(x)) : mul(x, x);
  return add(mul(re(x), re(x)), mul(im(x), im(x)));
}
