import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkGradient } from '../../../src/trainer/check/gradient-check';
import type { Dataset } from '../../../src/trainer/data/dataset';
import { presetById } from '../../../src/trainer/data/presets';
import { claimedGradient, exactGradient, trainingGradient } from '../../../src/trainer/formula/formula-gradient';
import type { CompiledFormula, GradientFunction, NoteFormula } from '../../../src/trainer/formula/note-formula';
import { score, sigmoid } from '../../../src/trainer/model/logistic';
import { Run } from '../../../src/trainer/run/run';
import { fourPoints, holds, objectives, parameters, settings } from '../support';

const blobs = presetById('overlap')!.draw({ size: 80, noise: 0.5, seed: 1 });

/** A formula Σ factor(σ, y) x / n, as notes write it. */
function formulaOf(factor: (prediction: number, label: number) => number): GradientFunction {
  return (w, b, data: Dataset, lambda) => {
    const theta = Float64Array.from([...w, b]);
    const sums = new Float64Array(theta.length);
    for (let i = 0; i < data.n; i++) {
      const value = factor(sigmoid(score(theta, data.x, i * data.d)), data.y[i]!) / data.n;
      for (let j = 0; j < data.d; j++) sums[j]! += value * data.x[i * data.d + j]!;
      sums[data.d]! += value;
    }
    return { w: Array.from(w, (value, j) => sums[j]! + lambda * value), b: sums[data.d]! };
  };
}

const right = formulaOf((p, y) => p - y);
const signSlip = formulaOf((p, y) => y - p);
const extraFactor = formulaOf((p, y) => (p - y) * p * (1 - p));
const doubled = formulaOf((p, y) => 2 * (p - y));

describe('the gradient check', () => {
  it('passes the right formula, wherever it looks', () => {
    const cases = objectives.chain((objective) => fc.tuple(fc.constant(objective), parameters(objective.data.d + 1)));
    holds(
      cases,
      ([objective, theta]) => {
        const { verdict, worstError } = checkGradient(objective, right, theta);
        expect(worstError).toBeLessThan(1e-6);
        expect(verdict).toBe('right');
      },
      40,
    );
  });

  it.each([
    ['a sign slip', signSlip],
    ['an extra factor σ(1 − σ)', extraFactor],
    ['a factor 2', doubled],
  ])('fails %s, with slope 1', (_, formula) => {
    const result = checkGradient({ data: blobs, lambda: 0, bias: true }, formula, Float64Array.of(0.1, 0.2, 0));
    expect(result.verdict).toBe('wrong');
    expect(result.worstError).toBeGreaterThan(1e-3);
    expect(result.taylor.slope).toBeCloseTo(1, 1);
  });

  it('measures slope 2 for the right one', () => {
    const result = checkGradient({ data: fourPoints, lambda: 0.01, bias: true }, right, Float64Array.of(0.1, 0.2, 0));
    expect(result.taylor.slope).toBeCloseTo(2, 1);
    expect(result.rows.map((row) => row.name)).toEqual(['w1', 'w2', 'b']);
    expect(result.rows[0]!.claimed).toBeCloseTo(0.3668, 4);
  });

  it('finds the factor of a slip that is the same everywhere', () => {
    const objective = { data: blobs, lambda: 0, bias: true };
    expect(checkGradient(objective, signSlip, new Float64Array(3)).ratio).toBeCloseTo(-1, 6);
    expect(checkGradient(objective, doubled, new Float64Array(3)).ratio).toBeCloseTo(2, 6);
    expect(checkGradient(objective, extraFactor, new Float64Array(3)).ratio).toBeUndefined();
  });

  it('is not fooled at the optimum, where a wrong sign is 0 too', () => {
    const run = new Run({ train: blobs }, settings({ optimiser: 'newton', lambda: 0.1 }));
    while (run.step());
    const result = checkGradient({ data: blobs, lambda: 0.1, bias: true }, signSlip, run.state.theta);
    expect(result.verdict).toBe('wrong');
  });

  it('says when a formula gives no number', () => {
    const broken: GradientFunction = (w) => ({ w: w.map(() => NaN), b: 0 });
    expect(checkGradient({ data: blobs, lambda: 0, bias: true }, broken, new Float64Array(3)).verdict).toBe(
      'not-finite',
    );
  });
});

describe('training with a formula', () => {
  const steps = (formula: GradientFunction | undefined, count = 60) => {
    const run = new Run({ train: blobs }, settings({ rate: 0.3, start: [0.1, 0, 0] }), formula);
    for (let k = 0; k < count; k++) run.step();
    return run.state.loss;
  };

  it('that is right gives the same curve; a sign slip climbs, an extra factor crawls', () => {
    expect(steps(right)).toBeCloseTo(steps(undefined), 12);
    const start = steps(undefined, 0);
    expect(steps(signSlip)).toBeGreaterThan(1.5 * start);
    const progress = (start - steps(extraFactor)) / (start - steps(right));
    expect(progress).toBeGreaterThan(0);
    expect(progress).toBeLessThan(0.9);
  });
});

describe('a formula of a note', () => {
  const place = { uri: 'note.md', line: 7 };
  const base: NoteFormula = {
    id: 'f',
    name: 'f',
    latex: '',
    place,
    regularised: false,
    hasBias: true,
    unbound: [],
    payload: null,
  };
  const compiled: CompiledFormula = { weights: (w, b, data) => right(w, b, data, 0).w };

  it('gets the exact gradient for a part that the note does not give', () => {
    const claimed = claimedGradient(base, compiled)(Float64Array.of(1, 2), 3, fourPoints, 0.5);
    const exact = exactGradient(Float64Array.of(1, 2), 3, fourPoints, 0);
    expect(claimed.b).toBe(exact.b);
    expect(Array.from(claimed.w)).toEqual(Array.from(exact.w, (value) => expect.closeTo(value, 12)));
  });

  it('without an L2 term trains with λw added', () => {
    const trained = trainingGradient(base, compiled)(Float64Array.of(1, 2), 3, fourPoints, 0.5);
    const exact = exactGradient(Float64Array.of(1, 2), 3, fourPoints, 0.5);
    expect(Array.from(trained.w)).toEqual(Array.from(exact.w, (value) => expect.closeTo(value, 12)));
  });

  it('of a model without bias leaves the bias alone', () => {
    expect(claimedGradient({ ...base, hasBias: false }, compiled)(Float64Array.of(1, 2), 0, fourPoints, 0).b).toBe(0);
  });
});
