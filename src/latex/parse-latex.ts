import { cover, type Range } from '../expression/range';
import {
  ACCENTS,
  ENVIRONMENTS_WITH_ARGUMENT,
  EXTENSIBLE,
  FONTS,
  FRACTIONS,
  GRID_COMMANDS,
  IGNORED,
  INFIX_FRACTIONS,
  LEFT_SIDE_ENVIRONMENTS,
  OPERATORS,
  SIZES,
  SPACES,
  SPACES_WITH_LENGTH,
  STYLERS,
  SWITCHES,
  SYMBOLS,
  TEXTS,
  WRAPPERS,
} from './commands';
import { closingText, delimiterName, openingText } from './delimiters';
import { coverAll } from './cover-all';
import { matchFences } from './match-fences';
import { styledRuns } from './styled-runs';
import { NO_MACROS, type MacroTable } from './macros';
import { readNumber } from './numbers';
import { operatorName } from './operator-name';
import { TokenStream, typedText } from './stream';
import type { Token } from './tokens';
import type { Cell, Row, Syntax, SyntaxProblem, Tree } from './tree';

/** How deep constructs may nest. Far beyond what people write, and safe for all who walk the tree by recursion. */
const DEPTH_LIMIT = 200;

/** More problems of one formula than this help nobody. */
const PROBLEM_LIMIT = 100;

/** A construct that is open while its inside is read. */
type Open =
  { readonly kind: 'brace' | 'bracket' | 'left' | 'grid' } | { readonly kind: 'environment'; readonly name: string };

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

class Parser {
  private readonly open: Open[] = [];
  private depth = 0;
  /** Number of `\left` whose row ended before the `\right`: both are read as plain brackets. */
  private cutBrackets = 0;

  constructor(
    private readonly stream: TokenStream,
    private readonly problems: SyntaxProblem[],
  ) {}

  formula(): Tree[] {
    const out: Tree[] = [];
    for (;;) {
      this.body(out);
      const token = this.stream.next();
      if (token.kind === 'eof') return out;
      // Nothing is open, so this cannot happen; reading on is still better than stopping.
      out.push(this.error(token, `Unexpected ${token.text}.`));
    }
  }

  /** Reads nodes until what closes one of the open constructs, which is left to be read. */
  private body(out: Tree[] = []): Tree[] {
    for (;;) {
      const token = this.stream.peekPastSpace();
      if (this.closes(token)) return out;
      if (token.kind === 'word') {
        if (token.text === '\\end') {
          this.readEnd();
          continue;
        }
        const infix = INFIX_FRACTIONS.get(token.text);
        if (infix !== undefined) {
          this.infix(out, infix);
          continue;
        }
        const font = SWITCHES.get(token.text);
        if (font !== undefined) {
          this.switchFont(out, font);
          continue;
        }
      }
      this.one(out, token);
    }
  }

  /** Reads one node, with its scripts attached to the node before. `token` is the next one, only looked at so far. */
  private one(out: Tree[], token: Token): void {
    switch (token.kind) {
      case 'sup':
      case 'sub':
      case 'prime':
        this.scripts(out);
        return;
      case 'align':
        this.stream.next();
        out.push({ kind: 'break', text: '&', span: spanOf(token) });
        return;
      case 'close':
        this.stream.next();
        out.push(this.error(token, 'A brace } without its {.'));
        return;
      case 'end':
        this.stream.next();
        out.push(this.error(token, `\\end{${token.text}} without its \\begin.`));
        return;
      case 'digit':
        out.push(readNumber(this.stream));
        return;
      case 'sign':
        if (token.text === '.') {
          out.push(readNumber(this.stream));
          return;
        }
        break;
      default:
    }
    this.atom(out);
  }

