import { adam, gradientDescent, momentum, nesterov } from './first-order';
import { lbfgs } from './l-bfgs';
import { lineSearch } from './line-search';
import { newton } from './newton';
import type { Optimiser, OptimiserId } from './optimiser';

const optimisers: readonly Optimiser[] = [gradientDescent, momentum, nesterov, adam, lineSearch, newton, lbfgs];

/** All optimisers, in the order of a menu. */
export function allOptimisers(): readonly Optimiser[] {
  return optimisers;
}

export function optimiserById(id: OptimiserId): Optimiser {
  const found = optimisers.find((optimiser) => optimiser.id === id);
  if (!found) throw new RangeError(`no optimiser ${id}`);
  return found;
}
