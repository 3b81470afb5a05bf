import type * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient/node';
import { activateWith, type Api } from './activate';

let client: BaseLanguageClient | undefined;

/** Entry for the editor's Node host: the server is a process of its own. */
export function activate(context: vscode.ExtensionContext): Api {
  return activateWith(context, async (options) => {
    const { LanguageClient, TransportKind } = await import('vscode-languageclient/node');
    const server = { module: context.asAbsolutePath('dist/server.js'), transport: TransportKind.ipc };
    client = new LanguageClient('derivationCheck', 'Derivation Checker', { run: server, debug: server }, options);
    return client;
  });
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
