import { CancellationTokenSource, type CancellationToken } from 'vscode-languageserver-protocol';
import type { NoteReport } from '../report/report';
import type { Settings } from '../settings/settings';
import { tooCostly, type CheckRequest, type NoteChecker } from './checker';
import type { Note } from './notes';

export interface CheckConditions {
  readonly settings: Settings;
  readonly locale: 'en' | 'zh-cn';
  /** The settings say that this note is not to be checked. */
  readonly ignored: boolean;
}

export interface ChecksHost {
  readonly checker: NoteChecker;
  conditions(uri: string): Promise<CheckConditions>;
  now(): number;
  began(note: Note): void;
  finished(note: Note): void;
  failed(note: Note, error: unknown): void;
}

interface Run {
  readonly version: number;
  readonly done: Promise<void>;
  readonly source: CancellationTokenSource;
}

/** Number of reports that are kept, so that an undo or a note opened again is answered at once. */
const kept = 16;

/** Decides when notes are checked, and sees to it that each is checked once for each text. */
export class Checks {
  private readonly runs = new Map<Note, Run>();
  private readonly known = new Map<string, NoteReport>();

  constructor(private readonly host: ChecksHost) {}

  /**
   * Brings the report of a note up to date, if its settings want it checked now. Waits until the user has paused. With
   * `now` it is checked at once, whatever the settings say.
   */
  async settle(note: Note, token: CancellationToken, now = false): Promise<void> {
    while (!note.fresh && !token.isCancellationRequested) {
      const conditions = await this.host.conditions(note.uri);
      if (note.fresh) return;
      if (!now && !wanted(note, conditions)) return;
      const pause = now ? 0 : note.changedAt + conditions.settings.debounce - this.host.now();
      if (pause > 0) await sleep(pause, token);
      else await this.run(note, conditions);
    }
  }

  /** Stops what is under way about a note that has changed or been closed. */
  cancel(note: Note): void {
    this.runs.get(note)?.source.cancel();
    this.runs.delete(note);
  }

  /** One check at a time for each text. */
  private run(note: Note, conditions: CheckConditions): Promise<void> {
    const under = this.runs.get(note);
    if (under?.version === note.version) return under.done;
    under?.source.cancel();
    const source = new CancellationTokenSource();
    const done = this.check(note, conditions, source.token).finally(() => {
      if (this.runs.get(note)?.source === source) this.runs.delete(note);
    });
    this.runs.set(note, { version: note.version, done, source });
    return done;
  }

  private async check(note: Note, { settings, locale }: CheckConditions, token: CancellationToken): Promise<void> {
    const { version } = note;
    const { uri, text, language } = note.text;
    const request: CheckRequest = { uri, text, language, locale, settings };
    const key = JSON.stringify([language, locale, settings]) + text;
    const report = this.known.get(key) ?? (await this.ask(note, request, token));
    if (token.isCancellationRequested || note.version !== version) return;
    this.remember(key, report);
    note.checked(report);
    this.host.finished(note);
  }

  private async ask(note: Note, request: CheckRequest, token: CancellationToken): Promise<NoteReport> {
    this.host.began(note);
    try {
      return await this.host.checker.check(request, token);
    } catch (error) {
      // The next edit tries again; until then the note is shown as given up rather than as right.
      this.host.failed(note, error);
      return tooCostly(request);
    }
  }

  private remember(key: string, report: NoteReport): void {
    this.known.delete(key);
    this.known.set(key, report);
    for (const oldest of this.known.keys()) {
      if (this.known.size <= kept) break;
      this.known.delete(oldest);
    }
  }
}

/** Whether a note that is not fresh is to be checked without being asked for. */
function wanted(note: Note, { settings, ignored }: CheckConditions): boolean {
  if (ignored || note.muted || (note.languageId === 'plaintext' && !note.asked)) return false;
  return settings.run === 'onType' || (settings.run === 'onSave' && note.due);
}

/** Ends early when cancelled. */
export function sleep(ms: number, token: CancellationToken): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(finish, ms);
    const listening = token.onCancellationRequested(finish);
    function finish(): void {
      clearTimeout(timer);
      listening.dispose();
      resolve();
    }
  });
}
