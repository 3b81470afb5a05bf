import type * as vscode from 'vscode';
import { LanguageClient, TransportKind, type BaseLanguageClient } from 'vscode-languageclient/node';
import { activateWith, type Api } from './activate';

let client: BaseLanguageClient | undefined;

/** Entry for the editor's Node host: the server is a process of its own. */
export function activate(context: vscode.ExtensionContext): Api {
  const module = context.asAbsolutePath('dist/server.js');
  const server = { module, transport: TransportKind.ipc };
  const started = activateWith(
    context,
    (options) => new LanguageClient('derivationCheck', 'Derivation Checker', { run: server, debug: server }, options),
  );
  client = started.client;
  return started.api;
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
