import { ESLint } from 'eslint';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const eslint = new ESLint({ cwd: join(__dirname, '../..') });

/** The rules that a snippet breaks when it stands in the given file. */
async function broken(file: string, code: string): Promise<string[]> {
  const results = await eslint.lintText(`${code}\n`, { filePath: file });
  return results.flatMap((result) => result.messages.map((message) => message.ruleId ?? message.message));
}

const oneWay = 'derivation/one-way';
const globals = 'no-restricted-globals';

describe('the linter refuses in the core', () => {
  test.each([
    ['an import from the right', 'src/latex/a.ts', "import { a } from '../relations/b';\na();", oneWay],
    ['a type from the right', 'src/notes/a.ts', "import type { A } from '../verdict/b';\nexport type B = A;", oneWay],
    ['an inline type from the right', 'src/notes/a.ts', "export type B = import('../trial/b').A;", oneWay],
    ['an export from the right', 'src/relations/a.ts', "export * from '../meaning/b';", oneWay],
    ['a named export from the right', 'src/relations/a.ts', "export { b } from '../context/b';", oneWay],
    ['a dynamic import from the right', 'src/context/a.ts', "export const a = import('../trial/b');", oneWay],
    ['an import from the right in a subfolder', 'src/trial/deep/a.ts', "import '../../verdict/b';", oneWay],
    ['any import by the ground floor', 'src/expression/a.ts', "import '../notes/b';", oneWay],
    ['the entry of the core', 'src/verdict/a.ts', "import '../check';", oneWay],
    ['a shell', 'src/verdict/a.ts', "import '../cli/main';", oneWay],
    ['a shell in the entry', 'src/check.ts', "import './server/main';", oneWay],
    ['the report before the verdict', 'src/trial/a.ts', "import '../report/report';", oneWay],
    ['the verdict in the report', 'src/report/a.ts', "import '../verdict/a';", oneWay],
    ['a Node built-in', 'src/notes/a.ts', "import { readFileSync } from 'fs';\nreadFileSync('a');", oneWay],
    ['a Node built-in with its prefix', 'src/report/a.ts', "import 'node:path';", oneWay],
    ['the editor', 'src/check.ts', "import * as vscode from 'vscode';\nvscode.a();", oneWay],
    [
      'the language server',
      'src/notes/a.ts',
      "import type { Range } from 'vscode-languageserver';\nexport type R = Range;",
      oneWay,
    ],
    ['a computed import', 'src/notes/a.ts', 'export const a = (name: string) => import(name);', oneWay],
    ['eval', 'src/trial/a.ts', "eval('1');", 'no-eval'],
    ['code made from text', 'src/trial/a.ts', "export const f = new Function('return 1');", 'no-new-func'],
    ['the constructor of functions under a name', 'src/trial/a.ts', 'export const F = Function;', globals],
    [
      'the constructor of functions by a detour',
      'src/trial/a.ts',
      "(() => 1).constructor('return 1');",
      'no-restricted-syntax',
    ],
    ['implied eval', 'src/trial/a.ts', "setTimeout('a()', 1);", 'no-implied-eval'],
    ['timers', 'src/trial/a.ts', 'setTimeout(() => 1, 1);', globals],
    ['the process', 'src/check.ts', 'export const a = process.env;', globals],
    ['the console', 'src/verdict/a.ts', 'console.log(1);', 'no-console'],
    ['the global object', 'src/verdict/a.ts', 'export const a = globalThis;', globals],
    ['chance without a seed', 'src/trial/a.ts', 'export const a = Math.random();', 'no-restricted-properties'],
    ['the time', 'src/trial/a.ts', 'export const a = Date.now();', 'no-restricted-properties'],
    ['the date', 'src/trial/a.ts', 'export const a = new Date();', 'no-restricted-syntax'],
    [
      "a library's parser",
      'src/meaning/a.ts',
      "import { evaluate } from 'mathjs';\nevaluate('1');",
      'no-restricted-imports',
    ],
  ])('%s', async (_, file, code, rule) => {
    expect(await broken(file, code)).toContain(rule);
  });
});

describe('the linter allows', () => {
  test.each([
    [
      'an import from the left',
      'src/verdict/a.ts',
      "import { a } from '../expression/b';\nimport { c } from '../trial/b';\na(c);",
    ],
    ['a neighbour with the name of a folder', 'src/notes/a.ts', "import './context';\nimport './latex/trial';"],
    [
      'the types of a report in the verdict',
      'src/verdict/a.ts',
      "import type { Finding } from '../report/report';\nexport type F = Finding;",
    ],
    [
      'everything of the core in its entry',
      'src/check.ts',
      "import './verdict/a';\nimport './notes/a';\nimport './report/report';",
    ],
    ['a library in the core', 'src/trial/a.ts', "import { bignumber } from 'mathjs';\nbignumber(1);"],
    ['a property with the name of a global', 'src/trial/a.ts', 'export const a = { process: 1 }.process;'],
  ])('%s', async (_, file, code) => {
    expect(await broken(file, code)).toEqual([]);
  });
});

test('a shell may use Node and the core', async () => {
  const code =
    "import { readFileSync } from 'node:fs';\nimport { check } from '../check';\ncheck(readFileSync('a', 'utf8'));\nconsole.log(1);";
  expect(await broken('src/cli/main.ts', code)).toEqual([]);
});

test('a promise that nobody waits for is refused in a shell', async () => {
  expect(await broken('src/cli/main.ts', 'Promise.resolve(1);')).toContain('@typescript-eslint/no-floating-promises');
});
