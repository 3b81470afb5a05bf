import type { Expression } from '../expression/expression';
import { call } from '../expression/expression';
import type { Tree } from '../latex/tree';
import { readBraKet } from './bra-ket';
import { readCommutator } from './commutators';
import { readArguments } from './functions';
import { readSequence } from './grammar';
import { readEnvironment } from './matrices';
import { isSymbol, solid } from './names';
import type { Reader } from './reader';
import { placed, unknown } from './reader';

/** A bracketed stretch: grouping, a tuple, an absolute value, a norm, an inner product. */
export function readBracket(reader: Reader, node: Extract<Tree, { kind: 'fenced' }>): Expression {
  const body = solid(node.body);
  const place = placed(reader, node);
  if (body.length === 0) return unknown(reader, node, node.open + node.close, 'broken');
  const kind = node.open + node.close;
  const listed = body.some((n) => isSymbol(n, ',', ';'));
  switch (kind) {
    case '()':
    case '[]':
      if (body.length === 1 && body[0]?.kind === 'environment') return readEnvironment(reader, body[0]);
      if (!listed) {
        const value = readSequence(reader, node.body);
        // The bracket belongs to the term's place, so that a repair can take it along.
        return value.kind === 'unknown' ? value : { ...value, place };
      }
      if (kind === '[]') return readCommutator(reader, node) ?? unknown(reader, node, '[…, …]');
      return { kind: 'tuple', items: readArguments(reader, node.body), place };
    case '\\{\\}': {
      const bracket = listed ? readCommutator(reader, node) : undefined;
      if (bracket !== undefined) return bracket;
      if (listed || body.some((n) => isSymbol(n, ':', '\\mid', '|', '=', '<', '>', '\\in')))
        return unknown(reader, node, '\\{…\\}', 'prose');
      return readSequence(reader, node.body);
    }
    case '||':
      return call('bars', [readSequence(reader, node.body)], place);
    case '\\|\\|':
      return call('norm', [readSequence(reader, node.body)], place);
    case '\\lfloor\\rfloor':
      return call('floor', [readSequence(reader, node.body)], place);
    case '\\lceil\\rceil':
      return call('ceil', [readSequence(reader, node.body)], place);
    case '\\langle\\rangle': {
      const state = readBraKet(reader, node);
      if (state !== undefined) return state;
      const args = listed ? readArguments(reader, node.body) : [];
      return args.length === 2 ? call('inner', args, place) : unknown(reader, node, '\\langle…\\rangle');
    }
    case '\\{.':
      if (body.length === 1 && body[0]?.kind === 'environment') return readEnvironment(reader, body[0]);
      return unknown(reader, node, '\\{');
    default:
      return readBraKet(reader, node) ?? unknown(reader, node, kind);
  }
}
