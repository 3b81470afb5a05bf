// Drives the trainer's page in Chromium, outside the editor, under the policy it has there. Screenshots go to out/browser.
// The last line printed is `N passed, N failed`. A word as argument chooses the tests whose name has it.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { launch } from './trainer/browser.mjs';
import { serve } from './trainer/serve.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const shots = `${root}/out/browser`;
mkdirSync(shots, { recursive: true });
const axe = readFileSync(`${root}/node_modules/axe-core/axe.min.js`, 'utf8');

const server = await serve();
const browser = await launch();

/** @type {[name: string, run: (page: import('playwright-core').Page) => Promise<void>, options?: object][]} */
const tests = [
  [
    'steps, goes back, starts again',
    async (page) => {
      await page.click('[data-action=step]');
      await status(page, /step 1 ·/);
      await page.click('[data-action=step10]');
      await status(page, /step 11 ·/);
      await page.click('[data-action=back]');
      await status(page, /step 10 ·/);
      await page.click('[data-action=reset]');
      await status(page, /step 0 ·/);
    },
  ],
  [
    'is driven by keys alone',
    async (page) => {
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowRight');
      await status(page, /step 2 ·/);
      await page.keyboard.press('ArrowLeft');
      await status(page, /step 1 ·/);
      await page.keyboard.press('Space');
      await page.waitForSelector('[data-action=play]:has-text("Pause")');
      await page.keyboard.press('Space');
      await page.waitForSelector('[data-action=play]:has-text("Play")');
      await page.keyboard.press('r');
      await status(page, /step 0 ·/);
      await page.focus('[data-action=start]');
      await page.keyboard.press('ArrowUp');
      await page.waitForFunction(() => document.querySelector('[data-key=start-1]')?.value !== '0.2');
    },
  ],
  [
    'plays until it has converged and says so',
    async (page) => {
      await page.selectOption('[data-key=preset]', 'overlap');
      await page.selectOption('[data-action=speed]', '0');
      await page.click('[data-action=play]');
      await page.waitForSelector('.notices :text("Stopped: ‖∇J‖ is at or below")');
      const loss = await lossOf(page);
      assert.ok(loss < 0.5 && loss > 0.05, `loss ${loss}`);
    },
  ],
  [
    'shows that a printed gradient of the lecture example does not match',
    async (page) => {
      await page.waitForSelector('[data-section=printed] .banner.warning:has-text("3 of 3")');
      const cells = await page.locator('[data-section=printed] tbody td').allInnerTexts();
      assert.deepEqual([cells[2], cells[6], cells[10]], ['0.3668', '0.6495', '0.2818']);
      await page.fill('[data-section=printed] input[type=text]', '[0.3668, 0.6495]');
      await page.fill('[data-section=printed] input[type=number]', '0.2818');
      await page.keyboard.press('Tab');
      await page.waitForSelector('[data-section=printed] .banner.good');
    },
  ],
  [
    'switches presets and their settings',
    async (page) => {
      await page.locator('[data-card=quality]').scrollIntoViewIfNeeded();
      await page.selectOption('[data-key=preset]', 'moons');
      await page.waitForSelector('[data-section=data] :text("200 training, 0 test samples, 9 features")');
      await page.selectOption('[data-key=share]', '0.3');
      await page.waitForSelector('[data-section=data] :text("140 training, 60 test samples")');
      await page.waitForSelector('[data-card=quality] caption:has-text("test")');
      await page.selectOption('[data-key=preset]', 'one-feature');
      await page.waitForSelector('[data-section=data] :text("1 features")');
    },
  ],
  [
    'adds, moves and removes points by mouse and by keyboard',
    async (page) => {
      const canvas = page.locator('[data-card=data] canvas');
      const box = await canvas.boundingBox();
      await page.mouse.click(box.x + box.width * 0.5, box.y + box.height * 0.3);
      await counts(page, 5);
      await page.keyboard.down('Shift');
      await page.mouse.click(box.x + box.width * 0.7, box.y + box.height * 0.6);
      await page.keyboard.up('Shift');
      await counts(page, 6);
      await page.focus('[data-action=points]');
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('Enter');
      await counts(page, 7);
      await page.keyboard.press('n');
      await page.keyboard.press('Delete');
      await counts(page, 6);
      await page.click('[data-action=table-data]');
      const input = page.locator('[data-card=data] tbody tr').first().locator('input').first();
      await input.fill('-3');
      await input.press('Tab');
      await page.waitForFunction(() => JSON.parse(sessionStorage['trainer-state'] ?? '{}').source?.x?.[0] === -3);
      await page.click('[data-action=clear-points]');
      await counts(page, 0);
      await page.click('[data-action=step10]');
      await counts(page, 0);
    },
  ],
  [
    'drags a point',
    async (page) => {
      await page.waitForFunction(() => document.querySelector('[data-card=data] canvas').width > 0);
      const box = await page.locator('[data-card=data] canvas').boundingBox();
      // The extent of the four points is 0.28 … 7.72 by 1.28 … 8.72; the frame leaves 42, 8, 10 and 36 pixels.
      const x = box.x + 42 + ((1 - 0.28) / 7.44) * (box.width - 52);
      const y = box.y + 8 + (1 - (2 - 1.28) / 7.44) * (box.height - 44);
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x + 40, y - 50, { steps: 4 });
      await page.mouse.up();
      await page.waitForFunction(() => JSON.parse(sessionStorage['trainer-state'] ?? '{}').source?.kind === 'points');
      const state = await page.evaluate(() => JSON.parse(sessionStorage['trainer-state']));
      assert.equal(state.source.kind, 'points');
      assert.equal(state.source.y.length, 4);
      assert.ok(state.source.x[0] > 1.3 && state.source.x[1] > 2.3, JSON.stringify(state.source.x));
    },
  ],
  [
    'loads a CSV from the workspace, with column choice and errors by line',
    async (page) => {
      await page.click('[data-section=csv] summary');
      await page.click('[data-action=open-csv]');
      await posted(page, 'openCsv');
      const text = 'age,dose,cured\n30,1.5,no\n41,x,yes\n50,2.5,yes\n22,0.5,no\n61,3.1,yes\n';
      await page.evaluate((csv) => window.postMessage({ type: 'csv', name: 'trial.csv', text: csv }), text);
      await page.waitForSelector('[data-section=csv] .problem:has-text("Line 3, column “dose”: “x” is not a number")');
      await page.click('[data-action=use-csv]:has-text("Use 4 samples")');
      await counts(page, 4);
      await page.waitForFunction(() => document.querySelector('[data-key=preset]').value === 'own');
      await page.click('[data-action=step100]');
      await status(page, /step 100 ·/);
    },
  ],
  [
    'takes pasted CSV and says what is wrong with it',
    async (page) => {
      await page.click('[data-section=csv] summary');
      await page.click('[data-action=paste-csv]');
      await page.fill('[data-section=csv] textarea', '1,2,0\n2,3,1\n3,4,2\n');
      await page.click('[data-action=read-csv]');
      await page.waitForSelector('[data-section=csv] .problem:has-text("more than two values (0, 1, 2)")');
    },
  ],
  [
    'checks a wrong and a right formula and trains with them beside the exact gradient',
    async (page) => {
      await page.selectOption('[data-key=preset]', 'overlap');
      await page.waitForSelector('[data-card=formula] [data-verdict=right]');
      await page.selectOption('[data-action=choose-formula]', 'sign');
      await page.waitForSelector('[data-card=formula] [data-verdict=wrong]:has-text("wrong sign")');
      await page.click('[data-action=train-with]');
      await page.waitForSelector('.notices .warning:has-text("uphill")');
      await page.click('[data-action=play]:has-text("Pause")');
      const [exact, slipped] = await losses(page);
      assert.ok(slipped > exact + 0.2, `${exact} and ${slipped}`);
      await page.screenshot({ path: `${shots}/sign-slip.png`, fullPage: true });

      await page.selectOption('[data-action=choose-formula]', 'extra');
      await page.waitForSelector('[data-card=formula] [data-verdict=wrong]');
      await page.click('[data-action=train-with]');
      await page.click('[data-action=play]:has-text("Pause")');
      await page.click('[data-action=reset]');
      await page.click('[data-action=step10]');
      await status(page, /step 10 ·/);
      const [fast, slow] = await losses(page);
      assert.ok(slow > fast + 0.01, `${fast} and ${slow}`);

      await page.selectOption('[data-action=choose-formula]', 'right');
      await page.waitForSelector('[data-card=formula] [data-verdict=right]');
      await page.click('[data-action=train-with]');
      await page.click('[data-action=play]:has-text("Pause")');
      const [a, b] = await losses(page);
      assert.ok(Math.abs(a - b) < 1e-9, `${a} and ${b}`);
      await page.click('[data-action=jump]');
      assert.deepEqual((await posted(page, 'jumpToLine')).place, { uri: 'file:///notes/gradient.md', line: 12 });
    },
  ],
  [
    'asks what an unknown symbol means',
    async (page) => {
      await page.selectOption('[data-action=choose-formula]', 'open');
      await page.waitForSelector('[data-card=formula] .banner:has-text("has no value here")');
      await page.click('[data-action=bind]');
      assert.deepEqual(await posted(page, 'bindSymbol'), {
        type: 'bindSymbol',
        formula: 'open',
        symbol: '\\kappa',
        binding: 'lambda',
      });
    },
  ],
  [
    'opens with the formula it was opened for',
    async (page) => {
      await page.waitForSelector('[data-key=run-b]');
      assert.equal(await page.inputValue('[data-action=choose-formula]'), 'sign');
    },
    { init: { open: 'sign' } },
  ],
  [
    'recognises a step that is too long and explains it',
    async (page) => {
      await page.fill('[data-key=rate]', '12');
      await page.keyboard.press('Tab');
      await page.waitForSelector('[data-section=training] .hint.warn');
      await page.click('[data-action=step100]');
      await page.waitForSelector('.notices .warning:has-text("η = 12 is above 2/L")');
      await page.screenshot({ path: `${shots}/diverging.png` });
    },
  ],
  [
    'compares runs',
    async (page) => {
      await page.selectOption('[data-key=preset]', 'overlap');
      await page.click('[data-action=add-run]');
      await page.selectOption('[data-key=optimiser]', 'newton');
      await page.click('[data-action=add-run]');
      await page.selectOption('[data-key=optimiser]', 'l-bfgs');
      await page.waitForSelector('[data-section=runs] label:has-text("Run C: L-BFGS")');
      await page.click('[data-action=step10]');
      await page.waitForSelector('.notices p:has-text("Newton")');
      const [plain, newton] = await losses(page);
      assert.ok(newton < plain, `${newton} and ${plain}`);
    },
  ],
  [
    'exports the run, its parameters, Python code, plots and a text to share',
    async (page) => {
      await page.click('[data-section=share] summary');
      await page.click('[data-action=step10]');
      for (const [kind, start] of [
        ['history', 'run,step,epoch'],
        ['parameters', '{\n  "model"'],
        ['numpy', '"""Logistic regression'],
        ['data', 'x1,x2,y'],
      ]) {
        await page.click(`[data-action=export-${kind}]`);
        const { content } = await posted(page, 'saveFile');
        assert.ok(content.startsWith(start), content.slice(0, 40));
      }
      await page.click('[data-card=loss] button[aria-label*=SVG]');
      assert.match((await posted(page, 'saveFile')).content, /^<svg/);
      await page.click('[data-card=contour] button[aria-label*=PNG]');
      assert.match((await posted(page, 'saveFile')).content, /^iVBOR/);
      await page.click('[data-action=copy-share]');
      const { text } = await posted(page, 'copy');
      await page.selectOption('[data-key=preset]', 'circles');
      await page.click('[data-key=paste]');
      await page.fill('[data-section=share] textarea', 'nonsense');
      await page.click('[data-section=share] button:has-text("Open"):not([data-key])');
      await page.waitForSelector('[data-section=share] .problem:has-text("no shared trainer text")');
      await page.fill('[data-section=share] textarea', text);
      await page.click('[data-section=share] button:has-text("Open"):not([data-key])');
      await page.waitForFunction(() => document.querySelector('[data-key=preset]').value === 'four-points');
      await status(page, /step 10 ·/);
    },
  ],
  [
    'comes back as it was after the window is reloaded',
    async (page) => {
      await page.selectOption('[data-key=preset]', 'circles');
      await page.click('[data-action=step100]');
      await status(page, /step 100 ·/);
      const before = await page.innerText('.status');
      await page.waitForFunction(() => JSON.parse(sessionStorage['trainer-state'] ?? '{}').steps === 100);
      await page.reload();
      await status(page, /step 100 ·/);
      assert.equal(await page.innerText('.status'), before);
      assert.equal(await page.inputValue('[data-key=preset]'), 'circles');
    },
  ],
  [
    'works without workers',
    async (page) => {
      await page.click('[data-action=step100]');
      await status(page, /step 100 ·/);
    },
    { query: '&noworker' },
  ],
  [
    'speaks Chinese',
    async (page) => {
      await page.click('[data-action=step10]');
      await status(page, /第 10 步/);
      const english = await page.evaluate(() => document.body.innerText.match(/\b[A-Za-z]{4,}\b/g) ?? []);
      const known = new Set([
        'Adam',
        'Nesterov',
        'BFGS',
        'IRLS',
        'Python',
        'NumPy',
        'JSON',
        'Shift',
        'Ctrl',
        'Delete',
        'line',
      ]);
      assert.deepEqual(
        [...new Set(english)].filter((word) => !known.has(word)),
        [],
      );
    },
    { query: '&locale=zh-cn' },
  ],
  ...['light', 'dark', 'high-contrast'].flatMap((theme) => [
    [
      `is accessible in the theme ${theme}`,
      async (page) => {
        await page.selectOption('[data-key=preset]', 'overlap');
        await page.selectOption('[data-key=share]', '0.3');
        await page.click('[data-action=add-run]');
        await page.selectOption('[data-key=optimiser]', 'adam');
        await unfold(page);
        await page.click('[data-action=step100]');
        await page.waitForSelector('[data-verdict]');
        for (const key of ['data', 'loss', 'contour', 'weights', 'quality']) {
          await page.locator(`[data-action=table-${key}]`).scrollIntoViewIfNeeded();
          await page.click(`[data-action=table-${key}]`);
        }
        await accessible(page);
        for (const key of ['data', 'loss', 'contour', 'weights', 'quality'])
          await page.click(`[data-action=table-${key}]`);
        await page.evaluate(() => window.scrollTo(0, 0));
        await page.screenshot({ path: `${shots}/${theme}.png`, fullPage: true });
      },
      { query: `&theme=${theme}` },
    ],
  ]),
  [
    'fits a side column',
    async (page) => {
      await page.click('[data-action=step100]');
      await status(page, /step 100 ·/);
      await unfold(page);
      await page.waitForTimeout(300);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(overflow <= 0, `${overflow} pixels too wide`);
      await accessible(page);
      await page.screenshot({ path: `${shots}/narrow.png`, fullPage: true });
    },
    { query: '&theme=dark', viewport: { width: 300, height: 900 } },
  ],
];

