import type { Range } from '../expression/range';
import type { Language, Problem } from '../notes/note';
import type { Stated } from '../report/report';
import { isCode, type Code } from './codes';
import { nearest } from './nearest';

/** The comments that steer the checker from inside a note. */
export const directives = [
  'disable',
  'enable',
  'disable-line',
  'disable-next-line',
  'disable-file',
  'assume',
  'define',
  'macro',
] as const;

export type Directive = (typeof directives)[number];

/** Lines of a note in which messages are not wanted. */
export interface Disabled {
  /** Whole lines. */
  readonly range: Range;
  /** Also the rest of a formula that begins in `range`. */
  readonly wholeFormulas: boolean;
  /** Missing: everything. */
  readonly codes?: readonly Code[];
}

/** What a note's own comments say to the checker. */
export interface Comments {
  readonly disabled: readonly Disabled[];
  readonly assumptions: readonly Stated[];
  readonly definitions: readonly Stated[];
  readonly macros: readonly Stated[];
  readonly problems: readonly Problem[];
}

const prefix = 'derivation-check-';

/** `<!-- … -->` and MDX comments may stand anywhere; `% …` goes to the end of its line. */
const comment = new RegExp(
  [
    String.raw`<!--[^\S\n]*${prefix}(?<html>(?:(?!-->)[^])*)-->`,
    String.raw`\{\/\*[^\S\n]*${prefix}(?<mdx>(?:(?!\*\/)[^])*)\*\/\}`,
    String.raw`(?<!\\)%[^\S\n]*${prefix}(?<tex>[^\n]*)`,
  ].join('|'),
  'g',
);

/**
 * Reads the comments of a note that begin with `derivation-check-`. Those in fenced code are not comments. What cannot be
 * understood is a problem at its place, and the other comments still count.
 */
