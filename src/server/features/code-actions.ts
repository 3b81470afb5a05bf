import { CodeActionKind, type CodeAction, type Diagnostic, type Range } from 'vscode-languageserver-protocol';
import { codeOf } from '../../comments/apply';
import type { Finding, NoteReport } from '../../report/report';
import type { NoteText } from '../note';
import { t } from '../text';
import { assume, ignoreFormula, ignoreStep, type CommentEdit } from './comment-edits';
import { source, shortened } from './diagnostics';
import { findingAt, findingsIn } from './find';

export interface CodeActionContext {
  readonly uri: string;
  readonly languageId: string;
  readonly range: Range;
  readonly diagnostics: readonly Diagnostic[];
  readonly clientCommands: boolean;
}

/** What can be done about the findings in a range: a repair that is a guess, a comment, another severity. */
export function codeActions(note: NoteText, report: NoteReport, context: CodeActionContext): CodeAction[] {
  const range = note.range(context.uri, context.range);
  const inside = findingsIn(report, range);
  const found =
    inside.length > 0 ? inside : [findingAt(report, range.start)].filter((finding) => finding !== undefined);
  return found
    .filter((finding) => finding.verdict === 'fails' || finding.verdict === 'undecided' || finding.domain !== undefined)
    .flatMap((finding) => actionsFor(note, finding, context));
}

function actionsFor(note: NoteText, finding: Finding, context: CodeActionContext): CodeAction[] {
  const { languageId } = context;
  const code = codeOf(finding);
  const start = note.location(finding.sign.range).range.start;
  const diagnostics = context.diagnostics.filter(
    (each) =>
      each.source === source &&
      each.code === code &&
      each.range.start.line === start.line &&
      each.range.start.character === start.character,
  );
  const fix = (title: string, { uri, edit }: CommentEdit): CodeAction => ({
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics,
    edit: { changes: { [uri]: [edit] } },
  });
  const formula = ignoreFormula(note, finding, languageId);
  const suggestion = finding.explanation?.suggestion;
  return [
    ...(suggestion
      ? [fix(t('Change to {0} (a guess)', shortened(suggestion.newText)), replacement(note, suggestion))]
      : []),
    ...assumptions(finding).map((text) =>
      fix(t('Assume {0}', text), assume(note, finding.formula?.range ?? finding.sign.range, text, languageId)),
    ),
    fix(t('Ignore this step'), ignoreStep(note, finding, languageId)),
    ...(formula ? [fix(t('Ignore this formula'), formula)] : []),
    ...(context.clientCommands && code ? [severityAction(code, diagnostics)] : []),
  ];
}

function replacement(
  note: NoteText,
  { range, newText }: { range: { start: number; end: number }; newText: string },
): CommentEdit {
  const location = note.location(range);
  return { uri: location.uri, edit: { range: location.range, newText } };
}

/** Where a counterexample has a negative number, the note may have meant positive ones only. */
function assumptions({ counterexample }: Finding): string[] {
  const negative = counterexample?.values.filter(({ value }) => /^[-−]\d/.test(value)) ?? [];
  return negative.map(({ symbol }) => `${symbol} > 0`);
}

function severityAction(code: string, diagnostics: Diagnostic[]): CodeAction {
  const title = t('Set the severity of “{0}”…', code);
  return {
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics,
    command: { title, command: 'derivationCheck.setSeverity', arguments: [code] },
  };
}
