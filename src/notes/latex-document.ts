import { isSpace } from './characters';
import { trimMapped } from './display';
import { pairDollars, type Dollar } from './dollar-pairing';
import { scanLatex, type LatexMark } from './latex-scanner';
import { PieceCollector } from './piece-collector';
import { MappedTextBuilder, verbatimMap, type MappedText } from './run-map';

/** A formula of the document, `[start, end)` with its delimiters. */
interface Found {
  readonly start: number;
  readonly contentStart: number;
  readonly contentEnd: number;
  readonly end: number;
  readonly display: boolean;
}

/** LaTeX that compiles has no lonely dollar, so it takes much to leave one alone. */
const LONELY_IN_LATEX = 5;

/**
 * Reads a LaTeX document or a part of one, such as a chapter. From the preamble only the macro definitions are taken.
 * Comments are left out of formulas and prose.
 */
export function readLatexDocument(text: string): PieceCollector {
  return new LatexDocumentReader(text).read();
}

class LatexDocumentReader {
  private readonly collector = new PieceCollector();
  private marks: readonly LatexMark[] = [];
  private comments: readonly LatexMark[] = [];
  private formulas: readonly Found[] = [];

  constructor(private readonly text: string) {}

  read(): PieceCollector {
    const { text, collector } = this;
    const { marks, preamble, start, end } = scanLatex(text);
    this.marks = marks;
    this.comments = marks.filter((mark) => mark.kind === 'comment');
    for (const macro of preamble) collector.macro(this.copy(macro.start, macro.end));
    this.formulas = this.findFormulas();
    this.emit(start, end);
    return collector;
  }

  // ---- formulas

  private findFormulas(): Found[] {
    const found: Found[] = [];
    let dollars: LatexMark[] = [];
    let reached = 0;
    const finish = (): void => {
      if (dollars.length > 0) found.push(...this.pairParagraph(dollars));
      dollars = [];
    };
    for (const mark of this.marks) {
      if (mark.start < reached) continue;
      if (mark.kind === 'paragraph') finish();
      else if (mark.kind === 'dollar') dollars.push(mark);
      else if (mark.kind === 'math') {
        if (mark.close === undefined) {
          this.reportOpen(mark);
          continue;
        }
        const whole = mark.width === 0;
        found.push({
          start: mark.start,
          contentStart: whole ? mark.start : mark.end,
          contentEnd: whole ? mark.close : mark.close - mark.width!,
          end: mark.close,
          display: mark.display === true,
        });
        reached = mark.close;
      }
    }
    finish();
    return outermost(found.sort((a, b) => a.start - b.start || b.end - a.end));
  }

  private pairParagraph(marks: readonly LatexMark[]): Found[] {
    const top = marks.filter((mark) => !mark.hidden);
    const { pairs, unpaired } = pairDollars(this.text, top.map(toDollar), LONELY_IN_LATEX);
    const hidden = marks.filter((mark) => mark.hidden).map(toDollar);
    const inText = hidden.length > 0 ? pairDollars(this.text, hidden, LONELY_IN_LATEX).pairs : [];
    for (const { start, length } of unpaired) {
      const sign = length === 2 ? '$$' : '$';
      const message = `This ${sign} has no partner in its paragraph. Add the missing ${sign}, or write \\$ for the sign itself.`;
      this.collector.problem('unclosed-delimiter', message, { start, end: start + length });
    }
    return [...pairs, ...inText].map(({ contentStart, contentEnd, width }) => ({
      start: contentStart - width,
      contentStart,
      contentEnd,
      end: contentEnd + width,
      display: width === 2,
    }));
  }

  private reportOpen(mark: LatexMark): void {
    const opening = this.text.slice(mark.start, mark.end);
    const isEnvironment = mark.width === 0;
    const message = `${opening} is never closed. Add the missing ${isEnvironment ? '\\end' : opening === '\\[' ? '\\]' : '\\)'}.`;
    this.collector.problem(isEnvironment ? 'unclosed-environment' : 'unclosed-delimiter', message, {
      start: mark.start,
      end: mark.end,
    });
  }

  // ---- pieces

