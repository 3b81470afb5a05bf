import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

export const program = join(__dirname, '../../dist/cli.js');

/** The command line with the stand-in of `fake-check.ts` for the checker. */
export const programWithFakeCheck = join(__dirname, '../../out/test/cli-with-fake-check.cjs');

/** No setting of the machine that runs the tests has a say. */
const bareEnvironment = { PATH: process.env.PATH, LANG: 'C.UTF-8' };

export interface RunOptions {
  readonly cwd?: string;
  readonly input?: string | Buffer;
  readonly env?: Record<string, string>;
  /** The built file to run: `program` when missing. */
  readonly file?: string;
}

export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the built command line. */
export function run(args: readonly string[], { cwd, input = '', env = {}, file = program }: RunOptions = {}): Run {
  const done = spawnSync(process.execPath, [file, ...args], {
    cwd,
    input,
    env: { ...bareEnvironment, ...env },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    timeout: 50_000,
  });
  return { code: done.status, out: done.stdout, err: done.stderr };
}

/** A folder with the given files, until the end of the test. Names may have folders in them. */
export function folderWith(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'derivation-check-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}
