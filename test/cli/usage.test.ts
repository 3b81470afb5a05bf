import { describe, expect, test } from 'vitest';
import { folderWith, run } from './run';
import { version } from '../../package.json';

describe('wrong usage is one line, a hint, and exit code 2', () => {
  test.each([
    ['no path', [], 'no note was given'],
    ['an unknown option', ['--fast', 'a.md'], 'unknown option --fast'],
    ['an unknown short option', ['-x', 'a.md'], 'unknown option -x'],
    ['a name that every object has', ['--constructor', 'a.md'], 'unknown option --constructor'],
    ['an unknown format', ['--format', 'xml', 'a.md'], "--format cannot be 'xml'; it can be text, json"],
    ['an unknown language', ['--language=word', 'a.md'], "--language cannot be 'word'"],
    ['an unknown locale', ['--locale', 'fr', 'a.md'], "--locale cannot be 'fr'"],
    ['an unknown colour', ['--color', 'red', 'a.md'], "--color cannot be 'red'"],
    ['a seed that is no number', ['--seed', 'luck', 'a.md'], "--seed cannot be 'luck'"],
    ['a negative seed', ['--seed=-1', 'a.md'], "--seed cannot be '-1'"],
    ['a broken number of points', ['--points', '9.5', 'a.md'], "--points cannot be '9.5'"],
    ['too few points', ['--points', '7', 'a.md'], 'from 8 to 1000'],
    ['a missing value', ['a.md', '--format'], '--format needs a value'],
    ['an option for a value', ['--format', '--verbose', 'a.md'], '--format needs a value'],
    ['a value for a switch', ['--verbose=yes', 'a.md'], '--verbose takes no value'],
  ])('%s', (_, args, message) => {
    const { code, out, err } = run(args);
    expect(err).toContain(message);
    expect(err.trimEnd().split('\n')).toHaveLength(2);
    expect([code, out]).toEqual([2, '']);
  });
});

test('--help says what the options are', () => {
  const { code, out, err } = run(['--help']);
  for (const option of ['format', 'language', 'seed', 'points', 'color', 'locale', 'verbose', 'help', 'version']) {
    expect(out).toContain(`--${option}`);
  }
  expect([code, err]).toEqual([0, '']);
});

test('--help fits a terminal', () => {
  const widest = Math.max(
    ...run(['-h'])
      .out.split('\n')
      .map((line) => line.length),
  );
  expect(widest).toBeLessThanOrEqual(80);
});

test('--version says the version', () => {
  expect(run(['--version'])).toEqual({ code: 0, out: `derivation-checker ${version}\n`, err: '' });
});

describe('the language of the messages', () => {
  test.each([
    ['is English', {}, [], 'no note was given'],
    ['is that of the system', { LANG: 'zh_CN.UTF-8' }, [], '没有给出笔记'],
    ['is what --locale says', { LANG: 'zh_CN.UTF-8' }, ['--locale', 'en'], 'no note was given'],
    ['is English for programs', { LANG: 'zh_CN.UTF-8' }, ['--format', 'json'], 'no note was given'],
    ['is Chinese for programs that ask', {}, ['--format', 'json', '--locale', 'zh-cn'], '没有给出笔记'],
  ])('%s', (_, env, args, message) => {
    expect(run(args, { env }).err).toContain(message);
  });
});

test('what follows -- is a path', () => {
  const cwd = folderWith({ '--help': '$1 = 1$' });
  expect(run(['--', '--help'], { cwd })).toMatchObject({ code: 0, err: '' });
});
