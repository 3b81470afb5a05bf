import { parseArgs } from 'node:util';
import type { Language } from '../notes/note';
import { locales, messagesOf, type Locale, type Messages } from '../report/messages';

export interface Options {
  readonly paths: readonly string[];
  readonly format: 'text' | 'json';
  /** Missing: by the name of each file. */
  readonly language?: Language;
  /** Missing: by the settings file, or the checker's own default. */
  readonly seed?: number;
  /** Missing: by the settings file, or the checker's own default. */
  readonly points?: number;
  readonly color: 'auto' | 'always' | 'never';
  readonly locale: Locale;
  readonly verbose: boolean;
}

/** What the user asked for. `usage` is a mistake of theirs, with a message that says which. */
export type Request =
  | { readonly kind: 'check'; readonly options: Options }
  | { readonly kind: 'help' | 'version'; readonly locale: Locale }
  | { readonly kind: 'usage'; readonly message: string; readonly locale: Locale };

const formats = ['text', 'json'] as const;
const colors = ['auto', 'always', 'never'] as const;
const languages = ['markdown', 'latex', 'notebook', 'plaintext'] as const;
const leastPoints = 8;
const mostPoints = 1000;

const known = {
  format: { type: 'string' },
  language: { type: 'string' },
  seed: { type: 'string' },
  points: { type: 'string' },
  color: { type: 'string' },
  locale: { type: 'string' },
  verbose: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
} as const;

type Name = keyof typeof known;

/** Reads the arguments of the command line. Never throws. */
export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv): Request {
  // Not strict: the parser would throw in its own words. Its tokens say all that is needed.
  const { tokens } = parseArgs({
    args: [...args],
    options: known,
    strict: false,
    tokens: true,
    allowPositionals: true,
  });
  const values = new Map<Name, string>();
  const paths: string[] = [];
  const mistakes: ((say: Messages) => string)[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') paths.push(token.value);
    if (token.kind !== 'option') continue;
    if (!Object.hasOwn(known, token.name)) {
      mistakes.push((say) => say.unknownOption(token.rawName));
      continue;
    }
    const name = token.name as Name;
    if (known[name].type === 'boolean') {
      if (token.value !== undefined) mistakes.push((say) => say.optionTakesNoValue(token.rawName));
      values.set(name, '');
    } else if (token.value === undefined || (!token.inlineValue && token.value.startsWith('--'))) {
      mistakes.push((say) => say.optionNeedsValue(token.rawName));
    } else {
      values.set(name, token.value);
    }
  }

  const choice = <T extends string>(name: Name, choices: readonly T[]): T | undefined => {
    const value = values.get(name);
    if (value === undefined) return undefined;
    const found = choices.find((one) => one === value);
    if (found === undefined) mistakes.push((say) => say.badChoice(`--${name}`, value, choices));
    return found;
  };
  const whole = (name: Name, low: number, high: number): number | undefined => {
    const value = values.get(name);
    if (value === undefined) return undefined;
    const number = /^-?\d{1,16}$/.test(value) ? Number(value) : NaN;
    if (number >= low && number <= high) return number;
    mistakes.push((say) => say.badNumber(`--${name}`, value, low, high));
    return undefined;
  };

  const format = choice('format', formats) ?? 'text';
  const language = choice('language', languages);
  const color = choice('color', colors) ?? 'auto';
  const seed = whole('seed', 0, 2 ** 32 - 1);
  const points = whole('points', leastPoints, mostPoints);
  // A program that reads JSON should get the same on every machine.
  const locale = choice('locale', locales) ?? (format === 'json' ? 'en' : systemLocale(env));

  if (values.has('help')) return { kind: 'help', locale };
  if (values.has('version')) return { kind: 'version', locale };
  if (mistakes.length === 0 && paths.length === 0) mistakes.push((say) => say.noPaths);
  const [mistake] = mistakes;
  if (mistake) return { kind: 'usage', message: mistake(messagesOf(locale)), locale };
  const verbose = values.has('verbose');
  return { kind: 'check', options: { paths, format, language, seed, points, color, locale, verbose } };
}

function systemLocale(env: NodeJS.ProcessEnv): Locale {
  const name = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  return /^zh/i.test(name) ? 'zh-cn' : 'en';
}
