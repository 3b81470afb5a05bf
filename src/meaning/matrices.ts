import type { Branch, ComparisonSign, Expression } from '../expression/expression';
import { call } from '../expression/expression';
import { matchFences } from '../latex/match-fences';
import type { Tree } from '../latex/tree';
import { readSequence } from './grammar';
import { isSymbol, solid } from './names';
import type { Reader } from './reader';
import { placed, unknown } from './reader';
import { readFormalDeterminant } from './unit-vectors';

type Environment = Extract<Tree, { kind: 'environment' }>;

const MATRICES = new Set([
  'matrix',
  'pmatrix',
  'bmatrix',
  'Bmatrix',
  'smallmatrix',
  'psmallmatrix',
  'bsmallmatrix',
  'array',
]);

/** An explicit matrix, a determinant, or the branches of a piecewise value. */
export function readEnvironment(reader: Reader, node: Environment): Expression {
  const place = placed(reader, node);
  if (node.name === 'cases' || node.name === 'dcases' || node.name === 'rcases') return readCases(reader, node);
  const name = node.name.replace('*', '');
  if (!MATRICES.has(name) && name !== 'vmatrix' && name !== 'Vmatrix')
    return unknown(reader, node, `\\begin{${node.name}}`);
  const rows = node.rows.filter((row) => row.cells.some((cell) => solid(cell.body).length > 0));
  const width = Math.max(0, ...rows.map((row) => row.cells.length));
  if (rows.length === 0 || rows.some((row) => row.cells.length !== width))
    return unknown(reader, node, `\\begin{${node.name}}`);
  if (name === 'vmatrix') {
    const formal = readFormalDeterminant(
      reader,
      rows.map((row) => row.cells.map((cell) => matchFences(cell.body))),
    );
    if (formal !== undefined) return { ...formal, place };
  }
  const matrix: Expression = {
    kind: 'matrix',
    rows: rows.map((row) => row.cells.map((cell) => readSequence(reader, matchFences(cell.body)))),
    place,
  };
  if (name === 'vmatrix') return call('det', [matrix], place);
  if (name === 'Vmatrix') return call('norm', [matrix], place);
  return matrix;
}

function readCases(reader: Reader, node: Environment): Expression {
  const branches: Branch[] = [];
  for (const row of node.rows) {
    const [value, ...conditions] = row.cells;
    if (value === undefined || solid(value.body).length === 0) continue;
    const result = readSequence(reader, trimPunctuation(value.body));
    const words = conditions.flatMap((c) => c.body);
    const formula = solid(words).filter((n) => n.kind !== 'text' && !isSymbol(n, ',', '.', ';'));
    if (formula.length === 0) {
      const text = solid(words)
        .map((n) => (n.kind === 'text' ? n.text : ''))
        .join(' ')
        .toLowerCase();
      if (conditions.length > 0 && !/otherwise|else|其他|其它|否则|其余/.test(text) && text.trim() !== '')
        return unknown(reader, node, text.trim(), 'prose');
      if (conditions.length === 0) return unknown(reader, node, 'cases');
      branches.push({ value: result });
      continue;
    }
    const condition = readCondition(reader, formula);
    if (condition === undefined) return unknown(reader, node, 'cases');
    branches.push({ value: result, condition });
  }
  return { kind: 'cases', branches, place: placed(reader, node) };
}

const COMPARISONS: ReadonlyMap<string, ComparisonSign> = new Map([
  ['=', '='],
  ['\\ne', '≠'],
  ['\\neq', '≠'],
  ['<', '<'],
  ['\\lt', '<'],
  ['>', '>'],
  ['\\gt', '>'],
  ['\\le', '≤'],
  ['\\leq', '≤'],
  ['\\leqslant', '≤'],
  ['\\ge', '≥'],
  ['\\geq', '≥'],
  ['\\geqslant', '≥'],
]);

/** `u \ge 0`, `0 < x \le 1`. */
export function readCondition(reader: Reader, nodes: readonly Tree[]): Expression | undefined {
  const sides: Tree[][] = [[]];
  const signs: ComparisonSign[] = [];
  for (const node of nodes) {
    const sign = node.kind === 'symbol' ? COMPARISONS.get(node.text) : undefined;
    if (sign === undefined) (sides[sides.length - 1] as Tree[]).push(node);
    else {
      signs.push(sign);
      sides.push([]);
    }
  }
  if (signs.length === 0 || sides.some((s) => s.length === 0)) return undefined;
  const values = sides.map((side) => readSequence(reader, side));
  if (values.some((v) => v.kind === 'unknown')) return undefined;
  const parts = signs.map((sign, k): Expression => ({
    kind: 'compare',
    sign,
    left: values[k] as Expression,
    right: values[k + 1] as Expression,
  }));
  return parts.length === 1 ? (parts[0] as Expression) : { kind: 'logic', operation: 'and', of: parts };
}

function trimPunctuation(nodes: readonly Tree[]): Tree[] {
  const list = [...solid(nodes)];
  while (list.length > 0 && isSymbol(list[list.length - 1], ',', ';', '.')) list.pop();
  return list;
}
