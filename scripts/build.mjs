// Bundles the programs: `npm run build` makes all of the product, `npm run build -- NAME…` the bundles or groups named.
// `--watch` goes on rebuilding, `--dev` leaves the code readable and adds source maps.
import { chmod } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { context } from 'esbuild';
import { bundles } from './bundles.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** @type {Record<'node' | 'browser', import('esbuild').BuildOptions>} */
const platforms = {
  // Some packages' CommonJS form cannot be bundled.
  node: { platform: 'node', target: 'node20', format: 'cjs', external: ['vscode'], mainFields: ['module', 'main'] },
  browser: { platform: 'browser', target: 'es2022', format: 'iife' },
};

/**
 * Makes the bundles of the given names or groups. Fails with esbuild's messages already printed.
 *
 * @param {readonly string[]} names
 * @param {{ dev?: boolean, watch?: boolean }} [options]
 */
export async function build(names = ['product'], { dev = false, watch = false } = {}) {
  const unknown = names.filter((name) => !bundles.some((bundle) => bundle.name === name || bundle.group === name));
  if (unknown.length > 0) throw new Error(`no bundle or group is called ${unknown.join(', ')}`);
  const chosen = bundles.filter((bundle) => names.includes(bundle.name) || names.includes(bundle.group));
  await Promise.all(
    chosen.map(async (bundle) => {
      const job = await context({
        absWorkingDir: root,
        entryPoints: [bundle.entry],
        outfile: bundle.outfile,
        bundle: true,
        minify: !dev,
        keepNames: false,
        sourcemap: dev,
        // Escaped text would double the size of the Chinese messages.
        charset: 'utf8',
        legalComments: 'eof',
        logLevel: 'warning',
        ...platforms[bundle.platform],
        ...bundle.options,
      });
      if (watch) {
        await job.watch();
        return;
      }
      try {
        await job.rebuild();
      } finally {
        await job.dispose();
      }
      if (bundle.options?.banner?.['js']?.startsWith('#!')) await chmod(join(root, bundle.outfile), 0o755);
    }),
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const args = process.argv.slice(2);
  const names = args.filter((arg) => !arg.startsWith('--'));
  try {
    await build(names.length > 0 ? names : undefined, { dev: args.includes('--dev'), watch: args.includes('--watch') });
  } catch (error) {
    // esbuild has printed what is wrong with the code; any other error has not been seen yet.
    if (!(error instanceof Error && 'errors' in error)) console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
