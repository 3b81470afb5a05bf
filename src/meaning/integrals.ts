import type { Expression } from '../expression/expression';
import type { Tree } from '../latex/tree';
import { readSequence } from './grammar';
import { differentialSign, isSymbol, nameOf, solid } from './names';
import type { Reader, Stream } from './reader';
import { placed, unknown } from './reader';
import { inside, labelText } from './scripts';

const isIntegral = (node: Tree | undefined): boolean => isSymbol(node?.kind === 'scripts' ? node.base : node, '\\int');

/** `\int_a^b f(x)\,dx`, with nested integrals, and `dx` in a numerator. What we cannot match to a differential is unknown. */
export function readIntegral(reader: Reader, stream: Stream): Expression | undefined {
  const node = stream.peek() as Tree;
  if (!isIntegral(node)) return undefined;
  stream.next();
  const lower = node.kind === 'scripts' && node.sub ? readSequence(reader, inside(node.sub)) : undefined;
  const upper = node.kind === 'scripts' && node.sup ? readSequence(reader, inside(node.sup)) : undefined;
  if ((lower === undefined) !== (upper === undefined)) return giveUp(reader, stream, node);
  const range = { ...(lower && { lower }), ...(upper && { upper }) };

  // The differential that closes this integral: each inner `\int` has one of its own before it.
  const rest = stream.rest();
  let depth = 1;
  for (let k = 0; k < rest.length; k++) {
    const here = rest[k] as Tree;
    if (isIntegral(here)) depth++;
    const variable = differentialAt(rest, k);
    if (variable !== undefined && --depth === 0) {
      const body = rest.slice(0, k);
      stream.position += k + variable.length;
      if (body.length === 0) return giveUp(reader, stream, node);
      return { kind: 'integral', variable: variable.name, ...range, body: readSequence(reader, body), place: placed(reader, node, stream.nodes[stream.position - 1]) };
    }
    if (here.kind === 'fraction' && depth === 1) {
      const split = withoutDifferential(here);
      if (split !== undefined) {
        const body = [...rest.slice(0, k), split.node];
        stream.position += k + 1;
        return { kind: 'integral', variable: split.name, ...range, body: readSequence(reader, body), place: placed(reader, node, here) };
      }
    }
  }
  return giveUp(reader, stream, node);
}

function giveUp(reader: Reader, stream: Stream, node: Tree): Expression {
  stream.position = stream.nodes.length;
  return unknown(reader, node, '\\int');
}

/** `dx`, `d\theta`, `dx_1`, `\mathrm{d}x` at a place of the sequence. */
function differentialAt(nodes: readonly Tree[], k: number): { readonly name: string; readonly length: number } | undefined {
  if (differentialSign(nodes[k]) !== 'd') return undefined;
  const variable = nodes[k + 1];
  if (variable === undefined) return undefined;
  const name = variableName(variable);
  return name === undefined ? undefined : { name, length: 2 };
}

function variableName(node: Tree): string | undefined {
  if (node.kind === 'scripts' && node.base && node.sup === undefined) {
    const base = nameOf(node.base);
    if (base === undefined) return undefined;
    return base + (node.sub ? `_{${labelText(node.sub)}}` : '') + "'".repeat(node.primes);
  }
  return nameOf(node);
}

/** `\frac{dx}{1+x^2}`: the fraction with the differential taken out of its numerator. */
function withoutDifferential(node: Extract<Tree, { kind: 'fraction' }>): { readonly node: Tree; readonly name: string } | undefined {
  const upper = solid(node.numerator);
  for (let k = 0; k < upper.length; k++) {
    const variable = differentialAt(upper, k);
    if (variable === undefined) continue;
    const left = [...upper.slice(0, k), ...upper.slice(k + variable.length)];
    const one: Tree = { kind: 'number', text: '1', span: (upper[k] as Tree).span };
    return { node: { ...node, numerator: left.length > 0 ? left : [one] }, name: variable.name };
  }
  return undefined;
}
