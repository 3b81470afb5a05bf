import * as vscode from 'vscode';
import type { Connect } from './activate';
import { clientOptions } from './client-options';
import type { Checker } from './context';
import { serveFiles } from './note-files';
import { ShownFindings } from './shown-findings';
import { showStatus } from './status';

/** Connects to the server and shows its state. The server starts on the side. */
export async function start(extension: vscode.ExtensionContext, connect: Connect): Promise<Checker> {
  const log = vscode.window.createOutputChannel('Derivation Checker', { log: true });
  const shown = new ShownFindings();
  const client = await connect(clientOptions(log, shown));
  serveFiles(client);
  extension.subscriptions.push(log, showStatus(client));
  client.start().catch((error: unknown) => log.error(`The server could not be started: ${String(error)}`));
  return { client, extension, log, shown, ready: () => (client.isRunning() ? Promise.resolve() : client.start()) };
}
