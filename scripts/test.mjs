// `npm test`: runs all suites in turn, or those named, and adds up their counts. The last line printed is
// `N passed, N failed`, and the exit code is 1 when something failed.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = (name) => join(root, 'node_modules', '.bin', name);
const reports = join(root, 'out', 'test');

/**
 * How to count a suite: `exit` is one test that passes with exit code 0; `vitest` reads the JSON report that the suite
 * writes; `last-line` reads `N passed, N failed` from the last line of its output.
 *
 * @type {readonly { name: string, command: string, args: readonly string[], count: 'exit' | 'vitest' | 'last-line' }[]}
 */
const suites = [
  { name: 'build', command: process.execPath, args: ['scripts/build.mjs'], count: 'exit' },
  { name: 'typecheck', command: bin('tsc'), args: ['--noEmit'], count: 'exit' },
  { name: 'typecheck-panel', command: bin('tsc'), args: ['--noEmit', '-p', 'src/panel'], count: 'exit' },
  { name: 'lint', command: bin('eslint'), args: ['.', '--max-warnings=0'], count: 'exit' },
  { name: 'format', command: bin('prettier'), args: ['--check', '--log-level=warn', '.'], count: 'exit' },
  { name: 'unit', command: bin('vitest'), args: ['run', '--project=unit'], count: 'vitest' },
  { name: 'cli', command: bin('vitest'), args: ['run', '--project=cli'], count: 'vitest' },
  { name: 'editor', command: process.execPath, args: ['test/editor/run.mjs'], count: 'last-line' },
  { name: 'trainer', command: process.execPath, args: ['test/browser/trainer.mjs'], count: 'last-line' },
];

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !suites.some((suite) => suite.name === name));
if (unknown.length > 0) {
  console.error(`no suite is called ${unknown.join(', ')}; there are ${suites.map((suite) => suite.name).join(', ')}`);
  process.exit(2);
}

mkdirSync(reports, { recursive: true });
const total = { passed: 0, failed: 0 };
const summary = [];
for (const suite of suites) {
  if (chosen.length > 0 && !chosen.includes(suite.name)) continue;
  console.log(`\n== ${suite.name}`);
  const started = Date.now();
  const { passed, failed } = counted(suite);
  total.passed += passed;
  total.failed += failed;
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  summary.push(
    `${suite.name.padEnd(12)}${String(passed).padStart(6)} passed${String(failed).padStart(6)} failed  ${seconds} s`,
  );
}
console.log(`\n${summary.join('\n')}\n`);
process.exitCode = total.failed > 0 ? 1 : 0;
console.log(`${total.passed} passed, ${total.failed} failed`);

/** Runs a suite and counts its tests. A suite that ends badly counts at least one failure. */
function counted(suite) {
  const report = join(reports, `${suite.name}.json`);
  rmSync(report, { force: true });
  const more = suite.count === 'vitest' ? ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`] : [];
  const run = spawnSync(suite.command, [...suite.args, ...more], {
    cwd: root,
    stdio: suite.count === 'last-line' ? ['ignore', 'pipe', 'inherit'] : ['ignore', 'inherit', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    shell: process.platform === 'win32' && suite.command !== process.execPath,
  });
  if (run.error) console.error(`${suite.name}: ${run.error.message}`);
  const bad = run.status !== 0;
  if (suite.count === 'exit') return bad ? { passed: 0, failed: 1 } : { passed: 1, failed: 0 };
  const { passed, failed } = suite.count === 'vitest' ? vitestCounts(report) : lastLineCounts(run.stdout);
  return { passed, failed: bad ? Math.max(failed, 1) : failed };
}

/** A test file that could not be loaded has no tests of its own: it counts as one failure. */
function vitestCounts(report) {
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
    const broken = testResults.filter(
      (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
    );
    return { passed: numPassedTests, failed: numFailedTests + broken.length };
  } catch (error) {
    console.error(`no report from the tests: ${error.message}`);
    return { passed: 0, failed: 1 };
  }
}

function lastLineCounts(stdout = '') {
  process.stdout.write(stdout);
  const found = /^(\d+) passed, (\d+) failed$/.exec(stdout.trim().split('\n').at(-1) ?? '');
  return found ? { passed: Number(found[1]), failed: Number(found[2]) } : { passed: 0, failed: 1 };
}
