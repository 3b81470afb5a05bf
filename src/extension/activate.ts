import * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import { clientOptions } from './client-options';
import { checkNote, checkSelection, checkWorkspace, clearFindings, toggleLive } from './commands/check';
import { addAssumption, goToWrongStep, ignoreStep, revealStep, setSeverity, showReading } from './commands/steps';
import type { Checker } from './context';
import { serveFiles } from './note-files';
import { ShownFindings } from './shown-findings';
import { showStatus } from './status';

/** What the extension offers to others and to its tests. */
export interface Api {
  /** Settled once the server answers. */
  ready(): Promise<void>;
}

/**
 * Starts the extension. The server starts on the side, so that the editor does not wait for it.
 *
 * @param connect makes the client for the server of this platform.
 */
export function activateWith(
  extension: vscode.ExtensionContext,
  connect: (options: LanguageClientOptions) => BaseLanguageClient,
): { readonly api: Api; readonly client: BaseLanguageClient } {
  const log = vscode.window.createOutputChannel('Derivation Checker', { log: true });
  const shown = new ShownFindings();
  const client = connect(clientOptions(log, shown));
  serveFiles(client);
  const started = client.start();
  started.catch((error: unknown) => log.error(`The server could not be started: ${String(error)}`));
  const checker: Checker = {
    client,
    extension,
    log,
    shown,
    ready: () => (client.isRunning() ? Promise.resolve() : client.start()),
  };
  extension.subscriptions.push(log, showStatus(client), ...commands(checker));
  return { api: { ready: () => started }, client };
}

function commands(checker: Checker): vscode.Disposable[] {
  const { client, extension, log } = checker;
  const actions: Record<string, (...args: never[]) => unknown> = {
    checkNote: () => checkNote(checker),
    checkSelection: () => checkSelection(checker),
    checkWorkspace: () => checkWorkspace(checker),
    clearFindings: () => clearFindings(checker),
    toggleLive: () => toggleLive(),
    nextWrongStep: () => goToWrongStep(checker, 1),
    previousWrongStep: () => goToWrongStep(checker, -1),
    ignoreStep: () => ignoreStep(checker),
    addAssumption: () => addAssumption(checker),
    showReading: () => showReading(checker),
    restartServer: async () => {
      if (client.isRunning()) await client.stop();
      await client.start();
    },
    showLog: () => log.show(),
    openSettings: () =>
      vscode.commands.executeCommand('workbench.action.openSettings', `@ext:${extension.extension.id}`),
    setSeverity: (code: string) => setSeverity(code),
    revealStep: (uri: string, line: number, character: number) => revealStep(uri, line, character),
    openDocumentation: (code: string) => openDocumentation(extension, code),
  };
  return Object.entries(actions).map(([name, action]) =>
    vscode.commands.registerCommand(`derivationCheck.${name}`, action),
  );
}

async function openDocumentation(extension: vscode.ExtensionContext, code: string): Promise<void> {
  const page = vscode.Uri.joinPath(extension.extensionUri, 'docs', 'codes', `${code.replace(/[^\w-]/g, '')}.md`);
  await vscode.commands.executeCommand('markdown.showPreview', page);
}
