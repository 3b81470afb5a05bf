import type { Expression } from '../expression/expression';
import { call } from '../expression/expression';
import type { Tree } from '../latex/tree';
import { beginsFactor, readFactor, readSequence } from './grammar';
import { completeDerivative, integerOf } from './derivatives';
import { differentialSign, isSymbol, nameOf, solid } from './names';
import type { Reader, Stream } from './reader';
import { placed, unknown } from './reader';
import { inside } from './scripts';

/** `\nabla L`, `\nabla_w L`, `\nabla^2 f`, `\nabla\cdot F`, `\nabla\times F`, `\partial_x f`, `(u\cdot\nabla) F`. */
export function readNabla(reader: Reader, stream: Stream): Expression | undefined {
  const node = stream.peek() as Tree;
  const advection = readAdvection(reader, stream, node);
  if (advection !== undefined) return advection;
  const base = node.kind === 'scripts' ? node.base : node;
  const sign = base?.kind === 'symbol' ? differentialSign(base) : undefined;
  if (sign === '∂' && node.kind === 'scripts' && node.sub !== undefined) {
    stream.next();
    const by = operatorVariables(reader, node);
    if (by === undefined) return unknown(reader, node, '∂');
    const byArray = by.some((v) => v.target.kind === 'symbol' && reader.knowledge.isArray(v.target.name));
    return completeDerivative(reader, stream, { style: byArray ? 'gradient' : 'partial', by }, node);
  }
  if (sign !== '∇') return undefined;
  stream.next();
  const power = node.kind === 'scripts' && node.sup ? integerOf(inside(node.sup)) : 1;
  if (power === undefined || power > 2) return unknown(reader, node, '∇');
  if (node.kind === 'scripts' && node.sub !== undefined) {
    const target = readSequence(reader, inside(node.sub));
    return completeDerivative(reader, stream, { style: 'gradient', by: [{ target, order: power }] }, node);
  }
  const next = stream.peek();
  if (power === 1 && isSymbol(next, '\\cdot', '\\times')) {
    stream.next();
    // `\nabla\cdot\nabla f`, `\nabla\times\nabla\times F`.
    const field = stream.done ? undefined : readFactor(reader, stream);
    if (field === undefined) return unknown(reader, node, '∇');
    return call(
      isSymbol(next, '\\cdot') ? 'divergence' : 'curl',
      [field],
      placed(reader, node, stream.nodes[stream.position - 1]),
    );
  }
  if (!beginsFactor(next)) return unknown(reader, node, '∇');
  const of = readOperand(reader, stream, node);
  if (of === undefined) return unknown(reader, node, '∇');
  return call(power === 2 ? 'laplacian' : 'gradient', [of], placed(reader, node, stream.nodes[stream.position - 1]));
}

/** One factor; `\nabla fg` may reach over both. */
function readOperand(reader: Reader, stream: Stream, first: Tree): Expression | undefined {
  const factors: Expression[] = [];
  const head = readFactor(reader, stream);
  if (head === undefined) return undefined;
  factors.push(head);
  const goesOn = (): boolean =>
    beginsFactor(stream.peek()) && differentialSign(stream.peek()) === undefined && !stream.spaceBefore(stream.peek());
  if (!goesOn() || reader.choices.pick(`nabla:${reader.formula}:${first.span.start}`, 2) === 0) return head;
  while (goesOn()) {
    const more = readFactor(reader, stream);
    if (more === undefined) break;
    factors.push(more);
  }
  return {
    kind: 'multiply',
    factors,
    signs: factors.slice(1).map(() => 'implicit'),
    place: placed(reader, first, stream.nodes[stream.position - 1]),
  };
}

/** `(\mathbf{u}\cdot\nabla)\mathbf{v}`. */
function readAdvection(reader: Reader, stream: Stream, node: Tree): Expression | undefined {
  if (node.kind !== 'fenced' || node.open !== '(') return undefined;
  const body = solid(node.body);
  if (body.length < 3 || !isSymbol(body[body.length - 1], '\\nabla') || !isSymbol(body[body.length - 2], '\\cdot'))
    return undefined;
  stream.next();
  const along = readSequence(reader, body.slice(0, -2));
  const of = beginsFactor(stream.peek()) ? readFactor(reader, stream) : undefined;
  if (of === undefined) return unknown(reader, node, '∇');
  return call('advection', [along, of], placed(reader, node, stream.nodes[stream.position - 1]));
}

/** The variables of `\partial_x`, `\partial_{xy}`, `\partial_x^2`, or undefined where it is no such operator. */
export function operatorVariables(
  reader: Reader,
  node: Extract<Tree, { kind: 'scripts' }>,
): { readonly target: Expression; readonly order: number }[] | undefined {
  if (node.sub === undefined) return undefined;
  const order = node.sup ? integerOf(inside(node.sup)) : 1;
  const targets = inside(node.sub);
  if (
    order === undefined ||
    targets.length === 0 ||
    !targets.every((t) => nameOf(t) !== undefined || t.kind === 'scripts')
  )
    return undefined;
  return targets.map((t) => ({ target: readSequence(reader, [t]), order: targets.length === 1 ? order : 1 }));
}
