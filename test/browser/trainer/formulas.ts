import type { FormulaCompiler, NoteFormula } from '../../../src/trainer/formula/note-formula';
import { score, sigmoid } from '../../../src/trainer/model/logistic';

/** Stands in for formulas of a note: Σ factor(σ(z), y) x / n with a factor chosen by name. */
const factors: Readonly<Record<string, (p: number, y: number) => number>> = {
  right: (p, y) => p - y,
  sign: (p, y) => y - p,
  extra: (p, y) => (p - y) * p * (1 - p),
};

export const compileNamed: FormulaCompiler = ({ payload }) => {
  const factor = factors[String(payload)]!;
  const sums = (w: Float64Array, b: number, data: { n: number; d: number; x: Float64Array; y: Float64Array }) => {
    const theta = Float64Array.from([...w, b]);
    const out = new Float64Array(w.length + 1);
    for (let i = 0; i < data.n; i++) {
      const value = factor(sigmoid(score(theta, data.x, i * data.d)), data.y[i]!) / data.n;
      for (let j = 0; j < data.d; j++) out[j]! += value * data.x[i * data.d + j]!;
      out[data.d]! += value;
    }
    return out;
  };
  return {
    weights: (w, b, data) => sums(w, b, data).subarray(0, w.length),
    bias: (w, b, data) => sums(w, b, data)[w.length]!,
  };
};

const place = (line: number) => ({ uri: 'file:///notes/gradient.md', line });
const sum = (body: string) => `\\frac{\\partial J}{\\partial w_j} = \\frac{1}{n}\\sum_{i=1}^n ${body}`;

function named(id: string, line: number, body: string): NoteFormula {
  return {
    id,
    name: `∂J/∂wⱼ, line ${line}`,
    latex: sum(body),
    place: place(line),
    weights: { latex: body, place: place(line) },
    bias: { latex: body, place: place(line) },
    regularised: false,
    hasBias: true,
    unbound: [],
    payload: id,
  };
}

export const formulas: readonly NoteFormula[] = [
  named('right', 12, '(\\sigma(z_i) - y_i)\\, x_{ij}'),
  named('sign', 20, '(y_i - \\sigma(z_i))\\, x_{ij}'),
  named('extra', 31, '(\\sigma(z_i) - y_i)\\,\\sigma(z_i)(1-\\sigma(z_i))\\, x_{ij}'),
  {
    ...named('open', 44, '\\kappa\\,(\\sigma(z_i) - y_i)\\, x_{ij}'),
    unbound: [{ symbol: '\\kappa', offers: ['lambda', { number: 1 }] }],
  },
];
