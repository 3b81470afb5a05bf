/**
 * Solves A x = b for a symmetric positive definite A (row by row) by Cholesky's decomposition.
 *
 * A matrix that is only semidefinite gets the smallest ridge (10⁻¹² … times its mean diagonal) that makes it definite.
 * Returns undefined when A has entries that are not finite.
 */
export function solveSymmetric(a: Float64Array, b: Float64Array): Float64Array | undefined {
  const n = b.length;
  let trace = 0;
  for (let j = 0; j < n; j++) trace += a[j * n + j]!;
  if (!Number.isFinite(trace)) return undefined;
  const unit = trace > 0 ? trace / n : 1;
  for (let ridge = 0; ridge <= 1e3; ridge = ridge === 0 ? 1e-12 : ridge * 100) {
    const factor = decompose(a, n, ridge * unit);
    if (factor) return substitute(factor, b);
  }
  return undefined;
}

function decompose(a: Float64Array, n: number, ridge: number): Float64Array | undefined {
  const l = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    for (let k = 0; k <= j; k++) {
      let sum = a[j * n + k]! + (j === k ? ridge : 0);
      for (let m = 0; m < k; m++) sum -= l[j * n + m]! * l[k * n + m]!;
      if (j === k) {
        // A pivot that rounding alone could have left is taken for 0.
        if (!(sum > 1e-15 * a[j * n + j]!)) return undefined;
        l[j * n + j] = Math.sqrt(sum);
      } else {
        l[j * n + k] = sum / l[k * n + k]!;
      }
    }
  }
  return l;
}

function substitute(l: Float64Array, b: Float64Array): Float64Array {
  const n = b.length;
  const x = Float64Array.from(b);
  for (let j = 0; j < n; j++) {
    let sum = x[j]!;
    for (let k = 0; k < j; k++) sum -= l[j * n + k]! * x[k]!;
    x[j] = sum / l[j * n + j]!;
  }
  for (let j = n - 1; j >= 0; j--) {
    let sum = x[j]!;
    for (let k = j + 1; k < n; k++) sum -= l[k * n + j]! * x[k]!;
    x[j] = sum / l[j * n + j]!;
  }
  return x;
}
