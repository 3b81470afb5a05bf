import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

/** The Chromium to drive: `CHROMIUM`, Debian's, or one that playwright knows. */
export async function launch() {
  const executablePath = [process.env.CHROMIUM, '/usr/bin/chromium'].find((path) => path && existsSync(path));
  return chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
