// Runs the exported Python code of every optimiser and compares its weights with the trainer's own.
// Needs python3 with NumPy: node test/trainer/reference/verify-numpy.mjs [python]
import { execFileSync } from 'node:child_process';
import { build } from 'esbuild';

const python = process.argv[2] ?? '/usr/bin/python3';
const contents = `
  export { Run } from './src/trainer/run/run';
  export { defaultSettings } from './src/trainer/run/settings';
  export { numpyCode } from './src/trainer/export/numpy';
  export { allOptimisers } from './src/trainer/optimise/all';
  export { presetById } from './src/trainer/data/presets';
`;
const bundle = await build({
  stdin: { contents, resolveDir: process.cwd(), loader: 'ts' },
  bundle: true,
  write: false,
  format: 'esm',
  platform: 'node',
});
const url = `data:text/javascript;base64,${Buffer.from(bundle.outputFiles[0].contents).toString('base64')}`;
const { Run, defaultSettings, numpyCode, allOptimisers, presetById } = await import(url);

let failures = 0;
for (const { id } of allOptimisers()) {
  for (const [batch, bias] of [
    [0, true],
    [7, true],
    [0, false],
  ]) {
    const train = presetById('overlap').draw({ size: 50, noise: 0.5, seed: 4 });
    const settings = { ...defaultSettings, optimiser: id, rate: 0.2, lambda: 0.01, batch, bias, start: [0.1, -0.2, 0] };
    const run = new Run({ train }, settings);
    for (let k = 0; k < 25 && run.step(); k++);
    const code = numpyCode({ train, settings, steps: run.state.step });
    const lines = execFileSync(python, ['-c', `${code}\nprint(*theta)`], { encoding: 'utf8' })
      .trim()
      .split('\n');
    const theta = lines.at(-1).split(' ').map(Number);
    const off = Math.max(...theta.map((value, j) => Math.abs(value - run.state.theta[j])));
    const ok = off < 1e-7;
    if (!ok) failures++;
    console.log(ok ? 'ok  ' : 'FAIL', id, `batch ${batch}`, `bias ${bias}`, `steps ${run.state.step}`, off);
  }
}
process.exit(failures ? 1 : 0);
