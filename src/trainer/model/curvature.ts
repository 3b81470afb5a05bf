import type { Objective } from './logistic';
import { hessian, norm } from './logistic';

/** The largest eigenvalue of a symmetric positive semidefinite matrix (row by row), by power iteration. */
export function largestEigenvalue(matrix: Float64Array, size: number, rounds = 200): number {
  let v = Float64Array.from({ length: size }, (_, j) => 1 + 0.1 * Math.cos(7 * j));
  let value = 0;
  for (let round = 0; round < rounds; round++) {
    const length = norm(v);
    if (!(length > 0)) return 0;
    const next = new Float64Array(size);
    for (let j = 0; j < size; j++) {
      let sum = 0;
      for (let k = 0; k < size; k++) sum += matrix[j * size + k]! * v[k]!;
      next[j] = sum / length;
    }
    const before = value;
    value = norm(next);
    v = next;
    if (Math.abs(value - before) <= 1e-10 * value) break;
  }
  return value;
}

/**
 * L, a Lipschitz constant of the gradient: the largest eigenvalue of X̃ᵀX̃/(4n) plus λ. No second derivative exceeds
 * it anywhere, because σ(1−σ) ≤ 1/4. Descent is certain for η < 2/L (Nesterov, Lectures on Convex Optimization, 2018,
 * theorem 2.1.14).
 */
export function curvatureBound(objective: Objective): number {
  // At θ = 0 every σ(1−σ) is exactly 1/4.
  return curvatureAt(objective, new Float64Array(objective.data.d + 1));
}

/** The largest eigenvalue of the Hessian at θ. Near an optimum, descent with η > 2/this moves away from it. */
export function curvatureAt(objective: Objective, theta: Float64Array): number {
  return largestEigenvalue(hessian(objective, theta), theta.length);
}
