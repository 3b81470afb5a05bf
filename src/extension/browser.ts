import * as vscode from 'vscode';
import type { BaseLanguageClient, BrowserMessageReader } from 'vscode-languageclient/browser';
import { activateWith, type Api } from './activate';

// The types of the browser are not loaded here: they would let Node code use what only a browser has.
type ServerWorker = ConstructorParameters<typeof BrowserMessageReader>[0] & { terminate(): void };
declare const Worker: new (script: string) => ServerWorker;
declare const Blob: new (parts: readonly Uint8Array[], options: { type: string }) => object;
declare const URL: { createObjectURL(blob: object): string };

let client: BaseLanguageClient | undefined;
let worker: ServerWorker | undefined;

/** Entry for the editor's web worker host, such as vscode.dev: the server is a worker. */
export function activate(context: vscode.ExtensionContext): Api {
  const script = vscode.Uri.joinPath(context.extensionUri, 'dist/server.web.js');
  return activateWith(context, async (options) => {
    const { BrowserMessageReader, BrowserMessageWriter, LanguageClient } =
      await import('vscode-languageclient/browser');
    const connect = async () => {
      // A restart gets a new worker.
      worker?.terminate();
      worker = new Worker(await address(script));
      return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
    };
    client = new LanguageClient('derivationCheck', 'Derivation Checker', connect, options);
    return client;
  });
}

/** Where a worker can load the script from. One on a remote machine is read through the editor: a worker cannot get there. */
async function address(script: vscode.Uri): Promise<string> {
  if (script.scheme !== 'vscode-remote') return script.toString(true);
  const code = await vscode.workspace.fs.readFile(script);
  return URL.createObjectURL(new Blob([code], { type: 'application/javascript' }));
}

export async function deactivate(): Promise<void> {
  await client?.stop();
  worker?.terminate();
}
