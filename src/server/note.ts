import type { Location, Position } from 'vscode-languageserver-protocol';
import type { Range as LspRange } from 'vscode-languageserver-protocol';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Range } from '../expression/range';
import type { Language } from '../notes/note';

/** Between the cells of a notebook, so that no formula or paragraph goes on from one into the next. */
const gap = '\n\n';

/**
 * The text of a note as its client sees it: one document, or the Markdown cells of a notebook one after the other. Offsets
 * count in the whole text; places for the client are in the document that they fall into.
 */
export class NoteText {
  readonly text: string;
  private readonly starts: readonly number[];

  constructor(
    readonly uri: string,
    readonly language: Language,
    readonly documents: readonly TextDocument[],
  ) {
    const starts: number[] = [];
    let text = '';
    for (const [i, document] of documents.entries()) {
      if (i > 0) text += gap;
      starts.push(text.length);
      text += document.getText();
    }
    this.text = text;
    this.starts = starts;
  }

  /** Where a document of the note begins in the whole text. */
  startOf(uri: string): number {
    return this.starts[this.documents.findIndex((document) => document.uri === uri)] ?? 0;
  }

  location(range: Range): Location {
    const i = this.indexAt(range.start);
    const document = this.documents[i]!;
    const start = this.starts[i]!;
    return {
      uri: document.uri,
      range: { start: document.positionAt(range.start - start), end: document.positionAt(range.end - start) },
    };
  }

  /** The place in one document; none if it is in another document of the note. */
  rangeIn(uri: string, range: Range): LspRange | undefined {
    const location = this.location(range);
    return location.uri === uri ? location.range : undefined;
  }

  offset(uri: string, position: Position): number {
    const document = this.documents.find((each) => each.uri === uri);
    return document ? this.startOf(uri) + document.offsetAt(position) : 0;
  }

  range(uri: string, range: LspRange): Range {
    return { start: this.offset(uri, range.start), end: this.offset(uri, range.end) };
  }

  private indexAt(offset: number): number {
    for (let i = this.starts.length - 1; i > 0; i--) if (this.starts[i]! <= offset) return i;
    return 0;
  }
}
