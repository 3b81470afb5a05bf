import type { Range } from '../expression/range';
import { ForwardSearch, SPACE, isBlank, isEscaped, isSpace, skipSpace, trimEnd } from './characters';
import { countProseLines } from './dollar-pairing';
import { matchEnvironments } from './environments';
import type { LineIndex } from './line-index';
import { MappedTextBuilder, sliceMapped, type MappedText } from './run-map';

/** A display that was found to be whole. */
export interface Display {
  readonly content: MappedText;
  /** With its delimiters, in the note. */
  readonly range: Range;
}

/** What surrounds the lines of a display. */
export interface LineContext {
  /** Start of a line's own text behind the prefixes of its block quotes; −1 if the line is outside of them. */
  contentStart(lineStart: number, lineEnd: number): number;
  /** Whether a line cannot belong to a display: a heading, a code fence, the next item of the list. */
  isBoundary(lineStart: number, contentStart: number, lineEnd: number): boolean;
}

/** Finds where displays end, in any order that moves forward through the text; all searches together take linear time. */
export class DisplayFinder {
  private readonly doubleDollar: ForwardSearch;
  private readonly afterDoubleDollar: ForwardSearch;
  private readonly dollar: ForwardSearch;
  private readonly openBracket: ForwardSearch;
  private readonly closeBracket: ForwardSearch;
  private readonly openSlashBracket: ForwardSearch;
  private readonly closeSlashBracket: ForwardSearch;
  /** The last line that cut off a display. */
  private cut = -1;
  readonly environments: ReadonlyMap<number, number>;

  constructor(
    private readonly text: string,
    private readonly index: LineIndex,
  ) {
    this.doubleDollar = new ForwardSearch(text, '$$');
    this.afterDoubleDollar = new ForwardSearch(text, '$$');
    this.dollar = new ForwardSearch(text, '$');
    this.openBracket = new ForwardSearch(text, '\\[');
    this.closeBracket = new ForwardSearch(text, '\\]');
    this.openSlashBracket = new ForwardSearch(text, '\\\\[');
    this.closeSlashBracket = new ForwardSearch(text, '\\\\]');
    this.environments = matchEnvironments(text).endOf;
  }

  /** The display that opens at `open`, over as many lines as it takes; undefined if none opens there or it is never closed. */
  find(open: number, lines: LineContext): Display | undefined {
    const { text } = this;
    if (text.startsWith('$$', open)) return this.findDoubleDollar(open, lines);
    if (text[open] === '$') return this.findLoneDollar(open, lines);
    if (text.startsWith('\\\\[', open))
      return this.findBracket(open, 3, this.openSlashBracket, this.closeSlashBracket, lines);
    if (text.startsWith('\\[', open)) return this.findBracket(open, 2, this.openBracket, this.closeBracket, lines);
    const end = this.environments.get(open);
    return end === undefined ? undefined : this.take(open, open, end, end, lines, true);
  }

  private findDoubleDollar(open: number, lines: LineContext): Display | undefined {
    const { text } = this;
    const close = this.doubleDollar.next(open + 2);
    if (close === Infinity || !this.isLikelyEnd(open, close)) return undefined;
    if (isBlank(text, open + 2, close)) return undefined;
    return this.take(open, open + 2, close, close + 2, lines, true);
  }

  /** Whether the `$$` at `close` ends the display that opens at `open`, or opens the next one because this one's end is missing. */
  private isLikelyEnd(open: number, close: number): boolean {
    const { text, index } = this;
    const line = index.at(close);
    const lineStart = index.start(line);
    if (lineStart <= open) return true;
    const prose = countProseLines(text, open + 2, close);
    const next = this.afterDoubleDollar.next(close + 2);
    const closesLine = isBlank(text, close + 2, index.end(line));
    if (isPrefix(text, lineStart, close) && !closesLine && next < index.end(line)) {
      // "$$ a = b $$" on one line is a display of its own.
      return countProseLines(text, close + 2, next) > prose;
    }
    if (prose === 0) return true;
    return next !== Infinity && countProseLines(text, close + 2, next) >= prose;
  }

