import { conj as conjScalar, hypot, abs as absScalar } from './parts';
import { pow as powScalar } from './power';
import { max as maxScalar } from './rounding';
import * as scalar from './scalar';
import { isIdenticallyZero, toFloat, type Scalar } from './scalar';
import { Stuck } from './stuck';
import {
  components,
  describeShape,
  fitted,
  isMultipleOfIdentity,
  map,
  matrixShape,
  misfit,
  sameShape,
  shapeText,
  Tensor,
  tensor,
} from './value';
import { vector, zip, type Value } from './value';

/** Sum of two values of one shape. The number 0 may be added to anything. */
export function add(a: Value, b: Value): Value {
  if (!(a instanceof Tensor) && !(b instanceof Tensor)) return scalar.add(a, b);
  if (isNeutral(a)) return b;
  if (isNeutral(b)) return a;
  const [x, y] = fitted(a, b);
  if (!sameShape(x, y)) throw misfit('sum', a, b);
  return zip('sum', x, y, scalar.add);
}

/** Difference of two values of one shape. The number 0 may be subtracted from anything. */
export function sub(a: Value, b: Value): Value {
  if (!(a instanceof Tensor) && !(b instanceof Tensor)) return scalar.sub(a, b);
  if (isNeutral(b)) return a;
  if (isNeutral(a)) return neg(b);
  const [x, y] = fitted(a, b);
  if (!sameShape(x, y)) throw misfit('difference', a, b);
  return zip('difference', x, y, scalar.sub);
}

function isNeutral(value: Value): boolean {
  return !(value instanceof Tensor) && isIdenticallyZero(value);
}

export function neg(a: Value): Value {
  return map(a, scalar.neg);
}

/** Every component times a scalar. */
export function scale(factor: Scalar, a: Value): Value {
  return map(a, (x) => scalar.mul(factor, x));
}

/** The value over a scalar. */
export function divide(a: Value, b: Value): Value {
  if (isMultipleOfIdentity(b)) return map(a, (x) => scalar.div(x, b.data[0]!));
  if (b instanceof Tensor) throw new Stuck('shape', `division by a ${describeShape(b)}`);
  return map(a, (x) => scalar.div(x, b));
}

/**
 * The product, by shapes: a scalar with anything, else the matrix product, with a vector as a column. A column times a
 * column does not fit, and a row times a column is a scalar.
 */
export function multiply(a: Value, b: Value): Value {
  if (!(a instanceof Tensor)) return b instanceof Tensor ? scale(a, b) : scalar.mul(a, b);
  if (!(b instanceof Tensor)) return map(a, (x) => scalar.mul(x, b));
  if (isMultipleOfIdentity(a)) return scale(a.data[0]!, b);
  if (isMultipleOfIdentity(b)) return map(a, (x) => scalar.mul(x, b.data[0]!));
  const [rows, inner] = matrixShape(a);
  const [height, columns] = matrixShape(b);
  if (inner !== height) throw misfit('product', a, b);
  const data: Scalar[] = [];
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      let sum: Scalar = 0;
      for (let k = 0; k < inner; k++) {
        sum = scalar.add(sum, scalar.mul(a.data[i * inner + k]!, b.data[k * columns + j]!));
      }
      data.push(sum);
    }
  }
  return tensor([rows, columns], data);
}

/** Sum of the products of components: of two vectors (a row counts as one), or of two values of equal shape. */
export function dot(a: Value, b: Value): Scalar {
  const isLine = (x: Value): boolean => Math.min(...matrixShape(x)) === 1;
  const x = components(a);
  const y = components(b);
  if (!sameShape(a, b) && !(x.length === y.length && isLine(a) && isLine(b))) throw misfit('dot product', a, b);
  let sum: Scalar = 0;
  for (let i = 0; i < x.length; i++) sum = scalar.add(sum, scalar.mul(x[i]!, y[i]!));
  return sum;
}

/** Cross product of two vectors of 3. */
export function cross(a: Value, b: Value): Value {
  const x = components(a);
  const y = components(b);
  if (x.length !== 3 || y.length !== 3) throw misfit('cross product', a, b);
  const minor = (i: number, j: number): Scalar => {
    return scalar.sub(scalar.mul(x[i]!, y[j]!), scalar.mul(x[j]!, y[i]!));
  };
  return new Tensor((a as Tensor).shape, [minor(1, 2), minor(2, 0), minor(0, 1)]);
}

/** Componentwise product of two values of one shape, or of a scalar and anything. */
export function hadamard(a: Value, b: Value): Value {
  return zip('componentwise product', a, b, scalar.mul);
}

