import { describe, expect, test } from 'vitest';
import { displayWidth } from '../../src/report/display';
import { noteText, problemText, summaryText, type TextOptions } from '../../src/report/text';
import { findingOn, noteWith, rangeOf } from './sample';

const plain: TextOptions = { locale: 'en', color: false, width: 80, verbose: false };
const verbose: TextOptions = { ...plain, verbose: true };

/** The report on one failing relation, line by line. */
function failure(text: string, left: string, right: string, options = plain): string[] {
  const note = noteWith(text, [findingOn(text, left, right, { verdict: 'fails' })]);
  return noteText(note, options).trimEnd().split('\n');
}

test('a failure shows the place, the line, both sides, the counterexample and the likely slip', () => {
  const text = 'First.\nSo $f(x) = 2x + 1$ holds.\n';
  const finding = findingOn(text, 'f(x)', '2x + 1', {
    verdict: 'fails',
    counterexample: { values: [{ symbol: 'x', value: '1' }], left: '1', right: '3' },
    explanation: {
      kind: 'sign',
      message: 'a lost sign',
      suggestion: { range: rangeOf(text, '+'), newText: '-' },
    },
  });
  expect(noteText(noteWith(text, [finding]), plain)).toBe(`notes/a.md:2:10: fails: the two sides differ
  2 | So $f(x) = 2x + 1$ holds.
    |     ~~~~   ^^^^^^
    counterexample  x = 1
    left side       1
    right side      3
    likely slip     a lost sign
    try             +  ->  -

`);
});

test('underlines stand below wide characters', () => {
  const [, line, marks] = failure('所以 $甲乙 = 丙$', '甲乙', '丙');
  expect(line).toBe('  1 | 所以 $甲乙 = 丙$');
  expect(marks).toBe('    |       ~~~~   ^^');
});

test('tabs become spaces, and underlines stay below their text', () => {
  const [, line, marks] = failure('\t$a\t= b$', 'a', 'b');
  expect(line).toBe('  1 |     $a  = b$');
  expect(marks).toBe('    |      ~    ^');
});

test('sides of several lines are underlined line by line, without quote signs and indentation', () => {
  const lines = failure('> $$\n> a\n>   + b\n> = c\n>   + d\n> $$', 'a\n>   + b', 'c\n>   + d');
  expect(lines.slice(1)).toEqual([
    '  2 | > a',
    '    |   ~',
    '  3 | >   + b',
    '    |     ~~~',
    '  4 | > = c',
    '    |     ^',
    '  5 | >   + d',
    '    |     ^^^',
  ]);
});

test('lines between two sides that stand apart are left out', () => {
  const lines = failure('$a$\n\nwords\n\n$$= b$$', 'a', 'b');
  expect(lines.slice(1)).toEqual(['  1 | $a$', '    |  ~', '... | (3 more lines)', '  5 | $$= b$$', '    |     ^']);
});

test('a side of very many lines is shown by its first and last ones', () => {
  const side = Array.from({ length: 40 }, (_, index) => `x_{${index}}`).join('\n+');
  const lines = failure(`$${side} = 1$`, side, '1');
  expect(lines).toContain(' ... | (33 more lines)');
  expect(lines.length).toBeLessThan(20);
});

test('a long line is wrapped around its marks', () => {
  const lines = failure(`${'word '.repeat(100)}$a = b$${' word'.repeat(100)}`, 'a = b$'.slice(0, 1), 'b');
  expect(lines.slice(1)).toHaveLength(2);
  expect(lines.every((line) => displayWidth(line) <= 80)).toBe(true);
  expect(lines[1]).toMatch(/^ {2}1 \| ….*\$a = b\$ word.*…$/);
});

test('a huge line costs no time and no space', () => {
  const huge = 'x+'.repeat(5_000_000);
  const lines = failure(`$${huge}1 = 2$`, `${huge}1`, '2');
  expect(lines.length).toBeLessThan(20);
  expect(lines.every((line) => displayWidth(line) <= 80)).toBe(true);
});

test('a note cannot send control characters to the terminal', () => {
  const out = failure('$a\x1b[31m\u202e = b$', 'a', 'b').join('\n');
  expect(out).not.toMatch(/\x1b|\u202e/); // eslint-disable-line no-control-regex
  expect(out).toContain('␛[31m');
});

