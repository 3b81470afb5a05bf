import type { PresetId } from './data/presets';
import { presetById } from './data/presets';
import type { RunSettings } from './run/settings';
import { defaultSettings } from './run/settings';

/** Where the samples come from. */
export type DataSource =
  | {
      readonly kind: 'preset';
      readonly preset: PresetId;
      readonly size: number;
      readonly noise: number;
      readonly seed: number;
    }
  | {
      /** Samples by value: drawn by hand, pasted or read from a file. */
      readonly kind: 'points';
      readonly name: string;
      readonly names: readonly string[];
      /** n × d, row by row. */
      readonly x: readonly number[];
      readonly y: readonly number[];
    };

/** One run of a comparison: what makes it different. */
export interface RunPlan {
  readonly id: string;
  readonly settings: RunSettings;
  /** Id of the note's formula to train with; absent: the exact gradient. */
  readonly formula?: string;
}

/** All that is needed to open the trainer just as it was: plain data, fit for JSON. */
export interface TrainerState {
  readonly version: 1;
  readonly source: DataSource;
  readonly standardise: boolean;
  readonly degree: number;
  readonly testShare: number;
  readonly splitSeed: number;
  /** At least one; the first is the one that the controls show. */
  readonly runs: readonly RunPlan[];
  /** Steps made, so that a reopened panel can go there again. */
  readonly steps: number;
  readonly view: ViewState;
}

export interface ViewState {
  /** Scales of the loss plot. */
  readonly logX: boolean;
  readonly logY: boolean;
  /** The two parameters of the contour plot, as positions in θ. */
  readonly contour: readonly [number, number];
  /** The run in front, by id. */
  readonly selected: string;
  /** Steps per second, 0 for as fast as it goes. */
  readonly speed: number;
}

/** The trainer with a preset's data and its suggested settings. */
export function stateForPreset(id: PresetId): TrainerState {
  const defaults = presetById(id)!.defaults;
  return {
    version: 1,
    source: { kind: 'preset', preset: id, size: defaults.size, noise: defaults.noise, seed: 1 },
    standardise: false,
    degree: defaults.degree,
    testShare: 0,
    splitSeed: 1,
    runs: [
      {
        id: 'a',
        settings: { ...defaultSettings, rate: defaults.rate, lambda: defaults.lambda, start: defaults.start ?? [] },
      },
    ],
    steps: 0,
    view: { logX: false, logY: false, contour: [0, 1], selected: 'a', speed: 60 },
  };
}
