import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { CancellationTokenSource, CancellationToken } from 'vscode-languageserver-protocol';
import type { CheckRequest } from '../../src/server/checker';
import { WorkerChecker } from '../../src/server/node/worker-checker';
import { layered } from '../../src/settings/settings';

const folder = mkdtempSync(join(tmpdir(), 'derivation-checker-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// Threads start slowly on a busy machine.
vi.setConfig({ testTimeout: 20_000 });

let checker: WorkerChecker;
afterEach(() => checker.dispose());

/** A thread that does what its note says: `loop` for ever, `wait` until it is told to stop, `crash`, `exit`, or answer. */
const script = join(folder, 'worker.cjs');
writeFileSync(
  script,
  `const { parentPort } = require('node:worker_threads');
  parentPort.on('message', ({ id, request: { text }, stop }) => {
    const flag = new Int32Array(stop);
    if (text === 'loop') for (;;);
    if (text === 'crash') throw new Error('a bug');
    if (text === 'exit') process.exit(1);
    if (text === 'wait') Atomics.wait(flag, 0, 0);
    parentPort.postMessage({ id, report: { language: text, findings: [], problems: [] } });
  });`,
);

function request(text: string, timeout = 600): CheckRequest {
  // No setting is below a second, but a test need not wait for one.
  return { uri: 'file:///a.md', text, language: 'markdown', locale: 'en', settings: { ...layered(), timeout } };
}

/** What becomes of a check: what it was asked, `too-costly`, or the message of its error. */
async function outcome(text: string, timeout?: number, token = CancellationToken.None): Promise<string> {
  return checker.check(request(text, timeout), token).then(
    ({ language, problems }) => problems[0]?.code ?? language,
    (error: Error) => error.message,
  );
}

describe('WorkerChecker', () => {
  it('answers checks one after the other', async () => {
    checker = new WorkerChecker(script);
    expect(await Promise.all([outcome('one'), outcome('two')])).toEqual(['one', 'two']);
  });

  it('gives up on a check that never ends, and goes on with the next', async () => {
    checker = new WorkerChecker(script);
    expect(await Promise.all([outcome('loop', 0.05), outcome('next')])).toEqual(['too-costly', 'next']);
  });

  it('lets a check that can be stopped end by itself', async () => {
    checker = new WorkerChecker(script);
    expect(await outcome('wait', 0.05)).toBe('wait');
  });

  it('stops a check that is cancelled, and forgets one that has not begun', async () => {
    checker = new WorkerChecker(script);
    const source = new CancellationTokenSource();
    const all = Promise.all([outcome('wait', 600, source.token), outcome('loop', 600, source.token), outcome('next')]);
    source.cancel();
    expect(await all).toEqual(['wait', 'markdown', 'next']);
  });

  it.each(['crash', 'exit'])('tells of a thread that ends by itself (%s), and goes on with a new one', async (how) => {
    checker = new WorkerChecker(script);
    expect(await outcome(how)).toMatch(/a bug|has ended/);
    expect(await outcome('next')).toBe('next');
  });
});
