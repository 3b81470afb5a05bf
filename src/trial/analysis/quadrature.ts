import { add, div, isBig, isFinite, magnitude, mul, neg, sub, toBig, toFloat, type Scalar } from '../arithmetic';
import { largestPart, toFloats } from './channels';
import { nodesOf, type Node, type Rule } from './double-exponential';
import { kronrodAdaptive } from './gauss-kronrod';

export interface IntegrationOptions {
  /** Compute with 64 digits. The default follows the bounds. */
  readonly precise?: boolean;
  /** Wanted error, relative to ∫|f|. Default 1e-10, or 1e-28 with 64 digits. */
  readonly tolerance?: number;
  /** Largest number of evaluations of the integrand. Default 8000, or 1500 with 64 digits. */
  readonly maxEvaluations?: number;
}

export type Integral =
  /** `error` is an estimate of the absolute error, of derivatives too. */
  | { readonly value: Scalar; readonly error: number }
  /**
   * `diverges`: the integrand is not integrable as far as we can see, or too rough; `undefined`: it has no finite value inside the
   * range; `too-costly`: not precise enough within the budget.
   */
  | { readonly failed: 'diverges' | 'undefined' | 'too-costly' };

/**
 * ∫ₐᵇ f(x) dx. Bounds may be ±∞ (as floats) or dual numbers, and the integrand may be dual or complex; derivatives by the
 * bounds and by parameters come out exactly, since every node is an affine function of the bounds.
 *
 * With floats: adaptive Gauss–Kronrod; where the integrand is infinite at an end, or the range is, or that does not converge,
 * double-exponential quadrature, whose nodes are taken with 64 digits if float64 cannot come close enough to a singular end.
 * With 64 digits: double-exponential quadrature alone, good to 28 digits and more for integrands that are analytic
 * inside the range.
 */
export function integrate(
  f: (x: Scalar) => Scalar,
  from: Scalar,
  to: Scalar,
  options: IntegrationOptions = {},
): Integral {
  const a = toFloat(from);
  const b = toFloat(to);
  if (Number.isNaN(a) || Number.isNaN(b)) return { failed: 'undefined' };
  if (a > b) {
    const reversed = integrate(f, to, from, options);
    return 'failed' in reversed ? reversed : { value: neg(reversed.value), error: reversed.error };
  }
  if (a === b && !Number.isFinite(a)) return { value: 0, error: 0 };
  const precise = options.precise ?? (isBig(from) || isBig(to));
  const budget = new Budget(f, options.maxEvaluations ?? (precise ? 1500 : 8000));
  const tolerance = options.tolerance ?? (precise ? 1e-28 : 1e-10);
  try {
    return precise ? exponential(budget, from, to, tolerance, true) : float(budget, from, to, tolerance);
  } catch (error) {
    if (error instanceof Spent) return { failed: 'too-costly' };
    throw error;
  }
}

/** Thrown, and caught here, when the evaluations are used up. */
class Spent {}

class Budget {
  constructor(
    private readonly f: (x: Scalar) => Scalar,
    private left: number,
  ) {}

  readonly evaluate = (x: Scalar): Scalar => {
    if (this.left-- <= 0) throw new Spent();
    return this.f(x);
  };
}

function float(budget: Budget, from: Scalar, to: Scalar, tolerance: number): Integral {
  const finite = Number.isFinite(toFloat(from)) && Number.isFinite(toFloat(to));
  const f = budget.evaluate;
  if (finite && isFinite(f(from)) && isFinite(f(to))) {
    const smooth = kronrodAdaptive(f, from, to, tolerance, 140);
    if (smooth) return smooth;
  }
  const direct = exponential(budget, from, to, tolerance, false);
  if (!('failed' in direct)) return direct;
  if (finite) {
    // An infinite end that is not 0: floats cannot come close enough to it.
    const careful = exponential(budget, from, to, tolerance, true);
    return 'failed' in careful ? careful : { value: toFloats(careful.value), error: careful.error };
  }
  return piecewise(f, from, to, tolerance) ?? direct;
}

/** An infinite range by a rational map to (0, 1), for integrands with corners. */
function piecewise(f: (x: Scalar) => Scalar, from: Scalar, to: Scalar, tolerance: number): Integral | undefined {
  const left = Number.isFinite(toFloat(from)) ? from : undefined;
  const right = Number.isFinite(toFloat(to)) ? to : undefined;
  const tail = (end: Scalar, side: 1 | -1): Integral | undefined => {
    return kronrodAdaptive(
      (t) => {
        const rest = sub(1, t);
        return div(f(add(end, mul(side, div(t, rest)))), mul(rest, rest));
      },
      0,
      1,
      tolerance,
      60,
    );
  };
  if (left !== undefined) return tail(left, 1);
  if (right !== undefined) return tail(right, -1);
  const below = tail(0, -1);
  const above = tail(0, 1);
  if (!below || !above || 'failed' in below || 'failed' in above) return undefined;
  return { value: add(below.value, above.value), error: below.error + above.error };
}

