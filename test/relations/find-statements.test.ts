import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { findStatements } from '../../src/relations/find-statements';
import { formula, statementsOf } from './statements';

const says = (cases: readonly (readonly [latex: string, ...statements: string[]])[]): void => {
  test.each(cases.map(([latex, ...statements]) => ({ latex, statements })))('$latex', ({ latex, statements }) => {
    expect(statementsOf(formula(latex))).toEqual(statements);
  });
};

describe('chains', () => {
  says([
    ['u = v', '0.0 u equal v'],
    ['u = v \\le w < 9', '0.0 u equal v', '0.1 v lessOrEqual w', '0.2 w less 9'],
    ['u := v', '0.0 u define v'],
    ['u \\coloneqq v =: w', '0.0 u define v', '0.1 v define w'],
    ['u \\gets u - v', '0.0 u assign u - v'],
    ['u \\mathrel{\\mathop:}= v', '0.0 u define v'],
    ['u \\overset{(a)}{=} v \\stackrel{!}{\\le} w', '0.0 u equal v', '0.1 v lessOrEqual w'],
    ['u \\stackrel{\\text{def}}{=} v', '0.0 u define v'],
    ['u \\overset{\\triangle}{=} v', '0.0 u define v'],
    ['u \\stackrel{\\text{iid}}{\\sim} N(0,1)', '0.0 u distributed N(0,1)'],
    ['p(\\theta) \\propto \\theta^{a-1}', '0.0 p(\\theta) proportional \\theta^{a-1}'],
    ['\\boxed{u = v}', '0.0 u equal v'],
    ['u {=} v.', '0.0 u equal v'],
    ['u ＝ v，', '0.0 u equal v'],
  ]);
});

describe('signs that are no relations', () => {
  says([
    ['\\sum_{i=1}^n u_i', 'remark \\sum_{i=1}^n u_i'],
    ['P(Y=1 \\mid x) = q', '0.0 P(Y=1 \\mid x) equal q'],
    ['\\{t : t > 0\\} = A', '0.0 \\{t : t > 0\\} equal A'],
    ['<u, v> = 3', '0.0 <u, v> equal 3'],
    ['u \\ne v', 'remark u \\ne v'],
    ['u = v \\in \\mathbb{R}', '0.0 u equal v', 'remark v \\in \\mathbb{R}'],
    ['u_n = \\frac1n \\to 0', '0.0 u_n equal \\frac1n', 'remark \\frac1n \\to 0'],
    [
      'f(t) = \\begin{cases} 1 & t > 0 \\\\ 0 & t \\le 0 \\end{cases}',
      '0.0 f(t) equal \\begin{cases} 1 t > 0 0 t \\le 0 \\end{cases}',
    ],
    [
      'f(t) = \\left\\{ \\begin{array}{ll} 1, & t > 0 \\\\ 0, & t < 0 \\end{array} \\right.',
      '0.0 f(t) equal \\left\\{ \\begin{array}{ll} 1, t > 0 0, t < 0 \\end{array} \\right.',
    ],
    ['\\parallel u \\parallel \\le 1', '0.0 \\parallel u \\parallel lessOrEqual 1'],
    [
      'f(t) = \\Big\\{ \\begin{aligned} 1 & \\quad t > 0 \\\\ 0 & \\quad t < 0 \\end{aligned}',
      '0.0 f(t) equal \\Big\\{ \\begin{aligned} 1 \\quad t > 0 0 \\quad t < 0 \\end{aligned}',
    ],
    ['|{+}\\rangle = |x=1\\rangle', '0.0 |{+}\\rangle equal |x=1\\rangle'],
  ]);
});

