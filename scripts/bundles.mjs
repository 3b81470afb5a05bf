import { inlineWorkers } from './esbuild/inline.mjs';
import { katexFonts } from './esbuild/katex-fonts.mjs';

/**
 * Every file that esbuild makes, one row each. `group` says what a bundle is for: `product` is what users get, `bench` and
 * `measure` are for measuring only, `editor-tests` run inside VS Code. `options` go to esbuild as they are, over the defaults of the platform in `build.mjs`.
 *
 * @typedef {object} Bundle
 * @property {string} name what `npm run build -- NAME` calls it
 * @property {'product' | 'bench' | 'measure' | 'editor-tests'} group
 * @property {string} entry
 * @property {string} outfile
 * @property {'node' | 'browser'} platform
 * @property {import('esbuild').BuildOptions} [options]
 */

/** @type {readonly Bundle[]} */
export const bundles = [
  {
    name: 'cli',
    group: 'product',
    entry: 'src/cli/main.ts',
    outfile: 'dist/cli.js',
    platform: 'node',
    options: { banner: { js: '#!/usr/bin/env node' } },
  },
  {
    name: 'extension',
    group: 'product',
    entry: 'src/extension/node.ts',
    outfile: 'dist/extension.js',
    platform: 'node',
  },
  {
    name: 'extension-web',
    group: 'product',
    entry: 'src/extension/browser.ts',
    outfile: 'dist/extension.web.js',
    platform: 'browser',
    options: { format: 'cjs', external: ['vscode'] },
  },
  { name: 'server', group: 'product', entry: 'src/server/node/main.ts', outfile: 'dist/server.js', platform: 'node' },
  {
    name: 'check-worker',
    group: 'product',
    entry: 'src/server/node/check-worker.ts',
    outfile: 'dist/check-worker.js',
    platform: 'node',
  },
  {
    name: 'server-web',
    group: 'product',
    entry: 'src/server/web/main.ts',
    outfile: 'dist/server.web.js',
    platform: 'browser',
    // In any other format esbuild keeps all of mathjs: three times the size. The entry exports nothing, so that a worker
    // can run it.
    options: { format: 'cjs' },
  },
  {
    name: 'trainer',
    group: 'product',
    entry: 'src/panel/trainer/main.ts',
    outfile: 'dist/trainer.js',
    platform: 'browser',
    // As above; the function around it keeps its names out of the page's.
    options: { plugins: [inlineWorkers()], format: 'cjs', banner: { js: '(() => {' }, footer: { js: '})();' } },
  },
  {
    name: 'trainer-style',
    group: 'product',
    entry: 'src/panel/trainer/trainer.css',
    outfile: 'dist/trainer.css',
    platform: 'browser',
    options: { plugins: [katexFonts()], loader: { '.woff2': 'file' }, assetNames: 'fonts/[name]' },
  },
  { name: 'bench', group: 'bench', entry: 'bench/main.ts', outfile: 'out/bench/main.cjs', platform: 'node' },
  { name: 'bench-check', group: 'bench', entry: 'src/check.ts', outfile: 'out/bench/check.cjs', platform: 'node' },
  {
    name: 'measure',
    group: 'measure',
    entry: 'bench/measure/main.ts',
    outfile: 'out/bench/measure.cjs',
    platform: 'node',
  },
  {
    name: 'measure-worker',
    group: 'measure',
    entry: 'bench/measure/worker.ts',
    outfile: 'out/bench/measure-worker.cjs',
    platform: 'node',
  },
  {
    name: 'editor-suite',
    group: 'editor-tests',
    entry: 'test/editor/suite/index.ts',
    outfile: 'out/editor/suite.js',
    platform: 'node',
    options: { external: ['vscode', 'mocha'] },
  },
  {
    name: 'editor-suite-web',
    group: 'editor-tests',
    entry: 'test/editor/suite/index.web.ts',
    outfile: 'out/editor/suite.web.js',
    platform: 'browser',
    options: { format: 'cjs', external: ['vscode'], define: { process: 'undefined', global: 'globalThis' } },
  },
];