async function status(page, pattern) {
  await page.waitForFunction(
    ([source]) => new RegExp(source).test(document.querySelector('.status')?.textContent ?? ''),
    [pattern.source],
  );
}

async function lossOf(page) {
  return Number(/loss ([\d.]+)/.exec(await page.innerText('.status'))?.[1]);
}

/** The losses of all runs by the legend of the loss plot, to four digits. */
async function losses(page) {
  await page.locator('[data-card=loss]').scrollIntoViewIfNeeded();
  await page.waitForTimeout(250);
  const texts = await page.locator('[data-card=loss] .u-series .u-value').allInnerTexts();
  return texts.slice(1).map(Number);
}

async function unfold(page) {
  await page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)));
}

async function counts(page, n) {
  await page.waitForSelector(`[data-section=data] .hint:has-text("${n} training")`);
}

/** The latest message of a kind that the page sent; waits for one, and takes it off the list. */
async function posted(page, type) {
  const message = await page.waitForFunction((wanted) => {
    const at = window.posted.findLastIndex((candidate) => candidate.type === wanted);
    return at < 0 ? undefined : window.posted.splice(at, 1)[0];
  }, type);
  return message.jsonValue();
}

async function accessible(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }),
  );
  const found = violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map((node) => `${node.html.slice(0, 120)} ${node.any[0]?.message ?? ''}`).join('\n    ')}`,
  );
  assert.equal(found.length, 0, `\n  ${found.join('\n  ')}`);
}

let [passed, failed] = [0, 0];
const wanted = process.argv[2] ?? '';
for (const [name, run, { query = '', viewport = { width: 1280, height: 1000 }, init } = {}] of tests) {
  if (!name.includes(wanted)) continue;
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  page.setDefaultTimeout(8000);
  const errors = [];
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
  page.on('console', (message) => {
    const policy = /Content Security Policy/.test(message.text()) && !query.includes('noworker');
    if (policy) errors.push(message.text());
  });
  if (init) await page.addInitScript((value) => (window.trainerInit = value), init);
  const started = Date.now();
  try {
    await page.goto(`${server.url}/?${query.slice(1)}`);
    await page.waitForFunction(() => /0|1/.test(document.querySelector('.status')?.textContent ?? ''));
    await run(page);
    assert.deepEqual(errors, []);
    passed++;
    console.log(`ok    ${name} (${Date.now() - started} ms)`);
  } catch (error) {
    failed++;
    await page.screenshot({ path: `${shots}/failed-${failed}.png` }).catch(() => undefined);
    console.log(`FAIL  ${name}\n${error.stack ?? error}\n${errors.join('\n')}`);
  }
  await context.close();
}
await browser.close();
server.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
