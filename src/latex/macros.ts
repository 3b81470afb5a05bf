import { Lexer, type Token } from './tokens';

/** What a user command stands for. */
export interface Macro {
  /**
   * What stands before, between and after the parameters in a call: for `\def\pair(#1,#2){…}` it is `(`, `,`, `)`. One longer than the
   * number of parameters. Empty lists for `\newcommand`.
   */
  readonly delimiters: readonly (readonly Token[])[];
  /** Value of the first parameter when a call leaves it out: `\newcommand{\x}[2][default]{…}`. */
  readonly optional?: readonly Token[];
  readonly body: readonly Token[];
}

/** User commands by name, with the backslash. Never changed: a definition makes a new table. */
export type MacroTable = ReadonlyMap<string, Macro>;

export const NO_MACROS: MacroTable = new Map();

/** A source of tokens that definitions are read from. */
export interface TokenSource {
  /** The next token, not expanded. */
  nextRaw(): Token;
  pushBack(token: Token): void;
}

/** One definition: its name and what it means, or why it cannot be used. */
export interface Definition {
  readonly name: string;
  readonly macro?: Macro;
  /** Only when the name has no meaning yet (`\providecommand`). */
  readonly weak: boolean;
  readonly end: number;
}

type Reader = (source: TokenSource, lookup: (name: string) => Macro | undefined) => Definition | undefined;

const DEFINERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ...['\\newcommand', '\\renewcommand', '\\DeclareRobustCommand', '\\newcommandx'].map(
    (name) => [name, readNewCommand(false)] as const,
  ),
  ['\\providecommand', readNewCommand(true)],
  ...['\\def', '\\gdef', '\\edef', '\\xdef'].map((name) => [name, readDef] as const),
  ...['\\DeclareMathOperator', '\\operatornamedef'].map((name) => [name, readMathOperator] as const),
  ['\\let', readLet],
  ['\\DeclarePairedDelimiter', readPairedDelimiter],
  ...['\\NewDocumentCommand', '\\RenewDocumentCommand', '\\DeclareDocumentCommand', '\\ProvideDocumentCommand'].map(
    (name) => [name, readDocumentCommand] as const,
  ),
]);

/** Whether a command defines another one. */
export function isDefiner(name: string): boolean {
  return DEFINERS.has(name);
}

/**
 * Reads a definition; `definer` has been taken from the source already. `undefined` when it is not well formed: then what was read is lost,
 * which is at most the name and its arguments.
 */
export function readDefinition(
  definer: string,
  source: TokenSource,
  lookup: (name: string) => Macro | undefined,
): Definition | undefined {
  return DEFINERS.get(definer)?.(source, lookup);
}

/**
 * The macros that a stretch of raw LaTeX defines (a preamble, a paragraph with `\newcommand`), added to a table.
 * All else in the text is passed over. Linear in its length; never throws.
 */
export function collectMacros(latex: string, table: MacroTable = NO_MACROS): MacroTable {
  if (!/\\(?:[a-z]*def|let|Declare|(?:re)?newcommand|providecommand|[A-Z][a-z]+DocumentCommand)/.test(latex))
    return table;
  const lexer = new Lexer(latex);
  const waiting: Token[] = [];
  const source: TokenSource = {
    nextRaw: () => waiting.pop() ?? lexer.next(),
    pushBack: (token) => waiting.push(token),
  };
  let result = table;
  for (let token = source.nextRaw(); token.kind !== 'eof'; token = source.nextRaw()) {
    if (token.kind !== 'word' || !isDefiner(token.text)) continue;
    const definition = readDefinition(token.text, source, (name) => result.get(name));
    if (definition !== undefined) result = define(result, definition);
  }
  return result;
}

/** A table with one definition more. */
export function define(table: MacroTable, definition: Definition): MacroTable {
  if (definition.macro === undefined || (definition.weak && table.has(definition.name))) return table;
  return new Map(table).set(definition.name, definition.macro);
}

