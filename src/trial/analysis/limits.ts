import { addReal, big, Complex, isBig, isFinite, isNaN, mulReal, primal, sub, subReal, toFloat } from '../arithmetic';
import type { Real, Scalar } from '../arithmetic';
import { byChannel, largestPart, type Estimate } from './channels';
import { closest, epsilon, rho, richardson } from './extrapolation';

export interface LimitOptions {
  /** Evaluate at points of 64 digits. The default follows `at`. */
  readonly precise?: boolean;
  /** Only whole numbers are in the domain: the limit of a sequence. Only for limits at ±∞. */
  readonly whole?: boolean;
  /** Largest error that counts as convergence, relative to the value or 1. Default 1e-6, or 1e-15 with 64 digits. */
  readonly tolerance?: number;
}

export type Limit =
  /** `error` is an estimate of the absolute error, of derivatives too. */
  | { readonly value: Scalar; readonly error: number }
  /** The function grows beyond all bounds, to +∞ or −∞; 0 if its sign changes with the side. */
  | { readonly infinite: 1 | -1 | 0 }
  /** `oscillates`: no convergence is seen; `sides`: both one-sided limits exist and differ; `undefined`: no values there. */
  | { readonly failed: 'oscillates' | 'sides' | 'undefined' };

/**
 * The limit of `f` at a point or at ±∞, by extrapolation from points that approach it geometrically. The function may be
 * dual or complex: the limits of its derivatives are then taken as well, as if limit and derivative may be exchanged.
 *
 * Only an estimate is possible. Powers of the distance, whole or not, logarithms and exponentials are found; functions that
 * keep oscillating are told as such. From the side on which the function is undefined nothing is asked.
 */
export function limit(
  f: (x: Scalar) => Scalar,
  at: Real,
  side: 'both' | 'left' | 'right' = 'both',
  options: LimitOptions = {},
): Limit {
  const place = toFloat(at);
  if (Number.isNaN(place)) return { failed: 'undefined' };
  const precise = options.precise ?? isBig(at);
  const tolerance = options.tolerance ?? (precise ? 1e-15 : 1e-6);
  if (!Number.isFinite(place)) {
    return oneSided(f, pointsToInfinity(place > 0 ? 1 : -1, precise, options.whole ?? false), tolerance);
  }
  const from = (direction: 1 | -1): Limit => oneSided(f, pointsTo(at, direction, precise), tolerance);
  if (side !== 'both') return from(side === 'left' ? -1 : 1);
  return joined(from(-1), from(1), tolerance);
}

interface Approach {
  /** Points each half as far from the place (or twice as far out) as the one before. */
  readonly points: readonly Real[];
  /** A point between the last of them and the place, at another ratio. */
  readonly control: Real;
}

// Not round, so that no periodic function repeats its value on all points.
const FIRST_STEP = '0.2371893746512893746';
const FIRST_POINT = '1.3719834651298734651';

function pointsTo(at: Real, direction: 1 | -1, precise: boolean): Approach {
  const place = precise ? big(at) : toFloat(at);
  const first: Real = precise ? big(FIRST_STEP) : Number(FIRST_STEP);
  const count = precise ? 48 : 26;
  const step = (k: number): Real => addReal(place, mulReal(first, direction * 2 ** -k));
  return { points: Array.from({ length: count }, (_, k) => step(k)), control: step(count - 1.4) };
}

function pointsToInfinity(direction: 1 | -1, precise: boolean, whole: boolean): Approach {
  const first: Real = precise ? big(whole ? 3 : FIRST_POINT) : whole ? 3 : Number(FIRST_POINT);
  const count = precise ? 48 : whole ? 22 : 40;
  const point = (k: number): Real => mulReal(first, direction * 2 ** k);
  // In a sequence the control is an odd number, since all but the first point are even.
  const control = whole ? addReal(point(count - 2), direction) : mulReal(point(count - 2), 1.3);
  return { points: Array.from({ length: count }, (_, k) => point(k)), control };
}

function oneSided(f: (x: Scalar) => Scalar, { points, control }: Approach, tolerance: number): Limit {
  const values = points.map(f);
  // Values are missing far from the place where the function begins close to it, and next to it where floats overflow.
  let first = 0;
  while (first < values.length && !isFinite(values[first]!)) first++;
  let end = first;
  while (end < values.length && isFinite(values[end]!)) end++;
  if (end - first < 8) return overflow(values);
  const found = byChannel(values.slice(first, end), (reals) => extrapolate(reals, tolerance));
  if ('failed' in found) {
    if (typeof found.failed === 'string') return { failed: found.failed };
    // It may be a derivative that grows, while the value itself does not.
    const alone = byChannel(values.slice(first, end).map(primal), (reals) => extrapolate(reals, tolerance));
    return 'failed' in alone ? { infinite: found.failed } : { failed: 'oscillates' };
  }
  if (end === values.length) {
    const between = f(control);
    // Of the last steps the largest, since they may be rounding errors alone.
    const recent = values.slice(end - 4, end);
    const step = Math.max(...recent.map((x, k) => largestPart(sub(x, values[end - 5 + k]!))));
    const jump = largestPart(sub(between, values[end - 2]!));
    const allowed = 6 * step + found.error + tolerance * Math.max(1, largestPart(found.value));
    if (!(jump <= allowed)) return { failed: 'oscillates' };
  }
  return found;
}

