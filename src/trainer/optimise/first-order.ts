import type { Optimiser } from './optimiser';
import { remembered, rememberedNumber } from './optimiser';

/** θ ← θ − η ∇J. */
export const gradientDescent: Optimiser = {
  id: 'gradient-descent',
  usesRate: true,
  usesBatches: true,
  step: ({ theta, gradient, settings: { rate } }) => {
    for (let j = 0; j < theta.length; j++) theta[j]! -= rate * gradient[j]!;
    return { kind: 'moved', rate };
  },
};

/** v ← β v − η ∇J(θ), θ ← θ + v (Polyak 1964). */
export const momentum: Optimiser = {
  id: 'momentum',
  usesRate: true,
  usesBatches: true,
  step: ({ theta, gradient, memory, settings }) => {
    const v = remembered(memory, 'velocity', theta.length);
    for (let j = 0; j < theta.length; j++) {
      v[j] = settings.momentum * v[j]! - settings.rate * gradient[j]!;
      theta[j]! += v[j]!;
    }
    return { kind: 'moved', rate: settings.rate };
  },
};

/** v ← β v − η ∇J(θ + β v), θ ← θ + v (Nesterov 1983, as written by Sutskever et al. 2013). */
export const nesterov: Optimiser = {
  id: 'nesterov',
  usesRate: true,
  usesBatches: true,
  step: ({ theta, evaluate, memory, settings }) => {
    const size = theta.length;
    const v = remembered(memory, 'velocity', size);
    const ahead = theta.slice();
    for (let j = 0; j < size; j++) ahead[j]! += settings.momentum * v[j]!;
    const there = new Float64Array(size);
    evaluate(ahead, there);
    for (let j = 0; j < size; j++) {
      v[j] = settings.momentum * v[j]! - settings.rate * there[j]!;
      theta[j]! += v[j]!;
    }
    return { kind: 'moved', rate: settings.rate };
  },
};

/** Adam with β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸ and bias correction (Kingma & Ba 2015, algorithm 1). */
export const adam: Optimiser = {
  id: 'adam',
  usesRate: true,
  usesBatches: true,
  step: ({ theta, gradient, memory, settings }) => {
    const first = remembered(memory, 'first', theta.length);
    const second = remembered(memory, 'second', theta.length);
    const t = rememberedNumber(memory, 't', 0) + 1;
    memory.t = t;
    const firstScale = 1 / (1 - 0.9 ** t);
    const secondScale = 1 / (1 - 0.999 ** t);
    for (let j = 0; j < theta.length; j++) {
      const g = gradient[j]!;
      first[j] = 0.9 * first[j]! + 0.1 * g;
      second[j] = 0.999 * second[j]! + 0.001 * g * g;
      theta[j]! -= (settings.rate * first[j]! * firstScale) / (Math.sqrt(second[j]! * secondScale) + 1e-8);
    }
    return { kind: 'moved', rate: settings.rate };
  },
};
