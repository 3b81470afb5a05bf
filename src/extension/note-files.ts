import * as vscode from 'vscode';
import { noteFiles } from '../server/languages';
import { FindNotes, ReadText } from '../server/protocol';
import type { BaseLanguageClient } from 'vscode-languageclient';

const skipped = '**/{node_modules,.git,.venv,__pycache__,.ipynb_checkpoints}/**';

/** Answers the server's wishes for files through the editor, so that remote and virtual workspaces work like any other. */
export function serveFiles(client: BaseLanguageClient): void {
  client.onRequest(FindNotes, async () => {
    const found = await vscode.workspace.findFiles(noteFiles, skipped);
    return found.map((uri) => client.code2ProtocolConverter.asUri(uri)).sort();
  });
  client.onRequest(ReadText, async ({ uri }) => {
    try {
      const bytes = await vscode.workspace.fs.readFile(client.protocol2CodeConverter.asUri(uri));
      return new TextDecoder().decode(bytes);
    } catch (error) {
      const known = error instanceof vscode.FileSystemError ? error.code : '';
      // Some file systems have no place above the workspace, or say no to it.
      if (['FileNotFound', 'FileIsADirectory', 'FileNotADirectory', 'NoPermissions', 'Unavailable'].includes(known))
        return null;
      throw error;
    }
  });
}
