import {
  define,
  isDefiner,
  readArgument,
  readDefinition,
  readGroup,
  readOptional,
  type Macro,
  type MacroTable,
  type TokenSource,
} from './macros';
import { STANDARD_MACROS } from './standard-macros';
import { Lexer, type Token } from './tokens';
import type { SyntaxProblem } from './tree';

/** Tokens that macros may make, beside a multiple of the formula's own length: a definition that calls itself must end. */
const EXPANSION_LIMIT = 20_000;
const GROWTH_LIMIT = 4;

/** How far a delimiter of a `\def` parameter is looked for. */
const DELIMITED_LIMIT = 2_000;

/**
 * The tokens of a formula with macros expanded, one at a time, as TeX's mouth does it. Definitions are obeyed as they come.
 * Every token of an expansion has the place of the call; arguments keep their own.
 */
export class TokenStream implements TokenSource {
  private readonly lexer: Lexer;
  private readonly waiting: Token[] = [];
  private budget: number;
  private exhausted = false;

  constructor(
    latex: string,
    public macros: MacroTable,
    private readonly problems: SyntaxProblem[],
  ) {
    this.lexer = new Lexer(latex);
    this.budget = Math.max(EXPANSION_LIMIT, GROWTH_LIMIT * latex.length);
  }

  nextRaw(): Token {
    return this.waiting.pop() ?? this.lexer.next();
  }

  pushBack(token: Token): void {
    this.waiting.push(token);
  }

  /** The next token after expansion. */
  next(): Token {
    for (;;) {
      const token = this.nextRaw();
      if (token.kind !== 'word' || token.primitive) return token;
      const macro = this.macro(token.text);
      if (macro !== undefined) {
        const failure = this.expand(token, macro, false);
        if (failure !== undefined) return failure;
      } else if (isDefiner(token.text)) return this.obey(token);
      else return token;
    }
  }

  /** Looks at the next token after expansion. */
  peek(): Token {
    const token = this.next();
    this.waiting.push(token);
    return token;
  }

  /** Like `peek`, past white space. */
  peekPastSpace(): Token {
    let token = this.next();
    while (token.kind === 'space') token = this.next();
    this.waiting.push(token);
    return token;
  }

  /** Like `peekPastSpace` at the place of an argument: what a macro stands for is one argument, whatever it is made of. */
  peekArgument(): Token {
    let token = this.nextRaw();
    while (token.kind === 'space') token = this.nextRaw();
    if (token.kind === 'word' && !token.primitive) {
      const macro = this.macro(token.text);
      if (macro !== undefined) {
        const failure = this.expand(token, macro, true);
        return failure === undefined ? this.peek() : (this.waiting.push(failure), failure);
      }
    }
    this.waiting.push(token);
    return token;
  }

  private macro(name: string): Macro | undefined {
    return this.macros.get(name) ?? STANDARD_MACROS.get(name);
  }

  private obey(token: Token): Token {
    const definition = readDefinition(token.text, this, (name) => this.macro(name));
    if (definition === undefined) {
      this.problems.push({ message: `${token.text} is not followed by a name and what it stands for.`, span: token });
      return { kind: 'done', text: token.text, start: token.start, end: token.end };
    }
    this.macros = define(this.macros, definition);
    return { kind: 'done', text: token.text, start: token.start, end: Math.max(token.end, definition.end) };
  }

  /** Puts what a call stands for back to be read. Returns a token to read instead when that fails. */
  private expand(call: Token, macro: Macro, grouped: boolean): Token | undefined {
    if (this.exhausted) return { ...call, kind: 'failure', text: `${call.text} was not expanded.`, typed: call.text };
    const read = this.readArguments(call, macro);
    if (read === undefined)
      return {
        ...call,
        kind: 'failure',
        text: `The use of ${call.text} does not match its definition.`,
        typed: call.text,
      };
    const place = { start: Math.min(call.start, read.end), end: Math.max(call.end, read.end) };
    const result: Token[] = [];
    this.substitute(macro.body, read.values, place, result);
    this.budget -= result.length + 1;
    if (this.budget < 0) {
      this.exhausted = true;
      const message = `${call.text} expands without end, or to too much. Does its definition use itself?`;
      // What is left of expansions is dropped: the reader has seen enough of them.
      this.waiting.length = 0;
      return { kind: 'failure', text: message, typed: call.typed ?? call.text, ...place };
    }
    if (grouped) this.waiting.push({ kind: 'close', text: '}', ...place });
    for (let i = result.length - 1; i >= 0; i--) this.waiting.push(result[i] as Token);
    if (grouped) this.waiting.push({ kind: 'open', text: '{', ...place });
    return undefined;
  }

