import { DiagnosticSeverity, type Diagnostic } from 'vscode-languageserver-protocol';
import { codeOf } from '../../comments/apply';
import type { Code } from '../../comments/codes';
import type { Range } from '../../expression/range';
import type { Finding, NoteReport } from '../../report/report';
import type { Settings, Severity } from '../../settings/settings';
import type { NoteText } from '../note';
import { t } from '../text';
import { summary } from '../wording';

export const source = 'derivation-check';

export interface DiagnosticOptions {
  readonly settings: Settings;
  /** Address of the page about a code, with `{code}`. */
  readonly documentation?: string | undefined;
  /** Everything in here is shown, at least as a hint. */
  readonly focus?: Range | undefined;
}

const severities: Readonly<Record<Exclude<Severity, 'off'>, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** What is to be shown of a report, by the document that it is shown in. Every document of the note has an entry. */
export function diagnostics(note: NoteText, report: NoteReport, options: DiagnosticOptions): Map<string, Diagnostic[]> {
  const shown = new Map<string, Diagnostic[]>(note.documents.map(({ uri }) => [uri, []]));
  const show = (range: Range, code: Code | undefined, message: string, finding?: Finding): void => {
    const severity = severityOf(range, code, options);
    if (!code || !severity) return;
    const { uri, range: place } = note.location(range);
    shown.get(uri)?.push({
      range: place,
      severity,
      code,
      source,
      message,
      ...(options.documentation ? { codeDescription: { href: options.documentation.replace('{code}', code) } } : {}),
      ...(finding ? related(note, finding) : {}),
    });
  };
  for (const finding of report.findings) show(underlined(finding), codeOf(finding), summary(finding), finding);
  for (const { code, message, range } of report.problems) show(range, code, message);
  return shown;
}

/** What is underlined for a finding: the sign and its right side, so that the steps of a chain do not run into one another. */
export function underlined({ sign, right }: Finding): Range {
  const end = right.range.start >= sign.range.start ? Math.max(right.range.end, sign.range.end) : sign.range.end;
  return { start: sign.range.start, end };
}

function severityOf(
  range: Range,
  code: Code | undefined,
  { settings, focus }: DiagnosticOptions,
): DiagnosticSeverity | undefined {
  if (code === undefined) return undefined;
  const wanted = settings.severities[code];
  if (wanted !== 'off') return severities[wanted];
  return focus && focus.start <= range.start && range.start <= focus.end ? DiagnosticSeverity.Hint : undefined;
}

/** The left side, where it stands elsewhere, and what the verdict rests on. */
function related(note: NoteText, { left, sign, uses = [] }: Finding): Pick<Diagnostic, 'relatedInformation'> {
  const between = note.text.slice(left.range.end, sign.range.start);
  const elsewhere = left.range.end > sign.range.start || between.includes('\n');
  const information = [
    ...(elsewhere && left.range.end > left.range.start
      ? [{ location: note.location(left.range), message: t('The left side: {0}', shortened(left.latex)) }]
      : []),
    ...uses.map((range) => ({
      location: note.location(range),
      message: t('Used here: {0}', shortened(note.text.slice(range.start, range.end))),
    })),
  ];
  return information.length > 0 ? { relatedInformation: information } : {};
}

export function shortened(latex: string, most = 60): string {
  const line = latex.replace(/\s+/g, ' ').trim();
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}
