import type { ComparisonSign, Expression } from '../expression/expression';
import type { Tree } from '../latex/tree';
import { readSequence, readSum, readTerm } from './grammar';
import { isSymbol, nameOf } from './names';
import type { Reader, Stream } from './reader';
import { placed, unknown } from './reader';
import { inside } from './scripts';

const FOLDS: ReadonlyMap<string, 'sum' | 'product'> = new Map([
  ['\\sum', 'sum'],
  ['\\prod', 'product'],
  ['\\coprod', 'product'],
]);

interface Bounds {
  /** The variables, outermost first: `\sum_{i,j}`. */
  readonly indices: readonly string[];
  readonly lower?: Expression;
  readonly upper?: Expression;
  readonly condition?: Expression;
}

/** `\sum_{i=1}^n body`, `\prod_k`, `\sum body`. The body reaches to the next + or −, or, where it plainly goes on, to the end. */
export function readFold(reader: Reader, stream: Stream): Expression | undefined {
  const node = stream.peek() as Tree;
  const base = node.kind === 'scripts' ? node.base : node;
  if (base?.kind !== 'symbol') return undefined;
  const operation = FOLDS.get(base.text);
  if (operation === undefined) return undefined;
  stream.next();
  const bounds = readBounds(reader, node);
  if (bounds === undefined) {
    stream.position = stream.nodes.length;
    return unknown(reader, node, base.text);
  }
  if (stream.done) return unknown(reader, node, base.text, 'broken');
  const start = stream.position;
  // `\sum_i p_i - q_i`: the sum goes on behind the sign where its variable still occurs there.
  const reaches = (): boolean =>
    stream.rest().some((n) => isSymbol(n, '+', '-')) && bounds.indices.some((i) => mentions(stream.rest(), i));
  let body = readTerm(reader, stream);
  if (reaches() && reader.choices.pick(`scope:${reader.formula}:${node.span.start}`, 2) === 1) {
    stream.position = start;
    body = readSum(reader, stream);
  }
  const place = placed(reader, node, stream.nodes[stream.position - 1]);
  if (bounds.indices.length === 0)
    return {
      kind: 'fold',
      operation,
      body,
      place,
      ...(bounds.lower && { lower: bounds.lower }),
      ...(bounds.upper && { upper: bounds.upper }),
    };
  return bounds.indices.reduceRight<Expression>(
    (inner, index, k) => ({
      kind: 'fold',
      operation,
      index,
      body: inner,
      place,
      ...(bounds.lower && { lower: bounds.lower }),
      ...(bounds.upper && { upper: bounds.upper }),
      // A condition may speak of all variables: it stands in the innermost sum.
      ...(bounds.condition && k === bounds.indices.length - 1 && { condition: bounds.condition }),
    }),
    body,
  );
}

function readBounds(reader: Reader, node: Tree): Bounds | undefined {
  if (node.kind !== 'scripts') return { indices: [] };
  const upper = node.sup && readSequence(reader, inside(node.sup));
  if (node.sub === undefined) return { indices: [], ...(upper && { upper }) };
  let parts = inside(node.sub);
  if (parts.length === 1 && parts[0]?.kind === 'environment') {
    const rows = parts[0].rows.flatMap((row, k) => [...(k ? [comma(node)] : []), ...row.cells.flatMap((c) => c.body)]);
    parts = rows.filter((n) => n.kind !== 'space' && n.kind !== 'ignored');
  }
  const indices: string[] = [];
  let lower: Expression | undefined;
  let condition: Expression | undefined;
  for (const part of splitAt(parts, ',')) {
    const at = part.findIndex((n) =>
      isSymbol(n, '=', '\\ne', '\\neq', '<', '>', '\\le', '\\leq', '\\leqslant', '\\ge', '\\geq', '\\geqslant', '\\in'),
    );
    const name = part.length > 0 ? nameOf(part[0] as Tree) : undefined;
    if (at < 0) {
      if (part.length === 1 && name !== undefined) indices.push(name);
      else if (part.length > 1 && part.every((n) => nameOf(n) !== undefined && n.kind === 'symbol'))
        indices.push(...part.map((n) => nameOf(n) as string));
      else return undefined;
      continue;
    }
    const sign = part[at] as Tree;
    if (isSymbol(sign, '\\in') || name === undefined || at !== 1) return undefined;
    const rest = part.slice(2);
    if (rest.length === 0) return undefined;
    if (isSymbol(sign, '=')) {
      indices.push(name);
      lower = readSequence(reader, rest);
    } else if (isSymbol(sign, '\\ge', '\\geq', '\\geqslant') && !indices.includes(name)) {
      indices.push(name);
      lower = readSequence(reader, rest);
      if (upper === undefined) return { indices, lower, upper: { kind: 'constant', name: 'infinity' } };
    } else {
      if (!indices.includes(name)) indices.push(name);
      condition = {
        kind: 'compare',
        sign: comparison(sign),
        left: { kind: 'symbol', name, indices: [] },
        right: readSequence(reader, rest),
      };
    }
  }
  return { indices, ...(lower && { lower }), ...(upper && { upper }), ...(condition && { condition }) };
}

const comma = (node: Tree): Tree => ({ kind: 'symbol', text: ',', span: node.span });

function comparison(node: Tree): ComparisonSign {
  if (isSymbol(node, '<')) return '<';
  if (isSymbol(node, '>')) return '>';
  if (isSymbol(node, '\\le', '\\leq', '\\leqslant')) return '≤';
  if (isSymbol(node, '\\ge', '\\geq', '\\geqslant')) return '≥';
  return isSymbol(node, '\\ne', '\\neq') ? '≠' : '=';
}

function splitAt(nodes: readonly Tree[], sign: string): Tree[][] {
  const parts: Tree[][] = [[]];
  for (const node of nodes) {
    if (isSymbol(node, sign)) parts.push([]);
    else (parts[parts.length - 1] as Tree[]).push(node);
  }
  return parts.filter((p) => p.length > 0);
}

/** Whether a name occurs anywhere in the nodes. */
export function mentions(nodes: readonly Tree[], name: string): boolean {
  return nodes.some((node) => {
    if (nameOf(node) === name) return true;
    switch (node.kind) {
      case 'group':
      case 'fenced':
      case 'accent':
      case 'styled':
        return mentions(node.body, name);
      case 'scripts':
        return mentions(
          [node.base, node.sub, node.sup].filter((n): n is Tree => n !== undefined),
          name,
        );
      case 'fraction':
        return mentions(node.numerator, name) || mentions(node.denominator, name);
      case 'root':
        return mentions(node.radicand, name);
      default:
        return false;
    }
  });
}
