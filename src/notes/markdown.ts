import { ForwardSearch, TAB, isBlank, isCjk, isDigit, skipSpace, trimEnd } from './characters';
import { fenceAt, frontmatterEnd, isRule, isUnderline, type Fence } from './block-marks';
import { trimMapped, type LineContext } from './display';
import { FlowReader } from './flow-reader';
import { readParagraph } from './paragraph';
import type { Block } from './paragraph-scanner';
import { PieceCollector } from './piece-collector';

/**
 * Reads Markdown: CommonMark with tables, frontmatter, footnotes, admonitions and directives, and mathematics in all the
 * delimiters that notes use. Where a strict parser would lose a formula, it reads what the author meant.
 */
export function readMarkdown(text: string, options: { readonly frontmatter: boolean }): PieceCollector {
  return new MarkdownReader(text, options.frontmatter).read();
}

/** A block that holds other blocks. What belongs to an `indent` (a list item, a footnote, an admonition) is indented to a column. */
type Container = { readonly kind: 'quote' } | { readonly kind: 'indent'; readonly column: number };

/** Where a line's own text begins. */
interface Place {
  /** First character behind the prefixes and the white space. */
  readonly at: number;
  /** Its column, with tabs to the next multiple of four. */
  readonly column: number;
  /** The column at which the content of the innermost container begins. */
  readonly base: number;
  /** How many of the open containers the line is in. */
  readonly matched: number;
}

/** Directives of MyST whose fence holds Markdown, not code. */
const PROSE_DIRECTIVE =
  /^\{(?:prf:)?(?:note|tip|hint|important|attention|warning|caution|danger|error|seealso|admonition|theorem|lemma|proof|definition|corollary|proposition|example|remark|exercise|solution|exercise-start|solution-start|axiom|criterion|conjecture|observation|property|assumption|dropdown|card|tab-item|tab-set|grid|sidebar|topic|epigraph|margin|aside)\}/;
/** Nobody nests deeper, and the time per line grows with the depth. */
const MAX_DEPTH = 100;

