import { dot } from '../model/logistic';

/** The remainder of the first-order Taylor expansion along a line, for shrinking steps. */
export interface TaylorTest {
  readonly steps: readonly number[];
  /** |J(θ + h v) − J(θ) − h g·v| for each h. */
  readonly remainders: readonly number[];
  /** Slope of ln remainder against ln h: 2 for the right gradient, 1 for a wrong one; NaN if too little is left. */
  readonly slope: number;
}

/**
 * Measures the order of the Taylor remainder (the convergence test for gradients of Farrell et al. 2013).
 *
 * @param f the loss
 * @param gradient the gradient to be tested, at θ
 * @param direction v, scaled so that h ≤ 1/2 is small for the loss
 */
export function taylorTest(
  f: (theta: Float64Array) => number,
  theta: Float64Array,
  gradient: ArrayLike<number>,
  direction: Float64Array,
): TaylorTest {
  const here = f(theta);
  const slopeThere = dot(gradient, direction);
  const steps: number[] = [];
  const remainders: number[] = [];
  for (let k = 1; k <= 16; k++) {
    const h = 2 ** -k;
    const there = f(theta.map((value, j) => value + h * direction[j]!));
    steps.push(h);
    remainders.push(Math.abs(there - here - h * slopeThere));
  }
  // Remainders that rounding could have made say nothing. Of the others, the smallest steps tell the order best.
  const floor = 1e4 * Number.EPSILON * Math.max(Math.abs(here), 1e-300);
  const usable = steps.map((_, k) => k).filter((k) => remainders[k]! > floor);
  const last = usable.slice(-5);
  return { steps, remainders, slope: last.length < 3 ? NaN : fittedSlope(last, steps, remainders) };
}

function fittedSlope(positions: readonly number[], steps: readonly number[], remainders: readonly number[]): number {
  const xs = positions.map((k) => Math.log(steps[k]!));
  const ys = positions.map((k) => Math.log(remainders[k]!));
  const meanX = xs.reduce((a, b) => a + b, 0) / xs.length;
  const meanY = ys.reduce((a, b) => a + b, 0) / ys.length;
  let [above, below] = [0, 0];
  for (let k = 0; k < xs.length; k++) {
    above += (xs[k]! - meanX) * (ys[k]! - meanY);
    below += (xs[k]! - meanX) ** 2;
  }
  return above / below;
}
