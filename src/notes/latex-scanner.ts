import { CR, ForwardSearch, LF, OPEN_BRACE, TAB, isLetter, skipSpace } from './characters';
import { MATH_ENVIRONMENTS, OPAQUE_ENVIRONMENTS } from './environments';
import { definesMacro, groupEnd, macroDefinitionEnd } from './macro-definition';

/** Something in a LaTeX document that is no plain text. */
export interface LatexMark {
  readonly kind: 'comment' | 'skip' | 'break' | 'paragraph' | 'heading' | 'macro' | 'dollar' | 'math';
  readonly start: number;
  readonly end: number;
  /** Of a heading: 1 for a part, 2 for a chapter, …, 7 for a subparagraph. */
  readonly level?: number;
  readonly contentStart?: number;
  readonly contentEnd?: number;
  /** Of mathematics: the place behind its closing delimiter, if it has one. */
  close?: number;
  /** Of mathematics: the length of its closing delimiter; 0 for an environment, which is kept whole. */
  readonly width?: number;
  readonly display?: boolean;
  /** Of a dollar: whether it stands in `\text{…}`. */
  hidden?: boolean;
}

export interface LatexScan {
  /** In order. Marks may stand inside formulas. */
  readonly marks: readonly LatexMark[];
  /** Macro definitions before `\begin{document}`. */
  readonly preamble: readonly LatexMark[];
  /** The body of the document. */
  readonly start: number;
  readonly end: number;
}

const HEADINGS: Readonly<Record<string, number>> = {
  part: 1, chapter: 2, section: 3, subsection: 4, subsubsection: 5, paragraph: 6, subparagraph: 7,
}; // prettier-ignore

/** Commands that are left out of the prose with their arguments, and how many these are. */
const DROPPED: Readonly<Record<string, number>> = Object.fromEntries([
  ...[
    'ref', 'eqref', 'pageref', 'autoref', 'cref', 'Cref', 'nameref', 'vref', 'label', 'cite', 'citet', 'citep', 'citeauthor', 'citeyear', 'citealt',
    'parencite', 'textcite', 'nocite', 'input', 'include', 'subfile', 'includegraphics', 'usepackage', 'RequirePackage', 'documentclass',
    'bibliography', 'bibliographystyle', 'addbibresource', 'index', 'vspace', 'hspace', 'pagestyle', 'thispagestyle', 'hypersetup', 'graphicspath',
    'url', 'theoremstyle', 'href', 'textcolor', 'color', 'pagenumbering', 'usetikzlibrary', 'lstset', 'geometry', 'phantomsection', 'tag',
  ].map((name) => [name, 1]), ...['setcounter', 'addtocounter', 'setlength', 'addtolength', 'newtheorem', 'numberwithin', 'addcontentsline'].map((name) => [name, 2]),
]); // prettier-ignore

/** Environments that have arguments which are no text, and how many are mandatory. */
const ENVIRONMENT_ARGUMENTS: Readonly<Record<string, number>> = {
  tabular: 1, 'tabular*': 2, tabularx: 2, longtable: 1, tabulary: 2, minipage: 1, wrapfigure: 2, multicols: 1, figure: 0, 'figure*': 0, table: 0, 'table*': 0,
  enumerate: 0, itemize: 0, adjustbox: 1,
}; // prettier-ignore

/**
 * Goes once through a LaTeX document and notes comments, paragraphs, headings, definitions, references and the delimiters of
 * mathematics. Brackets and environments are matched here; dollars are left to the reader of paragraphs.
 */
export function scanLatex(text: string): LatexScan {
  return new LatexScanner(text).scan();
}

class LatexScanner {
  private marks: LatexMark[] = [];
  private preamble: LatexMark[] = [];
  private start: number;
  private end: number;
  private place: number;
  private openSquare: LatexMark | undefined;
  private openRound: LatexMark | undefined;
  private readonly openEnvironments = new Map<string, LatexMark[]>();
  /** Macros that stand for a delimiter, such as `\be` for `\begin{equation}`. */
  private readonly shorthands = new Map<string, { readonly command: string; readonly environment?: string }>();
  private readonly searches = new Map<string, ForwardSearch>();
  private braces: { readonly isText: boolean; readonly firstDollar: number }[] = [];
  private dollars: LatexMark[] = [];
  private textStarts = -1;
  private tables = 0;

