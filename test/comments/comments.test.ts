import { describe, expect, it } from 'vitest';
import { readComments } from '../../src/comments/comments';
import type { Language } from '../../src/notes/note';

/** The lines (from 1) that a note's comments disable, with the codes: `2-3`, `2 fails`. */
function disabledLines(text: string, language: Language = 'markdown'): string[] {
  const line = (offset: number): number => text.slice(0, offset).split('\n').length;
  return readComments(text, language).disabled.map(({ range, codes }) => {
    const [from, to] = [line(range.start), line(range.end)];
    return [from === to ? `${from}` : `${from}-${to}`, ...(codes ?? [])].join(' ');
  });
}

function problems(text: string, language: Language = 'markdown'): string[] {
  return readComments(text, language).problems.map(({ range }) => text.slice(range.start, range.end));
}

describe('readComments', () => {
  it.each<[string, Language, string, string[]]>([
    ['a line', 'markdown', '$a=b$ <!-- derivation-check-disable-line -->\n$c=d$', ['1']],
    ['the next line that is not blank', 'markdown', '<!-- derivation-check-disable-next-line -->\n\n$$a=b$$\n', ['3']],
    [
      'from disable to enable',
      'markdown',
      'a\n<!-- derivation-check-disable -->\nb\n<!-- derivation-check-enable -->\nc',
      ['2-4'],
    ],
    ['from disable to the end', 'latex', 'a\n% derivation-check-disable\nb\nc', ['2-4']],
    ['the whole file', 'latex', 'a\nb\n% derivation-check-disable-file', ['1-3']],
    ['one code', 'markdown', '$a=b$ <!-- derivation-check-disable-line fails -->', ['1 fails']],
    ['a reason after dashes', 'markdown', '$a=b$ <!-- derivation-check-disable-line -- as printed -->', ['1']],
    ['a TeX comment inside a display', 'markdown', '$$\na &= b \\\\ % derivation-check-disable-line\n$$', ['2']],
    ['an MDX comment', 'markdown', '$a=b$ {/* derivation-check-disable-line */}', ['1']],
    [
      'two codes, one enabled again',
      'latex',
      '% derivation-check-disable fails\n% derivation-check-disable domain\n% derivation-check-enable fails\nx',
      ['1-3 fails', '2-4 domain'],
    ],
    ['no comment in fenced code', 'markdown', '```\n<!-- derivation-check-disable-file -->\n```\n', []],
    ['a comment in a fence of mathematics', 'markdown', '```math\na % derivation-check-disable-line\n```\n', ['2']],
    ['no comment after an escaped percent sign', 'latex', '5\\% derivation-check-disable-line', []],
  ])('disables %s', (_, language, text, expected) => {
    expect(disabledLines(text, language)).toEqual(expected);
  });

  it('takes assumptions apart at commas outside brackets', () => {
    const { assumptions } = readComments('<!-- derivation-check-assume x > 0, n integer, f(a, b) > 0 -->', 'markdown');
    expect(assumptions.map(({ latex }) => latex)).toEqual(['x > 0', 'n integer', 'f(a, b) > 0']);
  });

  it('makes macros into LaTeX definitions', () => {
    const text = '% derivation-check-macro \\E = \\mathbb{E}\n% derivation-check-macro \\norm = \\lVert #1 \\rVert';
    expect(readComments(text, 'latex').macros.map(({ latex }) => latex)).toEqual([
      '\\newcommand{\\E}{\\mathbb{E}}',
      '\\newcommand{\\norm}[1]{\\lVert #1 \\rVert}',
    ]);
  });

  it('reads the JSON strings of a notebook', () => {
    const cell = JSON.stringify(
      { source: ['<!-- derivation-check-macro \\E = \\mathbb{E} -->\n', '% derivation-check-define \\mu = 2\n'] },
      null,
      1,
    );
    const { macros, definitions, problems } = readComments(cell, 'notebook');
    expect([macros[0]?.latex, definitions[0]?.latex, problems.length]).toEqual([
      '\\newcommand{\\E}{\\mathbb{E}}',
      '\\mu = 2',
      0,
    ]);
  });

  it.each([
    ['an unknown comment', '<!-- derivation-check-disabel-line -->', 'derivation-check-disabel-line'],
    ['an unknown code', '<!-- derivation-check-disable-line wrong -->', 'derivation-check-disable-line'],
    ['an assumption that is missing', '<!-- derivation-check-assume -->', 'derivation-check-assume'],
    ['a definition without a sign', '<!-- derivation-check-define sigmoid -->', 'derivation-check-define'],
    ['a macro without a backslash', '<!-- derivation-check-macro E = 2 -->', 'derivation-check-macro'],
  ])('reports %s at its place', (_, text, place) => {
    expect(problems(`text\n${text}`)).toEqual([place]);
  });

  it('guesses what a misspelt comment meant', () => {
    expect(readComments('<!-- derivation-check-disabel-line -->', 'markdown').problems[0]?.message).toContain(
      '“derivation-check-disable-line”',
    );
  });
});
