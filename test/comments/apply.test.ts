import { describe, expect, it } from 'vitest';
import { checkNote } from '../../src/check-note';
import { layered } from '../../src/settings/settings';
import { findingsOf } from '../server/fake-check';

/** What is left of the wrong steps of a note: each `=` in it is said to fail. */
function left(text: string): string[] {
  const report = checkNote(text, layered(), { language: 'markdown', locale: 'en' }, findingsOf);
  return report.findings.map(({ left, right }) => `${left.latex} = ${right.latex}`);
}

describe('a comment in a note', () => {
  it('takes out the steps of its line alone', () => {
    expect(left('$a = b$ <!-- derivation-check-disable-line -->\n\n$c = d$\n')).toEqual(['c = d']);
  });
  it('takes out a whole display that begins on the next line', () => {
    expect(left('<!-- derivation-check-disable-next-line -->\n$$\na = b\n$$\n\n$c = d$\n')).toEqual(['c = d']);
  });
  it('takes out nothing when it names another code', () => {
    expect(left('$a = b$ <!-- derivation-check-disable-line domain -->\n')).toEqual(['a = b']);
  });
});
