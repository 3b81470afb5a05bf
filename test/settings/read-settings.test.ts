import { describe, expect, it } from 'vitest';
import { readSettings, readSettingsFile } from '../../src/settings/read-settings';
import { defaults, layered } from '../../src/settings/settings';

/** Problems of a settings file as `place: message`. */
function problems(text: string): string[] {
  return readSettingsFile(text).problems.map(
    ({ range, messages }) => `${text.slice(range.start, range.end)}: ${messages.en}`,
  );
}

describe('readSettingsFile', () => {
  it('reads JSON with comments and trailing commas', () => {
    expect(readSettingsFile('{ // mine\n "points": 20, "severities": { "fails": "warning", }, }').settings).toEqual({
      points: 20,
      severities: { fails: 'warning' },
    });
  });

  it('takes an empty file as no settings', () => {
    expect(readSettingsFile(' \n')).toEqual({ settings: {}, problems: [] });
  });

  it.each([
    ['{ "point": 20 }', ['20: There is no setting “point”. Did you mean “points”?']],
    ['{ "points": 3 }', ['3: “points” must be a whole number from 8 to 1000.']],
    ['{ "run": "always" }', ['"always": “run” must be one of "onType", "onSave", "manual".']],
    ['{ "severities": { "fail": "error" } }', ['"error": There is no setting “fail”. Did you mean “fails”?']],
    ['{ "macros": { "E": "x" } }', ['"x": “E” is no macro\'s name: it must be like “\\E”.']],
    ['[]', ['[]: The settings must be an object.']],
  ])('says what is wrong with %s', (text, expected) => {
    expect(problems(text)).toEqual(expected);
  });

  it('says it in Chinese too', () => {
    expect(readSettings({ points: 3 }).problems[0]?.messages['zh-cn']).toBe('“points”必须是 8 到 1000 之间的整数。');
  });

  it('keeps what is right beside what is wrong', () => {
    expect(readSettingsFile('{ "points": "many", "seed": 7, ').settings).toEqual({ seed: 7 });
  });

  it('never throws, whatever the value', () => {
    for (const value of [null, 1, 'x', [], { macros: null }, { severities: [] }]) {
      expect(readSettings(value).problems.length).toBeGreaterThan(0);
    }
  });
});

describe('layered', () => {
  it('lets the later source win, and adds up lists', () => {
    const settings = layered(
      { points: 20, assumptions: ['x > 0'], severities: { fails: 'warning' } },
      { points: 30, assumptions: ['n integer'] },
    );
    expect(settings).toMatchObject({ points: 30, assumptions: ['x > 0', 'n integer'] });
    expect(settings.severities).toEqual({ ...defaults.severities, fails: 'warning' });
  });
});
