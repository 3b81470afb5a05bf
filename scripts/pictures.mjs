// `npm run pictures`: takes the walkthrough's pictures anew, from the packaged extension in a real VS Code.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launchChromium } from '../test/editor/harness/chromium.mjs';
import { User } from '../test/editor/harness/user.mjs';
import { root } from '../test/editor/harness/vscode.mjs';
import { startWorkbench } from '../test/editor/harness/workbench.mjs';

const folder = join(root, 'media/walkthrough');
const wrong = '.squiggly-error';

mkdirSync(folder, { recursive: true });
const workbench = await startWorkbench({
  folder: join(root, 'test/editor/fixtures/notes'),
  vsix: join(root, 'out/derivation-checker.vsix'),
  settings: {
    'workbench.colorTheme': 'Default Light Modern',
    'editor.minimap.enabled': false,
    'editor.fontSize': 15,
    'editor.lineNumbers': 'off',
    'editor.folding': false,
    'breadcrumbs.enabled': false,
    'workbench.activityBar.location': 'hidden',
    'workbench.statusBar.visible': false,
    'window.commandCenter': false,
    'workbench.layoutControl.enabled': false,
  },
});
const browser = await launchChromium();
try {
  const page = await browser.newPage({ viewport: { width: 760, height: 560 } });
  const user = new User(page);
  const picture = (name) =>
    page.screenshot({ path: join(folder, `${name}.png`), clip: { x: 0, y: 35, width: 760, height: 525 } });
  await page.goto(workbench.url([['openFile', workbench.remote(`${workbench.workspace}/squares.md`)]]));
  await page.waitForSelector(wrong, { timeout: 60_000 });
  await page.keyboard.press('Control+b');
  await page.waitForTimeout(500);
  await picture('open');
  await user.hover(wrong);
  await page.waitForTimeout(500);
  await picture('read');
  await page.keyboard.press('Escape');
  await user.run('Derivation Checker: Next Wrong Step');
  await user.lightBulb();
  await page.waitForSelector('.action-widget :text("Ignore this step")');
  await picture('repair');
  await page.keyboard.press('Escape');
  await user.run('Derivation Checker: Check Workspace');
  await page.waitForSelector('.markers-panel-container :text("chinese.md")', { timeout: 30_000 });
  await page.waitForTimeout(500);
  await picture('workspace');
  await page.keyboard.press('Control+j');
  await user.run('Derivation Checker: Open Settings');
  await page.waitForSelector('.settings-editor :text("When notes are checked")', { timeout: 30_000 });
  await user.run('Notifications: Clear All Notifications');
  await page.waitForTimeout(500);
  await picture('steer');
} finally {
  await browser.close();
  await workbench.stop();
}