  constructor(private readonly text: string) {
    this.start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
    this.place = this.start;
    this.end = text.length;
  }

  scan(): LatexScan {
    const { text } = this;
    const interesting = /[%\\$\n{}&]/g;
    while (this.place < this.end) {
      interesting.lastIndex = this.place;
      const match = interesting.exec(text);
      if (!match || match.index >= this.end) break;
      this.place = match.index;
      this.step(match[0]);
    }
    return { marks: this.marks, preamble: this.preamble, start: this.start, end: this.end };
  }

  private step(char: string): void {
    const { text, place } = this;
    switch (char) {
      case '%':
        return this.readComment();
      case '\\':
        return this.readCommand();
      case '\n':
        return this.readNewline();
      case '$': {
        const length = text[place + 1] === '$' ? 2 : 1;
        const mark: LatexMark = { kind: 'dollar', start: place, end: place + length };
        this.dollars.push(mark);
        return this.push(mark);
      }
      case '{':
        this.braces.push({ isText: place === this.textStarts, firstDollar: this.dollars.length });
        break;
      case '}': {
        const group = this.braces.pop();
        // All dollars of a group \text{…} that is closed belong to its text.
        if (group?.isText) for (const dollar of this.dollars.splice(group.firstDollar)) dollar.hidden = true;
        break;
      }
      case '&':
        this.push({ kind: this.tables > 0 ? 'break' : 'skip', start: place, end: place + 1 });
        return;
    }
    this.place = place + 1;
  }

  private push(mark: LatexMark): void {
    this.marks.push(mark);
    this.place = mark.end;
  }

  private readComment(): void {
    const { text, place } = this;
    const newline = text.indexOf('\n', place);
    const lineEnd = newline < 0 ? text.length : text.charCodeAt(newline - 1) === CR ? newline - 1 : newline;
    let before = place;
    while (before > 0 && (text[before - 1] === ' ' || text[before - 1] === '\t')) before--;
    const isWholeLine = before === 0 || text.charCodeAt(before - 1) === LF;
    // A line that is only a comment leaves nothing behind, not even its end.
    this.push({
      kind: 'comment',
      start: place,
      end: isWholeLine && newline >= 0 ? newline + 1 : Math.max(lineEnd, place + 1),
    });
    if (isWholeLine) this.readBlankLines();
  }

  private readNewline(): void {
    this.place++;
    this.readBlankLines();
  }

  /** Ends the paragraph if the line that begins here is blank. */
  private readBlankLines(): void {
    const { text } = this;
    const start = this.place;
    let after = start;
    while (after < this.end && (text[after] === ' ' || text.charCodeAt(after) === TAB || text.charCodeAt(after) === CR))
      after++;
    if (text.charCodeAt(after) !== LF) return;
    const end = skipSpace(text, after, this.end);
    let lineStart = end;
    while (lineStart > after && text.charCodeAt(lineStart - 1) !== LF) lineStart--;
    this.push({ kind: 'paragraph', start, end: lineStart });
    this.endParagraph();
  }

  private endParagraph(): void {
    this.openRound = undefined;
    this.dollars = [];
    this.braces = [];
  }

  private readCommand(): void {
    const { text, place } = this;
    const next = text[place + 1] ?? '';
    if (next === '(') this.openRound = this.open(2, 2, false);
    else if (next === '[') this.openSquare = this.open(2, 2, true);
    else if (next === ')') this.openRound = this.close(this.openRound, 2);
    else if (next === ']') this.openSquare = this.close(this.openSquare, 2);
    else if (next === '\\' && this.tables > 0) this.push({ kind: 'break', start: place, end: place + 2 });
    else if (!isLetter(next.charCodeAt(0))) this.place = place + 2;
    else {
      let nameEnd = place + 1;
      while (nameEnd < this.end && (isLetter(text.charCodeAt(nameEnd)) || text[nameEnd] === '@')) nameEnd++;
      this.readNamed(text.slice(place + 1, Math.min(nameEnd, place + 60)), nameEnd);
    }
  }

