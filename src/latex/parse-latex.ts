import { cover, type Range } from '../expression/range';
import {
  ACCENTS,
  EXTENSIBLE,
  FONTS,
  FRACTIONS,
  GRID_COMMANDS,
  IGNORED,
  OPERATORS,
  SIZES,
  SPACES,
  SPACES_WITH_LENGTH,
  STYLERS,
  SYMBOLS,
  TEXTS,
  WRAPPERS,
} from './commands';
import { closingText, delimiterName, openingText } from './delimiters';
import { GridParser } from './grid-parser';
import { isRowEnd, spanOf } from './parser-core';
import { NO_MACROS, type MacroTable } from './macros';
import { readNumber } from './numbers';
import { operatorName } from './operator-name';
import { TokenStream, typedText } from './stream';
import type { Token } from './tokens';
import type { Syntax, SyntaxProblem, Tree } from './tree';

/** More problems of one formula than this help nobody. */
const PROBLEM_LIMIT = 100;

/** What `parseLatex` gives: the tree, and the macros as they are after the formula. */
export interface ParsedLatex extends Syntax {
  readonly macros: MacroTable;
}

/**
 * Reads a formula. Never throws, whatever the text: what could not be read is an `error` node and a problem, and the rest is read on.
 * Time is linear in the length of the text and of what the macros expand to.
 *
 * @param macros user commands known before the formula; `macros` of the result has those that the formula defines as well.
 */
export function parseLatex(latex: string, macros: MacroTable = NO_MACROS): ParsedLatex {
  const problems: SyntaxProblem[] = [];
  const stream = new TokenStream(latex, macros, problems);
  const body = new Parser(stream, problems).formula();
  return { body, problems: problems.slice(0, PROBLEM_LIMIT), macros: stream.macros };
}

class Parser extends GridParser {
  protected override atom(out: Tree[]): void {
    const token = this.stream.peek();
    switch (token.kind) {
      case 'open':
        out.push({ kind: 'group', ...this.group() });
        return;
      case 'word':
        this.command(out);
        return;
      case 'failure':
        this.stream.next();
        out.push(this.error({ ...token, text: token.typed ?? '' }, token.text));
        return;
      case 'done':
        this.stream.next();
        out.push({ kind: 'ignored', command: token.text, span: spanOf(token) });
        return;
      case 'dollar':
        this.stream.next();
        out.push(this.error(token, 'A dollar sign inside a formula.'));
        return;
      case 'prose':
        this.stream.next();
        out.push({ kind: 'text', text: token.text, span: spanOf(token) });
        return;
      case 'sign':
        this.stream.next();
        if (token.text === '~') out.push({ kind: 'space', wide: true, command: '~', span: spanOf(token) });
        else out.push({ kind: 'symbol', text: token.text, span: spanOf(token) });
        return;
      default:
        this.stream.next();
        out.push({ kind: 'symbol', text: token.text, span: spanOf(token) });
    }
  }

  private command(out: Tree[]): void {
    const token = this.stream.next();
    const name = token.text;
    const span = spanOf(token);
    if (SYMBOLS.has(name)) out.push({ kind: 'symbol', text: name, span });
    else if (OPERATORS.has(name)) out.push({ kind: 'operator', name: name.slice(1), command: name, span });
    else if (FRACTIONS.has(name)) out.push(this.fraction(token, FRACTIONS.get(name) as '\\frac' | '\\binom'));
    else if (SPACES.has(name)) out.push({ kind: 'space', wide: SPACES.get(name) === true, command: name, span });
    else if (TEXTS.has(name)) out.push(this.text(token));
    else if (FONTS.has(name)) out.push(this.font(token, FONTS.get(name) as string));
    else if (ACCENTS.has(name)) {
      const argument = this.argument(token);
      out.push({
        kind: 'accent',
        command: ACCENTS.get(name) as string,
        body: argument.body,
        span: cover(token, argument.span),
      });
    } else if (SIZES.has(name)) this.sizedDelimiter(out, token);
    else if (IGNORED.has(name)) this.ignored(out, token);
    else if (SPACES_WITH_LENGTH.has(name)) out.push(this.length(token));
    else if (WRAPPERS.has(name)) this.wrapper(out, token);
    else if (STYLERS.has(name)) this.styler(out, token);
    else if (EXTENSIBLE.has(name)) out.push(this.extensible(token));
    else if (GRID_COMMANDS.has(name)) out.push(this.gridCommand(token));
    else this.special(out, token);
  }

