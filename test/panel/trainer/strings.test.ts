import { describe, expect, it } from 'vitest';
import { allStrings, setLocale, t } from '../../../src/panel/trainer/strings';

const { en, 'zh-cn': zh } = allStrings();
const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

describe('the strings of the trainer', () => {
  it.each(Object.entries(en))('%s has the same values in both languages', (key, text) => {
    expect(placeholders(zh[key as keyof typeof zh])).toEqual(placeholders(text));
  });

  it('are filled in, and leave a value that is missing visible', () => {
    setLocale('zh-cn');
    expect(t('cursorAt', { x: 1, y: 2 })).toBe('光标位于 1，2。');
    setLocale('en');
    expect(t('cursorAt', { x: 1 })).toBe('Cursor at 1, {y}.');
  });
});
