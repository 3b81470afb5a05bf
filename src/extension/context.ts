import type * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { ShownFindings } from './shown-findings';

/** What the commands of the extension work with. */
export interface Checker {
  readonly client: BaseLanguageClient;
  readonly extension: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly shown: ShownFindings;
  /** Settled once the server answers. Fails if it could not be started. */
  ready(): Promise<void>;
}

/** Languages of editors that are notes; plain text only when asked for. */
export const noteLanguages = ['markdown', 'latex', 'tex', 'quarto', 'rmd', 'mdx', 'plaintext'];

export const section = 'derivationCheck';
export const diagnosticSource = 'derivation-check';
