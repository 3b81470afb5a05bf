import { build as bundle } from 'esbuild';
import { join } from 'node:path';
import { build } from '../../scripts/build.mjs';
import { bundles } from '../../scripts/bundles.mjs';

/** Builds the command line once, before all tests that run it; and once more with the stand-in for the checker. */
export default async function setup(): Promise<void> {
  const cli = bundles.find(({ name }) => name === 'cli');
  if (!cli) throw new Error('there is no bundle of the command line');
  await Promise.all([
    build(['cli']),
    bundle({
      entryPoints: [cli.entry],
      absWorkingDir: join(__dirname, '../..'),
      outfile: 'out/test/cli-with-fake-check.cjs',
      bundle: true,
      platform: 'node',
      mainFields: ['module', 'main'],
      target: 'node20',
      plugins: [
        {
          name: 'fake-check',
          setup(job) {
            job.onResolve({ filter: /^\.\.?\/check$/ }, () => ({ path: join(__dirname, 'fake-check.ts') }));
          },
        },
      ],
    }),
  ]);
}
