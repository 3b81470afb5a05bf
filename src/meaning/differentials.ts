import type { Expression } from '../expression/expression';
import { call } from '../expression/expression';
import type { Tree } from '../latex/tree';
import { readSequence } from './grammar';
import { differentialSign, nameOf } from './names';
import type { Reader, Stream } from './reader';
import { placed } from './reader';

/** `dx`, `\mathrm{d}u`, `dx_1` outside of integrals and derivatives: the differential of a quantity. */
export function readDifferential(reader: Reader, stream: Stream): Expression | undefined {
  const [sign, variable] = [stream.peek() as Tree, stream.peek(1)];
  if (differentialSign(sign) !== 'd' || variable === undefined || reader.knowledge.isDefined('d')) return undefined;
  const isPlain = sign.kind === 'symbol';
  if (isPlain && variable.span.start !== sign.span.end) return undefined;
  const base = variable.kind === 'scripts' ? (variable.base ?? variable) : variable;
  if (base.kind === 'operator' || base.kind === 'text' || nameOf(base) === undefined) return undefined;
  stream.next();
  stream.next();
  return call('differential', [readSequence(reader, [variable])], placed(reader, sign, variable));
}
