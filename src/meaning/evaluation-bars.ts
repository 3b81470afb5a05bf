import type { Expression } from '../expression/expression';
import type { Tree } from '../latex/tree';
import { readSequence } from './grammar';
import { isSymbol, nameOf, solid } from './names';
import type { Reader } from './reader';
import { placed } from './reader';
import { inside } from './scripts';

/** Whether a node is the bar of `F\big|_{x=a}` or `F\Big|_a^b`. */
export function isEvaluationBar(node: Tree | undefined): node is Extract<Tree, { kind: 'scripts' }> {
  return (
    node?.kind === 'scripts' &&
    isSymbol(node.base, '|', '\\vert', '\\middle|') &&
    node.sub !== undefined &&
    node.primes === 0
  );
}

/** What a bar with bounds makes of the expression before it. Undefined where the bar does not name its variable or bounds. */
export function evaluated(
  reader: Reader,
  body: Expression,
  bar: Extract<Tree, { kind: 'scripts' }>,
): Expression | undefined {
  const place = placed(reader, bar);
  const lower = solid(inside(bar.sub as Tree));
  const equals = lower.findIndex((n) => isSymbol(n, '='));
  if (bar.sup !== undefined) {
    const variable = equals === 1 ? nameOf(lower[0] as Tree) : undefined;
    const from = readSequence(reader, variable === undefined ? lower : lower.slice(2));
    return {
      kind: 'between',
      body,
      lower: from,
      upper: readSequence(reader, inside(bar.sup)),
      place,
      ...(variable !== undefined && { variable }),
    };
  }
  if (equals < 1) return undefined;
  return {
    kind: 'at',
    body,
    variable: readSequence(reader, lower.slice(0, equals)),
    value: readSequence(reader, lower.slice(equals + 1)),
    place,
  };
}
