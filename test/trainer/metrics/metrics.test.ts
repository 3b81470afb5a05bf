import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { confusion } from '../../../src/trainer/metrics/confusion';
import { roc } from '../../../src/trainer/metrics/roc';
import { holds } from '../support';

describe('the confusion matrix', () => {
  it('counts the four outcomes', () => {
    const counts = confusion([1, 1, 1, 0, 0, 0], [0.9, 0.5, 0.2, 0.1, 0.7, 0.3]);
    expect(counts).toMatchObject({ truePositives: 2, falseNegatives: 1, falsePositives: 1, trueNegatives: 2 });
    expect(counts.accuracy).toBeCloseTo(4 / 6);
    expect(counts.precision).toBeCloseTo(2 / 3);
    expect(counts.recall).toBeCloseTo(2 / 3);
  });
});

describe('the ROC curve', () => {
  it('of a perfect order has the area 1, of the reverse 0, of a constant 1/2', () => {
    expect(roc([0, 0, 1, 1], [0.1, 0.2, 0.8, 0.9]).area).toBe(1);
    expect(roc([1, 1, 0, 0], [0.1, 0.2, 0.8, 0.9]).area).toBe(0);
    expect(roc([0, 1, 0, 1], [0.5, 0.5, 0.5, 0.5]).area).toBe(0.5);
  });

  it('has as area the share of pairs in the right order', () => {
    const cases = fc.array(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 5 })), { maxLength: 12 });
    holds(cases, (pairs) => {
      const all = [...pairs, [0, 2], [1, 3]];
      const labels = all.map(([label]) => label!);
      const scores = all.map(([, s]) => s! / 5);
      let [right, count] = [0, 0];
      for (const [a, p] of all) {
        for (const [b, q] of all) {
          if (a !== 1 || b !== 0) continue;
          count++;
          right += p! > q! ? 1 : p === q ? 0.5 : 0;
        }
      }
      expect(roc(labels, scores).area).toBeCloseTo(right / count, 12);
    });
  });
});
