import { gamma, lgamma } from './gamma';
import { exp } from './elementary';
import { add, div, isBig, isReal, mul, sub, toFloat, toInteger, type Scalar } from './scalar';

/** Products with more factors than this go through the gamma function. */
const LONGEST_PRODUCT = 2000;

/** x! = Γ(x + 1); NaN for negative whole numbers. */
export function factorial(x: Scalar): Scalar {
  return gamma(add(x, 1));
}

/** n!! = n (n−2) (n−4) …, for whole n ≥ −1; NaN for others. */
export function doubleFactorial(x: Scalar): Scalar {
  const n = toInteger(x);
  if (n === undefined || n < -1 || n > LONGEST_PRODUCT) return NaN;
  let product: Scalar = isBig(x) ? mul(0, x) : 0;
  product = add(product, 1);
  for (let k = n; k > 1; k -= 2) product = mul(product, k);
  return product;
}

/** B(a, b) = Γ(a) Γ(b) / Γ(a + b). */
export function beta(a: Scalar, b: Scalar): Scalar {
  const sum = add(a, b);
  // Where Γ would overflow; the logarithms are real and right for positive arguments.
  if (toFloat(sum) > 150 && toFloat(a) > 0 && toFloat(b) > 0) return exp(sub(add(lgamma(a), lgamma(b)), lgamma(sum)));
  return div(mul(gamma(a), gamma(b)), gamma(sum));
}

/** x (x−1) … (x−n+1), n factors; Γ(x+1)/Γ(x−n+1) if n is not a whole number. */
export function fallingFactorial(x: Scalar, n: Scalar): Scalar {
  const count = countOf(n);
  if (count === undefined) return div(gamma(add(x, 1)), gamma(add(sub(x, n), 1)));
  if (count < 0) return div(1, risingFactorial(add(x, 1), -count));
  let product: Scalar = 1;
  for (let k = 0; k < count; k++) product = mul(product, sub(x, k));
  return product;
}

/** x (x+1) … (x+n−1), n factors (Pochhammer); Γ(x+n)/Γ(x) if n is not a whole number. */
export function risingFactorial(x: Scalar, n: Scalar): Scalar {
  const count = countOf(n);
  if (count === undefined) return div(gamma(add(x, n)), gamma(x));
  if (count < 0) return div(1, fallingFactorial(sub(x, 1), -count));
  let product: Scalar = 1;
  for (let k = 0; k < count; k++) product = mul(product, add(x, k));
  return product;
}

/** A number of factors that may be multiplied out: whole, not too large, and not a variable to be differentiated by. */
function countOf(n: Scalar): number | undefined {
  const count = isReal(n) ? toInteger(n) : undefined;
  return count !== undefined && Math.abs(count) <= LONGEST_PRODUCT ? count : undefined;
}

/**
 * The binomial coefficient "n over k" for any upper argument: n(n−1)…(n−k+1)/k! for whole k, 0 for negative whole k,
 * else by gamma functions.
 */
export function binomial(n: Scalar, k: Scalar): Scalar {
  let count = countOf(k);
  if (count === undefined) {
    const rest = sub(n, k);
    return div(gamma(add(n, 1)), mul(gamma(add(k, 1)), gamma(add(rest, 1))));
  }
  if (count < 0) return 0;
  const whole = isReal(n) ? toInteger(n) : undefined;
  if (whole !== undefined && whole >= 0) {
    if (count > whole) return 0;
    count = Math.min(count, whole - count);
  }
  let product: Scalar = 1;
  // In this order every intermediate result of whole numbers is whole.
  for (let j = 1; j <= count; j++) product = div(mul(product, add(sub(n, count), j)), j);
  return product;
}
