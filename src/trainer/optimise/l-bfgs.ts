import { dot, norm } from '../model/logistic';
import { wolfe } from './line-search';
import type { Optimiser } from './optimiser';
import { remembered, rememberedNumber } from './optimiser';

const PAIRS = 10;

/** Limited-memory BFGS with ten pairs (Nocedal & Wright 2006, algorithms 7.4 and 7.5) and a weak Wolfe search. */
export const lbfgs: Optimiser = {
  id: 'l-bfgs',
  usesRate: false,
  usesBatches: false,
  step: (input) => {
    const { theta, gradient, memory } = input;
    const size = theta.length;
    const moves = remembered(memory, 'moves', PAIRS * size);
    const changes = remembered(memory, 'changes', PAIRS * size);
    const count = rememberedNumber(memory, 'count', 0);
    const held = Math.min(count, PAIRS);
    const pair = (back: number) => {
      const slot = (count - 1 - back) % PAIRS;
      return [
        moves.subarray(slot * size, (slot + 1) * size),
        changes.subarray(slot * size, (slot + 1) * size),
      ] as const;
    };

    const direction = gradient.map((g) => -g);
    const shares = new Float64Array(held);
    for (let back = 0; back < held; back++) {
      const [s, y] = pair(back);
      const share = dot(s, direction) / dot(s, y);
      shares[back] = share;
      for (let j = 0; j < size; j++) direction[j]! -= share * y[j]!;
    }
    let scale = 1 / Math.max(1, norm(gradient));
    if (held > 0) {
      const [s, y] = pair(0);
      scale = dot(s, y) / dot(y, y);
    }
    for (let j = 0; j < size; j++) direction[j]! *= scale;
    for (let back = held - 1; back >= 0; back--) {
      const [s, y] = pair(back);
      const share = shares[back]! - dot(y, direction) / dot(s, y);
      for (let j = 0; j < size; j++) direction[j]! += share * s[j]!;
    }

    const before = theta.slice();
    const there = new Float64Array(size);
    const result = wolfe(input, direction, there);
    if (result.kind === 'stuck') return result;
    const move = theta.map((value, j) => value - before[j]!);
    const change = there.map((value, j) => value - gradient[j]!);
    // A pair without positive curvature (rounding, a wrong formula) would spoil the model of the Hessian.
    if (dot(move, change) > 1e-14 * norm(move) * norm(change)) {
      const slot = count % PAIRS;
      moves.set(move, slot * size);
      changes.set(change, slot * size);
      memory.count = count + 1;
    }
    return result;
  },
};
