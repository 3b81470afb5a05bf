import type { Context } from '../context/context';
import type { Expression } from '../expression/expression';
import { divide, symbol } from '../expression/expression';
import { reach } from '../trial/reach';
import type { Equation } from '../trial/scope';

/**
 * The equalities of the context that bear on some expressions: those that speak of a quantity the expressions rest on, and
 * those that speak of the same quantities as these.
 */
export function bearingOn(expressions: readonly Expression[], context: Context, paragraph: number): Equation[] {
  const names = new Set(reach(expressions, context).base);
  const open = context.suppositions.filter((s) => s.paragraph === undefined || s.paragraph === paragraph);
  const found: Equation[] = [];
  for (let round = 0; round < 3; round++)
    for (const s of open) {
      if (found.includes(s)) continue;
      const own = reach([s.left, s.right], context);
      const spoken = [...own.base].filter((n) => !own.indexLetters.has(n));
      // Nothing new about the expressions is said by an equality that only has the number of samples in common with them.
      if (!spoken.some((n) => names.has(n))) continue;
      found.push(s);
      for (const n of spoken) names.add(n);
    }
  return found;
}

/** What letters with a bar customarily mean, where the note does not say: `x̄ = \frac1n \sum_i x_i` beside `x_i`. */
export function meansOf(expressions: readonly Expression[], context: Context): Equation[] {
  const reached = reach(expressions, context);
  const found: Equation[] = [];
  for (const name of reached.base) {
    const plain = /^\\(?:bar|overline)\{(.+)\}$/.exec(name)?.[1];
    if (plain === undefined || !(reached.quantities.has(`${plain}/1`) || context.seen.has(`${plain}/1`))) continue;
    const range = context.lastRange();
    if (range === undefined) continue;
    const { lower, upper } = range.range;
    if (lower.kind !== 'number' || lower.text !== '1') continue;
    const sum: Expression = {
      kind: 'fold',
      operation: 'sum',
      index: range.index,
      lower,
      upper,
      body: symbol(plain, [symbol(range.index)]),
    };
    found.push({ left: symbol(name), right: divide(sum, upper) });
  }
  return found;
}
