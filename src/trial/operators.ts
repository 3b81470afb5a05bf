import { isPauliVector, ONES, pauliNumber } from '../context/arrays';
import type { Expression, ExpressionOf } from '../expression/expression';
import {
  Complex,
  components,
  div,
  I,
  linear,
  multipleOfIdentity,
  neg,
  Stuck,
  Tensor,
  vector,
  type Scalar,
  type Value,
} from './arithmetic';
import type { Closure, Compiler, Scope } from './compile';
import type { Environment } from './environment';

/** The family of basis states `|0⟩`, `|1⟩`, …, as the reader names it. */
const BASIS = '\\ket{}';

/** Whether a name without a definition has a value that a convention gives: the identity, Pauli's matrices, a basis state, the vector of ones. */
export function isConventional(name: string, scope: Pick<Scope, 'shapes' | 'context'>): boolean {
  return (
    name === BASIS ||
    name === ONES ||
    (scope.context.arrays.pauli && (pauliNumber(name) !== undefined || isPauliVector(name))) ||
    scope.shapes.isIdentity(name)
  );
}

/** The value that a convention gives to a name, if one does. */
export function conventionalValue(
  name: string,
  indices: readonly number[],
  scope: Scope,
  env: Environment,
): Value | undefined {
  const { arrays } = scope.context;
  const { model } = env;
  if (name === BASIS && indices.length === 1) {
    const size = scope.shapes.sizeOfAxis(BASIS, 1, model.trial);
    const at = (((indices[0] as number) % size) + size) % size;
    return vector(Array.from({ length: size }, (_, k) => model.literal(k === at ? 1 : 0)));
  }
  if (name === ONES && indices.length === 0)
    return vector(Array.from({ length: scope.shapes.sizeOfAxis(ONES, 0, model.trial) }, () => model.literal(1)));
  const axis = arrays.pauli && indices.length === 0 ? pauliNumber(name) : undefined;
  if (axis !== undefined) return pauli(axis, (x) => model.literal(x));
  if (!scope.shapes.isIdentity(name) || scope.shapes.rank(name, indices.length) > 0) return undefined;
  // `I_{ij}` is an entry, `I_n` the matrix of n rows.
  if (indices.length === 2) return model.literal(indices[0] === indices[1] ? 1 : 0);
  return indices.length < 2 ? multipleOfIdentity(model.literal(1)) : undefined;
}

function pauli(axis: 1 | 2 | 3, literal: (x: number) => Scalar): Tensor {
  const [zero, one] = [literal(0), literal(1)];
  const entries: Record<1 | 2 | 3, readonly Scalar[]> = {
    1: [zero, one, one, zero],
    2: [zero, neg(I), I, zero],
    3: [one, zero, zero, neg(one)],
  };
  return new Tensor([2, 2], entries[axis]);
}

/** `\vec a \cdot \vec\sigma`: the vector's components times Pauli's matrices, with the definitions of the note where it has them. */
export function compilePauliDot(compiler: Compiler, e: ExpressionOf<'multiply'>): Closure | undefined {
  const { context } = compiler.scope;
  if (!context.arrays.pauli) return undefined;
  const isSigma = (x: Expression | undefined): boolean =>
    x?.kind === 'symbol' &&
    isPauliVector(x.name) &&
    x.indices.length === 0 &&
    context.definitions(x.name, 0).length === 0;
  const at = e.factors.findIndex(isSigma);
  if (at < 0) return undefined;
  const other =
    at > 0 && ['dot', 'implicit'].includes(e.signs[at - 1] as string)
      ? at - 1
      : e.signs[at] === 'dot'
        ? at + 1
        : undefined;
  if (other === undefined || isSigma(e.factors[other])) return undefined;
  const along = compiler.compile(e.factors[other] as Expression);
  const matrices = ['x', 'y', 'z'].map((axis) =>
    compiler.compile({ kind: 'symbol', name: `\\sigma_{${axis}}`, indices: [] }),
  );
  const dot: Closure = (env) => {
    const value = along(env);
    const parts = components(value);
    if (parts.length !== 3) throw new Stuck('type', 'three components are wanted beside the Pauli matrices');
    return matrices.map((m, k) => linear.multiply(parts[k] as Scalar, m(env))).reduce((a, b) => linear.add(a, b));
  };
  const low = Math.min(at, other);
  const before = e.factors.slice(0, low).map((f) => compiler.compile(f));
  const after = e.factors.slice(low + 2).map((f) => compiler.compile(f));
  return (env) => [...before, dot, ...after].map((f) => f(env)).reduce((a, b) => linear.multiply(a, b));
}

/** A state of length 1 from its drawn components. */
export function normalised(value: Value): Value {
  const length = linear.norm(value);
  return value instanceof Tensor
    ? new Tensor(
        value.shape,
        value.data.map((x) => div(x, length)),
      )
    : value;
}

/** A complex number from two drawn ones. */
export function complexOf(re: Scalar, im: Scalar): Scalar {
  return re instanceof Complex || im instanceof Complex ? re : new Complex(re as never, im as never);
}

/** The sum of two values where a number may stand for a multiple of the identity. */
export function addOperators(a: Value, b: Value): Value {
  const isSquare = (x: Value): boolean =>
    x instanceof Tensor && (x.rank === 0 || (x.rank === 2 && x.shape[0] === x.shape[1]));
  if (!(a instanceof Tensor) && isSquare(b)) return linear.add(multipleOfIdentity(a), b);
  if (!(b instanceof Tensor) && isSquare(a)) return linear.add(a, multipleOfIdentity(b));
  return linear.add(a, b);
}
