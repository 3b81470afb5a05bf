import { add as addValues, divide, identity, multiply, squareSize } from './linear';
import { add, div, Dual, isBig, isZero, magnitude, mul, neg, sub, toInteger, type Scalar } from './scalar';
import { exp } from './elementary';
import { pow } from './power';
import { Stuck } from './stuck';
import {
  components,
  isMultipleOfIdentity,
  map,
  matrixShape,
  maxAbs,
  misfit,
  Tensor,
  tensor,
  type Value,
} from './value';

/** Up to this side a determinant is expanded by rows, which needs no division. */
const EXPANDED = 4;

/** Up to this side a singular matrix of dual numbers is expanded, at a cost of n·2ⁿ. */
const EXPANDED_SINGULAR = 12;

/** Largest exponent of a matrix power. */
const LARGEST_POWER = 100_000;

type Rows = Scalar[][];

function rowsOf(a: Value): Rows {
  const [rows, columns] = matrixShape(a);
  const data = components(a);
  return Array.from({ length: rows }, (_, i) => data.slice(i * columns, (i + 1) * columns));
}

/** Brings the row with the largest entry in column `k` to row `k`; false if that column is 0 from there on. */
function pivot(rows: Rows, k: number): 'kept' | 'swapped' | 'none' {
  let best = k;
  for (let i = k + 1; i < rows.length; i++) {
    if (magnitude(rows[i]![k]!) > magnitude(rows[best]![k]!)) best = i;
  }
  if (isZero(rows[best]![k]!)) return 'none';
  if (best === k) return 'kept';
  [rows[k], rows[best]] = [rows[best]!, rows[k]!];
  return 'swapped';
}

/** Subtracts from row `i`, from column `from` on, the multiple of row `k` that makes its entry in column `k` 0. */
function eliminate(rows: Rows, i: number, k: number, from: number): void {
  const row = rows[i]!;
  const above = rows[k]!;
  const factor = div(row[k]!, above[k]!);
  for (let j = from; j < row.length; j++) row[j] = sub(row[j]!, mul(factor, above[j]!));
}

/** Determinant of a square matrix. */
export function determinant(a: Value): Scalar {
  const size = squareSize('the determinant', a);
  const rows = rowsOf(a);
  if (size <= EXPANDED) return expand(rows);
  let result: Scalar = 1;
  for (let k = 0; k < size; k++) {
    const found = pivot(rows, k);
    if (found === 'none') return singularDeterminant(a, size);
    if (found === 'swapped') result = neg(result);
    result = mul(result, rows[k]![k]!);
    for (let i = k + 1; i < size; i++) eliminate(rows, i, k, k + 1);
  }
  return result;
}

/** The value is 0, but its derivatives need not be. */
function singularDeterminant(a: Value, size: number): Scalar {
  if (!components(a).some((x) => x instanceof Dual)) return 0;
  return size <= EXPANDED_SINGULAR ? expand(rowsOf(a)) : NaN;
}

/** Laplace expansion, row by row, over the sets of columns used so far. */
function expand(rows: Rows): Scalar {
  const size = rows.length;
  let minors = new Map<number, Scalar>([[0, 1]]);
  for (const row of rows) {
    const next = new Map<number, Scalar>();
    for (const [used, minor] of minors) {
      for (let j = 0; j < size; j++) {
        if (used & (1 << j)) continue;
        const term = mul(row[j]!, minor);
        const signed = bitsAbove(used, j) % 2 === 0 ? term : neg(term);
        const key = used | (1 << j);
        const sum = next.get(key);
        next.set(key, sum === undefined ? signed : add(sum, signed));
      }
    }
    minors = next;
  }
  return minors.get((1 << size) - 1) ?? 1;
}

function bitsAbove(set: number, j: number): number {
  let count = 0;
  for (let rest = set >> (j + 1); rest; rest &= rest - 1) count++;
  return count;
}

/** The solution X of A X = B, for a square A. Stuck if A is singular. */
export function solve(a: Value, b: Value): Value {
  const size = squareSize('the solution', a);
  const [height, columns] = matrixShape(b);
  if (height !== size) throw misfit('solution of a linear system', a, b);
  const right = rowsOf(b);
  const rows = rowsOf(a).map((row, i) => [...row, ...right[i]!]);
  for (let k = 0; k < size; k++) {
    // A pivot of rounding errors is none: nothing that is computed from it means anything.
    if (pivot(rows, k) === 'none' || magnitude(rows[k]![k]!) < (components(a).some(isBig) ? 1e-45 : 1e-11) * maxAbs(a))
      throw new Stuck('domain', `the ${size}×${size} matrix is singular`);
    for (let i = 0; i < size; i++) if (i !== k) eliminate(rows, i, k, k + 1);
  }
  const data = rows.flatMap((row, i) => row.slice(size).map((x) => div(x, row[i]!)));
  return tensor([size, columns], data);
}

/** Inverse of a square matrix, 1/x of a scalar. Stuck if it is singular. */
export function inverse(a: Value): Value {
  if (!(a instanceof Tensor)) return div(1, a);
  if (isMultipleOfIdentity(a)) return map(a, (x) => div(1, x));
  return solve(a, identity(squareSize('the inverse', a)));
}

/** Aᵏ for a whole number k; negative ones by the inverse. */
export function power(a: Value, exponent: Scalar): Value {
  const n = toInteger(exponent);
  if (n === undefined) throw new Stuck('type', 'a matrix has only whole-number powers here');
  if (isMultipleOfIdentity(a)) return map(a, (x) => pow(x, n));
  const size = squareSize('a power', a);
  if (Math.abs(n) > LARGEST_POWER) throw new Stuck('cost', `the ${n}th power of a matrix is too costly`);
  let square: Value = n < 0 ? inverse(a) : a;
  let result: Value = identity(size);
  for (let rest = Math.abs(n); rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = multiply(result, square);
    if (rest > 1) square = multiply(square, square);
  }
  return result;
}

/**
 * Matrix exponential e^A by scaling and squaring of the Taylor series, to the precision of the entries. See Moler &
 * Van Loan, "Nineteen Dubious Ways to Compute the Exponential of a Matrix", method 3.
 */
export function exponential(a: Value): Value {
  if (isMultipleOfIdentity(a)) return map(a, exp);
  const size = squareSize('the exponential', a);
  const bound = maxAbs(a) * size;
  if (!Number.isFinite(bound)) return map(a, () => NaN);
  if (bound > 1e6) throw new Stuck('cost', 'the exponential of so large a matrix is too costly');
  const precise = components(a).some(isBig);
  const squarings = Math.max(0, Math.ceil(Math.log2(bound || 1)) + 3);
  const scaled = divide(a, 2 ** squarings);
  let result: Value = identity(size);
  let term: Value = result;
  // With a norm of at most 1/8 the terms fall by 1/(8k): 14 suffice for 17 digits, 40 for 75. Derivatives lag a few.
  const terms = precise ? 44 : 18;
  for (let k = 1; k <= terms; k++) {
    term = divide(multiply(term, scaled), k);
    result = addValues(result, term);
  }
  for (let k = 0; k < squarings; k++) result = multiply(result, result);
  return result;
}
