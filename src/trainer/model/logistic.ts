import type { Dataset } from '../data/dataset';

/**
 * The loss that is minimised: mean cross-entropy of logistic regression plus λ/2 ‖w‖², the bias not penalised.
 *
 *     J(w, b) = 1/n Σᵢ [ln(1 + exp(zᵢ)) − yᵢ zᵢ] + λ/2 Σⱼ wⱼ²,   zᵢ = w · xᵢ + b
 *
 * Parameters are one array θ of d + 1 numbers: the weights, then the bias.
 */
export interface Objective {
  readonly data: Dataset;
  /** Weight of the L2 term, ≥ 0. */
  readonly lambda: number;
  /** Whether the model has a bias; without one, θ keeps its last entry but its gradient is 0. */
  readonly bias: boolean;
}

/** σ(z) = 1/(1 + e⁻ᶻ), without overflow for any z. */
export function sigmoid(z: number): number {
  if (z >= 0) return 1 / (1 + Math.exp(-z));
  const e = Math.exp(z);
  return e / (1 + e);
}

/** ln(1 + eᶻ), without overflow for any z. */
export function softplus(z: number): number {
  return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
}

/** The score z = w · x + b of the sample that starts at `from`. */
export function score(theta: ArrayLike<number>, x: ArrayLike<number>, from: number): number {
  const d = theta.length - 1;
  let z = theta[d]!;
  for (let j = 0; j < d; j++) z += theta[j]! * x[from + j]!;
  return z;
}

// Below this, ln(1 + e) comes from its series; above, the factors (1 + e) are multiplied and one logarithm is taken
// for many of them. Both keep full relative accuracy, and a logarithm per sample would be the costliest part.
const SERIES_LIMIT = 1 / 128;
const PRODUCT_LIMIT = 1e250;

/**
 * The loss at θ and, if `gradient` is given, its gradient (written there: d weights, then the bias).
 *
 * One pass over the data. Finite for |z| up to the largest double; NaN in θ gives NaN.
 */
export function lossAndGradient(objective: Objective, theta: Float64Array, gradient?: Float64Array): number {
  const { data, lambda, bias } = objective;
  const { n, d, x, y } = data;
  if (gradient) gradient.fill(0);
  const b = bias ? theta[d]! : 0;
  let linear = 0;
  let logs = 0;
  let product = 1;
  let gradientOfBias = 0;
  for (let i = 0, at = 0; i < n; i++, at += d) {
    let z = b;
    for (let j = 0; j < d; j++) z += theta[j]! * x[at + j]!;
    const label = y[i]!;
    // With e = exp(−|z|): σ(z) is 1/(1+e) or e/(1+e), and ln(1+exp(z)) is max(z, 0) + ln(1+e).
    const e = Math.exp(z < 0 ? z : -z);
    linear += (z > 0 ? z : 0) - label * z;
    if (e < SERIES_LIMIT) {
      logs += e * (1 - e * (1 / 2 - e * (1 / 3 - e * (1 / 4 - e * (1 / 5 - e * (1 / 6 - e / 7))))));
    } else {
      product *= 1 + e;
      if (product > PRODUCT_LIMIT) {
        logs += Math.log(product);
        product = 1;
      }
    }
    if (gradient) {
      // For y = 1 and a large z, σ(z) − 1 written as −e/(1+e) keeps its digits.
      const error = z < 0 ? e / (1 + e) - label : (1 - label - label * e) / (1 + e);
      for (let j = 0; j < d; j++) gradient[j]! += error * x[at + j]!;
      gradientOfBias += error;
    }
  }
  let squares = 0;
  for (let j = 0; j < d; j++) squares += theta[j]! * theta[j]!;
  if (gradient) {
    for (let j = 0; j < d; j++) gradient[j] = gradient[j]! / n + lambda * theta[j]!;
    gradient[d] = bias ? gradientOfBias / n : 0;
  }
  // 0 · ∞ would make a NaN of an overflow that has nothing to do with λ.
  const penalty = lambda === 0 ? 0 : (lambda / 2) * squares;
  return (linear + logs + Math.log(product)) / n + penalty;
}

/** The loss at θ. */
export function loss(objective: Objective, theta: Float64Array): number {
  return lossAndGradient(objective, theta);
}

/** The mean cross-entropy at θ without the L2 term: what is compared between training and test data. */
export function logLoss(data: Dataset, theta: Float64Array): number {
  return lossAndGradient({ data, lambda: 0, bias: true }, theta);
}

/**
 * The (d+1) × (d+1) matrix of second derivatives at θ, row by row: X̃ᵀ diag(σ(1−σ)) X̃ / n + λ diag(1, …, 1, 0), with
 * X̃ the features and a column of ones.
 */
export function hessian(objective: Objective, theta: Float64Array): Float64Array {
  const { data, lambda, bias } = objective;
  const { n, d, x } = data;
  const size = d + 1;
  const h = new Float64Array(size * size);
  for (let i = 0, at = 0; i < n; i++, at += d) {
    let z = bias ? theta[d]! : 0;
    for (let j = 0; j < d; j++) z += theta[j]! * x[at + j]!;
    const e = Math.exp(-Math.abs(z));
    const weight = e / ((1 + e) * (1 + e) * n);
    for (let j = 0; j < d; j++) {
      const scaled = weight * x[at + j]!;
      for (let k = 0; k <= j; k++) h[j * size + k]! += scaled * x[at + k]!;
      h[d * size + j]! += scaled;
    }
    h[d * size + d]! += weight;
  }
  for (let j = 0; j < d; j++) h[j * size + j]! += lambda;
  if (!bias) {
    for (let k = 0; k < d; k++) h[d * size + k] = 0;
    h[d * size + d] = 0;
  }
  for (let j = 0; j < size; j++) for (let k = j + 1; k < size; k++) h[j * size + k] = h[k * size + j]!;
  return h;
}

/** The probabilities σ(z) of all samples. */
export function probabilities(data: Dataset, theta: ArrayLike<number>): Float64Array {
  const out = new Float64Array(data.n);
  for (let i = 0; i < data.n; i++) out[i] = sigmoid(score(theta, data.x, i * data.d));
  return out;
}

/** The Euclidean norm. */
export function norm(v: ArrayLike<number>): number {
  let sum = 0;
  for (let j = 0; j < v.length; j++) sum += v[j]! * v[j]!;
  return Math.sqrt(sum);
}

/** The inner product. */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j]! * b[j]!;
  return sum;
}
