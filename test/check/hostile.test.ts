import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { check } from '../../src/check';
import type { Language } from '../../src/notes/note';
import { verdicts } from '../support/check-note';
import { settings } from '../support/runs';

const right = '$$\nQ = (a + b)^2 = a^2 + 2 a b + b^2\n$$\n';
const wrong = '$$\nR = (c + d)^2 = c^2 + d^2\n$$\n';

const nested = (open: string, close: string, depth: number): string => open.repeat(depth) + 'x' + close.repeat(depth);

/** Formulas that no reader of notes is made for. */
const monsters: readonly (readonly [name: string, formula: string])[] = [
  ['ten thousand nested braces', `y = ${nested('{', '}', 10_000)}`],
  ['ten thousand open braces', `y = ${'{'.repeat(10_000)}`],
  ['ten thousand nested brackets', `y + 1 = ${nested('(', ')', 10_000)} + 1`],
  ['a thousand nested fractions', `Q = y + 1 = ${nested('\\frac{1}{1 + ', '}', 1000)}`],
  ['a thousand nested roots', `Q = y + 1 = ${nested('\\sqrt{', '}', 1000)}`],
  ['two thousand nested scripts', `Q = y + 1 = ${nested('x^{', '}', 2000)}`],
  ['two thousand minus signs', `Q = y + 1 = ${'-'.repeat(2000)} x`],
  ['nested \\left and \\right', `y = ${nested('\\left(', '\\right)', 3000)}`],
  ['nested environments', `y = ${nested('\\begin{pmatrix} ', ' \\end{pmatrix}', 300)}`],
  ['nested derivatives', `Q = y + 1 = ${nested('\\frac{d}{dx} \\left( ', ' \\right)', 60)}`],
  ['nested sums', `Q = y + 1 = ${nested('\\sum_{i=1}^{n} ', '', 60)}`],
  ['nested integrals', `Q = y + 1 = ${nested('\\int_0^1 ', ' dx', 30)}`],
  ['a tower of powers', 'Q = y + 1 = 9^{9^{9^9}}'],
  ['a factorial of a large number', 'Q = y + 1 = (10^{9})!'],
  ['a sum of a million million terms', 'Q = y + 1 = \\sum_{i=1}^{10^{12}} x^i'],
  ['a number of ten thousand digits', `Q = y + 1 = ${'7'.repeat(10_000)}`],
  ['five thousand terms', `Q = y + 1 = ${Array.from({ length: 5000 }, (_, k) => `x^{${k}}`).join(' + ')}`],
  ['six hundred signs', Array.from({ length: 600 }, (_, k) => `x + ${k}`).join(' = ')],
  [
    'a macro bomb',
    `${Array.from({ length: 25 }, (_, k) => `\\def\\m${'abcdefghijklmnopqrstuvwxyz'[k + 1]}{\\m${'abcdefghijklmnopqrstuvwxyz'[k]}\\m${'abcdefghijklmnopqrstuvwxyz'[k]}}`).join('')}\\def\\ma{x}y = \\mz`,
  ],
  ['a macro that calls itself', '\\def\\loop{1 + \\loop} y = \\loop'],
  ['a prototype in names', 'Q = constructor_{__proto__} + toString = hasOwnProperty + valueOf'],
];

describe('a formula out of all measure leaves the rest of the note checked', () => {
  test.each(monsters)('%s', (_, formula) => {
    const found = verdicts(`${right}\n$$\n${formula}\n$$\n\n${wrong}`);
    expect(found.slice(0, 2)).toEqual(['given', 'holds']);
    expect(found.slice(-2)).toEqual(['given', 'fails']);
  });

  test.each([
    ['a hundred thousand dollars', '$'.repeat(100_000)],
    ['an open dollar', 'This costs 5$ and\n\nno more'],
    ['a megabyte of words', 'lorem ipsum '.repeat(90_000)],
    ['ten thousand list levels', '- '.repeat(10_000)],
    ['ten thousand quotes', `${'> '.repeat(10_000)}x`],
    ['control characters', '\u0000\u0007\u202e\ufffe\ud800'],
  ])('%s', (_, text) => {
    const found = verdicts(`${right}\n${text}\n\n${wrong}`);
    expect(found.slice(0, 2)).toEqual(['given', 'holds']);
  });
});

