import type { Context } from '../context/context';
import type { Expression, ExpressionOf } from '../expression/expression';
import { add, multiply, symbol } from '../expression/expression';
import { print } from '../expression/print';
import { mapChildren, some, walk } from '../expression/traverse';
import { reach } from '../trial/reach';
import type { Reading } from './decide';

const isDifferential = (e: Expression): e is ExpressionOf<'call'> => e.kind === 'call' && e.name === 'differential';

/**
 * A relation between differentials, written with those of the independent variables alone: with `u = x^2 + 1`, `du = 2x\,dx` says
 * `(du/dx) dx = 2x dx` for every `dx`. `undefined` where no differential stands; `'alone'` where one side has none, or where
 * no variable is independent: then it is not known what the sign means.
 */
export function writtenInIndependents(reading: Reading, context: Context): Reading | 'alone' | undefined {
  const found = new Map<string, Expression>();
  const sides = [reading.left, reading.right];
  const has = sides.map((side) => some(side, isDifferential));
  if (!has.includes(true)) return undefined;
  if (has.includes(false)) return 'alone';
  for (const side of sides)
    walk(side, (part) => {
      if (isDifferential(part)) found.set(print(part.args[0] as Expression), part.args[0] as Expression);
    });
  const variables = [...found.values()];
  if (!variables.every((v) => v.kind === 'symbol')) return 'alone';
  const own = variables as ExpressionOf<'symbol'>[];

  /** Whether the value of `v` goes back to `w`: by definition, or as a derivative of the relation tells. */
  const tied = (v: ExpressionOf<'symbol'>, w: ExpressionOf<'symbol'>): boolean => {
    if (print(v) === print(w)) return false;
    if (context.definitions(v.name, v.indices.length).length > 0)
      return reach([v], context).expressions.some((e) => e !== v && some(e, (p) => print(p) === print(w)));
    return sides.some((side) =>
      some(
        side,
        (p) => p.kind === 'derivative' && print(p.of) === print(v) && p.by.some((b) => print(b.target) === print(w)),
      ),
    );
  };
  const independent = own.filter((v) => !own.some((w) => tied(v, w)));
  if (independent.length === 0) return 'alone';
  const rewrite = (e: Expression): Expression => {
    if (!isDifferential(e)) return mapChildren(e, rewrite);
    const v = e.args[0] as ExpressionOf<'symbol'>;
    const name = (w: Expression): Expression => symbol(`d${print(w)}`);
    if (independent.some((w) => print(w) === print(v))) return name(v);
    return add(
      independent
        .filter((w) => tied(v, w))
        .map((w) => multiply([{ kind: 'derivative', style: 'total', of: v, by: [{ target: w, order: 1 }] }, name(w)])),
      e.place,
    );
  };
  return { left: rewrite(reading.left), right: rewrite(reading.right) };
}
