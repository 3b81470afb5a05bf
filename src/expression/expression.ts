import type { Range } from './range';

/** Where an expression was written: a stretch of one formula's LaTeX. */
export interface Place extends Range {
  /** Index of the formula in the note. */
  readonly formula: number;
}

/** What stood between two factors. `implicit` is juxtaposition. For numbers all mean the product; for arrays they differ. */
export type ProductSign = 'implicit' | 'dot' | 'times' | 'star' | 'hadamard' | 'kronecker';

/** How a derivative was written: `∂` holds other quantities fixed, `d` does not, a gradient differentiates by a whole array. */
export type DerivativeStyle = 'partial' | 'total' | 'gradient';

export type ComparisonSign = '=' | '≠' | '<' | '≤' | '>' | '≥';

/** One variable of a derivative and how often: `∂²/∂x∂y` has two of order 1. */
export interface DerivativeVariable {
  readonly target: Expression;
  readonly order: number;
}

/** One case of a piecewise value. Without a condition it is the default. */
export interface Branch {
  readonly value: Expression;
  readonly condition?: Expression;
}

interface Placed {
  /** Where the note writes it. Missing for what a convention added. */
  readonly place?: Place;
}

/**
 * A reading of a formula: what it means, with every ambiguity decided. Plain data, immutable.
 *
 * Symbols are names: `x`, `\hat{y}`, `L_{CE}` (labels belong to the name), with indices apart (`x_{ij}` is `x` with two).
 * A vector or matrix is a symbol like any other; its shape is inferred later.
 */
export type Expression = Placed &
  (
    | { readonly kind: 'number'; /** Decimal text, exact: `12`, `0.25`. */ readonly text: string }
    | { readonly kind: 'constant'; readonly name: 'pi' | 'e' | 'i' | 'infinity' | 'euler' }
    | { readonly kind: 'symbol'; readonly name: string; readonly indices: readonly Expression[] }
    | { readonly kind: 'add'; readonly terms: readonly Expression[] }
    | { readonly kind: 'negate'; readonly of: Expression }
    | {
        readonly kind: 'multiply';
        readonly factors: readonly Expression[];
        /** One less than factors. */ readonly signs: readonly ProductSign[];
      }
    | { readonly kind: 'divide'; readonly numerator: Expression; readonly denominator: Expression }
    | { readonly kind: 'power'; readonly base: Expression; readonly exponent: Expression }
    /** A function with a fixed meaning: `log`, `sin`, `transpose`, `norm`, `trace`. */
    | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
    /** A function that the note names: `f(x)`, `L_i(w, b)`, `f''(x)`; `primes` counts derivatives by its only argument. */
    | {
        readonly kind: 'apply';
        readonly name: string;
        readonly indices: readonly Expression[];
        readonly args: readonly Expression[];
        readonly primes: number;
      }
    /** `Σ`, `∏`. Without `index` the range is that of a hidden sample; without bounds it is the index's usual range. */
    | {
        readonly kind: 'fold';
        readonly operation: 'sum' | 'product' | 'max' | 'min';
        readonly index?: string;
        readonly lower?: Expression;
        readonly upper?: Expression;
        /** A condition on the index: `i ≠ k`. */
        readonly condition?: Expression;
        readonly body: Expression;
      }
    | {
        readonly kind: 'derivative';
        readonly style: DerivativeStyle;
        readonly of: Expression;
        readonly by: readonly DerivativeVariable[];
      }
    | {
        readonly kind: 'integral';
        readonly variable: string;
        readonly lower?: Expression;
        readonly upper?: Expression;
        readonly body: Expression;
      }
    | {
        readonly kind: 'limit';
        readonly variable: string;
        readonly to: Expression;
        readonly side: 'both' | 'left' | 'right';
        readonly body: Expression;
      }
    /** `[F]_a^b`: the difference of F at two values of its variable. `variable` is missing where the note leaves it to the reader. */
    | {
        readonly kind: 'between';
        readonly body: Expression;
        readonly variable?: string;
        readonly lower: Expression;
        readonly upper: Expression;
      }
    /** `F|_{x=a}`. */
    | { readonly kind: 'at'; readonly body: Expression; readonly variable: Expression; readonly value: Expression }
    /** Rows of an explicit matrix; a column vector has rows of one entry. */
    | { readonly kind: 'matrix'; readonly rows: readonly (readonly Expression[])[] }
    /** `(a, b, c)`: a vector by its components, or a tuple. */
    | { readonly kind: 'tuple'; readonly items: readonly Expression[] }
    | { readonly kind: 'cases'; readonly branches: readonly Branch[] }
    | { readonly kind: 'compare'; readonly sign: ComparisonSign; readonly left: Expression; readonly right: Expression }
    | { readonly kind: 'logic'; readonly operation: 'and' | 'or' | 'not'; readonly of: readonly Expression[] }
    /** Something that is not understood. An expression that holds one is never tested. */
    | { readonly kind: 'unknown'; readonly token: string; readonly why: UnknownReason }
  );

/** `notation`: we do not know the sign. `prose`: words, sets, logic: no number at all. `dots`: an ellipsis whose pattern is not clear. `broken`: the LaTeX is broken here. */
export type UnknownReason = 'notation' | 'prose' | 'dots' | 'broken';

export type ExpressionOf<K extends Expression['kind']> = Extract<Expression, { readonly kind: K }>;

export const number = (value: number | string, place?: Place): Expression => {
  const text = String(value);
  if (text.startsWith('-')) return { kind: 'negate', of: number(text.slice(1), place), ...(place && { place }) };
  return { kind: 'number', text, ...(place && { place }) };
};

export const symbol = (name: string, indices: readonly Expression[] = [], place?: Place): ExpressionOf<'symbol'> => ({
  kind: 'symbol',
  name,
  indices,
  ...(place && { place }),
});

export const call = (name: string, args: readonly Expression[], place?: Place): Expression => ({
  kind: 'call',
  name,
  args,
  ...(place && { place }),
});

/** `factors` multiplied by juxtaposition; one factor is itself. */
export const multiply = (factors: readonly Expression[], place?: Place): Expression =>
  factors.length === 1
    ? (factors[0] as Expression)
    : { kind: 'multiply', factors, signs: factors.slice(1).map(() => 'implicit'), ...(place && { place }) };

export const add = (terms: readonly Expression[], place?: Place): Expression =>
  terms.length === 1 ? (terms[0] as Expression) : { kind: 'add', terms, ...(place && { place }) };

export const negate = (of: Expression, place?: Place): Expression => ({ kind: 'negate', of, ...(place && { place }) });

export const divide = (numerator: Expression, denominator: Expression, place?: Place): Expression => ({
  kind: 'divide',
  numerator,
  denominator,
  ...(place && { place }),
});

export const power = (base: Expression, exponent: Expression, place?: Place): Expression => ({
  kind: 'power',
  base,
  exponent,
  ...(place && { place }),
});
