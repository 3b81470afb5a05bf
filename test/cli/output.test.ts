import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { folderWith, programWithFakeCheck, run, type Run, type RunOptions } from './run';

/** Runs the command line with the stand-in for the checker. */
function runFake(args: readonly string[], options: RunOptions = {}): Run {
  return run(args, { ...options, file: programWithFakeCheck });
}

describe('the exit code', () => {
  test.each<[string, string, number]>([
    ['0 when everything holds', 'holds: a = b', 0],
    ['0 when something is undecided', 'undecided: a = b\ngiven: c = d', 0],
    ['0 when there is nothing to check', 'words', 0],
    ['0 when the text has a problem', 'problem unclosed-delimiter\nholds: a = b', 0],
    ['1 when something fails', 'holds: a = b\nfails: c = d', 1],
    ['2 when a notebook is broken', 'problem invalid-json\nfails: c = d', 2],
    ['2 when the checker has a bug', 'fails: c = d\nbug', 2],
  ])('is %s', (_, input, code) => {
    expect([runFake(['-'], { input }).code, runFake(['--format', 'json', '-'], { input }).code]).toEqual([code, code]);
  });

  test('is 2 when one file is missing and another fails, which is still reported', () => {
    const cwd = folderWith({ 'b.md': 'fails: c = d' });
    const { code, out, err } = runFake(['a.md', 'b.md'], { cwd });
    expect(code).toBe(2);
    expect(err).toBe('a.md: error: no such file or folder\n');
    expect(out).toContain('b.md:1:10: fails');
    expect(out).toContain('1 file could not be checked');
  });
});

test('the report of a run, in full', () => {
  const cwd = folderWith({ 'a.md': 'holds: a = b\nfails: x + 1 = x - 1\n', 'b/c.md': 'undecided: a = b\n' });
  expect(runFake(['.'], { cwd }).out).toBe(`a.md:2:14: fails: the two sides differ
  2 | fails: x + 1 = x - 1
    |        ~~~~~   ^^^^^

2 notes, 3 relations: 1 fails, 1 holds, 1 undecided, 0 given (seed 1)
1 wrong step found.
Use --verbose to see what is undecided, and why.
`);
});

test('the report of a run in Chinese', () => {
  const { out } = runFake(['--locale', 'zh-cn', '-'], { input: 'fails: x = y' });
  expect(out).toContain('<stdin>:1:10: 不成立：两边不相等');
  expect(out).toContain('1 篇笔记，1 个关系式：1 个不成立');
});

test('--verbose shows every relation', () => {
  const { out } = runFake(['--verbose', '-'], { input: 'holds: a = b\ngiven: c = d\nundecided: e = f' });
  expect(out.match(/^<stdin>.*$/gm)).toEqual([
    '<stdin>:1:10: holds: agrees at 12 random points',
    '<stdin>:2:10: given: definition',
    '<stdin>:3:14: undecided',
  ]);
});

test('--points and --seed reach the checker and the report', () => {
  const { out } = runFake(['--format', 'json', '--points', '20', '--seed', '4294967295', '-'], {
    input: 'holds: a = b',
  });
  expect(JSON.parse(out)).toMatchObject({ seed: 4294967295, notes: [{ relations: [{ points: 20 }] }] });
});

test('a problem of the text is said where it is: in the report, or beside JSON', () => {
  const input = 'problem unclosed-delimiter\nholds: a = b';
  const line = '<stdin>:1:1: warning: something is wrong here\n';
  expect(runFake(['-'], { input }).out.startsWith(line)).toBe(true);
  const json = runFake(['--format', 'json', '-'], { input });
  expect(json.err).toBe(line);
  expect(JSON.parse(json.out)).toMatchObject({ summary: { holds: 1 } });
});

test('a note that cannot be read as a whole is an error beside the report', () => {
  const { out, err } = runFake(['-'], { input: 'problem invalid-json' });
  expect(err).toBe('<stdin>:1:1: error: something is wrong here\n');
  expect(out).not.toContain('something is wrong');
});

