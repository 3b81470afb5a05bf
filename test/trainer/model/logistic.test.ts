import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { datasetFromRows, takeSamples } from '../../../src/trainer/data/dataset';
import { hessian, logLoss, loss, lossAndGradient, sigmoid, softplus } from '../../../src/trainer/model/logistic';
import { automaticGradient } from '../../../src/trainer/check/automatic-differentiation';
import { centralDifference } from '../../../src/trainer/check/central-difference';
import { datasets, fourPoints, holds, largestDifference, objectives, parameters } from '../support';

describe('sigmoid and softplus', () => {
  it('keep their digits far out', () => {
    expect(sigmoid(1000)).toBe(1);
    expect(sigmoid(-700)).toBeCloseTo(Math.exp(-700), 310);
    expect(sigmoid(-1000)).toBe(0);
    expect(softplus(1000)).toBe(1000);
    expect(softplus(-40)).toBeCloseTo(Math.exp(-40), 25);
    expect(sigmoid(0)).toBe(0.5);
  });
});

describe('the loss', () => {
  it('is ln 2 at zero parameters', () => {
    expect(loss({ data: fourPoints, lambda: 1, bias: true }, new Float64Array(3))).toBeCloseTo(Math.LN2, 15);
  });

  it.each([
    [1000, 0, 1000],
    [-1000, 1, 1000],
    [1000, 1, 0],
    [-1000, 0, 0],
    [-30, 0, Math.log1p(Math.exp(-30))],
    [2, 1, Math.log1p(Math.exp(-2))],
  ])('at score %d and label %d is %d', (z, label, expected) => {
    const data = datasetFromRows([[z]], [label]);
    const gradient = new Float64Array(2);
    const value = lossAndGradient({ data, lambda: 0, bias: true }, Float64Array.of(1, 0), gradient);
    expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-15 * Math.max(expected, 1e-10));
    expect([...gradient].every(Number.isFinite)).toBe(true);
  });

  it('keeps tiny values when all samples are classified with certainty', () => {
    const data = datasetFromRows([[60], [-60]], [1, 0]);
    const gradient = new Float64Array(2);
    const value = lossAndGradient({ data, lambda: 0, bias: true }, Float64Array.of(1, 0), gradient);
    expect(value / Math.exp(-60)).toBeCloseTo(1, 12);
    expect(gradient[0]! / (-60 * Math.exp(-60))).toBeCloseTo(1, 12);
  });

  it('adds λ/2 ‖w‖² and leaves the bias out of it', () => {
    const theta = Float64Array.of(3, -4, 7);
    const plain = loss({ data: fourPoints, lambda: 0, bias: true }, theta);
    expect(loss({ data: fourPoints, lambda: 0.2, bias: true }, theta) - plain).toBeCloseTo(2.5, 12);
    expect(logLoss(fourPoints, theta)).toBe(plain);
  });

  it('is a sum over many samples without losing digits', () => {
    const rows = Array.from({ length: 5000 }, (_, i) => [Math.sin(i) * 4]);
    const labels = rows.map((_, i) => i % 2);
    const naive = rows.reduce((sum, [x], i) => sum + softplus(labels[i] ? -x! : x!), 0) / rows.length;
    const value = loss({ data: datasetFromRows(rows, labels), lambda: 0, bias: true }, Float64Array.of(1, 0));
    expect(value / naive).toBeCloseTo(1, 13);
  });

  it('is convex along every line', () => {
    const lines = objectives.chain((objective) =>
      fc.tuple(
        fc.constant(objective),
        parameters(objective.data.d + 1),
        parameters(objective.data.d + 1),
        fc.double({ min: 0, max: 1, noNaN: true }),
      ),
    );
    holds(lines, ([objective, a, b, t]) => {
      const between = a.map((value, j) => (1 - t) * value + t * b[j]!);
      const chord = (1 - t) * loss(objective, a) + t * loss(objective, b);
      expect(loss(objective, between)).toBeLessThanOrEqual(chord + 1e-12);
    });
  });

  it('does not depend on the order of the samples nor on having all of them twice', () => {
    const cases = datasets.chain((data) =>
      fc.tuple(
        fc.constant(data),
        parameters(data.d + 1),
        fc.shuffledSubarray([...Array(data.n).keys()], { minLength: data.n }),
      ),
    );
    holds(cases, ([data, theta, order]) => {
      const gradients = [data, takeSamples(data, order), takeSamples(data, [...order, ...order])].map((samples) => {
        const gradient = new Float64Array(theta.length);
        const value = lossAndGradient({ data: samples, lambda: 0.1, bias: true }, theta, gradient);
        return [value, ...gradient];
      });
      expect(largestDifference(gradients[0]!, gradients[1]!)).toBeLessThan(1e-12);
      expect(largestDifference(gradients[0]!, gradients[2]!)).toBeLessThan(1e-12);
    });
  });
});

describe('the gradient', () => {
  it('of the four points at w = (0.1, 0.2), b = 0, λ = 0.01 is (0.3668, 0.6495) and 0.2818', () => {
    const gradient = new Float64Array(3);
    lossAndGradient({ data: fourPoints, lambda: 0.01, bias: true }, Float64Array.of(0.1, 0.2, 0), gradient);
    // σ(0.5), σ(1.1), σ(1.7), σ(2.3) by hand, to four digits: 0.6225, 0.7503, 0.8455, 0.9089
    expect(gradient[2]).toBeCloseTo((0.6225 + 0.7503 - 0.1545 - 0.0911) / 4, 4);
    expect([...gradient].map((value) => value.toFixed(4))).toEqual(['0.3668', '0.6495', '0.2818']);
  });

  it('agrees with automatic differentiation and with central differences', () => {
    const cases = objectives.chain((objective) => fc.tuple(fc.constant(objective), parameters(objective.data.d + 1)));
    holds(cases, ([objective, theta]) => {
      const gradient = new Float64Array(theta.length);
      const value = lossAndGradient(objective, theta, gradient);
      const automatic = automaticGradient(objective, theta);
      expect(value).toBeCloseTo(automatic.loss, 12);
      expect(largestDifference(gradient, automatic.gradient)).toBeLessThan(1e-12);
      expect(
        largestDifference(
          gradient,
          centralDifference((at) => loss(objective, at), theta),
        ),
      ).toBeLessThan(1e-7);
    });
  });
});

describe('the Hessian', () => {
  it('is the derivative of the gradient', () => {
    const cases = objectives.chain((objective) => fc.tuple(fc.constant(objective), parameters(objective.data.d + 1)));
    holds(
      cases,
      ([objective, theta]) => {
        const size = theta.length;
        const h = hessian(objective, theta);
        for (let j = 0; j < size; j++) {
          const column = centralDifference((at) => {
            const gradient = new Float64Array(size);
            lossAndGradient(objective, at, gradient);
            return gradient[j]!;
          }, theta);
          expect(largestDifference(column, h.slice(j * size, (j + 1) * size))).toBeLessThan(1e-7);
        }
      },
      30,
    );
  });
});
