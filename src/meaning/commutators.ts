import type { Expression } from '../expression/expression';
import { call } from '../expression/expression';
import type { Tree } from '../latex/tree';
import { readSequence } from './grammar';
import { isSymbol, nameOf, solid } from './names';
import type { Reader } from './reader';
import { placed } from './reader';

const COMMUTATOR_WORDS =
  /commut|operator|pauli|quantum|qubit|spin|lie (algebra|bracket)|matri|hamiltonian|对易|算符|量子|泡利|矩阵|自旋|李括号/;
const ANTICOMMUTATOR_WORDS = /anti-?\s?commut|反对易|fermion|费米子|dirac matri|clifford/;

/**
 * `[A, B]` as AB − BA and `\{A, B\}` as AB + BA, where the note's words or the two letters speak of operators. A bracket with two
 * numbers is an interval, and one with braces a set or a Poisson bracket, unless something says otherwise.
 */
export function readCommutator(reader: Reader, node: Extract<Tree, { kind: 'fenced' }>): Expression | undefined {
  const parts: Tree[][] = [[]];
  for (const part of solid(node.body)) {
    if (isSymbol(part, ',')) parts.push([]);
    else (parts[parts.length - 1] as Tree[]).push(part);
  }
  const [first, second] = parts;
  if (parts.length !== 2 || first === undefined || second === undefined || first.length === 0 || second.length === 0)
    return undefined;
  const arrays = [first, second].every((side) => side.some((n) => bearsArray(reader, n)));
  const words = node.open === '[' ? COMMUTATOR_WORDS : ANTICOMMUTATOR_WORDS;
  const named = [first, second].every((side) => side.some(bearsName));
  if (!arrays && !(named && words.test(reader.usage.prose))) return undefined;
  const args = [readSequence(reader, first), readSequence(reader, second)];
  return call(node.open === '[' ? 'commutator' : 'anticommutator', args, placed(reader, node));
}

function bearsName(node: Tree): boolean {
  if (node.kind === 'fenced') return node.body.some(bearsName);
  const base = node.kind === 'scripts' ? node.base : node;
  return base !== undefined && (nameOf(base) !== undefined || (base.kind === 'fenced' && base.body.some(bearsName)));
}

/** Whether a name of operators or matrices stands in the node. */
function bearsArray(reader: Reader, node: Tree): boolean {
  if (node.kind === 'fenced') return node.body.some((n) => bearsArray(reader, n));
  const base = node.kind === 'scripts' ? node.base : node;
  const name = base && nameOf(base);
  if (name === undefined) return false;
  const label = node.kind === 'scripts' && node.sub ? nameOf(node.sub) : undefined;
  return reader.knowledge.isArray(name) || (label !== undefined && reader.knowledge.isArray(`${name}_{${label}}`));
}
