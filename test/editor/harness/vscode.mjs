// A real VS Code from npm packages alone: `code-server` carries VS Code's own server with the workbench and the Node
// extension host. It is kept in `.vscode-test/`, so that only the first run on a machine fetches it.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');

/** code-server 4.100.3 is VS Code 1.100.3. */
const version = '4.100.3';
const ripgrep = '1.18.0';

/** The script of VS Code's server, ready to run. Fetches it where it is not there yet. */
export function vsCodeServer() {
  const folder = join(root, '.vscode-test', `code-server-${version}`);
  const ready = join(folder, '.ready');
  if (!existsSync(ready)) {
    console.log(`Fetching VS Code (code-server ${version}) from npm into ${folder} …`);
    rmSync(folder, { recursive: true, force: true });
    fetchInto(folder);
    writeFileSync(ready, version);
  }
  return join(folder, 'lib/vscode/out/server-main.js');
}

function fetchInto(folder) {
  unpack(`code-server@${version}`, folder);
  const vscode = join(folder, 'lib/vscode');
  // `npm ci` refuses the lock files that come with it, and its install scripts would compile natives that no test needs.
  const install = ['install', '--ignore-scripts', '--omit=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  npm(install, vscode);
  npm(install, join(vscode, 'extensions'));
  symlinkSync('node_modules', join(vscode, 'node_modules.asar'));
  placeRipgrep(folder, join(vscode, 'node_modules/@vscode/ripgrep'));
  replaceNatives(join(vscode, 'node_modules'));
}

/** `findFiles` searches with ripgrep, whose own installer would download it from elsewhere. */
function placeRipgrep(folder, place) {
  if (!existsSync(place) || existsSync(join(place, 'bin/rg'))) return;
  unpack(`@vscode/ripgrep-${process.platform}-${process.arch}@${ripgrep}`, join(folder, 'ripgrep'));
  mkdirSync(join(place, 'bin'));
  symlinkSync(join(folder, 'ripgrep/bin/rg'), join(place, 'bin/rg'));
}

/** The server logs and watches its parent through natives. Without them it works too, but complains at every start. */
function replaceNatives(modules) {
  const logger = `
    const { appendFileSync } = require('fs');
    const levels = ['trace', 'debug', 'info', 'warn', 'error', 'critical', 'off'];
    class Logger {
      constructor(file) { this.file = file; this.level = 2; }
      setLevel(level) { this.level = level; }
      getLevel() { return this.level; }
      setPattern() {} clearFormatters() {} flush() {} drop() {}
      write(level, message) { if (level >= this.level) try { appendFileSync(this.file, message + '\\n'); } catch {} }
    }
    levels.forEach((name, level) => { Logger.prototype[name] = function (message) { this.write(level, message); }; });
    exports.version = 1;
    exports.setFlushOn = () => {};
    exports.createRotatingLogger = exports.createAsyncRotatingLogger = async (_name, file) => new Logger(file);`;
  const replacements = {
    '@vscode/spdlog': logger,
    'native-watchdog': 'exports.start = () => {};',
    '@vscode/native-watchdog': 'exports.start = () => {};',
  };
  for (const [name, code] of Object.entries(replacements)) {
    const folder = join(modules, name);
    if (!existsSync(folder)) continue;
    writeFileSync(join(folder, 'replacement.cjs'), code);
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version: '0.0.0', main: 'replacement.cjs' }));
  }
}

function unpack(spec, folder) {
  mkdirSync(folder, { recursive: true });
  const [{ filename }] = JSON.parse(npm(['pack', '--json', '--ignore-scripts', '--loglevel=error', spec], folder));
  const archive = join(folder, filename);
  execFileSync('tar', ['xzf', archive, '--strip-components=1', '--no-same-owner', '--exclude=*.map', '-C', folder]);
  rmSync(archive);
}

function npm(args, cwd) {
  return execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}

/** The version of the package that is being tested. */
export const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
export const extensionId = `${manifest.publisher}.${manifest.name}`;
