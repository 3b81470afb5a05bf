import * as vscode from 'vscode';
import type { NotePlace } from '../../trainer/formula/note-formula';

const skipped = '**/{node_modules,.git,.venv,__pycache__}/**';
/** Larger files would stop the page for long. */
const largest = 50_000_000;

/** A table that the user chooses from the workspace, or from elsewhere. */
export async function chooseCsv(): Promise<{ name: string; text: string } | undefined> {
  const files = await vscode.workspace.findFiles('**/*.{csv,tsv}', skipped, 500);
  const elsewhere = { label: vscode.l10n.t('Another file…'), uri: undefined };
  const items = files
    .map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }))
    .sort((a, b) => a.label.localeCompare(b.label));
  const chosen =
    items.length === 0
      ? elsewhere
      : await vscode.window.showQuickPick([...items, elsewhere], {
          placeHolder: vscode.l10n.t('Which table holds the samples?'),
        });
  if (!chosen) return undefined;
  const uri = chosen.uri ?? (await browse());
  if (!uri) return undefined;
  const { size } = await vscode.workspace.fs.stat(uri);
  if (size > largest) throw new Error(vscode.l10n.t('The file is larger than {0} MB.', largest / 1e6));
  const bytes = await vscode.workspace.fs.readFile(uri);
  return { name: uri.path.split('/').at(-1) ?? '', text: new TextDecoder().decode(bytes) };
}

async function browse(): Promise<vscode.Uri | undefined> {
  const found = await vscode.window.showOpenDialog({ filters: { CSV: ['csv', 'tsv', 'txt'] } });
  return found?.[0];
}

/** Asks where to and writes the file. The name that it got, if the user did not change their mind. */
export async function saveFile(
  name: string,
  encoding: 'utf8' | 'base64',
  content: string,
): Promise<string | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const uri = await vscode.window.showSaveDialog(folder ? { defaultUri: vscode.Uri.joinPath(folder, name) } : {});
  if (!uri) return undefined;
  const bytes =
    encoding === 'utf8'
      ? new TextEncoder().encode(content)
      : Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  await vscode.workspace.fs.writeFile(uri, bytes);
  return uri.path.split('/').at(-1);
}

/** Shows a line of a note, beside the trainer if the note is not visible. */
export async function jumpTo({ uri, line }: NotePlace): Promise<void> {
  const parsed = vscode.Uri.parse(uri);
  const visible = vscode.window.visibleTextEditors.find(
    ({ document }) => document.uri.toString() === parsed.toString(),
  );
  const selection = new vscode.Range(line - 1, 0, line - 1, 0);
  await vscode.window.showTextDocument(parsed, {
    selection,
    viewColumn: visible?.viewColumn ?? vscode.ViewColumn.Beside,
  });
}
