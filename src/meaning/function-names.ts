/** Words that name a function with a fixed meaning, with the name that the trial gives it. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ...[
    'exp',
    'sin',
    'cos',
    'tan',
    'cot',
    'sec',
    'csc',
    'sinh',
    'cosh',
    'tanh',
    'coth',
    'sech',
    'csch',
    'erf',
    'erfc',
    'softplus',
    'log2',
    'log10',
  ].map((w) => [w, w] as const),
  ...(['asin', 'acos', 'atan', 'acot', 'asec', 'acsc', 'asinh', 'acosh', 'atanh'] as const).flatMap((w) => [
    [w, w] as const,
    [`arc${w.slice(1)}`, w] as const,
    [`ar${w.slice(1)}`, w] as const,
  ]),
  ['ln', 'log'],
  ['log', 'log'],
  ['Log', 'log'],
  ['lg', 'log10'],
  ['tg', 'tan'],
  ['ctg', 'cot'],
  ['arctg', 'atan'],
  ['sgn', 'sign'],
  ['sign', 'sign'],
  ['sigmoid', 'sigmoid'],
  ['logistic', 'sigmoid'],
  ['ReLU', 'relu'],
  ['relu', 'relu'],
  ['max', 'max'],
  ['min', 'min'],
  ['det', 'det'],
  ['tr', 'trace'],
  ['Tr', 'trace'],
  ['trace', 'trace'],
  ['diag', 'diag'],
  ['gcd', 'gcd'],
  ['lcm', 'lcm'],
  ['abs', 'abs'],
  ['Re', 're'],
  ['Im', 'im'],
  ['arg', 'arg'],
  ['conj', 'conj'],
  ['sinc', 'sinc'],
]);

/** Words that look like functions but whose values are no numbers, or that we do not know how to compute: never tested. */
const OPAQUE = new Set([
  'argmax',
  'argmin',
  'arg max',
  'arg min',
  'rank',
  'dim',
  'ker',
  'im',
  'span',
  'Pr',
  'sup',
  'inf',
  'limsup',
  'liminf',
  'lim',
  'hom',
  'deg',
  'rot',
  'grad',
  'div',
  'curl',
  'supp',
  'vec',
  'mode',
  'const',
]);

/** The trial's name of a function that a word names, if it names one. */
export const functionOfWord = (word: string): string | undefined => WORDS.get(word);

export const isOpaqueWord = (word: string): boolean => OPAQUE.has(word);

/** Functions that notes also type as plain letters: `exp(-x)`, `ln y`, `log_2 n`, `tr A`. Longest first. */
export const SPELLED = [
  'sigmoid',
  'arcsin',
  'arccos',
  'arctan',
  'sinh',
  'cosh',
  'tanh',
  'softplus',
  'exp',
  'log',
  'sin',
  'cos',
  'tan',
  'cot',
  'max',
  'min',
  'det',
  'erf',
  'sgn',
  'ln',
  'lg',
  'tr',
];

/** Functions whose unbracketed argument may be a product (`\sin 2x`, `\log x y`); all others take one factor. */
export const takesProduct = (name: string): boolean =>
  !['max', 'min', 'det', 'diag', 'sigmoid', 'relu', 'abs', 'gcd', 'lcm'].includes(name);

/** Functions for which `f^{-1}` is the inverse function and `f^2 x` the square of the value. */
export const INVERSE: ReadonlyMap<string, string> = new Map([
  ['sin', 'asin'],
  ['cos', 'acos'],
  ['tan', 'atan'],
  ['cot', 'acot'],
  ['sec', 'asec'],
  ['csc', 'acsc'],
  ['sinh', 'asinh'],
  ['cosh', 'acosh'],
  ['tanh', 'atanh'],
]);
