/**
 * `npm run bench [-- PATH…] [-- --json FILE]`: time and memory of each note, cold and warm.
 *
 * Cold is one run of the command line in a process of its own, from start to exit. Warm is a check among many repetitions
 * in one process. `ms/relation` is the warm median over the number of relations. Folders are taken as the command line
 * takes them.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { messagesOf } from '../src/report/messages';
import type { check as Check } from '../src/check';
import { languageOf } from '../src/cli/extensions';
import { findInputs } from '../src/cli/inputs';

/** Bundles stand in `out/bench/`. */
const root = join(__dirname, '../..');
const coldRuns = 5;
/** Warm repetitions go on for this long, but are at least a few and not more than many. */
const warmMilliseconds = 1500;
const fewestRepetitions = 5;
const mostRepetitions = 300;

/** Figures of one note. Times are in milliseconds, memory in megabytes. */
interface Figures {
  readonly note: string;
  readonly relations: number;
  readonly coldMedian: number;
  /** Most memory that the cold process held at once. */
  readonly coldMemory: number;
  readonly repetitions: number;
  readonly warmMedian: number;
  readonly warmP90: number;
  readonly perRelation: number;
}

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const jsonAt = args.indexOf('--json');
  const jsonFile = jsonAt < 0 ? undefined : args.splice(jsonAt, 2)[1];
  const inputs = await findInputs(args.length > 0 ? args : [join(root, 'examples')], messagesOf('en'));

  const figures: Figures[] = [];
  for (const input of inputs) {
    if (input.kind === 'file') figures.push(measure(input.path));
    else if (input.kind === 'failure') console.error(`${input.path}: ${input.message}`);
  }
  const empty = coldRun([join(root, 'out/bench/empty.md')]);
  console.log(table(figures));
  console.log(
    `\nCommand line on an empty note: ${empty.milliseconds.toFixed(0)} ms, ${empty.megabytes.toFixed(0)} MB. ` +
      `Checker loaded in ${loadMilliseconds.toFixed(0)} ms. ` +
      `Heap of this process after all checks: ${heapMegabytes().toFixed(1)} MB. Node ${process.version}.`,
  );
  if (jsonFile !== undefined)
    writeFileSync(jsonFile, `${JSON.stringify({ node: process.version, figures }, null, 2)}\n`);
}

const beforeLoad = performance.now();
// eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded at run time, so that loading is measured
const { check } = require(join(root, 'out/bench/check.cjs')) as { check: typeof Check };
const loadMilliseconds = performance.now() - beforeLoad;

function measure(path: string): Figures {
  const cold = Array.from({ length: coldRuns }, () => coldRun([path]));
  const text = readFileSync(path, 'utf8');
  const language = languageOf(path);
  const times: number[] = [];
  let relations = 0;
  const begin = performance.now();
  while (
    times.length < fewestRepetitions ||
    (times.length < mostRepetitions && performance.now() - begin < warmMilliseconds)
  ) {
    const start = performance.now();
    relations = check(text, { language }).findings.length;
    times.push(performance.now() - start);
  }
  // The first repetitions compile.
  const warm = times.slice(Math.min(3, times.length - 2));
  const warmMedian = quantile(warm, 0.5);
  return {
    note: relative(process.cwd(), path),
    relations,
    coldMedian: quantile(
      cold.map(({ milliseconds }) => milliseconds),
      0.5,
    ),
    coldMemory: Math.max(...cold.map(({ megabytes }) => megabytes)),
    repetitions: warm.length,
    warmMedian,
    warmP90: quantile(warm, 0.9),
    perRelation: relations > 0 ? warmMedian / relations : NaN,
  };
}

/** Runs the command line as a user would. The process itself says, when it ends, how much memory it took. */
function coldRun(paths: readonly string[]): { milliseconds: number; megabytes: number } {
  const hook = join(root, 'bench/report-memory.cjs');
  const start = performance.now();
  const done = spawnSync(process.execPath, ['-r', hook, join(root, 'dist/cli.js'), '--format', 'json', ...paths], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const milliseconds = performance.now() - start;
  return { milliseconds, megabytes: Number(done.output[3]) / 1024 };
}

function heapMegabytes(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1024 / 1024;
}

/** A quantile of a sample, between its two nearest members. */
function quantile(sample: readonly number[], share: number): number {
  const sorted = [...sample].sort((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const low = sorted[Math.floor(place)] ?? NaN;
  const high = sorted[Math.ceil(place)] ?? NaN;
  return low + (high - low) * (place - Math.floor(place));
}

function table(figures: readonly Figures[]): string {
  const head = ['note', 'relations', 'cold ms', 'cold MB', 'warm ms', 'p90 ms', 'ms/relation', 'runs'];
  const sum = (pick: (one: Figures) => number): number => figures.reduce((total, one) => total + pick(one), 0);
  const all: Figures = {
    note: `all ${figures.length}`,
    relations: sum((one) => one.relations),
    coldMedian: sum((one) => one.coldMedian),
    coldMemory: Math.max(0, ...figures.map((one) => one.coldMemory)),
    repetitions: sum((one) => one.repetitions),
    warmMedian: sum((one) => one.warmMedian),
    warmP90: sum((one) => one.warmP90),
    perRelation: sum((one) => one.warmMedian) / sum((one) => one.relations),
  };
  const number = (value: number, digits: number): string => (Number.isFinite(value) ? value.toFixed(digits) : '-');
  const rows = [...figures, all].map((one) => [
    one.note,
    String(one.relations),
    number(one.coldMedian, 0),
    number(one.coldMemory, 0),
    number(one.warmMedian, 2),
    number(one.warmP90, 2),
    number(one.perRelation, 3),
    String(one.repetitions),
  ]);
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ');
  return [line(head), ...rows.map(line)].join('\n');
}

writeFileSync(join(root, 'out/bench/empty.md'), '');
void main();
