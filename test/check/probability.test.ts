import { describe, test } from 'vitest';
import { displays, expectVerdicts, type Expected } from '../support/check-note';

interface Case {
  readonly says: string;
  readonly note: string;
  readonly expected: readonly Expected[];
}

function cases(title: string, list: readonly Case[]): void {
  describe(title, () => {
    for (const { says, note, expected } of list) test(says, () => expectVerdicts(note, expected));
  });
}

const RANDOM = 'Let $X$ and $Y$ be two random variables with finite variance.\n\n';

cases('operators on random variables', [
  {
    says: 'the variance is the mean square less the square of the mean',
    note: RANDOM + displays('\\mathrm{Var}(X) = E[(X - E[X])^2] = E[X^2] - E[X]^2'),
    expected: ['holds', 'holds'],
  },
  {
    says: 'the mean of the square is not the square of the mean',
    note: RANDOM + displays('3 E[X^2] + 1 = 3 E[X]^2 + 1'),
    expected: ['fails'],
  },
  {
    says: 'a factor comes out of a variance squared',
    note:
      RANDOM + displays('\\mathrm{Var}(aX + b) = a^2 \\mathrm{Var}(X)', '\\mathrm{Var}(aX + b) = a \\mathrm{Var}(X)'),
    expected: ['holds', 'fails'],
  },
  {
    says: 'the variance of a sum holds the covariance unless the words say more',
    note:
      RANDOM +
      displays(
        '\\mathrm{Var}(X + Y) = \\mathrm{Var}(X) + \\mathrm{Var}(Y) + 2\\,\\mathrm{Cov}(X, Y)',
        '\\mathrm{Var}(X + Y) = \\mathrm{Var}(X) + \\mathrm{Var}(Y)',
      ),
    expected: ['holds', 'fails'],
  },
  {
    says: 'independence is believed where the words say it',
    note: `Let $X$ and $Y$ be independent random variables.\n\n${displays('\\mathrm{Var}(X + Y) = \\mathrm{Var}(X) + \\mathrm{Var}(Y)', '\\mathrm{Var}(X - Y) = \\mathrm{Var}(X) - \\mathrm{Var}(Y)')}`,
    expected: ['holds', 'fails'],
  },
  {
    says: 'in Chinese too',
    note: `设随机变量 $X$ 与 $Y$ 相互独立。\n\n${displays('E(XY) = E(X)E(Y)', '\\mathrm{Var}(XY) = \\mathrm{Var}(X)\\mathrm{Var}(Y)')}`,
    expected: ['holds', 'fails'],
  },
  {
    says: 'means and variances of conditional means',
    note:
      RANDOM +
      displays(
        'E[E[X \\mid Y]] = E[X]',
        '\\mathrm{Var}(X) = E[\\mathrm{Var}(X \\mid Y)] + \\mathrm{Var}(E[X \\mid Y])',
        '\\mathrm{Var}(X) = E[\\mathrm{Var}(X \\mid Y)] - \\mathrm{Var}(E[X \\mid Y])',
      ),
    expected: ['holds', 'holds', 'fails'],
  },
  {
    says: 'a power behind the brackets of a sum belongs to what is averaged',
    note: RANDOM + displays('\\mathbb{E}(X - c)^2 = \\mathrm{Var}(X) + (\\mathbb{E}[X] - c)^2'),
    expected: ['holds'],
  },
  {
    says: 'letters that moments give their name to',
    note: `${RANDOM}Let $E[X] = \\mu$ and $\\mathrm{Var}(X) = \\sigma^2$.\n\n${displays('E[X^2] = \\mu^2 + \\sigma^2', 'E[X^2] = \\mu^2 - \\sigma^2')}`,
    expected: ['definition', 'definition', 'holds', 'fails'],
  },
  {
    says: 'the mean of a sample',
    note: `Let $X_1, \\dots, X_n$ be independent with $E[X_i] = \\mu$, $\\mathrm{Var}(X_i) = \\tau^2$ and $M = \\frac1n \\sum_{i=1}^n X_i$.\n\n${displays('E[M] = \\mu', '\\mathrm{Var}(M) = \\frac{\\tau^2}{n}', '\\mathrm{Var}(M) = \\frac{\\tau^2}{n^2}')}`,
    expected: ['definition', 'definition', 'definition', 'holds', 'holds', 'fails'],
  },
  {
    says: 'entropies add up by the chain rule',
    note: `The entropy of two random variables.\n\n${displays('H(X, Y) = H(X) + H(Y \\mid X)', 'H(X, Y) = H(X) + H(Y)')}`,
    expected: ['holds', 'fails'],
  },
]);

