import type { Dataset } from './dataset';
import { takeSamples } from './dataset';
import { Random, streamSeed } from './random';
import type { FeatureTransform, TransformOptions } from './transform';
import { applyTransform, fitTransform } from './transform';

export interface PrepareOptions extends TransformOptions {
  /** Share of the samples kept for testing, 0 … 0.9. */
  readonly testShare: number;
  readonly seed: number;
}

/** Data ready for training, with the way back to the raw samples. */
export interface PreparedData {
  readonly raw: Dataset;
  readonly train: Dataset;
  /** Absent when no test share was asked for. */
  readonly test?: Dataset;
  /** Positions in `raw` of the training samples. */
  readonly trainPositions: Uint32Array;
  readonly testPositions: Uint32Array;
  readonly transform: FeatureTransform;
}

/**
 * Splits the samples (each class by the same share, so that both sides keep both classes) and transforms them. The
 * transform is learnt from the training samples alone.
 */
export function prepareData(raw: Dataset, options: PrepareOptions): PreparedData {
  const isTest = new Uint8Array(raw.n);
  const share = Math.max(0, Math.min(0.9, options.testShare));
  if (share > 0) {
    const order = new Random(streamSeed(options.seed, 1)).permutation(raw.n);
    for (const label of [0, 1]) {
      const members = order.filter((i) => (raw.y[i]! >= 0.5 ? 1 : 0) === label);
      const wanted = Math.min(Math.round(members.length * share), Math.max(0, members.length - 1));
      for (let k = 0; k < wanted; k++) isTest[members[k]!] = 1;
    }
  }
  const positions = Uint32Array.from({ length: raw.n }, (_, i) => i);
  const trainPositions = positions.filter((i) => isTest[i] === 0);
  const testPositions = positions.filter((i) => isTest[i] === 1);
  const rawTrain = share > 0 ? takeSamples(raw, trainPositions) : raw;
  const transform = fitTransform(rawTrain, options);
  const test = testPositions.length > 0 ? applyTransform(transform, takeSamples(raw, testPositions)) : undefined;
  return {
    raw,
    train: applyTransform(transform, rawTrain),
    ...(test ? { test } : {}),
    trainPositions,
    testPositions,
    transform,
  };
}