/** Componentwise quotient of two values of one shape, or of a scalar and anything. */
export function hadamardDivide(a: Value, b: Value): Value {
  return zip('componentwise quotient', a, b, scalar.div);
}

/** Kronecker product A ⊗ B. */
export function kronecker(a: Value, b: Value): Value {
  if (isMultipleOfIdentity(a) && isMultipleOfIdentity(b)) return multiply(a, b);
  const [ra, ca] = matrixShape(a);
  const [rb, cb] = matrixShape(b);
  const x = components(a);
  const y = components(b);
  const data: Scalar[] = [];
  for (let i = 0; i < ra * rb; i++) {
    for (let j = 0; j < ca * cb; j++) {
      const left = x[Math.floor(i / rb) * ca + Math.floor(j / cb)]!;
      data.push(scalar.mul(left, y[(i % rb) * cb + (j % cb)]!));
    }
  }
  return tensor([ra * rb, ca * cb], data);
}

/** Outer product x yᵀ of two vectors: a matrix. */
export function outer(a: Value, b: Value): Value {
  const x = components(a);
  const y = components(b);
  return tensor(
    [x.length, y.length],
    x.flatMap((left) => y.map((right) => scalar.mul(left, right))),
  );
}

/** Transpose: a column becomes a row and a row a column. A scalar is its own. */
export function transpose(a: Value): Value {
  if (!(a instanceof Tensor) || isMultipleOfIdentity(a)) return a;
  const [rows, columns] = matrixShape(a);
  const data: Scalar[] = [];
  for (let j = 0; j < columns; j++) for (let i = 0; i < rows; i++) data.push(a.data[i * columns + j]!);
  return tensor([columns, rows], data);
}

export function conj(a: Value): Value {
  return map(a, conjScalar);
}

/** A†, the transpose of the complex conjugate. */
export function conjugateTranspose(a: Value): Value {
  return conj(transpose(a));
}

/** The side of a square matrix; a scalar counts as 1×1. */
export function squareSize(operation: string, a: Value): number {
  const [rows, columns] = matrixShape(a);
  if (rows !== columns) throw new Stuck('shape', `${operation} wants a square matrix, not ${shapeText(a)}`);
  return rows;
}

export function trace(a: Value): Scalar {
  const size = squareSize('the trace', a);
  const data = components(a);
  let sum: Scalar = 0;
  for (let i = 0; i < size; i++) sum = scalar.add(sum, data[i * size + i]!);
  return sum;
}

export function identity(size: number): Value {
  return diagonal(Array.from({ length: size }, () => 1));
}

/** The square matrix with these numbers on its diagonal. */
export function diagonal(numbers: readonly Scalar[]): Value {
  const size = numbers.length;
  const data: Scalar[] = Array.from({ length: size * size }, () => 0);
  numbers.forEach((x, i) => (data[i * size + i] = x));
  return tensor([size, size], data);
}

/** `diag` of the books: a vector becomes a diagonal matrix, a matrix gives the vector of its diagonal. */
export function diag(a: Value): Value {
  if (!(a instanceof Tensor)) return a;
  if (Math.min(...matrixShape(a)) === 1) return diagonal(a.data);
  const [rows, columns] = matrixShape(a);
  return vector(Array.from({ length: Math.min(rows, columns) }, (_, i) => a.data[i * columns + i]!));
}

/** Sum of all components. */
export function total(a: Value): Scalar {
  return components(a).reduce<Scalar>(scalar.add, 0);
}

/** AB − BA. */
export function commutator(a: Value, b: Value): Value {
  return sub(multiply(a, b), multiply(b, a));
}

/** Euclidean norm of a vector, Frobenius norm of a matrix, |x| of a scalar. */
export function norm(a: Value): Scalar {
  return a instanceof Tensor ? hypot(...a.data) : absScalar(a);
}

/** The p-norm of the components, p ≥ 1 or ∞. p = 0 counts those that are not 0. */
export function pNorm(a: Value, p: Scalar): Scalar {
  const sizes = components(a).map(absScalar);
  const order = toFloat(p);
  if (order === Infinity) return maxScalar(...sizes);
  if (order === 0) return sizes.filter((x) => !scalar.isZero(x)).length;
  if (order === 1) return sizes.reduce(scalar.add, 0);
  if (order === 2) return norm(a);
  if (!(order > 0)) return NaN;
  const sum = sizes.map((x) => powScalar(x, p)).reduce(scalar.add, 0);
  return powScalar(sum, scalar.div(1, p));
}
