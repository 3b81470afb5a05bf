import { BigNumber } from './mathjs';

/** A real number: float64, or decimal with 64 digits. */
export type Real = number | BigNumber;

/**
 * A number that an expression can be evaluated in. The kinds mix freely: with a BigNumber a float is converted by its
 * shortest decimal, with a Complex a real gets imaginary part 0, with a Dual anything of a smaller tag is a constant.
 * What a function is not defined for gives NaN; nothing here throws.
 */
export type Scalar = number | BigNumber | Complex | Dual;

/** An immutable complex number. Its parts are both floats or both BigNumbers, or mixed where one is exact. */
export class Complex {
  constructor(
    readonly re: Real,
    readonly im: Real,
  ) {}
}

/**
 * Value and derivative in one: `primal + tangent·ε` with ε² = 0 (forward-mode automatic differentiation).
 *
 * Every derivative that is taken has its own ε, told apart by `tag`. A derivative that begins later has a larger tag, so
 * in nested derivatives the larger tag is the inner one, and a value of a smaller tag is a constant to it. Primal and
 * tangent have smaller tags than the number itself. See Siskind & Pearlmutter, "Perturbation Confusion and
 * Referential Transparency" (2005).
 */
export class Dual {
  constructor(
    readonly tag: number,
    readonly primal: Scalar,
    readonly tangent: Scalar,
  ) {}
}

export const I = new Complex(0, 1);

export function isBigNumber(x: unknown): x is BigNumber {
  return x instanceof BigNumber;
}

export function isReal(x: Scalar): x is Real {
  return typeof x === 'number' || x instanceof BigNumber;
}

/** The BigNumber of a float's shortest decimal: 0.1 becomes exactly 1/10. */
export function big(x: Real | string): BigNumber {
  return x instanceof BigNumber ? x : new BigNumber(x);
}

/** The same value with every float in it turned into a BigNumber. */
export function toBig(x: Scalar): Scalar {
  if (typeof x === 'number') return new BigNumber(x);
  if (x instanceof Complex) return new Complex(big(x.re), big(x.im));
  if (x instanceof Dual) return new Dual(x.tag, toBig(x.primal), toBig(x.tangent));
  return x;
}

/** Whether the value is computed with 64 digits, that is, has a BigNumber in it. */
export function isBig(x: Scalar): boolean {
  if (typeof x === 'number') return false;
  if (x instanceof Dual) return isBig(x.primal) || isBig(x.tangent);
  if (x instanceof Complex) return x.re instanceof BigNumber || x.im instanceof BigNumber;
  return true;
}

// --- real arithmetic -------------------------------------------------------------------------------------------

export function addReal(a: Real, b: Real): Real {
  return typeof a === 'number' && typeof b === 'number' ? a + b : big(a).plus(b);
}

export function subReal(a: Real, b: Real): Real {
  return typeof a === 'number' && typeof b === 'number' ? a - b : big(a).minus(b);
}

export function mulReal(a: Real, b: Real): Real {
  return typeof a === 'number' && typeof b === 'number' ? a * b : big(a).times(b);
}

export function divReal(a: Real, b: Real): Real {
  return typeof a === 'number' && typeof b === 'number' ? a / b : big(a).div(b);
}

export function negReal(a: Real): Real {
  return typeof a === 'number' ? -a : a.neg();
}

/** −1, 0 or 1; NaN if either is NaN. */
export function compareReal(a: Real, b: Real): number {
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : a === b ? 0 : NaN;
  const x = big(a);
  return x.isNaN() || Number.isNaN(b) ? NaN : x.cmp(b);
}

function isZeroReal(x: Real): boolean {
  return typeof x === 'number' ? x === 0 : x.isZero();
}

// --- dual numbers ----------------------------------------------------------------------------------------------

/** The tag of a dual number, 0 for any other. */
export function tagOf(x: Scalar): number {
  return x instanceof Dual ? x.tag : 0;
}

/** The value of `x` for the derivative `tag`: `x` itself if it does not depend on it. */
export function primalAt(x: Scalar, tag: number): Scalar {
  if (!(x instanceof Dual) || x.tag < tag) return x;
  if (x.tag === tag) return x.primal;
  return new Dual(x.tag, primalAt(x.primal, tag), primalAt(x.tangent, tag));
}

