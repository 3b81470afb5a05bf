// `npm run test:desktop`: the in-host suite in a desktop VS Code, for machines that have one (VSCODE_EXECUTABLE) or can
// download it.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build } from '../../scripts/build.mjs';
import { root } from './harness/vscode.mjs';

await build(['product', 'editor-tests']);
const home = mkdtempSync(join(tmpdir(), 'derivation-checker-'));
const notes = join(home, 'notes');
cpSync(join(root, 'test/editor/fixtures/notes'), notes, { recursive: true });
const executable = process.env.VSCODE_EXECUTABLE;
try {
  process.exitCode = await runTests({
    ...(executable ? { vscodeExecutablePath: executable } : {}),
    extensionDevelopmentPath: root,
    extensionTestsPath: join(root, 'out/editor/suite.js'),
    launchArgs: [notes, '--disable-extensions', '--disable-workspace-trust', `--user-data-dir=${join(home, 'user')}`],
  });
} catch (error) {
  console.error(`${error.message}\nWithout a network, name a VS Code of this machine: VSCODE_EXECUTABLE=/path/to/code`);
  process.exitCode = 1;
} finally {
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
}
