import { DOLLAR, isEscaped, skipSpace } from './characters';
import { DisplayFinder, appendLine, isPunctuation, type Display, type LineContext } from './display';
import { LineIndex } from './line-index';
import { readParagraph } from './paragraph';
import type { Block, ParagraphOptions } from './paragraph-scanner';
import { PieceCollector } from './piece-collector';
import { MappedTextBuilder } from './run-map';

/** One line of the open paragraph: its text `[start, end)`, its line break `[end, next)`. */
interface ParagraphLine {
  readonly start: number;
  readonly end: number;
  readonly next: number;
}

/**
 * Reads a text line by line into paragraphs and displays. What a line may be apart from that, a subclass decides.
 *
 * Reading functions return the place at which reading goes on: most often the start of the next line, but behind a display
 * that ends in the middle of a line it is that place.
 */
export abstract class FlowReader {
  protected readonly collector = new PieceCollector();
  protected readonly lines: LineIndex;
  protected readonly displays: DisplayFinder;
  protected paragraph: ParagraphLine[] = [];
  /** Whether a `$` or `$$` is open at the end of the paragraph so far, if dollars were paired greedily. */
  private openSingle = false;
  private openDouble = false;

  protected abstract readonly context: LineContext;

  constructor(
    protected readonly text: string,
    private readonly markup: boolean,
  ) {
    this.lines = new LineIndex(text);
    this.displays = new DisplayFinder(text, this.lines);
  }

  /** Reads the line that begins at `start`. */
  protected abstract readLine(line: number, start: number): number;

  /** In a list item a formula by itself is an item, not a display. */
  protected abstract isOutsideLists(): boolean;

  protected abstract findCommentEnd(open: number): number;

  protected readFrom(start: number): PieceCollector {
    let place = start;
    for (;;) {
      if (place >= this.text.length) {
        const resume = this.closeParagraph();
        if (resume < 0) return this.collector;
        place = resume;
      } else {
        const line = this.lines.at(place);
        const isStart = place === this.lines.start(line) || place === start;
        place = isStart ? this.readLine(line, place) : this.readRest(line, place);
      }
    }
  }

  /** Reads what stands behind a display on its last line. */
  private readRest(line: number, place: number): number {
    const end = this.lines.end(line);
    const at = skipSpace(this.text, place, end);
    if (at < end) return this.readText(line, at, false);
    return this.lines.start(line + 1);
  }

  /** Reads a line, or the rest of one, that can only be text or the beginning of a display. */
  protected readText(line: number, at: number, startsLine: boolean): number {
    const display = this.displayAt(line, at);
    if (display) {
      const resume = this.closeParagraph();
      if (resume >= 0) return resume;
      this.collector.formula(display.content, display.range, this.isDisplay(line, at, display, startsLine));
      return display.range.end;
    }
    const end = this.lines.end(line);
    this.paragraph.push({ start: at, end, next: this.lines.start(line + 1) });
    this.countDollars(at, end);
    return this.lines.start(line + 1);
  }

  private displayAt(line: number, at: number): Display | undefined {
    const { text } = this;
    if (this.openSingle || this.openDouble) return undefined;
    if (text.charCodeAt(at) !== DOLLAR && text[at] !== '\\') return undefined;
    if (text.startsWith('\\begin', at) && this.paragraph.length > 0) return undefined;
    const display = this.displays.find(at, this.context);
    if (!display) return undefined;
    const isBracket = text[at] === '\\' && !text.startsWith('\\begin', at);
    if (isBracket && display.range.end <= this.lines.end(line) && !/[\\^_=<>+]/.test(display.content.text)) {
      // "\[1\] Gauss, …" is an escaped bracket.
      if (!isPunctuation(text, display.range.end, this.lines.end(line))) return undefined;
    }
    return display;
  }

  private isDisplay(line: number, at: number, display: Display, startsLine: boolean): boolean {
    if (!this.text.startsWith('$$', at)) return true;
    const last = this.lines.end(line);
    if (display.range.end > last) return true;
    return startsLine && isAfterthought(this.text.slice(display.range.end, Math.min(last, display.range.end + 200)));
  }

  private countDollars(start: number, end: number): void {
    const { text } = this;
    const part = text.slice(start, end);
    for (let index = part.indexOf('$'); index >= 0;) {
      let after = index + 1;
      while (part.charCodeAt(after) === DOLLAR) after++;
      if (!isEscaped(part, index)) {
        if (after - index === 1) this.openSingle = !this.openSingle;
        else if (after - index === 2 && !this.openSingle) this.openDouble = !this.openDouble;
      }
      index = part.indexOf('$', after);
    }
  }

  /** Whether a formula seems to be open, so that a line of dashes or the like may be part of it. */
  protected get isInFormula(): boolean {
    return this.openSingle || this.openDouble;
  }

  /** Ends the open paragraph. Returns where to go on if a display that opens in it ends behind it; −1 otherwise. */
  protected closeParagraph(): number {
    if (this.paragraph.length === 0) return -1;
    const block = this.block(this.paragraph);
    this.dropParagraph();
    return readParagraph(block, this.paragraphOptions({ soleIsDisplay: this.isOutsideLists() }), this.collector);
  }

  protected dropParagraph(): void {
    this.paragraph = [];
    this.openSingle = false;
    this.openDouble = false;
  }

  protected paragraphOptions(options: {
    table?: boolean;
    soleIsDisplay?: boolean;
    single?: boolean;
  }): ParagraphOptions {
    return {
      markup: this.markup,
      table: options.table ?? false,
      soleIsDisplay: options.soleIsDisplay ?? false,
      findDisplay: (open) => {
        const display = this.displays.find(open, this.context);
        // A heading or a table row is one line.
        return display && options.single && display.range.end > this.lines.end(this.lines.at(open))
          ? undefined
          : display;
      },
      findCommentEnd: (open) => (options.single ? -1 : this.findCommentEnd(open)),
    };
  }

  protected block(lines: readonly ParagraphLine[]): Block {
    const builder = new MappedTextBuilder(this.text);
    for (let index = 0; index < lines.length - 1; index++) {
      const line = lines[index]!;
      appendLine(builder, line.start, line.end, line.next);
    }
    const last = lines[lines.length - 1];
    if (last) builder.copy(last.start, last.end);
    return builder.build();
  }
}

/** Whether no more than punctuation, an attribute or a number stands behind a display. */
function isAfterthought(text: string): boolean {
  return /^[\s.,;:!?。，；：、．]*(?:\{[#:.][^{}]*\}|[(（]\d+(?:\.\d+)*[)）])?\s*$/.test(text);
}