const LAST_LEVEL = { float: 7, big: 6 } as const;

/** Double-exponential quadrature, halving the step until two levels agree. */
function exponential(budget: Budget, from: Scalar, to: Scalar, tolerance: number, precise: boolean): Integral {
  const start = precise && Number.isFinite(toFloat(from)) ? toBig(from) : from;
  const end = precise && Number.isFinite(toFloat(to)) ? toBig(to) : to;
  const rule = ruleOf(toFloat(from), toFloat(to));
  const place = placement(rule, start, end);
  const factor: Scalar = rule === 'tanh-sinh' ? sub(end, start) : 1;
  const rounding = precise ? 1e-60 : 1e-16;
  let low = -Infinity;
  let high = Infinity;
  let sum: Scalar = 0;
  let absolute = 0;
  let edge = 0;
  const sums: Scalar[] = [];
  for (let level = 1; level <= (precise ? LAST_LEVEL.big : LAST_LEVEL.float); level++) {
    const step = 2 ** -level;
    const terms: { t: number; term: Scalar; size: number }[] = [];
    for (const [t, node] of nodesOf(rule, level, precise)) {
      if (t < low || t > high) continue;
      const term = mul(node.weight, budget.evaluate(place(node)));
      terms.push({ t, term, size: isFinite(term) ? largestPart(term) : Infinity });
    }
    // What is not finite at the two ends is cut off; its size is judged by the neighbour that is.
    const isBad = (x: { size: number }): boolean => x.size === Infinity;
    let first = 0;
    let last = terms.length - 1;
    while (first <= last && isBad(terms[first]!) && terms[first]!.t < 0) first++;
    while (first <= last && isBad(terms[last]!) && terms[last]!.t > 0) last--;
    const kept = terms.slice(first, last + 1);
    if (kept.length === 0) {
      if (level === 1) return { failed: 'undefined' };
    } else if (kept.some(isBad)) {
      return { failed: 'undefined' };
    }
    for (const { term, size } of kept) {
      sum = add(sum, term);
      absolute += size;
    }
    if (level === 1) {
      const largest = Math.max(...kept.map((x) => x.size));
      const weighty = kept.filter((x) => x.size > 1e-4 * rounding * largest);
      if (weighty.length > 0) {
        // One step more on both sides, where later nodes may still count.
        low = Math.max(weighty[0]!.t - 2 * step, kept[0]!.t - step);
        high = Math.min(weighty.at(-1)!.t + 2 * step, kept.at(-1)!.t + step);
      }
    }
    if (kept.length > 0) edge = Math.max(kept[0]!.size, kept.at(-1)!.size);
    const value = mul(mul(sum, step), factor);
    sums.push(value);
    const scale = absolute * step * (rule === 'tanh-sinh' ? magnitude(factor) : 1);
    // The edge terms stand for the tails that were cut: those fall at least like a geometric series.
    const tail = (edge * magnitude(factor)) / 2;
    const error = Math.max(convergence(sums, scale), tail, rounding * scale);
    if (level >= 4 && error <= tolerance * scale) return { value, error };
  }
  return { failed: 'diverges' };
}

/**
 * The error of the last of the sums: the number of right digits about doubles with each level, which is believed as far as the
 * last three sums show it (Bailey, Jeyabalan & Li, "A comparison of three high-precision quadrature schemes", 2005).
 */
function convergence(sums: readonly Scalar[], scale: number): number {
  const [before, previous, last] = sums.slice(-3);
  if (before === undefined || previous === undefined || last === undefined) return Infinity;
  if (scale === 0) return 0;
  const near = largestPart(sub(last, previous)) / scale;
  const far = largestPart(sub(last, before)) / scale;
  if (near === 0) return 0;
  if (!(near < 0.1) || !(far < 0.5)) return Infinity;
  const digits = Math.log10(near);
  const order = Math.min(2, Math.max(1, digits / Math.log10(far)));
  return 10 ** (digits * order) * scale * 10;
}

function ruleOf(a: number, b: number): Rule {
  if (Number.isFinite(a) && Number.isFinite(b)) return 'tanh-sinh';
  return Number.isFinite(a) || Number.isFinite(b) ? 'exp-sinh' : 'sinh-sinh';
}

/** Where a node lies in the range. */
function placement(rule: Rule, from: Scalar, to: Scalar): (node: Node) => Scalar {
  if (rule === 'tanh-sinh') {
    const length = sub(to, from);
    return ({ side, place }) => (side < 0 ? add(from, mul(length, place)) : sub(to, mul(length, place)));
  }
  if (rule === 'sinh-sinh') return ({ side, place }) => mul(side, place);
  return Number.isFinite(toFloat(from)) ? ({ place }) => add(from, place) : ({ place }) => sub(to, place);
}
