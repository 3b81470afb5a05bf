import * as vscode from 'vscode';
import type { Command } from '../activate';
import type { Checker } from '../context';
import { openTrainer } from '../trainer/panel';
import { checkNote, checkSelection, checkWorkspace, clearFindings, toggleLive } from './check';
import { addAssumption, goToWrongStep, ignoreStep, revealStep, setSeverity, showReading } from './steps';

/** What each command does. */
export function actions(checker: Checker): Record<Command, (...args: never[]) => unknown> {
  const { client, extension, log } = checker;
  return {
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
    openTrainer: () => openTrainer(checker),
    trainWithGradient: (uri: string, index: number) => openTrainer(checker, uri, index),
    openDocumentation: (code: string) => openDocumentation(extension, code),
  };
}

async function openDocumentation(extension: vscode.ExtensionContext, code: string): Promise<void> {
  const page = vscode.Uri.joinPath(extension.extensionUri, 'docs', 'codes', `${code.replace(/[^\w-]/g, '')}.md`);
  await vscode.commands.executeCommand('markdown.showPreview', page);
}