  private readNamed(name: string, nameEnd: number): void {
    const { text, place } = this;
    const shorthand = this.shorthands.get(name);
    if (shorthand) this.readShorthand(shorthand, nameEnd);
    else if (name === 'begin' || name === 'end') this.readEnvironment(name, nameEnd);
    else if (definesMacro(name)) this.readMacro(name, nameEnd);
    else if (Object.hasOwn(HEADINGS, name)) this.readHeading(name, nameEnd);
    else if (Object.hasOwn(DROPPED, name)) this.readDropped(name, nameEnd);
    else if (name === 'item' || name === 'caption' || name === 'par' || name === 'title')
      this.push({ kind: 'break', start: place, end: nameEnd });
    else if (name === 'footnote' || name === 'footnotetext') this.push({ kind: 'skip', start: place, end: nameEnd });
    else if (name === 'verb' || name === 'lstinline') {
      const delimiter = text[nameEnd] === '*' ? text[nameEnd + 1] : text[nameEnd];
      const close = delimiter
        ? text.slice(nameEnd + 1, nameEnd + 500).indexOf(delimiter === '{' ? '}' : delimiter)
        : -1;
      if (close < 0) this.place = nameEnd;
      else this.push({ kind: 'skip', start: place, end: nameEnd + close + 2 });
    } else if (name === 'iffalse') {
      const close = this.search('\\fi').next(nameEnd);
      if (close < this.end) this.push({ kind: 'break', start: place, end: close + 3 });
      else this.place = nameEnd;
    } else {
      if (
        text.charCodeAt(nameEnd) === OPEN_BRACE &&
        (/^(?:mbox|hbox)$/.test(name) || /^text(?:rm|normal|up)?$/.test(name))
      )
        this.textStarts = nameEnd;
      this.place = nameEnd;
    }
  }

  private open(length: number, width: number, display: boolean): LatexMark {
    const mark: LatexMark = { kind: 'math', start: this.place, end: this.place + length, width, display };
    this.push(mark);
    return mark;
  }

  private close(mark: LatexMark | undefined, length: number): undefined {
    this.place += length;
    if (mark) mark.close = this.place;
    return undefined;
  }

  private readShorthand(shorthand: { readonly command: string; readonly environment?: string }, nameEnd: number): void {
    const length = nameEnd - this.place;
    if (shorthand.command === 'begin') this.openEnvironment(shorthand.environment!, nameEnd);
    else if (shorthand.command === 'end') this.closeEnvironment(shorthand.environment!, nameEnd);
    else if (shorthand.command === '[') this.openSquare = this.open(length, length, true);
    else this.openSquare = this.close(this.openSquare, length);
  }

  private openEnvironment(name: string, end: number): void {
    const mark: LatexMark = { kind: 'math', start: this.place, end, width: 0, display: name !== 'math' };
    const stack = this.openEnvironments.get(name);
    if (stack) stack.push(mark);
    else this.openEnvironments.set(name, [mark]);
    this.push(mark);
  }

  private closeEnvironment(name: string, end: number): void {
    const mark = this.openEnvironments.get(name)?.pop();
    if (mark) mark.close = end;
    this.place = end;
  }

