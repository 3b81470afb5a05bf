import fc from 'fast-check';
import type { Dataset } from '../../src/trainer/data/dataset';
import { datasetFromRows } from '../../src/trainer/data/dataset';
import type { Objective } from '../../src/trainer/model/logistic';
import type { RunSettings } from '../../src/trainer/run/settings';
import { defaultSettings } from '../../src/trainer/run/settings';

/** Four points on a line, as in many lecture notes. */
export const fourPoints: Dataset = datasetFromRows(
  [
    [1, 2],
    [3, 4],
    [5, 6],
    [7, 8],
  ],
  [0, 0, 1, 1],
);

export function settings(changes: Partial<RunSettings>): RunSettings {
  return { ...defaultSettings, ...changes };
}

/** Random data sets of 2 … 12 samples in 1 … 4 features, with both classes. */
export const datasets: fc.Arbitrary<Dataset> = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 2, max: 12 }))
  .chain(([d, n]) =>
    fc.tuple(
      fc.array(fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: d, maxLength: d }), {
        minLength: n,
        maxLength: n,
      }),
      fc.array(fc.integer({ min: 0, max: 1 }), { minLength: n, maxLength: n }),
    ),
  )
  .map(([rows, labels]) => datasetFromRows(rows, [0, 1, ...labels.slice(2)]));

/** Random objectives with λ between 0.01 and 1, so that they have one optimum. */
export const objectives: fc.Arbitrary<Objective> = fc.record({
  data: datasets,
  lambda: fc.double({ min: 0.01, max: 1, noNaN: true }),
  bias: fc.boolean(),
});

/** Parameters for an objective. */
export function parameters(size: number): fc.Arbitrary<Float64Array> {
  return fc
    .array(fc.double({ min: -4, max: 4, noNaN: true }), { minLength: size, maxLength: size })
    .map((values) => Float64Array.from(values));
}

/** Runs a property with a fixed seed that is shown when it fails. */
export function holds<T>(arbitrary: fc.Arbitrary<T>, claim: (value: T) => void, runs = 60): void {
  fc.assert(fc.property(arbitrary, claim), { seed: 20260711, numRuns: runs });
}

export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let most = a.length === b.length ? 0 : Infinity;
  for (let j = 0; j < a.length; j++) most = Math.max(most, Math.abs(a[j]! - b[j]!));
  return most;
}
