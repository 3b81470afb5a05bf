import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderWith, program, run } from './run';

interface Notes {
  readonly notes: readonly { readonly path: string; readonly language: string }[];
}

/** Paths of the notes that a run reported. */
function checked(out: string): string[] {
  return (JSON.parse(out) as Notes).notes.map((note) => note.path);
}

const utf16 = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le');

describe('a file that cannot be checked is one line with its path, and exit code 2', () => {
  const longLine = Buffer.concat([Buffer.from('good\n中x'), Buffer.from([0xd6, 0xd0]), Buffer.from('\n')]);
  test.each<[string, string, string | Buffer | undefined, string]>([
    ['a missing file', 'a.md', undefined, 'a.md: error: no such file or folder'],
    ['a binary file', 'a.md', Buffer.from([0x89, 0x50, 0, 1]), 'a.md: error: is a binary file'],
    ['no UTF-8, with its place', 'a.md', longLine, 'a.md:2:3: error: is not valid UTF-8 here; save the note as UTF-8'],
    [
      'a character cut off at the end',
      'a.md',
      Buffer.from('ab\n中').subarray(0, 5),
      'a.md:2:1: error: is not valid UTF-8',
    ],
    ['broken UTF-16', 'a.md', Buffer.from([0xff, 0xfe, 0x00, 0xd8]), 'a.md: error: is a binary file'],
    ['UTF-32', 'a.md', Buffer.from([0xff, 0xfe, 0, 0, 0x41, 0, 0, 0]), 'a.md: error: is a binary file'],
    ['a path through a file', 'good.md/a.md', undefined, 'good.md/a.md: error: no such file or folder'],
  ])('%s', (_, name, content, message) => {
    const cwd = folderWith({ 'good.md': '$1 = 1$\n', ...(content !== undefined && { [name]: content }) });
    const { code, out, err } = run(['--format', 'json', name, 'good.md'], { cwd });
    expect(err).toContain(message);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
    expect(checked(out)).toEqual(['good.md']);
    expect(code).toBe(2);
  });

  test('a folder without notes', () => {
    const cwd = folderWith({ 'empty/a.png': '', 'good.md': '' });
    const { code, out, err } = run(['--format', 'json', 'empty', 'good.md'], { cwd });
    expect(err).toContain('empty: error: no notes in this folder (looked for .md');
    expect(checked(out)).toEqual(['good.md']);
    expect(code).toBe(2);
  });

  test('a link that leads to itself', () => {
    const cwd = folderWith({ 'good.md': '' });
    symlinkSync('a.md', join(cwd, 'a.md'));
    const { code, out, err } = run(['--format', 'json', '.'], { cwd });
    expect(err).toMatch(/^a\.md: error: cannot be read: .*links.*\n$/);
    expect(checked(out)).toEqual(['good.md']);
    expect(code).toBe(2);
  });

  test('a device', () => {
    expect(run(['/dev/zero'])).toMatchObject({ code: 2, err: '/dev/zero: error: is neither a file nor a folder\n' });
  });

  // The administrator may read everything, whatever the permissions.
  test.skipIf(process.getuid?.() === 0)('files and folders without permission', () => {
    const cwd = folderWith({ 'a.md': '', 'b/b.md': '', 'good.md': '' });
    chmodSync(join(cwd, 'a.md'), 0);
    chmodSync(join(cwd, 'b'), 0);
    const { code, out, err } = run(['--format', 'json', '.'], { cwd });
    chmodSync(join(cwd, 'b'), 0o700);
    expect(err).toBe('a.md: error: cannot be read: permission denied\nb: error: cannot be read: permission denied\n');
    expect(checked(out)).toEqual(['good.md']);
    expect(code).toBe(2);
  });

  test('nothing but files that cannot be checked', () => {
    expect(run(['none.md'])).toEqual({ code: 2, out: '', err: 'none.md: error: no such file or folder\n' });
  });
});

