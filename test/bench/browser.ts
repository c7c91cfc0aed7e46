/** `npm run bench -- browser`: what a person at the page feels, in Chromium against the production build. Printed, never asserted. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { AcademyServer } from '../e2e/academy-server.ts';
import { browserArguments, presentBrowser } from '../e2e/browser.ts';
import { measureKeys } from './browser/keys.ts';
import { measureLadderScroll } from './browser/ladder-scroll.ts';
import { measureLoading } from './browser/load.ts';
import { openManySignals, writeManySignals } from './browser/many-signals.ts';
import { measurePresses } from './browser/press.ts';
import { measureStream } from './browser/stream.ts';

/** `only`: one of load, ladder, press, keys and stream; all without it. */
export async function measureInBrowser(only?: string): Promise<void> {
  const executablePath = presentBrowser();
  if (executablePath === null) {
    console.log('browser: none found (install chromium, or name one in MILLWRIGHT_BROWSER); its figures are left out');
    return;
  }
  const content = mkdtempSync(join(tmpdir(), 'millwright-bench-'));
  writeManySignals(content);
  const server = await AcademyServer.start({ MILLWRIGHT_CONTENT: content });
  const browser = await chromium.launch({ executablePath, args: browserArguments });
  const wanted = (name: string): boolean => only === undefined || only === name;
  try {
    if (wanted('load')) {
      // The server has seen the page before: files compressed, the lesson in its cache.
      const warmUp = await browser.newPage();
      await warmUp.goto(`${server.url}/courses/first-scan/keep-it-running/`);
      await warmUp.waitForSelector('.monaco-editor .view-line span');
      await warmUp.close();
      await measureLoading(browser, `${server.url}/courses/first-scan/keep-it-running/`);
    }
    if (wanted('ladder')) await measureLadderScroll(browser, `${server.url}/courses/first-scan/keep-it-running/`);
    if (!wanted('press') && !wanted('stream') && !wanted('keys')) return;
    const page = await openManySignals(browser, server.url);
    if (wanted('press')) await measurePresses(page);
    if (wanted('stream')) {
      await measureStream(page, 'program and scene');
      await page.getByRole('tab', { name: 'Watch', exact: true }).click();
      await page.waitForSelector('.wb-watch-body [role="row"]');
      await measureStream(page, 'watch and scene');
      await page.getByRole('tab', { name: 'Program', exact: true }).click();
    }
    if (wanted('keys')) await measureKeys(page, [500, 5_000]);
  } finally {
    await browser.close();
    await server.dispose();
    rmSync(content, { recursive: true, force: true });
  }
}
