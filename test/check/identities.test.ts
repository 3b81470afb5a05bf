import { describe, expect, test } from 'vitest';
import { themes } from '../support/identities';
import { runs } from '../support/runs';
import { describeSurvey, shareOf, surveyIdentities, surveySlips } from '../support/survey';

const CASES = 25;

describe.each(Object.entries(themes))('%s', (theme, rules) => {
  test('identities hold', () => {
    const survey = surveyIdentities(rules, runs(CASES));
    console.info(describeSurvey(`${theme}, identities`, survey));
    expect(survey.astray.filter((line) => /^(fails|lost|given)/.test(line))).toEqual([]);
    expect(shareOf(survey, 'holds')).toBeGreaterThan(0.9);
  });

  test('identities with a slip fail', () => {
    const survey = surveySlips(rules, runs(CASES));
    console.info(describeSurvey(`${theme}, slips`, survey));
    expect(survey.astray.filter((line) => /^(holds|lost)/.test(line))).toEqual([]);
    expect(shareOf(survey, 'fails')).toBeGreaterThan(0.9);
  });
});
