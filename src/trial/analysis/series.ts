import { addReal, isBig, isFinite, subReal, toFloat, type Real, type Scalar } from '../arithmetic';
import { byChannel, type Estimate } from './channels';
import { closest, epsilon, levin } from './extrapolation';

export interface SeriesOptions {
  /** The terms are computed with 64 digits. The default follows the first term. */
  readonly precise?: boolean;
  /** Largest error that counts as convergence, relative to the value or 1. Default 1e-8, or 1e-18 with 64 digits. */
  readonly tolerance?: number;
}

/** Why a series has no sum: `slow` means that it may converge, but too slowly to tell its sum. */
export type SeriesFailure = 'diverges' | 'slow' | 'undefined';

export type SeriesSum =
  /** `error` is an estimate of the absolute error, of derivatives too. */
  { readonly value: Scalar; readonly error: number } | { readonly failed: SeriesFailure };

/** Numbers of terms after which a series is looked at; the last is where acceleration begins. */
const LOOKS = [32, 100, 256] as const;

/** Two far places whose terms tell the rate of a slow decay. */
const FAR = [2048, 4096] as const;

/**
 * Σ term(n) for n = from, from + 1, …. The terms may be dual or complex: the series of the derivatives is summed by the same
 * means.
 *
 * Fast series are summed directly; slow ones by Levin's u-transform and Wynn's epsilon algorithm, whichever agrees better with
 * itself. A series that such a method would give a value to although it diverges, such as 1 − 1 + 1 − …, or whose terms
 * fall like 1/n, is told as divergent.
 */
export function series(term: (n: number) => Scalar, from: number, options: SeriesOptions = {}): SeriesSum {
  const terms: Scalar[] = [];
  let precise = options.precise ?? false;
  for (const count of LOOKS) {
    while (terms.length < count) {
      const next = term(from + terms.length);
      if (!isFinite(next)) return endedBy(terms, precise);
      terms.push(next);
      precise ||= options.precise === undefined && isBig(next);
    }
    const found = byChannel(terms, (reals) => sumDirectly(reals, precise));
    if (!('failed' in found)) return found;
  }
  const far = FAR.map((n) => term(from + n));
  const tolerance = options.tolerance ?? (precise ? 1e-18 : 1e-8);
  const known = far.every(isFinite) ? far : FAR.map(() => NaN);
  return byChannel<SeriesFailure>([...terms, ...known], (reals) => {
    return accelerate(reals.slice(0, -2), reals.slice(-2), precise, tolerance);
  });
}

/** A term that is not finite: the end of a series that has long been summed (as xⁿ/n! overflows inside), or none at all. */
function endedBy(terms: readonly Scalar[], precise: boolean): SeriesSum {
  if (terms.length < 16) return { failed: 'undefined' };
  const found = byChannel(terms, (reals) => sumDirectly(reals, precise));
  return 'failed' in found ? { failed: 'undefined' } : found;
}

const size = (x: Real): number => Math.abs(toFloat(x));

/** The sum, if the terms have become so small that the rest cannot change it. */
function sumDirectly(terms: readonly Real[], precise: boolean): Estimate | { readonly failed: 'slow' } {
  const rounding = precise ? 1e-62 : 1e-16;
  let sum: Real = 0;
  let absolute = 0;
  for (const x of terms) {
    sum = addReal(sum, x);
    absolute += size(x);
  }
  if (absolute === 0) return terms.length < LOOKS[2] ? { failed: 'slow' } : { value: sum, error: 0 };
  const last = terms.slice(-10).map(size);
  const largest = Math.max(...last);
  const half = Math.max(...last.slice(5));
  const earlier = Math.max(...last.slice(0, 5));
  // The decay over five terms, as that of a geometric series, bounds the rest.
  const decay = earlier > 0 ? half / earlier : 0;
  const rest = decay < 1 ? (5 * half * decay) / (1 - decay) : Infinity;
  if (largest > 0 && !(rest + half <= rounding * absolute)) return { failed: 'slow' };
  return { value: sum, error: 4 * rounding * absolute + rest };
}

function accelerate(
  terms: readonly Real[],
  far: readonly Real[],
  precise: boolean,
  tolerance: number,
): Estimate | { readonly failed: SeriesFailure } {
  const direct = sumDirectly(terms, precise);
  if (!('failed' in direct)) return direct;
  const sizes = terms.map(size);
  const quarter = Math.floor(terms.length / 4);
  const early = Math.max(...sizes.slice(quarter, 2 * quarter));
  const late = Math.max(...sizes.slice(-quarter));
  if (!(late < 0.97 * early)) return { failed: late < 0.999 * early ? 'slow' : 'diverges' };
  const oneSigned = terms.every((x) => toFloat(x) >= 0) || terms.every((x) => toFloat(x) <= 0);
  const [near, farther] = far.map(size) as [number, number];
  const power = Math.log2(near / farther);
  if (oneSigned && power <= 1.02) return { failed: 'diverges' };

  const sums: Real[] = [];
  for (const x of terms) sums.push(addReal(sums.at(-1) ?? 0, x));
  const count = precise ? 110 : 50;
  const present = terms
    .map((_, i) => i)
    .filter((i) => sizes[i]! > 0)
    .slice(0, count);
  const candidates: Estimate[] = [
    levin(
      present.map((i) => sums[i]!),
      present.map((i) => terms[i]!),
    ),
    epsilon(sums.slice(0, count)),
  ];
  if (oneSigned) candidates.push(epsilon(sums.filter((_, i) => Number.isInteger(Math.log2(i + 1)))));
  const found = closest(candidates);
  const value = toFloat(found.value);
  if (!(found.error <= tolerance * Math.max(1, Math.abs(value)))) return { failed: 'slow' };
  if (oneSigned && !plausible(toFloat(subReal(found.value, sums.at(-1)!)), terms, power)) return { failed: 'slow' };
  return found;
}

/** The rest of a series of one sign has that sign, and about the size of the integral of its terms. */
function plausible(rest: number, terms: readonly Real[], power: number): boolean {
  const last = toFloat(terms.at(-1)!);
  if (last === 0 || Number.isNaN(power)) return true;
  return rest / last > 0 && rest / last < (8 * terms.length) / Math.min(1, power - 1);
}
