import type { Context } from '../context/context';
import type { Expression } from '../expression/expression';
import { print } from '../expression/print';
import { mapChildren, symbolNames, walk } from '../expression/traverse';
import type { Reading } from './decide';

/**
 * Gives `[F]_a^b` its variable where F has several symbols: that of the definite integral with these bounds beside it, in this
 * relation or in the one that first wrote the bracket.
 */
export function withBarVariables(reading: Reading, context: Context): Reading {
  const integrals = new Map<string, Set<string>>();
  let open = false;
  for (const side of [reading.left, reading.right])
    walk(side, (part) => {
      if (part.kind === 'between' && part.variable === undefined) open = true;
      if (part.kind !== 'integral' || part.lower === undefined || part.upper === undefined) return;
      const bounds = `${print(part.lower)}..${print(part.upper)}`;
      integrals.set(bounds, (integrals.get(bounds) ?? new Set()).add(part.variable));
    });
  if (!open) return reading;
  const fill = (e: Expression): Expression => {
    const inner = mapChildren(e, fill);
    if (inner.kind !== 'between' || inner.variable !== undefined) return inner;
    const names = symbolNames(inner.body);
    const found = integrals.get(`${print(inner.lower)}..${print(inner.upper)}`);
    const variable = found?.size === 1 ? [...found][0] : context.barVariables.get(print(inner));
    if (variable === undefined || !names.has(variable)) return inner;
    context.barVariables.set(print(inner), variable);
    return { ...inner, variable };
  };
  return { left: fill(reading.left), right: fill(reading.right) };
}