describe('rows', () => {
  says([
    [
      '\\begin{aligned} u &= v \\\\ &= w \\\\ &\\le 9 \\end{aligned}',
      '0.0 u equal v',
      '0.1 v equal w',
      '0.2 w lessOrEqual 9',
    ],
    ['\\begin{align} u &= v \\\\ x &= y \\end{align}', '0.0 u equal v', '1.0 x equal y'],
    ['\\begin{align} 0 &= a \\\\ -1 &= b \\end{align}', '0.0 0 equal a', '1.0 -1 equal b'],
    ['\\begin{align} u &= v \\\\ &- w \\\\ &+ z . \\end{align}', '0.0 u equal v - w + z'],
    ['\\begin{align} u &= v + \\\\ &\\hphantom{=} w \\end{align}', '0.0 u equal v + \\hphantom{=} w'],
    [
      '\\begin{align} u &= v \\\\ &\\quad \\cdot w \\\\ &= z \\end{align}',
      '0.0 u equal v \\quad \\cdot w',
      '0.1 v \\quad \\cdot w equal z',
    ],
    [
      '\\begin{align} u &= ( v \\\\ &\\quad w ) \\\\ &= z \\end{align}',
      '0.0 u equal ( v \\quad w )',
      '0.1 ( v \\quad w ) equal z',
    ],
    [
      '\\begin{split} u &= \\left[ v \\right. \\\\ & \\left. + w \\right] \\end{split}',
      '0.0 u equal \\left[ v \\right. \\left. + w \\right]',
    ],
    ['\\begin{equation}\\begin{split} u &= v \\\\ & w \\end{split}\\end{equation}', '0.0 u equal v w'],
    ['\\begin{multline} u = v \\\\ - w \\\\ = z \\end{multline}', '0.0 u equal v - w', '0.1 v - w equal z'],
    ['\\begin{gather} u = v \\\\ -w = z \\end{gather}', '0.0 u equal v', '1.0 -w equal z'],
    ['\\begin{aligned} &2a+b=7 \\\\ &-a+b=2 \\end{aligned}', '0.0 2a+b equal 7', '1.0 -a+b equal 2'],
    ['\\begin{eqnarray} u &=& v \\\\ &=& w \\end{eqnarray}', '0.0 u equal v', '0.1 v equal w'],
    ['\\begin{array}{c} u = v \\\\ = w \\end{array}', '0.0 u equal v', '0.1 v equal w'],
    ['u = \\begin{aligned}[t] & v \\\\ & + w \\end{aligned}', '0.0 u equal v + w'],
    ['u = v \\\\ = w \\\\ x = y', '0.0 u equal v', '0.1 v equal w', '1.0 x equal y'],
    ['\\begin{align} u &= ( v \\\\ &= w) \\end{align}', '0.0 u equal ( v', '0.1 ( v equal w)'],
  ]);
});

describe('systems', () => {
  says([
    ['\\begin{cases} a + b = 7 \\\\ -a - b = 2 \\end{cases}', '0.0 system a + b equal 7', '1.0 system -a - b equal 2'],
    [
      '\\left\\{ \\begin{array}{l} a = 1 \\\\ b = 2 \\end{array} \\right.',
      '0.0 system a equal 1',
      '1.0 system b equal 2',
    ],
    ['\\begin{cases} a = 7 & (1) \\\\ b = 2 & (2) \\end{cases}', '0.0 system a equal 7', '1.0 system b equal 2'],
    [
      '\\left. \\begin{aligned} a &= 1 \\\\ b &= 2 \\end{aligned} \\right\\} \\Rightarrow a + b = 3',
      '0.0 system a equal 1',
      '1.0 system b equal 2',
      '2.0 [=>] a + b equal 3',
    ],
  ]);
});

describe('several statements in one display', () => {
  says([
    ['u = v, \\quad x = y', '0.0 u equal v', '1.0 x equal y'],
    ['u = v \\qquad x = y', '0.0 u equal v', '1.0 x equal y'],
    ['u = 2, x = 3', '0.0 u equal 2', '1.0 x equal 3'],
    ['u = 2，x = 3。', '0.0 u equal 2', '1.0 x equal 3'],
    ['u = 1;\\; x = 2', '0.0 u equal 1', '1.0 x equal 2'],
    ['u = v \\Rightarrow x = y \\iff a = b', '0.0 u equal v', '1.0 [=>] x equal y', '2.0 [<=>] a equal b'],
    ['u = v \\quad\\text{and}\\quad x = y', '0.0 u equal v', '1.0 [and] x equal y'],
    ['u = v ~~ {\\rm so} ~~ x = y', '0.0 u equal v', '1.0 [so] x equal y'],
    ['\\begin{align} u &= v & x &= y & a &= b \\end{align}', '0.0 u equal v', '1.0 x equal y', '2.0 a equal b'],
    [
      '\\begin{align} u &= 1, & x &= 2 \\\\ &= 3 & &= 4 \\end{align}',
      '0.0 u equal 1',
      '1.0 x equal 2',
      '0.1 1 equal 3',
      '1.1 2 equal 4',
    ],
    ['a_1 = 1, a_2 = 2, \\dots', '0.0 a_1 equal 1', '1.0 a_2 equal 2', 'remark \\dots'],
  ]);
});

describe('commas that part nothing', () => {
  says([
    ['f(u,v) = w', '0.0 f(u,v) equal w'],
    ['i = 1, \\dots, n', '0.0 i equal 1, \\dots, n'],
    ['n = 1, 2, 3', '0.0 n equal 1, 2, 3'],
    ['(u, v) = (1, 2)', '0.0 (u, v) equal (1, 2)'],
    ['u, v > 0', '0.0 u, v greater 0'],
    ['u = v, = w', '0.0 u equal v', '0.1 v equal w'],
  ]);
});