/** The derivative of `x` in the direction `tag`: 0 if it does not depend on it. */
export function tangentAt(x: Scalar, tag: number): Scalar {
  if (!(x instanceof Dual) || x.tag < tag) return 0;
  if (x.tag === tag) return x.tangent;
  return new Dual(x.tag, tangentAt(x.primal, tag), tangentAt(x.tangent, tag));
}

let lastTag = 0;

/** A tag for a derivative that begins now: larger than that of every derivative around it. */
export function newTag(): number {
  return ++lastTag;
}

/** The derivative of `f` at `x`. It may be nested, and `f` may close over other dual numbers. */
export function derivative(f: (x: Scalar) => Scalar, x: Scalar): Scalar {
  const tag = newTag();
  return tangentAt(f(new Dual(tag, x, 1)), tag);
}

// --- arithmetic ------------------------------------------------------------------------------------------------

export function add(a: Scalar, b: Scalar): Scalar {
  if (typeof a === 'number' && typeof b === 'number') return a + b;
  if (a instanceof Dual || b instanceof Dual) {
    const tag = Math.max(tagOf(a), tagOf(b));
    if (tagOf(a) !== tag) return new Dual(tag, add(a, (b as Dual).primal), (b as Dual).tangent);
    if (tagOf(b) !== tag) return new Dual(tag, add((a as Dual).primal, b), (a as Dual).tangent);
    return new Dual(tag, add((a as Dual).primal, (b as Dual).primal), add((a as Dual).tangent, (b as Dual).tangent));
  }
  if (a instanceof Complex) {
    if (b instanceof Complex) return new Complex(addReal(a.re, b.re), addReal(a.im, b.im));
    return new Complex(addReal(a.re, b), a.im);
  }
  if (b instanceof Complex) return new Complex(addReal(a, b.re), b.im);
  return addReal(a, b);
}

export function neg(a: Scalar): Scalar {
  if (typeof a === 'number') return -a;
  if (a instanceof Dual) return new Dual(a.tag, neg(a.primal), neg(a.tangent));
  if (a instanceof Complex) return new Complex(negReal(a.re), negReal(a.im));
  return a.neg();
}

export function sub(a: Scalar, b: Scalar): Scalar {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (a instanceof Dual || b instanceof Dual) {
    const tag = Math.max(tagOf(a), tagOf(b));
    if (tagOf(a) !== tag) return new Dual(tag, sub(a, (b as Dual).primal), neg((b as Dual).tangent));
    if (tagOf(b) !== tag) return new Dual(tag, sub((a as Dual).primal, b), (a as Dual).tangent);
    return new Dual(tag, sub((a as Dual).primal, (b as Dual).primal), sub((a as Dual).tangent, (b as Dual).tangent));
  }
  if (a instanceof Complex) {
    if (b instanceof Complex) return new Complex(subReal(a.re, b.re), subReal(a.im, b.im));
    return new Complex(subReal(a.re, b), a.im);
  }
  if (b instanceof Complex) return new Complex(subReal(a, b.re), negReal(b.im));
  return subReal(a, b);
}

export function mul(a: Scalar, b: Scalar): Scalar {
  if (typeof a === 'number' && typeof b === 'number') return a * b;
  if (a instanceof Dual || b instanceof Dual) {
    const tag = Math.max(tagOf(a), tagOf(b));
    if (tagOf(a) !== tag) return new Dual(tag, mul(a, (b as Dual).primal), mul(a, (b as Dual).tangent));
    if (tagOf(b) !== tag) return new Dual(tag, mul((a as Dual).primal, b), mul((a as Dual).tangent, b));
    const x = a as Dual;
    const y = b as Dual;
    return new Dual(tag, mul(x.primal, y.primal), add(mul(x.primal, y.tangent), mul(x.tangent, y.primal)));
  }
  if (a instanceof Complex) {
    if (!(b instanceof Complex)) return new Complex(mulReal(a.re, b), mulReal(a.im, b));
    return new Complex(
      subReal(mulReal(a.re, b.re), mulReal(a.im, b.im)),
      addReal(mulReal(a.re, b.im), mulReal(a.im, b.re)),
    );
  }
  if (b instanceof Complex) return new Complex(mulReal(a, b.re), mulReal(a, b.im));
  return mulReal(a, b);
}

