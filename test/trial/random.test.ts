import { expect, test } from 'vitest';
import { hash, random } from '../../src/trial/random';

test('a hash depends on every key, and on nothing else', () => {
  const keys = [
    [],
    ['x'],
    ['x', 1],
    ['x', 2],
    ['x', 1, 2],
    ['x', 2, 1],
    ['x', 12],
    ['ab', 'c'],
    ['a', 'bc'],
    ['x', 1.5],
  ];
  const values = [1, 2, 2 ** 40, -1].flatMap((seed) => keys.map((list) => hash(seed, ...list)));
  expect(new Set(values).size).toBe(values.length);
  expect(values.every((x) => x > 0 && x < 1)).toBe(true);
  expect(hash(7, 'x', 3)).toBe(hash(7, 'x', 3));
});

test('values are spread evenly, also over neighbouring keys', () => {
  const counts = Array.from({ length: 20 }, () => 0);
  for (let i = 0; i < 20_000; i++) counts[Math.floor(hash(1, 'w', i) * 20)]!++;
  // χ² with 19 degrees of freedom is below 44 in 999 of 1000 cases.
  const chi = counts.reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0);
  expect(chi).toBeLessThan(44);
});

test('a stream repeats under its seed', () => {
  const take = (seed: number): number[] => {
    const source = random(seed, 'stream');
    return [source.next(), source.between(-2, 5), source.integer(1, 6), source.pick([10, 20, 30]), source.normal()];
  };
  expect(take(5)).toEqual(take(5));
  expect(take(5)).not.toEqual(take(6));
});
