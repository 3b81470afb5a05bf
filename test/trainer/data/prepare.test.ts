import { describe, expect, it } from 'vitest';
import { countPositives } from '../../../src/trainer/data/dataset';
import { allPresets, presetById } from '../../../src/trainer/data/presets';
import { prepareData } from '../../../src/trainer/data/prepare';
import { Random } from '../../../src/trainer/data/random';
import { monomials } from '../../../src/trainer/data/transform';

const plain = { standardise: false, degree: 1, testShare: 0, seed: 1 };

describe('presets', () => {
  it.each(allPresets().map((preset) => [preset.id, preset] as const))(
    '%s has both classes and finite samples',
    (_, preset) => {
      const data = preset.draw({ ...preset.defaults, seed: 5 });
      expect(data.n).toBe(preset.defaults.size);
      expect(data.x.every(Number.isFinite)).toBe(true);
      expect(countPositives(data)).toBeGreaterThan(0);
      expect(countPositives(data)).toBeLessThan(data.n);
      expect(preset.draw({ ...preset.defaults, seed: 5 })).toEqual(data);
      if (!preset.fixed) expect(preset.draw({ ...preset.defaults, seed: 6 }).x).not.toEqual(data.x);
    },
  );

  it('are as large as wished, up to 100,000', () => {
    expect(presetById('moons')!.draw({ size: 1e5, noise: 0, seed: 1 }).n).toBe(100_000);
    expect(presetById('imbalanced')!.draw({ size: 2, noise: 0, seed: 1 }).n).toBe(2);
  });

  it('are imbalanced where they say so', () => {
    const data = presetById('imbalanced')!.draw({ size: 1000, noise: 0.4, seed: 1 });
    expect(countPositives(data)).toBe(80);
  });
});

describe('preparing data', () => {
  const raw = presetById('imbalanced')!.draw({ size: 200, noise: 0.4, seed: 1 });

  it('standardises by the training samples', () => {
    const { train } = prepareData(raw, { ...plain, standardise: true, testShare: 0.25 });
    for (let j = 0; j < 2; j++) {
      const column = Array.from({ length: train.n }, (_, i) => train.x[i * 2 + j]!);
      const mean = column.reduce((a, b) => a + b) / train.n;
      expect(mean).toBeCloseTo(0, 12);
      expect(column.reduce((sum, v) => sum + v * v, 0) / train.n).toBeCloseTo(1, 12);
    }
  });

  it('leaves a constant feature as it is, apart from its mean', () => {
    const constant = { ...raw, x: raw.x.map((value, k) => (k % 2 === 0 ? 5 : value)) };
    const { train } = prepareData(constant, { ...plain, standardise: true });
    expect(train.x[0]).toBe(0);
  });

  it('splits each class by the same share, without loss or overlap', () => {
    const { train, test, trainPositions, testPositions } = prepareData(raw, { ...plain, testShare: 0.25 });
    expect([...trainPositions, ...testPositions].sort((a, b) => a - b)).toEqual([...Array(200).keys()]);
    expect(test!.n).toBe(50);
    expect(countPositives(test!)).toBe(4);
    expect(countPositives(train)).toBe(12);
  });

  it('makes all monomials', () => {
    expect(monomials(2, 2)).toEqual([
      [1, 0],
      [0, 1],
      [2, 0],
      [1, 1],
      [0, 2],
    ]);
    expect(monomials(3, 3).length).toBe(19);
    const { train } = prepareData(raw, { ...plain, degree: 3 });
    expect(train.names).toEqual(['x1', 'x2', 'x1²', 'x1·x2', 'x2²', 'x1³', 'x1²·x2', 'x1·x2²', 'x2³']);
    expect(train.x[6]).toBeCloseTo(raw.x[0]! ** 2 * raw.x[1]!, 12);
  });
});

describe('random numbers', () => {
  it('are uniform and normal enough', () => {
    const random = new Random(11);
    const n = 20000;
    const normals = Array.from({ length: n }, () => random.normal());
    const uniforms = Array.from({ length: n }, () => random.uniform());
    expect(normals.reduce((a, b) => a + b) / n).toBeCloseTo(0, 1);
    expect(normals.reduce((a, b) => a + b * b, 0) / n).toBeCloseTo(1, 1);
    expect(uniforms.reduce((a, b) => a + b) / n).toBeCloseTo(0.5, 1);
    expect([...random.permutation(50)].sort((a, b) => a - b)).toEqual([...Array(50).keys()]);
  });
});
