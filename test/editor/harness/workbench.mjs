import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vsCodeServer } from './vscode.mjs';

/** For a workbench that shows nothing but what is looked at. */
export const quiet = {
  'workbench.startupEditor': 'none',
  'telemetry.telemetryLevel': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'update.showReleaseNotes': false,
};

/**
 * Starts VS Code's server in a fresh profile on a copy of a folder.
 *
 * @param {object} options
 * @param {string} options.folder is copied and opened as the workspace
 * @param {object} [options.settings] of the user
 * @param {string} [options.vsix] is installed first
 * @param {number} [options.port]
 */
export async function startWorkbench({ folder, settings = {}, vsix, port = 0 }) {
  const script = vsCodeServer();
  const home = mkdtempSync(join(tmpdir(), 'derivation-checker-'));
  const workspace = join(home, 'notes');
  cpSync(folder, workspace, { recursive: true });
  const user = join(home, 'user');
  const extensions = join(home, 'extensions');
  mkdirSync(join(user, 'User'), { recursive: true });
  mkdirSync(extensions);
  writeFileSync(join(user, 'User/settings.json'), JSON.stringify({ ...quiet, ...settings }));
  const folders = ['--server-data-dir', join(home, 'server'), '--user-data-dir', user, '--extensions-dir', extensions];
  if (vsix) {
    execFileSync(process.execPath, [script, ...folders, '--install-extension', vsix], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
  const network = [
    '--host',
    '127.0.0.1',
    '--port',
    String(port),
    '--without-connection-token',
    '--accept-server-license-terms',
  ];
  const rest = ['--telemetry-level', 'off', '--disable-workspace-trust', '--enable-smoke-test-driver'];
  const server = spawn(process.execPath, [script, ...folders, ...network, ...rest], {
    // A group of its own: the extension hosts end with it.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, EXTENSIONS_GALLERY: '{}' },
  });
  const exited = new Promise((resolve) => server.once('exit', resolve));
  const stop = async () => {
    try {
      process.kill(-server.pid, 'SIGTERM');
    } catch {
      // It has ended by itself.
    }
    await exited;
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const actual = await listening(server);
    const remote = (path) => `vscode-remote://127.0.0.1:${actual}${path}`;
    return {
      workspace,
      userSettings: join(user, 'User/settings.json'),
      remote,
      stop,
      /** The address of the workbench; `payload` is how it is told what to open or to run. */
      url: (payload = []) => {
        const query = encodeURIComponent(JSON.stringify([['skipWelcome', 'true'], ...payload]));
        return `http://127.0.0.1:${actual}/?folder=${encodeURIComponent(workspace)}&payload=${query}`;
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The port that the server says it listens at. */
function listening(server) {
  return new Promise((resolve, reject) => {
    let log = '';
    const timer = setTimeout(() => reject(new Error(`VS Code did not start:\n${log}`)), 60_000);
    const read = (data) => {
      log += data;
      const found = /Web UI available at http:\/\/[^:]+:(\d+)/.exec(log);
      if (!found) return;
      clearTimeout(timer);
      resolve(Number(found[1]));
    };
    server.stdout.on('data', read);
    server.stderr.on('data', read);
    server.once('exit', (code) => reject(new Error(`VS Code ended with code ${code}:\n${log}`)));
  });
}
