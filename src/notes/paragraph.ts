import type { Range } from '../expression/range';
import {
  BACKSLASH, BACKTICK, CLOSE_BRACE, DOLLAR, ForwardSearch, LF, OPEN_BRACE, isCjk, isDigit, isEscaped, isLetter, isSpace, skipSpace,
} from './characters'; // prettier-ignore
import { isPunctuation, trimFormulaEnd, type Display } from './display';
import { isMoney, pairDollars, type Dollar } from './dollar-pairing';
import { MATH_ENVIRONMENTS } from './environments';
import { closingParenthesis, decodeEntities, formulaStart, readFormulaUrl, readImageTag } from './formula-image';
import { definesMacro, groupEnd, macroDefinitionEnd } from './macro-definition';
import type { PieceCollector } from './piece-collector';
import { ComposedMap, MappedTextBuilder, sliceMapped, type MappedText, type RunMap } from './run-map';

/** The text of a paragraph, a heading or a table row, with the prefixes of its lines removed. */
export interface Block {
  readonly text: string;
  readonly source: RunMap;
}

export interface ParagraphOptions {
  /** Whether code spans, links, images, HTML and emphasis are read. Plain text has none. */
  readonly markup: boolean;
  /** A table row: `|` ends a cell. */
  readonly table: boolean;
  /** Whether a formula in single dollars is a display if it is all that the paragraph holds. */
  readonly soleIsDisplay: boolean;
  /** The display that opens at a place of the note and may run on behind the paragraph. */
  findDisplay(open: number): Display | undefined;
  /** Where the HTML comment that begins at a place of the note ends, behind the paragraph; −1 if it does not. */
  findCommentEnd(open: number): number;
}

/** Something in a paragraph that is no prose. */
interface Item {
  readonly start: number;
  readonly end: number;
  /** `skip` is left out of the prose, `gap` ends the sentence too. */
  readonly kind: 'skip' | 'gap' | 'formula' | 'macro';
  readonly content?: MappedText;
  readonly display?: boolean;
  /** Where it stands in the note, if it runs on behind the paragraph. */
  readonly range?: Range;
}

