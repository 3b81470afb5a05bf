import { Stuck } from '../trial/arithmetic';
import type { DataEvaluator, Parameters, Samples } from './evaluator';

/** How the loss of a note relates to the mean cross-entropy of logistic regression with λ/2 ‖w‖². */
export interface LossScale {
  /** The note's loss without its penalty is this times the mean cross-entropy: −1 for a mean log-likelihood. */
  readonly factor: number;
  /** The note adds the samples up: the factor is also to be multiplied by n. */
  readonly isSum: boolean;
  /** The penalty, over the same factor, is this times λ/2 ‖w‖²; 0 without a penalty. */
  readonly penalty: number;
  /** The penalty is divided by n besides. */
  readonly penaltyByCount: boolean;
}

/** Samples that no symmetry of a loss leaves alike. */
export function probe(n: number, d: number): Samples {
  const x = Array.from({ length: n * d }, (_, k) => 0.3 + 0.9 * Math.sin(1.7 * k + 0.4) + 0.1 * k);
  return { n, d, x, y: Array.from({ length: n }, (_, i) => (i % 3 === 1 ? 0 : 1)) };
}

/** Parameters to try a formula at. */
export function probeParameters(d: number, hasBias: boolean, place: number, lambda: number): Parameters {
  return {
    w: Array.from({ length: d }, (_, j) => 0.45 * Math.cos(2.1 * j + place) - 0.2 * place),
    b: hasBias ? 0.35 - 0.6 * place : 0,
    lambda,
  };
}

function meanCrossEntropy({ n, d, x, y }: Samples, { w, b }: Parameters): number {
  let sum = 0;
  for (let i = 0; i < n; i++) {
    let z = b;
    for (let j = 0; j < d; j++) z += (w[j] as number) * (x[i * d + j] as number);
    sum += Math.log(1 + Math.exp(z)) - (y[i] as number) * z;
  }
  return sum / n;
}

const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));

/**
 * Compares a note's loss with the trainer's, in numbers, at a few points with data of two sizes. `other` if it is another
 * loss; undefined if it cannot be evaluated.
 */
export function scaleOf(loss: DataEvaluator, hasBias: boolean): LossScale | 'other' | undefined {
  const d = loss.singleWeight ? 1 : 2;
  const places = [0, 1, 2];
  try {
    const sizes = [3, 5].map((n) => {
      const samples = probe(n, d);
      const at = (
        place: number,
        lambda: number,
      ): { readonly loss: number; readonly own: number; readonly squares: number } => {
        const parameters = probeParameters(d, hasBias, place, lambda);
        const values = loss.evaluate(samples, parameters, 1);
        if (values.length !== 1) throw new Stuck('shape', 'a loss that is no number');
        return {
          loss: values[0] as number,
          own: meanCrossEntropy(samples, parameters),
          squares: Array.from(parameters.w).reduce((s, w) => s + w * w, 0),
        };
      };
      const factors = places.map((place) => at(place, 0)).map((v) => v.loss / v.own);
      const factor = factors[0] as number;
      if (!factors.every((f) => Number.isFinite(f) && near(f, factor)) || factor === 0) return undefined;
      const lambda = 0.7;
      const penalties = loss.uses('lambda')
        ? places.map(
            (place) => (at(place, lambda).loss - at(place, 0).loss) / factor / ((lambda / 2) * at(place, 0).squares),
          )
        : [0];
      const penalty = penalties[0] as number;
      return penalties.every((p) => near(p, penalty)) ? { n, factor, penalty } : undefined;
    });
    const [small, large] = sizes;
    if (small === undefined || large === undefined) return 'other';
    const isSum = near(small.factor / small.n, large.factor / large.n);
    if (!isSum && !near(small.factor, large.factor)) return 'other';
    const penaltyByCount = small.penalty !== 0 && near(small.penalty * small.n, large.penalty * large.n);
    if (!penaltyByCount && !near(small.penalty, large.penalty)) return 'other';
    return {
      factor: isSum ? small.factor / small.n : small.factor,
      isSum,
      penalty: penaltyByCount ? small.penalty * small.n : small.penalty,
      penaltyByCount,
    };
  } catch (reason) {
    if (reason instanceof Stuck) return undefined;
    throw reason;
  }
}