  private emit(start: number, end: number): void {
    const { collector } = this;
    let place = start;
    let parts: string[] = [];
    let proseStart = -1;
    let proseEnd = -1;
    let next = 0;
    const flush = (): void => {
      if (parts.length > 0) collector.prose(latexProse(parts.join('')), { start: proseStart, end: proseEnd });
      parts = [];
      proseStart = -1;
    };
    const take = (to: number): void => {
      if (to <= place) return;
      if (proseStart < 0) proseStart = place;
      proseEnd = to;
      parts.push(this.text.slice(place, to));
      place = to;
    };
    const takeFormulas = (before: number, emit: (formula: Found) => void): void => {
      for (; next < this.formulas.length && this.formulas[next]!.start < before; next++) emit(this.formulas[next]!);
    };
    const emitFormula = (formula: Found): void => {
      take(formula.start);
      flush();
      this.emitFormula(formula);
      place = Math.max(place, formula.end);
    };
    for (const mark of this.marks) {
      if (mark.start < place) continue;
      takeFormulas(mark.start + 1, emitFormula);
      if (mark.start < place || mark.kind === 'dollar' || mark.kind === 'math') continue;
      take(mark.start);
      place = Math.max(place, mark.end);
      if (mark.kind === 'break' || mark.kind === 'paragraph') {
        flush();
        collector.break(mark.start);
      } else if (mark.kind === 'macro') collector.macro(this.copy(mark.start, mark.end));
      else if (mark.kind === 'heading') {
        flush();
        const inside: Found[] = [];
        takeFormulas(mark.contentEnd!, (formula) => inside.push(formula));
        this.emitHeading(mark, inside);
      } else if (mark.kind === 'skip' && parts.length > 0) parts.push(' ');
    }
    takeFormulas(Infinity, emitFormula);
    take(end);
    flush();
  }

  private emitFormula(formula: Found): void {
    const content = trimMapped(this.copy(formula.contentStart, formula.contentEnd));
    if (content.text !== '')
      this.collector.formula(content, { start: formula.start, end: formula.end }, formula.display);
  }

  private emitHeading(mark: LatexMark, formulas: readonly Found[]): void {
    const parts: string[] = [];
    let place = mark.contentStart!;
    for (const formula of formulas) {
      parts.push(
        latexProse(this.text.slice(place, formula.start)),
        `$${this.copy(formula.contentStart, formula.contentEnd).text}$`,
      );
      place = formula.end;
    }
    parts.push(latexProse(this.text.slice(place, mark.contentEnd)));
    this.collector.heading(mark.level!, parts.join('').replace(/\s+/g, ' ').trim(), {
      start: mark.start,
      end: mark.end,
    });
    for (const formula of formulas) this.emitFormula(formula);
    this.collector.break(mark.end);
  }

  /** `[start, end)` without comments, and with `\n` for `\r\n`. */
  private copy(start: number, end: number): MappedText {
    const { text, comments } = this;
    const part = text.slice(start, end);
    if (!part.includes('%') && !part.includes('\r')) return { text: part, source: verbatimMap(start, end) };
    const builder = new MappedTextBuilder(text);
    let place = start;
    const copyLines = (to: number): void => {
      const lines = text.slice(place, to).split('\r\n');
      for (const line of lines.slice(0, -1)) {
        const lineEnd = place + line.length;
        builder.copy(place, lineEnd).put('\n', lineEnd, lineEnd + 2);
        place = lineEnd + 2;
      }
      builder.copy(place, to);
      place = to;
    };
    for (let index = firstAtLeast(comments, start); index < comments.length && comments[index]!.start < end; index++) {
      const comment = comments[index]!;
      if (comment.start < place) continue;
      copyLines(comment.start);
      place = Math.min(end, comment.end);
    }
    copyLines(end);
    return builder.build();
  }
}

/** Formulas that stand in no other, of formulas in order. */
function outermost(formulas: readonly Found[]): Found[] {
  const result: Found[] = [];
  let reached = 0;
  for (const formula of formulas) {
    if (formula.start < reached) continue;
    result.push(formula);
    reached = formula.end;
  }
  return result;
}

function toDollar(mark: LatexMark): Dollar {
  return { start: mark.start, length: mark.end - mark.start === 2 ? 2 : 1 };
}

function firstAtLeast(marks: readonly LatexMark[], place: number): number {
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (marks[middle]!.start < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

const SYMBOLS: Readonly<Record<string, string>> = {
  ldots: '…',
  dots: '…',
  textendash: '–',
  S: '§',
  ss: 'ß',
  quad: ' ',
  qquad: ' ',
};

/** Text of a LaTeX document without its commands; their arguments stay. */
export function latexProse(text: string): string {
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
    if (char === '\\') {
      const name = /^\\([A-Za-z@]+)\*?[ \t]*/.exec(text.slice(place, place + 60));
      if (name) replace(name[0].length, SYMBOLS[name[1]!] ?? '');
      else if (text[place + 1] === '\\') replace(2, ' ');
      else if ('%&#_{}$'.includes(text[place + 1] ?? ' ')) replace(2, text[place + 1] ?? '');
      else if (isSpace(text.charCodeAt(place + 1)) || ',;:!'.includes(text[place + 1] ?? ',')) replace(2, ' ');
      else replace(2, '');
    } else if (char === '{' || char === '}') replace(1, '');
    else if (char === '~') replace(1, ' ');
    else if ((char === '`' || char === "'") && text[place + 1] === char) replace(2, '"');
    else place++;
  }
  parts.push(text.slice(copied));
  return parts.join('');
}
