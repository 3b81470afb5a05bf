import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { inlineChecker } from '../inline-checker';
import { serve } from '../server';

const scope = globalThis as unknown as ConstructorParameters<typeof BrowserMessageReader>[0];
const checker = inlineChecker();

serve(createConnection(new BrowserMessageReader(scope), new BrowserMessageWriter(scope)), {
  checker,
  background: checker,
});