/** Fewer than eight finite values: the function overflows at once, or is not defined. */
function overflow(values: readonly Scalar[]): Limit {
  const reals = values.map(primal).filter((x): x is Real => !(x instanceof Complex));
  const last = reals.filter((x) => !isNaN(x)).slice(-6);
  if (last.length === 6 && last.every((x) => toFloat(x) === Infinity)) return { infinite: 1 };
  if (last.length === 6 && last.every((x) => toFloat(x) === -Infinity)) return { infinite: -1 };
  return { failed: 'undefined' };
}

/** Both sides together. A side on which the function is not defined is left out. */
function joined(left: Limit, right: Limit, tolerance: number): Limit {
  if ('failed' in left && left.failed === 'undefined') return right;
  if ('failed' in right && right.failed === 'undefined') return left;
  if ('failed' in left) return left;
  if ('failed' in right) return right;
  if ('infinite' in left || 'infinite' in right) {
    if (!('infinite' in left && 'infinite' in right)) return { failed: 'sides' };
    return { infinite: left.infinite === right.infinite ? left.infinite : 0 };
  }
  const gap = largestPart(sub(left.value, right.value));
  const allowed = 10 * (left.error + right.error) + tolerance * Math.max(1, largestPart(left.value));
  if (!(gap <= allowed)) return { failed: 'sides' };
  return left.error < right.error ? left : right;
}

/** The limit of values whose index counts halvings; 1 or −1 for a sequence that grows beyond all bounds. */
function extrapolate(
  values: readonly Real[],
  tolerance: number,
): Estimate | { readonly failed: 'oscillates' | 1 | -1 } {
  const floats = values.map((x) => toFloat(x));
  const steps = values.slice(1).map((x, k) => Math.abs(toFloat(subReal(x, values[k]!))));
  if (steps.every((step) => step === 0)) return { value: values.at(-1)!, error: 0 };
  const rounding = isBig(values[0]!) ? 1e-62 : 2e-16;
  const scale = Math.max(...floats.map(Math.abs));
  // Rounding errors grow towards the place: the sequence ends where its steps, already small, begin to grow again.
  let least = steps.length - 1;
  let noise = 0;
  for (let k = 4; k < steps.length; k++) {
    if (steps[k]! <= 8 * rounding * Math.abs(floats[k]!)) {
      least = k;
      break;
    }
    if (steps[k]! <= 1e-5 * scale && Math.max(...steps.slice(k + 1)) > 8 * steps[k]!) {
      least = k;
      noise = steps[k]! / 100;
      break;
    }
  }
  const used = steps.slice(0, least + 1);
  const third = Math.max(1, Math.floor(used.length / 3));
  const late = Math.max(...used.slice(-third));
  const middle = Math.max(...used.slice(-2 * third, -third));
  // Steps of 1/k between the points add up without bound; steps of 1/k² are a quarter of those at half the index.
  if (!(late < 0.42 * middle) && !(late <= 100 * rounding * Math.abs(floats[least]!))) {
    return growing(floats) ? { failed: floats.at(-1)! > 0 ? 1 : -1 } : { failed: 'oscillates' };
  }
  const sequence = values.slice(0, least + 3);
  const direct: Estimate = { value: values[least + 1]!, error: 4 * steps[least]! };
  const found = closest([direct, richardson(sequence), epsilon(sequence), rho(sequence)]);
  const error = Math.max(found.error, noise, 4 * rounding * Math.abs(toFloat(found.value)));
  if (!(error <= tolerance * Math.max(1, Math.abs(toFloat(found.value))))) return { failed: 'oscillates' };
  return { value: found.value, error };
}

/** |x| rises to the end, with one sign. */
function growing(values: readonly number[]): boolean {
  const tail = values.slice(-Math.max(6, Math.floor(values.length / 2)));
  const sign = Math.sign(tail.at(-1)!);
  return tail.every((x, i) => Math.sign(x) === sign && (i === 0 || Math.abs(x) > Math.abs(tail[i - 1]!)));
}