  /** Whether a token ends the innermost construct, or an outer one that cannot go on past it. */
  private closes(token: Token): boolean {
    const { open } = this;
    switch (token.kind) {
      case 'eof':
        return true;
      case 'close':
        for (let i = open.length - 1; i >= 0; i--) {
          const kind = open[i]?.kind;
          if (kind === 'brace' || kind === 'grid') return true;
          if (kind === 'environment') return false;
        }
        return false;
      case 'align':
        return this.inGrid();
      case 'end':
        return open.some((one) => one.kind === 'environment');
      case 'sign':
        return token.text === ']' && open[open.length - 1]?.kind === 'bracket';
      case 'word':
        if (isRowEnd(token)) return this.inGrid();
        if (token.text === '\\right' || token.text === '\\middle') {
          for (let i = open.length - 1; i >= 0; i--) {
            if (open[i]?.kind === 'left') return token.text === '\\right';
          }
        }
        return false;
      default:
        return false;
    }
  }

  /** `&` and `\\` belong to the nearest grid, unless braces stand between. */
  private inGrid(): boolean {
    for (let i = this.open.length - 1; i >= 0; i--) {
      const kind = this.open[i]?.kind;
      if (kind === 'environment' || kind === 'grid') return true;
      if (kind === 'brace') return false;
    }
    return false;
  }

  private readEnd(): void {
    const command = this.stream.next();
    const name = this.stream.rawGroup();
    if (name === undefined) {
      this.stream.pushBack({
        kind: 'failure',
        text: '\\end without the name of an environment.',
        start: command.start,
        end: command.end,
      });
      return;
    }
    const text = name.text.trim();
    this.stream.pushBack({ kind: 'end', text, start: command.start, end: Math.max(command.end, name.end) });
  }

  /** Reads the inside of a construct. Beyond the depth limit `skip` is called instead. */
  private within<T>(open: Open, read: () => T): T {
    this.open.push(open);
    this.depth++;
    const result = read();
    this.depth--;
    this.open.pop();
    return result;
  }

  private get tooDeep(): boolean {
    return this.depth >= DEPTH_LIMIT;
  }

  private closed(nodes: readonly Tree[]): Tree[] {
    return matchFences(nodes, this.problems);
  }

  private problem(message: string, span: Range): void {
    this.problems.push({ message, span: { start: span.start, end: span.end } });
  }

  private error(token: Token, message: string): Tree {
    this.problem(message, token);
    return { kind: 'error', text: token.typed ?? token.text, message, span: spanOf(token) };
  }

  // ---- groups and arguments

  /** `{…}`; the brace is the next token. */
  private group(): { body: Tree[]; span: Range } {
    const brace = this.stream.next();
    if (this.tooDeep) return this.skipGroup(brace);
    const body = this.within({ kind: 'brace' }, () => this.closed(this.body()));
    const end = this.stream.peekPastSpace();
    if (end.kind === 'close') {
      this.stream.next();
      return { body, span: cover(brace, end) };
    }
    this.problem('A brace { is never closed.', brace);
    return { body, span: coverAll(brace, body) };
  }

  private skipGroup(brace: Token): { body: Tree[]; span: Range } {
    let end = brace.end;
    for (let depth = 1; depth > 0;) {
      const token = this.stream.nextRaw();
      if (token.kind === 'eof') break;
      if (token.kind === 'open') depth++;
      if (token.kind === 'close') depth--;
      end = Math.max(end, token.end);
    }
    const span = { start: brace.start, end };
    return { body: [this.deep(span)], span };
  }

  private deep(span: Range): Tree {
    const message = `Nested more than ${DEPTH_LIMIT} levels deep.`;
    this.problem(message, span);
    return { kind: 'error', text: '', message, span };
  }

