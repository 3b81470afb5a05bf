import { describe, test } from 'vitest';
import { displays, expectVerdicts, type Expected } from '../support/check-note';

/** Single formulas, each with what must come of it. */
const alone: Readonly<Record<string, readonly (readonly [formula: string, expected: Expected])[]>> = {
  antiderivatives: [
    ['\\int t e^{t}\\,dt = (t-1)e^{t} + C', 'holds'],
    ['\\int t e^{t}\\,dt = (t+1)e^{t} + C', 'fails'],
    ['\\int \\frac{dx}{x^2 + b^2} = \\frac{1}{b}\\arctan\\frac{x}{b} + C_1', 'holds'],
    ['\\int dx\\, x^3 = \\frac{x^4}{4}', 'holds'],
    ['\\int \\cos^2 x = \\frac{x}{2} + \\frac{\\sin 2x}{4} + C', 'holds'],
    ['\\iint_D x\\,dA = 1', 'unknown-notation'],
    ['\\oint F\\,ds = 0', 'unknown-notation'],
  ],
  'definite integrals': [
    ['\\int_{\\mathbb{R}} e^{-2t^2}\\,dt = \\sqrt{\\pi/2}', 'holds'],
    ['\\int_0^2\\!\\int_0^x x y\\,dy\\,dx = 2', 'holds'],
    ['\\int_0^1 x e^{-x}\\,dx = \\Big[-xe^{-x}\\Big]_0^1 + \\int_0^1 e^{-x}\\,dx', 'holds'],
    ['\\int_1^b t^{s}\\,dt = \\left.\\frac{t^{s+1}}{s+1}\\right|_1^b', 'holds'],
    ['\\int_0^1 (3x^2 + 2x)\\,dx = x^3 + x^2 \\Big|_0^1', 'holds'],
  ],
  limits: [
    ['\\lim_{x\\to 0} \\frac{\\sin 3x}{x} = 3', 'holds'],
    ['\\lim_{x\\to 0} \\frac{\\sin 3x}{x} = 1', 'fails'],
    ['\\lim_{x\\to 0^+} x \\ln x = 0', 'holds'],
    ['\\lim_{n\\to\\infty} \\left(1 + \\frac{b}{n}\\right)^n = e^b', 'holds'],
    ["\\lim_{h\\to 0} \\frac{g(x+h) - g(x)}{h} = g'(x)", 'holds'],
  ],
  ellipses: [
    ['1^2 + 2^2 + \\dots + n^2 = \\frac{n(n+1)(2n+1)}{6}', 'holds'],
    ['1 + 3 + 5 + \\cdots + (2n-1) = n^2', 'holds'],
    ['1 + q + q^2 + \\cdots + q^n = \\frac{1 - q^{n+1}}{1 - q}', 'holds'],
    ['\\sum_{i=1}^n a_i b_i = a_1 b_1 + \\cdots + a_n b_n', 'holds'],
    ['\\binom{n}{0} + \\binom{n}{1} + \\cdots + \\binom{n}{n} = 2^n', 'holds'],
    ['\\cos x = 1 - \\frac{x^2}{2!} + \\frac{x^4}{4!} - \\cdots', 'holds'],
    ['n! = n(n-1)(n-2)\\cdots 1', 'holds'],
    ['\\sin x = x - \\cdots', 'unknown-notation'],
  ],
  'marked derivatives': [
    ["[x^2\\cos x]' = 2x\\cos x - x^2\\sin x", 'holds'],
    ["(x e^x)'' = (x+2)e^x", 'holds'],
    ["\\left(\\frac{p}{q}\\right)' = \\frac{p'q - pq'}{q^2}", 'holds'],
    ["\\left(\\frac{p}{q}\\right)' = \\frac{p'q + pq'}{q^2}", 'fails'],
    ['\\frac{d}{dx}\\Big|_{x=3} x^2 = 6', 'holds'],
  ],
  nabla: [
    ['\\nabla\\cdot(\\psi\\vec{A}) = \\psi\\,\\nabla\\cdot\\vec{A} + \\nabla\\psi\\cdot\\vec{A}', 'holds'],
    ['\\nabla\\times(\\psi\\vec{A}) = \\psi\\,\\nabla\\times\\vec{A} + \\vec{A}\\times\\nabla\\psi', 'fails'],
    ['\\nabla\\times(\\nabla\\psi) = \\mathbf{0}', 'holds'],
    ['\\nabla\\times(\\nabla\\times\\vec{A}) = \\nabla(\\nabla\\cdot\\vec{A}) - \\nabla^2\\vec{A}', 'holds'],
  ],
};

describe.each(Object.entries(alone))('%s', (_, cases) => {
  test.each(cases)('%s: %s', (formula, expected) => expectVerdicts(displays(formula), [expected]));
});

/** Notes in which a later formula rests on an earlier one. */
const notes: readonly (readonly [what: string, note: string, expected: readonly Expected[]])[] = [
  [
    'a substitution',
    'Let $u = x^3 + 2$. Then $du = 3x^2\\,dx$ and $dx = \\frac{du}{3x^2}$.',
    ['definition', 'holds', 'holds'],
  ],
  ['a total differential', 'For $f(x,y) = x y^2$ we get $df = y^2\\,dx + 2xy\\,dy$.', ['definition', 'holds']],
  [
    'an integral by another variable',
    'Let $u = x^2 + 3$.\n\n$$\\int x\\cos(x^2+3)\\,dx = \\frac12\\int \\cos u\\,du$$',
    ['definition', 'holds'],
  ],
  [
    'subscript derivatives',
    'Let $f(x,y) = x^3 y$. Differentiating gives\n\n$$f_x = 3x^2y, \\qquad f_{xy} = 3x^2, \\qquad f_{yx} = 2x^2$$',
    ['definition', 'holds', 'holds', 'fails'],
  ],
  [
    'dots for time',
    'With $x(t) = A\\cos(\\omega t)$ we have $\\dot x = -A\\omega\\sin(\\omega t)$ and $\\ddot{x} = -\\omega^2 x$.',
    ['definition', 'holds', 'holds'],
  ],
  ['a higher derivative', 'Let $g(x) = x^5$. Then $g^{(3)}(x) = 60x^2$.', ['definition', 'holds']],
  [
    'a differential equation',
    "Take the derivative of $y = e^{3x}\\sin x$: it satisfies\n\n$$y'' - 6y' + 10y = 0$$",
    ['definition', 'holds'],
  ],
  [
    'a radial function',
    '$\\mathbf{r} = (x,y,z)$ and $r = |\\mathbf{r}|$. Then\n\n$$\\nabla r^3 = 3r\\,\\mathbf{r}, \\qquad \\nabla^2\\frac{1}{r} = 0$$',
    ['definition', 'definition', 'holds', 'holds'],
  ],
];

test.each(notes)('%s', (_, note, expected) => expectVerdicts(note, expected));