test('a bug of the checker is one line with the name of the note, and other notes are still checked', () => {
  const cwd = folderWith({ 'a.md': 'bug', 'b.md': 'holds: a = b' });
  const { code, out, err } = runFake(['--format', 'json', '.'], { cwd });
  expect(err).toBe("a.md: error: internal error, please report it with this note: cannot read 'x' of undefined\n");
  expect(JSON.parse(out)).toMatchObject({ notes: [{ path: 'b.md' }] });
  expect(code).toBe(2);
});

test('a bug shows its stack when it is asked for', () => {
  expect(runFake(['-'], { input: 'bug', env: { DERIVATION_CHECK_DEBUG: '1' } }).err).toMatch(/\n {4}at check /);
});

describe('colours', () => {
  const input = 'fails: a = b';
  test.each<[string, string[], Record<string, string>, boolean]>([
    ['not into a pipe', [], {}, false],
    ['with --color always', ['--color', 'always'], {}, true],
    ['with --color always even with NO_COLOR', ['--color=always'], { NO_COLOR: '1' }, true],
    ['with FORCE_COLOR', [], { FORCE_COLOR: '1' }, true],
    ['not with FORCE_COLOR=0', [], { FORCE_COLOR: '0' }, false],
    ['not with --color never', ['--color', 'never'], { FORCE_COLOR: '1' }, false],
  ])('%s', (_, args, env, colored) => {
    expect(runFake([...args, '-'], { input, env }).out.includes('\x1b[')).toBe(colored);
  });

  test('never in JSON', () => {
    expect(runFake(['--format', 'json', '--color', 'always', '-'], { input }).out).not.toContain('\x1b');
  });
});

/** What a terminal shows of a run: `script` runs a command on a terminal of its own. */
function onTerminal(args: string, env: Record<string, string>, cwd: string): string {
  const command = `'${process.execPath}' '${programWithFakeCheck}' ${args}`;
  const done = spawnSync('script', ['-qec', command, '/dev/null'], {
    cwd,
    env: { PATH: process.env.PATH, TERM: 'xterm-256color', ...env },
    encoding: 'utf8',
  });
  return done.stdout;
}

const hasScript = spawnSync('script', ['--version']).status === 0;

// Needs the `script` of util-linux, which makes a terminal.
describe.skipIf(!hasScript)('on a terminal', () => {
  const notes = Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`n${index}.md`, 'fails: a = b\n']));

  test('there are colours', () => {
    expect(onTerminal('.', {}, folderWith(notes))).toContain('\x1b[31m');
  });

  test.each([
    ['NO_COLOR', { NO_COLOR: '1' }],
    ['a terminal without colours', { TERM: 'dumb' }],
  ])('there are none with %s', (_, env: Record<string, string>) => {
    expect(onTerminal('.', env, folderWith(notes))).not.toContain('\x1b[31m');
  });

  test('there is a line of progress for many notes, and none for few', () => {
    expect(onTerminal('.', {}, folderWith(notes))).toContain('[1/8] n0.md');
    expect(onTerminal('n0.md n1.md', {}, folderWith(notes))).not.toContain('[1/2]');
  });
});

test('the same seed gives the same JSON, byte for byte', () => {
  const cwd = folderWith({ 'a.md': 'Let $f(x) = x^2$, so $f(x + 1) = x^2 + 2x + 1$ and $f(2) = 5$.\n' });
  const reports = [1, 2].map(() => run(['--format', 'json', '--seed', '9', 'a.md'], { cwd }).out);
  expect(reports[0]).toBe(reports[1]);
  expect(JSON.parse(reports[0] ?? '')).toMatchObject({ seed: 9 });
});

// Linux has a device that is always full.
test.skipIf(!existsSync('/dev/full')).each(['--help', '-'])('a full disk is an error (%s)', (arg) => {
  const script = `echo 'fails: a = b' | "$0" "$1" "$2" > /dev/full`;
  const done = spawnSync('bash', ['-c', script, process.execPath, programWithFakeCheck, arg], { encoding: 'utf8' });
  expect(done.stderr).toMatch(/^derivation-check: error: the report could not be written: .+\n$/);
  expect(done.status).toBe(2);
});
