import {
  CancellationToken,
  CodeActionKind,
  DiagnosticSeverity,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  DocumentDiagnosticReportKind,
  FileChangeType,
  LSPErrorCodes,
  ResponseError,
  TextDocumentSyncKind,
  type Connection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type InitializeParams,
  type InitializeResult,
  type Range,
  type WorkDoneProgressReporter,
  type WorkspaceDocumentDiagnosticReport,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { codeOf } from '../comments/apply';
import type { Finding, NoteReport } from '../report/report';
import { readSettingsFile } from '../settings/read-settings';
import { settingsFileName } from '../settings/settings';
import type { ChosenBindings } from '../trainer/formula/formula-ids';
import type { NoteFormula } from '../trainer/formula/note-formula';
import { placed } from '../trainer/formula/formula-ids';
import { Checks, sleep } from './checks';
import type { NoteChecker } from './checker';
import { codeActions } from './features/code-actions';
import { codeLenses } from './features/code-lens';
import { assume, ignoreStep } from './features/comment-edits';
import { diagnostics, source, underlined } from './features/diagnostics';
import { documentSymbols } from './features/document-symbols';
import { findingAt, findingsIn } from './features/find';
import { hover } from './features/hover';
import { inlayHints } from './features/inlay-hints';
import { noteFiles } from './languages';
import { Notes, type Note } from './notes';
import {
  CheckNote,
  CheckWorkspace,
  ClearFindings,
  CommentEdit,
  FindNotes,
  ListGradients,
  ListSteps,
  ReadText,
  Status,
  type Counts,
  type InitializationOptions,
  type StepPlace,
} from './protocol';
import { SettingsStore } from './settings-store';
import { localeOf, speak, t } from './text';
import { count } from './wording';
import { Workspace, type NoteFiles } from './workspace';

/** What differs between the places that a server runs in. */
export interface Platform {
  /** For the notes that the user is looking at. */
  readonly checker: NoteChecker;
  /** For a check of the workspace, so that typing does not wait for it. */
  readonly background: NoteChecker;
  /** Files of the machine, for a client that cannot read them for us. */
  files?(folders: () => readonly string[]): NoteFiles;
  /** Where the pages about the codes are, for a client that does not say: with `{code}`. */
  readonly documentation?: string;
  now?(): number;
}

/** Names of the commands that any client can run with `workspace/executeCommand`. */
const serverCommands = {
  checkWorkspace: 'derivationCheck.server.checkWorkspace',
  clear: 'derivationCheck.server.clear',
};

/** Milliseconds that an outline may wait for a check: the editor shows no headings either meanwhile. */
const outlinePatience = 1000;

/** Answers a client over a connection until it says goodbye. Everything about notes is in the classes that this ties together. */
export function serve(connection: Connection, platform: Platform): void {
  new Server(connection, platform).listen();
}

class Server {
  private options: InitializationOptions = {};
  private params!: InitializeParams;
  private folders: string[] = [];
  private pushed: InitializationOptions['settings'];
  private notes!: Notes;
  private checks!: Checks;
  private store!: SettingsStore;
  private workspace!: Workspace;
  /** Requests for the workspace's diagnostics that wait for something to tell. */
  private readonly waiting = new Set<() => void>();

  constructor(
    private readonly connection: Connection,
    private readonly platform: Platform,
  ) {}

  listen(): void {
    const { connection } = this;
    connection.onInitialize((params) => this.initialize(params));
    connection.onInitialized(() => this.initialized());
    connection.onShutdown(() => {
      this.platform.checker.dispose();
      this.platform.background.dispose();
    });
    this.setUp();
    this.answer();
    connection.listen();
  }

  private initialize(params: InitializeParams): InitializeResult {
    this.params = params;
    this.options = (params.initializationOptions ?? {}) as InitializationOptions;
    this.pushed = this.options.settings;
    this.folders = (
      params.workspaceFolders?.map(({ uri }) => uri) ?? [params.rootUri].filter((uri) => uri !== null)
    ).map((uri) => uri.replace(/\/$/, ''));
    speak(localeOf(params.locale ?? ''));
    this.platform.checker.prepare?.();
    return {
      serverInfo: { name: 'Derivation Checker' },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        notebookDocumentSync: { notebookSelector: [{ notebook: '*', cells: [{ language: 'markdown' }] }] },
        diagnosticProvider: { identifier: source, interFileDependencies: false, workspaceDiagnostics: true },
        hoverProvider: true,
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
        codeLensProvider: {},
        inlayHintProvider: true,
        documentSymbolProvider: true,
        executeCommandProvider: { commands: Object.values(serverCommands), workDoneProgress: true },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  }

  private initialized(): void {
    const { workspace } = this.params.capabilities;
    const { client } = this.connection;
    if (workspace?.didChangeConfiguration?.dynamicRegistration) {
      quietly(client.register(DidChangeConfigurationNotification.type, { section: 'derivationCheck' }));
    }
    if (workspace?.didChangeWatchedFiles?.dynamicRegistration) {
      const watchers = [{ globPattern: `**/${settingsFileName}` }, { globPattern: noteFiles }];
      quietly(client.register(DidChangeWatchedFilesNotification.type, { watchers }));
    }
    if (workspace?.workspaceFolders) {
      this.connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(({ uri }) => uri));
        this.folders = [...this.folders.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)];
        this.settingsChanged();
      });
    }
  }

  private setUp(): void {
    const now = (): number => this.platform.now?.() ?? Date.now();
    this.store = new SettingsStore({
      configuration: async (uri) => {
        if (!this.params.capabilities.workspace?.configuration) return this.pushed;
        return (await this.connection.workspace.getConfiguration({
          scopeUri: uri,
          section: 'derivationCheck',
        })) as unknown;
      },
      readText: (uri) => this.files().read(uri),
      folders: () => this.folders,
      clientLocale: () => this.params.locale ?? '',
      warn: (message) => this.connection.console.warn(message),
    });
    this.checks = new Checks({
      checker: this.platform.checker,
      conditions: (uri) => this.store.of(uri),
      now,
      began: ({ uri }) => this.tell({ uri, state: 'checking' }),
      finished: (note) => this.finished(note),
      failed: ({ uri }, error) => this.connection.console.error(`Checking ${uri} failed: ${described(error)}`),
    });
    this.workspace = new Workspace({
      files: { find: () => this.files().find(), read: (uri) => this.files().read(uri) },
      checker: this.platform.background,
      documentation: () => this.documentation,
      conditions: (uri) => this.store.of(uri),
      open: (uri) => this.notes.of(uri),
      settle: (note, token) => this.checks.settle(note, token, true),
      changed: (uri) => this.closedChanged(uri),
    });
    this.notes = new Notes(
      {
        opened: (note) => this.push(note),
        changed: (note) => {
          this.checks.cancel(note);
          this.push(note);
        },
        saved: (note) => {
          note.due = true;
          this.push(note);
        },
        closed: (note) => {
          this.checks.cancel(note);
          this.publish(note.text.documents.map(({ uri }) => [uri, []]));
          for (const { uri } of note.text.documents) quietly(this.workspace.left(uri));
          this.tell({ uri: note.uri, state: 'idle' });
        },
      },
      now,
    );
    this.notes.listen(this.connection);
  }

  private answer(): void {
    const { connection } = this;
    connection.languages.diagnostics.on(({ textDocument, previousResultId }, token) =>
      this.documentDiagnostics(textDocument.uri, previousResultId, token),
    );
    connection.languages.diagnostics.onWorkspace(async ({ previousResultIds }, token) => ({
      items: await this.workspaceDiagnostics(new Map(previousResultIds.map(({ uri, value }) => [uri, value])), token),
    }));
    connection.onHover(async ({ textDocument: { uri }, position }) => {
      const { settings } = await this.store.of(uri);
      const told = (finding: Finding): boolean => {
        const code = this.options.clientHovers ? codeOf(finding) : undefined;
        return code !== undefined && settings.severities[code] !== 'off';
      };
      return this.with(uri, ({ text }, report) => hover(text, report, uri, position, told));
    });
    connection.onCodeAction(({ textDocument: { uri }, range, context }) =>
      this.with(uri, (note, report) =>
        codeActions(note.text, report, {
          uri,
          languageId: note.languageId,
          range,
          diagnostics: context.diagnostics,
          clientCommands: this.options.clientCommands === true,
        }),
      ),
    );
    connection.onCodeLens(async ({ textDocument: { uri } }) => {
      if (!(await this.store.of(uri)).settings.codeLens) return [];
      return this.with(uri, ({ text }, report) => codeLenses(text, report, uri, this.options.clientCommands === true));
    });
    connection.languages.inlayHint.on(async ({ textDocument: { uri }, range }) => {
      const { settings } = await this.store.of(uri);
      return this.with(uri, ({ text }, report) => inlayHints(text, report, uri, range, settings));
    });
    connection.onDocumentSymbol(async ({ textDocument: { uri } }, token) => {
      // Editors keep an outline until the text changes, and none can be asked to read it again: better late than empty.
      const note = this.notes.of(uri);
      if (note) await Promise.race([this.checks.settle(note, token), sleep(outlinePatience, token)]);
      return this.with(uri, ({ text }, report) => documentSymbols(text, report, uri));
    });
    connection.onDidChangeConfiguration(
      ({ settings }: { settings?: { derivationCheck?: InitializationOptions['settings'] } }) => {
        this.pushed = settings?.derivationCheck ?? this.pushed;
        this.settingsChanged();
      },
    );
    connection.onDidChangeWatchedFiles(({ changes }) => {
      if (changes.some(({ uri }) => uri.endsWith(`/${settingsFileName}`))) this.settingsChanged();
      for (const { uri, type } of changes) {
        if (type === FileChangeType.Deleted) this.workspace.forget(uri);
        else quietly(this.workspace.recheck(uri));
      }
    });
    connection.onExecuteCommand(async ({ command }, token, progress) => {
      if (command === serverCommands.clear) this.clear();
      if (command === serverCommands.checkWorkspace) return this.checkWorkspace(progress, token);
      return null;
    });
    connection.onRequest(CheckNote, ({ uri, range }, token) => this.checkNote(uri, range, token));
    connection.onRequest(CheckWorkspace, ({ workDoneToken }, token) =>
      this.checkWorkspace(connection.window.attachWorkDoneProgress(workDoneToken), token),
    );
    connection.onRequest(ClearFindings, () => this.clear());
    connection.onRequest(ListGradients, ({ uri, bindings }, token) => this.gradients(uri, bindings, token));
    connection.onRequest(ListSteps, ({ uri }) => this.steps(uri));
    connection.onRequest(CommentEdit, ({ uri, position, comment }): WorkspaceEdit | null => {
      const note = this.notes.of(uri);
      if (!note) return null;
      const offset = note.text.offset(uri, position);
      const finding = note.report && findingAt(note.report, offset);
      if (comment.kind === 'ignore' && !finding) return null;
      const at = finding?.formula?.range ?? finding?.sign.range ?? { start: offset, end: offset };
      const { uri: target, edit } =
        comment.kind === 'assume'
          ? assume(note.text, at, comment.text, note.languageId)
          : ignoreStep(note.text, finding!, note.languageId);
      return { changes: { [target]: [edit] } };
    });
  }

  // ── Diagnostics ──

  private get documentation(): string | undefined {
    return this.options.documentation ?? this.platform.documentation;
  }

  private async documentDiagnostics(
    uri: string,
    previous: string | undefined,
    token: CancellationToken,
  ): Promise<DocumentDiagnosticReport> {
    if (uri.endsWith(`/${settingsFileName}`))
      return { kind: DocumentDiagnosticReportKind.Full, items: this.settingsProblems(uri) };
    const note = this.notes.of(uri);
    if (!note) return { kind: DocumentDiagnosticReportKind.Full, items: [] };
    await this.checks.settle(note, token);
    if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
    const { settings } = await this.store.of(note.uri);
    // Edits alone make no new result: the client moves what it shows with the text.
    const resultId = `${note.revision}.${note.focus ? `${note.focus.start}-${note.focus.end}` : ''}.${hash(JSON.stringify(settings))}`;
    if (resultId === previous) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
    return { kind: DocumentDiagnosticReportKind.Full, resultId, items: (await this.shown(note)).get(uri) ?? [] };
  }

  private async shown(note: Note): Promise<Map<string, Diagnostic[]>> {
    const { settings } = await this.store.of(note.uri);
    if (!note.report) return new Map(note.text.documents.map(({ uri }) => [uri, []]));
    return diagnostics(note.text, note.report, { settings, documentation: this.documentation, focus: note.focus });
  }

  private settingsProblems(uri: string): Diagnostic[] {
    const document = this.notes.document(uri);
    if (!document) return [];
    return readSettingsFile(document.getText())
      .problems.filter(({ schema }) => !(schema && this.options.clientSchema))
      .map(({ range, messages }) => ({
        range: { start: document.positionAt(range.start), end: document.positionAt(range.end) },
        severity: DiagnosticSeverity.Warning,
        code: 'invalid-settings',
        source,
        message: messages[localeOf(this.params.locale ?? '')],
      }));
  }

  /** Tells what has changed since, and waits with the answer until there is something to tell. */
  private async workspaceDiagnostics(
    previous: Map<string, string>,
    token: CancellationToken,
  ): Promise<WorkspaceDocumentDiagnosticReport[]> {
    for (;;) {
      const items = [...this.workspace.closed]
        .filter(([uri, { revision }]) => !this.notes.of(uri) && previous.get(uri) !== `${revision}`)
        .map(([uri, { diagnostics, revision }]) => ({
          uri,
          version: null,
          kind: DocumentDiagnosticReportKind.Full as typeof DocumentDiagnosticReportKind.Full,
          resultId: `${revision}`,
          items: diagnostics,
        }));
      if (items.length > 0 || token.isCancellationRequested) return items;
      await new Promise<void>((resolve) => {
        const listening = token.onCancellationRequested(wake);
        const waiting = this.waiting;
        waiting.add(wake);
        function wake(): void {
          listening.dispose();
          waiting.delete(wake);
          resolve();
        }
      });
    }
  }

  private closedChanged(uri: string): void {
    if (this.pulls) for (const wake of this.waiting) wake();
    else this.publish([[uri, this.workspace.closed.get(uri)?.diagnostics ?? []]]);
  }

  /** The client asks for diagnostics; else they are sent unasked. */
  private get pulls(): boolean {
    return this.params.capabilities.textDocument?.diagnostic !== undefined;
  }

  /** For clients that do not ask: checks and sends. */
  private push(note: Note): void {
    if (this.pulls) return;
    const { version } = note;
    quietly(
      (async () => {
        await this.checks.settle(note, CancellationToken.None);
        if (note.version === version && this.notes.of(note.uri) === note) this.publish(await this.shown(note));
      })(),
    );
  }

  private publish(shown: Iterable<readonly [string, Diagnostic[]]>): void {
    if (this.pulls) return;
    for (const [uri, diagnostics] of shown) quietly(this.connection.sendDiagnostics({ uri, diagnostics }));
  }

  private finished(note: Note): void {
    if (this.notes.of(note.uri) !== note || !note.report) return;
    const costly = note.report.problems.some(({ code }) => code === 'too-costly');
    this.tell({ uri: note.uri, state: costly ? 'too-costly' : 'checked', counts: count(note.report.findings) });
    this.refresh(note.text.documents.length > 1);
  }

  /** Asks the client to ask again about what is drawn over the text, and about diagnostics if other documents may have some. */
  private refresh(diagnosticsToo: boolean): void {
    const { languages } = this.connection;
    const { workspace } = this.params.capabilities;
    if (workspace?.codeLens?.refreshSupport) quietly(this.connection.sendRequest('workspace/codeLens/refresh'));
    if (workspace?.inlayHint?.refreshSupport) quietly(languages.inlayHint.refresh());
    if (diagnosticsToo && this.pulls && workspace?.diagnostics?.refreshSupport)
      quietly(languages.diagnostics.refresh());
  }

  private tell(status: { uri: string; state: 'checking' | 'checked' | 'idle' | 'too-costly'; counts?: Counts }): void {
    if (this.options.clientCommands) quietly(this.connection.sendNotification(Status, status));
  }

  // ── Requests of our own ──

  private async checkNote(uri: string, range: Range | undefined, token: CancellationToken): Promise<Counts> {
    const note = this.notes.of(uri);
    if (!note) return count([]);
    note.asked = true;
    await this.checks.settle(note, token, true);
    note.muted = false;
    note.focus = range && note.text.range(uri, range);
    if (this.pulls) this.refresh(true);
    else this.publish(await this.shown(note));
    const report = note.report;
    if (!report) return count([]);
    return count(note.focus ? findingsIn(report, note.focus) : report.findings);
  }

  private async checkWorkspace(progress: WorkDoneProgressReporter, token: CancellationToken) {
    progress.begin('Derivation Checker', 0, undefined, true);
    try {
      return await this.workspace.check(progress, token);
    } finally {
      progress.done();
      this.refresh(true);
    }
  }

  private clear(): void {
    this.workspace.clear();
    for (const note of this.notes.all()) {
      note.cleared();
      this.publish(note.text.documents.map(({ uri }) => [uri, []]));
      this.tell({ uri: note.uri, state: 'idle' });
    }
    this.refresh(true);
  }

  private async gradients(
    uri: string,
    gradients: Readonly<Record<string, ChosenBindings>>,
    token: CancellationToken,
  ): Promise<NoteFormula[]> {
    const note = this.notes.of(uri);
    if (!note) return [];
    const { settings, locale } = await this.store.of(note.uri);
    const noteText = note.text;
    const { text, language } = noteText;
    // A check of the note that the reader looks at does not wait for this.
    const { background } = this.platform;
    const { formulas = [] } = await background.check(
      { uri: note.uri, text, language, locale, settings, gradients },
      token,
    );
    const place = (offset: number) => {
      const at = noteText.location({ start: offset, end: offset });
      return { uri: at.uri, line: at.range.start.line + 1 };
    };
    return formulas.map((formula) => placed(formula, place, (name, line) => t('{0}, line {1}', name, line)));
  }

  private steps(uri: string): StepPlace[] {
    const note = this.notes.of(uri);
    return (note?.report?.findings ?? []).map((finding) => {
      const { uri: document, range: sign } = note!.text.location(finding.sign.range);
      return { uri: document, sign, range: note!.text.location(underlined(finding)).range, verdict: finding.verdict };
    });
  }

  private settingsChanged(): void {
    this.store.forget();
    for (const note of this.notes.all()) {
      // What a setting changes is not known here, and an unchanged text with unchanged settings is answered from memory.
      note.fresh = false;
      note.due = true;
      this.checks.cancel(note);
      this.push(note);
    }
    this.refresh(true);
  }

  // ── Helpers ──

  private with<T>(uri: string, answer: (note: Note, report: NoteReport) => T): T | null {
    const note = this.notes.of(uri);
    return (note?.report && answer(note, note.report)) ?? null;
  }

  private files(): NoteFiles {
    const { connection } = this;
    if (this.options.clientFiles) {
      return {
        find: () => connection.sendRequest(FindNotes),
        read: async (uri) => (await connection.sendRequest(ReadText, { uri })) ?? undefined,
      };
    }
    return (
      this.platform.files?.(() => this.folders) ?? {
        find: () => Promise.resolve([]),
        read: () => Promise.resolve(undefined),
      }
    );
  }
}

/** For what goes to a client that may be gone by then. */
function quietly(promise: Promise<unknown>): void {
  promise.catch(() => undefined);
}

function described(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** A short text that differs when the given one does (FNV-1a). */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return (value >>> 0).toString(36);
}
