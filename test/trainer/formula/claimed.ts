import type { GradientCheck } from '../../../src/trainer/check/gradient-check';
import { checkGradient } from '../../../src/trainer/check/gradient-check';
import type { Dataset } from '../../../src/trainer/data/dataset';
import { datasetFromRows } from '../../../src/trainer/data/dataset';
import { claimedGradient, trainingGradient } from '../../../src/trainer/formula/formula-gradient';
import type { CompiledFormula, NoteFormula } from '../../../src/trainer/formula/note-formula';
import { Run } from '../../../src/trainer/run/run';
import type { GradientFormula } from '../../../src/note-gradients';
import { fourPoints, settings } from '../support';

const onePerSample = datasetFromRows([[1], [2], [3], [4]], [0, 1, 0, 1]);

/** Data that a formula fits: two features, or one where the weight is a number. */
export const dataFor = ({ gradient }: GradientFormula): Dataset => (gradient.singleWeight ? onePerSample : fourPoints);

/** A formula of a note, as the trainer has it, without walking the note again. */
function asNoteFormula({ gradient, line }: GradientFormula): { formula: NoteFormula; compiled: CompiledFormula } {
  const compiled: CompiledFormula = {
    ...(gradient.parts.w && { weights: (w, b, data, lambda) => gradient.evaluate(data, { w, b, lambda }).w! }),
    ...(gradient.parts.b && { bias: (w, b, data, lambda) => gradient.evaluate(data, { w, b, lambda }).b! }),
  };
  const { regularised, hasBias } = gradient;
  const place = { uri: '', line };
  return {
    formula: { id: '', name: '', latex: '', place, regularised, hasBias, unbound: [], payload: undefined },
    compiled,
  };
}

/** Both gradient checks of a formula, at λ = 0.3 where its loss has a penalty. */
export function checked(found: GradientFormula): GradientCheck {
  const { formula, compiled } = asNoteFormula(found);
  const data = dataFor(found);
  const objective = { data, lambda: formula.regularised ? 0.3 : 0, bias: formula.hasBias };
  const theta = Float64Array.from({ length: data.d + 1 }, (_, j) => 0.1 * (j + 1));
  if (!formula.hasBias) theta[data.d] = 0;
  return checkGradient(objective, claimedGradient(formula, compiled), theta);
}

/** The losses along some steps of descent, with the formula and with the exact gradient. */
export function losses(found: GradientFormula, steps: number, rate: number) {
  const { formula, compiled } = asNoteFormula(found);
  const how = settings({
    rate,
    lambda: 0.01,
    bias: formula.hasBias,
    stop: { gradientNorm: 0, lossChange: 0, epochs: 0 },
  });
  const along = (run: Run): number[] => {
    const curve = [run.state.loss];
    for (let k = 0; k < steps && run.step(); k++) curve.push(run.state.loss);
    return curve;
  };
  const train = dataFor(found);
  return {
    claimed: along(new Run({ train }, how, trainingGradient(formula, compiled))),
    exact: along(new Run({ train }, how)),
  };
}