  /** Commands that each have a syntax of their own. */
  private special(out: Tree[], token: Token): void {
    const span = spanOf(token);
    switch (token.text) {
      case '\\begin':
        this.environment(out, token);
        return;
      case '\\left':
        this.fenced(out, token);
        return;
      case '\\right': {
        const delimiter = this.readDelimiter();
        if (this.cutBrackets > 0) {
          this.cutBrackets--;
          if (delimiter !== undefined && delimiter.name !== '.')
            out.push({ kind: 'symbol', text: closingText(delimiter.name), span: cover(token, delimiter.span) });
          return;
        }
        out.push(this.error(token, '\\right without its \\left.'));
        return;
      }
      case '\\middle': {
        const delimiter = this.readDelimiter();
        out.push({
          kind: 'symbol',
          text: `\\middle${delimiter?.name ?? '.'}`,
          span: cover(token, delimiter?.span ?? token),
        });
        return;
      }
      case '\\sqrt':
      case '\\root':
        out.push(this.root(token));
        return;
      case '\\not':
        this.negation(out, token);
        return;
      case '\\overset':
      case '\\stackrel':
      case '\\underset':
      case '\\stackbin':
        out.push(this.stack(token));
        return;
      case '\\overbrace':
      case '\\underbrace':
      case '\\overbracket':
      case '\\underbracket':
      case '\\overgroup':
      case '\\undergroup':
        out.push(this.brace(token));
        return;
      case '\\operatorname':
      case '\\operatornamewithlimits':
        out.push(this.operator(token));
        return;
      case '\\genfrac':
        out.push(this.genfrac(token));
        return;
      case '\\sideset':
        this.argument(token);
        this.argument(token);
        out.push({ kind: 'ignored', command: token.text, span });
        return;
      case '\\mathchoice': {
        const first = this.argument(token);
        for (let i = 0; i < 3; i++) this.argument(token);
        out.push({ kind: 'group', ...first });
        return;
      }
      case '\\\\':
      case '\\cr':
      case '\\newline':
      case '\\tabularnewline':
        this.stream.pushBack(token);
        this.rowEnd();
        out.push({ kind: 'break', text: '\\\\', span });
        return;
      case '\\(':
      case '\\)':
      case '\\[':
      case '\\]':
        out.push(this.error(token, `${token.text} inside a formula.`));
        return;
      default:
        out.push(this.unknown(token));
    }
  }

  private unknown(token: Token): Tree {
    const args: Tree[][] = [];
    let span = spanOf(token);
    while (args.length < 9 && this.stream.peek().kind === 'open') {
      const group = this.group();
      args.push(group.body);
      span = cover(span, group.span);
    }
    return { kind: 'command', command: token.text, args, span };
  }

  private fraction(token: Token, command: '\\frac' | '\\binom'): Tree {
    const numerator = this.argument(token);
    const denominator = this.argument(token);
    return {
      kind: 'fraction',
      command,
      numerator: numerator.body,
      denominator: denominator.body,
      span: cover(cover(token, numerator.span), denominator.span),
    };
  }

  private genfrac(token: Token): Tree {
    const left = this.stream.rawGroup();
    this.stream.rawGroup();
    const thickness = this.stream.rawGroup();
    this.stream.rawGroup();
    const binom = left?.text.trim() === '(' || /^0/.test(thickness?.text.trim() ?? '');
    return this.fraction(token, binom ? '\\binom' : '\\frac');
  }

  private root(token: Token): Tree {
    let degree: { body: Tree[]; span: Range } | undefined;
    if (token.text === '\\sqrt') degree = this.optional();
    else {
      // `\root n \of x`
      degree = this.argument(token);
      const of = this.stream.peekPastSpace();
      if (of.kind === 'word' && of.text === '\\of') this.stream.next();
    }
    if (token.typed === '√') {
      // The sign as a character has no braces: a whole number belongs to it.
      const next = this.stream.peekPastSpace();
      if (next.kind === 'digit') {
        const number = readNumber(this.stream);
        return { kind: 'root', radicand: [number], span: cover(token, number.span) };
      }
    }
    const radicand = this.argument(token);
    return {
      kind: 'root',
      radicand: radicand.body,
      ...(degree && { degree: degree.body }),
      span: cover(token, radicand.span),
    };
  }