cases('events', [
  {
    says: 'unions, complements, conditions',
    note: `Probabilities of events.\n\n${displays(
      'P(A \\cup B) = P(A) + P(B) - P(A \\cap B)',
      'P(A \\cup B) = P(A) + P(B) + P(A \\cap B)',
      'P(A^c) = 1 - P(A)',
      'P(A \\mid B) = \\frac{P(B \\mid A) P(A)}{P(B)}',
      'P(A \\mid B) = \\frac{P(B \\mid A) P(B)}{P(A)}',
    )}`,
    expected: ['holds', 'fails', 'holds', 'holds', 'fails'],
  },
  {
    says: 'given probabilities settle those that follow from them',
    note: `The probability of rain is $P(R) = 0.2$; the alarm has $P(S \\mid R) = 0.9$ and $P(S \\mid \\bar R) = 0.1$.\n\n${displays(
      'P(S) = P(S \\mid R) P(R) + P(S \\mid \\bar R) P(\\bar R) = 0.18 + 0.08',
      'P(R \\mid S) = \\frac{0.18}{0.26}',
      'P(\\bar R \\mid S) = \\frac{0.1}{0.26}',
    )}`,
    expected: ['definition', 'definition', 'definition', 'holds', 'holds', 'holds', 'fails'],
  },
]);

cases('named laws', [
  {
    says: 'moments of the normal law',
    note: `Let $X \\sim \\mathcal{N}(\\mu, \\sigma^2)$ be a random variable.\n\n${displays('E[X^2] = \\mu^2 + \\sigma^2', 'E[X^3] = \\mu^3 + 3\\mu\\sigma^2', 'E[X^3] = \\mu^3 + \\mu\\sigma^2')}`,
    expected: ['definition', 'holds', 'holds', 'fails'],
  },
  {
    says: 'moments of other laws',
    note: `Random variables $N \\sim \\mathrm{Poisson}(\\lambda)$, $K \\sim \\mathrm{Bin}(m, q)$, $T \\sim \\mathrm{Exp}(\\theta)$, $U \\sim \\mathcal{U}(a, b)$.\n\n${displays(
      '\\mathrm{Var}(N) = \\lambda',
      '\\mathrm{Var}(K) = m q (1 - q)',
      '\\mathrm{Var}(K) = m q (1 + q)',
      'E[T^2] = \\frac{2}{\\theta^2}',
      '\\mathrm{Var}(U) = \\frac{(b - a)^2}{12}',
    )}`,
    expected: ['definition', 'definition', 'definition', 'definition', 'holds', 'holds', 'fails', 'holds', 'holds'],
  },
  {
    says: 'a probability of a continuous law is not taken from its moments',
    note: `Let $X \\sim \\mathcal{N}(0, 1)$ be a random variable.\n\n${displays('2 P(X \\le 1) - 1 = P(X \\le 2)')}`,
    expected: ['definition', 'unknown-quantity'],
  },
]);

cases('densities', [
  {
    says: 'a density with parameters behind a bar is a function of all of them',
    note: displays(
      'g(x \\mid m, s^2) = \\exp\\left(-\\frac{(x - m)^2}{2 s^2}\\right)',
      '\\prod_{i=1}^n g(x_i \\mid m, s^2) = \\exp\\left(-\\frac{1}{2 s^2} \\sum_{i=1}^n (x_i - m)^2\\right)',
      '\\prod_{i=1}^n g(x_i \\mid m, s^2) = \\exp\\left(-\\frac{1}{s^2} \\sum_{i=1}^n (x_i - m)^2\\right)',
    ),
    expected: ['definition', 'holds', 'fails'],
  },
  {
    says: 'marginals and conditionals of one joint density',
    note: displays(
      'p(x, y) = p(x \\mid y) p(y)',
      'p(y \\mid x) = \\frac{p(x \\mid y) p(y)}{\\int p(x \\mid y) p(y) \\, dy}',
      '\\log p(x, y) = \\log p(x) + \\log p(y \\mid x)',
    ),
    expected: ['holds', 'holds', 'holds'],
  },
  {
    says: 'a wrong one never holds',
    note: displays('\\log p(x, y) = \\log p(y) + \\log p(y \\mid x)'),
    expected: ['suspect'],
  },
]);
