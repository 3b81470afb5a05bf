import type { Expression } from '../expression/expression';
import { add, call, multiply, negate, number } from '../expression/expression';
import type { Tree } from '../latex/tree';
import { readOperatorAlone } from './derivatives';
import { readSequence } from './grammar';
import { differentialSign, nameOf, solid } from './names';
import type { Reader } from './reader';
import { operatorVariables } from './nabla';

/** Families of names for the three directions of space, in order. */
const FAMILIES: readonly (readonly [string, string, string])[] = [
  ['\\hat{\\imath}', '\\hat{\\jmath}', '\\hat{k}'],
  ['\\hat{i}', '\\hat{j}', '\\hat{k}'],
  ['\\hat{\\mathbf{i}}', '\\hat{\\mathbf{j}}', '\\hat{\\mathbf{k}}'],
  ['\\mathbf{\\hat{i}}', '\\mathbf{\\hat{j}}', '\\mathbf{\\hat{k}}'],
  ['\\mathbf{i}', '\\mathbf{j}', '\\mathbf{k}'],
  ['\\vec{i}', '\\vec{j}', '\\vec{k}'],
  ['\\hat{x}', '\\hat{y}', '\\hat{z}'],
  ['\\hat{\\mathbf{x}}', '\\hat{\\mathbf{y}}', '\\hat{\\mathbf{z}}'],
  ['\\mathbf{\\hat{x}}', '\\mathbf{\\hat{y}}', '\\mathbf{\\hat{z}}'],
];

/** The direction (1, 2, 3) that a name stands for, where the note uses all three of its family and gives them no other meaning. */
export function unitVector(reader: Reader, name: string): number | undefined {
  if (!/^\\(hat|mathbf|vec)\{/.test(name)) return undefined;
  const family = FAMILIES.find((f) => f.includes(name));
  if (family === undefined) return undefined;
  const isPlain = (n: string): boolean => {
    const use = reader.usage.of(n);
    return use.bare > 0 && use.indexed === 0 && use.transposed === 0 && !reader.knowledge.isDefined(n);
  };
  // `\hat{y}` is an estimate in most notes: all three must be there.
  return family.every(isPlain) ? family.indexOf(name) + 1 : undefined;
}

/**
 * The formal determinant of three rows that stands for a vector: unit vectors above, then either the operators ∂/∂x, ∂/∂y, ∂/∂z and
 * the components (a curl), or the components of two vectors (a cross product). Undefined for every other matrix.
 */
export function readFormalDeterminant(
  reader: Reader,
  rows: readonly (readonly (readonly Tree[])[])[],
): Expression | undefined {
  if (rows.length !== 3 || rows.some((r) => r.length !== 3)) return undefined;
  const [units, middle, last] = rows as [
    readonly (readonly Tree[])[],
    readonly (readonly Tree[])[],
    readonly (readonly Tree[])[],
  ];
  const first = units.map((cell) => readSequence(reader, cell));
  if (!first.every((u) => isDirection(u))) return undefined;
  const operators = middle.map((cell) => readOperatorCell(reader, cell));
  const components = last.map((cell) => readSequence(reader, cell));
  const others = operators.some((o) => o !== undefined) ? undefined : middle.map((cell) => readSequence(reader, cell));
  if (others === undefined && operators.some((o) => o === undefined)) return undefined;
  /** The product of what stands in column i of the middle row and column j of the last. */
  const product = (i: number, j: number): Expression => {
    const of = components[j] as Expression;
    const by = operators[i];
    return by === undefined
      ? multiply([(others as readonly Expression[])[i] as Expression, of])
      : { kind: 'derivative', style: 'partial', of, by };
  };
  const minor = (i: number, j: number): Expression => add([product(i, j), negate(product(j, i))]);
  return add([
    multiply([minor(1, 2), first[0] as Expression]),
    multiply([minor(2, 0), first[1] as Expression]),
    multiply([minor(0, 1), first[2] as Expression]),
  ]);
}

const isDirection = (e: Expression): boolean =>
  (e.kind === 'call' && e.name === 'unit') ||
  (e.kind === 'symbol' && /^\\(mathbf|hat|vec)\{\\?e|\\(mathbf|vec)\{e\}/.test(e.name));

/** `\partial_x`, `\frac{\partial}{\partial x}`, alone in its cell. */
function readOperatorCell(
  reader: Reader,
  cell: readonly Tree[],
): readonly { readonly target: Expression; readonly order: number }[] | undefined {
  const [only, ...rest] = solid(cell);
  if (only === undefined || rest.length > 0) return undefined;
  if (only.kind === 'scripts' && only.base && differentialSign(only.base) === '∂' && nameOf(only.base) === undefined)
    return operatorVariables(reader, only);
  return readOperatorAlone(reader, only);
}

/** A unit vector as a value. */
export const directionVector = (k: number): Expression => call('unit', [number(k)]);
