import * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import type { Checker } from './context';

/** What the extension offers to others and to its tests. */
export interface Api {
  /** Settled once the server answers. Fails if it could not be started. */
  ready(): Promise<void>;
}

/** Makes the client for the server of a platform. */
export type Connect = (options: LanguageClientOptions) => Promise<BaseLanguageClient>;

/** Commands of the palette and of lenses, without their prefix. */
const commands = [
  'checkNote',
  'checkSelection',
  'checkWorkspace',
  'clearFindings',
  'toggleLive',
  'nextWrongStep',
  'previousWrongStep',
  'ignoreStep',
  'addAssumption',
  'showReading',
  'restartServer',
  'showLog',
  'openSettings',
  'setSeverity',
  'revealStep',
  'openDocumentation',
  'openTrainer',
  'trainWithGradient',
] as const;

export type Command = (typeof commands)[number];

/**
 * Starts the extension. Here is only what the editor waits for: the client and everything that needs it are loaded right
 * after, on the side.
 */
export function activateWith(extension: vscode.ExtensionContext, connect: Connect): Api {
  const starting = soon()
    .then(() => import('./start'))
    .then(({ start }) => start(extension, connect));
  // Whoever needs the checker is told; this keeps the host from complaining when nobody does.
  starting.catch(() => undefined);
  const run = async (command: Command, args: unknown[]): Promise<unknown> => {
    const checker: Checker = await starting;
    const { actions } = await import('./commands/actions');
    return actions(checker)[command](...(args as never[]));
  };
  for (const command of commands) {
    const id = `derivationCheck.${command}`;
    extension.subscriptions.push(vscode.commands.registerCommand(id, (...args: unknown[]) => run(command, args)));
  }
  const restore = async (panel: vscode.WebviewPanel): Promise<void> => {
    const checker = await starting;
    (await import('./trainer/panel')).restoreTrainer(checker, panel);
  };
  extension.subscriptions.push(
    vscode.window.registerWebviewPanelSerializer('derivationCheck.trainer', { deserializeWebviewPanel: restore }),
  );
  return { ready: async () => (await starting).ready() };
}

/** After what the host is doing now. */
function soon(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
