import type { Dataset } from '../data/dataset';
import { lossAndGradient } from '../model/logistic';
import type { CompiledFormula, GradientFunction, NoteFormula } from './note-formula';

/** The exact gradient of the loss, in the shape of a pluggable one. */
export const exactGradient: GradientFunction = (w, b, data, lambda) => exactParts(w, b, data, lambda, true);

function exactParts(w: Float64Array, b: number, data: Dataset, lambda: number, bias: boolean) {
  const theta = new Float64Array(w.length + 1);
  theta.set(w);
  theta[w.length] = b;
  const gradient = new Float64Array(w.length + 1);
  lossAndGradient({ data, lambda, bias }, theta, gradient);
  return { w: gradient.subarray(0, w.length), b: gradient[w.length]! };
}

/** The gradient that the formula claims, evaluated as it stands; parts that the note does not give are exact. */
export function claimedGradient(formula: NoteFormula, compiled: CompiledFormula): GradientFunction {
  return (w, b, data, lambda) => {
    const exact =
      compiled.weights && (compiled.bias || !formula.hasBias)
        ? undefined
        : exactParts(w, b, data, formula.regularised ? lambda : 0, formula.hasBias);
    return {
      w: compiled.weights ? compiled.weights(w, b, data, lambda) : exact!.w,
      b: !formula.hasBias ? 0 : compiled.bias ? compiled.bias(w, b, data, lambda) : exact!.b,
    };
  };
}

/**
 * The gradient to train with: the claimed one, plus λw where the note's loss has no L2 term but the training has, so
 * that runs with and without the formula minimise the same loss.
 */
export function trainingGradient(formula: NoteFormula, compiled: CompiledFormula): GradientFunction {
  const claimed = claimedGradient(formula, compiled);
  if (formula.regularised) return claimed;
  return (w, b, data, lambda) => {
    const parts = claimed(w, b, data, lambda);
    if (lambda === 0) return parts;
    return { w: Float64Array.from(parts.w, (value, j) => value + lambda * w[j]!), b: parts.b };
  };
}
