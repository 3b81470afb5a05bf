import type { Finding } from './report';

/** How many relations there are, and how many of each verdict. */
export interface Counts {
  readonly relations: number;
  readonly holds: number;
  readonly fails: number;
  readonly undecided: number;
  readonly given: number;
}

export const noCounts: Counts = { relations: 0, holds: 0, fails: 0, undecided: 0, given: 0 };

export function countsOf(findings: readonly Finding[]): Counts {
  const counts = { ...noCounts, relations: findings.length };
  for (const { verdict } of findings) counts[verdict]++;
  return counts;
}

export function sumOfCounts(all: Iterable<Counts>): Counts {
  const sum = { ...noCounts };
  for (const counts of all) {
    sum.relations += counts.relations;
    sum.holds += counts.holds;
    sum.fails += counts.fails;
    sum.undecided += counts.undecided;
    sum.given += counts.given;
  }
  return sum;
}
