import { isFinite as isFiniteScalar, magnitude, type Scalar } from './scalar';
import { Stuck } from './stuck';

/**
 * A vector or a matrix, immutable. Shape `[n]` is a column vector, `[r, c]` a matrix (entries row by row), and a row
 * vector is `[1, n]`. Make one with {@link tensor}, which keeps a column a vector and one number a scalar.
 */
export class Tensor {
  constructor(
    readonly shape: readonly number[],
    readonly data: readonly Scalar[],
  ) {}

  get rank(): number {
    return this.shape.length;
  }
}

/** What an expression can evaluate to. */
export type Value = Scalar | Tensor;

export function isTensor(value: Value): value is Tensor {
  return value instanceof Tensor;
}

/** The array of this shape, in its usual form: `[n, 1]` becomes the vector `[n]`, and `[1, 1]` a scalar. */
export function tensor(shape: readonly number[], data: readonly Scalar[]): Value {
  if (shape.length === 2 && shape[1] === 1) return shape[0] === 1 ? data[0]! : new Tensor([shape[0]!], data);
  return new Tensor(shape, data);
}

/** A column vector. */
export function vector(data: readonly Scalar[]): Tensor {
  return new Tensor([data.length], data);
}

/**
 * c·I, a multiple of an identity matrix whose size its surroundings decide: a tensor without axes. It adds to and equals
 * square matrices of every size, and is no number.
 */
export function multipleOfIdentity(factor: Scalar): Tensor {
  return new Tensor([], [factor]);
}

export function isMultipleOfIdentity(value: Value): value is Tensor & { readonly shape: readonly [] } {
  return value instanceof Tensor && value.shape.length === 0;
}

/** A multiple of the identity as a matrix of so many rows; anything else is itself. */
export function sized(value: Value, size: number): Value {
  if (!isMultipleOfIdentity(value)) return value;
  return tensor(
    [size, size],
    Array.from({ length: size * size }, (_, k) => (k % (size + 1) === 0 ? value.data[0]! : 0)),
  );
}

/** The two values with a multiple of the identity among them given the size of the other, where that is a square matrix. */
export function fitted(a: Value, b: Value): readonly [Value, Value] {
  if (isMultipleOfIdentity(a) && b instanceof Tensor && b.rank === 2 && b.shape[0] === b.shape[1])
    return [sized(a, b.shape[0]!), b];
  if (isMultipleOfIdentity(b) && a instanceof Tensor && a.rank === 2 && a.shape[0] === a.shape[1])
    return [a, sized(b, a.shape[0]!)];
  return [a, b];
}

/** A matrix from its rows, which must have one length. */
export function matrix(rows: readonly (readonly Scalar[])[]): Value {
  const columns = rows[0]?.length ?? 0;
  if (rows.some((row) => row.length !== columns)) throw new Stuck('shape', 'the rows of a matrix differ in length');
  return tensor([rows.length, columns], rows.flat());
}

/** For messages: `scalar`, `vector of 3`, `matrix 3×2`, `row of 3`. */
export function describeShape(value: Value): string {
  if (!(value instanceof Tensor)) return 'scalar';
  const [first, second] = value.shape;
  if (value.rank === 0) return 'multiple of the identity';
  if (value.rank === 1) return `vector of ${first}`;
  if (value.rank === 2) return first === 1 ? `row of ${second}` : `matrix ${first}×${second}`;
  return `array ${value.shape.join('×')}`;
}

/** `3×2`, with a column vector as `3×1`: for messages about two shapes that do not fit. */
export function shapeText(value: Value): string {
  if (!(value instanceof Tensor)) return 'scalar';
  if (value.rank === 0) return 'n×n';
  return value.rank === 1 ? `${value.shape[0]}×1` : value.shape.join('×');
}

/** The error of an operation on two values whose shapes do not fit. */
export function misfit(operation: string, a: Value, b: Value): Stuck {
  return new Stuck('shape', `${operation}: shapes ${shapeText(a)} and ${shapeText(b)} do not fit`);
}

