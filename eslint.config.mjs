import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { beside, core, shells } from './scripts/lint/folders.mjs';
import { oneWay } from './scripts/lint/one-way.mjs';

const coreFiles = ['src/*.ts', ...[...core, ...beside].map((folder) => `src/${folder}/**/*.ts`)];
const shellFiles = shells.map((folder) => `src/${folder}/**/*.{ts,tsx}`);

/** The core runs in Node, in workers, in webviews and in the browser's editor: it may use the language and nothing else. */
const hostGlobals = [
  ...['process', 'console', 'global', 'globalThis', 'Buffer', 'require', 'module', '__dirname', '__filename'],
  ...['setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval', 'clearImmediate', 'queueMicrotask'],
  ...['window', 'self', 'document', 'navigator', 'fetch', 'performance', 'crypto', 'Function'],
];

const unpredictable = [
  { object: 'Math', property: 'random', message: 'Draw from the seeded generator: a seed must give the same report.' },
  { object: 'Date', property: 'now', message: 'The same text and seed must give the same report at any time.' },
];

export default defineConfig(
  globalIgnores(['dist/', 'out/', 'coverage/', '.vscode-test/', 'examples/', 'test/**/fixtures/']),
  {
    files: ['**/*.{ts,tsx,mts,js,mjs,cjs}'],
    extends: [js.configs.recommended, tseslint.configs.recommended],
    // `no-implied-eval` only looks at calls of globals that it has been told of.
    languageOptions: { globals: { setTimeout: 'readonly', setInterval: 'readonly', setImmediate: 'readonly' } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'prefer-const': ['error', { destructuring: 'all' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      // The compiler knows the names that exist.
      'no-undef': 'off',
      // `for (;;)` with a return in the middle is clear enough in readers of text.
      'no-constant-condition': ['error', { checkLoops: false }],
    },
  },
  {
    files: ['**/*.cjs'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    files: coreFiles,
    plugins: { derivation: { rules: { 'one-way': oneWay } } },
    rules: {
      'derivation/one-way': 'error',
      'no-restricted-globals': [
        'error',
        ...hostGlobals.map((name) => ({ name, message: 'The core uses the language and nothing of its host.' })),
      ],
      'no-restricted-properties': ['error', ...unpredictable],
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: 'mathjs',
              importNames: ['evaluate', 'parse', 'compile', 'parser', 'simplify', 'derivative', 'rationalize'],
              message: "A note's text never goes to the parser of a library.",
            },
          ],
        },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
          message: 'The core does not know the time.',
        },
        { selector: 'CallExpression[callee.name="Date"]', message: 'The core does not know the time.' },
        {
          selector:
            'CallExpression[callee.property.name="constructor"], NewExpression[callee.property.name="constructor"]',
          message: 'No code is made from text.',
        },
      ],
      'no-console': 'error',
    },
  },
  {
    // A promise that nobody waits for hides its error. Only the shells have promises.
    files: shellFiles,
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
    },
  },
);
