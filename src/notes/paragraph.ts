import { skipSpace } from './characters';
import { isPunctuation } from './display';
import { isMoney, pairDollars, type Dollar } from './dollar-pairing';
import { plainText } from './inline-markup';
import { ParagraphScanner, type Block, type Item, type ParagraphOptions } from './paragraph-scanner';
import type { PieceCollector } from './piece-collector';

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

class ParagraphReader extends ParagraphScanner {
  constructor(
    block: Block,
    options: ParagraphOptions,
    private readonly collector: PieceCollector,
  ) {
    super(block, options);
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

  private hasLineBreak(start: number, end: number): boolean {
    return this.text.slice(start, end).includes('\n');
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
