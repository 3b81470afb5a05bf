import type { Dataset } from '../data/dataset';

/** A gradient by parameter: d numbers for the weights and one for the bias. */
export interface GradientParts {
  readonly w: ArrayLike<number>;
  readonly b: number;
}

/**
 * A gradient of the mean loss, as a function of the parameters, the data and λ.
 *
 * Called once per step with the samples of the step (all of them, or a batch). It must not keep or change its
 * arguments; NaN is allowed and shown.
 */
export type GradientFunction = (w: Float64Array, b: number, data: Dataset, lambda: number) => GradientParts;

/** A symbol of a formula that nothing in the data or the note gives a value. */
export interface UnboundSymbol {
  readonly symbol: string;
  /** What the symbol could mean here, likeliest first. */
  readonly offers: readonly SymbolBinding[];
}

/** What a symbol of a note may stand for in the trainer. */
export type SymbolBinding =
  | 'features'
  | 'labels'
  | 'weights'
  | 'bias'
  | 'lambda'
  | 'sample-count'
  | 'prediction'
  | 'score'
  | { readonly number: number };

/** Where a formula stands in a note. */
export interface NotePlace {
  readonly uri: string;
  /** 1-based. */
  readonly line: number;
}

/** What the note claims for one parameter. */
export interface FormulaPart {
  /** LaTeX of the right side, as in the note. */
  readonly latex: string;
  readonly place: NotePlace;
  /** The verdict that the checker gave the relation, if it judged it. */
  readonly verdict?: 'holds' | 'fails' | 'undecided' | 'given';
}

/**
 * A gradient formula of a note, as plain data: it is sent to the webview and on to its worker, where a
 * `FormulaCompiler` turns it into a function.
 */
export interface NoteFormula {
  readonly id: string;
  /** A short name for menus and legends, such as `∂C/∂wⱼ, line 58`. */
  readonly name: string;
  /** The claimed relation, LaTeX. */
  readonly latex: string;
  readonly place: NotePlace;
  /** The formula for the weights; absent when the note gives only the bias. The exact one fills the gap. */
  readonly weights?: FormulaPart;
  readonly bias?: FormulaPart;
  /** Whether the loss that the note differentiates has the L2 term. Without it, it is compared at λ = 0. */
  readonly regularised: boolean;
  /** Whether the model of the note has a bias (z = wᵀx + b, not z = wᵀx). */
  readonly hasBias: boolean;
  /** Whether the weight is one number (z = wx + b), so that only data with one feature fit. */
  readonly singleWeight?: boolean;
  /** How the formula was made a gradient of the mean loss; absent when it is one as it stands. */
  readonly adaptation?: 'averaged-over-samples' | 'divided-by-n';
  /** Samples that one step evaluates it on at most: of more an even choice is taken. Absent: all. */
  readonly mostSamples?: number;
  /** Symbols without a value. While there are any, the formula can't be evaluated. */
  readonly unbound: readonly UnboundSymbol[];
  /** Python code of the same gradient for the NumPy export: an expression in `X, y, w, b, lam`, by part. */
  readonly numpy?: { readonly w?: string; readonly b?: string };
  /** What the compiler needs; its shape is the compiler's own affair, but it must survive `postMessage` and JSON. */
  readonly payload: unknown;
}

/**
 * Makes functions of formulas, without `eval`. `weights` returns d numbers, `bias` one; a part that the formula does
 * not give is absent.
 */
export type FormulaCompiler = (formula: NoteFormula) => CompiledFormula;

export interface CompiledFormula {
  readonly weights?: (w: Float64Array, b: number, data: Dataset, lambda: number) => ArrayLike<number>;
  readonly bias?: (w: Float64Array, b: number, data: Dataset, lambda: number) => number;
}