  private substitute(
    body: readonly Token[],
    values: readonly (readonly Token[])[],
    place: { start: number; end: number },
    result: Token[],
  ): void {
    for (const token of body) {
      if (token.kind !== 'parameter') result.push({ ...token, ...place });
      else if (token.text === '##') result.push({ ...token, ...place, text: '#1' });
      else {
        for (const part of values[Number(token.text[1]) - 1] ?? []) result.push(part);
        // The budget is checked here too: one body may hold its parameter many times.
        if (result.length > this.budget) return;
      }
    }
  }

  private readArguments(call: Token, macro: Macro): { values: (readonly Token[])[]; end: number } | undefined {
    const values: (readonly Token[])[] = [];
    let end = call.end;
    const count = macro.delimiters.length - 1;
    if (!this.skipExactly(macro.delimiters[0] ?? [])) return undefined;
    for (let i = 0; i < count; i++) {
      if (i === 0 && macro.optional !== undefined) {
        const given = readOptional(this) ?? this.readStar();
        if (given !== undefined) end = given.end;
        values.push(given?.tokens ?? macro.optional.map((token) => ({ ...token, start: call.start, end: call.end })));
        continue;
      }
      const delimiter = macro.delimiters[i + 1] ?? [];
      const value = delimiter.length === 0 ? this.plainArgument() : this.readDelimited(delimiter);
      if (value === undefined) return undefined;
      values.push(value.tokens);
      end = value.end;
    }
    return { values, end };
  }

  private plainArgument(): { tokens: readonly Token[]; end: number } | undefined {
    const value = readArgument(this);
    // A missing last brace leaves the rest of the formula as the argument; the reader is told.
    return value;
  }

  private readStar(): { tokens: Token[]; end: number } | undefined {
    const token = this.nextRaw();
    if (token.kind === 'sign' && token.text === '*') return { tokens: [], end: token.end };
    this.pushBack(token);
    return undefined;
  }

  private skipExactly(delimiter: readonly Token[]): boolean {
    const read: Token[] = [];
    for (const expected of delimiter) {
      let token = this.nextRaw();
      while (token.kind === 'space') token = this.nextRaw();
      read.push(token);
      if (token.text !== expected.text) {
        for (let i = read.length - 1; i >= 0; i--) this.pushBack(read[i] as Token);
        return false;
      }
    }
    return true;
  }

  private readDelimited(delimiter: readonly Token[]): { tokens: readonly Token[]; end: number } | undefined {
    const read: Token[] = [];
    let depth = 0;
    while (read.length < DELIMITED_LIMIT) {
      const token = this.nextRaw();
      if (token.kind === 'eof') {
        this.pushBack(token);
        break;
      }
      read.push(token);
      if (token.kind === 'open') depth++;
      if (token.kind === 'close') depth--;
      if (depth !== 0 || read.length < delimiter.length) continue;
      const tail = read.slice(-delimiter.length);
      if (tail.every((part, index) => part.text === delimiter[index]?.text)) {
        return { tokens: unbraced(read.slice(0, -delimiter.length)), end: token.end };
      }
    }
    for (let i = read.length - 1; i >= 0; i--) this.pushBack(read[i] as Token);
    return undefined;
  }

  /** The text of a group in braces as it was typed, for words and names; macros are not expanded in it. */
  rawGroup(): { text: string; end: number } | undefined {
    const token = this.peekRawPastSpace();
    if (token.kind !== 'open') return undefined;
    this.nextRaw();
    const group = readGroup(this);
    if (!group.closed) this.problems.push({ message: 'A brace { is never closed.', span: token });
    return { text: typedText(group.tokens), end: group.end };
  }

  peekRawPastSpace(): Token {
    let token = this.nextRaw();
    while (token.kind === 'space') token = this.nextRaw();
    this.pushBack(token);
    return token;
  }
}

/** What was typed, from tokens. */
export function typedText(tokens: readonly Token[]): string {
  return tokens.map((token) => token.typed ?? token.text).join('');
}

function unbraced(tokens: readonly Token[]): readonly Token[] {
  if (tokens.length < 2 || tokens[0]?.kind !== 'open' || tokens[tokens.length - 1]?.kind !== 'close') return tokens;
  let depth = 0;
  for (let i = 0; i < tokens.length; i++) {
    if (tokens[i]?.kind === 'open') depth++;
    if (tokens[i]?.kind === 'close' && --depth === 0 && i < tokens.length - 1) return tokens;
  }
  return tokens.slice(1, -1);
}
