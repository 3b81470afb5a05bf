import type { CancellationToken } from 'vscode-languageserver-protocol';
import type { Language } from '../notes/note';
import type { NoteReport } from '../report/report';
import type { Settings } from '../settings/settings';
import type { ChosenBindings } from '../trainer/formula/formula-ids';
import type { FoundFormula } from '../trainer/formula/note-formulas';

export interface CheckRequest {
  /** Which note it is, so that what is known of it from the last check can be used again. */
  readonly uri: string;
  readonly text: string;
  readonly language: Language;
  readonly locale: 'en' | 'zh-cn';
  readonly settings: Settings;
  /** Wanted are the gradients of the note for the trainer, not its findings: what the reader bound symbols to, by id. */
  readonly gradients?: Readonly<Record<string, ChosenBindings>>;
}

/** The report, or the gradients if those were asked for. */
export type CheckOutcome = NoteReport & { readonly formulas?: readonly FoundFormula[] };

/**
 * Runs checks away from the connection, so that the server answers while one is under way. A check that is cancelled or
 * takes longer than `settings.timeout` ends early: its report has what was done so far.
 */
export interface NoteChecker {
  check(request: CheckRequest, token: CancellationToken): Promise<CheckOutcome>;
  /** A check will be wanted soon: whatever takes time to load may be loaded now. */
  prepare?(): void;
  dispose(): void;
}

/** The report on a note that could not be checked in time. */
export function tooCostly({ text, language, settings, locale }: CheckRequest): NoteReport {
  const message =
    locale === 'en'
      ? `Checking this note took longer than ${settings.timeout} s and was given up. Raise "timeout", or disable the formula that costs so much.`
      : `检查此笔记超过 ${settings.timeout} 秒，已放弃。可以调高 "timeout"，或用注释停用最费时的公式。`;
  const firstLine = text.indexOf('\n');
  const end = firstLine < 0 ? text.length : firstLine;
  return { language, findings: [], problems: [{ code: 'too-costly', message, range: { start: 0, end } }] };
}