describe('a file is read', () => {
  test.each<[string, string | Buffer]>([
    ['empty', ''],
    ['with a byte-order mark', '\ufeff$a = 1$\n'],
    ['with CRLF', '$a = 1$\r\n\r\n$a = 1$\r\n'],
    ['in UTF-16', utf16('$a = 1$\n')],
    ['in big-endian UTF-16', utf16('$a = 1$\n').swap16()],
    ['without a last line end', '$a = 1$'],
  ])('%s', (_, content) => {
    const cwd = folderWith({ 'a.md': content });
    const { code, out, err } = run(['--format', 'json', 'a.md'], { cwd });
    expect(err).toBe('');
    expect(checked(out)).toEqual(['a.md']);
    expect(code).toBe(0);
  });

  test('of 20 MB', () => {
    const cwd = folderWith({ 'a.md': `${'All of this is prose, and long.\n'.repeat(640_000)}` });
    expect(run(['--format', 'json', 'a.md'], { cwd })).toMatchObject({ code: 0, err: '' });
  });

  test('but not of 70 MB', () => {
    const cwd = folderWith({ 'a.md': Buffer.alloc(70 * 1024 * 1024, 'x') });
    expect(run(['a.md'], { cwd })).toMatchObject({
      code: 2,
      err: 'a.md: error: is too large: 70 MB, and the limit is 64 MB\n',
    });
  });

  test.each([
    ['a.md', 'markdown'],
    ['a.MARKDOWN', 'markdown'],
    ['a.qmd', 'markdown'],
    ['a.Rmd', 'markdown'],
    ['a.mdx', 'markdown'],
    ['a.tex', 'latex'],
    ['a.txt', 'plaintext'],
    ['README', 'markdown'],
  ])('%s as %s', (name, language) => {
    const cwd = folderWith({ [name]: '' });
    expect(JSON.parse(run(['--format', 'json', name], { cwd }).out)).toMatchObject({
      notes: [{ path: name, language }],
    });
  });

  test('in the language that is asked for', () => {
    const cwd = folderWith({ 'a.md': '' });
    const { out } = run(['--format', 'json', '--language', 'latex', 'a.md'], { cwd });
    expect(JSON.parse(out)).toMatchObject({ notes: [{ language: 'latex' }] });
  });
});

describe('standard input', () => {
  test('is a note of its own', () => {
    const { code, out, err } = run(['--format', 'json', '-'], { input: '$a = 1$' });
    expect(JSON.parse(out)).toMatchObject({ notes: [{ path: '<stdin>', language: 'markdown' }] });
    expect([code, err]).toEqual([0, '']);
  });

  test('has the language that is asked for', () => {
    const { out } = run(['--format', 'json', '--language', 'plaintext', '-'], { input: '' });
    expect(JSON.parse(out)).toMatchObject({ notes: [{ language: 'plaintext' }] });
  });

  test('may stand among files, once', () => {
    const cwd = folderWith({ 'a.md': '', 'b.md': '' });
    const { out } = run(['--format', 'json', 'a.md', '-', 'b.md', '-'], { cwd, input: 'x' });
    expect(checked(out)).toEqual(['a.md', '<stdin>', 'b.md']);
  });

  test('that is no text is refused', () => {
    expect(run(['-'], { input: Buffer.from([0xff]) })).toMatchObject({
      code: 2,
      err: '<stdin>:1:1: error: is not valid UTF-8 here; save the note as UTF-8 and try again\n',
    });
  });
});

describe('a folder', () => {
  test('is searched for notes in alphabetical order, without hidden folders and packages', () => {
    const cwd = folderWith({
      'b.md': '',
      'a.tex': '',
      'c/d/e.txt': '',
      'c/a.ipynb': '{"cells":[],"metadata":{},"nbformat":4,"nbformat_minor":5}',
      'c/picture.png': '',
      '.hidden/a.md': '',
      'node_modules/p/README.md': '',
      '.git/a.md': '',
      'Z.Rmd': '',
      '笔记.md': '',
    });
    const { out } = run(['--format', 'json', '.'], { cwd });
    expect(checked(out)).toEqual(['Z.Rmd', 'a.tex', 'b.md', 'c/a.ipynb', 'c/d/e.txt', '笔记.md']);
  });

  test('is searched when it is hidden but named', () => {
    const cwd = folderWith({ '.notes/a.md': '' });
    expect(checked(run(['--format', 'json', '.notes'], { cwd }).out)).toEqual(['.notes/a.md']);
  });

  test('may contain a link to itself', () => {
    const cwd = folderWith({ 'a/a.md': '' });
    symlinkSync('.', join(cwd, 'a', 'again'));
    symlinkSync('..', join(cwd, 'a', 'again.md'));
    expect(checked(run(['--format', 'json', 'a'], { cwd }).out)).toEqual(['a/a.md']);
  });

  test('may have a folder with the name of a note', () => {
    const cwd = folderWith({ 'x.md/y.md': '' });
    mkdirSync(join(cwd, 'z.md'));
    expect(checked(run(['--format', 'json', '.'], { cwd }).out)).toEqual(['x.md/y.md']);
  });

  test('and a file in it are checked once', () => {
    const cwd = folderWith({ 'a.md': '', 'b.md': '' });
    expect(checked(run(['--format', 'json', 'b.md', '.', './b.md'], { cwd }).out)).toEqual(['b.md', 'a.md']);
  });
});

test('a reader that goes away is no error', () => {
  const cwd = folderWith(
    Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`n${index}.md`, '$1 = 2$\n'.repeat(50)])),
  );
  const script = `"$0" "$1" --verbose --format text . | head -n 1; exit "\${PIPESTATUS[0]}"`;
  const done = spawnSync('bash', ['-c', script, process.execPath, program], { cwd, encoding: 'utf8' });
  expect(done.stderr).toBe('');
  expect([0, 1]).toContain(done.status);
});
