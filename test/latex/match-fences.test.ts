import { describe, expect, it, test } from 'vitest';
import { matchFences } from '../../src/latex/match-fences';
import { parseLatex } from '../../src/latex/parse-latex';
import type { SyntaxProblem } from '../../src/latex/tree';
import { shown } from './show';

const matches = (cases: readonly (readonly [latex: string, tree: string])[]): void => {
  test.each(cases)('%s', (latex, tree) => expect(shown(latex)).toBe(tree));
};

describe('brackets', () => {
  matches([
    ['(a+b)^2', '⟦( a + b )⟧^<2>'],
    ['[0,1) \\cup (2,3]', '⟦[ 0 , 1 )⟧ \\cup ⟦( 2 , 3 ]⟧'],
    ['([0,1))', '⟦( ⟦[ 0 , 1 )⟧ )⟧'],
    ['\\{1,2\\}', '⟦\\{ 1 , 2 \\}⟧'],
    ['\\lfloor a \\rfloor + \\lceil b \\rceil', '⟦\\lfloor a \\rfloor⟧ + ⟦\\lceil b \\rceil⟧'],
    ['\\bigl( a \\bigr)', '⟦( a )⟧'],
    ['\\left( a \\right. + \\left. b \\right)^2', '⟦( a + b )⟧^<2>'],
    ['\\left. u \\right|_{t=0}', '⟦. u |⟧_<{t = 0}>'],
    ['\\frac{(a)}{|b|}', 'frac(⟦( a )⟧)(⟦| b |⟧)'],
  ]);

  it('without a partner stay symbols and are reported', () => {
    const problems: SyntaxProblem[] = [];
    const nodes = matchFences(parseLatex('a) + (b').body, problems);
    expect(nodes.map((node) => node.kind)).toEqual(['symbol', 'symbol', 'symbol', 'symbol', 'symbol']);
    expect(problems.map((problem) => problem.span.start)).toEqual([1, 5]);
  });
});

describe('bars', () => {
  matches([
    ['|a|', '⟦| a |⟧'],
    ['|a||b|', '⟦| a |⟧ ⟦| b |⟧'],
    ['2|a|b', '2 ⟦| a |⟧ b'],
    ['|a-|b||', '⟦| a - ⟦| b |⟧ |⟧'],
    ['|a|^2+|b|_p', '⟦| a |⟧^<2> + ⟦| b |⟧_<p>'],
    ['\\|a\\|_2', '⟦\\| a \\|⟧_<2>'],
    ['||a||_2', '⟦\\| a \\|⟧_<2>'],
    ['f(2|a|)', 'f ⟦( 2 ⟦| a |⟧ )⟧'],
    ['\\bigl| a \\bigr|', '⟦| a |⟧'],
  ]);
});

describe('bars that part something', () => {
  matches([
    ['P(A|B)', 'P ⟦( A | B )⟧'],
    ['p(u|v) p(v|w)', 'p ⟦( u | v )⟧ p ⟦( v | w )⟧'],
    ['E[U \\mid V]', 'E ⟦[ U \\mid V ]⟧'],
    ['p(u | |v|)', 'p ⟦( u | ⟦| v |⟧ )⟧'],
    ['\\{u | u > 0\\}', '⟦\\{ u | u > 0 \\}⟧'],
    ['\\{u : |u| < 1\\}', '⟦\\{ u : ⟦| u |⟧ < 1 \\}⟧'],
    ['D(p \\| q)', 'D ⟦( p \\| q )⟧'],
    ['D(p || q)', 'D ⟦( p \\| q )⟧'],
    ['V\\Big|_{t=0}', 'V |_<{t = 0}>'],
    ['\\left( u \\middle| v \\right)', '⟦( u \\middle| v )⟧'],
  ]);
});

describe('vectors of physics', () => {
  matches([
    ['|\\psi\\rangle', '⟦| \\psi \\rangle⟧'],
    ['\\langle\\psi|', '⟦\\langle \\psi |⟧'],
    ['\\langle a | b \\rangle', '⟦\\langle a | b \\rangle⟧'],
    ['\\langle a | H | b \\rangle', '⟦\\langle a | H | b \\rangle⟧'],
    ['|0\\rangle\\langle0| + |1\\rangle\\langle1|', '⟦| 0 \\rangle⟧ ⟦\\langle 0 |⟧ + ⟦| 1 \\rangle⟧ ⟦\\langle 1 |⟧'],
    ['\\lvert 0 \\rangle', '⟦| 0 \\rangle⟧'],
    ['\\ket{a}\\bra{b}', '⟦| a \\rangle⟧ ⟦\\langle b |⟧'],
    ['<u,v> + 1', '⟦\\langle u , v \\rangle⟧ + 1'],
    ['a < b, c > d', 'a < b , c > d'],
  ]);
});
