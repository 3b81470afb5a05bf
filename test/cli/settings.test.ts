import { expect, test } from 'vitest';
import { folderWith, run } from './run';

const wrong = 'So $(a+b)^2 = a^2 + b^2$.\n';

test('the settings file of a folder holds for all notes below it', () => {
  const cwd = folderWith({
    '.derivation-check.json': '{ "ignore": ["drafts/"], "seed": 7, /* ours */ }',
    'a.md': wrong,
    'drafts/b.md': wrong,
    'deep/er/c.md': wrong,
  });
  const { out, code } = run(['.'], { cwd });
  expect([out.includes('2 notes, 2 relations: 2 fail'), out.includes('seed 7'), code]).toEqual([true, true, 1]);
});

test('the nearest settings file counts, and options override it', () => {
  const cwd = folderWith({
    '.derivation-check.json': '{ "ignore": ["*.md"] }',
    'own/.derivation-check.json': '{ "seed": 7 }',
    'own/a.md': wrong,
  });
  const { out } = run(['--format', 'json', '--seed', '9', 'own'], { cwd });
  expect(JSON.parse(out)).toMatchObject({ seed: 9, summary: { fails: 1 } });
});

test('what is wrong in a settings file is told with its place, and the rest of it counts', () => {
  const cwd = folderWith({ '.derivation-check.json': '{\n  "pionts": 12,\n  "seed": 7\n}', 'a.md': wrong });
  const { out, err, code } = run(['a.md'], { cwd });
  expect(err).toContain('.derivation-check.json:2:13: warning: There is no setting “pionts”. Did you mean “points”?');
  expect([out.includes('seed 7'), code]).toEqual([true, 1]);
});

test('comments in a note are obeyed', () => {
  const cwd = folderWith({ 'a.md': `<!-- derivation-check-disable-next-line -->\n${wrong}` });
  expect(run(['a.md'], { cwd }).code).toBe(0);
});
