import { dirname, resolve } from 'node:path';
import { existsSync } from 'node:fs';
import { build } from 'esbuild';

/**
 * `import code from './worker?inline'` gives the bundle of `worker.ts` as text: a webview may start a worker only from a
 * `blob:` that it makes itself.
 *
 * @returns {import('esbuild').Plugin}
 */
export function inlineWorkers() {
  return {
    name: 'inline-workers',
    setup({ onResolve, onLoad, initialOptions }) {
      onResolve({ filter: /\?inline$/ }, ({ path, resolveDir }) => {
        const file = resolve(resolveDir, path.replace(/\?inline$/, ''));
        return { path: existsSync(`${file}.ts`) ? `${file}.ts` : file, namespace: 'inline-worker' };
      });
      onLoad({ filter: /.*/, namespace: 'inline-worker' }, async ({ path }) => {
        const { outputFiles, metafile } = await build({
          entryPoints: [path],
          bundle: true,
          write: false,
          metafile: true,
          // In any other format esbuild keeps all of mathjs. The entry exports nothing, so that a worker can run it.
          format: 'cjs',
          platform: 'browser',
          target: initialOptions.target,
          minify: initialOptions.minify,
          charset: 'utf8',
          legalComments: 'none',
          logLevel: 'silent',
        });
        const watchFiles = Object.keys(metafile.inputs).map((file) => resolve(file));
        return { contents: outputFiles[0].text, loader: 'text', watchFiles, resolveDir: dirname(path) };
      });
    },
  };
}
