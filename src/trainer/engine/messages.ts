import type { FeatureTransform } from '../data/transform';
import type { GradientCheck } from '../check/gradient-check';
import type { NoteFormula } from '../formula/note-formula';
import type { Confusion } from '../metrics/confusion';
import type { Roc } from '../metrics/roc';
import type { RunState } from '../run/run';
import type { RunPlan, TrainerState } from '../state';

/** What is to be trained on and how: everything of the state that changes the numbers. */
export type Problem = Pick<TrainerState, 'source' | 'standardise' | 'degree' | 'testShare' | 'splitSeed'> & {
  readonly runs: readonly RunPlan[];
  readonly formulas: readonly NoteFormula[];
};

/** What the page asks of the engine. */
export type EngineRequest =
  /** Makes data and runs anew, and goes to the given step. `serial` comes back with every answer about them. */
  | { readonly type: 'load'; readonly serial: number; readonly problem: Problem; readonly steps: number }
  /** Steps per second, 0 for as many as fit. */
  | { readonly type: 'play'; readonly speed: number }
  | { readonly type: 'pause' }
  | { readonly type: 'step'; readonly count: number }
  | { readonly type: 'back' }
  | { readonly type: 'reset' }
  /** The page has drawn the last progress and is ready for the next. */
  | { readonly type: 'drawn' }
  | { readonly type: 'metrics'; readonly run: string }
  | { readonly type: 'check'; readonly formula: string; readonly run: string; readonly seed: number }
  | {
      /** Losses over a grid of two parameters, the others as in the run. */
      readonly type: 'contour';
      readonly run: string;
      readonly axes: readonly [number, number];
      readonly low: readonly [number, number];
      readonly high: readonly [number, number];
      readonly resolution: number;
    }
  | { readonly type: 'export'; readonly kind: ExportKind; readonly run: string };

export type ExportKind = 'history' | 'data' | 'parameters' | 'numpy';

/** The samples for looking at: all of them, or an even choice of at most `shown`. */
export interface ShownSamples {
  readonly n: number;
  readonly d: number;
  readonly names: readonly string[];
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** 1 where the sample is in the test part. */
  readonly isTest: Uint8Array;
}

export interface RunProgress {
  readonly id: string;
  readonly state: RunState;
  /** New rows of the history (`recordFromRow`), to be put from `from` on; what was there after is void. */
  readonly from: number;
  readonly rows: Float64Array;
}

export interface ScoredPart {
  readonly confusion: Confusion;
  readonly logLoss: number;
  readonly roc: Roc;
}

export type EngineAnswer =
  | {
      readonly type: 'loaded';
      readonly serial: number;
      readonly shown: ShownSamples;
      readonly total: number;
      readonly train: number;
      readonly test: number;
      readonly transform: FeatureTransform;
      /** For each run, doubles per row of its history, and 2/L where there is such a limit (else NaN). */
      readonly runs: readonly { readonly id: string; readonly width: number; readonly limit: number }[];
    }
  | {
      readonly type: 'progress';
      readonly serial: number;
      readonly playing: boolean;
      readonly runs: readonly RunProgress[];
    }
  | {
      readonly type: 'metrics';
      readonly serial: number;
      readonly run: string;
      readonly train: ScoredPart;
      readonly test?: ScoredPart;
    }
  | {
      readonly type: 'checked';
      readonly serial: number;
      readonly formula: string;
      readonly check: GradientCheck;
      /** λ that was compared at: 0 when the note's loss has no L2 term. */
      readonly lambda: number;
      /** Samples that were compared on. */
      readonly samples: number;
    }
  | {
      readonly type: 'contour';
      readonly serial: number;
      readonly run: string;
      readonly axes: readonly [number, number];
      readonly low: readonly [number, number];
      readonly high: readonly [number, number];
      readonly resolution: number;
      /** resolution² losses, the first axis fastest. */
      readonly losses: Float64Array;
    }
  | {
      readonly type: 'exported';
      readonly kind: ExportKind;
      /** Absent when there is nothing to write (a formula without a Python form). */
      readonly text?: string;
    };
