import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { Status, type Counts } from '../server/protocol';
import { noteLanguages, section } from './context';
import { tally } from './tally';

type State = { state: 'starting' | 'stopped' | 'checking' | 'checked' | 'idle' | 'too-costly'; counts?: Counts };

/** Shows in the status bar what the checker is doing with the note in the active editor. */
export function showStatus(client: BaseLanguageClient): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem(
    'derivationCheck.status',
    noteLanguages.map((language) => ({ language })),
  );
  item.name = 'Derivation Checker';
  const states = new Map<string, State>();
  let server: State['state'] = 'starting';

  const update = (): void => {
    const uri = vscode.window.activeTextEditor?.document.uri;
    const known = uri && states.get(client.code2ProtocolConverter.asUri(uri));
    describe(item, server === 'idle' ? (known ?? { state: 'idle' }) : { state: server });
  };
  client.onNotification(Status, ({ uri, state, counts }) => {
    if (state === 'idle') states.delete(uri);
    else states.set(uri, { state, ...(counts ? { counts } : {}) });
    update();
  });
  const disposables = [
    item,
    client.onDidChangeState(({ newState }) => {
      // 1: stopped, 2: running, 3: starting
      server = newState === 2 ? 'idle' : newState === 1 ? 'stopped' : 'starting';
      if (newState !== 2) states.clear();
      update();
    }),
    vscode.window.onDidChangeActiveTextEditor(update),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(section)) update();
    }),
  ];
  update();
  return vscode.Disposable.from(...disposables);
}

function describe(item: vscode.LanguageStatusItem, { state, counts }: State): void {
  item.busy = state === 'checking' || state === 'starting';
  item.severity =
    state === 'stopped'
      ? vscode.LanguageStatusSeverity.Error
      : state === 'too-costly'
        ? vscode.LanguageStatusSeverity.Warning
        : vscode.LanguageStatusSeverity.Information;
  item.text = text(state, counts);
  const run = vscode.workspace.getConfiguration(section).get<string>('run');
  item.detail =
    run === 'onType'
      ? vscode.l10n.t('Checks while you type')
      : run === 'onSave'
        ? vscode.l10n.t('Checks when you save')
        : vscode.l10n.t('Checks on command');
  item.command =
    state === 'stopped'
      ? { command: 'derivationCheck.restartServer', title: vscode.l10n.t('Restart') }
      : { command: 'derivationCheck.checkNote', title: vscode.l10n.t('Check now') };
}

function text(state: State['state'], counts: Counts | undefined): string {
  switch (state) {
    case 'starting':
      return vscode.l10n.t('Starting the checker');
    case 'stopped':
      return vscode.l10n.t('The checker has stopped');
    case 'checking':
      return vscode.l10n.t('Checking the steps');
    case 'too-costly':
      return vscode.l10n.t('Given up: this note took too long');
    case 'idle':
      return vscode.l10n.t('Not checked yet');
    case 'checked':
      return counts ? tally(counts) : vscode.l10n.t('Checked');
  }
}