const pieces = [
  ...[
    '\\frac',
    '\\sum',
    '\\int',
    '\\left',
    '\\right',
    '\\begin{align}',
    '\\end{align}',
    '\\begin{cases}',
    '\\end{cases}',
    '\\sqrt',
  ],
  ...[
    '\\partial',
    '\\nabla',
    '\\lim',
    '\\cdots',
    '\\text{if }',
    '\\overset',
    '\\mathbf',
    '\\hat',
    '\\operatorname{tr}',
    '\\quad',
    '\\\\',
    '&',
  ],
  ...[
    '{',
    '}',
    '(',
    ')',
    '[',
    ']',
    '|',
    '\\|',
    '\\langle',
    '\\rangle',
    '^',
    '_',
    "'",
    '!',
    '+',
    '-',
    '=',
    '<',
    '\\le',
    '\\approx',
    '\\gets',
    ',',
  ],
  ...[
    'x',
    'y',
    'f',
    'd',
    'e',
    'i',
    'n',
    'E',
    'P',
    '\\sigma',
    '\\pi',
    '0',
    '1',
    '2.5',
    '\\infty',
    'T',
    '\\top',
    '和',
    '−',
    '\\def\\q{',
    '\\q',
    '#1',
    '%',
    '~',
  ],
];

const soup = fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join(' '));

const languages = ['markdown', 'latex', 'plaintext', 'notebook'] as const;

/** Checks a text and expects a sound report of it. */
function expectSoundReport(text: string, language: Language): void {
  const { findings, problems } = check(text, { language, points: 8, budget: 3000 });
  for (const { range } of [...findings.flatMap(({ left, sign, right: side }) => [left, sign, side]), ...problems]) {
    expect(range.start).toBeGreaterThanOrEqual(0);
    expect(range.end).toBeGreaterThanOrEqual(range.start);
    expect(range.end).toBeLessThanOrEqual(text.length);
  }
  for (const { verdict, reason, counterexample } of findings) {
    expect(reason !== undefined).toBe(verdict === 'undecided');
    expect(counterexample !== undefined).toBe(verdict === 'fails');
  }
}

describe('no text makes the checker throw', () => {
  test('soup of LaTeX tokens', () => {
    fc.assert(
      fc.property(soup, soup, (one, other) => expectSoundReport(`$$\n${one} = ${other}\n$$\n\n${right}`, 'markdown')),
      settings(60),
    );
  });

  test('any characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.constantFrom(...languages), (text, language) =>
        expectSoundReport(`$x = ${text}$ \\(${text}\\) ${text}`, language),
      ),
      settings(25),
    );
  });

  const folder = join(__dirname, '../../examples');
  const examples = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  // Long enough for several formulas, short enough to be quick.
  const excerpt = fc
    .tuple(fc.constantFrom(...examples), fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([text, at]) => text.slice(Math.floor(at * text.length), Math.floor(at * text.length) + 500));
  const change = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    drop: fc.nat(6),
    put: fc.oneof(fc.constant(''), fc.constantFrom(...pieces, '$', '$$', '\\[', '\n\n', '> ', '```')),
  });

  test('notes with damage', () => {
    fc.assert(
      fc.property(
        excerpt,
        fc.array(change, { minLength: 1, maxLength: 5 }),
        fc.constantFrom(...languages),
        (text, changes, language) => {
          const damaged = changes.reduce((now, { at, drop, put }) => {
            const place = Math.floor(at * now.length);
            return now.slice(0, place) + put + now.slice(place + drop);
          }, text);
          expectSoundReport(damaged, language);
        },
      ),
      settings(15),
    );
  });
});
