import type { Objective } from '../model/logistic';

/** A number with its derivatives in all parameters. */
interface Dual {
  readonly value: number;
  readonly partials: Float64Array;
}

function constant(value: number, size: number): Dual {
  return { value, partials: new Float64Array(size) };
}

function add(a: Dual, b: Dual): Dual {
  return { value: a.value + b.value, partials: a.partials.map((p, k) => p + b.partials[k]!) };
}

function times(a: Dual, factor: number): Dual {
  return { value: a.value * factor, partials: a.partials.map((p) => p * factor) };
}

function multiply(a: Dual, b: Dual): Dual {
  return {
    value: a.value * b.value,
    partials: a.partials.map((p, k) => p * b.value + a.value * b.partials[k]!),
  };
}

function exp(a: Dual): Dual {
  const value = Math.exp(a.value);
  return { value, partials: a.partials.map((p) => p * value) };
}

function log1p(a: Dual): Dual {
  return { value: Math.log1p(a.value), partials: a.partials.map((p) => p / (1 + a.value)) };
}

/** ln(1 + eᵃ), by exponentials of non-positive numbers only. */
function softplus(a: Dual): Dual {
  return a.value > 0 ? add(a, log1p(exp(times(a, -1)))) : log1p(exp(a));
}

/**
 * The gradient of the loss by forward-mode automatic differentiation: the loss is written down once more, with dual
 * numbers, and no derivative formula of logistic regression is used. An independent witness for `lossAndGradient`.
 */
export function automaticGradient(objective: Objective, theta: Float64Array): { loss: number; gradient: Float64Array } {
  const { data, lambda, bias } = objective;
  const { n, d, x, y } = data;
  const size = d + 1;
  const parameters = Array.from({ length: size }, (_, j) => {
    const parameter = constant(j === d && !bias ? 0 : theta[j]!, size);
    if (j < d || bias) parameter.partials[j] = 1;
    return parameter;
  });
  let total = constant(0, size);
  for (let i = 0; i < n; i++) {
    let z = parameters[d]!;
    for (let j = 0; j < d; j++) z = add(z, times(parameters[j]!, x[i * d + j]!));
    const label = y[i]!;
    // −y ln σ(z) − (1−y) ln(1−σ(z)), with −ln σ(z) = softplus(−z) and −ln(1−σ(z)) = softplus(z)
    if (label !== 0) total = add(total, times(softplus(times(z, -1)), label));
    if (label !== 1) total = add(total, times(softplus(z), 1 - label));
  }
  let objectiveValue = times(total, 1 / n);
  for (let j = 0; j < d; j++) {
    objectiveValue = add(objectiveValue, times(multiply(parameters[j]!, parameters[j]!), lambda / 2));
  }
  return { loss: objectiveValue.value, gradient: objectiveValue.partials };
}
