/** The hands and eyes of a user. */
export class User {
  constructor(page) {
    this.page = page;
  }

  /** Runs a command from the palette. */
  async run(title) {
    const { page } = this;
    await this.attempt(
      () => page.keyboard.press('F1'),
      () => page.locator('.quick-input-widget input').first().isVisible(),
    );
    await page.keyboard.type(title, { delay: 5 });
    const row = `.quick-input-list .monaco-list-row.focused:has-text("${title.replace(/^.*: /, '')}")`;
    await page.waitForSelector(row);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.quick-input-widget', { state: 'hidden' }).catch(() => undefined);
  }

  /** Points at something until the hover is there, and reads it. */
  async hover(selector) {
    const { page } = this;
    const shown = page.locator('.monaco-hover:not(.hidden) .hover-contents');
    const read = async () => (await shown.allInnerTexts()).join('\n');
    await this.attempt(
      async () => {
        const box = await page.locator(selector).first().boundingBox();
        await page.mouse.move(box.x + 300, box.y + 200);
        await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 5 });
      },
      async () => (await read()).includes('Read as'),
    );
    return read();
  }

  /** Opens the list of what can be done at the cursor. */
  async lightBulb() {
    const { page } = this;
    await this.attempt(
      () => page.keyboard.press('Control+Period'),
      () => page.locator('.action-widget .monaco-list-row').first().isVisible(),
    );
  }

  /** Repeats a gesture that a busy workbench may have missed, until it has its effect. */
  async attempt(gesture, effect, ms = 40_000) {
    const end = Date.now() + ms;
    for (;;) {
      await gesture();
      try {
        return await this.until(effect, 5000);
      } catch (error) {
        if (Date.now() > end) throw error;
      }
    }
  }

  /** Chooses an entry of an open list with the keyboard. */
  async choose(list, title) {
    const { page } = this;
    await page.waitForSelector(`${list} :text("${title}")`);
    for (let presses = 0; presses < 20; presses++) {
      if (await page.locator(`${list} .monaco-list-row.focused:has-text("${title}")`).count()) break;
      await page.keyboard.press('ArrowDown');
    }
    await page.keyboard.press('Enter');
  }

  count(selector) {
    return this.page.locator(selector).count();
  }

  async until(condition, ms = 15_000) {
    const end = Date.now() + ms;
    while (!(await condition())) {
      if (Date.now() > end) throw new Error('It did not happen in time.');
      await this.page.waitForTimeout(50);
    }
  }
}
