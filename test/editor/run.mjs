// Tests the extension and its server in real editors. `node test/editor/run.mjs [suite…]`; the last line printed is
// `N passed, N failed`. Screenshots go to out/screenshots.
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from '../../scripts/build.mjs';
import { runClients } from './clients/clients.mjs';
import { findChromium, missingChromium } from './harness/chromium.mjs';
import { runInHost } from './harness/host.mjs';
import { runTrainer } from './harness/trainer.mjs';
import { runUi } from './harness/ui.mjs';
import { root } from './harness/vscode.mjs';

const vsix = join(root, 'out/derivation-checker.vsix');
const pictures = join(root, 'out/screenshots');

const suites = {
  clients: { title: 'other editors', browser: false, run: runClients },
  node: { title: 'VS Code, Node host', browser: true, run: () => runInHost({ host: 'node' }) },
  web: { title: 'VS Code, web worker host', browser: true, run: () => runInHost({ host: 'web' }) },
  vsix: { title: 'VS Code, packaged extension', browser: true, run: () => runInHost({ host: 'node', vsix }) },
  ui: { title: 'VS Code, as a user sees it', browser: true, run: () => runUi({ vsix, pictures }) },
  trainer: { title: 'The trainer in VS Code', browser: true, run: () => runTrainer({ vsix, pictures }) },
};

const named = process.argv.slice(2);
const chosen = Object.entries(suites).filter(([name]) => named.length === 0 || named.includes(name));
const total = { passed: 0, failed: 0 };

await build(['product', 'editor-tests']);
if (chosen.some(([name]) => ['vsix', 'ui', 'trainer'].includes(name))) {
  const options = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', vsix];
  execFileSync(process.execPath, [join(root, 'node_modules/@vscode/vsce/vsce'), 'package', ...options], { cwd: root });
}
rmSync(pictures, { recursive: true, force: true });
for (const [, { title, browser, run }] of chosen) {
  console.log(`\n${title}`);
  if (browser && !findChromium()) {
    console.log(`  - left out. ${missingChromium}`);
    continue;
  }
  try {
    const { passed, failed } = await run();
    total.passed += passed;
    total.failed += failed;
  } catch (error) {
    total.failed++;
    console.log(`  ✗ ${error.stack ?? error}`);
  }
}
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 ? 1 : 0);
