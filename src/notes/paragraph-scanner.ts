import type { Range } from '../expression/range';
import {
  BACKSLASH, BACKTICK, CLOSE_BRACE, DOLLAR, ForwardSearch, LF, OPEN_BRACE, isCjk, isEscaped, isLetter, isSpace, skipSpace,
} from './characters'; // prettier-ignore
import { isPunctuation, trimFormulaEnd, type Display } from './display';
import type { Dollar } from './dollar-pairing';
import { MATH_ENVIRONMENTS } from './environments';
import { closingParenthesis, decodeEntities, formulaStart, readFormulaUrl, readImageTag } from './formula-image';
import { BLOCK_TAGS, CodeSpans, OPAQUE_TAGS, linkTargetEnd, tagAt } from './inline-markup';
import { definesMacro, groupEnd, macroDefinitionEnd } from './macro-definition';
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
export interface Item {
  readonly start: number;
  readonly end: number;
  /** `skip` is left out of the prose, `gap` ends the sentence too. */
  readonly kind: 'skip' | 'gap' | 'formula' | 'macro';
  readonly content?: MappedText;
  readonly display?: boolean;
  /** Where it stands in the note, if it runs on behind the paragraph. */
  readonly range?: Range;
}

/** Finds, from left to right, what in a paragraph is no prose. Dollars are only gathered here, not paired. */
export class ParagraphScanner {
  protected readonly text: string;
  /** Where the paragraph ends; sooner than its text if a display in it runs on. */
  protected end: number;
  protected readonly items: Item[] = [];
  /** Opening brackets of links, which the prose goes without. */
  private readonly linkBrackets: number[] = [];
  protected dollars: Dollar[] = [];
  /** Dollars inside `\text{…}`, by the number of the outermost such group. */
  protected readonly hidden: { readonly group: number; readonly dollar: Dollar }[] = [];
  /** Places of `\[` and `\begin{…}` that are not closed. */
  protected readonly unclosed: number[] = [];
  /** Where the note goes on behind a display that ends behind the paragraph. */
  protected resume = -1;

  constructor(
    protected readonly block: Block,
    protected readonly options: ParagraphOptions,
  ) {
    this.text = block.text;
    this.end = block.text.length;
  }

  protected scan(): void {
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

  protected formulaItem(start: number, contentStart: number, contentEnd: number, end: number, display: boolean): Item {
    return { start, end, kind: 'formula', content: this.content(contentStart, contentEnd), display };
  }

  // ---- places

  /** The formula in `[start, end)` as its author meant it: without white space around it and without Markdown's entities. */
  protected content(start: number, end: number): MappedText {
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

  protected noteStart(place: number): number {
    return this.block.source.range(place, place + 1).start;
  }

  protected noteEnd(): number {
    return this.block.source.range(this.text.length, this.text.length).end;
  }

  /** Whether a formula shares its lines with nothing but punctuation. */
  protected isAlone(start: number, end: number): boolean {
    const { text } = this;
    if (start === end) return /(?:^|\n)[ \t]*$/.test(text.slice(Math.max(0, start - 20), start));
    let before = start;
    while (before > 0 && isSpace(text.charCodeAt(before - 1)) && text.charCodeAt(before - 1) !== LF) before--;
    if (before > 0 && text.charCodeAt(before - 1) !== LF) return false;
    let after = end;
    while (after < text.length && text.charCodeAt(after) !== LF && isPunctuation(text, after, after + 1)) after++;
    return after >= text.length || text.charCodeAt(after) === LF;
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

function letterEnd(text: string, place: number): number {
  let after = place;
  while (after < text.length && isLetter(text.charCodeAt(after))) after++;
  return after;
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