test('an encoded formula is shown as it was read', () => {
  const text = '![](https://example.org/?tex=a%2Bb%3Dc)';
  const finding = {
    ...findingOn(`a=c`, 'a', 'c'),
    verdict: 'fails' as const,
    left: { latex: 'a+b', range: rangeOf(text, 'a%2Bb') },
    sign: { latex: '=', range: rangeOf(text, '%3D') },
    right: { latex: 'c', range: rangeOf(text, 'c', text.indexOf('%3D')) },
  };
  expect(noteText(noteWith(text, [finding]), plain)).toContain('LaTeX  a+b = c');
});

describe('what is shown', () => {
  const text = '$a = b$ $c = d$ $e = f$ $g = h$';
  const note = noteWith(text, [
    findingOn(text, 'a', 'b', { verdict: 'holds', points: 12, domain: 'only where a > 0' }),
    findingOn(text, 'c', 'd', {
      verdict: 'undecided',
      reason: { code: 'unknown-notation', message: 'what is d?', range: rangeOf(text, 'd') },
    }),
    findingOn(text, 'e', 'f', { verdict: 'given', role: 'definition' }),
    findingOn(text, 'g', 'h', { verdict: 'fails' }),
  ]);

  test('failures only, by default', () => {
    expect(noteText(note, plain).match(/^notes.*$/gm)).toEqual(['notes/a.md:1:28: fails: the two sides differ']);
  });

  test('everything, with --verbose', () => {
    const out = noteText(note, verbose);
    expect(out.match(/^notes.*$/gm)).toEqual([
      'notes/a.md:1:4: holds: agrees at 12 random points',
      'notes/a.md:1:12: undecided: unknown notation: what is d?',
      'notes/a.md:1:20: given: definition',
      'notes/a.md:1:28: fails: the two sides differ',
    ]);
    expect(out).toContain('domain  only where a > 0');
    expect(out).toContain('1:14  d');
  });

  test('in Chinese when asked', () => {
    expect(noteText(note, { ...plain, locale: 'zh-cn' })).toContain('notes/a.md:1:28: 不成立：两边不相等');
  });

  test('in colour when asked', () => {
    expect(noteText(note, { ...plain, color: true })).toContain('\x1b[31m^\x1b[39m');
    expect(noteText(note, plain)).not.toContain('\x1b');
  });
});

test('a problem of the text is one line with its place', () => {
  const note = noteWith('ab\n$c', [], {
    problems: [{ code: 'unclosed-delimiter', message: 'this $ is not closed', range: { start: 3, end: 4 } }],
  });
  expect(noteText(note, plain)).toBe('notes/a.md:2:1: warning: this $ is not closed\n');
  expect(note.report.problems.map((problem) => problemText(note, problem, 'error', plain))).toEqual([
    'notes/a.md:2:1: error: this $ is not closed',
  ]);
});

describe('the summary', () => {
  const none = { relations: 0, holds: 0, fails: 0, undecided: 0, given: 0 };
  test.each([
    ['wrong steps', { ...none, relations: 3, fails: 2, holds: 1 }, 0, '2 wrong steps found.'],
    ['nothing wrong', { ...none, relations: 3, holds: 3 }, 0, 'No wrong step was found.'],
    ['nothing to check', none, 0, 'No relation was found to check.'],
    ['undecided steps', { ...none, relations: 1, undecided: 1 }, 0, 'Use --verbose to see what is undecided, and why.'],
    [
      'files that were not read',
      { ...none, relations: 1, holds: 1 },
      2,
      '2 files could not be checked (see the messages).',
    ],
  ])('says %s', (_, counts, notRead, line) => {
    expect(summaryText({ notes: 1, counts, seed: 1, notRead }, plain).split('\n')).toContain(line);
  });

  test('does not say that nothing is wrong when a file was not read', () => {
    const counts = { ...none, relations: 1, holds: 1 };
    expect(summaryText({ notes: 1, counts, seed: 1, notRead: 1 }, plain)).not.toContain('No wrong step');
  });
});
