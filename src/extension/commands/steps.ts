import * as vscode from 'vscode';
import { CommentEdit, ListSteps, type StepPlace } from '../../server/protocol';
import { section, type Checker } from '../context';

const brief = 5000;

/** Goes to the next or previous step of the active note that does not hold, round the end if need be. */
export async function goToWrongStep(checker: Checker, direction: 1 | -1): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return;
  const wrong = (await steps(checker, editor.document)).filter(({ verdict }) => verdict === 'fails');
  const ordered = direction === 1 ? wrong : wrong.reverse();
  const at = editor.selection.active;
  const beyond = ordered.find(
    ({ sign: { start } }) => direction * (start.line - at.line || start.character - at.character) > 0,
  );
  const target = beyond ?? ordered[0];
  if (!target) {
    vscode.window.setStatusBarMessage(vscode.l10n.t('No step of this note is known to fail.'), brief);
    return;
  }
  await reveal(editor, target.sign.start.line, target.sign.start.character);
}

/** Puts the cursor at a step, for code lenses. */
export async function revealStep(uri: string, line: number, character: number): Promise<void> {
  const editor = await vscode.window.showTextDocument(vscode.Uri.parse(uri));
  await reveal(editor, line, character);
}

/** Shows the hover of the step that is nearest to the cursor. */
export async function showReading(checker: Checker): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return;
  const { line } = editor.selection.active;
  const [nearest] = (await steps(checker, editor.document)).sort((a, b) => distance(a, line) - distance(b, line));
  if (!nearest) {
    vscode.window.setStatusBarMessage(vscode.l10n.t('No steps have been found in this note.'), brief);
    return;
  }
  await reveal(editor, nearest.sign.start.line, nearest.sign.start.character);
  await vscode.commands.executeCommand('editor.action.showHover', { focus: 'autoFocusImmediately' });
}

export async function ignoreStep({ client, ready }: Checker): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return;
  await ready();
  await comment({ client }, editor, { kind: 'ignore' });
}

export async function addAssumption({ client, ready }: Checker): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return;
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t('Add Assumption'),
    prompt: vscode.l10n.t('What holds from here on? Several assumptions are separated by commas.'),
    placeHolder: 'x > 0, n integer',
    validateInput: (value) =>
      value.trim() === '' || /-->|\*\/|\n/.test(value)
        ? vscode.l10n.t('Write something like “x > 0, n integer”.')
        : undefined,
  });
  if (text === undefined) return;
  await ready();
  await comment({ client }, editor, { kind: 'assume', text: text.trim() });
}

async function comment(
  { client }: Pick<Checker, 'client'>,
  editor: vscode.TextEditor,
  what: { kind: 'ignore' } | { kind: 'assume'; text: string },
): Promise<void> {
  const edit = await client.sendRequest(CommentEdit, {
    uri: client.code2ProtocolConverter.asUri(editor.document.uri),
    position: client.code2ProtocolConverter.asPosition(editor.selection.active),
    comment: what,
  });
  if (edit) await vscode.workspace.applyEdit(await client.protocol2CodeConverter.asWorkspaceEdit(edit));
  else vscode.window.setStatusBarMessage(vscode.l10n.t('There is no step at the cursor.'), brief);
}

/** Lets the user say how loud a kind of finding is. */
export async function setSeverity(code: string): Promise<void> {
  const choices = [
    { label: vscode.l10n.t('Error'), value: 'error' },
    { label: vscode.l10n.t('Warning'), value: 'warning' },
    { label: vscode.l10n.t('Information'), value: 'information' },
    { label: vscode.l10n.t('Hint'), value: 'hint' },
    { label: vscode.l10n.t('Do not show'), value: 'off' },
  ];
  const title = vscode.l10n.t('Severity of “{0}”', code);
  const chosen = await vscode.window.showQuickPick(choices, { title });
  if (!chosen) return;
  const configuration = vscode.workspace.getConfiguration(section);
  const { workspaceValue, globalValue } = configuration.inspect<Record<string, string>>('severities') ?? {};
  const target = workspaceValue ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
  await configuration.update('severities', { ...(workspaceValue ?? globalValue), [code]: chosen.value }, target);
}

async function steps({ client, ready }: Checker, document: vscode.TextDocument): Promise<StepPlace[]> {
  await ready();
  const uri = client.code2ProtocolConverter.asUri(document.uri);
  return (await client.sendRequest(ListSteps, { uri })).filter((step) => step.uri === uri);
}

function distance({ sign }: StepPlace, line: number): number {
  return Math.abs(sign.start.line - line);
}

async function reveal(editor: vscode.TextEditor, line: number, character: number): Promise<void> {
  const position = new vscode.Position(line, character);
  editor.selection = new vscode.Selection(position, position);
  editor.revealRange(new vscode.Range(position, position), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  // The command may have been run from a panel. A cell of a notebook would be opened as a file of its own.
  if (editor.document.uri.scheme !== 'vscode-notebook-cell') {
    await vscode.window.showTextDocument(editor.document, {
      viewColumn: editor.viewColumn ?? vscode.ViewColumn.Active,
    });
  }
}