  private findLoneDollar(open: number, lines: LineContext): Display | undefined {
    const { text, index } = this;
    if (!isBlank(text, open + 1, index.end(index.at(open)))) return undefined;
    const close = this.dollar.next(open + 1);
    if (close === Infinity || text[close + 1] === '$') return undefined;
    const lineStart = index.start(index.at(close));
    if (lineStart <= open || !isPrefix(text, lineStart, close)) return undefined;
    if (/[A-Za-z0-9\\({]/.test(text[close + 1] ?? '')) return undefined;
    return this.take(open, open + 1, close, close + 1, lines, false);
  }

  private findBracket(
    open: number,
    width: number,
    openings: ForwardSearch,
    closings: ForwardSearch,
    lines: LineContext,
  ): Display | undefined {
    const close = closings.next(open + width);
    if (close === Infinity || openings.next(open + width) < close) return undefined;
    if (isBlank(this.text, open + width, close)) return undefined;
    return this.take(open, open + width, close, close + width, lines, true);
  }

  /** Gathers the lines of `[start, end)` without their prefixes; undefined if a line among them cannot belong to a display. */
  private take(
    open: number,
    start: number,
    end: number,
    rangeEnd: number,
    lines: LineContext,
    blankLines: boolean,
  ): Display | undefined {
    const { text, index } = this;
    // A display around another one that was cut off by a line is cut off by it too.
    if (blankLines && open < this.cut && end > this.cut) return undefined;
    const builder = new MappedTextBuilder(text);
    let from = start;
    const last = index.at(end - 1);
    for (let line = index.at(start); line < last; line++) {
      appendLine(builder, from, index.end(line), index.start(line + 1));
      const lineEnd = index.end(line + 1);
      from = lines.contentStart(index.start(line + 1), lineEnd);
      const isCut =
        from < 0 || from > end || (from < lineEnd && lines.isBoundary(index.start(line + 1), from, lineEnd));
      if (isCut) this.cut = index.start(line + 1);
      if (isCut || (from === lineEnd && !blankLines)) return undefined;
    }
    builder.copy(from, end);
    const content = trimMapped(builder.build());
    return content.text === '' ? undefined : { content, range: { start: open, end: rangeEnd } };
  }
}

/** Appends a line `[start, end)` and its line break, which ends at `next`. `\r\n` becomes `\n`. */
export function appendLine(builder: MappedTextBuilder, start: number, end: number, next: number): void {
  if (next - end === 2) builder.copy(start, end).put('\n', end, next);
  else builder.copy(start, next);
}

/** Whether only white space and block-quote signs stand in `[start, end)`. */
function isPrefix(text: string, start: number, end: number): boolean {
  for (let place = start; place < end; place++)
    if (text[place] !== '>' && !isSpace(text.charCodeAt(place))) return false;
  return true;
}

/** A formula without the white space around it. The space of a control space `\ ` at its end stays. */
export function trimMapped(content: MappedText): MappedText {
  const { text } = content;
  const start = skipSpace(text, 0, text.length);
  const end = trimFormulaEnd(text, start, text.length);
  return start === 0 && end === text.length ? content : sliceMapped(content, start, end);
}

/** End of a formula `[start, end)` without the white space at its end, but with the space of a control space. */
export function trimFormulaEnd(text: string, start: number, end: number): number {
  const trimmed = trimEnd(text, start, end);
  const endsInControlSpace = trimmed < end && text.charCodeAt(trimmed) === SPACE && isEscaped(text, trimmed);
  return endsInControlSpace ? trimmed + 1 : trimmed;
}

/** Whether only white space and closing punctuation stand in `[start, end)`. */
export function isPunctuation(text: string, start: number, end: number): boolean {
  for (let place = start; place < end; place++) {
    if (!isSpace(text.charCodeAt(place)) && !'.,;:!?。，；：、．'.includes(text[place]!)) return false;
  }
  return true;
}
