import * as vscode from 'vscode';
import type { DiagnosticCollectionProvider } from 'vscode-languageclient';
import { diagnosticSource } from './context';

/** Holds the findings that the editor shows, so that all can be cleared at once. */
export class ShownFindings implements DiagnosticCollectionProvider {
  private readonly collections = new Set<vscode.DiagnosticCollection>();

  create(name: string | undefined): vscode.DiagnosticCollection {
    const collection = vscode.languages.createDiagnosticCollection(name ?? diagnosticSource);
    this.collections.add(collection);
    return collection;
  }

  dispose(collection: vscode.DiagnosticCollection): void {
    this.collections.delete(collection);
    collection.dispose();
  }

  clear(): void {
    for (const collection of this.collections) collection.clear();
  }
}
