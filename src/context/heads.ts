import type { Expression, ExpressionOf } from '../expression/expression';
import type { Context } from './context';

/** What a relation would define if its left side is new: a quantity or family, a function, or a quantity known as a whole expression. */
export type Head =
  | { readonly kind: 'quantity'; readonly name: string; readonly indices: readonly Expression[] }
  | {
      readonly kind: 'function';
      readonly name: string;
      readonly indices: readonly Expression[];
      readonly args: readonly Expression[];
    }
  | { readonly kind: 'whole'; readonly pattern: ExpressionOf<'derivative'> };

/** The head that an expression is, if it has the form of one. */
export function headOf(e: Expression, context: Context): Head | undefined {
  switch (e.kind) {
    case 'symbol':
      return e.indices.every(isIndexPattern) ? { kind: 'quantity', name: e.name, indices: e.indices } : undefined;
    case 'apply':
      if (e.primes > 0 || e.args.length === 0 || !e.indices.every(isIndexPattern)) return undefined;
      return { kind: 'function', name: e.name, indices: e.indices, args: e.args };
    case 'derivative': {
      const of = e.of.kind === 'symbol' || e.of.kind === 'apply' ? e.of : undefined;
      return of !== undefined && !context.defines(of.name) && !context.conventions.has(of.name)
        ? { kind: 'whole', pattern: e }
        : undefined;
    }
    default:
      return undefined;
  }
}

/** Whether the note has already said what the head stands for. */
export function isKnown(head: Head, context: Context): boolean {
  switch (head.kind) {
    case 'whole':
      return context.factFor(head.pattern) !== undefined;
    case 'quantity':
    case 'function': {
      const definitions = context.definitions(head.name, head.indices.length);
      return definitions.some(
        (d) =>
          (head.kind !== 'function' || d.args === undefined || d.args.length === head.args.length) &&
          d.indices.every((pattern, k) => covers(pattern, head.indices[k] as Expression)),
      );
    }
  }
}

/** Whether a function's head lists variables: `f(x, y)` or `f(μ, σ^2)`, not `f(a + b)` or `f(0)`. */
export function hasPlainArguments(head: Head): boolean {
  if (head.kind !== 'function') return true;
  const isPlain = (a: Expression): boolean => a.kind === 'symbol';
  return head.args.every(isPlain) || (head.args.some(isPlain) && head.args.every((a) => isPlain(a) || isSquare(a)));
}

/** `σ^2` as a variable of its own. */
const isSquare = (e: Expression): boolean =>
  e.kind === 'power' && e.base.kind === 'symbol' && e.exponent.kind === 'number';

function covers(pattern: Expression, index: Expression): boolean {
  if (pattern.kind !== 'number') return true;
  return index.kind !== 'number' || index.text === pattern.text;
}

function isIndexPattern(index: Expression): boolean {
  if (index.kind === 'symbol') return index.indices.length === 0;
  if (index.kind === 'number') return true;
  if (index.kind !== 'add' || index.terms.length !== 2) return false;
  const [a, b] = index.terms as [Expression, Expression];
  return (
    a.kind === 'symbol' &&
    a.indices.length === 0 &&
    (b.kind === 'number' || (b.kind === 'negate' && b.of.kind === 'number'))
  );
}
