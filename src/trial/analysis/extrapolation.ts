import { addReal, big, divReal, isBigNumber, mulReal, subReal, toFloat, type Real } from '../arithmetic';
import type { Estimate } from './channels';

const size = (x: Real): number => Math.abs(toFloat(x));

/** The entry of a table whose neighbours agree with it best. */
class Best {
  private value: Real = NaN;
  private error = Infinity;

  /** Offers an entry, with the two entries that should be near it. */
  offer(entry: Real, first: Real, second: Real): void {
    const error = size(subReal(entry, first)) + size(subReal(entry, second));
    if (error < this.error) {
      this.error = error;
      this.value = entry;
    }
  }

  get estimate(): Estimate {
    return { value: this.value, error: this.error };
  }
}

/**
 * Richardson extrapolation of values at steps h, h/2, h/4, …, whose error is a power series in h (Neville's table).
 */
export function richardson(values: readonly Real[]): Estimate {
  const best = new Best();
  let above: Real[] = [];
  for (const value of values) {
    const row: Real[] = [value];
    for (let j = 1; j <= above.length; j++) {
      const correction = divReal(subReal(row[j - 1]!, above[j - 1]!), 2 ** j - 1);
      row.push(addReal(row[j - 1]!, correction));
      if (j >= 2) best.offer(row[j]!, row[j - 1]!, above[j - 1]!);
    }
    above = row;
  }
  return best.estimate;
}

/**
 * Wynn's epsilon algorithm: for errors that are sums of geometric sequences, and so for errors of any powers of a step
 * that is halved. Wynn, "On a device for computing the e_m(S_n) transformation" (1956).
 */
export function epsilon(values: readonly Real[]): Estimate {
  return rhombus(values, () => 1);
}

/** Wynn's rho algorithm: for errors that are rational in the index, such as 1/k. */
export function rho(values: readonly Real[]): Estimate {
  return rhombus(values, (column) => column);
}

/** next = previous + factor/(lower − upper); the even columns hold the extrapolated values. */
function rhombus(values: readonly Real[], factor: (column: number) => number): Estimate {
  const best = new Best();
  let older: Real[] = values.map(() => 0);
  let newer: Real[] = [...values];
  let lastEven: readonly Real[] = values;
  for (let column = 1; newer.length > 1; column++) {
    const next: Real[] = [];
    for (let i = 0; i + 1 < newer.length; i++) {
      const difference = subReal(newer[i + 1]!, newer[i]!);
      if (size(difference) === 0) {
        // Two equal entries of an even column: the sequence has arrived.
        if (column % 2 === 1 && i > 0) best.offer(newer[i]!, newer[i + 1]!, newer[i - 1]!);
        next.push(NaN);
        continue;
      }
      next.push(addReal(older[i + 1]!, divReal(factor(column), difference)));
    }
    older = newer;
    newer = next;
    if (column % 2 === 0) {
      for (let i = 1; i < newer.length; i++) best.offer(newer[i]!, newer[i - 1]!, lastEven[i + 2] ?? NaN);
      lastEven = newer;
    }
  }
  return best.estimate;
}

/**
 * Levin's u-transform of a series, given its terms that are not 0 and the partial sums up to and with each. For
 * alternating, geometric and algebraically falling terms alike. Levin, "Development of non-linear transformations of improving
 * convergence of sequences" (1973), by the recursion of Weniger (1989), 7.2-8, with β = 1.
 */
export function levin(sums: readonly Real[], terms: readonly Real[]): Estimate {
  const best = new Best();
  const numerators: Real[] = [];
  const denominators: Real[] = [];
  let before: Real = NaN;
  let previous: Real = NaN;
  for (let n = 0; n < sums.length; n++) {
    const remainder = mulReal(terms[n]!, n + 1);
    numerators.push(divReal(sums[n]!, remainder));
    denominators.push(divReal(isBigNumber(remainder) ? big(1) : 1, remainder));
    // The new diagonal of both tables, in place, from the newest entry backwards.
    for (let j = n - 1; j >= 0; j--) {
      const k = n - j;
      const factor = levinFactor(j + 1, k, isBigNumber(remainder));
      numerators[j] = subReal(numerators[j + 1]!, mulReal(factor, numerators[j]!));
      denominators[j] = subReal(denominators[j + 1]!, mulReal(factor, denominators[j]!));
    }
    const value = divReal(numerators[0]!, denominators[0]!);
    if (n >= 4) best.offer(value, previous, before);
    before = previous;
    previous = value;
  }
  return best.estimate;
}

/** p (p+k−1)^(k−2) / (p+k)^(k−1), with p = n + β. */
function levinFactor(p: number, k: number, precise: boolean): Real {
  if (!precise) return (p / (p + k - 1)) * ((p + k - 1) / (p + k)) ** (k - 1);
  const quotient = big(p + k - 1).div(p + k);
  return big(p)
    .div(p + k - 1)
    .times(quotient.pow(k - 1));
}

/** The estimate with the smallest error. */
export function closest(estimates: readonly Estimate[]): Estimate {
  return estimates.reduce((best, next) => (next.error < best.error ? next : best));
}