  /** The argument of a command: a group, or one token with what belongs to it. */
  private argument(after: Token): { body: Tree[]; span: Range } {
    const token = this.stream.peekArgument();
    if (token.kind === 'open') return this.group();
    const missing =
      token.kind === 'eof' ||
      token.kind === 'close' ||
      token.kind === 'align' ||
      token.kind === 'sup' ||
      token.kind === 'sub' ||
      token.kind === 'dollar';
    if (
      missing ||
      isRowEnd(token) ||
      (token.kind === 'word' && (token.text === '\\right' || token.text === '\\end' || INFIX_FRACTIONS.has(token.text)))
    ) {
      const message = `${after.text} lacks an argument.`;
      this.problem(message, after);
      const span = { start: after.end, end: after.end };
      return { body: [{ kind: 'error', text: '', message, span }], span };
    }
    if (this.tooDeep) {
      this.stream.next();
      const span = spanOf(token);
      return { body: [this.deep(span)], span };
    }
    const body: Tree[] = [];
    this.depth++;
    if (token.kind === 'digit') {
      this.stream.next();
      body.push({ kind: 'number', text: token.text, span: spanOf(token) });
    } else {
      // Spaces and labels are no argument: `\frac\, 1 2`.
      while (!body.some((node) => node.kind !== 'space')) {
        body.length = 0;
        const next = this.stream.peekPastSpace();
        if (this.closes(next)) break;
        if (next.kind === 'digit') {
          this.stream.next();
          body.push({ kind: 'number', text: next.text, span: spanOf(next) });
        } else this.one(body, next);
      }
    }
    this.depth--;
    return { body, span: coverAll(body[0]?.span ?? token, body) };
  }

  /** An argument as one node: braces around a single node are dropped. */
  private scriptArgument(after: Token): Tree {
    const { body, span } = this.argument(after);
    return single(body) ?? { kind: 'group', body, span };
  }

  /** `[…]` after a command, when there is one. */
  private optional(): { body: Tree[]; span: Range } | undefined {
    const token = this.stream.peekPastSpace();
    if (token.kind !== 'sign' || token.text !== '[' || this.tooDeep) return undefined;
    this.stream.next();
    const body = this.within({ kind: 'bracket' }, () => this.closed(this.body()));
    const end = this.stream.peekPastSpace();
    if (end.kind === 'sign' && end.text === ']') {
      this.stream.next();
      return { body, span: cover(token, end) };
    }
    this.problem('A bracket [ is never closed.', token);
    return { body, span: coverAll(token, body) };
  }

  // ---- scripts and primes

  private scripts(out: Tree[]): void {
    const last = out[out.length - 1];
    const base = last !== undefined && canCarryScripts(last) ? last : undefined;
    if (base !== undefined) out.pop();
    let sub: Tree | undefined;
    let sup: Tree | undefined;
    let primes = 0;
    let span: Range | undefined = base?.span;
    for (;;) {
      const token = this.stream.peekPastSpace();
      if (token.kind === 'word' && (token.text === '\\limits' || token.text === '\\nolimits')) {
        this.stream.next();
        continue;
      }
      if (token.kind !== 'sup' && token.kind !== 'sub' && token.kind !== 'prime') break;
      if ((token.kind === 'sup' && sup !== undefined) || (token.kind === 'sub' && sub !== undefined)) {
        this.problem(
          token.kind === 'sup'
            ? 'Two superscripts: use braces to say which belongs to which.'
            : 'Two subscripts: use braces to say which belongs to which.',
          token,
        );
        break;
      }
      this.stream.next();
      span = span === undefined ? spanOf(token) : cover(span, token);
      if (token.kind === 'prime') {
        primes++;
        continue;
      }
      const argument = this.scriptArgument(token);
      span = cover(span, argument.span);
      if (token.kind === 'sub') sub = argument;
      else {
        const split = splitPrimes(argument);
        primes += split.primes;
        sup = split.rest;
      }
    }
    const parts = { ...(base && { base }), ...(sub && { sub }), ...(sup && { sup }) };
    out.push({ kind: 'scripts', ...parts, primes, span: span ?? { start: 0, end: 0 } });
  }

  // ---- infix constructs

  private infix(out: Tree[], command: '\\frac' | '\\binom'): void {
    const token = this.stream.next();
    if (this.tooDeep) {
      out.push(this.deep(spanOf(token)));
      return;
    }
    if (token.text === '\\above') this.stream.peekPastSpace();
    const numerator = this.closed(out.splice(0));
    this.depth++;
    const denominator = this.closed(this.body());
    this.depth--;
    const span = coverAll(coverAll(token, numerator), denominator);
    out.push({ kind: 'fraction', command, numerator, denominator, span });
  }

