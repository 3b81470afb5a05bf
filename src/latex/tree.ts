import type { Range } from '../expression/range';

/**
 * Positioned syntax of a formula. Every node has a `span` in the formula's LaTeX (`Formula.latex`); what a user macro
 * expanded to has the span of the macro's call. Parsing never throws: what could not be read is an `error` node, and a
 * message in `Syntax.problems`.
 */
export type Tree =
  /** One letter, sign or command without arguments: `x`, `+`, `=`, `\alpha`, `\cdot`, `\le`, `，`. `text` is as in LaTeX; Unicode signs are normalised (`−` to `-`, `α` to `\alpha`, `≤` to `\le`, `×` to `\times`, full-width signs to ASCII). */
  | { readonly kind: 'symbol'; readonly text: string; readonly span: Range }
  /** Digits with at most one decimal point: `12`, `0.5`, `.5`. */
  | { readonly kind: 'number'; readonly text: string; readonly span: Range }
  /** A word that is an operator's name: `\sin`, `\log`, `\max`, `\lim`, `\operatorname{sig}`, `\mathrm{Var}` when it has two letters or more. `name` is without the backslash. `limits` for `\operatorname*`. */
  | { readonly kind: 'operator'; readonly name: string; readonly command: string; readonly span: Range }
  /** `{…}`, braces that only group. */
  | { readonly kind: 'group'; readonly body: readonly Tree[]; readonly span: Range }
  /** Scripts and primes: `x_i^2`, `f''`, `\sum_{i=1}^n`. `base` is missing for a script on nothing. `sup` does not contain the primes. Braces around a single node are dropped: the `i` of `x_{i}` is a symbol. */
  | {
      readonly kind: 'scripts';
      readonly base?: Tree;
      readonly sub?: Tree;
      readonly sup?: Tree;
      readonly primes: number;
      readonly span: Range;
    }
  /** `\frac`, `\dfrac`, `\tfrac`, `\cfrac`, `{… \over …}`; for `\binom`, `\choose` the command is `\binom`. */
  | {
      readonly kind: 'fraction';
      readonly command: '\\frac' | '\\binom';
      readonly numerator: readonly Tree[];
      readonly denominator: readonly Tree[];
      readonly span: Range;
    }
  | {
      readonly kind: 'root';
      readonly radicand: readonly Tree[];
      readonly degree?: readonly Tree[];
      readonly span: Range;
    }
  /**
   * A bracketed stretch: `( )`, `[ ]`, `\{ \}`, `\langle \rangle`, `\lfloor \rfloor`, `\lceil \rceil`, `\lvert \rvert`, `\lVert \rVert`, `| |`, `\| \|`
   * made by `\left…\right` or by matching plain brackets. `open` and `close` are without size commands: `(`, `[`, `\{`, `\langle`,
   * `|`, `\|` (also for `\lvert`, `\lVert`), `.` (an empty delimiter of `\left.`); `|ψ⟩` has `|` and `\rangle`, and `<u, v>` is `\langle` `\rangle`. `\middle|` stays in the body as the symbol `\middle|`.
   */
  | {
      readonly kind: 'fenced';
      readonly open: string;
      readonly close: string;
      readonly body: readonly Tree[];
      readonly span: Range;
      readonly inner: Range;
      /** by `\left…\right`. */ readonly explicit: boolean;
    }
  /** `\hat x`, `\bar{x}`, `\vec v`, `\dot x`, `\tilde x`, `\overline{…}`, `\widehat{…}` (command normalised: `\hat` for `\widehat`, `\bar` for `\overline`, `\tilde` for `\widetilde`). */
  | { readonly kind: 'accent'; readonly command: string; readonly body: readonly Tree[]; readonly span: Range }
  /** A change of font: `\mathbf{x}`, `\boldsymbol`, `\bm`, `\mathcal`, `\mathbb`, `\mathrm{d}`, `{\rm d}`. `command` is normalised to `\mathbf` (also for `\boldsymbol`, `\bm`, `\pmb`), `\mathrm` (also `\rm`, `\textup`), `\mathcal` (also `\mathscr`), `\mathbb`, `\mathfrak`, `\mathsf`, `\mathit`. */
  | { readonly kind: 'styled'; readonly command: string; readonly body: readonly Tree[]; readonly span: Range }
  /** Words inside mathematics: `\text{…}`, `\mbox{…}`, and runs of CJK characters outside `\text`. */
  | { readonly kind: 'text'; readonly text: string; readonly span: Range }
  /** `\overset{a}{b}`, `\stackrel{a}{b}`, `\underset`, `\overbrace{b}^a`, `\underbrace{b}_a`, `\xrightarrow[u]{o}`. */
  | {
      readonly kind: 'stack';
      readonly command: string;
      readonly base: readonly Tree[];
      readonly over?: readonly Tree[];
      readonly under?: readonly Tree[];
      readonly span: Range;
    }
  /** A grid: `\begin{align*}…\end{align*}`, `\begin{pmatrix}`, `\begin{cases}`, `\substack{…}`, `\matrix{…}`. */
  | {
      readonly kind: 'environment';
      readonly name: string;
      readonly rows: readonly Row[];
      readonly span: Range;
      /** The `{ll}` of an array. */ readonly columns?: string;
    }
  /** `\quad`, `\qquad`, `~`, `\ ` are `wide`; `\,`, `\;`, `\!`, `\phantom{…}`, `\hspace{…}` of less than 1em are not. White space of the source makes no node. */
  | { readonly kind: 'space'; readonly wide: boolean; readonly command: string; readonly span: Range }
  /** `\\` or `&` outside any environment. */
  | { readonly kind: 'break'; readonly text: '\\\\' | '&'; readonly span: Range }
  /** `\tag{1}`, `\label{…}`, `\notag`, `\nonumber`, `\eqref{…}`, `\ref{…}`, `\color{…}`, `\limits`, `\displaystyle`, … : no meaning for mathematics. */
  | { readonly kind: 'ignored'; readonly command: string; readonly span: Range }
  /** A command that is not known, with the arguments in braces that followed it. */
  | {
      readonly kind: 'command';
      readonly command: string;
      readonly args: readonly (readonly Tree[])[];
      readonly span: Range;
    }
  /** Could not be read. */
  | { readonly kind: 'error'; readonly text: string; readonly message: string; readonly span: Range };

/** One row of a grid: its cells, left to right. */
export interface Row {
  readonly cells: readonly Cell[];
  readonly span: Range;
}

export interface Cell {
  readonly body: readonly Tree[];
  readonly span: Range;
}

/** A message about a place of a formula that could not be read as LaTeX. */
export interface SyntaxProblem {
  readonly message: string;
  readonly span: Range;
}

/** What a formula's LaTeX was parsed to. Plain brackets are not yet matched at the top level and in cells: see `matchFences`. */
export interface Syntax {
  readonly body: readonly Tree[];
  readonly problems: readonly SyntaxProblem[];
}
