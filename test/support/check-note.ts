import { expect } from 'vitest';
import { check } from '../../src/check';
import type { CheckOptions, Finding, ReasonCode, Role, Verdict } from '../../src/report/report';

/** What a test expects of a relation: a verdict, or the reason why it is undecided, or the role of what is given. */
export type Expected = Verdict | ReasonCode | Exclude<Role, 'step'>;

/** The verdicts of a note's relations in the order of their signs. */
export function verdicts(note: string, options: CheckOptions = {}): Verdict[] {
  return check(note, options).findings.map(({ verdict }) => verdict);
}

/**
 * Expects the relations of a note to come out like this, in order. Each is named by its verdict (`holds`), by its reason
 * (`unknown-notation`) when it is undecided, or by its role (`definition`) when nothing is claimed. On failure the sides are shown.
 */
export function expectVerdicts(note: string, expected: readonly Expected[], options: CheckOptions = {}): void {
  const { findings } = check(note, options);
  const got = findings.map((finding, k) => `${nameOf(finding, expected[k])}: ${sidesOf(finding)}`);
  const wanted = expected.map((name, k) => `${name}: ${findings[k] ? sidesOf(findings[k]) : 'no relation'}`);
  expect(got).toEqual(wanted);
}

/** One display of its own for each formula. */
export function displays(...formulas: string[]): string {
  return formulas.map((latex) => `$$\n${latex}\n$$\n`).join('\n');
}

function nameOf(finding: Finding, expected: Expected | undefined): Expected {
  const names: (Expected | undefined)[] = [finding.verdict, finding.reason?.code];
  if (finding.role !== 'step') names.push(finding.role);
  if (expected !== undefined && names.includes(expected)) return expected;
  return finding.reason?.code ?? finding.verdict;
}

function sidesOf({ left, sign, right }: Finding): string {
  return `${left.latex} ${sign.latex} ${right.latex}`.replace(/\s+/g, ' ');
}
