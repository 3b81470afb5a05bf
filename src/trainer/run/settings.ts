import type { OptimiserId } from '../optimise/optimiser';

/** When a run ends by itself; 0 switches a rule off. */
export interface StopRules {
  /** ‖∇J‖ at or below this. */
  readonly gradientNorm: number;
  /** |change of the loss| between two evaluations at or below this (full-batch runs only). */
  readonly lossChange: number;
  /** Passes over the data. */
  readonly epochs: number;
}

/** Everything that decides how a run goes, given its data. */
export interface RunSettings {
  readonly optimiser: OptimiserId;
  /** Learning rate η. */
  readonly rate: number;
  /** β of momentum and Nesterov. */
  readonly momentum: number;
  /** λ ≥ 0. */
  readonly lambda: number;
  /** Samples per step; 0 means all. */
  readonly batch: number;
  readonly bias: boolean;
  /** Weights, then bias; missing entries are 0. */
  readonly start: readonly number[];
  /** Seed of the order in which batches are drawn. */
  readonly seed: number;
  readonly stop: StopRules;
}

export const defaultSettings: RunSettings = {
  optimiser: 'gradient-descent',
  rate: 1,
  momentum: 0.9,
  lambda: 0,
  batch: 0,
  bias: true,
  start: [],
  seed: 1,
  stop: { gradientNorm: 1e-6, lossChange: 0, epochs: 10_000 },
};
