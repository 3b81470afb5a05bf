import { join } from 'node:path';
import { launchChromium } from './chromium.mjs';
import { extensionId, root } from './vscode.mjs';
import { startWorkbench } from './workbench.mjs';

/** What a workbench writes to its console whatever one does. */
const noise =
  /^(Ignoring fetching|Resolv(ing|ed) connection|Creating a socket|\[Service Worker\]|ChatSession|Updating additional|\[AgentHost\]|\[ChatModel|\[AccountPolicy)/;

/**
 * Runs the suite inside an extension host, with the real `vscode` API.
 *
 * @param {object} how
 * @param {'node' | 'web'} how.host
 * @param {string} [how.vsix] the package to install; without it the extension of this folder runs
 * @param {string} [how.screenshot] where to keep a picture of the workbench at the end
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runInHost({ host, vsix, screenshot }) {
  const settings = host === 'web' ? { 'remote.extensionKind': { [extensionId]: ['web'] } } : {};
  const workbench = await startWorkbench({ folder: join(root, 'test/editor/fixtures/notes'), settings, vsix });
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    let counts;
    await page.exposeFunction('codeAutomationLog', (_type, args) => {
      const [first, ...more] = Array.isArray(args) ? args : [args];
      const result = /^##result (\{.*\})$/.exec(String(first));
      if (result) counts = JSON.parse(result[1]);
      else if (process.env.VERBOSE || !noise.test(String(first))) console.log(first, ...more);
    });
    const ended = new Promise((resolve, reject) => {
      void page.exposeFunction('codeAutomationExit', resolve);
      setTimeout(() => reject(new Error('The tests did not end in time.')), 240_000).unref();
    });
    // An installed package is found by itself: then the extension under development is an empty one, for the tests' sake.
    const development = vsix ? join(root, 'test/editor/fixtures/empty-extension') : root;
    await page.goto(
      workbench.url([
        ['extensionDevelopmentPath', workbench.remote(development)],
        [
          'extensionTestsPath',
          workbench.remote(join(root, 'out/editor', host === 'web' ? 'suite.web.js' : 'suite.js')),
        ],
      ]),
    );
    const code = await ended;
    if (screenshot) await page.screenshot({ path: screenshot });
    if (!counts) return { passed: 0, failed: 1 };
    return code === 0 ? counts : { ...counts, failed: Math.max(counts.failed, 1) };
  } finally {
    await browser.close();
    await workbench.stop();
  }
}
