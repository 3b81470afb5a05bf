import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../../src/trainer/data/dataset';
import { datasetFromRows } from '../../../src/trainer/data/dataset';
import type { OptimiserId } from '../../../src/trainer/optimise/optimiser';
import { Run } from '../../../src/trainer/run/run';
import { curvatureBound } from '../../../src/trainer/model/curvature';
import { norm } from '../../../src/trainer/model/logistic';
import { holds, largestDifference, objectives, settings } from '../support';

interface Reference {
  readonly name: string;
  readonly lambda: number;
  readonly bias: boolean;
  readonly X: number[][];
  readonly y: number[];
  readonly w: number[];
  readonly b: number;
}

const file = new URL('../reference/optima.json', import.meta.url);
const references = (JSON.parse(readFileSync(file, 'utf8')) as { sets: Reference[] }).sets;

function trained(data: Dataset, lambda: number, bias: boolean, optimiser: OptimiserId): Run {
  const limit = curvatureBound({ data, lambda, bias });
  const rate = optimiser === 'nesterov' ? 1 / limit : 1.9 / limit;
  const run = new Run(
    { train: data },
    settings({
      optimiser,
      lambda,
      bias,
      rate,
      momentum: 0.995,
      stop: { gradientNorm: 1e-10, lossChange: 0, epochs: 2e5 },
    }),
  );
  while (run.step());
  return run;
}

describe.each(references)('scikit-learn on $name', ({ X, y, lambda, bias, w, b }) => {
  const data = datasetFromRows(X, y);
  it.each(['newton', 'l-bfgs', 'nesterov'] as const)('has the optimum that %s finds', (optimiser) => {
    const { state } = trained(data, lambda, bias, optimiser);
    expect(largestDifference(state.theta, [...w, b])).toBeLessThan(1e-6);
  });
});

describe('plain gradient descent', () => {
  it.each(references)('comes to the same optimum on $name', ({ X, y, lambda, bias, w, b }) => {
    const { state } = trained(datasetFromRows(X, y), lambda, bias, 'gradient-descent');
    expect(largestDifference(state.theta, [...w, b])).toBeLessThan(1e-6);
  });
});

describe('at an optimum', () => {
  it('the gradient is 0 and all methods that search agree', () => {
    holds(
      objectives,
      ({ data, lambda, bias }) => {
        const runs = (['newton', 'l-bfgs', 'line-search'] as const).map((id) => trained(data, lambda, bias, id).state);
        for (const { gradient, theta } of runs) {
          expect(norm(gradient)).toBeLessThan(1e-7);
          expect(largestDifference(theta, runs[0]!.theta)).toBeLessThan(1e-4);
        }
      },
      12,
    );
  });
});
