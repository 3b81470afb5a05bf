import type { Expression } from '../expression/expression';
import type { Tree } from '../latex/tree';
import { readArguments } from './functions';
import { isSymbol } from './names';
import type { Reader } from './reader';

/**
 * The arguments of a function whose bracket may hold one bar: `f(x \mid \mu, \sigma^2)`. `given` counts those behind the bar;
 * 0 where there is none.
 */
export function readConditional(
  reader: Reader,
  body: readonly Tree[],
): { readonly args: Expression[]; readonly given: number } {
  const bars = body.flatMap((node, k) => (isSymbol(node, '\\mid', '|', '\\vert') ? [k] : []));
  const [at] = bars;
  if (bars.length !== 1 || at === undefined || at === 0 || at === body.length - 1)
    return { args: readArguments(reader, body), given: 0 };
  const before = readArguments(reader, body.slice(0, at));
  const after = readArguments(reader, body.slice(at + 1));
  return { args: [...before, ...after], given: after.length };
}
