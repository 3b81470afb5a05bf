import type { Range } from '../expression/range';
import type { Tree } from '../latex/tree';

/**
 * The meaning of a relation sign, whatever it was written as.
 * `assign` is `\gets`, `\leftarrow`; `define` is `:=`, `\triangleq`, `\overset{def}{=}`, `\equiv` stays `equivalent`;
 * `distributed` is `\sim`, `proportional` is `\propto`.
 */
export type SignKind =
  | 'equal'
  | 'define'
  | 'assign'
  | 'equivalent'
  | 'approximate'
  | 'less'
  | 'lessOrEqual'
  | 'greater'
  | 'greaterOrEqual'
  | 'proportional'
  | 'distributed';

/** A stretch of one formula: its nodes, and where they stand in that formula's LaTeX. */
export interface Slice {
  /** Index of the formula in the note. */
  readonly formula: number;
  /** Fences are matched. Rows that continue a side are joined; `&`, tags, labels and row breaks are taken out. */
  readonly nodes: readonly Tree[];
  /** From the first to the last node, in the formula's LaTeX, without trailing punctuation. Empty when `nodes` is empty. */
  readonly span: Range;
}

/**
 * One relation sign with its two sides, as the note writes it. `a = b = c` gives two, `a &= b \\ &= c` too.
 * What it is there for (its role) is decided later, with what the note has said so far.
 */
export interface Relation {
  readonly sign: { readonly kind: SignKind; readonly formula: number; readonly span: Range; readonly latex: string };
  readonly left: Slice;
  readonly right: Slice;
  /** Number of the statement (a chain) that the relation belongs to; all relations of `a = b = c` share it, also over displays. */
  readonly chain: number;
  /** Place in its chain, from 0. A relation with place > 0 has the right side of the one before it as its left side. */
  readonly place: number;
  /** Formula in which the chain began (a display that begins with `=` goes on from an earlier one). */
  readonly chainFormula: number;
  /** What the display said beside the statement: `\text{if } x > 0`, `\quad (n \ge 1)`, `\forall x`. */
  readonly conditions: readonly Slice[];
  /** Words in the display just before the statement (`\text{so}`, `\Rightarrow` as `=>`, `\Leftrightarrow` as `<=>`), joined by spaces. */
  readonly lead: string;
  /** The statement is a row of a `cases` or `array` that is itself the display: one of several that hold together, or alternatives. */
  readonly system: boolean;
}

/** Something a formula says that is no relation: a lone expression, `x \in \mathbb{R}^n`, `a \ne b`, `x \to 0`. Context reads assumptions from them. */
export interface Remark {
  readonly slice: Slice;
  readonly lead: string;
}

/** Everything that one note says in formulas, in the order of the note. */
export type Statement =
  { readonly kind: 'relation'; readonly relation: Relation } | { readonly kind: 'remark'; readonly remark: Remark };
