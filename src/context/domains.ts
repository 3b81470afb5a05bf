import { number, symbol } from '../expression/expression';
import { assume } from './assumptions';
import type { Context } from './context';

/** What is known of some names: that they are whole, that they lie between bounds. */
export interface Domain {
  readonly names: readonly string[];
  readonly integer: boolean;
  readonly lower?: number;
  readonly upper?: number;
}

const NAME = String.raw`(?:\\(?:hat|bar|tilde)\{[^{}]+\}|\\[a-zA-Z]+|[a-zA-Z])`;
const NAMES = new RegExp(
  String.raw`^\s*${NAME}(?:_\{?[\w,\\]+\}?)?(?:\s*(?:,|，|、|\\cdots|\\dots|\\ldots)\s*${NAME}(?:_\{?[\w,\\]+\}?)?)*\s*$`,
);
const VALUE = String.raw`[-+]?\d+(?:\.\d+)?|[-+]?\\infty|\\pi|[-+]?\d*\\pi`;
const INTERVAL = new RegExp(
  String.raw`^\s*(?:\\left)?\s*[([]\s*(${VALUE})\s*[,;]\s*(${VALUE})\s*(?:\\right)?\s*[)\]]\s*$`,
);

/**
 * The domain that a formula such as `n \in \mathbb{N}`, `x, y \in (0, 1)` or `p \in [0, 1]` states. Undefined for what is no
 * membership of numbers: sets, spaces of vectors, functions.
 */
export function domainIn(latex: string): Domain | undefined {
  const at = latex.search(/\\in(?![a-zA-Z])/);
  if (at < 0) return undefined;
  const left = latex.slice(0, at);
  if (!NAMES.test(left)) return undefined;
  const names = namesIn(left);
  const set = latex
    .slice(at + 3)
    .replace(/\\[,;:! ]|~/g, '')
    .trim();
  const interval = INTERVAL.exec(set);
  if (interval) {
    const [lower, upper] = [valueOf(interval[1] as string), valueOf(interval[2] as string)];
    return {
      names,
      integer: false,
      ...(Number.isFinite(lower) && { lower }),
      ...(Number.isFinite(upper) && { upper }),
    };
  }
  const [, letter, mark = ''] =
    /^\\(?:mathbb|mathbf|mathrm|Bbb)?\s*\{?\s*([NZRQ])\s*\}?\s*([_^]\{?[^{}]*\}?)?(?:\s*\\(?:setminus|backslash).*)?$/.exec(
      set,
    ) ??
    /^\\([NZRQ])([_^]\{?[^{}]*\}?)?$/.exec(set) ??
    [];
  if (letter === undefined) return undefined;
  const positive = /\+|>\s*0|\*/.test(mark);
  if (mark !== '' && !positive && !/ge|0/.test(mark)) return undefined;
  if (letter === 'N') return { names, integer: true, lower: 1 };
  if (letter === 'Z') return { names, integer: true, lower: positive ? 1 : -4, upper: positive ? 5 : 4 };
  return positive ? { names, integer: false, lower: 0 } : undefined;
}

/** The domain that words give to the names before or after them: "n integer", "x positive". For settings and comments. */
export function domainOfWords(text: string): Domain | undefined {
  const [, left, words] =
    /^\s*([^\s]+(?:\s*,\s*[^\s]+)*)\s+(?:is\s+|are\s+|an?\s+|是|为)*\s*([\p{L}\s-]+)$/u.exec(text) ?? [];
  if (left === undefined || words === undefined || !NAMES.test(left)) return undefined;
  const names = namesIn(left);
  const integer = /integer|whole|natural|整数|自然数/i.test(words);
  const positive = /positive|正|natural|自然数/i.test(words) && !/non-?positive/i.test(words);
  const negative = /negative|负/i.test(words) && !/non-?negative|非负/i.test(words);
  const nonnegative = /non-?negative|非负/i.test(words);
  if (!integer && !positive && !negative && !nonnegative) return undefined;
  return {
    names,
    integer,
    ...(positive && { lower: integer ? 1 : 0 }),
    ...(nonnegative && { lower: 0 }),
    ...(negative && { upper: integer ? -1 : 0 }),
  };
}

/** Lets the context know a domain. */
export function learnDomain(domain: Domain, context: Context, section: number, words: string): void {
  for (const name of domain.names) {
    if (domain.integer) context.integers.add(name);
    if (domain.lower !== undefined)
      assume(
        context,
        { sign: domain.integer ? '≥' : '>', left: symbol(name), right: number(domain.lower) },
        section,
        words,
      );
    if (domain.upper !== undefined)
      assume(
        context,
        { sign: domain.integer ? '≤' : '<', left: symbol(name), right: number(domain.upper) },
        section,
        words,
      );
  }
}

const namesIn = (list: string): string[] =>
  list.split(/,|，|、|\\cdots|\\dots|\\ldots/).flatMap((part) => new RegExp(`^\\s*(${NAME})`).exec(part)?.[1] ?? []);

function valueOf(text: string): number {
  const sign = text.startsWith('-') ? -1 : 1;
  const bare = text.replace(/^[-+]/, '');
  if (bare === '\\infty') return sign * Infinity;
  if (bare.endsWith('\\pi')) return sign * (bare === '\\pi' ? 1 : Number(bare.slice(0, -3))) * Math.PI;
  return sign * Number(bare);
}
