import { Complex, Dual, isBigNumber, isReal, primalAt, tagOf, tangentAt, type Real, type Scalar } from '../arithmetic';

/** A real limit found from a finite sequence. */
export interface Estimate {
  readonly value: Real;
  /** Estimated absolute error. */
  readonly error: number;
}

/**
 * Applies a method for real sequences to a sequence of any numbers: to values and derivatives, to real and imaginary
 * parts alike. The first failure of a part is the failure of the whole.
 */
export function byChannel<Failure>(
  sequence: readonly Scalar[],
  method: (reals: readonly Real[]) => Estimate | { readonly failed: Failure },
): { readonly value: Scalar; readonly error: number } | { readonly failed: Failure } {
  const tag = Math.max(0, ...sequence.map(tagOf));
  if (tag > 0) {
    const primal = byChannel(
      sequence.map((x) => primalAt(x, tag)),
      method,
    );
    if ('failed' in primal) return primal;
    const tangent = byChannel(
      sequence.map((x) => tangentAt(x, tag)),
      method,
    );
    if ('failed' in tangent) return tangent;
    return { value: new Dual(tag, primal.value, tangent.value), error: Math.max(primal.error, tangent.error) };
  }
  if (sequence.some((x) => x instanceof Complex)) {
    const re = method(sequence.map((x) => (x instanceof Complex ? x.re : (x as Real))));
    if ('failed' in re) return re;
    const im = method(sequence.map((x) => (x instanceof Complex ? x.im : 0)));
    if ('failed' in im) return im;
    return { value: new Complex(re.value, im.value), error: Math.max(re.error, im.error) };
  }
  return method(sequence.filter(isReal));
}

/** The largest part of a number, derivatives and imaginary parts included, as a float; NaN if one is NaN. */
export function largestPart(x: Scalar): number {
  if (typeof x === 'number') return Math.abs(x);
  if (x instanceof Dual) return Math.max(largestPart(x.primal), largestPart(x.tangent));
  if (x instanceof Complex) return Math.max(largestPart(x.re), largestPart(x.im));
  return Math.abs(x.toNumber());
}

/** The same number with every BigNumber in it rounded to a float. */
export function toFloats(x: Scalar): Scalar {
  if (isBigNumber(x)) return x.toNumber();
  if (x instanceof Dual) return new Dual(x.tag, toFloats(x.primal), toFloats(x.tangent));
  if (x instanceof Complex) return new Complex(toFloats(x.re) as Real, toFloats(x.im) as Real);
  return x;
}