  private readEnvironment(command: 'begin' | 'end', nameEnd: number): void {
    const { text, place } = this;
    const match = /^[ \t]*\{([^{}\n]{1,60})\}/.exec(text.slice(nameEnd, nameEnd + 80));
    if (!match) {
      this.place = nameEnd;
      return;
    }
    const name = match[1]!.trim();
    const end = nameEnd + match[0].length;
    if (name === 'document') this.readDocument(command, end);
    else if (MATH_ENVIRONMENTS.has(name)) {
      if (command === 'begin') this.openEnvironment(name, end);
      else this.closeEnvironment(name, end);
    } else if (command === 'begin' && OPAQUE_ENVIRONMENTS.has(name)) {
      const ending = `\\end{${name}}`;
      const close = this.search(ending).next(end);
      this.push({ kind: 'break', start: place, end: close < this.end ? close + ending.length : end });
    } else {
      if (/^(?:tabular|longtable|tabu)/.test(name))
        this.tables = Math.max(0, this.tables + (command === 'begin' ? 1 : -1));
      const count = ENVIRONMENT_ARGUMENTS[name];
      let after =
        command === 'begin' && count !== undefined && Object.hasOwn(ENVIRONMENT_ARGUMENTS, name)
          ? this.argumentsEnd(end, count)
          : end;
      // Options are left out; the name of a theorem is text.
      const options =
        command === 'begin'
          ? /^\[(?:[a-z]+|[^\]=$\n]+=[^\]\n]*)\](?:\(\d+\))?/.exec(text.slice(after, after + 200))
          : null;
      if (options) after += options[0].length;
      this.push({ kind: 'break', start: place, end: after });
    }
  }

  private readDocument(command: 'begin' | 'end', end: number): void {
    if (command === 'end') {
      this.end = this.place;
      return;
    }
    this.preamble = this.marks.filter((mark) => mark.kind === 'macro');
    this.marks = [];
    this.openEnvironments.clear();
    this.openSquare = undefined;
    this.tables = 0;
    this.endParagraph();
    this.start = end;
    this.place = end;
  }

  private readMacro(name: string, nameEnd: number): void {
    const { text, place } = this;
    const end = macroDefinitionEnd(text, name, nameEnd, this.end);
    if (end < 0) {
      this.place = nameEnd;
      return;
    }
    const definition = text.slice(place, end);
    const shorthand =
      /^\\\w+\*?\s*\{?\s*\\([A-Za-z]+)\s*\}?\s*\{\s*\\(?:(begin|end)\s*\{([A-Za-z]+\*?)\}|([[\]]))\s*\}$/.exec(
        definition,
      );
    if (shorthand && (shorthand[4] || MATH_ENVIRONMENTS.has(shorthand[3]!))) {
      this.shorthands.set(shorthand[1]!, { command: shorthand[4] ?? shorthand[2]!, environment: shorthand[3] });
    }
    this.push({ kind: 'macro', start: place, end });
  }

  private readHeading(name: string, nameEnd: number): void {
    const { text, place } = this;
    let at = text[nameEnd] === '*' ? nameEnd + 1 : nameEnd;
    at = this.argumentsEnd(at, 0);
    const end = groupEnd(text, at, Math.min(this.end, at + 1000));
    if (end < 0 || text[at] !== '{') {
      this.place = nameEnd;
      return;
    }
    this.endParagraph();
    this.push({
      kind: 'heading',
      start: place,
      end,
      level: HEADINGS[name]!,
      contentStart: at + 1,
      contentEnd: end - 1,
    });
    // What the heading holds is read too.
    this.place = at + 1;
  }

  private readDropped(name: string, nameEnd: number): void {
    this.push({
      kind: 'skip',
      start: this.place,
      end: this.argumentsEnd(this.text[nameEnd] === '*' ? nameEnd + 1 : nameEnd, DROPPED[name]!),
    });
  }

  /** Behind optional arguments and the given number of mandatory ones, as far as they are there. */
  private argumentsEnd(place: number, mandatory: number): number {
    const { text } = this;
    let at = place;
    let left = mandatory;
    for (;;) {
      const next = skipSpace(text, at, Math.min(this.end, at + 20));
      const char = text[next];
      if (char !== '[' && (char !== '{' || left === 0)) return at;
      const end = groupEnd(text, next, Math.min(this.end, next + 2000));
      if (end < 0) return at;
      if (char === '{') left--;
      at = end;
      if (left === 0 && mandatory > 0) return at;
    }
  }

  private search(wanted: string): ForwardSearch {
    let search = this.searches.get(wanted);
    if (!search) {
      search = new ForwardSearch(this.text, wanted, false);
      this.searches.set(wanted, search);
    }
    return search;
  }
}