export function div(a: Scalar, b: Scalar): Scalar {
  if (typeof a === 'number' && typeof b === 'number') return a / b;
  if (a instanceof Dual || b instanceof Dual) {
    const tag = Math.max(tagOf(a), tagOf(b));
    if (tagOf(b) !== tag) return new Dual(tag, div((a as Dual).primal, b), div((a as Dual).tangent, b));
    const y = b as Dual;
    const quotient = div(primalAt(a, tag), y.primal);
    // (a/b)' = (a' − (a/b) b') / b
    const change = neg(mul(quotient, y.tangent));
    return new Dual(tag, quotient, div(tagOf(a) === tag ? add((a as Dual).tangent, change) : change, y.primal));
  }
  if (b instanceof Complex) return divByComplex(a, b);
  if (a instanceof Complex) return new Complex(divReal(a.re, b), divReal(a.im, b));
  return divReal(a, b);
}

/** Smith's method: scaled by the larger part of the divisor, so that no square overflows. */
function divByComplex(a: Real | Complex, b: Complex): Scalar {
  const re = a instanceof Complex ? a.re : a;
  const im = a instanceof Complex ? a.im : 0;
  if (compareReal(absReal(b.re), absReal(b.im)) >= 0) {
    if (isZeroReal(b.re)) return NaN;
    const ratio = divReal(b.im, b.re);
    const scale = addReal(b.re, mulReal(b.im, ratio));
    return new Complex(
      divReal(addReal(re, mulReal(im, ratio)), scale),
      divReal(subReal(im, mulReal(re, ratio)), scale),
    );
  }
  const ratio = divReal(b.re, b.im);
  const scale = addReal(mulReal(b.re, ratio), b.im);
  return new Complex(divReal(addReal(mulReal(re, ratio), im), scale), divReal(subReal(mulReal(im, ratio), re), scale));
}

function absReal(x: Real): Real {
  return typeof x === 'number' ? Math.abs(x) : x.abs();
}

// --- questions -------------------------------------------------------------------------------------------------

/** The value without its derivatives. */
export function primal(x: Scalar): number | BigNumber | Complex {
  while (x instanceof Dual) x = x.primal;
  return x;
}

/** The value as one float: NaN for a number with an imaginary part. */
export function toFloat(x: Scalar): number {
  const value = primal(x);
  if (typeof value === 'number') return value;
  if (!(value instanceof Complex)) return value.toNumber();
  return isZeroReal(value.im) ? toFloat(value.re) : NaN;
}

/** The size |x| of the value as a float, its derivatives left aside. */
export function magnitude(x: Scalar): number {
  const value = primal(x);
  if (typeof value === 'number') return Math.abs(value);
  if (value instanceof Complex) return Math.hypot(toFloat(value.re), toFloat(value.im));
  return Math.abs(value.toNumber());
}

/** The value is 0, whatever its derivatives. */
export function isZero(x: Scalar): boolean {
  const value = primal(x);
  return value instanceof Complex ? isZeroReal(value.re) && isZeroReal(value.im) : isZeroReal(value);
}

/** The value and all its derivatives are 0. */
export function isIdenticallyZero(x: Scalar): boolean {
  return x instanceof Dual ? isIdenticallyZero(x.primal) && isIdenticallyZero(x.tangent) : isZero(x);
}

/** No part of the value, nor of its derivatives, is infinite or NaN. */
export function isFinite(x: Scalar): boolean {
  if (typeof x === 'number') return Number.isFinite(x);
  if (x instanceof Dual) return isFinite(x.primal) && isFinite(x.tangent);
  if (x instanceof Complex) return isFinite(x.re) && isFinite(x.im);
  return x.isFinite();
}

/** Some part of the value is NaN. */
export function isNaN(x: Scalar): boolean {
  const value = primal(x);
  if (typeof value === 'number') return Number.isNaN(value);
  if (value instanceof Complex) return isNaN(value.re) || isNaN(value.im);
  return value.isNaN();
}

/** Order of two real values: −1, 0, 1, or NaN if one is NaN or has an imaginary part. */
export function compare(a: Scalar, b: Scalar): number {
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : a === b ? 0 : NaN;
  return compareReal(realPart(primal(a)), realPart(primal(b)));
}

function realPart(x: number | BigNumber | Complex): Real {
  if (!(x instanceof Complex)) return x;
  return isZeroReal(x.im) ? x.re : NaN;
}

/** The value as an integer of float64, or undefined if it is not a whole number or too large to be exact. */
export function toInteger(x: Scalar): number | undefined {
  const value = realPart(primal(x));
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : undefined;
  if (!value.isInteger()) return undefined;
  const float = value.toNumber();
  return Number.isSafeInteger(float) ? float : undefined;
}
