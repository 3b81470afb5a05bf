import { expect, test } from 'vitest';
import { messagesOf } from '../../src/report/messages';

/** All words of a table, with placeholders for what is filled in. */
function words(table: object): [string, string][] {
  return Object.entries(table).flatMap(([key, value]): [string, string][] => {
    if (typeof value === 'string') return [[key, value]];
    if (typeof value === 'object' && value !== null) return words(value as object);
    return [[key, String(value)]];
  });
}

test('every message is there in both languages', () => {
  const english = new Map(words(messagesOf('en')));
  const chinese = new Map(words(messagesOf('zh-cn')));
  expect([...chinese.keys()]).toEqual([...english.keys()]);
});

test('the Chinese messages are Chinese', () => {
  const marks = new Set(['colon', 'listComma', 'replace', 'progress']);
  const foreign = words(messagesOf('zh-cn')).filter(([key, text]) => !marks.has(key) && !/\p{Script=Han}/u.test(text));
  expect(foreign).toEqual([]);
});

test('one is singular', () => {
  const counts = { relations: 1, holds: 1, fails: 0, undecided: 0, given: 0 };
  expect(messagesOf('en').summary(1, counts, 1)).toBe(
    '1 note, 1 relation: 0 fail, 1 holds, 0 undecided, 0 given (seed 1)',
  );
});
