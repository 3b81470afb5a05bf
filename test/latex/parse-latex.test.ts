import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { matchFences } from '../../src/latex/match-fences';
import { parseLatex } from '../../src/latex/parse-latex';
import { everyNode, shown } from './show';

const reads = (cases: readonly (readonly [latex: string, tree: string])[]): void => {
  test.each(cases)('%s', (latex, tree) => expect(shown(latex)).toBe(tree));
};

describe('arguments without braces', () => {
  reads([
    ['\\frac12', 'frac(1)(2)'],
    ['\\frac ab', 'frac(a)(b)'],
    ['\\frac\\pi4', 'frac(\\pi)(4)'],
    ['\\frac \\partial {\\partial t}', 'frac(\\partial)(\\partial t)'],
    ['t^\\frac12', 't^<frac(1)(2)>'],
    ['t^23', 't^<2> 3'],
    ['\\sqrt 2 k', 'root(2) k'],
    ['\\sqrt[3]{k+1}', 'root[3](k + 1)'],
    ['\\hat\\theta_i', 'hat(\\theta)_<i>'],
    ['\\mathbf v^2', 'mathbf(v)^<2>'],
  ]);
});

describe('fractions between their parts', () => {
  reads([
    ['{a+1 \\over b}', '{frac(a + 1)(b)}'],
    ['{n \\choose k}', '{binom(n)(k)}'],
    ['a \\over b', 'frac(a)(b)'],
  ]);
});

describe('numbers', () => {
  reads([
    ['12.50 + .5', '12.50 + .5'],
    ['3.', '3 .'],
    ['1{,}234{,}567', '1234567'],
    ['3{,}14', '3.14'],
    ['12\\,000', '12000'],
    ['1, ..., n', '1 , \\ldots , n'],
    ['a = 5。', 'a = 5 .'],
    ['10^{12}', '10^<12>'],
    ['x_1 2', 'x_<1> 2'],
  ]);
});

describe('primes', () => {
  reads([
    ["f''(t)", "f'' ⟦( t )⟧"],
    ['f^\\prime', "f'"],
    ['f^{\\prime\\prime}_k', "f''_<k>"],
    ["g'^2", "g'^<2>"],
    ['h’', "h'"],
  ]);
});

describe('names of operators', () => {
  reads([
    ['\\sin t', '@sin t'],
    ['\\mathrm{Cov}(a,b)', '@Cov ⟦( a , b )⟧'],
    ['\\mathrm{d}t', 'mathrm(d) t'],
    ['{\\rm d}t', '{mathrm(d)} t'],
    ['\\operatorname*{arg\\,min}_k', '@argmin_<k>'],
    ['\\mathop{\\rm med}', '@med'],
    ['sin t', 's i n t'],
  ]);
});

describe('fonts, accents and text', () => {
  reads([
    ['\\boldsymbol{\\mu}', 'mathbf(\\mu)'],
    ['{\\bf A}v', '{mathbf(A)} v'],
    ['\\widetilde{ab}', 'tilde(a b)'],
    ['\\text{when $k>0$}', '"when $k>0$"'],
    ['速度v', '"速度" v'],
    ['k>0，则', 'k > 0 , "则"'],
  ]);
});

describe('Unicode', () => {
  reads([
    ['α−β×2', '\\alpha - \\beta \\times 2'],
    ['t²+t₁⁻¹', 't^<2> + t_<1>^<{- 1}>'],
    ['a≤b≠c', 'a \\le b \\ne c'],
    ['√16', 'root(16)'],
    ['𝐯+𝑡', 'mathbf(v) + t'],
    ['（a＋b）', '⟦( a + b )⟧'],
    ['ŷ', 'hat(y)'],
    ['a &lt; b', 'a < b'],
  ]);
});

describe('grids', () => {
  reads([
    ['\\begin{aligned}[t] a &= b \\\\[2pt] &= c \\\\ \\end{aligned}', 'aligned[a & = b /  & = c]'],
    ['\\begin{array}{ll} 1 & 2 \\\\ 3 & 4 \\end{array}', 'array[1 & 2 / 3 & 4]'],
    ['\\begin{alignat}{2} a &= b \\end{alignat}', 'alignat[a & = b]'],
    ['\\begin{numcases}{f=} 1 & a \\\\ 2 & b \\end{numcases}', 'f = numcases[1 & a / 2 & b]'],
    ['\\sum_{\\substack{i<n \\\\ j<i}}', '\\sum_<substack[i < n / j < i]>'],
    ['\\matrix{1 & 2 \\cr 3 & 4}', 'matrix[1 & 2 / 3 & 4]'],
    ['\\begin{cases} \\begin{pmatrix} 1 \\\\ 2 \\end{pmatrix} & a \\end{cases}', 'cases[pmatrix[1 / 2] & a]'],
    ['a \\\\ [b]', 'a \\\\ ⟦[ b ]⟧'],
  ]);
});

describe('what has no meaning is told apart', () => {
  reads([
    ['a \\label{eq:one} \\tag{1}', 'a %label %tag'],
    ['\\sum\\limits_{i}^n', '\\sum_<i>^<n>'],
    ['a % a comment with $ and }\n + b', 'a + b'],
    ['a\\,b\\quad c', 'a · b ␣ c'],
    ['\\overset{(a)}{=}', 'overset(=|⟦( a )⟧|)'],
    ['\\underbrace{a+b}_{c}', 'underbrace(a + b||c)'],
    ['\\not= \\not\\in', '\\ne \\notin'],
    ['\\frobnicate{a}{b}', '?\\frobnicate{a}{b}'],
  ]);
});

