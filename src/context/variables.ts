import { symbolNames } from '../expression/traverse';
import type { Context } from './context';

/** What a defined name without indices is a function of: the arguments that it was defined with, else the names that its definition speaks of. */
export function variablesOf(
  context: Context,
  name: string,
): { readonly names: readonly string[]; readonly explicit: boolean } | undefined {
  const definition = context.definitions(name, 0)[0];
  if (definition === undefined || definition.body.kind === 'tuple' || definition.body.kind === 'matrix')
    return undefined;
  if (definition.args === undefined) return { names: [...symbolNames(definition.body)], explicit: false };
  const names = definition.args.flatMap((a) => (a.kind === 'symbol' && a.indices.length === 0 ? [a.name] : []));
  return names.length === definition.args.length ? { names, explicit: true } : undefined;
}
