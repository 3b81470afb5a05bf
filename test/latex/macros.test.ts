import { describe, expect, it, test } from 'vitest';
import { collectMacros } from '../../src/latex/macros';
import { parseLatex } from '../../src/latex/parse-latex';
import { showAll } from './show';

const withPreamble = (preamble: string, latex: string): string =>
  showAll(parseLatex(latex, collectMacros(preamble)).body);

describe('definitions', () => {
  test.each([
    ['\\newcommand{\\vv}{\\mathbf{v}}', '\\vv^2', 'mathbf(v)^<2>'],
    ['\\newcommand\\diffq[2]{\\frac{d #1}{d #2}}', '\\diffq yt', 'frac(d y)(d t)'],
    ['\\newcommand{\\deriv}[2][t]{\\frac{d #2}{d #1}}', '\\deriv{y} \\deriv[s]{y}', 'frac(d y)(d t) frac(d y)(d s)'],
    ['\\renewcommand{\\vec}[1]{\\mathbf{#1}}', '\\vec a', 'mathbf(a)'],
    ['\\def\\half{\\frac12}', 'q^\\half', 'q^<frac(1)(2)>'],
    ['\\def\\pair(#1,#2){#1_{#2}}', '\\pair(a,b)', 'a_<b>'],
    ['\\DeclareMathOperator{\\sgnum}{sgn}', '\\sgnum t', '@sgn t'],
    ['\\DeclareMathOperator*{\\best}{arg\\,max}', '\\best_k', '@argmax_<k>'],
    ['\\DeclarePairedDelimiter{\\size}{\\lvert}{\\rvert}', '\\size{a} \\size*{b}', '⟦| a |⟧ ⟦| b |⟧'],
    ['\\let\\eps\\epsilon', '\\eps', '\\epsilon'],
    ['\\let\\oldphi\\phi \\renewcommand{\\phi}{\\varphi}', '\\phi \\oldphi', '\\varphi \\phi'],
    [
      '\\newcommand{\\bea}{\\begin{aligned}}\\newcommand{\\eea}{\\end{aligned}}',
      '\\bea a &= b \\eea',
      'aligned[a & = b]',
    ],
    ['\\newcommand{\\inner}[1]{\\outerr{#1}}\\newcommand{\\outerr}[1]{\\hat{#1}}', '\\inner x', 'hat(x)'],
    ['\\newcommand{\\twice}[1]{#1#1}', '\\twice{ab}', 'a b a b'],
    ['\\providecommand{\\R}{\\mathcal R} % a comment \\newcommand{\\R}{x}', '\\R', 'mathcal(R)'],
    ['\\NewDocumentCommand{\\at}{O{0} m}{#2_{#1}}', '\\at{u} \\at[1]{u}', 'u_<0> u_<1>'],
  ])('%s', (preamble, latex, tree) => expect(withPreamble(preamble, latex)).toBe(tree));

  it('a definition inside a formula holds for the formulas after it', () => {
    const first = parseLatex('\\newcommand{\\w}{\\omega} \\w');
    expect(showAll(parseLatex('2\\w', first.macros).body)).toBe('2 \\omega');
  });

  it('a table is never changed', () => {
    const table = collectMacros('\\newcommand{\\a}{1}');
    collectMacros('\\renewcommand{\\a}{2}', table);
    expect(showAll(parseLatex('\\a', table).body)).toBe('1');
  });

  it('what is no definition is passed over', () => {
    const table = collectMacros(
      '\\documentclass{article} \\usepackage{amsmath} text $x$ \\newcommand \\newcommand{\\ok}{y} \\def',
    );
    expect([...table.keys()]).toEqual(['\\ok']);
  });
});

describe('definitions that use themselves', () => {
  test.each([
    ['without growth', '\\def\\x{\\x}'],
    ['doubling', '\\def\\x{\\x\\x}'],
    ['through their arguments', '\\def\\x#1{\\x{#1#1}}'],
    ['in a ring', '\\def\\x{\\y}\\def\\y{\\x}'],
  ])('%s end with one problem', (_, definition) => {
    const { problems } = parseLatex(`${definition} a + \\x b`);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toMatch(/expands without end/);
  });
});
