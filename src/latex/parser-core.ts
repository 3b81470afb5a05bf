import { cover, type Range } from '../expression/range';
import { INFIX_FRACTIONS, SWITCHES } from './commands';
import { coverAll } from './cover-all';
import { matchFences } from './match-fences';
import { readNumber } from './numbers';
import type { TokenStream } from './stream';
import { styledRuns } from './styled-runs';
import type { Token } from './tokens';
import type { SyntaxProblem, Tree } from './tree';

/** How deep constructs may nest. Far beyond what people write, and safe for all who walk the tree by recursion. */
const DEPTH_LIMIT = 200;

/** A construct that is open while its inside is read. */
type Open =
  { readonly kind: 'brace' | 'bracket' | 'left' | 'grid' } | { readonly kind: 'environment'; readonly name: string };

/** What all of LaTeX is made of: lists of nodes, groups, arguments, scripts, and what ends them. Commands come on top. */
export abstract class ParserCore {
  protected readonly open: Open[] = [];
  protected depth = 0;
  /** Number of `\left` whose row ended before the `\right`: both are read as plain brackets. */
  protected cutBrackets = 0;

  constructor(
    protected readonly stream: TokenStream,
    protected readonly problems: SyntaxProblem[],
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
  protected body(out: Tree[] = []): Tree[] {
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
  protected one(out: Tree[], token: Token): void {
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
  protected closes(token: Token): boolean {
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
  protected inGrid(): boolean {
    for (let i = this.open.length - 1; i >= 0; i--) {
      const kind = this.open[i]?.kind;
      if (kind === 'environment' || kind === 'grid') return true;
      if (kind === 'brace') return false;
    }
    return false;
  }

  protected readEnd(): void {
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
  protected within<T>(open: Open, read: () => T): T {
    this.open.push(open);
    this.depth++;
    const result = read();
    this.depth--;
    this.open.pop();
    return result;
  }

  protected get tooDeep(): boolean {
    return this.depth >= DEPTH_LIMIT;
  }

  /** Reads one node that is no script, number or closing sign. */
  protected abstract atom(out: Tree[]): void;

  protected closed(nodes: readonly Tree[]): Tree[] {
    return matchFences(nodes, this.problems);
  }

  protected problem(message: string, span: Range): void {
    this.problems.push({ message, span: { start: span.start, end: span.end } });
  }

  protected error(token: Token, message: string): Tree {
    this.problem(message, token);
    return { kind: 'error', text: token.typed ?? token.text, message, span: spanOf(token) };
  }

  // ---- groups and arguments

  /** `{…}`; the brace is the next token. */
  protected group(): { body: Tree[]; span: Range } {
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

  protected skipGroup(brace: Token): { body: Tree[]; span: Range } {
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

  protected deep(span: Range): Tree {
    const message = `Nested more than ${DEPTH_LIMIT} levels deep.`;
    this.problem(message, span);
    return { kind: 'error', text: '', message, span };
  }

  /** The argument of a command: a group, or one token with what belongs to it. */
  protected argument(after: Token): { body: Tree[]; span: Range } {
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

  /** `[…]` after a command, when there is one. */
  protected optional(): { body: Tree[]; span: Range } | undefined {
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

  protected scripts(out: Tree[]): void {
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
      const written = this.argument(token);
      // Braces around a single node are dropped, but belong to the place.
      span = cover(span, written.span);
      const argument = single(written.body) ?? { kind: 'group', ...written };
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

  protected infix(out: Tree[], command: '\\frac' | '\\binom'): void {
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

  protected switchFont(out: Tree[], command: string): void {
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
}

/** The place of a token. */
export function spanOf(token: Token): Range {
  return { start: token.start, end: token.end };
}

/** `\\\\` and its synonyms. */
export function isRowEnd(token: Token): boolean {
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
