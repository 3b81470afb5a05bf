// `npm start`: builds the command line and checks the given paths, or the examples. Findings are the expected outcome
// here, so that wrong steps (exit code 1 of the command line) are no failure of this script.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const given = process.argv.slice(2);

await build(['cli']);
// npm runs scripts in the package's folder; paths are meant from where the user stands.
const cwd = given.length > 0 ? (process.env.INIT_CWD ?? process.cwd()) : root;
const args = given.length > 0 ? given : ['examples'];
const run = spawnSync(process.execPath, [join(root, 'dist/cli.js'), ...args], { cwd, stdio: 'inherit' });
process.exitCode = run.status === 1 ? 0 : (run.status ?? 2);