const INTERESTING = /[$\\`<![\]&*_~|{]/;

/**
 * Reads a paragraph into pieces. Returns where the note goes on, if a display that opens in the paragraph ends behind it;
 * −1 otherwise.
 */
export function readParagraph(block: Block, options: ParagraphOptions, collector: PieceCollector): number {
  if (!INTERESTING.test(block.text)) {
    collector.prose(block.text, block.source.range(0, block.text.length));
    return -1;
  }
  return new ParagraphReader(block, options, collector).read();
}

class ParagraphReader {
  private readonly text: string;
  private end: number;
  private readonly items: Item[] = [];
  /** Opening brackets of links, which the prose goes without. */
  private readonly linkBrackets: number[] = [];
  private dollars: Dollar[] = [];
  /** Dollars inside `\text{…}`, by the number of the outermost such group. */
  private readonly hidden: { readonly group: number; readonly dollar: Dollar }[] = [];
  /** Places of `\[` and `\begin{…}` that are not closed. */
  private readonly unclosed: number[] = [];
  private resume = -1;

  constructor(
    private readonly block: Block,
    private readonly options: ParagraphOptions,
    private readonly collector: PieceCollector,
  ) {
    this.text = block.text;
    this.end = block.text.length;
  }

  read(): number {
    this.scan();
    let items = this.withDollarFormulas();
    const last = this.lastLonelyDouble;
    if (last && this.resume < 0) {
      const display = this.options.findDisplay(this.noteStart(last.start));
      if (display && display.range.end > this.noteEnd()) {
        this.truncate(last.start);
        this.items.push({
          start: last.start,
          end: last.start,
          kind: 'formula',
          content: display.content,
          display: true,
          range: display.range,
        });
        this.resume = display.range.end;
        items = this.withDollarFormulas();
      }
    }
    for (const dollar of this.lonely) this.reportLonely(dollar, items);
    for (const opening of this.unclosed) this.reportUnclosed(opening, items);
    this.emit(items);
    return this.resume;
  }

  // ---- finding what is no prose, from left to right

  private scan(): void {
    const { text } = this;
    const { markup, table } = this.options;
    const ticks = markup ? new CodeSpans(text) : undefined;
    const searches = new Searches(text);
    const brackets: { place: number; image: boolean }[] = [];
    const groups: boolean[] = [];
    const closed = new Set<number>();
    let textDepth = 0;
    let group = 0;
    let groupStarts = -1;
    let place = 0;
    while (place < this.end) {
      const code = text.charCodeAt(place);
      if (code === BACKSLASH) {
        const item = this.readBackslash(place, searches);
        if (item) {
          this.items.push(item);
          place = Math.max(item.end, place + 1);
          continue;
        }
        if (isLetter(text.charCodeAt(place + 1))) {
          const nameEnd = letterEnd(text, place + 1);
          if (
            text.charCodeAt(nameEnd) === OPEN_BRACE &&
            /^(?:text[a-z]*|mbox|hbox)$/.test(text.slice(place + 1, Math.min(nameEnd, place + 12)))
          ) {
            groupStarts = nameEnd;
          }
          place = nameEnd;
        } else place += 2;
      } else if (code === DOLLAR) {
        let after = place + 1;
        while (after < this.end && text.charCodeAt(after) === DOLLAR) after++;
        for (const dollar of splitRun(place, after - place)) {
          if (textDepth > 0) this.hidden.push({ group, dollar });
          else this.dollars.push(dollar);
        }
        place = after;
      } else if (
        markup &&
        code === OPEN_BRACE &&
        (text[place + 1] === '#' || text[place + 1] === ':' || text[place + 1] === '/')
      ) {
        place = this.readAttributes(place, searches);
      } else if (code === OPEN_BRACE) {
        const isText = place === groupStarts;
        if (isText && textDepth === 0) group++;
        if (isText) textDepth++;
        groups.push(isText);
        place++;
      } else if (code === CLOSE_BRACE) {
        if (groups.pop()) {
          textDepth--;
          if (textDepth === 0) closed.add(group);
        }
        place++;
      } else if (markup && code === BACKTICK) {
        place = this.readBackticks(place, ticks!);
      } else if (markup && code === 60) {
        place = this.readAngle(place, searches);
      } else if (markup && code === 91) {
        brackets.push({ place, image: place > 0 && text[place - 1] === '!' });
        place++;
      } else if (markup && code === 93) {
        place = this.readLinkEnd(place, brackets.pop(), searches);
      } else if (table && code === 124) {
        this.items.push({ start: place, end: place + 1, kind: 'gap' });
        place++;
      } else place++;
    }
    // A group that is never closed hides nothing.
    const open = this.hidden.filter((entry) => !closed.has(entry.group)).map((entry) => entry.dollar);
    if (open.length > 0) this.dollars = [...this.dollars, ...open].sort((a, b) => a.start - b.start);
    if (this.linkBrackets.length > 0) {
      for (const start of this.linkBrackets) this.items.push({ start, end: start + 1, kind: 'skip' });
      this.items.sort((a, b) => a.start - b.start);
    }
  }

  private readBackslash(place: number, searches: Searches): Item | undefined {
    const { text } = this;
    const next = text[place + 1];
    if (next === '(') return this.readBracketed(place, 2, '\\(', '\\)', searches);
    if (next === '[') return this.readSquare(place, 2, '\\[', '\\]', searches);
    if (next === '\\' && text[place + 2] === '(') return this.readBracketed(place, 3, '\\\\(', '\\\\)', searches);
    if (next === '\\' && text[place + 2] === '[') return this.readSquare(place, 3, '\\\\[', '\\\\]', searches);
    if (next === undefined || !isLetter(next.charCodeAt(0))) return undefined;
    const nameEnd = letterEnd(text, place + 1);
    if (nameEnd - place > 30) return undefined;
    const name = text.slice(place + 1, nameEnd);
    if (name === 'begin') return this.readEnvironment(place, nameEnd);
    if (REFERENCES.has(name)) {
      const end =
        text.charCodeAt(nameEnd) === OPEN_BRACE ? groupEnd(text, nameEnd, Math.min(this.end, nameEnd + 300)) : -1;
      return end < 0 ? undefined : { start: place, end, kind: 'skip' };
    }
    if (!definesMacro(name)) return undefined;
    const end = macroDefinitionEnd(text, name, nameEnd, this.end);
    return end < 0 ? undefined : { start: place, end, kind: 'macro' };
  }

  /** `\(…\)`: in Markdown also an escaped parenthesis, so what it holds must look like a formula. */
  private readBracketed(
    place: number,
    width: number,
    opening: string,
    closing: string,
    searches: Searches,
  ): Item | undefined {
    const close = searches.next(closing, place + width);
    if (
      close >= this.end ||
      searches.next(opening, place + width) < close ||
      !looksMathematical(this.text, place + width, close)
    )
      return undefined;
    return this.formulaItem(place, place + width, close, close + width, false);
  }

  private readSquare(
    place: number,
    width: number,
    opening: string,
    closing: string,
    searches: Searches,
  ): Item | undefined {
    const { text } = this;
    const close = searches.next(closing, place + width);
    if (close < this.end && searches.next(opening, place + width) >= close) {
      const alone = this.isAlone(place, close + width);
      if (!alone && !/[\\^_=<>+]/.test(text.slice(place + width, close))) return undefined;
      return this.formulaItem(place, place + width, close, close + width, true);
    }
    const display = this.options.findDisplay(this.noteStart(place));
    if (display && display.range.end > this.noteEnd()) return this.takeBeyond(place, display);
    this.unclosed.push(place);
    return undefined;
  }

  private readEnvironment(place: number, nameEnd: number): Item | undefined {
    const name = /^[ \t]*\{([A-Za-z]+\*?)\}/.exec(this.text.slice(nameEnd, nameEnd + 40))?.[1];
    if (!name || !MATH_ENVIRONMENTS.has(name)) return undefined;
    const display = this.options.findDisplay(this.noteStart(place));
    if (!display) {
      this.unclosed.push(place);
      return undefined;
    }
    if (display.range.end > this.noteEnd()) return this.takeBeyond(place, display);
    const end = this.block.source.indexOf(display.range.end);
    return { start: place, end, kind: 'formula', content: display.content, display: true, range: display.range };
  }

  /** A display that opens here and ends behind the paragraph, which it cuts short. */
  private takeBeyond(place: number, display: Display): Item {
    this.end = place;
    this.resume = display.range.end;
    return { start: place, end: place, kind: 'formula', content: display.content, display: true, range: display.range };
  }

  private readBackticks(place: number, spans: CodeSpans): number {
    const { text } = this;
    const span = spans.at(place);
    if (span.end < 0 || span.end > this.end) return span.after;
    const last = this.dollars[this.dollars.length - 1];
    if (
      last?.length === 1 &&
      last.start === place - 1 &&
      text.charCodeAt(span.end) === DOLLAR &&
      text.charCodeAt(span.end + 1) !== DOLLAR
    ) {
      this.dollars.pop();
      this.items.push(this.formulaItem(place - 1, span.after, span.contentEnd, span.end + 1, false));
      return span.end + 1;
    }
    const role = /(?:\{math\}|:math:)$/.exec(text.slice(Math.max(0, place - 6), place));
    if (role) this.items.push(this.formulaItem(place - role[0].length, span.after, span.contentEnd, span.end, false));
    else {
      const anyRole = /(?:\{[\w:-]{1,20}\}|:[\w-]{1,20}:)$/.exec(text.slice(Math.max(0, place - 22), place));
      this.items.push({ start: place - (anyRole?.[0].length ?? 0), end: span.end, kind: 'skip' });
    }
    return span.end;
  }

  /** `{#eq-one}`, `{: .class}` and MDX's comments. */
  private readAttributes(place: number, searches: Searches): number {
    const { text } = this;
    let end = -1;
    if (text.startsWith('{/*', place)) end = searches.next('*/}', place) + 3;
    else {
      const attributes = /^\{[#:][^{}$\\\n]{0,100}\}/.exec(text.slice(place, place + 110));
      if (attributes) end = place + attributes[0].length;
    }
    if (end < 0 || end > this.end) return place + 1;
    this.items.push({ start: place, end, kind: 'skip' });
    return end;
  }

  private readAngle(place: number, searches: Searches): number {
    const { text } = this;
    if (text.startsWith('<!--', place)) {
      const close = searches.next('-->', place + 4);
      if (close < this.end) {
        this.items.push({ start: place, end: close + 3, kind: 'skip' });
        return close + 3;
      }
      const end = this.options.findCommentEnd(this.noteStart(place));
      if (end < 0) return place + 4;
      this.end = place;
      this.resume = end;
      return place;
    }
    const link = /^<(?:https?:\/\/|mailto:|ftp:\/\/)[^\s<>]*>/i.exec(text.slice(place, place + 500));
    if (link) {
      this.items.push({ start: place, end: place + link[0].length, kind: 'skip' });
      return place + link[0].length;
    }
    const tag = tagAt(text, place, this.end);
    if (!tag) return place + 1;
    if (tag.name === 'img') {
      const content = readImageTag(text, place, tag.end);
      if (content) {
        this.items.push(this.imageItem(place, tag.end, content));
        return tag.end;
      }
    }
    let end = tag.end;
    if (OPAQUE_TAGS.has(tag.name) && !tag.closing) {
      const close = searches.next(`</${tag.name}>`, end);
      if (close < this.end) end = close + tag.name.length + 3;
    }
    this.items.push({ start: place, end, kind: BLOCK_TAGS.has(tag.name) ? 'gap' : 'skip' });
    return end;
  }

  /** `](target)` or `][label]` behind a link's text, or the URL of an image. */
  private readLinkEnd(
    place: number,
    opening: { place: number; image: boolean } | undefined,
    searches: Searches,
  ): number {
    const { text } = this;
    if (!opening) return place + 1;
    const start = opening.image ? opening.place - 1 : opening.place;
    if (text[opening.place + 1] === '^' && text[place + 1] !== '(') {
      if (place - opening.place < 60 && !/[\s$\\]/.test(text.slice(opening.place, place)))
        this.addItem({ start, end: place + 1, kind: 'skip' });
      return place + 1;
    }
    if (text[place + 1] === '(') {
      if (opening.image) {
        const limit = Math.min(searches.next('\n', place), searches.next('![', place), this.end);
        const url = skipSpace(text, place + 2, limit);
        if (formulaStart(text, url, limit) >= 0) {
          const close = closingParenthesis(text, url, limit);
          const content = close < 0 ? undefined : readFormulaUrl(text, url, close);
          if (content && content.text !== '') {
            this.addItem(this.imageItem(start, close + 1, content));
            return close + 1;
          }
        }
      }
      const end = linkTargetEnd(text, place + 2, this.end, opening.image);
      if (end < 0) return place + 1;
      if (opening.image) this.addItem({ start, end, kind: 'skip' });
      else {
        this.linkBrackets.push(start);
        this.items.push({ start: place, end, kind: 'skip' });
      }
      return end;
    }
    return place + 1;
  }

  /** Adds an item that holds some of those that were found last, in their place. */
  private addItem(item: Item): void {
    while (this.items.length > 0 && this.items[this.items.length - 1]!.start >= item.start) this.items.pop();
    while (this.dollars.length > 0 && this.dollars[this.dollars.length - 1]!.start >= item.start) this.dollars.pop();
    this.items.push(item);
  }

  private imageItem(start: number, end: number, content: MappedText): Item {
    const { source } = this.block;
    const mapped = { text: content.text, source: new ComposedMap(source, content.source) };
    return { start, end, kind: 'formula', content: mapped, display: this.isAlone(start, end) };
  }

  private formulaItem(start: number, contentStart: number, contentEnd: number, end: number, display: boolean): Item {
    return { start, end, kind: 'formula', content: this.content(contentStart, contentEnd), display };
  }

  // ---- dollars

  private lonely: readonly Dollar[] = [];
  private lastLonelyDouble: Dollar | undefined;

  /** The items in order, with the formulas between dollars among them. What stands inside such a formula is part of it. */
  private withDollarFormulas(): readonly Item[] {
    const { text } = this;
    const { pairs, unpaired } = pairDollars(text, this.dollars);
    this.lonely = unpaired;
    const doubles = unpaired.filter((dollar) => dollar.length === 2);
    this.lastLonelyDouble = doubles[doubles.length - 1];
    const formulas: Item[] = [];
    for (const { contentStart, contentEnd, width } of pairs) {
      const start = contentStart - width;
      const end = contentEnd + width;
      const display = width === 2 ? this.hasLineBreak(start, end) || this.isAlone(start, end) : this.isSole(start, end);
      formulas.push(this.formulaItem(start, contentStart, contentEnd, end, display));
    }
    let merged = mergeItems(formulas, this.items);
    const atTop = new Set(this.hidden.length > 0 ? this.dollars : []);
    const inText = this.hidden
      .map((entry) => entry.dollar)
      .filter((dollar) => !atTop.has(dollar) && !isInside(merged, dollar.start));
    if (inText.length > 0) {
      const extra = pairDollars(text, inText).pairs.map(({ contentStart, contentEnd, width }) =>
        this.formulaItem(contentStart - width, contentStart, contentEnd, contentEnd + width, false),
      );
      merged = mergeItems(extra, merged);
    }
    return merged;
  }

  private truncate(place: number): void {
    this.end = place;
    this.dollars = this.dollars.filter((dollar) => dollar.start < place);
    while (this.items.length > 0 && this.items[this.items.length - 1]!.end > place) this.items.pop();
  }

  private reportLonely(dollar: Dollar, items: readonly Item[]): void {
    const { text } = this;
    if (isInside(items, dollar.start)) return;
    const range = this.block.source.range(dollar.start, dollar.start + dollar.length);
    if (dollar.length === 2) {
      this.collector.problem(
        'unclosed-delimiter',
        'This $$ has no partner: the formula is never closed. Add the missing $$.',
        range,
      );
      return;
    }
    const next = text.slice(dollar.start + 1, dollar.start + 60).split('$')[0] ?? '';
    if (isMoney(text, dollar.start) || !/^[^\s].*[\\^_={}]/.test(next)) return;
    this.collector.problem(
      'unclosed-delimiter',
      'This $ has no partner in its paragraph. Add the missing $, or write \\$ for the sign itself.',
      range,
    );
  }

  private reportUnclosed(place: number, items: readonly Item[]): void {
    const { text } = this;
    if (isInside(items, place)) return;
    const environment = /^\\begin[ \t]*\{[^}]*\}/.exec(text.slice(place, place + 50))?.[0];
    const line = text.slice(place + 2, place + 200).split('\n', 1)[0]!;
    // An escaped bracket in a sentence is just that.
    if (!environment && !(this.isAlone(place, place + 2) || (this.isAlone(place, place) && /[\\^_=]/.test(line))))
      return;
    const opening = environment ?? text.slice(place, text.indexOf('[', place) + 1);
    const ending = environment ? environment.replace('begin', 'end') : opening.replace('[', ']');
    const message = `${opening} is never closed. Add the missing ${ending}.`;
    const range = this.block.source.range(place, place + opening.length);
    this.collector.problem(environment ? 'unclosed-environment' : 'unclosed-delimiter', message, range);
  }

  // ---- writing down

  private emit(items: readonly Item[]): void {
    let place = 0;
    let pending: Item[] = [];
    const flush = (end: number): void => {
      this.emitProse(place, end, pending);
      pending = [];
      place = end;
    };
    for (const item of items) {
      if (item.start > this.end) break;
      if (item.kind === 'skip') {
        pending.push(item);
        continue;
      }
      flush(item.start);
      place = Math.max(item.end, place);
      if (item.kind === 'gap') this.collector.break(this.noteStart(item.start));
      else if (item.kind === 'macro') this.collector.macro(this.content(item.start, item.end));
      else if (item.content && item.content.text !== '') {
        const range = item.range ?? this.block.source.range(item.start, item.end);
        this.collector.formula(item.content, range, item.display === true);
      }
    }
    flush(this.end);
  }

  private emitProse(start: number, end: number, skipped: readonly Item[]): void {
    if (end <= start) return;
    const parts: string[] = [];
    let place = start;
    for (const item of skipped) {
      if (item.start > place) parts.push(this.plain(place, item.start));
      place = Math.max(place, item.end);
    }
    if (end > place) parts.push(this.plain(place, end));
    this.collector.prose(parts.join(''), this.block.source.range(start, end));
  }

  /** Text without emphasis signs, escapes and entities. */
  private plain(start: number, end: number): string {
    const part = this.text.slice(start, end);
    return this.options.markup && /[\\*_~&]/.test(part) ? plainText(part) : part;
  }

  // ---- places

  /** The formula in `[start, end)` as its author meant it: without white space around it and without Markdown's entities. */
  private content(start: number, end: number): MappedText {
    const { text, source } = this.block;
    const from = skipSpace(text, start, end);
    const to = trimFormulaEnd(text, from, end);
    const content = sliceMapped(this.block, from, to);
    if (!this.options.markup) return content;
    if (this.options.table && content.text.includes('\\|')) return decodePipes(content);
    if (!/&(?:lt|gt|amp);/.test(content.text)) return content;
    const decoded = decodeEntities(text, from, to);
    return { text: decoded.text, source: new ComposedMap(source, decoded.source) };
  }

  private noteStart(place: number): number {
    return this.block.source.range(place, place + 1).start;
  }

  private noteEnd(): number {
    return this.block.source.range(this.text.length, this.text.length).end;
  }

  private hasLineBreak(start: number, end: number): boolean {
    return this.text.slice(start, end).includes('\n');
  }

  /** Whether a formula shares its lines with nothing but punctuation. */
  private isAlone(start: number, end: number): boolean {
    const { text } = this;
    if (start === end) return /(?:^|\n)[ \t]*$/.test(text.slice(Math.max(0, start - 20), start));
    let before = start;
    while (before > 0 && isSpace(text.charCodeAt(before - 1)) && text.charCodeAt(before - 1) !== LF) before--;
    if (before > 0 && text.charCodeAt(before - 1) !== LF) return false;
    let after = end;
    while (after < text.length && text.charCodeAt(after) !== LF && isPunctuation(text, after, after + 1)) after++;
    return after >= text.length || text.charCodeAt(after) === LF;
  }

  /** Whether a formula is all that there is in the paragraph. */
  private isSole(start: number, end: number): boolean {
    const { text } = this;
    return (
      this.options.soleIsDisplay &&
      skipSpace(text, 0, start) === start &&
      end >= text.length - 40 &&
      isPunctuation(text, end, text.length)
    );
  }
}

/** Searches in a paragraph, each made when it is first needed. */
class Searches {
  private readonly made = new Map<string, ForwardSearch>();

  constructor(private readonly text: string) {}

  /** The next place of a string. Strings that begin with a backslash do not count where that is escaped itself. */
  next(wanted: string, from: number): number {
    let search = this.made.get(wanted);
    if (!search) {
      search = new ForwardSearch(this.text, wanted, wanted.startsWith('\\'));
      this.made.set(wanted, search);
    }
    return search.next(from);
  }
}

/** Code spans: a run of backticks is closed by the next run of the same length. */
class CodeSpans {
  private readonly runs = new Map<number, { length: number; end: number }>();

  constructor(text: string) {
    const nextOfLength = new Map<number, number>();
    const found: { start: number; length: number }[] = [];
    for (let place = text.indexOf('`'); place >= 0;) {
      let after = place + 1;
      while (text.charCodeAt(after) === BACKTICK) after++;
      found.push({ start: place, length: after - place });
      place = text.indexOf('`', after);
    }
    for (let index = found.length - 1; index >= 0; index--) {
      const { start, length } = found[index]!;
      const close = nextOfLength.get(length);
      this.runs.set(start, { length, end: close === undefined ? -1 : close + length });
      nextOfLength.set(length, start);
    }
  }

  /** The span that a run of backticks opens: `after` is behind the run, `end` behind the span (−1 if there is none). */
  at(place: number): { after: number; contentEnd: number; end: number } {
    const run = this.runs.get(place);
    if (!run) return { after: place + 1, contentEnd: -1, end: -1 };
    return { after: place + run.length, contentEnd: run.end - run.length, end: run.end };
  }
}

/** Commands of LaTeX that notes use in their prose too. */
const REFERENCES = new Set([
  'ref',
  'eqref',
  'label',
  'cite',
  'citep',
  'citet',
  'cref',
  'Cref',
  'autoref',
  'pageref',
  'tag',
]);

const OPAQUE_TAGS = new Set(['code', 'pre', 'script', 'style', 'svg', 'math', 'textarea', 'kbd', 'samp']);
const BLOCK_TAGS = new Set([
  'address', 'article', 'aside', 'blockquote', 'body', 'center', 'dd', 'details', 'div', 'dl', 'dt', 'figcaption', 'figure', 'footer', 'form',
  'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header', 'hr', 'html', 'iframe', 'li', 'main', 'nav', 'ol', 'p', 'pre', 'script', 'section', 'style',
  'summary', 'svg', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr', 'ul', 'video',
]); // prettier-ignore

/** The HTML tag that begins at `place`, if one does. */
export function tagAt(
  text: string,
  place: number,
  end: number,
): { name: string; closing: boolean; end: number } | undefined {
  let at = place + 1;
  const closing = text[at] === '/';
  if (closing) at++;
  if (!isLetter(text.charCodeAt(at))) return undefined;
  const nameStart = at;
  while (
    at < end &&
    (isLetter(text.charCodeAt(at)) ||
      isDigit(text.charCodeAt(at)) ||
      text[at] === '-' ||
      text[at] === '.' ||
      text[at] === ':')
  )
    at++;
  const name = text.slice(nameStart, at).toLowerCase();
  if (at < end && !/[\s/>]/.test(text[at]!)) return undefined;
  while (at < end) {
    const char = text[at]!;
    if (char === '>') return { name, closing, end: at + 1 };
    if (char === '<' || char === '`' || char === '$' || char === '\\') return undefined;
    if ((char === '"' || char === "'") && text[at - 1] === '=') {
      const close = text.indexOf(char, at + 1);
      if (close < 0 || close >= end) return undefined;
      at = close;
    }
    at++;
  }
  return undefined;
}

/** End of a link's `(target "title")`, behind its parenthesis; −1 if it is none. */
function linkTargetEnd(text: string, start: number, end: number, spaces: boolean): number {
  const limit = Math.min(end, start + 4000);
  let depth = 0;
  let place = start;
  if (text[skipSpace(text, start, limit)] === '<') {
    const close = text.slice(start, limit).indexOf('>)');
    return close < 0 ? -1 : start + close + 2;
  }
  while (place < limit) {
    const char = text[place]!;
    if (char === '\n') return -1;
    if (char === '(') depth++;
    else if (char === ')') {
      if (depth === 0) return place + 1;
      depth--;
    } else if (char === ']' && text[place + 1] === '(') return -1;
    else if (char === ' ' && !spaces) {
      const quote = text[skipSpace(text, place, limit)];
      if (quote !== '"' && quote !== "'" && quote !== ')') return -1;
    } else if (char === '"' && text[place - 1] === ' ') {
      const close = text.indexOf('")', place + 1);
      return close < 0 || close > limit ? -1 : close + 2;
    }
    place++;
  }
  return -1;
}

function letterEnd(text: string, place: number): number {
  let after = place;
  while (after < text.length && isLetter(text.charCodeAt(after))) after++;
  return after;
}

/** Markdown text without emphasis signs, escapes and the commonest entities. */
export function plainText(text: string): string {
  const parts: string[] = [];
  let copied = 0;
  let place = 0;
  const replace = (length: number, replacement: string): void => {
    parts.push(text.slice(copied, place), replacement);
    place += length;
    copied = place;
  };
  while (place < text.length) {
    const char = text[place]!;
    if (char === '\\' && /[!-/:-@[-`{-~]/.test(text[place + 1] ?? '')) replace(2, text[place + 1]!);
    else if (char === '*' || char === '_' || char === '~') {
      let after = place + 1;
      while (text[after] === char) after++;
      const before = text[place - 1] ?? ' ';
      const next = text[after] ?? ' ';
      const isEmphasis =
        char === '~'
          ? after - place === 2
          : char === '*'
            ? /\S/.test(before) || /\S/.test(next)
            : /[^\w]/.test(before) !== /[^\w]/.test(next);
      if (isEmphasis) replace(after - place, '');
      else place = after;
    } else if (char === '&') {
      const entity = /^&(nbsp|emsp|ensp|thinsp|lt|gt|amp);/.exec(text.slice(place, place + 8));
      if (entity) replace(entity[0].length, { lt: '<', gt: '>', amp: '&' }[entity[1]!] ?? ' ');
      else place++;
    } else place++;
  }
  parts.push(text.slice(copied));
  return parts.join('');
}

/** A run of dollars, taken apart into delimiters. Four close one display and open the next. */
function splitRun(start: number, length: number): Dollar[] {
  if (length === 1) return [{ start, length: 1 }];
  if (length === 2) return [{ start, length: 2 }];
  if (length === 3) return [{ start, length: 2 }, { start: start + 2, length: 1 }]; // prettier-ignore
  if (length === 4) return [{ start, length: 2 }, { start: start + 2, length: 2 }]; // prettier-ignore
  return [];
}

/** Whether what stands between escaped parentheses is a formula rather than an aside. */
function looksMathematical(text: string, start: number, end: number): boolean {
  const content = text.slice(start, end);
  if (content.trim() === '') return false;
  if (/[\\^_=<>+]/.test(content)) return true;
  for (let index = 0; index < content.length; index++) if (isCjk(content.charCodeAt(index))) return false;
  return !/[a-z]{3,}/.test(content);
}

/** `first` and those of `second` that stand in none of `first`, in order. */
function mergeItems(first: readonly Item[], second: readonly Item[]): Item[] {
  const merged: Item[] = [];
  let index = 0;
  let reached = 0;
  for (const item of second) {
    while (index < first.length && first[index]!.start <= item.start) {
      merged.push(first[index]!);
      reached = Math.max(reached, first[index]!.end);
      index++;
    }
    const next = first[index];
    if (item.start >= reached && !(next && item.kind === 'formula' && item.start < next.start && item.end > next.start))
      merged.push(item);
    else if (item.end > reached && item.start < reached) continue;
  }
  while (index < first.length) merged.push(first[index++]!);
  return merged;
}

function isInside(items: readonly Item[], place: number): boolean {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (items[middle]!.start <= place) low = middle + 1;
    else high = middle;
  }
  const item = items[low - 1];
  return item !== undefined && item.kind !== 'skip' && item.kind !== 'gap' && place < item.end;
}

/** In a table cell `\|` is how `|` is written. */
function decodePipes(content: MappedText): MappedText {
  const { text } = content;
  const builder = new MappedTextBuilder(text);
  let copied = 0;
  for (let place = text.indexOf('\\|'); place >= 0; place = text.indexOf('\\|', place + 2)) {
    if (isEscaped(text, place)) continue;
    builder.copy(copied, place).put('|', place, place + 2);
    copied = place + 2;
  }
  const decoded = builder.copy(copied, text.length).build();
  return { text: decoded.text, source: new ComposedMap(content.source, decoded.source) };
}
