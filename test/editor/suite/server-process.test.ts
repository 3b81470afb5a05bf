import { execFileSync } from 'node:child_process';
import { describe, it } from './mocha';
import { becomes, equal, open, replace, scratch, shown } from './editor';

/** Processes that run the server of this extension. */
function servers(): number[] {
  const lines = execFileSync('ps', ['-eo', 'pid,ppid,args'], { encoding: 'utf8' }).split('\n');
  return lines
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter((found) => found?.[2] === String(process.pid) && found[3]?.includes('dist/server.js'))
    .map((found) => Number(found![1]));
}

describe('The server', () => {
  it('is started again when it has been killed, and the findings come back', async () => {
    const editor = await scratch('killed.md', '$$\n(x+1)^2 = x^2 + 1\n$$\n');
    await becomes(() => shown(editor.document).length, 1);
    const before = servers();
    equal(before.length, 1);
    process.kill(before[0]!, 'SIGKILL');
    await becomes(() => servers().length === 1 && servers()[0] !== before[0], true);
    await replace(editor, 'x^2 + 1', 'x^2 + 2');
    await becomes(() => shown(editor.document), ['fails: = x^2 + 2']);
  });

  it('answers for another note at once after the kill', async () => {
    const { document } = await open('squares.md');
    await becomes(() => shown(document).length, 2);
  });
});
