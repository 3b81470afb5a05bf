import { BigNumber, PI, type Real } from '../arithmetic';

/** A node of double-exponential quadrature. */
export interface Node {
  /** Which end of the range the node is counted from. */
  readonly side: -1 | 1;
  /** For a finite range: distance from that end, as a part of the range. For an infinite one: see {@link Rule}. */
  readonly place: Real;
  /** Weight, without the step and without the length of the range. */
  readonly weight: Real;
}

/**
 * `tanh-sinh` for a finite range, `exp-sinh` for a half line (place = distance from its end), `sinh-sinh` for the whole
 * line (place = |x|). Takahasi & Mori, "Double Exponential Formulas for Numerical Integration" (1974).
 */
export type Rule = 'tanh-sinh' | 'exp-sinh' | 'sinh-sinh';

/** |t| beyond which no node is taken: the places there leave the range of float64, or the 64 digits. */
export const REACH = { float: 6, big: 5.25 } as const;

const cache = new Map<string, readonly (readonly [t: number, node: Node])[]>();

/**
 * The nodes that level `level` adds, at t = k·h with h = 2^−level: all k in level 1, the odd ones in later levels; in
 * order of t.
 */
export function nodesOf(rule: Rule, level: number, precise: boolean): readonly (readonly [t: number, node: Node])[] {
  const key = `${rule} ${level} ${precise}`;
  let found = cache.get(key);
  if (!found) {
    const step = 2 ** -level;
    const count = Math.floor((precise ? REACH.big : REACH.float) / step);
    const list: (readonly [number, Node])[] = [];
    for (let k = -count; k <= count; k++) {
      if (level > 1 && k % 2 === 0) continue;
      const t = k * step;
      list.push([t, precise ? bigNode(rule, t) : floatNode(rule, t)]);
    }
    found = list;
    cache.set(key, found);
  }
  return found;
}

function floatNode(rule: Rule, t: number): Node {
  const side = t < 0 ? -1 : 1;
  const u = (Math.PI / 2) * Math.sinh(t);
  const slope = (Math.PI / 2) * Math.cosh(t);
  if (rule === 'tanh-sinh') {
    const decay = Math.exp(-2 * Math.abs(u));
    return { side, place: decay / (1 + decay), weight: (2 * slope * decay) / (1 + decay) ** 2 };
  }
  if (rule === 'exp-sinh') return { side: 1, place: Math.exp(u), weight: slope * Math.exp(u) };
  return { side, place: Math.sinh(Math.abs(u)), weight: slope * Math.cosh(u) };
}

function bigNode(rule: Rule, t: number): Node {
  const side = t < 0 ? -1 : 1;
  const exponent = new BigNumber(t).exp();
  const inverse = new BigNumber(1).div(exponent);
  const quarter = PI.big.div(4);
  const u = exponent.minus(inverse).times(quarter);
  const slope = exponent.plus(inverse).times(quarter);
  if (rule === 'tanh-sinh') {
    const decay = u.abs().times(-2).exp();
    const sum = decay.plus(1);
    return { side, place: decay.div(sum), weight: slope.times(2).times(decay).div(sum.times(sum)) };
  }
  const grown = u.exp();
  if (rule === 'exp-sinh') return { side: 1, place: grown, weight: slope.times(grown) };
  const shrunk = new BigNumber(1).div(grown);
  return { side, place: grown.minus(shrunk).div(2).abs(), weight: slope.times(grown.plus(shrunk)).div(2) };
}