describe('words and conditions', () => {
  says([
    ['u = v \\quad \\text{if } t > 0', '0.0 u equal v | \\text{if } t > 0', '1.0 [if] t greater 0'],
    ['u = v \\quad (n \\ge 1)', '0.0 u equal v | (n \\ge 1)', 'remark (n \\ge 1)'],
    ['u = 0, (m > 0)', '0.0 u equal 0 | (m > 0)', 'remark (m > 0)'],
    ['u = v \\quad \\forall t > 0', '0.0 u equal v | \\forall t > 0', '1.0 [forall] t greater 0'],
    ['\\forall t > 0: u = v', '0.0 [forall] t greater 0', '1.0 u equal v | \\forall t > 0'],
    ['u = v \\qquad (1)', '0.0 u equal v'],
    [
      '\\begin{align} u &= v && \\text{by (1)} \\\\ &= w \\end{align}',
      '0.0 u equal v | \\text{by (1)}',
      '0.1 v equal w',
    ],
    ['当t>0时，u=v', '0.0 [当] t greater 0', '1.0 [时] u equal v | 当t>0'],
    ['\\text{error rate} = \\frac{a}{b}', '0.0 \\text{error rate} equal \\frac{a}{b}'],
    ['收入 = 利润 + 成本', '0.0 收入 equal 利润 + 成本'],
    ['v = 3\\text{ m/s}', '0.0 v equal 3\\text{ m/s}'],
    [
      '\\begin{align} \\text{rate in} &= 5 \\\\ \\text{the rest} &= 3 \\end{align}',
      '0.0 \\text{rate in} equal 5',
      '1.0 \\text{the rest} equal 3',
    ],
    ['\\text{ROC}\\{u\\} = A', '0.0 \\text{ROC}\\{u\\} equal A'],
  ]);
});

describe('chains over several formulas', () => {
  it('a display that begins with a sign goes on from the display before', () => {
    expect(statementsOf(formula('u = v'), formula('= w'))).toEqual(['0.0 u equal v', '0.1 v equal w']);
  });
  it('also from a lone expression', () => {
    expect(statementsOf(formula('\\frac{du}{dt}'), formula('= w'))).toEqual([
      'remark \\frac{du}{dt}',
      '0.0 \\frac{du}{dt} equal w',
    ]);
  });
  it('also past formulas in the sentence between', () => {
    const between = formula('k', { display: false });
    expect(statementsOf(formula('u = v'), between, formula('= w'))).toEqual([
      '0.0 u equal v',
      'remark k',
      '0.1 v equal w',
    ]);
  });
  it('but not past a heading', () => {
    expect(statementsOf(formula('u = v'), formula('= w', { afterHeading: true }))).toEqual([
      '0.0 u equal v',
      '1.0  equal w',
    ]);
  });
  it('a display that ends in a sign goes on in the next one', () => {
    expect(statementsOf(formula('u ='), formula('v = w'))).toEqual(['0.0 u equal v', '0.1 v equal w']);
  });
  it('a sign at the very end is still reported', () => {
    expect(statementsOf(formula('u ='))).toEqual(['0.0 u equal ']);
  });
  it('a bound in a sentence is said of the words before it', () => {
    expect(statementsOf(formula('u = v'), formula('> 0', { display: false }))).toEqual([
      '0.0 u equal v',
      '1.0  greater 0',
    ]);
  });
});

describe('a sign alone in a sentence', () => {
  it('speaks of the sign', () =>
    expect(statementsOf(formula('u = v'), formula('=', { display: false }))).toEqual(['0.0 u equal v']));
});

describe('places', () => {
  it('a sign that a macro makes has the place of its call', () => {
    const latex = '\\newcommand{\\is}{:=} u \\is v';
    const [statement] = findStatements([formula(latex)]);
    expect(statement).toMatchObject({ kind: 'relation', relation: { sign: { kind: 'define', latex: '\\is' } } });
  });
  it('a side ends before its punctuation', () => {
    const [statement] = findStatements([formula('u = v \\, .')]);
    expect(statement).toMatchObject({ relation: { right: { span: { start: 4, end: 5 } } } });
  });
});

describe('any text', () => {
  const parts = [
    '\\begin{align}',
    '\\end{align}',
    '\\begin{cases}',
    '\\end{cases}',
    '&',
    '\\\\',
    '=',
    '<',
    '>',
    ',',
    '\\quad',
    '\\text{if }',
    '(',
    ')',
    '\\left(',
    '\\right)',
    '-',
    '+',
    'x',
    '\\Rightarrow',
    '{',
    '}',
    '|',
    '\\rangle',
    '\\langle',
    '\\forall',
    '.',
    ':',
    '\\in',
    '\\overset{a}{=}',
  ];
  it('gives statements whose places are inside their formulas', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.constantFrom(...parts), { maxLength: 25 }), { minLength: 1, maxLength: 3 }),
        (texts) => {
          const formulas = texts.map((text) => formula(text.join(' ')));
          for (const statement of findStatements(formulas)) {
            const slices =
              statement.kind === 'remark'
                ? [statement.remark.slice]
                : [
                    statement.relation.left,
                    statement.relation.right,
                    statement.relation.sign,
                    ...statement.relation.conditions,
                  ];
            for (const { formula: index, span } of slices) {
              expect(span.start).toBeGreaterThanOrEqual(0);
              expect(span.start).toBeLessThanOrEqual(span.end);
              expect(span.end).toBeLessThanOrEqual(formulas[index]?.latex.length ?? -1);
            }
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
