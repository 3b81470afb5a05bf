import fc from 'fast-check';
import { isNumber, some, type Term } from './terms';

/** How an author writes. All choices mean the same. */
export interface Style {
  readonly fraction: string;
  readonly times: string;
  readonly brackets: readonly [open: string, close: string];
  readonly bracedPowers: boolean;
  readonly bracketedArguments: boolean;
  readonly exponential: 'e' | '\\mathrm{e}' | '\\exp';
  readonly logarithm: '\\ln' | '\\log';
  readonly d: 'd' | '\\mathrm{d}' | '\\partial';
  readonly sum: '\\sum' | '\\sum\\limits';
  readonly transpose: '^T' | '^\\top' | '^{\\mathrm{T}}';
  readonly vector: '\\mathbf' | '\\boldsymbol' | '\\bm';
}

export const plainStyle: Style = {
  fraction: '\\frac',
  times: ' ',
  brackets: ['(', ')'],
  bracedPowers: false,
  bracketedArguments: true,
  exponential: 'e',
  logarithm: '\\ln',
  d: 'd',
  sum: '\\sum',
  transpose: '^T',
  vector: '\\mathbf',
};

export const anyStyle: fc.Arbitrary<Style> = fc.record({
  fraction: fc.constantFrom('\\frac', '\\dfrac', '\\tfrac'),
  times: fc.constantFrom(' ', '\\, ', ' \\cdot '),
  brackets: fc.constantFrom<Style['brackets'][]>(
    ['(', ')'],
    ['\\left(', '\\right)'],
    ['\\bigl(', '\\bigr)'],
    ['\\left[', '\\right]'],
  ),
  bracedPowers: fc.boolean(),
  bracketedArguments: fc.boolean(),
  exponential: fc.constantFrom('e', '\\mathrm{e}', '\\exp'),
  logarithm: fc.constantFrom('\\ln', '\\log'),
  d: fc.constantFrom('d', '\\mathrm{d}', '\\partial'),
  sum: fc.constantFrom('\\sum', '\\sum\\limits'),
  transpose: fc.constantFrom('^T', '^\\top', '^{\\mathrm{T}}'),
  vector: fc.constantFrom('\\mathbf', '\\boldsymbol'),
});

/** How tightly a printed term holds together. */
const LOOSE = 0;
const TERM = 1;
const FACTOR = 2;
const BASE = 3;

/** A term as LaTeX. Brackets stand where they are needed, never in doubt. */
export function latexOf(t: Term, style: Style = plainStyle, tightness = LOOSE): string {
  const [open, close] = style.brackets;
  const bracketed = (text: string): string => `${open}${text}${close}`;
  const at = (limit: number, text: string): string => (tightness > limit ? bracketed(text) : text);
  switch (t.op) {
    case 'number':
      return String(t.value);
    case 'name':
      return t.name;
    case 'item':
      return `${t.name}_${t.index}`;
    case 'array':
      return `${style.vector}{${t.name}}`;
    case 'add':
      return at(LOOSE, termsOf(t.of, style));
    case 'negate':
      return at(LOOSE, `-${latexOf(t.of[0], style, TERM)}`);
    case 'multiply':
      return at(TERM, factorsOf(t.of, style));
    case 'divide':
      return at(FACTOR, `${style.fraction}{${latexOf(t.of[0], style)}}{${latexOf(t.of[1], style)}}`);
    case 'power': {
      const [base, exponent] = t.of;
      const up = latexOf(exponent, style);
      const short = up.length === 1 && !style.bracedPowers ? `^${up}` : `^{${up}}`;
      if (base.op === 'call' && (base.name === 'sin' || base.name === 'cos') && isNumber(exponent)) {
        return at(FACTOR, `\\${base.name}${short}${bracketed(latexOf(base.of[0], style))}`);
      }
      return at(FACTOR, `${latexOf(base, style, BASE)}${short}`);
    }
    case 'call': {
      const [inner] = t.of;
      if (t.name === 'sqrt') return `\\sqrt{${latexOf(inner, style)}}`;
      if (t.name === 'exp' && style.exponential !== '\\exp')
        return at(FACTOR, `${style.exponential}^{${latexOf(inner, style)}}`);
      const command = t.name === 'ln' ? style.logarithm : `\\${t.name}`;
      const isAtom = inner.op === 'name' || inner.op === 'number';
      if (isAtom && !style.bracketedArguments && tightness < FACTOR) return `${command} ${latexOf(inner, style)}`;
      return at(FACTOR, `${command}${bracketed(latexOf(inner, style))}`);
    }
    case 'sum':
      return at(TERM, `${style.sum}_{${t.index}=1}^{${t.size}} ${latexOf(t.of[0], style, TERM)}`);
    case 'derivative': {
      const order = t.order > 1 ? `^${t.order}` : '';
      return at(
        TERM,
        `${style.fraction}{${style.d}${order}}{${style.d} ${t.by}${order}} ${bracketed(latexOf(t.of[0], style))}`,
      );
    }
    case 'transpose':
      return `${latexOf(t.of[0], style, BASE)}${style.transpose}`;
    case 'trace':
      return at(FACTOR, `\\operatorname{tr}${bracketed(latexOf(t.of[0], style))}`);
  }
}

function termsOf(terms: readonly Term[], style: Style): string {
  return terms
    .map((term, k) => {
      const sign = term.op === 'negate' ? (k === 0 ? '-' : ' - ') : k === 0 ? '' : ' + ';
      return sign + latexOf(term.op === 'negate' ? term.of[0] : term, style, TERM);
    })
    .join('');
}

function factorsOf(factors: readonly Term[], style: Style): string {
  const hasArrays = factors.some((factor) => some(factor, ({ op }) => op === 'array'));
  return factors
    .map((factor, k) => {
      const isLast = k === factors.length - 1;
      // A sum or a derivative would reach over the factors behind it.
      const text = latexOf(
        factor,
        style,
        isLast && (factor.op === 'sum' || factor.op === 'derivative') ? TERM : FACTOR,
      );
      if (k === 0) return text;
      return (/^\d/.test(text) ? ' \\cdot ' : hasArrays ? ' ' : style.times) + text;
    })
    .join('');
}
