import { performance } from './clock';
import * as vscode from 'vscode';

const extensionId = 'derivation-checker.derivation-checker';

export function equal(actual: unknown, expected: unknown): void {
  const [a, e] = [actual, expected].map((value) => JSON.stringify(value, undefined, 1));
  if (a !== e) throw new Error(`expected ${e}\nbut got ${a}`);
}

export async function extension(): Promise<vscode.Extension<{ ready(): Promise<void> }>> {
  const found = vscode.extensions.getExtension<{ ready(): Promise<void> }>(extensionId);
  if (!found) throw new Error(`${extensionId} is not installed`);
  const started = performance.now();
  await found.activate();
  const activated = performance.now();
  await found.exports.ready();
  const ready = performance.now();
  // Only the first call starts anything; its figures are worth knowing, not worth failing for.
  console.log(
    `activation ${(activated - started).toFixed(0)} ms, server ready after ${(ready - started).toFixed(0)} ms`,
  );
  return found;
}

export function at(path: string): vscode.Uri {
  return vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, path);
}

export async function open(path: string): Promise<vscode.TextEditor> {
  // Unlike `openTextDocument`, this does not keep the document alive after its tab is closed.
  await vscode.commands.executeCommand('vscode.open', at(path));
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.uri.path !== at(path).path) throw new Error(`${path} was not opened`);
  return editor;
}

/** A note of the workspace that a test may change as it likes. */
export async function scratch(path: string, text: string): Promise<vscode.TextEditor> {
  await vscode.workspace.fs.writeFile(at(path), new TextEncoder().encode(text));
  return open(path);
}

/** Replaces the first occurrence of a text, as typing would. */
export async function replace(editor: vscode.TextEditor, before: string, after: string): Promise<void> {
  const start = editor.document.getText().indexOf(before);
  const range = new vscode.Range(editor.document.positionAt(start), editor.document.positionAt(start + before.length));
  await editor.edit((edit) => edit.replace(range, after));
}

export async function closeAll(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** Findings of a document as `code: the text that is underlined`. */
export function shown(document: vscode.TextDocument): string[] {
  return findings(document.uri).map((each) => `${codeOf(each)}: ${document.getText(each.range)}`);
}

export function findings(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'derivation-check');
}

export function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

/** Waits until something is as expected; tells what it was at the end if it never is. */
export async function becomes<T>(read: () => T | Thenable<T>, expected: T, ms = 15_000): Promise<void> {
  const end = Date.now() + ms;
  for (;;) {
    const actual = await read();
    if (JSON.stringify(actual) === JSON.stringify(expected)) return;
    if (Date.now() > end) equal(actual, expected);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** For what must not change: waits a while and then looks. */
export async function stays<T>(read: () => T, expected: T, ms = 1200): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
  equal(read(), expected);
}

export function configure(name: string, value: unknown): Thenable<void> {
  return vscode.workspace.getConfiguration('derivationCheck').update(name, value, vscode.ConfigurationTarget.Workspace);
}
