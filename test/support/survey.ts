import fc from 'fast-check';
import { check } from '../../src/check';
import { anyClaim, noteOf, type Claim } from './claims';
import { anyIdentity, type Identity } from './identities';
import { propertySeed } from './runs';
import { hasFreeIndex, slipsOf } from './slips';
import { agree } from './terms';

/** What the checker said of many generated claims: how often each verdict came, and the claims that were not decided as they should be. */
export interface Survey {
  readonly counts: ReadonlyMap<string, number>;
  readonly total: number;
  readonly astray: readonly string[];
}

/** Judges true identities. */
export function surveyIdentities(rules: readonly fc.Arbitrary<Identity>[], cases: number): Survey {
  const tally = new Tally('holds');
  for (const claim of sample(rules, cases)) tally.judge(noteOf(claim), claim.identity.rule);
  return tally.survey;
}

/**
 * Judges the same identities, each with one slip on its right side. Slips that do not change the value are left out, and so
 * are those after which the right side has no value at all.
 */
export function surveySlips(rules: readonly fc.Arbitrary<Identity>[], cases: number): Survey {
  const tally = new Tally('fails');
  for (const [number, claim] of sample(rules, cases).entries()) {
    const { left, right, rule } = claim.identity;
    const slips = slipsOf(right).filter(({ term }) => !hasFreeIndex(term) && agree(left, term) === false);
    const slip = slips[(number * 7919) % Math.max(1, slips.length)];
    if (slip === undefined) continue;
    tally.judge(noteOf({ ...claim, identity: { ...claim.identity, right: slip.term } }), `${rule}, ${slip.kind}`);
  }
  return tally.survey;
}

function sample(rules: readonly fc.Arbitrary<Identity>[], cases: number): Claim[] {
  return fc.sample(anyClaim(anyIdentity(rules)), { numRuns: cases, seed: propertySeed });
}

class Tally {
  private readonly counts = new Map<string, number>();
  private readonly astray: string[] = [];
  private total = 0;

  constructor(private readonly wanted: string) {}

  judge(note: string, label: string): void {
    const finding = check(note).findings.at(-1);
    const verdict = finding === undefined ? 'lost' : (finding.reason?.code ?? finding.verdict);
    this.total++;
    this.counts.set(verdict, (this.counts.get(verdict) ?? 0) + 1);
    if (verdict !== this.wanted) this.astray.push(`${verdict} (${label}): ${JSON.stringify(note)}`);
  }

  get survey(): Survey {
    return { counts: this.counts, total: this.total, astray: this.astray };
  }
}

/** Share of the claims with a verdict. */
export function shareOf({ counts, total }: Survey, verdict: string): number {
  return (counts.get(verdict) ?? 0) / Math.max(1, total);
}

/** A survey in one line, and in a longer run what went astray. */
export function describeSurvey(title: string, survey: Survey): string {
  const counts = [...survey.counts].map(([verdict, count]) => `${count} ${verdict}`).join(', ');
  const list =
    Number(process.env['PROPERTY_RUNS'] ?? 1) > 1 ? survey.astray.map((line) => `\n    ${line}`).join('') : '';
  return `${title}: ${counts} (seed ${propertySeed})${list}`;
}
