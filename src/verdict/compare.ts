import {
  components,
  fitted,
  isTensor,
  linear,
  magnitude,
  maxAbs,
  sameShape,
  shapeText,
  sub,
  Tensor,
  type Value,
} from '../trial/arithmetic';

/** How two values compare. `close`: too near to tell in the arithmetic they were computed in. */
export type Comparison =
  | { readonly kind: 'agree' }
  | { readonly kind: 'differ'; readonly distance: number }
  | { readonly kind: 'close' }
  | { readonly kind: 'shape'; readonly message: string };

/** Relative distances up to this are rounding in float64, and above the second one they are not. */
const ROUNDING = 1e-9;
const CLEAR = 1e-5;
/** With 64 digits, the same. */
const PRECISE_ROUNDING = 1e-22;

/**
 * Compares two finite values by their relative distance. Between rounding and a clear difference the answer is `close`, to be
 * decided with 64 digits.
 */
export function compareValues(
  left: Value,
  right: Value,
  precise: boolean,
  rounding: number = precise ? PRECISE_ROUNDING : ROUNDING,
): Comparison {
  const [a, b] = aligned(...fitted(left, right));
  if (!sameShape(a, b)) {
    // The number 0 stands for a zero array.
    if (!isTensor(a) && maxAbs(a) === 0) return compareValues(linear.scale(0, b), b, precise, rounding);
    if (!isTensor(b) && maxAbs(b) === 0) return compareValues(a, linear.scale(0, a), precise, rounding);
    return { kind: 'shape', message: `shapes ${shapeText(a)} and ${shapeText(b)}` };
  }
  const [xs, ys] = [components(a), components(b)];
  const scale = Math.max(maxAbs(a), maxAbs(b));
  let distance = 0;
  xs.forEach((x, k) => {
    const d = magnitude(sub(x, ys[k] as never));
    // Each component is measured by its own size, but not by much less than that of the whole.
    const size = Math.max(magnitude(x), magnitude(ys[k] as never), scale * 1e-3);
    if (d > 0) distance = Math.max(distance, size > 0 ? d / size : 0);
  });
  // What 64 digits leave of a zero.
  if (precise && scale < (rounding > PRECISE_ROUNDING ? 1e-11 : 1e-50)) return { kind: 'agree' };
  // What cancels to nothing leaves the last digits: no value of its own.
  if (precise && scale < 1e-40) return { kind: 'agree' };
  if (precise) return distance <= rounding ? { kind: 'agree' } : { kind: 'differ', distance };
  if (distance <= rounding) return scale < 1e-9 && scale > 0 ? { kind: 'close' } : { kind: 'agree' };
  return distance >= CLEAR && scale > 1e-9 ? { kind: 'differ', distance } : { kind: 'close' };
}

/** Rows and columns are told apart only where both are matrices: authors do not keep to one layout. */
function aligned(a: Value, b: Value): [Value, Value] {
  if (a instanceof Tensor && b instanceof Tensor && a.data.length === b.data.length) {
    const flat = (t: Tensor): boolean => t.rank === 1 || t.shape[0] === 1;
    if (flat(a) && flat(b)) return [new Tensor([a.data.length], a.data), new Tensor([b.data.length], b.data)];
  }
  return [a, b];
}
