import { COMBINING_ACCENTS, isProseLetter, latexOfCharacter } from './unicode';

export type TokenKind =
  /** A control sequence: `\alpha`, `\\`, `\{`. */
  | 'word'
  | 'letter'
  | 'digit'
  /** Any other character that stands for itself. */
  | 'sign'
  | 'prime'
  | 'space'
  | 'open'
  | 'close'
  | 'sup'
  | 'sub'
  | 'align'
  | 'dollar'
  /** `#1` in the body of a macro. */
  | 'parameter'
  /** A run of letters that are prose, such as Chinese. */
  | 'prose'
  /** `\end{name}`, already read. `text` is the name. */
  | 'end'
  /** Something that was dealt with while reading, such as a definition. */
  | 'done'
  /** Something that could not be expanded; `text` is the message. */
  | 'failure'
  | 'eof';

/** One token of LaTeX. `start` and `end` are places in the formula; tokens that a macro made have the place of the call. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** As typed, where `text` was normalised. */
  readonly typed?: string;
  /** Not to be looked up as a macro: `\let` has tied a name to LaTeX's own command. */
  readonly primitive?: boolean;
}

/** Reads tokens one by one. Linear in the length of the text. */
export class Lexer {
  private position = 0;
  /** Tokens that are already read, last first. */
  private readonly waiting: Token[] = [];

  constructor(private readonly latex: string) {}

  next(): Token {
    const waiting = this.waiting.pop();
    if (waiting !== undefined) return waiting;
    const { latex } = this;
    const start = this.position;
    if (start >= latex.length) return { kind: 'eof', text: '', start, end: start };
    const c = latex[start] as string;
    if (c === '\\') return this.word(start);
    if (c === '%') return this.comment(start);
    if (/\s/.test(c)) return this.space(start);
    if (c === '&') return this.ampersand(start);
    const simple = SIMPLE.get(c);
    if (simple !== undefined) return this.take(simple, start, start + 1);
    if (c === '#') return this.parameter(start);
    if (c >= '0' && c <= '9') return this.take('digit', start, start + 1);
    if (c === '.' && latex.startsWith('...', start)) return this.take('word', start, start + 3, '\\ldots');
    return this.character(start);
  }

  private take(kind: TokenKind, start: number, end: number, text = this.latex.slice(start, end)): Token {
    this.position = end;
    const typed = this.latex.slice(start, end);
    return typed === text ? { kind, text, start, end } : { kind, text, start, end, typed };
  }

  private word(start: number): Token {
    const { latex } = this;
    let end = start + 1;
    while (end < latex.length && isLetter(latex.charCodeAt(end))) end++;
    if (end === start + 1) {
      if (end >= latex.length)
        return this.take('failure', start, end, 'A backslash at the end of the formula: a command name is missing.');
      if (/\s/.test(latex[end] as string)) return this.take('word', start, end + 1, '\\ ');
      end += latex.codePointAt(end)! > 0xffff ? 2 : 1;
    }
    return this.take('word', start, end);
  }

  private comment(start: number): Token {
    let end = this.latex.indexOf('\n', start);
    if (end < 0) end = this.latex.length;
    // White space at the beginning of the next line belongs to the comment, as in TeX.
    else while (end < this.latex.length && /\s/.test(this.latex[end] as string)) end++;
    return this.take('space', start, end, '');
  }

  private space(start: number): Token {
    let end = start + 1;
    while (end < this.latex.length && /\s/.test(this.latex[end] as string)) end++;
    return this.take('space', start, end, ' ');
  }

  private ampersand(start: number): Token {
    // HTML that was left in a note: `a &lt; b`.
    const entity = /^&(lt|gt|amp|nbsp);/.exec(this.latex.slice(start, start + 6));
    if (entity === null) return this.take('align', start, start + 1);
    const end = start + entity[0].length;
    if (entity[1] === 'amp') return this.take('align', start, end, '&');
    if (entity[1] === 'nbsp') return this.take('space', start, end, ' ');
    return this.take('sign', start, end, entity[1] === 'lt' ? '<' : '>');
  }

  private parameter(start: number): Token {
    const next = this.latex[start + 1];
    if (next !== undefined && /[1-9#]/.test(next)) return this.take('parameter', start, start + 2);
    return this.take('sign', start, start + 1);
  }

  private character(start: number): Token {
    const { latex } = this;
    const character = String.fromCodePoint(latex.codePointAt(start) as number);
    let end = start + character.length;
    const mark = latex[end];
    const accent = mark === undefined ? undefined : COMBINING_ACCENTS.get(mark);
    if (accent !== undefined)
      return this.several(start, end + 1, `${accent}{${latexOfCharacter(character) ?? character}}`);
    if (isLetter(character.charCodeAt(0)) && character.length === 1) return this.take('letter', start, end);
    const replacement = latexOfCharacter(character);
    if (replacement !== undefined) {
      if (replacement[0] === '^' || replacement[0] === '_') return this.scriptRun(start, replacement[0]);
      return this.several(start, end, replacement);
    }
    if (isProseLetter(character)) {
      const parts = character.normalize('NFD');
      const composed = parts.length === 2 ? COMBINING_ACCENTS.get(parts[1] as string) : undefined;
      if (composed !== undefined && isLetter(parts.charCodeAt(0)) && !this.insideWord(start, end)) {
        return this.several(start, end, `${composed}{${parts[0]}}`);
      }
      while (end < latex.length) {
        const following = String.fromCodePoint(latex.codePointAt(end) as number);
        if (!isProseLetter(following)) break;
        end += following.length;
      }
      return this.take('prose', start, end);
    }
    if (/[\p{Cf}\p{M}]/u.test(character)) return this.take('space', start, end, '');
    return this.take('sign', start, end);
  }

  /** A letter with an accent between other letters is a word in some language (`coût`), not an accented symbol. */
  private insideWord(start: number, end: number): boolean {
    return /[A-Za-z]/.test(this.latex[start - 1] ?? '') && /[A-Za-z]/.test(this.latex[end] ?? '');
  }

  /** `x⁻¹²` is `x^{-12}`: neighbouring script characters are one script. */
  private scriptRun(start: number, mark: string): Token {
    let body = '';
    let end = start;
    while (end < this.latex.length) {
      const character = String.fromCodePoint(this.latex.codePointAt(end) as number);
      const replacement = latexOfCharacter(character);
      if (replacement === undefined || replacement[0] !== mark) break;
      body += replacement.slice(2, -1);
      end += character.length;
    }
    return this.several(start, end, `${mark}{${body}}`);
  }

  /** Queues the tokens of a replacement text, all of them at the place of what they stand for. */
  private several(start: number, end: number, replacement: string): Token {
    const typed = this.latex.slice(start, end);
    this.position = end;
    const tokens: Token[] = [];
    const inner = new Lexer(replacement);
    for (let token = inner.next(); token.kind !== 'eof'; token = inner.next()) {
      tokens.push({ kind: token.kind, text: token.text, start, end, typed: tokens.length === 0 ? typed : '' });
    }
    for (let i = tokens.length - 1; i > 0; i--) this.waiting.push(tokens[i] as Token);
    return tokens[0] as Token;
  }
}

const SIMPLE: ReadonlyMap<string, TokenKind> = new Map([
  ['{', 'open'],
  ['}', 'close'],
  ['^', 'sup'],
  ['_', 'sub'],
  ['$', 'dollar'],
  ["'", 'prime'],
]);

function isLetter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}
