import { formulaAt, type Binding, type GradientValue } from '../../note-gradients';
import type { CheckOptions } from '../../report/report';
import type { Dataset } from '../data/dataset';
import { takeSamples } from '../data/dataset';
import type { CompiledFormula, FormulaCompiler } from './note-formula';

/** What the compiler is given of a formula: the note, how it is checked, and the relations of the parts by number. */
export interface FormulaPayload {
  readonly text: string;
  readonly options: Omit<CheckOptions, 'cancelled'>;
  readonly weights?: number;
  readonly bias?: number;
  /** What the reader bound symbols to, by name. */
  readonly bindings: readonly (readonly [name: string, binding: Binding])[];
}

/** Samples that a note's formula is evaluated on at most in one step; of more an even choice is taken. */
export const mostSamplesOf = ({ isFast }: { readonly isFast: boolean }): number => (isFast ? 20_000 : 1000);

/** Formulas that stay compiled. */
const kept = 24;

/**
 * Makes a compiler of notes' formulas. It walks the note up to the relation, so that every symbol has the meaning that it had
 * there. What it has compiled it keeps, as runs and checks ask for the same formula again and again.
 */
export function noteFormulaCompiler(): FormulaCompiler {
  const known = new Map<string, CompiledFormula>();
  return ({ payload }) => {
    const key = JSON.stringify(payload);
    const compiled = known.get(key) ?? compile(payload as FormulaPayload);
    known.delete(key);
    known.set(key, compiled);
    for (const oldest of known.keys()) {
      if (known.size <= kept) break;
      known.delete(oldest);
    }
    return compiled;
  };
}

type Evaluate = (w: Float64Array, b: number, data: Dataset, lambda: number) => GradientValue;

function compile(payload: FormulaPayload): CompiledFormula {
  const { text, options, weights, bias } = payload;
  const bindings = new Map(payload.bindings);
  const evaluatorOf = (index: number): Evaluate & { readonly givesBias: boolean } => {
    const gradient = formulaAt(text, { ...options, bindings: new Map([[index, bindings]]) }, index);
    const evaluate: Evaluate = (w, b, data, lambda) =>
      gradient?.evaluate(chosen(data, mostSamplesOf(gradient)), { w, b, lambda }) ?? {};
    return Object.assign(evaluate, { givesBias: gradient?.parts.b ?? false });
  };
  const ofWeights = weights === undefined ? undefined : evaluatorOf(weights);
  const ofBias = bias === undefined ? (ofWeights?.givesBias ? ofWeights : undefined) : evaluatorOf(bias);
  return {
    ...(ofWeights && { weights: (w, b, data, lambda) => ofWeights(w, b, data, lambda).w ?? nothing(w.length) }),
    ...(ofBias && { bias: (w, b, data, lambda) => ofBias(w, b, data, lambda).b ?? NaN }),
  };
}

const nothing = (d: number): Float64Array => new Float64Array(d).fill(NaN);

const choices = new WeakMap<Dataset, Dataset>();

/** The data, or an even choice of them. The same object for the same data, so that what is derived from it can be kept. */
function chosen(data: Dataset, most: number): Dataset {
  if (data.n <= most) return data;
  let choice = choices.get(data);
  if (choice?.n !== most) {
    const positions = Uint32Array.from({ length: most }, (_, k) => Math.floor((k * data.n) / most));
    choice = takeSamples(data, positions);
    choices.set(data, choice);
  }
  return choice;
}
