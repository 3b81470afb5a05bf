import { Duplex } from 'node:stream';
import {
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DidSaveTextDocumentNotification,
  DocumentDiagnosticRequest,
  InitializedNotification,
  InitializeRequest,
  PublishDiagnosticsNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type ClientCapabilities,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type Position,
  type ProtocolConnection,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol/node';
import { createConnection } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { check } from '../../src/check';
import { inlineChecker } from '../../src/server/inline-checker';
import { FindNotes, ReadText, type InitializationOptions } from '../../src/server/protocol';
import { serve, type Platform } from '../../src/server/server';
import type { SomeSettings } from '../../src/settings/settings';
import { findingsOf } from './fake-check';

export interface ClientSetup {
  readonly settings?: SomeSettings;
  readonly options?: InitializationOptions;
  /** Files of the workspace `file:///notes`, by path. */
  readonly files?: Record<string, string>;
  readonly capabilities?: ClientCapabilities;
  readonly check?: typeof check;
  readonly checker?: Platform['checker'];
  readonly locale?: string;
}

/** What a current VS Code can do. */
const capable: ClientCapabilities = {
  textDocument: { diagnostic: { relatedDocumentSupport: true } },
  workspace: { configuration: true },
};

/** An editor that talks to a server over a real connection in memory. */
export class Client {
  /** The last diagnostics that were sent unasked, by document. */
  readonly published = new Map<string, Diagnostic[]>();
  readonly files: Record<string, string>;
  private readonly documents = new Map<string, TextDocument>();

  private constructor(
    readonly connection: ProtocolConnection,
    public settings: SomeSettings,
    files: Record<string, string>,
  ) {
    this.files = files;
  }

  static async start(setup: ClientSetup = {}): Promise<Client> {
    const [near, far] = pair();
    const checker = setup.checker ?? inlineChecker(setup.check ?? findingsOf);
    serve(createConnection(far, far), { checker, background: checker });
    const connection = createProtocolConnection(new StreamMessageReader(near), new StreamMessageWriter(near));
    const client = new Client(connection, { debounce: 0, ...setup.settings }, { ...setup.files });
    connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, diagnostics }) => {
      client.published.set(uri, diagnostics);
    });
    connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) =>
      items.map(() => client.settings),
    );
    connection.onRequest(FindNotes, () => Object.keys(client.files).map(at));
    connection.onRequest(ReadText, ({ uri }) => client.files[uri.replace(`${root}/`, '')] ?? null);
    connection.listen();
    await connection.sendRequest(InitializeRequest.type, {
      processId: null,
      rootUri: null,
      workspaceFolders: [{ uri: root, name: 'notes' }],
      capabilities: setup.capabilities ?? capable,
      initializationOptions: { clientFiles: true, ...setup.options },
      locale: setup.locale ?? 'en',
    });
    await connection.sendNotification(InitializedNotification.type, {});
    return client;
  }

  async open(path: string, text: string, languageId = 'markdown'): Promise<string> {
    const uri = at(path);
    this.documents.set(uri, TextDocument.create(uri, languageId, 1, text));
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId, version: 1, text },
    });
    return uri;
  }

  /** Replaces the first occurrence of a text. */
  async edit(uri: string, before: string, after: string): Promise<void> {
    const document = this.documents.get(uri)!;
    const start = document.getText().indexOf(before);
    const range = { start: document.positionAt(start), end: document.positionAt(start + before.length) };
    const changed = TextDocument.update(document, [{ range, text: after }], document.version + 1);
    this.documents.set(uri, changed);
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version: changed.version },
      contentChanges: [{ range, text: after }],
    });
  }

  save(uri: string): Promise<void> {
    return this.connection.sendNotification(DidSaveTextDocumentNotification.type, { textDocument: { uri } });
  }

  close(uri: string): Promise<void> {
    return this.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
  }

  pull(uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    return this.connection.sendRequest(DocumentDiagnosticRequest.type, {
      textDocument: { uri },
      ...(previousResultId === undefined ? {} : { previousResultId }),
    });
  }

  /** The diagnostics of a note as `code: the text that is underlined`. */
  async shown(uri: string): Promise<string[]> {
    const report = await this.pull(uri);
    return this.described(uri, report.kind === 'full' ? report.items : []);
  }

  described(uri: string, diagnostics: readonly Diagnostic[]): string[] {
    return diagnostics.map(({ code, range }) => `${code}: ${this.documents.get(uri)!.getText(range)}`);
  }

  text(uri: string): string {
    return this.documents.get(uri)!.getText();
  }

  /** Where a text first stands. */
  position(uri: string, text: string): Position {
    const document = this.documents.get(uri)!;
    return document.positionAt(document.getText().indexOf(text));
  }

  /** A document's text once an edit has been applied to it. */
  edited(uri: string, edit: WorkspaceEdit | undefined | null): string {
    return TextDocument.applyEdits(this.documents.get(uri)!, edit?.changes?.[uri] ?? []);
  }

  async stop(): Promise<void> {
    await this.connection.sendRequest(ShutdownRequest.type);
    this.connection.dispose();
  }
}

const root = 'file:///notes';

export function at(path: string): string {
  return `${root}/${path}`;
}

/** Two ends of a line: what is written to one is read at the other. */
function pair(): [Duplex, Duplex] {
  const make = (other: () => Duplex): Duplex =>
    new Duplex({
      read() {},
      write(chunk: Buffer, _encoding, done) {
        other().push(chunk);
        done();
      },
    });
  const near: Duplex = make(() => far);
  const far: Duplex = make(() => near);
  return [near, far];
}
