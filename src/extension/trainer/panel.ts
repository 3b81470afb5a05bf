import * as vscode from 'vscode';
import type { HostMessage, PageMessage } from '../../panel/trainer/protocol';
import { trainerHtml } from '../../panel/trainer/html';
import { formulaWith, type ChosenBindings } from '../../trainer/formula/formula-ids';
import type { NoteFormula } from '../../trainer/formula/note-formula';
import { ListGradients } from '../../server/protocol';
import { noteLanguages, section, type Checker } from '../context';
import { chooseCsv, jumpTo, saveFile } from './files';

/** The type of the panel, as the editor stores it. */
export const trainerView = 'derivationCheck.trainer';

const storageKey = 'trainer';

/** Which note the trainer has its formulas from. Kept by the workspace, so that a reload finds it again. */
interface Origin {
  readonly uri: string;
  /** By id of the formula. */
  readonly bindings: Readonly<Record<string, ChosenBindings>>;
}

let shown: TrainerPanel | undefined;

/** Shows the trainer, with the gradients of a note. With the number of a relation, its formula is trained with at once. */
export async function openTrainer(checker: Checker, uri?: string, index?: number): Promise<void> {
  const active = vscode.window.activeTextEditor?.document;
  const note = uri ?? (active && noteLanguages.includes(active.languageId) ? active.uri.toString() : undefined);
  if (shown) {
    shown.reveal();
    if (note !== undefined) await shown.take({ uri: note, bindings: {} }, index);
    return;
  }
  const panel = vscode.window.createWebviewPanel(
    trainerView,
    vscode.l10n.t('Gradient-Descent Trainer'),
    { viewColumn: index === undefined ? vscode.ViewColumn.Active : vscode.ViewColumn.Beside },
    { retainContextWhenHidden: true },
  );
  shown = new TrainerPanel(checker, panel, note === undefined ? undefined : { uri: note, bindings: {} }, index);
}

/** Fills a panel that the editor brings back after a reload. What was trained is in the page's own state. */
export function restoreTrainer(checker: Checker, panel: vscode.WebviewPanel): void {
  shown?.dispose();
  shown = new TrainerPanel(checker, panel, checker.extension.workspaceState.get<Origin>(storageKey), undefined);
}

/** One trainer: the page, and what it may ask of the editor. */
class TrainerPanel {
  private formulas: readonly NoteFormula[] = [];
  private isReady = false;

  constructor(
    private readonly checker: Checker,
    private readonly panel: vscode.WebviewPanel,
    private origin: Origin | undefined,
    private wanted: number | undefined,
  ) {
    const { webview } = panel;
    const { extensionUri } = checker.extension;
    const dist = vscode.Uri.joinPath(extensionUri, 'dist');
    webview.options = { enableScripts: true, localResourceRoots: [dist] };
    const address = (file: string) => webview.asWebviewUri(vscode.Uri.joinPath(dist, file)).toString();
    panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media/icon.png');
    const listening = [
      webview.onDidReceiveMessage((message: PageMessage) => this.answer(message)),
      vscode.workspace.onDidSaveTextDocument(({ uri }) => {
        if (uri.toString() === this.origin?.uri) void this.refresh();
      }),
    ];
    panel.onDidDispose(() => {
      for (const each of listening) each.dispose();
      if (shown === this) shown = undefined;
    });
    webview.html = trainerHtml({
      script: address('trainer.js'),
      style: address('trainer.css'),
      cspSource: webview.cspSource,
      nonce: nonce(),
      locale: locale(),
      title: panel.title,
    });
    this.remember();
  }

  reveal(): void {
    this.panel.reveal();
  }

  dispose(): void {
    this.panel.dispose();
  }

  /** Takes the formulas of another note, or the same one anew. */
  async take(origin: Origin, index: number | undefined): Promise<void> {
    const bindings = origin.uri === this.origin?.uri ? this.origin.bindings : origin.bindings;
    this.origin = { uri: origin.uri, bindings };
    this.wanted = index;
    this.remember();
    if (this.isReady) await this.refresh();
  }

  private async answer(message: PageMessage): Promise<void> {
    try {
      switch (message.type) {
        case 'ready':
          this.isReady = true;
          // The page is of use before the note has been read.
          this.post({ type: 'init', locale: locale(), formulas: this.formulas });
          return await this.refresh();
        case 'openCsv': {
          const file = await chooseCsv();
          if (file) this.post({ type: 'csv', ...file });
          return;
        }
        case 'jumpToLine':
          return await jumpTo(message.place);
        case 'saveFile': {
          const name = await saveFile(message.name, message.encoding, message.content);
          if (name !== undefined) this.post({ type: 'saved', name });
          return;
        }
        case 'copy':
          return await vscode.env.clipboard.writeText(message.text);
        case 'bindSymbol': {
          if (!this.origin) return;
          const { uri, bindings } = this.origin;
          const { formula, symbol, binding } = message;
          this.origin = { uri, bindings: { ...bindings, [formula]: { ...bindings[formula], [symbol]: binding } } };
          this.remember();
          return await this.refresh(formula);
        }
      }
    } catch (error) {
      this.post({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
    }
  }

  /** Reads the note's formulas and sends them; opens the one that was asked for. */
  private async refresh(id?: string): Promise<void> {
    if (!this.origin) return;
    const { uri, bindings } = this.origin;
    const index = this.wanted;
    this.wanted = undefined;
    try {
      await this.checker.ready();
      // The server knows open notes only.
      await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
      this.formulas = await this.checker.client.sendRequest(ListGradients, { uri, bindings });
    } catch (error) {
      this.checker.log.warn(`The formulas of ${uri} could not be read: ${String(error)}`);
      this.formulas = [];
    }
    const open = id ?? (index === undefined ? undefined : formulaWith(this.formulas, index)?.id);
    if (index !== undefined && open === undefined)
      this.post({ type: 'failed', message: vscode.l10n.t('This gradient is no longer in the note.') });
    this.post({ type: 'formulas', formulas: this.formulas, ...(open === undefined ? {} : { open }) });
  }

  private post(message: HostMessage): void {
    void this.panel.webview.postMessage(message);
  }

  private remember(): void {
    void this.checker.extension.workspaceState.update(storageKey, this.origin);
  }
}

function locale(): 'en' | 'zh-cn' {
  const set = vscode.workspace.getConfiguration(section).get<string>('locale');
  if (set === 'en' || set === 'zh-cn') return set;
  return /^zh\b/i.test(vscode.env.language) ? 'zh-cn' : 'en';
}

/** Random, so that only the page's own script runs. */
function nonce(): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  const values = crypto.getRandomValues(new Uint8Array(32));
  return Array.from(values, (value) => letters[value % letters.length]).join('');
}
