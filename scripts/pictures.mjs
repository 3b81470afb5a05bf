// `npm run pictures`: takes the walkthrough's pictures anew, from the packaged extension in a real VS Code.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launchChromium } from '../test/editor/harness/chromium.mjs';
import { User } from '../test/editor/harness/user.mjs';
import { root } from '../test/editor/harness/vscode.mjs';
import { startWorkbench } from '../test/editor/harness/workbench.mjs';

const folder = join(root, 'media/walkthrough');
const wrong = '.squiggly-error';
const settings = {
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
};
const vsix = join(root, 'out/derivation-checker.vsix');
const clip = { x: 0, y: 35, width: 760, height: 525 };

mkdirSync(folder, { recursive: true });
const workbench = await startWorkbench({
  folder: join(root, 'test/editor/fixtures/notes'),
  vsix,
  settings,
});
const browser = await launchChromium();
try {
  const page = await browser.newPage({ viewport: { width: 760, height: 560 } });
  const user = new User(page);
  const picture = (name) => page.screenshot({ path: join(folder, `${name}.png`), clip });
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

const trainer = await startWorkbench({ folder: join(root, 'test/editor/fixtures/trainer'), vsix, settings });
const second = await launchChromium();
try {
  const page = await second.newPage({ viewport: { width: 760, height: 560 } });
  await page.goto(trainer.url([['openFile', trainer.remote(`${trainer.workspace}/logistic.md`)]]));
  const lens = page.locator('.codelens-decoration a:text("Train with this gradient")').first();
  await lens.waitFor({ timeout: 60_000 });
  await page.keyboard.press('Control+b');
  await lens.click();
  const frame = await frameWith(page, '[data-verdict=wrong]');
  // Only the trainer, in a wide window's proportions.
  await new User(page).run('View: Toggle Maximize Editor Group');
  await frame.click('[data-action=step10]');
  await frame.waitForSelector('.notices :text("uphill")');
  await frame.evaluate(() => document.querySelector('[data-card=loss]').scrollIntoView());
  await page.waitForTimeout(1000);
  await page.screenshot({ path: join(folder, 'train.png'), clip });
} finally {
  await second.close();
  await trainer.stop();
}

/** The frame of the page that shows something, once there is one. */
async function frameWith(page, selector) {
  for (let tries = 0; tries < 600; tries++) {
    for (const frame of page.frames()) if (await frame.$(selector).catch(() => null)) return frame;
    await page.waitForTimeout(100);
  }
  throw new Error(`no frame shows ${selector}`);
}
