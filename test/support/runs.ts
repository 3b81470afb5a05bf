import type fc from 'fast-check';

/**
 * How many cases a property test tries: few in the unit suite, `PROPERTY_RUNS` times as many in a longer run
 * (`PROPERTY_RUNS=50 npx vitest run test/check`). The seed is fixed, and another is taken from `PROPERTY_SEED`.
 */
export function runs(few: number): number {
  return Math.ceil(few * Number(process.env['PROPERTY_RUNS'] ?? 1));
}

export const propertySeed = Number(process.env['PROPERTY_SEED'] ?? 20260);

/** Settings of one property: fast-check prints the seed with a failure. */
export function settings<T>(few: number): fc.Parameters<T> {
  return { numRuns: runs(few), seed: propertySeed };
}
