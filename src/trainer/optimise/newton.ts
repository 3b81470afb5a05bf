import { solveSymmetric } from '../model/cholesky';
import { hessian } from '../model/logistic';
import { backtrack } from './line-search';
import type { Optimiser } from './optimiser';

/**
 * Newton's method with backtracking; for logistic regression the same as iteratively reweighted least squares (Hastie,
 * Tibshirani & Friedman 2009, section 4.4.1). The Hessian is always the exact one.
 */
export const newton: Optimiser = {
  id: 'newton',
  usesRate: false,
  usesBatches: false,
  step: (input) => {
    const { objective, theta, gradient } = input;
    const size = theta.length;
    const h = hessian(objective, theta);
    if (!objective.bias) h[size * size - 1] = 1;
    const solution = solveSymmetric(h, gradient);
    if (!solution) return { kind: 'stuck', why: 'precision' };
    return backtrack(
      input,
      solution.map((s) => -s),
      1,
    );
  },
};