/** Tokens up to the brace that closes the group, whose opening brace has been read. The rest of the text when it is never closed. */
export function readGroup(source: TokenSource): { tokens: Token[]; end: number; closed: boolean } {
  const tokens: Token[] = [];
  for (let depth = 1; ;) {
    const token = source.nextRaw();
    if (token.kind === 'eof') return { tokens, end: token.start, closed: false };
    if (token.kind === 'open') depth++;
    else if (token.kind === 'close' && --depth === 0) return { tokens, end: token.end, closed: true };
    tokens.push(token);
  }
}

/** An argument as TeX reads it: a group without its braces, or one token. `undefined` when there is none. */
export function readArgument(source: TokenSource): { tokens: readonly Token[]; end: number } | undefined {
  const token = skipSpace(source);
  if (token.kind === 'open') return readGroup(source);
  if (token.kind === 'eof' || token.kind === 'close' || token.kind === 'align') {
    source.pushBack(token);
    return undefined;
  }
  return { tokens: [token], end: token.end };
}

/** The tokens in `[…]`, when that is what comes next. */
export function readOptional(source: TokenSource): { tokens: Token[]; end: number } | undefined {
  const token = skipSpace(source);
  if (token.kind !== 'sign' || token.text !== '[') {
    source.pushBack(token);
    return undefined;
  }
  const tokens: Token[] = [];
  let depth = 0;
  // An unclosed bracket must not swallow the rest of a long formula.
  while (tokens.length < 2000) {
    const next = source.nextRaw();
    if (next.kind === 'eof') break;
    if (next.kind === 'open') depth++;
    if (next.kind === 'close') depth--;
    if (depth < 0) {
      source.pushBack(next);
      break;
    }
    if (depth === 0 && next.kind === 'sign' && next.text === ']') return { tokens, end: next.end };
    tokens.push(next);
  }
  for (let i = tokens.length - 1; i >= 0; i--) source.pushBack(tokens[i] as Token);
  source.pushBack(token);
  return undefined;
}

function skipSpace(source: TokenSource): Token {
  let token = source.nextRaw();
  while (token.kind === 'space') token = source.nextRaw();
  return token;
}

/** The name that is being defined, with or without braces, and a star before it. */
function readName(source: TokenSource): Token | undefined {
  let token = skipSpace(source);
  if (token.kind === 'sign' && token.text === '*') token = skipSpace(source);
  if (token.kind === 'word' && !isDefiner(token.text)) return token;
  if (token.kind !== 'open') {
    source.pushBack(token);
    return undefined;
  }
  const { tokens } = readGroup(source);
  return tokens.find((inner) => inner.kind === 'word');
}

function plain(count: number): Token[][] {
  return Array.from({ length: count + 1 }, () => []);
}

function readCount(tokens: readonly Token[]): number {
  const count = Number.parseInt(tokens.map((token) => token.text).join(''), 10);
  return Number.isNaN(count) ? 0 : Math.min(9, Math.max(0, count));
}

function readNewCommand(weak: boolean): Reader {
  return (source) => {
    const name = readName(source);
    if (name === undefined) return undefined;
    const count = readOptional(source);
    const optional = count === undefined ? undefined : readOptional(source);
    const body = readArgument(source);
    if (body === undefined) return undefined;
    const macro: Macro = { delimiters: plain(readCount(count?.tokens ?? [])), body: body.tokens };
    return {
      name: name.text,
      macro: optional === undefined ? macro : { ...macro, optional: optional.tokens },
      weak,
      end: body.end,
    };
  };
}