describe('mistakes are marked, and the rest is read', () => {
  test.each([
    ['a } + b', 'a ERROR + b', 'A brace } without its {.'],
    ['{a + b', '{a + b}', 'A brace { is never closed.'],
    ['\\frac{1}', 'frac(1)(ERROR)', '\\frac lacks an argument.'],
    ['\\right) + b', 'ERROR + b', '\\right without its \\left.'],
    ['a $ b', 'a ERROR b', 'A dollar sign inside a formula.'],
    ['a + \\', 'a + ERROR', 'A backslash at the end of the formula: a command name is missing.'],
    ['\\begin{cases} a', 'cases[a]', '\\begin{cases} is never closed.'],
    ['a \\end{align}', 'a ERROR', '\\end{align} without its \\begin.'],
    ['a_i_j', 'a_<i> _<j>', 'Two subscripts: use braces to say which belongs to which.'],
  ])('%s', (latex, tree, message) => {
    expect(shown(latex)).toBe(tree);
    expect(parseLatex(latex).problems.map((problem) => problem.message)).toContain(message);
  });
});

describe('places', () => {
  const placeOf = (latex: string, text: string): string => {
    const node = everyNode(parseLatex(latex).body).find((one) => 'text' in one && one.text === text);
    return node === undefined ? 'none' : latex.slice(node.span.start, node.span.end);
  };

  it('a normalised character has the place of what was typed', () => expect(placeOf('a + ²β', '\\beta')).toBe('β'));
  it('an argument of a macro has its own place', () =>
    expect(placeOf('\\newcommand{\\half}[1]{\\frac{#1}{2}} \\half{k}', 'k')).toBe('k'));
  it('what a macro adds has the place of the call', () =>
    expect(placeOf('\\newcommand{\\half}[1]{\\frac{#1}{2}} \\half{k}', '2')).toBe('\\half{k}'));

  it('every node lies inside the formula and inside its parent', () => {
    const latex =
      "\\begin{aligned} \\left(\\frac{a}{b}\\right)^2 &= \\sqrt[3]{x_i'} \\\\ &\\ge \\hat{\\mathbf v} \\end{aligned}";
    for (const node of everyNode(parseLatex(latex).body)) {
      expect(node.span.start).toBeGreaterThanOrEqual(0);
      expect(node.span.end).toBeLessThanOrEqual(latex.length);
      for (const inner of everyNode([node])) {
        expect(inner.span.start).toBeGreaterThanOrEqual(node.span.start);
        expect(inner.span.end).toBeLessThanOrEqual(node.span.end);
      }
    }
  });
});

describe('hostile text', () => {
  const parts = [
    '\\frac',
    '{',
    '}',
    '\\left(',
    '\\right)',
    '\\begin{align}',
    '\\end{align}',
    '&',
    '\\\\',
    '^',
    '_',
    "'",
    '|',
    '\\def\\a#1{#1#1}',
    '\\a',
    '$',
    '\\over',
    '\\rm',
    '(',
    ']',
    '\\langle',
    '\\rangle',
    'x',
    '12',
    '中文',
    '\\text{',
    '²',
    '%\n',
    '\\sqrt[',
    '\\let\\b\\a',
    '\\b',
    '\\',
    '\\newcommand',
    '\\middle|',
    '\\substack{',
    '<',
    '>',
    ',',
  ];

  it('never throws, and every place is inside the formula', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...parts), fc.string({ maxLength: 3 })), { maxLength: 40 }),
        (pieces) => {
          const latex = pieces.join('');
          const { body, problems } = parseLatex(latex);
          const all = everyNode(matchFences(body));
          for (const { span } of [...all, ...problems]) {
            expect(span.start).toBeGreaterThanOrEqual(0);
            expect(span.start).toBeLessThanOrEqual(span.end);
            expect(span.end).toBeLessThanOrEqual(latex.length);
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  test.each([
    ['braces', '{'.repeat(10_000) + 'x' + '}'.repeat(10_000)],
    ['brackets', '('.repeat(10_000) + 'x' + ')'.repeat(10_000)],
    ['\\left', '\\left('.repeat(10_000) + 'x' + '\\right)'.repeat(10_000)],
    ['accents', '\\hat'.repeat(10_000) + 'x'],
    ['roots', '\\sqrt{'.repeat(10_000)],
    ['scripts', 'x' + '^x'.repeat(10_000)],
    ['environments', '\\begin{cases}'.repeat(5_000) + '\\end{cases}'.repeat(5_000)],
    ['fonts', '\\rm'.repeat(10_000)],
  ])('10,000 nested %s are read without overflow, and what follows is read too', (_, latex) => {
    const nodes = everyNode(matchFences(parseLatex(`${latex} + \\omega`).body));
    expect(
      nodes.some((node) => node.kind === 'symbol' && node.text === '\\omega') ||
        nodes.some((node) => node.kind === 'error'),
    ).toBe(true);
  });

  it('a megabyte is read', () => {
    const { body, problems } = parseLatex('\\frac{a_i}{2} + x^2 '.repeat(50_000));
    expect(body).toHaveLength(150_000);
    expect(problems).toEqual([]);
  });
});