export function sameShape(a: Value, b: Value): boolean {
  if (!(a instanceof Tensor) || !(b instanceof Tensor)) return !(a instanceof Tensor) && !(b instanceof Tensor);
  return a.shape.length === b.shape.length && a.shape.every((size, axis) => size === b.shape[axis]);
}

/** The value as a scalar. */
export function asScalar(value: Value): Scalar {
  if (!(value instanceof Tensor)) return value;
  if (value.data.length === 1 && value.rank > 0) return value.data[0]!;
  throw new Stuck('shape', `a number is wanted where a ${describeShape(value)} stands`);
}

/** Rows and columns of a value taken as a matrix. */
export function matrixShape(value: Value): readonly [rows: number, columns: number] {
  if (!(value instanceof Tensor)) return [1, 1];
  if (value.rank === 1) return [value.shape[0]!, 1];
  if (value.rank === 2) return [value.shape[0]!, value.shape[1]!];
  throw new Stuck('shape', `a matrix is wanted where an ${describeShape(value)} stands`);
}

/** All scalars in the value: one for a scalar, else row by row. */
export function components(value: Value): readonly Scalar[] {
  return value instanceof Tensor ? value.data : [value];
}

/** `f` applied to every component. */
export function map(value: Value, f: (x: Scalar) => Scalar): Value {
  return value instanceof Tensor ? new Tensor(value.shape, value.data.map(f)) : f(value);
}

/** `f` applied to the components of two values of one shape; a scalar is paired with every component. */
export function zip(operation: string, left: Value, right: Value, f: (x: Scalar, y: Scalar) => Scalar): Value {
  const [a, b] = fitted(left, right);
  if (!(a instanceof Tensor)) return map(b, (y) => f(a, y));
  if (!(b instanceof Tensor)) return map(a, (x) => f(x, b));
  if (!sameShape(a, b)) throw misfit(operation, a, b);
  return new Tensor(
    a.shape,
    a.data.map((x, i) => f(x, b.data[i]!)),
  );
}

/** The component at zero-based indices: one for a vector (a row counts as one), two for a matrix. */
export function entry(value: Tensor, ...indices: readonly number[]): Scalar {
  const flat = value.rank === 2 && indices.length === 1 && value.shape[0] === 1 ? [0, indices[0]!] : indices;
  if (flat.length === 2 && value.rank === 1 && flat[1] === 0) return entry(value, flat[0]!);
  if (flat.length !== value.rank) {
    throw new Stuck('shape', `${flat.length} indices do not fit a ${describeShape(value)}`);
  }
  let position = 0;
  flat.forEach((index, axis) => {
    const size = value.shape[axis]!;
    if (!Number.isInteger(index) || index < 0 || index >= size) {
      throw new Stuck('domain', `index ${index + 1} lies outside 1…${size} of a ${describeShape(value)}`);
    }
    position = position * size + index;
  });
  return value.data[position]!;
}

/** Row `i` (zero-based) of a matrix, as a column vector. */
export function row(value: Tensor, i: number): Tensor {
  const [rows, columns] = matrixShape(value);
  if (!(i >= 0 && i < rows)) throw new Stuck('domain', `row ${i + 1} lies outside 1…${rows}`);
  return vector(value.data.slice(i * columns, (i + 1) * columns));
}

/** Column `j` (zero-based) of a matrix, as a column vector. */
export function column(value: Tensor, j: number): Tensor {
  const [, columns] = matrixShape(value);
  if (!(j >= 0 && j < columns)) throw new Stuck('domain', `column ${j + 1} lies outside 1…${columns}`);
  return vector(value.data.filter((_, position) => position % columns === j));
}

/** The largest |component|, as a float; NaN if one is NaN. */
export function maxAbs(value: Value): number {
  let largest = 0;
  for (const x of components(value)) {
    const size = magnitude(x);
    if (Number.isNaN(size)) return NaN;
    if (size > largest) largest = size;
  }
  return largest;
}

/** Every component is finite. */
export function isFiniteValue(value: Value): boolean {
  return components(value).every(isFiniteScalar);
}
