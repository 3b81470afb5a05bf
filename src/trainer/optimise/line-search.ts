import { curvatureBound } from '../model/curvature';
import { dot } from '../model/logistic';
import type { Optimiser, StepInput, StepResult } from './optimiser';
import { rememberedNumber } from './optimiser';

// Two losses closer than this (relatively) are equal as far as rounding can tell.
const ROUNDING = 4e-15;
// A search gives up here: where the direction goes uphill, still shorter steps would only pass for rounding.
const SHORTEST = 1e-9;

/**
 * Whether a step of length t is good enough: Armijo's condition with c₁ = 10⁻⁴, or, where the losses can no longer be
 * told apart, its approximate form in slopes (Hager & Zhang 2005, section 2.1).
 */
function accepted(loss: number, slope: number, t: number, lossThere: number, slopeThere: number): boolean {
  if (lossThere <= loss + 1e-4 * t * slope) return true;
  return lossThere <= loss + ROUNDING * Math.abs(loss) && slopeThere <= -0.9 * slope;
}

function move(theta: Float64Array, from: Float64Array, direction: Float64Array, t: number): void {
  for (let j = 0; j < theta.length; j++) theta[j] = from[j]! + t * direction[j]!;
}

/** Halves t from `first` until the loss drops enough (Armijo 1966). Moves θ along the direction. */
export function backtrack(input: StepInput, direction: Float64Array, first: number): StepResult {
  const { theta, loss, gradient, evaluate } = input;
  const slope = dot(gradient, direction);
  if (!(slope < 0)) return { kind: 'stuck', why: slope > 0 ? 'uphill' : 'precision' };
  const from = theta.slice();
  const scratch = new Float64Array(theta.length);
  for (let t = first; t > first * SHORTEST; t /= 2) {
    move(theta, from, direction, t);
    const there = evaluate(theta, scratch);
    if (accepted(loss, slope, t, there, dot(scratch, direction))) return { kind: 'moved', rate: t };
  }
  theta.set(from);
  return { kind: 'stuck', why: climbs(input, direction, from) ? 'uphill' : 'precision' };
}

/** Whether the loss really grows along the direction, beyond what rounding explains. */
function climbs({ loss, evaluate, theta }: StepInput, direction: Float64Array, from: Float64Array): boolean {
  const scratch = new Float64Array(theta.length);
  const trial = from.slice();
  const length = Math.sqrt(dot(direction, direction)) || 1;
  move(trial, from, direction, (1e-4 * Math.max(1, Math.sqrt(dot(from, from)))) / length);
  return evaluate(trial, scratch) > loss * (1 + 1e-10);
}

/**
 * Finds a step length with the weak Wolfe conditions (c₁ = 10⁻⁴, c₂ = 0.9) by bisection and doubling (Lewis & Overton
 * 2013, algorithm 2.6). Leaves the gradient at the new point in `gradientThere`.
 */
export function wolfe(input: StepInput, direction: Float64Array, gradientThere: Float64Array): StepResult {
  const { theta, loss, gradient, evaluate } = input;
  const slope = dot(gradient, direction);
  if (!(slope < 0)) return { kind: 'stuck', why: slope > 0 ? 'uphill' : 'precision' };
  const from = theta.slice();
  let low = 0;
  let high = Infinity;
  let t = 1;
  for (let round = 0; round < 60 && t > SHORTEST; round++) {
    move(theta, from, direction, t);
    const there = evaluate(theta, gradientThere);
    const slopeThere = dot(gradientThere, direction);
    if (!accepted(loss, slope, t, there, slopeThere)) high = t;
    else if (slopeThere < 0.9 * slope) low = t;
    else return { kind: 'moved', rate: t };
    t = high < Infinity ? (low + high) / 2 : 2 * low;
  }
  if (low > 0) {
    move(theta, from, direction, low);
    evaluate(theta, gradientThere);
    return { kind: 'moved', rate: low };
  }
  theta.set(from);
  return { kind: 'stuck', why: climbs(input, direction, from) ? 'uphill' : 'precision' };
}

/** Gradient descent whose step length is found anew at every step: twice the last one, halved until the loss drops. */
export const lineSearch: Optimiser = {
  id: 'line-search',
  usesRate: false,
  usesBatches: false,
  step: (input) => {
    const direction = input.gradient.map((g) => -g);
    const last = rememberedNumber(input.memory, 'length', 0);
    const first = last > 0 ? Math.min(1e8, 2 * last) : 2 / curvatureBound(input.objective);
    const result = backtrack(input, direction, first);
    if (result.kind === 'moved') input.memory.length = result.rate;
    return result;
  },
};
