import type { ReasonCode, Role, Verdict } from '../../src/report/report';

/** What a worker is asked to do with one note. */
export interface Task {
  readonly path: string;
  /** Seeds to check the note with. Every verdict of the table comes from the first. */
  readonly seeds: readonly number[];
  /** Slips to plant in the note, one at a time. */
  readonly slips: number;
}

/** One relation of a note, as the tables show it. */
export interface Row {
  readonly line: number;
  readonly role: Role;
  readonly verdict: Verdict;
  readonly code?: ReasonCode;
  /** The token that is not understood. */
  readonly unknown?: string;
  readonly latex: string;
  readonly reading?: { readonly left: string; readonly right: string };
  readonly counterexample?: string;
  /** Missing where the checker does not ask once per relation whether to give up. */
  readonly milliseconds?: number;
}

/** A relation whose verdict is not the same with every seed, or a report that is not the same twice. */
export interface Instability {
  readonly line: number;
  readonly latex: string;
  readonly seed: number;
  readonly was: string;
  readonly becomes: string;
}

/** A slip that was planted in a relation that holds, and what the checker says of it. */
export interface SlipRow {
  readonly line: number;
  readonly kind: string;
  readonly was: string;
  readonly becomes: string;
  readonly sides: string;
  /** `lost` when the relation is no longer found. */
  readonly verdict: Verdict | 'lost';
  readonly code?: ReasonCode;
}

/** What became of one note. */
export type Outcome =
  | {
      readonly kind: 'checked';
      readonly path: string;
      readonly milliseconds: number;
      readonly rows: readonly Row[];
      readonly problems: readonly string[];
      readonly instabilities: readonly Instability[];
      readonly slips: readonly SlipRow[];
    }
  | { readonly kind: 'crashed'; readonly path: string; readonly message: string }
  | { readonly kind: 'hung'; readonly path: string; readonly seconds: number }
  | { readonly kind: 'unread'; readonly path: string; readonly message: string };
