import { bernoulliNumbers } from './bernoulli';
import { log } from './elementary';
import { BigNumber } from './mathjs';
import { powInteger } from './power';
import { add, Complex, div, isBig, mul, neg, sub, toFloat, toInteger, type Real, type Scalar } from './scalar';
import { unary } from './unary';

const families: ((x: Scalar) => Scalar)[] = [];

/**
 * ψ⁽ᵐ⁾(x), the (m+1)-th derivative of log Γ, for m = 0, 1, …, of real or complex x. NaN at the poles 0, −1, … and for real
 * parts below −1000. Correct to 58 digits for BigNumbers and small m, absolute near a zero.
 *
 * Shift to the right by the recurrence, then the asymptotic series: Abramowitz & Stegun 6.4.6 and 6.4.11.
 */
export function polygamma(m: number, x: Scalar): Scalar {
  families[m] ??= unary({
    float: (t) => compute(m, t) as number,
    big: (t) => compute(m, t) as BigNumber,
    complex: (z) => compute(m, z),
    derivative: (t) => polygamma(m + 1, t),
  });
  return families[m](x);
}

/** ψ(x) = Γ′(x)/Γ(x). */
export function digamma(x: Scalar): Scalar {
  return polygamma(0, x);
}

/** ψ′(x). */
export function trigamma(x: Scalar): Scalar {
  return polygamma(1, x);
}

function compute(m: number, x: Real | Complex): Scalar {
  const left = toFloat(x instanceof Complex ? x.re : x);
  const whole = toInteger(x);
  if ((whole !== undefined && whole <= 0) || !(left > -1000)) return NaN;
  const precise = isBig(x);
  const terms = precise ? 44 : 10;
  const start = (precise ? 44 : 12) + m / 2;
  // ψ⁽ᵐ⁾(x) = ψ⁽ᵐ⁾(x + n) − (−1)ᵐ m! Σ 1/(x + k)^(m+1)
  let sum: Scalar = 0;
  let shifted: Scalar = x;
  for (let position = left; position < start; position++) {
    sum = add(sum, powInteger(shifted, -(m + 1)));
    shifted = add(shifted, 1);
  }
  const odd = m % 2 === 1;
  const recurrence = mul(odd ? factorial(m) : -factorial(m), sum);
  const series = asymptotic(m, shifted, terms, precise);
  return add(recurrence, m === 0 || odd ? series : neg(series));
}

/** ψ(x) for m = 0, else |ψ⁽ᵐ⁾(x)|, for x far to the right. */
function asymptotic(m: number, x: Scalar, terms: number, precise: boolean): Scalar {
  const table = bernoulliNumbers();
  const square = mul(x, x);
  let sum: Scalar =
    m === 0
      ? sub(log(x), div(0.5, x))
      : add(mul(factorial(m - 1), powInteger(x, -m)), mul(factorial(m) / 2, powInteger(x, -(m + 1))));
  // The factor (2k+m−1)!/(2k)! of the k-th term, kept up step by step.
  let ratio: Real = precise ? new BigNumber(factorial(m + 1)).div(2) : factorial(m + 1) / 2;
  let power = mul(square, powInteger(x, m));
  for (let k = 1; k <= terms; k++) {
    const bernoulli = precise ? new BigNumber(table.big[k]!) : table.float[k]!;
    const term = div(mul(bernoulli, ratio), power);
    sum = m === 0 ? sub(sum, term) : add(sum, term);
    ratio = div(mul(ratio, (2 * k + m) * (2 * k + m + 1)), (2 * k + 1) * (2 * k + 2)) as Real;
    power = mul(power, square);
  }
  return sum;
}

function factorial(n: number): number {
  let product = 1;
  for (let k = 2; k <= n; k++) product *= k;
  return product;
}
