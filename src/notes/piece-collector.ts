import type { Range } from '../expression/range';
import type { Formula, Language, Note, Piece, Problem } from './note';
import type { MappedText } from './run-map';
import { ComposedMap } from './run-map';
import type { SourceMap } from './source-map';

/** Gathers what a reader finds, in reading order. */
export class PieceCollector {
  readonly pieces: Piece[] = [];
  readonly macros: { latex: string; source: SourceMap }[] = [];
  readonly problems: Problem[] = [];

  formula(content: MappedText, range: Range, display: boolean): void {
    const formula: Formula = { latex: content.text, source: content.source, range, display };
    this.pieces.push({ kind: 'formula', formula });
  }

  prose(text: string, range: Range): void {
    if (text.trim() !== '') this.pieces.push({ kind: 'prose', prose: { text, range } });
  }

  heading(level: number, text: string, range: Range): void {
    this.pieces.push({ kind: 'heading', level, text, range });
  }

  /** Ends the sentence, unless it has already ended. */
  break(place: number): void {
    const last = this.pieces[this.pieces.length - 1];
    if (!last || last.kind === 'break' || last.kind === 'heading') return;
    this.pieces.push({ kind: 'break', range: { start: place, end: place } });
  }

  macro(definition: MappedText): void {
    this.macros.push({ latex: definition.text, source: definition.source });
  }

  problem(code: Problem['code'], message: string, range: Range): void {
    this.problems.push({ code, message, range });
  }

  /** Takes over all that was found in a text that is itself mapped into the note. */
  adopt(inner: PieceCollector, map: SourceMap): void {
    const moved = (range: Range): Range => map.range(range.start, range.end);
    for (const piece of inner.pieces) {
      if (piece.kind === 'formula') {
        const { latex, source, range, display } = piece.formula;
        this.pieces.push({
          kind: 'formula',
          formula: { latex, source: new ComposedMap(map, source), range: moved(range), display },
        });
      } else if (piece.kind === 'prose') {
        this.pieces.push({ kind: 'prose', prose: { text: piece.prose.text, range: moved(piece.prose.range) } });
      } else this.pieces.push({ ...piece, range: moved(piece.range) });
    }
    for (const macro of inner.macros)
      this.macros.push({ latex: macro.latex, source: new ComposedMap(map, macro.source) });
    for (const problem of inner.problems) this.problems.push({ ...problem, range: moved(problem.range) });
  }

  note(text: string, language: Language): Note {
    const last = this.pieces[this.pieces.length - 1];
    if (last?.kind === 'break') this.pieces.pop();
    return { text, language, pieces: this.pieces, macros: this.macros, problems: this.problems };
  }
}
