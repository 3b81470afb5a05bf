import { describe, test } from 'vitest';
import type { CheckOptions } from '../../src/report/report';
import { displays, expectVerdicts, type Expected } from '../support/check-note';

interface Case {
  readonly says: string;
  readonly note: string;
  readonly expected: readonly Expected[];
  readonly options?: CheckOptions;
}

function cases(title: string, list: readonly Case[]): void {
  describe(title, () => {
    for (const { says, note, expected, options } of list) test(says, () => expectVerdicts(note, expected, options));
  });
}

cases('equations to be solved', [
  {
    says: 'the lines after an equation are tested on its solutions, and roots by inserting',
    note: 'Solve $x^2 - 7x + 10 = 0$. Factoring gives $(x-2)(x-5) = 0$, so $x = 2$ or $x = 5$.',
    expected: ['equation', 'holds', 'holds', 'holds'],
  },
  {
    says: 'a wrong factorisation is caught',
    note: 'Solve $x^2 - 7x + 10 = 0$. Factoring gives $(x-2)(x+5) = 0$.',
    expected: ['equation', 'fails'],
  },
  {
    says: 'a wrong root is caught',
    note: 'Solve $x^2 - 7x + 10 = 0$, so $x = 4$.',
    expected: ['equation', 'fails'],
  },
  {
    says: 'squaring may add solutions, and a candidate that only the squared line has is no slip',
    note: 'Solve $\\sqrt{x + 6} = x$. Squaring gives $x + 6 = x^2$. The candidate $x = -2$ is rejected, only $x = 3$ is left.',
    expected: ['equation', 'holds', 'given', 'holds'],
  },
  {
    says: 'a system is solved as a whole',
    note: '解方程组\n\n$$\n\\begin{cases}\nx + 2y = 8 \\\\\nx - y = 2\n\\end{cases}\n$$\n\n相减得 $3y = 6$，所以 $y = 2$，$x = 4$。',
    expected: ['equation', 'equation', 'holds', 'holds', 'holds'],
  },
  {
    says: 'a wrong value of a system is caught',
    note: 'The system\n\n$$\n\\begin{cases}\nx + 2y = 8 \\\\\nx - y = 2\n\\end{cases}\n$$\n\nSubtracting, $3y = 6$. Hence $y = 2$ and $x = 3$.',
    expected: ['equation', 'equation', 'holds', 'holds', 'fails'],
  },
  {
    says: 'unknown coefficients hold for all x',
    note:
      'Ansatz:\n\n' +
      displays('\\frac{7x + 1}{x^2 + x - 2} = \\frac{A}{x+2} + \\frac{B}{x-1}') +
      '\nThus $7x + 1 = A(x-1) + B(x+2)$, so $A = \\frac{13}{3}$, $B = \\frac{8}{3}$.',
    expected: ['equation', 'holds', 'holds', 'holds'],
  },
  {
    says: 'a new list item begins a new problem',
    note: '1. Solve $x^2 = 9$ for $x$.\n2. Solve $2x + 1 = 9$, so $x = 4$.\n',
    expected: ['equation', 'equation', 'holds'],
  },
  {
    says: 'setting a derivative to zero makes an equation of it',
    note:
      'Let $S(c) = \\sum_{i=1}^n (x_i - c)^2$. Then\n\n' +
      displays('\\frac{\\partial S}{\\partial c} = -2 \\sum_{i=1}^n (x_i - c)') +
      '\nSetting this to zero gives $\\hat c = \\frac1n \\sum_{i=1}^n x_i$.',
    expected: ['definition', 'holds', 'holds'],
  },
]);

cases('what is supposed', [
  {
    says: 'an equality that a sentence supposes is solved for',
    note:
      'Take weights with $\\sum_{k=1}^K q_k = 1$.\n\n' +
      displays('\\sum_{k=1}^K q_k (a_k - c) = \\sum_{k=1}^K q_k a_k - c'),
    expected: ['given', 'holds'],
  },
  {
    says: 'what is not supposed is not granted',
    note: displays('\\sum_{k=1}^K q_k (a_k - c) = \\sum_{k=1}^K q_k a_k - c'),
    expected: ['fails'],
  },
  {
    says: 'a letter with a bar is the mean where nothing else is said of it',
    note: displays('\\sum_{i=1}^n (x_i - \\bar x)^2 = \\sum_{i=1}^n x_i^2 - n \\bar x^2'),
    expected: ['holds'],
  },
  {
    says: 'values and data of the text are inserted',
    note: 'Let $S = \\frac1n \\sum_{i=1}^n (w x_i - y_i)^2$. For the points $(1, 3)$, $(2, 4)$ and $w = 2$ we get $S = \\frac12$.',
    expected: ['definition', 'given', 'holds'],
  },
  {
    says: 'settings state assumptions',
    note: displays('\\sqrt{a^2} = a'),
    expected: ['holds'],
    options: { assumptions: [{ latex: 'a > 0' }] },
  },
  {
    says: 'without them the negative numbers count',
    note: displays('\\sqrt{a^2 + 0} = a'),
    expected: ['suspect'],
  },
  {
    says: 'an interval bounds its letter',
    note: 'Let $t \\in (0, 1)$.\n\n' + displays('|t - 1| + 2t = 1 + t'),
    expected: ['holds'],
  },
]);

cases('inequalities', [
  {
    says: 'one that holds in all models holds',
    note: displays('(a - b)^2 \\ge 0', 'a^2 + b^2 \\ge 2ab'),
    expected: ['holds', 'holds'],
  },
  {
    says: 'the ends of a solution set are tested',
    note: 'Solve $|3x + 3| < 6$. This holds exactly for $-3 < x < 1$.',
    expected: ['condition', 'holds', 'holds'],
  },
  {
    says: 'a wrong end is caught',
    note: 'Solve $|3x + 3| < 6$. This holds exactly for $-3 < x < 2$.',
    expected: ['condition', 'holds', 'fails'],
  },
  {
    says: 'a condition claims nothing',
    note: 'Suppose that $a + b > 1$.',
    expected: ['condition'],
  },
]);
