import { CancellationToken, type Diagnostic, type WorkDoneProgressReporter } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { NoteChecker } from './checker';
import type { CheckConditions } from './checks';
import { diagnostics } from './features/diagnostics';
import { languageOfPath } from './languages';
import { NoteText } from './note';
import type { Note } from './notes';
import type { Counts, WorkspaceSummary } from './protocol';
import { t } from './text';
import { count } from './wording';

/** How the server gets at notes that are not open. */
export interface NoteFiles {
  find(): Promise<readonly string[]>;
  /** Nothing if there is no such file. */
  read(uri: string): Promise<string | undefined>;
}

export interface WorkspaceHost {
  readonly files: NoteFiles;
  readonly checker: NoteChecker;
  documentation(): string | undefined;
  conditions(uri: string): Promise<CheckConditions>;
  open(uri: string): Note | undefined;
  settle(note: Note, token: CancellationToken): Promise<void>;
  changed(uri: string): void;
}

interface Closed {
  readonly diagnostics: Diagnostic[];
  readonly revision: number;
}

/** Findings of notes that are not open: they come from a check of the workspace. */
export class Workspace {
  /** An entry without diagnostics is one that the client must still be told to clear. */
  readonly closed = new Map<string, Closed>();
  /** Notes that a check of the workspace has covered. */
  private readonly wanted = new Set<string>();
  private revision = 0;

  constructor(private readonly host: WorkspaceHost) {}

  async check(progress: WorkDoneProgressReporter, token: CancellationToken): Promise<WorkspaceSummary> {
    const uris = await this.host.files.find();
    const unreadable: { uri: string; message: string }[] = [];
    let total: Counts = { relations: 0, holds: 0, fails: 0, undecided: 0, given: 0 };
    let notes = 0;
    for (const [i, uri] of uris.entries()) {
      if (token.isCancellationRequested) break;
      const name = decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
      progress.report(Math.floor((100 * i) / uris.length), t('{0} of {1}: {2}', i + 1, uris.length, name));
      try {
        const counts = await this.checkFile(uri, token);
        if (!counts) continue;
        notes++;
        total = added(total, counts);
      } catch (error) {
        unreadable.push({ uri, message: error instanceof Error ? error.message : String(error) });
      }
    }
    return { ...total, notes, unreadable, cancelled: token.isCancellationRequested };
  }

  /** Checks a file again that has changed on disk, if its findings are wanted. */
  async recheck(uri: string): Promise<void> {
    if (this.wanted.has(uri) && !this.host.open(uri)) await this.checkFile(uri, CancellationToken.None);
  }

  /**
   * A note that is no longer open. What was found in it stays only if a check of the workspace was asked for: then it is
   * read again from its file, since what was typed may not have been saved.
   */
  async left(uri: string): Promise<void> {
    this.set(uri, []);
    await this.recheck(uri);
  }

  /** A file that is gone. */
  forget(uri: string): void {
    this.wanted.delete(uri);
    if (this.closed.has(uri)) this.set(uri, []);
  }

  clear(): void {
    for (const uri of [...this.closed.keys()]) this.forget(uri);
    this.wanted.clear();
  }

  private async checkFile(uri: string, token: CancellationToken): Promise<Counts | undefined> {
    this.wanted.add(uri);
    const open = this.host.open(uri);
    if (open) {
      await this.host.settle(open, token);
      return open.report && count(open.report.findings);
    }
    const language = languageOfPath(uri) ?? 'plaintext';
    const { settings, locale, ignored } = await this.host.conditions(uri);
    if (ignored) return undefined;
    const text = await this.host.files.read(uri);
    if (text === undefined) {
      this.forget(uri);
      return undefined;
    }
    const report = await this.host.checker.check({ uri, text, language, locale, settings }, token);
    if (token.isCancellationRequested) return undefined;
    const note = new NoteText(uri, language, [TextDocument.create(uri, language, 0, text)]);
    const shown = diagnostics(note, report, { settings, documentation: this.host.documentation() });
    this.set(uri, shown.get(uri) ?? []);
    return count(report.findings);
  }

  private set(uri: string, diagnostics: Diagnostic[]): void {
    this.closed.set(uri, { diagnostics, revision: ++this.revision });
    this.host.changed(uri);
  }
}

function added(a: Counts, b: Counts): Counts {
  return {
    relations: a.relations + b.relations,
    holds: a.holds + b.holds,
    fails: a.fails + b.fails,
    undecided: a.undecided + b.undecided,
    given: a.given + b.given,
  };
}
