import katex from 'katex';
import { describe, expect, test } from 'vitest';
import { parseLatex } from '../../src/latex/parse-latex';
import { everyNode } from './show';

/** What KaTeX can set, we can read: no `error` node and no unknown command. */
const FORMULAS = [
  'a^2 + b^2 = c^2',
  '\\dfrac{\\partial^2 u}{\\partial t^2} = c^2 \\nabla^2 u',
  '\\int_0^\\infty e^{-st} f(t)\\,\\mathrm{d}t',
  '\\sum_{k=0}^{n} \\binom{n}{k} p^k (1-p)^{n-k} = 1',
  '\\lim_{h\\to0}\\frac{f(x+h)-f(x)}{h}',
  '\\begin{pmatrix} 1 & 0 \\\\ 0 & 1 \\end{pmatrix}^{-1}',
  '\\begin{aligned} a &= b \\\\ &\\le c \\end{aligned}',
  '\\left\\{ \\begin{array}{l} x + y = 1 \\\\ x - y = 3 \\end{array} \\right.',
  '\\left[ a + b \\\\ c \\right]',
  '\\underbrace{1+\\dots+1}_{n\\text{ times}} \\overset{!}{=} n',
  '\\left.\\frac{dy}{dx}\\right|_{x=0} \\quad \\Bigl( \\Bigr)',
  '\\mathbb{E}_{x\\sim p}\\left[ f(x) \\,\\middle|\\, y \\right]',
  '\\operatorname{Var}(X) \\geqslant 0, \\qquad \\forall X',
  '{\\bf x}^{\\mathsf T} {\\rm d}\\mu \\over 2',
  "f'' + \\dot x \\ddot y \\hat{\\boldsymbol\\beta} \\vec v",
  '\\sqrt[n]{1 + \\sqrt 2} \\pm \\cfrac{1}{1+\\cfrac{1}{2}}',
  '\\lvert x \\rvert \\lVert y \\rVert \\lfloor z \\rfloor \\langle u, v \\rangle \\|w\\|',
  '\\boxed{E = mc^2} \\tag{1}',
  '\\textcolor{red}{x} + \\color{blue} y',
  'x \\xrightarrow[a]{b} y \\implies z \\iff w',
  '\\Gamma\\Delta\\Theta\\varphi\\ell\\hbar\\Re\\Im\\aleph\\partial\\infty',
  '\\begin{cases} x & \\text{if } x > 0 \\\\ 0 & \\text{otherwise} \\end{cases}',
  '\\genfrac{(}{)}{0pt}{}{n}{k} \\tfrac12 \\hspace{1em} \\mathring{A} \\cancel{x}',
  'a \\bmod b \\equiv c \\not\\equiv d \\coloneqq e',
  '\\def\\half{\\frac12} \\half x^\\half',
  '\\gdef\\pair#1,#2;{(#1,#2)} \\pair a,b; + \\R',
];

describe('formulas that KaTeX renders', () => {
  test.each(FORMULAS)('%s', (latex) => {
    expect(() => katex.renderToString(latex, { displayMode: true, strict: 'ignore' })).not.toThrow();
    const { body, problems } = parseLatex(latex);
    expect(problems).toEqual([]);
    expect(everyNode(body).filter((node) => node.kind === 'error' || node.kind === 'command')).toEqual([]);
  });
});
