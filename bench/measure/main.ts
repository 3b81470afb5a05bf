/**
 * `npm run measure -- [options] FILE|DIR…`: what the checker makes of a collection of notes.
 *
 * Prints the table of roles, verdicts and reason codes, the share of steps decided, the most frequent unknown notations with
 * places, the slowest notes and relations, crashes and hangs, and every flag with its reading and counterexample.
 *
 *   --seeds N     check with N seeds besides the first, and list the verdicts that change
 *   --slips N     plant N slips in each note, in steps that hold, and say what becomes of them
 *   --top N       length of the lists (default 25)
 *   --workers N   processes (default 2)
 *   --timeout S   seconds for one note (default 120)
 *   --json FILE   write all outcomes to a file
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findInputs } from '../../src/cli/inputs';
import { messagesOf } from '../../src/report/messages';
import { runAll } from './pool';
import { tablesOf } from './tables';

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seeds: { type: 'string', default: '0' },
      slips: { type: 'string', default: '0' },
      top: { type: 'string', default: '25' },
      workers: { type: 'string', default: '2' },
      timeout: { type: 'string', default: '120' },
      json: { type: 'string' },
    },
  });
  const inputs = await findInputs(positionals.length > 0 ? positionals : ['examples'], messagesOf('en'));
  const paths = inputs.flatMap((input) => (input.kind === 'file' ? [input.path] : []));
  for (const input of inputs) if (input.kind === 'failure') console.error(`${input.path}: ${input.message}`);

  const seeds = Array.from({ length: Number(values.seeds) + 1 }, (_, k) => k + 1);
  const tasks = paths.map((path) => ({ path, seeds, slips: Number(values.slips) }));
  const isTerminal = process.stderr.isTTY === true;
  const outcomes = await runAll(tasks, {
    script: join(__dirname, 'measure-worker.cjs'),
    workers: Number(values.workers),
    seconds: Number(values.timeout),
    done: (count) => {
      if (isTerminal) process.stderr.write(`\r${count}/${tasks.length}`);
    },
  });
  if (isTerminal) process.stderr.write('\r');
  console.log(tablesOf(outcomes, Number(values.top)));
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(outcomes, null, 1)}\n`);
}

void main();
