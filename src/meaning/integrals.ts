import type { Expression } from '../expression/expression';
import { negate, number } from '../expression/expression';
import { symbolNames } from '../expression/traverse';
import type { Tree } from '../latex/tree';
import { readSequence, readTerm } from './grammar';
import { differentialSign, isSymbol, nameOf, solid } from './names';
import type { Reader, Stream } from './reader';
import { placed, unknown } from './reader';
import { inside, labelText } from './scripts';

/** How many variables each sign integrates over. */
const SIGNS: ReadonlyMap<string, number> = new Map([
  ['\\int', 1],
  ['\\iint', 2],
  ['\\iiint', 3],
]);

const baseOf = (node: Tree | undefined): Tree | undefined => (node?.kind === 'scripts' ? node.base : node);

function multiplicity(node: Tree | undefined): number {
  const base = baseOf(node);
  return base?.kind === 'symbol' ? (SIGNS.get(base.text) ?? 0) : 0;
}

interface Bounds {
  readonly lower?: Expression;
  readonly upper?: Expression;
  /** The variable, where a bound names it: `\int_{x=0}^1`. */
  readonly variable?: string;
}

const INFINITY: Expression = { kind: 'constant', name: 'infinity' };
const EVERYWHERE: Bounds = { lower: negate(INFINITY), upper: INFINITY };

/**
 * `\int_a^b f(x)\,dx`, nested and multiple integrals, `dx` in a numerator or in front, `\int_{\mathbb{R}}`. What we cannot match to a
 * differential, or an integral over a region that only its name gives, is unknown.
 */
export function readIntegral(reader: Reader, stream: Stream): Expression | undefined {
  const node = stream.peek() as Tree;
  const count = multiplicity(node);
  if (count === 0) {
    if (!isSymbol(baseOf(node), '\\oint', '\\oiint', '\\iiiint', '\\idotsint')) return undefined;
    stream.next();
    return giveUp(reader, stream, node);
  }
  stream.next();
  const bounds = readBounds(reader, node, count);
  if (bounds === undefined) return giveUp(reader, stream, node);

  const rest = stream.rest();
  const front = differentialsAt(rest, 0, count);
  if (front !== undefined && front.names.length === count) {
    // `\int dx\,f(x)`: the integrand follows, up to the next sum sign.
    stream.position += front.length;
    const next = stream.peek();
    const body = next === undefined || isSymbol(next, '+', '-') ? number(1) : readTerm(reader, stream);
    return integrals(front.names, bounds, body, reader, node, stream.nodes[stream.position - 1] as Tree);
  }

  // The differentials that close this integral: each inner sign has its own before them.
  let open = count;
  const names: string[] = [];
  const body: Tree[] = [];
  const close = (length: number): Expression => {
    stream.position += length;
    return integrals(
      names,
      bounds,
      body.length === 0 ? number(1) : readSequence(reader, body),
      reader,
      node,
      stream.nodes[stream.position - 1] as Tree,
    );
  };
  for (let k = 0; k < rest.length; k++) {
    const here = rest[k] as Tree;
    open += multiplicity(here);
    const variable = differentialAt(rest, k);
    const inner = variable === undefined ? withoutDifferential(here) : undefined;
    const found = variable?.name ?? inner?.name;
    if (found === undefined) {
      if (isSymbol(baseOf(here), '\\oint')) return giveUp(reader, stream, node);
      body.push(here);
      continue;
    }
    open--;
    if (open >= count) {
      // The differential of an inner integral.
      body.push(...rest.slice(k, k + (variable?.length ?? 1)));
    } else {
      names.push(found);
      if (inner !== undefined) body.push(inner.node);
    }
    k += (variable?.length ?? 1) - 1;
    if (open === 0) return close(k + 1);
  }
  return withoutVariable(reader, stream, node, bounds, count) ?? giveUp(reader, stream, node);
}

