import type { Expression } from '../expression/expression';
import type { Tree } from '../latex/tree';
import { mentions } from './folds';
import { readSequence, readSum, readTerm } from './grammar';
import { isSymbol, nameOf, solid } from './names';
import type { Reader, Stream } from './reader';
import { placed, unknown } from './reader';
import { inside } from './scripts';

const ARROWS = ['\\to', '\\rightarrow', '\\longrightarrow', '\\uparrow', '\\nearrow', '\\downarrow', '\\searrow'];

type Side = 'both' | 'left' | 'right';

/** `\lim_{x\to a} f(x)`, one-sided, at infinity. The body reaches to the next + or −, or, where it plainly goes on, to the end. */
export function readLimit(reader: Reader, stream: Stream): Expression | undefined {
  const node = stream.peek() as Tree;
  const base = node.kind === 'scripts' ? node.base : node;
  if (base?.kind !== 'operator' || base.name !== 'lim') return undefined;
  stream.next();
  const target =
    node.kind === 'scripts' && node.sub !== undefined && node.sup === undefined
      ? readTarget(reader, inside(node.sub))
      : undefined;
  if (target === undefined || stream.done) {
    stream.position = stream.nodes.length;
    return unknown(reader, node, '\\lim');
  }
  const start = stream.position;
  let body = readTerm(reader, stream);
  const goesOn = stream.rest().some((n) => isSymbol(n, '+', '-')) && mentions(stream.rest(), target.variable);
  if (goesOn && reader.choices.pick(`scope:${reader.formula}:${node.span.start}`, 2) === 0) {
    stream.position = start;
    body = readSum(reader, stream);
  }
  const place = placed(reader, node, stream.nodes[stream.position - 1]);
  // `\lim_{n\to\infty} \sum_{k=1}^n a_k` is the series.
  if (
    target.to.kind === 'constant' &&
    body.kind === 'fold' &&
    body.upper?.kind === 'symbol' &&
    body.upper.name === target.variable &&
    !speaksOf(body.body, target.variable)
  )
    return { ...body, upper: target.to, place };
  return { kind: 'limit', variable: target.variable, to: target.to, side: target.side, body, place };
}

const speaksOf = (e: Expression, name: string): boolean => JSON.stringify(e).includes(`"name":${JSON.stringify(name)}`);

/** `x \to 0^+`, `n \to \infty`, `h \downarrow 0`. */
function readTarget(
  reader: Reader,
  nodes: readonly Tree[],
): { readonly variable: string; readonly to: Expression; readonly side: Side } | undefined {
  let parts = solid(nodes);
  if (parts.length === 1 && parts[0]?.kind === 'environment')
    parts = solid(parts[0].rows[0]?.cells.flatMap((c) => c.body) ?? []);
  const [first, arrow, ...rest] = parts;
  const variable = first && nameOf(first);
  if (variable === undefined || !isSymbol(arrow, ...ARROWS) || rest.length === 0) return undefined;
  let side: Side = isSymbol(arrow, '\\uparrow', '\\nearrow')
    ? 'left'
    : isSymbol(arrow, '\\downarrow', '\\searrow')
      ? 'right'
      : 'both';
  let place: readonly Tree[] = rest;
  const last = rest[rest.length - 1] as Tree;
  const mark = (n: Tree | undefined): Side | undefined =>
    isSymbol(n, '+') ? 'right' : isSymbol(n, '-') ? 'left' : undefined;
  if (last.kind === 'scripts' && last.base !== undefined) {
    const sign = mark(
      last.sup !== undefined ? inside(last.sup)[0] : last.sub !== undefined ? inside(last.sub)[0] : undefined,
    );
    if (sign !== undefined) {
      side = sign;
      place = [...rest.slice(0, -1), last.base];
    }
  } else if (rest.length > 1 && mark(last) !== undefined) {
    // `x \to 0+`
    side = mark(last) as Side;
    place = rest.slice(0, -1);
  }
  if (place.some((n) => isSymbol(n, ','))) return undefined;
  const to = readSequence(reader, place);
  // `+\infty` is read as a sum of one term.
  return { variable, to: to.kind === 'add' && to.terms.length === 1 ? (to.terms[0] as Expression) : to, side };
}
