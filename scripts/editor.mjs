// `npm run editor`: opens a VS Code with the extension and the example notes. The `code` of this machine if there is one,
// else VS Code's server from npm, for the browser. `--browser` asks for the latter.
import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../test/editor/harness/vscode.mjs';
import { startWorkbench } from '../test/editor/harness/workbench.mjs';
import { build } from './build.mjs';

const examples = join(root, 'examples');
const onWindows = process.platform === 'win32';

await build(['product']);
const code = process.argv.includes('--browser') ? undefined : installedCode();
if (code) {
  const args = ['--new-window', `--extensionDevelopmentPath=${root}`, examples];
  process.exitCode = spawnSync(code, args, { stdio: 'inherit', shell: onWindows }).status ?? 1;
} else await openInBrowser();

function installedCode() {
  return ['code', 'codium', 'code-insiders'].find((name) => {
    const { status, error } = spawnSync(name, ['--version'], { stdio: 'ignore', shell: onWindows });
    return !error && status === 0;
  });
}

/** Works on a copy of the examples, until interrupted. */
async function openInBrowser() {
  const vsix = join(root, 'out/derivation-checker.vsix');
  const options = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', vsix];
  execFileSync(process.execPath, [join(root, 'node_modules/@vscode/vsce/vsce'), 'package', ...options], { cwd: root });
  const workbench = await startWorkbench({ folder: examples, vsix, port: Number(process.env.PORT ?? 0) });
  const first = workbench.remote(`${workbench.workspace}/logistic-loss.md`);
  console.log(`VS Code with copies of the example notes: ${workbench.url([['openFile', first]])}\nControl+C ends it.`);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => void workbench.stop().then(() => process.exit(0)));
}
