import type { Range } from '../expression/range';
import type { Language, Problem } from '../notes/note';

/** What a relation is there for. */
export type Role =
  'step' | 'definition' | 'redefinition' | 'condition' | 'equation' | 'update' | 'approximation' | 'bound';

export type Verdict = 'holds' | 'fails' | 'undecided' | 'given';

/** Why a relation is undecided. */
export type ReasonCode =
  | 'unknown-notation'
  | 'unknown-quantity'
  | 'ambiguous'
  | 'suspect'
  | 'no-valid-points'
  | 'imprecise'
  | 'too-costly'
  | 'not-numeric';

/** A stretch of the note: its LaTeX as extracted, and where it stands in the note (UTF-16 offsets). */
export interface Part {
  readonly latex: string;
  readonly range: Range;
}

export interface Counterexample {
  /** Every symbol that matters, in the order of first mention, with a value that can be read (`0.25`, `-3`, `[1, 2]`). */
  readonly values: readonly { readonly symbol: string; readonly value: string }[];
  readonly left: string;
  readonly right: string;
}

export interface Reason {
  readonly code: ReasonCode;
  readonly message: string;
  /** The place in the note that the reason is about. */
  readonly range?: Range;
}

/** The likeliest slip behind a failure. */
export interface Explanation {
  readonly kind: string;
  readonly message: string;
  readonly suggestion?: { readonly range: Range; readonly newText: string };
}

/** One relation of a note, judged. */
export interface Finding {
  readonly sign: Part;
  readonly left: Part;
  readonly right: Part;
  readonly role: Role;
  readonly verdict: Verdict;
  /** Valid trials in which the sides were compared. */
  readonly points?: number;
  /** How the sides were understood, in plain linear notation. */
  readonly reading?: { readonly left: string; readonly right: string };
  readonly counterexample?: Counterexample;
  readonly explanation?: Explanation;
  readonly reason?: Reason;
  /** Places of the note (definitions, assumptions) that the verdict rests on. */
  readonly uses?: readonly Range[];
  /** The side that is undefined where the other is defined, in words: a domain remark, not a failure. */
  readonly domain?: string;
  /** The formula that the sign stands in, with its delimiters. */
  readonly formula?: { readonly range: Range; readonly display: boolean };
  /** The relation gives a gradient of a loss that logistic regression can be trained with: its number for `gradientFormulas`. */
  readonly gradient?: number;
  /** A few of the points that were tried, to be shown as a table. */
  readonly trials?: readonly Counterexample[];
}

/** Everything the checker has to say about one note. */
export interface NoteReport {
  readonly language: Language;
  /** In the order of the signs in the note. */
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
}

/** Something that settings or a comment state. */
export interface Stated {
  readonly latex: string;
  /** Where a comment of the note states it: it holds from there on. Missing: it holds in the whole note. */
  readonly range?: Range;
}

export interface CheckOptions {
  readonly language?: Language;
  /** Seed of all random models. Default 1. */
  readonly seed?: number;
  /** Valid trials wanted for each relation. Default 12, at least 8. */
  readonly points?: number;
  /** Language of messages. Default `en`. */
  readonly locale?: 'en' | 'zh-cn';
  /** Most work to spend on one relation, in evaluated nodes; what costs more is `too-costly`. Missing: the checker's own limit. */
  readonly budget?: number;
  /** Macro definitions that hold before the note begins: `\newcommand`, `\def`, `\DeclareMathOperator`. */
  readonly macros?: string;
  /** What is known beside the note's own words: `x > 0`, `n \in \mathbb{N}`, `n integer`. */
  readonly assumptions?: readonly Stated[];
  /** Definitions beside the note's own: `σ = sigmoid`, `L = \sum_i x_i`. */
  readonly definitions?: readonly Stated[];
  /** Asked now and then: whether to give up (`cancelled` is thrown by no one: the report holds what was done so far, the rest `too-costly`). */
  readonly cancelled?: () => boolean;
}
