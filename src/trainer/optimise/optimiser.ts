import type { Objective } from '../model/logistic';

export type OptimiserId = 'gradient-descent' | 'momentum' | 'nesterov' | 'adam' | 'line-search' | 'newton' | 'l-bfgs';

/** What an optimiser remembers between steps. Plain numbers and arrays, so that it can be copied for going back. */
export type Memory = Record<string, number | Float64Array>;

export interface OptimiserSettings {
  /** Learning rate η > 0: the step length of gradient descent, momentum, Nesterov and Adam. */
  readonly rate: number;
  /** Share β of the velocity that is kept (momentum, Nesterov), 0 ≤ β < 1. */
  readonly momentum: number;
}

/** One evaluation of the loss and of the gradient that drives the descent, on the samples of the step. */
export type Evaluate = (theta: Float64Array, gradient: Float64Array) => number;

export interface StepInput {
  /** Parameters θ; the step writes the new ones here. */
  readonly theta: Float64Array;
  /** Loss and driving gradient at θ. */
  readonly loss: number;
  readonly gradient: Float64Array;
  readonly evaluate: Evaluate;
  readonly objective: Objective;
  readonly settings: OptimiserSettings;
  readonly memory: Memory;
}

/**
 * What a step did. `uphill`: the loss grows along the direction, as it can when the gradient comes from a wrong
 * formula. `precision`: no step changes the loss any more.
 */
export type StepResult =
  { readonly kind: 'moved'; readonly rate: number } | { readonly kind: 'stuck'; readonly why: 'uphill' | 'precision' };

export interface Optimiser {
  readonly id: OptimiserId;
  /** Whether it uses the learning rate η. */
  readonly usesRate: boolean;
  /** Whether it works on batches (line searches and second-order methods need the whole data). */
  readonly usesBatches: boolean;
  readonly step: (input: StepInput) => StepResult;
}

/** The array `name` of a memory, made of zeros when it is not there yet. */
export function remembered(memory: Memory, name: string, length: number): Float64Array {
  const held = memory[name];
  if (held instanceof Float64Array) return held;
  const fresh = new Float64Array(length);
  memory[name] = fresh;
  return fresh;
}

export function rememberedNumber(memory: Memory, name: string, initial: number): number {
  const held = memory[name];
  return typeof held === 'number' ? held : initial;
}

export function copyMemory(memory: Memory): Memory {
  const copy: Memory = {};
  for (const [name, value] of Object.entries(memory)) {
    copy[name] = typeof value === 'number' ? value : value.slice();
  }
  return copy;
}