/** The innermost integral belongs to the first differential; only the last of several signs bears bounds here. */
function integrals(
  names: readonly string[],
  bounds: Bounds,
  body: Expression,
  reader: Reader,
  first: Tree,
  last: Tree,
): Expression {
  const place = placed(reader, first, last);
  if (bounds.variable !== undefined && bounds.variable !== names[0]) return unknown(reader, first, '\\int');
  if (names.some((n) => /^\\(mathbf|vec)\{/.test(n)))
    return unknown(reader, first, `d${names.find((n) => n.startsWith('\\')) ?? ''}`);
  const range = { ...(bounds.lower && { lower: bounds.lower }), ...(bounds.upper && { upper: bounds.upper }) };
  return names.reduce<Expression>(
    (inner, variable) => ({ kind: 'integral', variable, ...range, body: inner, place }),
    body,
  );
}

function readBounds(reader: Reader, node: Tree, count: number): Bounds | undefined {
  if (node.kind !== 'scripts' || (node.sub === undefined && node.sup === undefined)) return {};
  if (node.primes > 0) return undefined;
  if (node.sub !== undefined && node.sup !== undefined) {
    // `\iint_a^b` does not say whose bounds these are.
    if (count > 1) return undefined;
    let below = solid(inside(node.sub));
    let variable: string | undefined;
    if (below.length > 2 && isSymbol(below[1], '=')) {
      variable = nameOf(below[0] as Tree);
      below = below.slice(2);
    }
    return {
      lower: readSequence(reader, below),
      upper: readSequence(reader, inside(node.sup)),
      ...(variable !== undefined && { variable }),
    };
  }
  if (node.sub === undefined) return undefined;
  const region = solid(inside(node.sub));
  const label = region.map(labelText).join('');
  if (count === 1 && region.length === 1 && nameOf(region[0] as Tree) === '\\mathbb{R}') return EVERYWHERE;
  if (count > 1 && label === `R^${count}` && nameOf(baseOf(region[0]) as Tree) === '\\mathbb{R}') return EVERYWHERE;
  const bracket = region.length === 1 ? region[0] : undefined;
  if (count === 1 && bracket?.kind === 'fenced' && /^[[(][\])]$/.test(bracket.open + bracket.close)) {
    const comma = bracket.body.findIndex((n) => isSymbol(n, ','));
    if (comma > 0)
      return {
        lower: readSequence(reader, bracket.body.slice(0, comma)),
        upper: readSequence(reader, bracket.body.slice(comma + 1)),
      };
  }
  return undefined;
}

/** `\int x^2 = \frac{x^3}{3} + C`: no differential, but only one letter that it can be. */
function withoutVariable(
  reader: Reader,
  stream: Stream,
  node: Tree,
  bounds: Bounds,
  count: number,
): Expression | undefined {
  if (count !== 1 || stream.done) return undefined;
  const body = readTerm(reader, stream);
  const names = [...symbolNames(body)];
  const only = names[0];
  if (names.length !== 1 || only === undefined || !/^([rstuvxyz]|\\theta|\\tau)$/.test(only)) return undefined;
  return integrals([only], bounds, body, reader, node, stream.nodes[stream.position - 1] as Tree);
}

function giveUp(reader: Reader, stream: Stream, node: Tree): Expression {
  stream.position = stream.nodes.length;
  const base = baseOf(node);
  return unknown(reader, node, base?.kind === 'symbol' ? base.text : '\\int');
}

/** `dx\,dy` at a place of the sequence: at most `most` differentials in a row. */
function differentialsAt(
  nodes: readonly Tree[],
  from: number,
  most: number,
): { readonly names: string[]; readonly length: number } | undefined {
  const names: string[] = [];
  let k = from;
  while (names.length < most) {
    const found = differentialAt(nodes, k);
    if (found === undefined) break;
    names.push(found.name);
    k += found.length;
  }
  return names.length === 0 ? undefined : { names, length: k - from };
}

/** `dx`, `d\theta`, `dx_1`, `\mathrm{d}x` at a place of the sequence; not the `dy` of `dy/dx`. */
export function differentialAt(
  nodes: readonly Tree[],
  k: number,
): { readonly name: string; readonly length: number } | undefined {
  if (differentialSign(nodes[k]) !== 'd') return undefined;
  const variable = nodes[k + 1];
  if (variable === undefined) return undefined;
  if (isSymbol(nodes[k + 2], '/') && differentialSign(nodes[k + 3]) === 'd') return undefined;
  if (isSymbol(nodes[k - 1], '/') && k >= 3 && differentialSign(nodes[k - 3]) === 'd') return undefined;
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

/** `\frac{dx}{1+x^2}`: the fraction with the differential taken out of its numerator. `\frac{dy}{dx}` is a derivative. */
function withoutDifferential(node: Tree): { readonly node: Tree; readonly name: string } | undefined {
  if (node.kind !== 'fraction' || node.command !== '\\frac') return undefined;
  if (differentialSign(solid(node.denominator)[0]) !== undefined) return undefined;
  const upper = solid(node.numerator);
  if (upper.some((n) => multiplicity(n) > 0)) return undefined;
  for (let k = 0; k < upper.length; k++) {
    const variable = differentialAt(upper, k);
    if (variable === undefined) continue;
    const left = [...upper.slice(0, k), ...upper.slice(k + variable.length)];
    const one: Tree = { kind: 'number', text: '1', span: (upper[k] as Tree).span };
    return { node: { ...node, numerator: left.length > 0 ? left : [one] }, name: variable.name };
  }
  return undefined;
}
