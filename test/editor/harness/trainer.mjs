// Drives the trainer in the editor as a user does.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launchChromium } from './chromium.mjs';
import { User } from './user.mjs';
import { root } from './vscode.mjs';
import { quiet, startWorkbench } from './workbench.mjs';

const themes = { light: 'Default Light Modern', dark: 'Default Dark Modern', 'high-contrast': 'Default High Contrast' };
const settings = { 'editor.minimap.enabled': false, 'workbench.secondarySideBar.defaultVisibility': 'hidden' };
const axe = readFileSync(join(root, 'node_modules/axe-core/axe.min.js'), 'utf8');

/**
 * @param {object} how
 * @param {string} how.vsix the package to install
 * @param {string} how.pictures folder for screenshots
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runTrainer({ vsix, pictures }) {
  mkdirSync(pictures, { recursive: true });
  const theme = (name) => ({ ...settings, 'workbench.colorTheme': name });
  const workbench = await startWorkbench({
    folder: join(root, 'test/editor/fixtures/trainer'),
    settings: theme(themes.light),
    vsix,
  });
  const browser = await launchChromium();
  const counts = { passed: 0, failed: 0 };
  const page = await browser.newPage({ viewport: { width: 1600, height: 950 } });
  const picture = (name) => page.screenshot({ path: join(pictures, `trainer-${name}.png`) });
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
  const address = workbench.url([['openFile', workbench.remote(`${workbench.workspace}/logistic.md`)]]);
  let trainer;
  /** The trainer's own frame, once it has loaded its data. */
  const frame = async () => {
    await user.until(async () => {
      for (const each of page.frames()) {
        const isIt = await each
          .evaluate(() => document.querySelector('[data-action=step]') !== null)
          .catch(() => false);
        if (isIt) trainer = each;
      }
      return trainer !== undefined && !trainer.isDetached();
    }, 60_000);
    await trainer
      .waitForSelector('[role=status]:text-matches("step \\\\d+")', { timeout: 30_000, state: 'attached' })
      .catch(() => undefined);
    return trainer;
  };
  const at = (step) => trainer.waitForFunction((text) => document.body.innerText.includes(text), `step ${step} ·`);
  /** What assistive technology or weak eyes would miss in the trainer. */
  const problems = async () => {
    await trainer.evaluate(axe);
    return trainer.evaluate(async () => {
      const { violations } = await window.axe.run(document.body);
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    });
  };
  try {
    await page.goto(address);
    await page.waitForSelector('.monaco-editor .view-lines', { timeout: 60_000 });

    await check('the palette opens the trainer, and it steps', async () => {
      await user.run('Derivation Checker: Open Gradient-Descent Trainer');
      await frame();
      await trainer.click('[data-action=step]');
      await at(1);
    });
    await check('it plays until it has converged', async () => {
      await trainer.selectOption('[data-key=preset]', 'overlap');
      await trainer.selectOption('[data-action=speed]', '0');
      await trainer.click('[data-action=play]');
      await trainer.waitForSelector('.notices :text("Stopped")', { timeout: 60_000 });
    });
    await check('a preset and a point more change the data', async () => {
      await trainer.selectOption('[data-key=preset]', 'four-points');
      await trainer.waitForSelector('[data-section=data] :text("4 training")');
      await trainer.locator('[data-card=data] canvas').first().scrollIntoViewIfNeeded();
      await trainer
        .locator('[data-card=data] canvas')
        .first()
        .click({ position: { x: 120, y: 120 } });
      await trainer.waitForSelector('[data-section=data] :text("5 training")');
    });
    await check('a table of the workspace becomes the data', async () => {
      await trainer
        .locator('[data-section=csv] summary')
        .click()
        .catch(() => undefined);
      await trainer.locator('[data-action=open-csv]').click();
      await page.waitForSelector('.quick-input-list .monaco-list-row:has-text("points.csv")');
      await page.keyboard.type('points.csv');
      await page.keyboard.press('Enter');
      await trainer.waitForSelector('[data-section=csv] :text("points.csv")');
      await picture('csv');
    });
    await check('a lens over a gradient trains with it: the wrong sign climbs', async () => {
      await user.run('View: Close All Editors');
      await page.goto(address);
      await page.waitForSelector('.codelens-decoration a:text("Train with this gradient")', { timeout: 60_000 });
      trainer = undefined;
      await page.locator('.codelens-decoration a:text("Train with this gradient")').first().click();
      await frame();
      await trainer.waitForSelector('[data-card=formula] [data-verdict=wrong]', { timeout: 60_000 });
      await trainer.click('[data-action=step10]');
      await at(10);
      await picture('wrong-light');
    });
    await check('the right one beside it passes both checks', async () => {
      const right = await trainer.$$eval('[data-action=choose-formula] option', (options) =>
        options.findIndex(({ textContent }) => textContent.includes('line 24')),
      );
      await trainer.selectOption('[data-action=choose-formula]', { index: right });
      await trainer.waitForSelector('[data-card=formula] [data-verdict=right]', { timeout: 30_000 });
      await trainer.click('[data-action=train-with]');
      await trainer.waitForFunction(() => /step [1-9]/.test(document.body.innerText));
      await picture('right-light');
    });
    await check('it leads back to the line', async () => {
      await trainer.click('[data-action=jump]');
      await page.waitForSelector('.statusbar-item :text("Ln 24")');
    });
    for (const [name, label] of Object.entries(themes)) {
      await check(
        `a reload of the window brings everything back, accessible in ${name.replace('-', ' ')}`,
        async () => {
          writeFileSync(workbench.userSettings, JSON.stringify({ ...quiet, ...theme(label) }));
          await page.waitForTimeout(1500);
          trainer = undefined;
          // With a file to open the editor would not look back at what was open.
          await page.goto(workbench.url());
          await frame();
          await trainer.waitForSelector('[data-card=formula] [data-verdict]', { timeout: 60_000 });
          const runs = await trainer.locator('[data-section=runs] .run').count();
          if (runs !== 2) throw new Error(`${runs} runs, 2 before`);
          await trainer.evaluate(() => document.querySelector('[data-card=formula]').scrollIntoView());
          await page.waitForTimeout(800);
          await picture(name);
          const found = await problems();
          if (found.length > 0) throw new Error(found.join('\n'));
        },
      );
    }
  } finally {
    await browser.close();
    await workbench.stop();
  }
  return counts;
}
