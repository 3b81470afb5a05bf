import { describe, expect, it } from 'vitest';
import { contourLevels, isolines } from '../../../src/trainer/plot/isolines';

const resolution = 21;
const bowl = Float64Array.from({ length: resolution ** 2 }, (_, k) => {
  const [x, y] = [(k % resolution) - 10, Math.floor(k / resolution) - 10];
  return x * x + y * y;
});

describe('isolines', () => {
  it('of a round bowl are circles', () => {
    const ends = isolines(bowl, resolution, 36).flatMap(([x1, y1, x2, y2]) => [
      Math.hypot(x1 - 10, y1 - 10),
      Math.hypot(x2 - 10, y2 - 10),
    ]);
    expect(ends.length).toBeGreaterThan(40);
    for (const radius of ends) expect(Math.abs(radius - 6)).toBeLessThan(0.05);
  });

  it('leave out what is not finite', () => {
    expect(
      isolines(
        bowl.map(() => NaN),
        resolution,
        1,
      ),
    ).toEqual([]);
    expect(contourLevels(bowl.map(() => Infinity))).toEqual([]);
  });

  it('have levels inside the range, denser below', () => {
    const levels = contourLevels(bowl, 5);
    expect(levels[0]!).toBeGreaterThan(0);
    expect(levels.at(-1)!).toBeLessThan(200);
    expect(levels[1]! - levels[0]!).toBeLessThan(levels[4]! - levels[3]!);
  });
});