export function readComments(text: string, language: Language, locale: 'en' | 'zh-cn' = 'en'): Comments {
  const reader = new Reader(text, locale);
  if (!text.includes(prefix)) return reader.result();
  const fences = language === 'markdown' ? codeFences(text) : [];
  for (const match of text.matchAll(comment)) {
    if (fences.some((fence) => fence.start <= match.index && match.index < fence.end)) continue;
    const { html, mdx, tex } = match.groups ?? {};
    const raw = html ?? mdx ?? tex ?? '';
    const bodyStart = match.index + match[0].indexOf(prefix);
    const inString = language === 'notebook' && tex !== undefined ? raw.replace(/(?:\\n)?"\s*,?\s*$/, '') : raw;
    const end =
      tex === undefined ? match.index + match[0].length : bodyStart + prefix.length + inString.trimEnd().length;
    reader.read(language === 'notebook' ? unescaped(inString) : inString, { start: match.index, end }, bodyStart);
  }
  return reader.result();
}

class Reader {
  private readonly disabled: Disabled[] = [];
  private readonly assumptions: Stated[] = [];
  private readonly definitions: Stated[] = [];
  private readonly macros: Stated[] = [];
  private readonly problems: Problem[] = [];
  /** Where a `disable` without its `enable` began, by its codes. */
  private readonly open: { readonly start: number; readonly codes?: readonly Code[] }[] = [];

  constructor(
    private readonly text: string,
    private readonly locale: 'en' | 'zh-cn',
  ) {}

  /** @param body what follows `derivation-check-`. @param bodyStart where `derivation-check-` begins. */
  read(body: string, range: Range, bodyStart: number): void {
    const [, word = '', rest = ''] = /^([\w-]*)([^]*)$/.exec(body) ?? [];
    const argument = rest.trim();
    const nameRange = { start: bodyStart, end: bodyStart + prefix.length + word.length };
    if (!isDirective(word)) {
      const guess = nearest(word, directives);
      this.problem(
        nameRange,
        `There is no comment “${prefix}${word}”.${guess ? ` Did you mean “${prefix}${guess}”?` : ''}`,
        `没有“${prefix}${word}”这种注释。${guess ? `是否想写“${prefix}${guess}”？` : ''}`,
      );
      return;
    }
    if (word === 'assume' || word === 'define' || word === 'macro') this.state(word, argument, range, nameRange);
    else this.disable(word, argument, range, nameRange);
  }

  private state(word: 'assume' | 'define' | 'macro', argument: string, range: Range, nameRange: Range): void {
    const example = { assume: 'x > 0, n integer', define: 'σ = sigmoid', macro: '\\E = \\mathbb{E}' }[word];
    const broken =
      argument === '' ||
      (word === 'define' && !/^[^=:]+(?::=|=)[^]*\S/.test(argument)) ||
      (word === 'macro' && !isMacro(argument));
    if (broken) {
      this.problem(
        nameRange,
        `This comment needs something like “${prefix}${word} ${example}”.`,
        `这条注释应写成类似“${prefix}${word} ${example}”的样子。`,
      );
      return;
    }
    if (word === 'macro') this.macros.push({ latex: macroDefinition(argument), range });
    else if (word === 'define') this.definitions.push({ latex: argument, range });
    else for (const latex of splitList(argument)) this.assumptions.push({ latex, range });
  }

  private disable(
    word: Exclude<Directive, 'assume' | 'define' | 'macro'>,
    argument: string,
    range: Range,
    at: Range,
  ): void {
    const codes = this.codes(argument, at);
    if (codes === 'invalid') return;
    const only = codes.length > 0 ? { codes } : {};
    const line = this.line(range.start);
    switch (word) {
      case 'disable-file':
        this.disabled.push({ range: { start: 0, end: this.text.length }, wholeFormulas: true, ...only });
        return;
      case 'disable-line':
        this.disabled.push({ range: line, wholeFormulas: false, ...only });
        return;
      case 'disable-next-line':
        this.disabled.push({ range: this.nextLine(range.end), wholeFormulas: true, ...only });
        return;
      case 'disable':
        this.open.push({ start: line.start, ...only });
        return;
      case 'enable':
        this.close(codes, line.end);
    }
  }

  private close(codes: readonly Code[], end: number): void {
    for (let i = this.open.length - 1; i >= 0; i--) {
      const { start, codes: open } = this.open[i]!;
      if (codes.length > 0 && !sameCodes(open ?? [], codes)) continue;
      this.disabled.push({ range: { start, end }, wholeFormulas: false, ...(open ? { codes: open } : {}) });
      this.open.splice(i, 1);
    }
  }

  /** A reason may follow two dashes: `disable-line fails -- misprint in the book`. */
  private codes(argument: string, at: Range): readonly Code[] | 'invalid' {
    const words = argument
      .replace(/(?:^|\s)--[^]*$/, '')
      .split(/[\s,，]+/)
      .filter(Boolean);
    const unknown = words.find((word) => !isCode(word));
    if (unknown === undefined) return words.filter(isCode);
    this.problem(
      at,
      `“${unknown}” is no code of this checker. Give a reason after two dashes: “-- ${argument}”.`,
      `“${unknown}”不是本检查器的代码。若要写明原因，请放在两个连字符之后：“-- ${argument}”。`,
    );
    return 'invalid';
  }

  private line(offset: number): Range {
    const end = this.text.indexOf('\n', offset);
    return { start: this.text.lastIndexOf('\n', offset - 1) + 1, end: end < 0 ? this.text.length : end };
  }

  /** The next line that is not blank. */
  private nextLine(offset: number): Range {
    let line = this.line(offset);
    do line = this.line(Math.min(line.end + 1, this.text.length));
    while (line.end < this.text.length && this.text.slice(line.start, line.end).trim() === '');
    return line;
  }

  private problem(range: Range, en: string, zh: string): void {
    this.problems.push({ code: 'invalid-comment', message: this.locale === 'en' ? en : zh, range });
  }

  result(): Comments {
    const { assumptions, definitions, macros, problems } = this;
    const unclosed = this.open.map(({ start, codes }) => ({
      range: { start, end: this.text.length },
      wholeFormulas: true,
      ...(codes ? { codes } : {}),
    }));
    return { disabled: [...this.disabled, ...unclosed], assumptions, definitions, macros, problems };
  }
}

function isDirective(word: string): word is Directive {
  return (directives as readonly string[]).includes(word);
}

function sameCodes(a: readonly Code[], b: readonly Code[]): boolean {
  return a.length === b.length && a.every((code) => b.includes(code));
}

/** `\E = \mathbb{E}`, or a definition as in a preamble. */
function isMacro(text: string): boolean {
  return (
    /^\\(?:[a-zA-Z]+|.)\s*=\s*\S/.test(text) ||
    /^\\(?:(?:re)?newcommand|providecommand|def|let|DeclareMathOperator)\b/.test(text)
  );
}

/** The LaTeX definition that `\E = \mathbb{E}` stands for. `#1` in the body makes it take that many arguments. */
export function macroDefinition(text: string): string {
  const [, name, body] = /^(\\(?:[a-zA-Z]+|.))\s*=\s*([^]*)$/.exec(text) ?? [];
  if (name === undefined || body === undefined || /^\\(?:def|let)$/.test(name)) return text;
  const count = Math.max(0, ...[...body.matchAll(/#([1-9])/g)].map((match) => Number(match[1])));
  return `\\newcommand{${name}}${count > 0 ? `[${count}]` : ''}{${body.trim()}}`;
}

/** Splits at commas outside brackets: `x > 0, f(a, b) = 1` are two. */
export function splitList(text: string): string[] {
  const items: string[] = [];
  let depth = 0;
  let item = '';
  for (const character of text) {
    if ('([{'.includes(character)) depth++;
    if (')]}'.includes(character)) depth--;
    if (depth <= 0 && ',，;；'.includes(character)) {
      items.push(item);
      item = '';
    } else item += character;
  }
  return [...items, item].map((each) => each.trim()).filter(Boolean);
}

/** Undoes the escapes of a JSON string; text that is none stays as it is. */
function unescaped(text: string): string {
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    return text;
  }
}

/** Fenced code blocks, by lines. An unclosed fence goes to the end, as in CommonMark. */
function codeFences(text: string): Range[] {
  const fences: Range[] = [];
  let open: { readonly start: number; readonly mark: string } | undefined;
  for (const { 0: whole, 1: mark = '', 2: info = '', index } of text.matchAll(/^[ >]*(`{3,}|~{3,})([^\n]*)/gm)) {
    if (!open) {
      // Mathematics may stand in a fence of its own; comments in it are meant.
      if (!/^\s*\{?\s*(?:math|latex|tex)\b/.test(info)) open = { start: index, mark };
    } else if (mark.startsWith(open.mark) && info.trim() === '') {
      fences.push({ start: open.start, end: index + whole.length });
      open = undefined;
    }
  }
  return open ? [...fences, { start: open.start, end: text.length }] : fences;
}
