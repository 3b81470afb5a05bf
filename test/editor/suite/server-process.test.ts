import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, it } from './mocha';
import { becomes, equal, open, replace, scratch, shown } from './editor';

/** Processes that run the server of this extension: children of this host. */
function servers(): number[] {
  const all = existsSync('/proc/self/stat') ? fromProc() : fromPs();
  return all
    .filter(({ parent, command }) => parent === process.pid && command.includes('server.js'))
    .map(({ pid }) => pid);
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** Not every Linux has `ps`. */
function fromProc(): Process[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
      const parent = Number(
        readFileSync(`/proc/${name}/stat`, 'utf8')
          .replace(/^.*\) \S /, '')
          .split(' ')[0],
      );
      return [{ pid: Number(name), parent, command }];
    } catch {
      // It has ended meanwhile.
      return [];
    }
  });
}

function fromPs(): Process[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  return lines.flatMap((line) => {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return command === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
  });
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
