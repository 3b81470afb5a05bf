import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { check } from '../../src/check';
import { CheckNote, ListSteps } from '../../src/server/protocol';
import { Client } from '../server/client';
import { run } from './run';

/** More folders of notes can be named, separated by colons. */
const folders = [join(__dirname, '../../examples'), ...(process.env.LABELLED_NOTES ?? '').split(':').filter(Boolean)];
const languages: Record<string, string> = { md: 'markdown', tex: 'latex' };
// A notebook is in the editor what its cells are: there is no text of it to compare places in.
const notes = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.split('.').at(-1)! in languages)
    .map((name) => ({ name, path: join(folder, name) })),
);

test.each(notes)('the editor and the command line say the same about $name', async ({ name, path }) => {
  const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  const report = JSON.parse(run(['--format', 'json', path]).out);
  const relations: { verdict: string; sign: { range: { start: { line: number; column: number } } } }[] =
    report.notes[0].relations;

  const client = await Client.start({ check });
  const uri = await client.open(name, text, languages[name.split('.').at(-1)!]);
  await client.connection.sendRequest(CheckNote, { uri });
  const steps = await client.connection.sendRequest(ListSteps, { uri });
  await client.stop();

  expect(relations.length).toBeGreaterThan(0);
  expect(steps.map(({ verdict, sign: { start } }) => `${start.line + 1}:${start.character + 1} ${verdict}`)).toEqual(
    relations.map(({ verdict, sign: { range } }) => `${range.start.line}:${range.start.column} ${verdict}`),
  );
});
