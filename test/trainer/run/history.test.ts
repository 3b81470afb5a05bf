import { describe, expect, it } from 'vitest';
import { History, recordFromRow } from '../../../src/trainer/run/history';

function filled(steps: number, capacity: number): History {
  const history = new History(2, capacity);
  for (let step = 0; step <= steps; step++) {
    const theta = Float64Array.of(step, -step);
    history.push({ step, epoch: step / 2, loss: 1 / (1 + step), testLoss: NaN, gradientNorm: 1, rate: 0.5, theta });
  }
  return history;
}

describe('a history', () => {
  it('keeps every step while there is room', () => {
    const history = filled(99, 100);
    expect(history.length).toBe(100);
    expect(history.at(42)).toMatchObject({ step: 42, epoch: 21, loss: 1 / 43 });
    expect([...history.at(42).theta]).toEqual([42, -42]);
  });

  it('thins evenly when full and keeps the start', () => {
    const history = filled(1000, 64);
    const steps = Array.from({ length: history.length }, (_, k) => history.at(k).step);
    expect(steps).toEqual(steps.map((_, k) => k * history.stride));
    expect(history.length).toBeLessThanOrEqual(64);
    expect(history.stride).toBe(16);
  });

  it('forgets what came after a step, and says so', () => {
    const history = filled(50, 100);
    const before = history.generation;
    history.truncate(20);
    expect(history.at(history.length - 1).step).toBe(20);
    expect(history.generation).toBeGreaterThan(before);
  });

  it('gives rows that can be read back', () => {
    const history = filled(5, 100);
    const rows = history.rowsFrom(4);
    expect(rows.length).toBe(2 * history.width);
    expect(recordFromRow(rows.subarray(history.width)).step).toBe(5);
  });
});
