import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyClaim, type Claim } from '../support/claims';
import { verdicts } from '../support/check-note';
import { anyIdentity, themes } from '../support/identities';
import { settings } from '../support/runs';
import { slipsOf } from '../support/slips';
import { spelled, spellings } from '../support/spellings';

/** Identities, every other one with a slip. */
const anyRightOrWrong: fc.Arbitrary<Claim> = fc
  .tuple(anyClaim(anyIdentity(Object.values(themes).flat())), fc.boolean(), fc.nat(1000))
  .map(([claim, wrong, choice]) => {
    const slips = slipsOf(claim.identity.right);
    const slip = wrong ? slips[choice % slips.length] : undefined;
    return slip === undefined ? claim : { ...claim, identity: { ...claim.identity, right: slip.term } };
  });

describe('the verdict does not depend on the spelling', () => {
  test.each(spellings)('$name', (spelling) => {
    fc.assert(
      fc.property(anyRightOrWrong, (claim) => {
        expect(verdicts(spelled(claim, spelling)).at(-1)).toBe(verdicts(spelled(claim)).at(-1));
      }),
      settings(3),
    );
  });
});
