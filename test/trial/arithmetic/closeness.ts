import { expect } from 'vitest';
import { components, isFinite, linear, magnitude, type Scalar, type Value } from '../../../src/trial/arithmetic';

/** Size of the difference of two values, relative to the larger of them and 1. */
export function distance(a: Value, b: Value): number {
  const difference = components(linear.sub(a, b)).map(deepest);
  const size = Math.max(1, ...components(a).map(magnitude), ...components(b).map(magnitude));
  return Math.max(...difference) / size;
}

function deepest(x: Scalar): number {
  return isFinite(x) ? magnitude(x) : NaN;
}

/** The two values agree to this many digits, and are finite. */
export function expectClose(actual: Value, expected: Value, digits: number, note = ''): void {
  const shown = `${note} ${text(actual)} ≈ ${text(expected)} to ${digits} digits`;
  expect(distance(actual, expected), shown).toBeLessThan(10 ** -digits);
}

function text(value: Value): string {
  return JSON.stringify(value);
}
