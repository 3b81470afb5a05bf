import { BigNumberDependencies, create } from 'mathjs';
import type { BigNumber as BigNumberType } from 'mathjs';

/** Significant decimal digits of the confirming arithmetic. */
export const DIGITS = 64;

/** A decimal floating-point number of mathjs, of {@link DIGITS} digits unless it belongs to a wider class. */
export type BigNumber = BigNumberType;

/** The part of mathjs's number class that we use. Each class has its own precision. */
export interface BigNumberClass {
  new (value: number | string | BigNumber): BigNumber;
  /** A class of the same numbers with another precision. */
  clone(config: { precision: number }): BigNumberClass;
  acos(value: number): BigNumber;
  exp(value: number): BigNumber;
  atan2(y: BigNumber, x: BigNumber): BigNumber;
}

// Only the number class is taken, so that a bundle does not carry all of mathjs.
const math = create({ ...BigNumberDependencies }, { number: 'BigNumber', precision: DIGITS });

export const BigNumber = (math as unknown as { BigNumber: BigNumberClass }).BigNumber;

const wider = new Map<number, BigNumberClass>();

/** The number class with at least `digits` digits, for the inside of an algorithm that loses some. */
export function withDigits(digits: number): BigNumberClass {
  const rounded = Math.ceil(digits / 16) * 16;
  let found = wider.get(rounded);
  if (!found) {
    found = BigNumber.clone({ precision: rounded });
    wider.set(rounded, found);
  }
  return found;
}

/** Round a number of a wider class back to the usual {@link DIGITS}. */
export function narrow(x: BigNumber): BigNumber {
  return new BigNumber(x).toSignificantDigits(DIGITS);
}
