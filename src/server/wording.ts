import type { Counterexample, Finding } from '../report/report';
import type { Counts } from './protocol';
import { t } from './text';

/** `y = 1, ŷ = 0.25`. */
export function values({ values }: Counterexample): string {
  return values.map(({ symbol, value }) => `${symbol} = ${value}`).join(', ');
}

/** One sentence or two about a finding, in words that a reader of the note understands. */
export function summary(finding: Finding): string {
  switch (finding.verdict) {
    case 'fails':
      return [failure(finding), finding.explanation?.message].filter(Boolean).join('\n');
    case 'undecided':
      return finding.reason?.message ?? t('This step could not be tested.');
    case 'holds':
      return finding.domain ?? t('This step holds at {0} points.', finding.points ?? 0);
    case 'given':
      return givenAs(finding);
  }
}

function failure({ role, counterexample }: Finding): string {
  const subject = role === 'bound' ? t('This bound does not hold') : t('This step does not hold');
  if (!counterexample) return t('{0}.', subject);
  const { left, right } = counterexample;
  return counterexample.values.length === 0
    ? t('{0}: the left side is {1}, the right side {2}.', subject, left, right)
    : t('{0}: at {1} the left side is {2}, the right side {3}.', subject, values(counterexample), left, right);
}

function givenAs({ role }: Finding): string {
  switch (role) {
    case 'definition':
      return t('A definition: there is nothing to test.');
    case 'redefinition':
      return t('A new definition: it holds from here on.');
    case 'condition':
      return t('A condition: there is nothing to test.');
    case 'equation':
      return t('An equation to be solved: there is nothing to test.');
    case 'update':
      return t('An update of a variable: there is nothing to test.');
    default:
      return t('Taken as given: there is nothing to test.');
  }
}

export function heading({ verdict, reason }: Finding): string {
  switch (verdict) {
    case 'holds':
      return t('✓ Holds');
    case 'fails':
      return t('✗ Does not hold');
    case 'undecided':
      return reason?.code === 'suspect' ? t('? Suspect') : t('? Undecided');
    case 'given':
      return t('Given');
  }
}

export const marks = { holds: '✓', fails: '✗', undecided: '?', given: '' } as const;

export function count(findings: readonly Finding[]): Counts {
  const counts = { relations: findings.length, holds: 0, fails: 0, undecided: 0, given: 0 };
  for (const { verdict } of findings) counts[verdict]++;
  return counts;
}

/** `6 steps hold · 1 fails · 2 undecided`. */
export function tally({ holds, fails, undecided }: Counts): string {
  return [
    holds === 1 ? t('1 step holds') : holds > 1 ? t('{0} steps hold', holds) : undefined,
    fails === 1
      ? holds > 0
        ? t('1 fails')
        : t('1 step fails')
      : fails > 1
        ? holds > 0
          ? t('{0} fail', fails)
          : t('{0} steps fail', fails)
        : undefined,
    undecided > 0 ? t('{0} undecided', undecided) : undefined,
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
}
