import type { Range } from '../expression/range';
import type { SourceMap } from './source-map';

/** The languages that a note may be written in. */
export type Language = 'markdown' | 'latex' | 'notebook' | 'plaintext';

/**
 * One stretch of mathematics in a note.
 *
 * `latex` is what an author would have typed in a plain `.tex` file: percent-decoding done, JSON escapes undone, block-quote
 * and list prefixes removed, `\r\n` made `\n`. It does not contain the delimiters (`$`, `\[`, image URL), but a bare
 * environment (`\begin{align*}…\end{align*}` outside any delimiter) is kept whole, with its `\begin` and `\end`.
 */
export interface Formula {
  readonly latex: string;
  /** Where each character of `latex` stands in the note. */
  readonly source: SourceMap;
  /** The formula with its delimiters, in the note. */
  readonly range: Range;
  /** A display of its own, not in the flow of a sentence. A formula image that is alone in its paragraph is a display. */
  readonly display: boolean;
}

/** A stretch of plain text between formulas. Code, comments, frontmatter, link targets and HTML tags are left out of `text`. */
export interface Prose {
  readonly text: string;
  /** Where the stretch stands in the note (a cover: `text` may leave out parts of it). */
  readonly range: Range;
}

/** One element of a note in reading order. */
export type Piece =
  | { readonly kind: 'formula'; readonly formula: Formula }
  | { readonly kind: 'prose'; readonly prose: Prose }
  /** A heading or a rule that begins a new section. Formulas in a heading are pieces of their own, right after it. */
  | { readonly kind: 'heading'; readonly level: number; readonly text: string; readonly range: Range }
  /** Something between formulas that ends a sentence: a blank line, a new list item, a table cell. */
  | { readonly kind: 'break'; readonly range: Range };

/** What is wrong with a note's text, said to its author. */
export interface Problem {
  readonly code:
    | 'unclosed-delimiter'
    | 'unclosed-environment'
    | 'invalid-json'
    | 'invalid-encoding'
    | 'invalid-comment'
    | 'too-large'
    | 'too-costly';
  readonly message: string;
  readonly range: Range;
}

/** A note, taken apart. */
export interface Note {
  readonly text: string;
  readonly language: Language;
  readonly pieces: readonly Piece[];
  /** Raw LaTeX of macro definitions that stand outside formulas (a preamble, `\newcommand` between paragraphs), in order. */
  readonly macros: readonly { readonly latex: string; readonly source: SourceMap }[];
  readonly problems: readonly Problem[];
}
