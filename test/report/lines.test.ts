import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Lines } from '../../src/report/lines';

describe('lines of a text', () => {
  test.each([
    ['an empty text', '', 0, 1, 1],
    ['the start', 'ab\ncd', 0, 1, 1],
    ['the line end belongs to its line', 'ab\ncd', 2, 1, 3],
    ['the next line', 'ab\ncd', 3, 2, 1],
    ['the end of the text', 'ab\ncd', 5, 2, 3],
    ['beyond the end', 'ab\ncd', 99, 2, 3],
    ['before the start', 'ab\ncd', -1, 1, 1],
    ['after a last line end', 'ab\n', 3, 2, 1],
    ['CRLF is one line end', 'ab\r\ncd', 4, 2, 1],
    ['a lone CR ends a line', 'ab\rcd', 3, 2, 1],
    ['an emoji counts two', '😀x', 2, 1, 3],
  ])('%s', (_, text, offset, line, column) => {
    expect(new Lines(text).at(offset)).toEqual({ line, column });
  });

  test('a line ends before its line end', () => {
    const lines = new Lines('ab\r\n\r\ncd\rx\n');
    const texts = [1, 2, 3, 4, 5].map((line) => lines.text.slice(lines.start(line), lines.end(line)));
    expect(texts).toEqual(['ab', '', 'cd', 'x', '']);
    expect(lines.count).toBe(5);
  });

  test('every offset is where counting by hand says', () => {
    const texts = fc.string({ unit: fc.constantFrom('a', '\n', '\r', '\r\n', '中', '😀') });
    fc.assert(
      fc.property(texts, fc.nat(60), (text, wish) => {
        const offset = Math.min(wish, text.length);
        const before = text.slice(0, offset);
        // Between the two characters of CRLF, the line has not ended yet.
        const ended = before.endsWith('\r') && text[offset] === '\n' ? before.slice(0, -1) : before;
        const rows = ended.split(/\r\n|\r|\n/);
        const column = (rows.at(-1)?.length ?? 0) + 1 + (before.length - ended.length);
        expect(new Lines(text).at(offset)).toEqual({ line: rows.length, column });
      }),
    );
  });
});