  private text(token: Token): Tree {
    this.optional();
    const next = this.stream.peekRawPastSpace();
    if (next.kind !== 'open') {
      const argument = this.argument(token);
      const text = argument.body.map((node) => ('text' in node ? node.text : '')).join('');
      return { kind: 'text', text, span: cover(token, argument.span) };
    }
    const group = this.stream.rawGroup() as { text: string; end: number };
    return {
      kind: 'text',
      text: group.text.replace(/\\([&%#_$])/g, '$1').replace(/~|\\ /g, ' '),
      span: { start: token.start, end: Math.max(token.end, group.end) },
    };
  }

  private font(token: Token, command: string): Tree {
    const argument = this.argument(token);
    const span = cover(token, argument.span);
    const name = command === '\\mathrm' ? operatorName(argument.body) : undefined;
    if (name !== undefined && name.length > 1) return { kind: 'operator', name, command: '\\mathrm', span };
    return { kind: 'styled', command, body: argument.body, span };
  }

  private operator(token: Token): Tree {
    const star = this.stream.peek();
    const starred = star.kind === 'sign' && star.text === '*';
    if (starred) this.stream.next();
    const argument = this.argument(token);
    const span = cover(token, argument.span);
    const name = operatorName(argument.body);
    if (name === undefined) return { kind: 'styled', command: '\\mathrm', body: argument.body, span };
    return {
      kind: 'operator',
      name,
      command: starred || token.text !== '\\operatorname' ? '\\operatorname*' : '\\operatorname',
      span,
    };
  }

  private ignored(out: Tree[], token: Token): void {
    const name = token.text;
    const count = IGNORED.get(name) as number;
    if (name.endsWith('limits')) return;
    let end = token.end;
    if (count > 0) {
      const star = this.stream.peek();
      if (star.kind === 'sign' && star.text === '*') this.stream.next();
    }
    if (name === '\\displaybreak' || name === '\\cite' || name === '\\color' || name === '\\pagebreak') this.optional();
    for (let i = 0; i < count; i++) {
      const group = this.stream.rawGroup();
      if (group !== undefined) end = Math.max(end, group.end);
      else if (name === '\\tag' || name === '\\color') end = Math.max(end, this.argument(token).span.end);
    }
    out.push({ kind: 'ignored', command: name, span: { start: token.start, end } });
  }

  private length(token: Token): Tree {
    const star = this.stream.peek();
    if (star.kind === 'sign' && star.text === '*') this.stream.next();
    const group = this.stream.rawGroup();
    let text = group?.text ?? '';
    let end = Math.max(token.end, group?.end ?? 0);
    if (group === undefined) {
      // `\hskip 1em`, `\kern-2pt`
      const read: Token[] = [];
      for (let next = this.stream.nextRaw(); read.length < 12; next = this.stream.nextRaw()) {
        read.push(next);
        if (!/^\s*[-+]?[\d.]*\s*[a-z]{0,2}\s*$/.test(typedText(read))) break;
      }
      const length = /^\s*[-+]?[\d.]+\s*[a-z]{2}/.exec(typedText(read))?.[0] ?? '';
      let kept = 0;
      while (kept < read.length && typedText(read.slice(0, kept)).length < length.length) kept++;
      for (let i = read.length - 1; i >= kept; i--) this.stream.pushBack(read[i] as Token);
      text = length;
      end = Math.max(end, ...read.slice(0, kept).map((part) => part.end));
    }
    if (token.text === '\\rule') this.stream.rawGroup();
    if (token.text === '\\raise' || token.text === '\\lower')
      return { kind: 'ignored', command: token.text, span: { start: token.start, end } };
    const wide = /space|skip|kern/.test(token.text) && inEm(text) >= 1;
    return { kind: 'space', wide, command: token.text, span: { start: token.start, end } };
  }

  private wrapper(out: Tree[], token: Token): void {
    this.optionalStar();
    const argument = this.argument(token);
    const span = cover(token, argument.span);
    if (token.text === '\\mathop') {
      const name = operatorName(argument.body);
      if (name !== undefined && name.length > 1) {
        out.push({ kind: 'operator', name, command: '\\operatorname*', span });
        return;
      }
    }
    const only = argument.body.length === 1 ? argument.body[0] : undefined;
    if (only !== undefined && only.kind !== 'group' && token.text.startsWith('\\math')) out.push({ ...only, span });
    else out.push({ kind: 'group', body: argument.body, span });
  }

  private optionalStar(): void {
    const star = this.stream.peek();
    if (star.kind === 'sign' && star.text === '*') this.stream.next();
  }

  private styler(out: Tree[], token: Token): void {
    const count = STYLERS.get(token.text) as number;
    if (token.text === '\\textcolor' || token.text === '\\hyperref') this.optional();
    for (let i = 1; i < count; i++) if (this.stream.rawGroup() === undefined) this.argument(token);
    const argument = this.argument(token);
    out.push({ kind: 'group', body: argument.body, span: cover(token, argument.span) });
  }

  private stack(token: Token): Tree {
    const first = this.argument(token);
    const second = this.argument(token);
    const span = cover(cover(token, first.span), second.span);
    if (token.text === '\\underset')
      return { kind: 'stack', command: '\\underset', base: second.body, under: first.body, span };
    return {
      kind: 'stack',
      command: token.text === '\\stackbin' ? '\\overset' : token.text,
      base: second.body,
      over: first.body,
      span,
    };
  }

  private brace(token: Token): Tree {
    const base = this.argument(token);
    const carrier: Tree[] = [];
    let span = cover(token, base.span);
    const over = token.text.startsWith('\\over');
    const next = this.stream.peekPastSpace();
    if (next.kind === (over ? 'sup' : 'sub')) {
      this.stream.next();
      const note = this.argument(next);
      carrier.push(...note.body);
      span = cover(span, note.span);
    }
    const part = carrier.length === 0 ? {} : over ? { over: carrier } : { under: carrier };
    return { kind: 'stack', command: over ? '\\overbrace' : '\\underbrace', base: base.body, ...part, span };
  }

  private extensible(token: Token): Tree {
    const under = this.optional();
    const over = this.argument(token);
    const base: Tree = { kind: 'symbol', text: EXTENSIBLE.get(token.text) as string, span: spanOf(token) };
    return {
      kind: 'stack',
      command: token.text,
      base: [base],
      over: over.body,
      ...(under && { under: under.body }),
      span: cover(token, over.span),
    };
  }

  private negation(out: Tree[], token: Token): void {
    const next = this.stream.peekPastSpace();
    if (next.kind === 'sign' || (next.kind === 'word' && SYMBOLS.has(next.text))) {
      this.stream.next();
      const text =
        next.text === '='
          ? '\\ne'
          : next.text === '\\in'
            ? '\\notin'
            : next.text === '<'
              ? '\\nless'
              : next.text === '>'
                ? '\\ngtr'
                : `\\not${next.text}`;
      out.push({ kind: 'symbol', text, span: cover(token, next) });
    } else out.push({ kind: 'symbol', text: '\\not', span: spanOf(token) });
  }

  // ---- delimiters

  private readDelimiter(): { name: string; span: Range } | undefined {
    const token = this.stream.peekPastSpace();
    const name = token.kind === 'sign' || token.kind === 'word' ? delimiterName(token.text) : undefined;
    if (name === undefined) return undefined;
    this.stream.next();
    return { name, span: spanOf(token) };
  }

  /** `\big(` is `(`. `\bigl|` says that the bar opens, `\bigm|` that it does neither. */
  private sizedDelimiter(out: Tree[], token: Token): void {
    const side = SIZES.get(token.text) as '' | 'l' | 'r' | 'm';
    const next = this.stream.peekPastSpace();
    if ((next.kind !== 'sign' && next.kind !== 'word') || delimiterName(next.text) === undefined) return;
    this.stream.next();
    const name = delimiterName(next.text) as string;
    const bar = name === '|' || name === '\\|';
    const vert = name === '|' ? 'vert' : 'Vert';
    const text = !bar || side === '' ? next.text : side === 'm' ? '\\mid' : `\\${side}${vert}`;
    if (text !== '.') out.push({ kind: 'symbol', text, span: cover(token, next) });
  }

  private fenced(out: Tree[], token: Token): void {
    const open = this.readDelimiter();
    if (open === undefined) this.problem('\\left without a bracket after it.', token);
    const start = cover(token, open?.span ?? token);
    if (this.tooDeep) {
      out.push(this.deep(start));
      return;
    }
    const body = this.within({ kind: 'left' }, () => this.body());
    const end = this.stream.peekPastSpace();
    if (end.kind !== 'word' || end.text !== '\\right') {
      // As a plain bracket it may still find its partner in another row.
      if (isRowEnd(end) || end.kind === 'align') this.cutBrackets++;
      else this.problem('\\left without its \\right.', start);
      if (open !== undefined && open.name !== '.')
        out.push({ kind: 'symbol', text: openingText(open.name), span: start });
      for (const node of body) out.push(node);
      return;
    }
    this.stream.next();
    const close = this.readDelimiter();
    if (close === undefined) this.problem('\\right without a bracket after it.', end);
    const span = cover(start, close?.span ?? end);
    const inner = { start: start.end, end: Math.max(start.end, end.start) };
    out.push({
      kind: 'fenced',
      open: open?.name ?? '.',
      close: close?.name ?? '.',
      body: this.closed(body),
      span,
      inner,
      explicit: true,
    });
  }
}

/** A length as TeX writes it, in ems (about). */
function inEm(text: string): number {
  const match = /^\s*([-+]?[\d.]+)\s*([a-z]{2})/.exec(text);
  if (match === null) return 0;
  const perEm: Readonly<Record<string, number>> = {
    em: 1,
    ex: 0.45,
    mu: 1 / 18,
    pt: 0.1,
    mm: 0.28,
    cm: 2.8,
    in: 7.2,
    pc: 1.2,
  };
  return Number(match[1]) * (perEm[match[2] as string] ?? 0);
}