const ADMONITION = /^(?:\?\?\?\+?|!!!|===[+!]?)[ \t]+(?=["\w])/;
const DELIMITER_ROW = /^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;
const RAW_TAG = /^<(script|style|pre|textarea|svg)(?=[\s>])/i;

class MarkdownReader extends FlowReader {
  private containers: Container[] = [];
  private directiveFences: Fence[] = [];
  private inTable = false;
  /** Shortest code fence, by its character, that is known to have no end in the rest of the note. */
  private readonly unclosedFence = new Map<string, number>();
  private readonly searches = new Map<string, ForwardSearch>();

  protected readonly context: LineContext = {
    contentStart: (lineStart, lineEnd) => {
      const place = this.locate(lineStart, lineEnd);
      return this.leavesQuote(place) ? -1 : place.at;
    },
    isBoundary: (lineStart, contentStart, lineEnd) => this.isBoundary(lineStart, contentStart, lineEnd),
  };

  constructor(
    text: string,
    private readonly frontmatter: boolean,
  ) {
    super(text, true);
  }

  read(): PieceCollector {
    const start = this.text.charCodeAt(0) === 0xfeff ? 1 : 0;
    return this.readFrom(this.frontmatter ? frontmatterEnd(this.text, this.lines, start) : start);
  }

  protected readLine(line: number, start: number): number {
    const { lines, collector } = this;
    const end = lines.end(line);
    const place = this.locate(start, end);
    if (place.at === end) return this.readBlank(line, place);
    if (place.matched < this.containers.length) {
      if (this.paragraph.length > 0 && !this.inTable && !this.startsBlock(place, end))
        return this.readText(line, place.at, true);
      const resume = this.leave(place.matched, start);
      if (resume >= 0) return resume;
    }
    let { at, column, base } = place;
    for (;;) {
      const indent = column - base;
      if (indent >= 4 && this.paragraph.length > 0) break;
      if (indent >= 4 && !this.isMisindented(at, end)) {
        collector.break(start);
        return lines.start(line + 1);
      }
      const opened = this.openContainer(at, column, base, end);
      if (!opened) break;
      const resume = this.closeParagraph();
      if (resume >= 0) return resume;
      this.inTable = false;
      collector.break(at);
      this.containers.push(opened.container);
      ({ at, column, base } = opened);
      if (at >= end) return lines.start(line + 1);
    }
    const next = this.readLeaf(line, at, end);
    return next >= 0 ? next : this.readText(line, at, true);
  }

  // ---- containers

  /** Follows the prefixes of the open containers. */
  private locate(lineStart: number, lineEnd: number): Place {
    const { text } = this;
    let at = lineStart;
    let column = 0;
    let base = 0;
    const skip = (): void => {
      for (; at < lineEnd; at++) {
        const code = text.charCodeAt(at);
        if (code === TAB) column += 4 - (column % 4);
        else if (code === 32) column++;
        else break;
      }
    };
    skip();
    let matched = 0;
    for (const container of this.containers) {
      if (container.kind === 'quote') {
        if (text[at] !== '>' || at >= lineEnd) break;
        at++;
        column++;
        base = column + 1;
        skip();
      } else {
        if (at < lineEnd && column < container.column) break;
        base = container.column;
      }
      matched++;
    }
    return { at, column, base, matched };
  }

  private leavesQuote(place: Place): boolean {
    for (let index = place.matched; index < this.containers.length; index++)
      if (this.containers[index]!.kind === 'quote') return true;
    return false;
  }

  /** Closes the containers that a line is not in. */
  private leave(matched: number, place: number): number {
    const resume = this.closeParagraph();
    if (resume >= 0) return resume;
    this.containers.length = matched;
    this.inTable = false;
    this.collector.break(place);
    return -1;
  }

  private readBlank(line: number, place: Place): number {
    const resume = this.closeParagraph();
    if (resume >= 0) return resume;
    if (this.leavesQuote(place)) this.containers.length = place.matched;
    this.inTable = false;
    this.collector.break(this.lines.start(line));
    return this.lines.start(line + 1);
  }

  private openContainer(
    at: number,
    column: number,
    base: number,
    end: number,
  ): { container: Container; at: number; column: number; base: number } | undefined {
    const { text } = this;
    const char = text[at]!;
    if (this.containers.length >= MAX_DEPTH) return undefined;
    const opened = (
      container: Container,
      after: number,
      contentBase: number,
    ): { container: Container; at: number; column: number; base: number } => {
      const next = skipSpace(text, after, end);
      return { container, at: next, column: column + this.width(at, next, column), base: contentBase };
    };
    if (char === '>') return opened({ kind: 'quote' }, at + 1, column + 2);
    const markerEnd = this.listMarkerEnd(at, end);
    if (markerEnd > 0) {
      const content = skipSpace(text, markerEnd, end);
      const markerColumn = column + markerEnd - at;
      const spaces = this.width(markerEnd, content, markerColumn);
      const contentColumn = content >= end || spaces > 4 ? markerColumn + 1 : markerColumn + spaces;
      return opened({ kind: 'indent', column: contentColumn }, markerEnd, contentColumn);
    }
    if (this.paragraph.length > 0) return undefined;
    if (char === '[' && text[at + 1] === '^') {
      const footnote = /^\[\^[^\]\s]+\]:/.exec(text.slice(at, Math.min(end, at + 100)));
      if (footnote)
        return opened({ kind: 'indent', column: base + 2 }, at + footnote[0].length, column + footnote[0].length);
    }
    return undefined;
  }

  /** End of a list item's marker, if one stands at `at` that may begin an item here; 0 otherwise. */
  private listMarkerEnd(at: number, end: number): number {
    const { text } = this;
    const char = text[at]!;
    let after = at + 1;
    if (char === '-' || char === '*' || char === '+') {
      if (isRule(text, at, end)) return 0;
    } else if (isDigit(char.charCodeAt(0))) {
      while (after < end && after - at < 9 && isDigit(text.charCodeAt(after))) after++;
      if (text[after] !== '.' && text[after] !== ')') return 0;
      // A sentence may be wrapped before a number.
      if (
        this.paragraph.length > 0 &&
        text.slice(at, after) !== '1' &&
        !this.containers.some((container) => container.kind === 'indent')
      )
        return 0;
      after++;
    } else return 0;
    const isEmpty = after >= end || isBlank(text, after, end);
    if (isEmpty) return this.paragraph.length > 0 ? 0 : after;
    return text[after] === ' ' || text[after] === '\t' ? after : 0;
  }

  private width(start: number, end: number, column: number): number {
    let at = column;
    for (let place = start; place < end; place++) at += this.text.charCodeAt(place) === TAB ? 4 - (at % 4) : 1;
    return at - column;
  }

  /** Whether a line that is indented like code is more likely a part of a list that is indented too far. */
  private isMisindented(at: number, end: number): boolean {
    if (this.containers[this.containers.length - 1]?.kind !== 'indent') return false;
    const { text } = this;
    return (
      this.listMarkerEnd(at, end) > 0 ||
      /^(?:\$\$|\\\[|\\\\\[|\\begin\{|```|~~~|\$\s*$)/.test(text.slice(at, Math.min(end, at + 10)))
    );
  }

  private isBoundary(lineStart: number, contentStart: number, lineEnd: number): boolean {
    const { text } = this;
    const char = text[contentStart];
    if (char === '#') return /^#{1,6}[ \t]/.test(text.slice(contentStart, contentStart + 8));
    if (char === '`') return text.startsWith('```', contentStart);
    if (this.containers.length === 0 || (char !== '-' && char !== '*' && char !== '+' && !/\d/.test(char ?? '')))
      return false;
    const place = this.locate(lineStart, lineEnd);
    return place.matched < this.containers.length && this.listMarkerEnd(contentStart, lineEnd) > 0;
  }

  /** Whether a line that is outside of some containers begins a block, so that it does not go on with the paragraph in them. */
  private startsBlock(place: Place, end: number): boolean {
    const { text } = this;
    const { at } = place;
    const head = text.slice(at, Math.min(end, at + 12));
    if (
      /^(?:>|#{1,6}(?:[ \t]|$)|```|~~~|:::|\$\$|\\\[|\\begin|<!--)/.test(head) ||
      (head[0] === '$' && isBlank(text, at + 1, end))
    )
      return true;
    return isRule(text, at, end) || this.listMarkerEnd(at, end) > 0;
  }

  // ---- leaves

  /** Reads a line that is neither text nor the beginning of a display; −1 if it is. */
  private readLeaf(line: number, at: number, end: number): number {
    const { text, lines } = this;
    const char = text[at]!;
    if (char === '`' || char === '~' || char === ':') {
      const fence = fenceAt(text, at, end);
      if (fence) return this.readFence(line, at, end, fence);
    }
    if (char === '#') {
      const marks = /^#{1,6}(?=[ \t]|$)|^#{2,6}(?=[^\s#])/.exec(text.slice(at, Math.min(end, at + 8)))?.[0].length ?? 0;
      const next = text.charCodeAt(at + marks);
      if (marks > 0 && (at + marks >= end || next === 32 || next === TAB || isCjk(next)))
        return this.readHeading(line, at, end, marks);
    }
    if ((char === '-' || char === '=') && this.paragraph.length > 0 && !this.isInFormula && !this.inTable) {
      if (isUnderline(text, at, end) && (char === '=' || this.paragraph.length === 1))
        return this.readSetext(line, char === '=' ? 1 : 2, end);
    }
    if ((char === '-' || char === '*' || char === '_') && isRule(text, at, end) && !this.isInFormula) {
      const resume = this.closeParagraph();
      if (resume >= 0) return resume;
      this.inTable = false;
      this.collector.heading(0, '', { start: at, end: trimEnd(text, at, end) });
      return lines.start(line + 1);
    }
    if (char === '<') {
      const next = this.readRawHtml(line, at, end);
      if (next >= 0) return next;
    }
    if (char === '|' || char === '-' || char === ':' || this.inTable) {
      const next = this.readTableLine(line, at, end);
      if (next >= 0) return next;
    }
    if (this.paragraph.length > 0) return -1;
    if (char === '[' && /^\[[^\]\n]{1,80}\]:[ \t]*\S/.test(text.slice(at, Math.min(end, at + 120))))
      return lines.start(line + 1);
    if (char === '?' || char === '!' || char === '=') return this.readAdmonition(line, at, end);
    if (
      (char === 'i' || char === 'e') &&
      /^(?:import\s[^'"]{0,200}['"][^'"]+['"];?\s*$|export\s+(?:const|default|function)\s)/.test(
        text.slice(at, Math.min(end, at + 300)),
      )
    ) {
      return lines.start(line + 1);
    }
    return -1;
  }

  private readAdmonition(line: number, at: number, end: number): number {
    const { text, lines } = this;
    const match = ADMONITION.exec(text.slice(at, Math.min(end, at + 40)));
    if (!match) return -1;
    this.collector.break(at);
    const title = text.indexOf('"', at);
    const close = title < 0 || title >= end ? -1 : text.slice(0, end).lastIndexOf('"');
    if (close > title) {
      const block = this.block([{ start: title + 1, end: close, next: close }]);
      readParagraph(block, this.paragraphOptions({ single: true }), this.collector);
      this.collector.break(end);
    }
    const place = this.locate(lines.start(line), end);
    if (this.containers.length < MAX_DEPTH) this.containers.push({ kind: 'indent', column: place.column + 4 });
    return lines.start(line + 1);
  }

  private readHeading(line: number, at: number, end: number, level: number): number {
    const { text, lines } = this;
    const resume = this.closeParagraph();
    if (resume >= 0) return resume;
    this.inTable = false;
    const start = skipSpace(text, at + level, end);
    let last = trimEnd(text, start, end);
    let marks = last;
    while (marks > start && text[marks - 1] === '#') marks--;
    if (marks < last && (marks === start || /[ \t]/.test(text[marks - 1]!))) last = trimEnd(text, start, marks);
    this.emitHeading(level, this.block([{ start, end: last, next: last }]), at, trimEnd(text, at, end));
    return lines.start(line + 1);
  }

  private readSetext(line: number, level: number, end: number): number {
    const first = this.paragraph[0]!.start;
    const block = this.block(this.paragraph);
    this.dropParagraph();
    this.emitHeading(level, block, first, trimEnd(this.text, first, end));
    return this.lines.start(line + 1);
  }

  /** A heading, and then the formulas in it. */
  private emitHeading(level: number, block: Block, start: number, end: number): void {
    const inner = new PieceCollector();
    readParagraph(block, this.paragraphOptions({ single: true }), inner);
    const text = inner.pieces
      .map((piece) =>
        piece.kind === 'prose' ? piece.prose.text : piece.kind === 'formula' ? `$${piece.formula.latex}$` : ' ',
      )
      .join('')
      .trim();
    this.collector.heading(level, text, { start, end });
    for (const piece of inner.pieces) if (piece.kind === 'formula') this.collector.pieces.push(piece);
    this.collector.macros.push(...inner.macros);
    this.collector.problems.push(...inner.problems);
    this.collector.break(end);
  }

  /** A comment, or an element whose content is no Markdown. */
  private readRawHtml(line: number, at: number, end: number): number {
    const { text } = this;
    let close = -1;
    const tag = RAW_TAG.exec(text.slice(at, at + 12));
    if (text.startsWith('<!--', at)) close = this.findCommentEnd(at);
    else if (tag) {
      const wanted = `</${tag[1]!.toLowerCase()}>`;
      const found = this.search(wanted).next(at);
      close = found === Infinity ? -1 : found + wanted.length;
    }
    if (close < 0) return -1;
    const resume = this.closeParagraph();
    if (resume >= 0) return resume;
    if (tag) this.collector.break(at);
    return close >= end ? Math.max(close, this.lines.start(line) + 1) : close;
  }

  protected isOutsideLists(): boolean {
    return this.containers.every((container) => container.kind === 'quote');
  }

  protected findCommentEnd(open: number): number {
    const close = this.search('-->').next(open + 4);
    return close === Infinity ? -1 : close + 3;
  }

  private search(wanted: string): ForwardSearch {
    let search = this.searches.get(wanted);
    if (!search) {
      search = new ForwardSearch(this.text, wanted, false);
      this.searches.set(wanted, search);
    }
    return search;
  }

  private readTableLine(line: number, at: number, end: number): number {
    const { text, lines } = this;
    const part = text.slice(at, end);
    if (this.inTable) {
      if (part.includes('|')) {
        this.readRow(at, end);
        return lines.start(line + 1);
      }
      this.inTable = false;
      this.collector.break(at);
      return -1;
    }
    const header = this.paragraph[this.paragraph.length - 1];
    if (!header || !part.includes('|') || part.length > 2000 || !DELIMITER_ROW.test(part)) return -1;
    if (!text.slice(header.start, header.end).includes('|')) return -1;
    this.paragraph.pop();
    const resume = this.closeParagraph();
    if (resume >= 0) return resume;
    this.dropParagraph();
    this.readRow(header.start, header.end);
    this.inTable = true;
    return lines.start(line + 1);
  }

  private readRow(start: number, end: number): void {
    this.collector.break(start);
    readParagraph(
      this.block([{ start, end, next: end }]),
      this.paragraphOptions({ table: true, single: true }),
      this.collector,
    );
    this.collector.break(end);
  }

  // ---- fences

  private readFence(line: number, at: number, end: number, fence: Fence): number {
    const { text, lines, collector } = this;
    const info = text.slice(at + fence.length, Math.min(end, at + fence.length + 200)).trim();
    const isMath = /^(?:math|\{math\})(?:\s|$)/i.test(info);
    if (fence.char === ':' && info !== '' && this.paragraph.length > 0 && !/^[\w{]/.test(info)) return -1;
    const resume = this.closeParagraph();
    if (resume >= 0) return resume;
    this.inTable = false;
    collector.break(at);
    const top = this.directiveFences[this.directiveFences.length - 1];
    if (info === '' && top && top.char === fence.char && fence.length >= top.length) {
      this.directiveFences.pop();
      return lines.start(line + 1);
    }
    if (!isMath && fence.char === ':') return lines.start(line + 1);
    const directive = PROSE_DIRECTIVE.exec(info);
    if (directive) {
      this.directiveFences.push(fence);
      const title = skipSpace(text, at + fence.length, end) + directive[0].length;
      if (title < end) {
        readParagraph(
          this.block([{ start: title, end, next: end }]),
          this.paragraphOptions({ single: true }),
          collector,
        );
        collector.break(end);
      }
      return lines.start(line + 1);
    }
    const { last, closed } = this.fenceEnd(line, fence);
    if (isMath) this.emitFence(line, last, closed, at);
    else if (!closed) {
      collector.problem('unclosed-delimiter', 'This code fence is never closed, so what follows is read as code.', {
        start: at,
        end: at + fence.length,
      });
    }
    return lines.start(closed ? last + 1 : last);
  }

  /** The line that closes a fence, or the first line behind the fence if none does. */
  private fenceEnd(line: number, fence: Fence): { last: number; closed: boolean } {
    const { text, lines } = this;
    const known = this.unclosedFence.get(fence.char);
    const isHopeless = known !== undefined && fence.length >= known;
    let dedent = -1;
    for (let next = line + 1; next < lines.count; next++) {
      const end = lines.end(next);
      const place = this.locate(lines.start(next), end);
      if (this.leavesQuote(place)) return { last: dedent < 0 ? next : dedent, closed: false };
      if (place.at < end && place.matched < this.containers.length && dedent < 0) {
        dedent = next;
        if (isHopeless) break;
      }
      if (text[place.at] === fence.char && !isHopeless) {
        const found = fenceAt(text, place.at, end);
        if (found && found.length >= fence.length && isBlank(text, place.at + found.length, end))
          return { last: next, closed: true };
      }
    }
    if (!isHopeless) this.unclosedFence.set(fence.char, fence.length);
    return { last: dedent < 0 ? lines.count : dedent, closed: false };
  }

  private emitFence(line: number, last: number, closed: boolean, at: number): void {
    const { text, lines, collector } = this;
    const content: { start: number; end: number; next: number }[] = [];
    let inOptions = true;
    for (let number = line + 1; number < last; number++) {
      const end = lines.end(number);
      const { at: start } = this.locate(lines.start(number), end);
      inOptions &&= text[start] === ':' || start === end;
      if (!inOptions) content.push({ start, end, next: lines.start(number + 1) });
    }
    const end = closed ? trimEnd(text, at, lines.end(last)) : lines.end(Math.max(line, last - 1));
    if (!closed)
      collector.problem('unclosed-delimiter', 'This math fence is never closed. Add the closing fence.', {
        start: at,
        end: lines.end(line),
      });
    const formula = trimMapped(this.block(content));
    if (formula.text !== '' && closed) collector.formula(formula, { start: at, end }, true);
    collector.break(end);
  }
}
