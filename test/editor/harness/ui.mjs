// Drives the workbench as a user does: keyboard, mouse, and what can be seen.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launchChromium } from './chromium.mjs';
import { root } from './vscode.mjs';
import { User } from './user.mjs';
import { quiet, startWorkbench } from './workbench.mjs';

const themes = { light: 'Default Light Modern', dark: 'Default Dark Modern', 'high-contrast': 'Default High Contrast' };
const settings = { 'editor.minimap.enabled': false, 'workbench.secondarySideBar.defaultVisibility': 'hidden' };

/**
 * @param {object} how
 * @param {string} how.vsix the package to install
 * @param {string} how.pictures folder for screenshots
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runUi({ vsix, pictures }) {
  mkdirSync(pictures, { recursive: true });
  const theme = (name) => ({ ...settings, 'workbench.colorTheme': name });
  const workbench = await startWorkbench({
    folder: join(root, 'test/editor/fixtures/notes'),
    settings: theme(themes.light),
    vsix,
  });
  const browser = await launchChromium();
  const counts = { passed: 0, failed: 0 };
  const page = await browser.newPage({ viewport: { width: 1400, height: 850 } });
  const offMachine = new Set();
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol.startsWith('http') && hostname !== '127.0.0.1') offMachine.add(request.url());
  });
  const picture = (name) => page.screenshot({ path: join(pictures, `${name}.png`) });
  const check = async (title, body) => {
    try {
      await body();
      counts.passed++;
      console.log(`  ✓ ${title}`);
    } catch (error) {
      counts.failed++;
      console.log(`  ✗ ${title}\n${error.message}`);
      await picture(`failed-${counts.failed}`);
      await page.keyboard.press('Escape');
    }
  };
  const user = new User(page);
  const file = workbench.remote(`${workbench.workspace}/squares.md`);
  try {
    await page.goto(workbench.url([['openFile', file]]));
    await page.waitForSelector('.monaco-editor .view-lines', { timeout: 60_000 });

    await check('a wrong step is underlined as soon as its note is open', async () => {
      await page.waitForSelector('.squiggly-error', { timeout: 30_000 });
      await picture('note-light');
    });
    await check('over each display stands what became of its steps', async () => {
      await page.waitForSelector('.codelens-decoration :text("2 steps hold")');
      await page.waitForSelector('.codelens-decoration :text("1 step fails")');
    });
    await check('the Problems view lists the wrong steps with their numbers', async () => {
      await user.run('Problems: Focus on Problems View');
      await page.waitForSelector('.markers-panel-container :text("This step does not hold")');
      await picture('problems-light');
      await page.keyboard.press('Control+j');
    });
    await check('the next wrong step is a command away', async () => {
      await user.run('Derivation Checker: Next Wrong Step');
      await page.waitForSelector('.statusbar-item :text("Ln 15")');
    });
    await check('the hover shows the verdict, the values and the reading', async () => {
      const text = await user.hover('.squiggly-error');
      for (const part of ['This step does not hold', 'left side', 'right side', 'Read as']) {
        if (!text.includes(part)) throw new Error(`“${part}” is not in the hover:\n${text}`);
      }
      await picture('hover-light');
      await page.keyboard.press('Escape');
    });
    await check('the light bulb offers what can be done', async () => {
      await user.run('Derivation Checker: Next Wrong Step');
      await user.lightBulb();
      await page.waitForSelector('.action-widget :text("Ignore this step")');
      await picture('actions-light');
    });
    await check('an action makes the finding go away, and an undo brings it back', async () => {
      const before = await user.count('.squiggly-error');
      await user.choose('.action-widget', 'Ignore this step');
      await user.until(async () => (await user.count('.squiggly-error')) === before - 1);
      await page.keyboard.press('Control+z');
      await user.until(async () => (await user.count('.squiggly-error')) === before);
    });
    await check('a command shows how a step was read', async () => {
      await user.run('Derivation Checker: Show How a Step Was Read');
      await page.waitForSelector('.monaco-hover:not(.hidden) :text("Read as")');
      await page.keyboard.press('Escape');
    });
    await check('a command writes an assumption above the formula', async () => {
      await user.run('Derivation Checker: Add Assumption…');
      await page.waitForSelector('.quick-input-widget :text("What holds from here on?")');
      await page.keyboard.type('u > 0, v > 0');
      await page.keyboard.press('Enter');
      await page.waitForSelector('.view-line:has-text("derivation-check-assume u > 0, v > 0")');
      await picture('assumption-light');
      await page.keyboard.press('Control+z');
    });
    await check('the status tells how the note stands', async () => {
      await page.hover('[id="status.languageStatus"]');
      await page.waitForSelector('.hover-language-status :text("3 hold · 2 fail")');
      await picture('status-light');
      await page.keyboard.press('Escape');
    });
    await check('the palette checks the whole workspace and opens the Problems view', async () => {
      await user.run('Derivation Checker: Check Workspace');
      await page.waitForSelector('.markers-panel-container :text("chinese.md")', { timeout: 30_000 });
      await page.waitForSelector('.notifications-toasts :text("notes:")');
      await picture('workspace-light');
    });
    await check('the walkthrough opens with its pictures', async () => {
      await user.run('Welcome: Open Walkthrough...');
      await page.keyboard.type('Check your derivations');
      await page.waitForTimeout(500);
      await page.keyboard.press('Enter');
      await page.waitForSelector('.getting-started-step :text("See which step is wrong")');
      await page.click('.getting-started-step :text("See which step is wrong")');
      await user.until(() =>
        page.evaluate(() =>
          [...document.querySelectorAll('.getting-started-media img')].some((image) => image.naturalWidth > 0),
        ),
      );
      await picture('walkthrough-light');
    });
    await check('a click on a code opens its page', async () => {
      await page.click('.markers-panel-container a:has-text("fails")');
      await user.until(() => frameText(page, 'This step does not hold'));
      // The preview fades in.
      await page.waitForTimeout(1000);
      await picture('page-light');
    });
    for (const [name, label] of Object.entries(themes).slice(1)) {
      await check(`everything can be seen in ${name.replace('-', ' ')}`, async () => {
        writeFileSync(workbench.userSettings, JSON.stringify({ ...quiet, ...theme(label) }));
        await page.goto(workbench.url([['openFile', file]]));
        await page.waitForSelector('.squiggly-error', { timeout: 60_000 });
        await user.hover('.squiggly-error');
        await picture(`hover-${name}`);
      });
    }
    await check('nothing is sent off the machine', async () => {
      // The workbench itself looks for resources of webviews and extensions.
      const ours = [...offMachine].filter(
        (url) => !/vscode-cdn\.net|vscode-unpkg|open-vsx\.org|vscode-webview/.test(url),
      );
      if (ours.length > 0) throw new Error(ours.join('\n'));
    });
  } finally {
    await browser.close();
    await workbench.stop();
  }
  return counts;
}

/** Whether a text can be read in one of the page's frames, such as a preview. */
async function frameText(page, text) {
  for (const frame of page.frames()) {
    const found = await frame
      .evaluate((wanted) => document.body?.innerText.includes(wanted) ?? false, text)
      .catch(() => false);
    if (found && frame !== page.mainFrame()) return true;
  }
  return false;
}
