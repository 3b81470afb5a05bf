import type { BigNumber } from './mathjs';
import { narrow, withDigits, type BigNumberClass } from './mathjs';
import { isBig, type Scalar } from './scalar';

interface Constant {
  readonly float: number;
  readonly big: BigNumber;
}

/** A constant whose 64 digits are computed when first asked for. */
function constant(float: number, compute: () => BigNumber): Constant {
  let value: BigNumber | undefined;
  return {
    float,
    get big() {
      return (value ??= narrow(compute()));
    },
  };
}

const WIDE = withDigits(80);

/** π with the precision of a number class. */
export function piOf(numbers: BigNumberClass): BigNumber {
  return numbers.acos(-1);
}

export const PI = constant(Math.PI, () => piOf(WIDE));
export const E = constant(Math.E, () => WIDE.exp(1));
/** Euler–Mascheroni constant γ. */
export const EULER_GAMMA = constant(
  0.5772156649015329,
  () => new WIDE('0.57721566490153286060651209008240243104215933593992359880576723488486772677766467'),
);
/** (1 + √5)/2. */
export const GOLDEN_RATIO = constant(1.618033988749895, () => new WIDE(5).sqrt().plus(1).div(2));
/** Catalan's constant G. */
export const CATALAN = constant(
  0.915965594177219,
  () => new WIDE('0.91596559417721901505460351493238411077414937428167213426649811962176301977625477'),
);
export const LN2 = constant(Math.LN2, () => new WIDE(2).ln());
export const LN10 = constant(Math.LN10, () => new WIDE(10).ln());
export const SQRT2 = constant(Math.SQRT2, () => new WIDE(2).sqrt());
/** √(2π). */
export const SQRT_2PI = constant(Math.sqrt(2 * Math.PI), () => piOf(WIDE).times(2).sqrt());
/** 2/√π. */
export const TWO_OVER_SQRT_PI = constant(2 / Math.sqrt(Math.PI), () => new WIDE(2).div(piOf(WIDE).sqrt()));

/** The constant in the precision that `x` is computed in. */
export function like(x: Scalar, value: Constant): number | BigNumber {
  return isBig(x) ? value.big : value.float;
}
