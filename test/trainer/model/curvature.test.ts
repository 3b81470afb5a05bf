import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { curvatureAt, curvatureBound, largestEigenvalue } from '../../../src/trainer/model/curvature';
import { solveSymmetric } from '../../../src/trainer/model/cholesky';
import { fourPoints, holds, largestDifference, objectives, parameters } from '../support';

describe('curvature', () => {
  it('finds the largest eigenvalue', () => {
    expect(largestEigenvalue(Float64Array.of(2, 1, 1, 2), 2)).toBeCloseTo(3, 9);
    expect(largestEigenvalue(new Float64Array(9), 3)).toBe(0);
  });

  it('of the four points is known in closed form', () => {
    // For X̃ = [x, x+1, 1] the Gram matrix has the trace 84 + 120 + 4; its largest eigenvalue is a quarter of n times L.
    const bound = curvatureBound({ data: fourPoints, lambda: 0, bias: true });
    expect(bound).toBeLessThan((84 + 120 + 4) / 16);
    expect(bound).toBeGreaterThan((84 + 120) / 16);
  });

  it('is nowhere above the bound', () => {
    const cases = objectives.chain((objective) => fc.tuple(fc.constant(objective), parameters(objective.data.d + 1)));
    holds(cases, ([objective, theta]) => {
      expect(curvatureAt(objective, theta)).toBeLessThanOrEqual(curvatureBound(objective) * (1 + 1e-6));
    });
  });
});

describe('solveSymmetric', () => {
  it('solves a definite system', () => {
    const x = solveSymmetric(Float64Array.of(4, 2, 0, 2, 5, 1, 0, 1, 3), Float64Array.of(8, 15, 11))!;
    expect(largestDifference(x, [1, 2, 3])).toBeLessThan(1e-14);
  });

  it('copes with a semidefinite one and refuses one that is not finite', () => {
    const x = solveSymmetric(Float64Array.of(1, 1, 1, 1), Float64Array.of(2, 2))!;
    expect(x[0]! + x[1]!).toBeCloseTo(2, 6);
    expect(solveSymmetric(Float64Array.of(NaN), Float64Array.of(1))).toBeUndefined();
  });
});
