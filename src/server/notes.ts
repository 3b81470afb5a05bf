import {
  NotebookDocuments,
  TextDocuments,
  type Connection,
  type TextDocumentContentChangeEvent,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { NoteReport } from '../report/report';
import { difference, moved, type Edit } from './edits';
import { languageOf } from './languages';
import { NoteText } from './note';

/** An open note and what is known about it. */
export class Note {
  /** The outcome of the last check, moved with the edits since. */
  report: NoteReport | undefined;
  /** Whether `report` is about the text as it is now. */
  fresh = false;
  /** Opened or saved since the last check. */
  due = true;
  /** Cleared by the user: no findings until the next edit. */
  muted = false;
  /** Grows with every change of the text. */
  version = 0;
  /** Grows with every new report. */
  revision = 0;
  /** When the text last changed, in ms; before the first change long ago. */
  changedAt = -Infinity;
  /** The user has asked for a check by a command: from then on also plain text is checked. */
  asked = false;
  /** What the user wants to see everything of: a selection, in offsets of the whole text. */
  focus: { start: number; end: number } | undefined;
  private known: NoteText | undefined;

  constructor(
    readonly uri: string,
    readonly languageId: string,
    private readonly read: () => NoteText,
  ) {}

  get text(): NoteText {
    return (this.known ??= this.read());
  }

  /** The text has changed, by an edit or in a way that nothing known about it survives. */
  changed(edits: readonly Edit[] | undefined, now: number): void {
    this.known = undefined;
    this.version++;
    this.fresh = false;
    this.focus = undefined;
    this.muted = false;
    this.changedAt = now;
    this.report = edits && this.report ? edits.reduce(moved, this.report) : undefined;
  }

  checked(report: NoteReport): void {
    this.report = report;
    this.fresh = true;
    this.due = false;
    this.muted = false;
    this.revision++;
  }

  cleared(): void {
    this.report = undefined;
    this.fresh = false;
    this.muted = true;
    this.focus = undefined;
    this.revision++;
  }
}

export interface NotesListener {
  opened(note: Note): void;
  changed(note: Note): void;
  saved(note: Note): void;
  closed(note: Note): void;
}

/** The notes that the client has open: documents, and notebooks with their Markdown cells. */
export class Notes {
  private readonly notes = new Map<string, Note>();
  private readonly documents: TextDocuments<TextDocument>;
  private readonly cells: TextDocuments<TextDocument>;
  private readonly notebooks: NotebookDocuments<TextDocument>;

  constructor(
    private readonly listener: NotesListener,
    private readonly now: () => number,
  ) {
    this.documents = new TextDocuments({
      create: (uri, languageId, version, text) => TextDocument.create(uri, languageId, version, text),
      update: (document, changes, version) => this.update(document, changes, version),
    });
    this.cells = new TextDocuments({
      create: (uri, languageId, version, text) => TextDocument.create(uri, languageId, version, text),
      update: (document, changes, version) => this.update(document, changes, version),
    });
    this.notebooks = new NotebookDocuments(this.cells);
  }

  listen(connection: Connection): void {
    this.documents.onDidOpen(({ document }) => this.openDocument(document));
    this.documents.onDidSave(({ document }) => this.told(document.uri, 'saved'));
    this.documents.onDidClose(({ document }) => this.close(document.uri));
    this.notebooks.onDidOpen(({ uri }) => this.openNotebook(uri));
    this.notebooks.onDidSave(({ uri }) => this.told(uri, 'saved'));
    this.notebooks.onDidClose(({ uri }) => this.close(uri));
    this.notebooks.onDidChange(({ notebookDocument, cells }) => {
      const note = this.notes.get(notebookDocument.uri);
      const structural = cells && (cells.added.length > 0 || cells.removed.length > 0 || cells.changed.data.length > 0);
      if (note && structural) {
        note.changed(undefined, this.now());
        this.listener.changed(note);
      }
    });
    this.documents.listen(connection);
    this.notebooks.listen(connection);
  }

  /** The note that a document is or belongs to. */
  of(uri: string): Note | undefined {
    return this.notes.get(uri) ?? this.notes.get(this.notebooks.findNotebookDocumentForCell(uri)?.uri ?? '');
  }

  /** Any open document, also one that is no note. */
  document(uri: string): TextDocument | undefined {
    return this.documents.get(uri);
  }

  all(): Note[] {
    return [...this.notes.values()];
  }

  private openDocument(document: TextDocument): void {
    const language = languageOf(document.languageId, document.uri);
    if (language === undefined) return;
    this.open(new Note(document.uri, document.languageId, () => new NoteText(document.uri, language, [document])));
  }

  private openNotebook(uri: string): void {
    const documents = (): TextDocument[] =>
      (this.notebooks.getNotebookDocument(uri)?.cells ?? []).flatMap((cell) => {
        const document = this.notebooks.getCellTextDocument(cell);
        return document?.languageId === 'markdown' ? [document] : [];
      });
    this.open(new Note(uri, 'markdown', () => new NoteText(uri, 'markdown', documents())));
  }

  private open(note: Note): void {
    this.notes.set(note.uri, note);
    this.listener.opened(note);
  }

  private close(uri: string): void {
    const note = this.notes.get(uri);
    if (!note) return;
    this.notes.delete(uri);
    this.listener.closed(note);
  }

  private told(uri: string, what: 'saved'): void {
    const note = this.of(uri);
    if (note) this.listener[what](note);
  }

  /** Applies the client's changes one by one, so that the places of findings can move with each. */
  private update(document: TextDocument, changes: TextDocumentContentChangeEvent[], version: number): TextDocument {
    const note = this.of(document.uri);
    const start = note?.report ? note.text.startOf(document.uri) : 0;
    const edits: Edit[] = [];
    for (const change of changes) {
      const from = 'range' in change ? document.offsetAt(change.range.start) : 0;
      const replaced = 'range' in change ? document.getText(change.range) : document.getText();
      // Some clients replace more than what differs.
      const edit = difference(replaced, change.text);
      edits.push({ ...edit, start: start + from + edit.start, end: start + from + edit.end });
      TextDocument.update(document, [change], version);
    }
    if (note && changes.length > 0) {
      note.changed(edits, this.now());
      this.listener.changed(note);
    }
    return document;
  }
}