function readDef(source: TokenSource): Definition | undefined {
  const name = readName(source);
  if (name === undefined) return undefined;
  const delimiters: Token[][] = [[]];
  for (let read = 0; read < 200; read++) {
    const token = source.nextRaw();
    if (token.kind === 'open') {
      const body = readGroup(source);
      return { name: name.text, macro: { delimiters, body: body.tokens }, weak: false, end: body.end };
    }
    if (token.kind === 'eof' || token.kind === 'close') {
      source.pushBack(token);
      return undefined;
    }
    if (token.kind === 'parameter') delimiters.push([]);
    else if (token.kind !== 'space') (delimiters[delimiters.length - 1] as Token[]).push(token);
  }
  return undefined;
}

function synthetic(latex: string): Token[] {
  const lexer = new Lexer(latex);
  const tokens: Token[] = [];
  for (let token = lexer.next(); token.kind !== 'eof'; token = lexer.next()) tokens.push(token);
  return tokens;
}

function readMathOperator(source: TokenSource): Definition | undefined {
  const star = skipSpace(source);
  const starred = star.kind === 'sign' && star.text === '*';
  if (!starred) source.pushBack(star);
  const name = readName(source);
  const body = name === undefined ? undefined : readArgument(source);
  if (name === undefined || body === undefined) return undefined;
  const tokens = [...synthetic(starred ? '\\operatorname*{' : '\\operatorname{'), ...body.tokens, ...synthetic('}')];
  return { name: name.text, macro: { delimiters: plain(0), body: tokens }, weak: false, end: body.end };
}

function readLet(source: TokenSource, lookup: (name: string) => Macro | undefined): Definition | undefined {
  const name = readName(source);
  if (name === undefined) return undefined;
  let meaning = skipSpace(source);
  if (meaning.kind === 'sign' && meaning.text === '=') meaning = skipSpace(source);
  if (meaning.kind === 'eof' || meaning.kind === 'open' || meaning.kind === 'close') {
    source.pushBack(meaning);
    return undefined;
  }
  // The name keeps today's meaning, also when the other one is defined anew later.
  const known = meaning.kind === 'word' ? lookup(meaning.text) : undefined;
  const macro = known ?? { delimiters: plain(0), body: [{ ...meaning, primitive: true }] };
  return { name: name.text, macro, weak: false, end: meaning.end };
}

function readPairedDelimiter(source: TokenSource): Definition | undefined {
  const name = readName(source);
  const left = name === undefined ? undefined : readArgument(source);
  const right = left === undefined ? undefined : readArgument(source);
  if (name === undefined || left === undefined || right === undefined) return undefined;
  // `\abs*{x}` and `\abs[\big]{x}` only change the size; the star and the option are taken by the optional parameter.
  const body = [...synthetic('\\left'), ...left.tokens, ...synthetic('#2'), ...synthetic('\\right'), ...right.tokens];
  return { name: name.text, macro: { delimiters: plain(2), optional: [], body }, weak: false, end: right.end };
}

/** `\NewDocumentCommand{\x}{m O{1} m}{…}`, as far as it is like `\newcommand`: mandatory arguments, and a first one that is optional. */
function readDocumentCommand(source: TokenSource): Definition | undefined {
  const name = readName(source);
  const signature = name === undefined ? undefined : readArgument(source);
  const body = signature === undefined ? undefined : readArgument(source);
  if (name === undefined || signature === undefined || body === undefined) return undefined;
  const text = signature.tokens.map((token) => token.text).join('');
  const shape = /^\s*(?:(o)|O\{([^{}]*)\})?((?:\s*m)*)\s*$/.exec(text);
  if (shape === null) return { name: name.text, weak: false, end: body.end };
  const hasOptional = shape[1] !== undefined || shape[2] !== undefined;
  const count = (shape[3] ?? '').replace(/\s/g, '').length + (hasOptional ? 1 : 0);
  const macro: Macro = { delimiters: plain(count), body: body.tokens };
  return {
    name: name.text,
    macro: hasOptional ? { ...macro, optional: synthetic(shape[2] ?? '') } : macro,
    weak: false,
    end: body.end,
  };
}
