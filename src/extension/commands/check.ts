import * as vscode from 'vscode';
import { WorkDoneProgress } from 'vscode-languageclient';
import { CheckNote, CheckWorkspace, ClearFindings } from '../../server/protocol';
import { section, type Checker } from '../context';
import { tally } from '../tally';

/** How long a short message stays in the status bar, in ms. */
const brief = 8000;

export async function checkNote({ client, ready }: Checker): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (!document) return;
  await ready();
  const counts = await client.sendRequest(CheckNote, { uri: client.code2ProtocolConverter.asUri(document.uri) });
  vscode.window.setStatusBarMessage(tally(counts), brief);
}

/** Without a selection: the line of the cursor. */
export async function checkSelection({ client, ready }: Checker): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return;
  await ready();
  const selected = editor.selection.isEmpty
    ? editor.document.lineAt(editor.selection.active.line).range
    : editor.selection;
  const counts = await client.sendRequest(CheckNote, {
    uri: client.code2ProtocolConverter.asUri(editor.document.uri),
    range: client.code2ProtocolConverter.asRange(selected),
  });
  vscode.window.setStatusBarMessage(tally(counts), brief);
}

export async function checkWorkspace({ client, ready, log }: Checker): Promise<void> {
  await ready();
  const summary = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Checking the notes of the workspace'),
      cancellable: true,
    },
    async (progress, token) => {
      const workDoneToken = `workspace-${Date.now()}`;
      let done = 0;
      const listening = client.onProgress(WorkDoneProgress.type, workDoneToken, (value) => {
        if (value.kind !== 'report') return;
        const percentage = value.percentage ?? done;
        progress.report({ ...(value.message ? { message: value.message } : {}), increment: percentage - done });
        done = percentage;
      });
      try {
        return await client.sendRequest(CheckWorkspace, { workDoneToken }, token);
      } catch (error) {
        if (token.isCancellationRequested) return undefined;
        throw error;
      } finally {
        listening.dispose();
      }
    },
  );
  if (!summary) return;
  for (const { uri, message } of summary.unreadable) log.warn(`${uri}: ${message}`);
  await vscode.commands.executeCommand('workbench.panel.markers.view.focus');
  const notes = vscode.l10n.t('{0} notes: {1}', summary.notes, tally(summary));
  const lost =
    summary.unreadable.length > 0
      ? vscode.l10n.t(' {0} could not be read: see the log.', summary.unreadable.length)
      : '';
  void vscode.window.showInformationMessage(notes + lost);
}

export async function clearFindings({ client, ready, shown }: Checker): Promise<void> {
  await ready();
  await client.sendRequest(ClearFindings);
  // The client asks again for visible notes only; those behind other tabs are cleared here.
  shown.clear();
}

/** Changes the setting where it is set, else for the user. */
export async function toggleLive(): Promise<void> {
  const configuration = vscode.workspace.getConfiguration(section);
  const run = configuration.get<string>('run') === 'onType' ? 'manual' : 'onType';
  const set = configuration.inspect('run');
  const target =
    set?.workspaceFolderValue !== undefined
      ? vscode.ConfigurationTarget.WorkspaceFolder
      : set?.workspaceValue !== undefined
        ? vscode.ConfigurationTarget.Workspace
        : vscode.ConfigurationTarget.Global;
  await configuration.update('run', run, target);
  const message = run === 'onType' ? vscode.l10n.t('Live checking is on.') : vscode.l10n.t('Live checking is off.');
  vscode.window.setStatusBarMessage(message, brief);
}