  private switchFont(out: Tree[], command: string): void {
    const token = this.stream.next();
    if (this.tooDeep) {
      out.push(this.deep(spanOf(token)));
      return;
    }
    this.depth++;
    const body = this.body();
    this.depth--;
    // At the top level and in a cell nothing ends the font, and rows may still be joined: only letters are worth a node there.
    if (body.length > 0) out.push(...styledRuns(command, body, token));
  }

  // ---- atoms

  private atom(out: Tree[]): void {
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

  // ---- grids

  private environment(out: Tree[], token: Token): void {
    const name = this.stream.rawGroup();
    if (name === undefined) {
      out.push(this.error(token, '\\begin without the name of an environment.'));
      return;
    }
    const plainName = name.text.trim();
    const start = { start: token.start, end: Math.max(token.end, name.end) };
    if (this.tooDeep) {
      out.push(this.skipEnvironment(start));
      return;
    }
    const base = plainName.replace(/\*$/, '');
    if (base !== 'cases' && base !== 'equation') this.position();
    const columns = ENVIRONMENTS_WITH_ARGUMENT.has(plainName) ? this.stream.rawGroup()?.text : undefined;
    if (LEFT_SIDE_ENVIRONMENTS.has(plainName)) {
      const left = this.argument(token);
      out.push(...left.body);
    }
    const rows = this.within({ kind: 'environment', name: plainName }, () => this.rows());
    const end = this.stream.peekPastSpace();
    let span = coverAll(start, rows);
    if (end.kind === 'end') {
      const elsewhere =
        end.text !== plainName && this.open.some((one) => one.kind === 'environment' && one.name === end.text);
      if (end.text !== plainName) this.problem(`\\begin{${plainName}} is closed by \\end{${end.text}}.`, start);
      if (!elsewhere) {
        this.stream.next();
        span = cover(span, end);
      }
    } else this.problem(`\\begin{${plainName}} is never closed.`, start);
    out.push({ kind: 'environment', name: plainName, rows, span, ...(columns !== undefined && { columns }) });
  }

  /** The `[t]` after `\begin{aligned}`. */
  private position(): void {
    const bracket = this.stream.peekRawPastSpace();
    if (bracket.kind !== 'sign' || bracket.text !== '[') return;
    const read: Token[] = [];
    while (read.length < 20) {
      const token = this.stream.nextRaw();
      read.push(token);
      if (token.kind === 'eof' || token.text === ']') break;
    }
    if (/^\[\s*(?:[tbclr]+|\d+(?:\.\d+)?\s*(?:pt|em|ex|mm|cm|in)?|[a-z]+\s*=.*)\s*\]$/.test(typedText(read))) return;
    for (let i = read.length - 1; i >= 0; i--) this.stream.pushBack(read[i] as Token);
  }

  private skipEnvironment(start: Range): Tree {
    let end = start.end;
    for (let depth = 1; depth > 0;) {
      const token = this.stream.nextRaw();
      if (token.kind === 'eof') break;
      if (token.text === '\\begin') depth++;
      if (token.text === '\\end') {
        depth--;
        const name = this.stream.rawGroup();
        end = Math.max(end, name?.end ?? 0);
      }
      end = Math.max(end, token.end);
    }
    return this.deep({ start: start.start, end });
  }

  private gridCommand(token: Token): Tree {
    const brace = this.stream.peekPastSpace();
    if (brace.kind !== 'open' || this.tooDeep) {
      const argument = this.argument(token);
      const span = cover(token, argument.span);
      return {
        kind: 'environment',
        name: token.text.slice(1),
        rows: [{ cells: [{ body: argument.body, span: argument.span }], span: argument.span }],
        span,
      };
    }
    this.stream.next();
    const rows = this.within({ kind: 'grid' }, () => this.rows());
    const end = this.stream.peekPastSpace();
    let span = coverAll(cover(token, brace), rows);
    if (end.kind === 'close') {
      this.stream.next();
      span = cover(span, end);
    } else this.problem('A brace { is never closed.', brace);
    return { kind: 'environment', name: token.text.slice(1), rows, span };
  }

  /** Rows and cells until the end of the grid. An empty last row (after a trailing `\\`) is none. */
  private rows(): Row[] {
    const rows: Row[] = [];
    let cells: Cell[] = [];
    for (;;) {
      const from = this.stream.peekPastSpace().start;
      const body = this.body();
      const span = body.length > 0 ? coverAll(body[0]!.span, body) : { start: from, end: from };
      cells.push({ body, span });
      const token = this.stream.peekPastSpace();
      if (token.kind === 'align') {
        this.stream.next();
        continue;
      }
      const row: Row = { cells, span: coverAll(cells[0]!.span, cells) };
      const rowEnds = token.kind === 'word' && isRowEnd(token);
      const empty = cells.length === 1 && body.every((node) => node.kind === 'ignored' || node.kind === 'space');
      if (rowEnds || !empty || rows.length === 0) rows.push(row);
      if (!rowEnds) return rows;
      this.rowEnd();
      cells = [];
    }
  }

  /** `\\`, `\\*`, `\\[2pt]`. */
  private rowEnd(): void {
    this.stream.next();
    const star = this.stream.nextRaw();
    const bracket = star.kind === 'sign' && star.text === '*' ? this.stream.nextRaw() : star;
    if (bracket.kind !== 'sign' || bracket.text !== '[') {
      this.stream.pushBack(bracket);
      return;
    }
    const read: Token[] = [bracket];
    while (read.length < 24) {
      const token = this.stream.nextRaw();
      read.push(token);
      if (token.kind === 'eof' || token.text === ']') break;
    }
    if (/^\[\s*[-+]?\s*[\d.,]*\s*(?:pt|em|ex|mm|cm|in|mu|bp|pc|sp|\\[a-zA-Z]+)\s*\]$/.test(typedText(read))) return;
    for (let i = read.length - 1; i >= 0; i--) this.stream.pushBack(read[i] as Token);
  }
}

function spanOf(token: Token): Range {
  return { start: token.start, end: token.end };
}

function isRowEnd(token: Token): boolean {
  return (
    token.kind === 'word' &&
    (token.text === '\\\\' || token.text === '\\cr' || token.text === '\\newline' || token.text === '\\tabularnewline')
  );
}

function canCarryScripts(node: Tree): boolean {
  return node.kind !== 'space' && node.kind !== 'ignored' && node.kind !== 'break' && node.kind !== 'scripts';
}

function single(body: readonly Tree[]): Tree | undefined {
  const only = body.length === 1 ? body[0] : undefined;
  if (only === undefined || only.kind === 'group') return undefined;
  return only;
}

/** Primes at the beginning of a superscript are primes of the base: `f^{\prime\prime}`. */
function splitPrimes(sup: Tree): { primes: number; rest: Tree | undefined } {
  const isPrime = (node: Tree | undefined): boolean =>
    node?.kind === 'symbol' && (node.text === '\\prime' || node.text === "'");
  if (isPrime(sup)) return { primes: 1, rest: undefined };
  if (sup.kind === 'scripts' && sup.base === undefined && sup.sup === undefined && sup.sub === undefined)
    return { primes: sup.primes, rest: undefined };
  if (sup.kind !== 'group' || sup.body.length === 0) return { primes: 0, rest: sup };
  let count = 0;
  while (isPrime(sup.body[count])) count++;
  if (count === 0) return { primes: 0, rest: sup };
  const rest = sup.body.slice(count);
  if (rest.length === 0) return { primes: count, rest: undefined };
  return { primes: count, rest: single(rest) ?? { kind: 'group', body: rest, span: coverAll(rest[0]!.span, rest) } };
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
