import * as vscode from 'vscode';
import type { LanguageClientOptions } from 'vscode-languageclient';
import type { InitializationOptions } from '../server/protocol';
import { defaults, settingsFileName } from '../settings/settings';
import { noteLanguages, section } from './context';
import type { ShownFindings } from './shown-findings';

/** How the editor's side of the connection behaves, whatever the server runs in. */
export function clientOptions(log: vscode.LogOutputChannel, shown: ShownFindings): LanguageClientOptions {
  const initializationOptions: InitializationOptions = {
    clientFiles: true,
    clientCommands: true,
    clientSchema: true,
    clientHovers: true,
    // The pages come with the extension, so that a click on a code needs no network.
    documentation: 'command:derivationCheck.openDocumentation?%5B%22{code}%22%5D',
  };
  return {
    documentSelector: [
      ...noteLanguages.map((language) => ({ language })),
      { notebook: '*', language: 'markdown' },
      { pattern: `**/${settingsFileName}` },
    ],
    initializationOptions,
    outputChannel: log,
    diagnosticCollectionProvider: shown,
    diagnosticPullOptions: { onChange: true, onSave: true },
    progressOnInitialization: false,
    middleware: {
      workspace: {
        configuration: (params) =>
          params.items.map(({ section: wanted, scopeUri }) => (wanted === section ? explicit(scopeUri) : null)),
      },
    },
  };
}

/** Only what the user has set: what is left at its default must not hide the settings file. */
function explicit(scopeUri: string | undefined): Record<string, unknown> {
  const scope = scopeUri === undefined ? undefined : vscode.Uri.parse(scopeUri);
  const configuration = vscode.workspace.getConfiguration(section, scope);
  const settings: Record<string, unknown> = {};
  for (const name of Object.keys(defaults)) {
    const { globalValue, workspaceValue, workspaceFolderValue } = configuration.inspect<unknown>(name) ?? {};
    const values = [globalValue, workspaceValue, workspaceFolderValue].filter((value) => value !== undefined);
    if (values.length === 0) continue;
    settings[name] = values.every(isRecord) ? Object.assign({}, ...values) : values.at(-1);
  }
  return settings;
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
