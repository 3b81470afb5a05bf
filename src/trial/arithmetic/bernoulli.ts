import type { BigNumber } from './mathjs';
import { withDigits } from './mathjs';

const WIDE = withDigits(112);

interface Table {
  readonly float: readonly number[];
  readonly big: readonly BigNumber[];
}

let cached: Table | undefined;

/** How many Bernoulli numbers {@link bernoulliNumbers} holds. */
export const BERNOULLI_COUNT = 64;

/**
 * The Bernoulli numbers B₂, B₄, …: index k holds B₂ₖ (index 0 holds B₀ = 1), exact to 112 digits. By tangent numbers in
 * whole-number arithmetic: Brent & Harvey, "Fast computation of Bernoulli, Tangent and Secant numbers" (2013).
 */
export function bernoulliNumbers(): Table {
  if (cached) return cached;
  const tangent: bigint[] = [0n, 1n];
  for (let k = 2; k <= BERNOULLI_COUNT; k++) tangent[k] = BigInt(k - 1) * tangent[k - 1]!;
  for (let k = 2; k <= BERNOULLI_COUNT; k++) {
    for (let j = k; j <= BERNOULLI_COUNT; j++) {
      tangent[j] = BigInt(j - k) * tangent[j - 1]! + BigInt(j - k + 2) * tangent[j]!;
    }
  }
  const big = tangent.map((t, k) => {
    if (k === 0) return new WIDE(1);
    const power = 4n ** BigInt(k);
    const size = new WIDE((2n * BigInt(k) * t).toString()).div((power * (power - 1n)).toString());
    return k % 2 === 1 ? size : size.neg();
  });
  cached = { big, float: big.map((b) => b.toNumber()) };
  return cached;
}
