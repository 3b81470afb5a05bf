import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { CodeLensRequest, type CodeLens } from 'vscode-languageserver-protocol';
import { check } from '../../src/check';
import { ListGradients } from '../../src/server/protocol';
import { Client, type ClientSetup } from './client';

vi.setConfig({ testTimeout: 20_000 });

const text = readFileSync(join(import.meta.dirname, '../editor/fixtures/trainer/logistic.md'), 'utf8');

let client: Client;
afterEach(() => client.stop());

async function opened(setup: ClientSetup = {}): Promise<string> {
  client = await Client.start({ check, options: { clientCommands: true }, ...setup });
  const uri = await client.open('logistic.md', text);
  await client.pull(uri);
  return uri;
}

async function lenses(uri: string): Promise<CodeLens[]> {
  return (await client.connection.sendRequest(CodeLensRequest.type, { textDocument: { uri } })) ?? [];
}

describe('the gradients of a note', () => {
  it('have a lens each that trains with them', async () => {
    const uri = await opened();
    const training = (await lenses(uri)).filter(({ command }) => command?.command.endsWith('trainWithGradient'));
    expect(training.map(({ range, command }) => [range.start.line, command!.title])).toEqual([
      [16, 'Train with this gradient'],
      [22, 'Train with this gradient'],
      [26, 'Train with this gradient'],
    ]);
    const numbers = training.map(({ command }) => (command!.arguments as [string, number])[1]);
    const formulas = await client.connection.sendRequest(ListGradients, { uri, bindings: {} });
    expect(formulas.map(({ id }) => id)).toEqual(numbers.map(String));
  });

  it('have no lens in an editor without the trainer', async () => {
    const uri = await opened({ options: {} });
    expect((await lenses(uri)).map(({ command }) => command!.title).join()).not.toContain('Train');
  });

  it('are told with their lines and verdicts, in the language of the editor', async () => {
    const uri = await opened({ locale: 'zh-CN' });
    const formulas = await client.connection.sendRequest(ListGradients, { uri, bindings: {} });
    expect(formulas.map(({ name, place, weights, bias }) => [name, place, (weights ?? bias)?.verdict])).toEqual([
      ['∂J/∂w_j，第 18 行', { uri, line: 18 }, 'fails'],
      ['∂J/∂w_j，第 24 行', { uri, line: 24 }, 'holds'],
      ['∂J/∂b，第 28 行', { uri, line: 28 }, 'holds'],
    ]);
  });

  it('are none in a note that is not open', async () => {
    await opened();
    expect(await client.connection.sendRequest(ListGradients, { uri: 'file:///notes/other.md', bindings: {} })).toEqual(
      [],
    );
  });
});
