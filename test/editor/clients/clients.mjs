import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../harness/vscode.mjs';

const here = join(root, 'test/editor/clients');

/** Other editors, as they are started without a screen. */
const clients = [
  {
    name: 'neovim',
    command: 'nvim',
    args: ['--headless', '-u', 'NONE', '-i', 'NONE', '-n', '-c', `luafile ${join(here, 'neovim.lua')}`],
    install: 'apt-get install neovim',
  },
  {
    name: 'emacs with eglot',
    command: 'emacs',
    args: ['--batch', '--no-init-file', '-l', join(here, 'eglot.el')],
    install: 'apt-get install emacs-nox elpa-eglot',
  },
];

/** Runs the server under other editors. Each says `PASS …` or `FAIL …` for what it has seen. */
export function runClients() {
  const counts = { passed: 0, failed: 0 };
  for (const { name, command, args, install } of clients) {
    if (spawnSync(command, ['--version']).error) {
      console.log(`  - ${name} is not installed and was left out. To run it: ${install}`);
      continue;
    }
    const folder = mkdtempSync(join(tmpdir(), 'derivation-checker-'));
    const note = join(folder, 'note.md');
    writeFileSync(note, '# A slip\n$$\n(a+b)^2 = a^2 + b^2\n$$\n');
    const run = spawnSync(command, args, {
      encoding: 'utf8',
      timeout: 60_000,
      cwd: folder,
      env: { ...process.env, HOME: folder, NOTE: note, SERVER: join(root, 'dist/server.js') },
    });
    rmSync(folder, { recursive: true, force: true });
    const lines = `${run.stdout}\n${run.stderr}`.split(/\r?\n/);
    const passed = lines.flatMap((line) => /PASS (.*)/.exec(line)?.[1] ?? []);
    for (const what of passed) console.log(`  ✓ ${name}: ${what}`);
    counts.passed += passed.length;
    if (run.status === 0 && passed.length > 0) continue;
    counts.failed++;
    console.log(`  ✗ ${name} (exit ${run.status ?? run.signal})\n${lines.slice(-20).join('\n')}`);
  }
  return counts;
}
