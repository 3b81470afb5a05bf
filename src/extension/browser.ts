import * as vscode from 'vscode';
import { LanguageClient, type BaseLanguageClient, type ServerOptions } from 'vscode-languageclient/browser';
import { activateWith, type Api } from './activate';

// The types of the browser are not loaded here: they would let Node code use what only a browser has.
declare const Worker: new (script: string) => Extract<ServerOptions, { postMessage: unknown }>;

let client: BaseLanguageClient | undefined;

/** Entry for the editor's web worker host, such as vscode.dev: the server is a worker. */
export function activate(context: vscode.ExtensionContext): Api {
  const script = vscode.Uri.joinPath(context.extensionUri, 'dist/server.web.js');
  const started = activateWith(
    context,
    (options) =>
      new LanguageClient(
        'derivationCheck',
        'Derivation Checker',
        // A function, so that a restart gets a new worker.
        () => Promise.resolve(new Worker(script.toString(true))),
        options,
      ),
  );
  client = started.client;
  return started.api;
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
