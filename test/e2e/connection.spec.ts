/** The line to the rig is lost and found without a reload, nothing typed is lost, and two tabs on one rig agree. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { AcademyServer } from './academy-server.ts';
import { expect, test } from './academy-test.ts';
import { expectAccessible } from './accessibility.ts';
import { LabPage, workbenchWords } from './lab-page.ts';

const words = workbenchWords.en;
const start = 'Start button S2';
const stop = 'Stop button S1';
const solution = readFileSync(join(import.meta.dirname, '../../labs/motor-seal-in/solution/seal-in/main.st'), 'utf8');

test.use({ viewport: { width: 1440, height: 1400 }, permissions: ['clipboard-read', 'clipboard-write'] });

let server: AcademyServer;
test.beforeAll(async () => {
  test.setTimeout(180_000); // the first start may build the site
  server = await AcademyServer.start();
});
test.afterAll(async () => {
  await server?.dispose();
});

async function open(page: Page): Promise<LabPage> {
  const lab = new LabPage(page, words);
  await page.goto(`${server.url}/courses/first-scan/keep-it-running/`);
  await lab.ready();
  return lab;
}

const state = (page: Page, phase: 'running' | 'offline') =>
  expect(page.locator('.wb-rig'), `the header says ${phase}`).toHaveAttribute('data-phase', phase, { timeout: 30_000 });

/**
 * Until the rig has seen the button let go: what is on its way when the line is cut is told as unanswered, and that stands where the scene
 * otherwise says that its values are not live.
 */
async function tapStart(lab: LabPage): Promise<void> {
  await lab.tap(start, 'Start TRUE');
  await lab.sees('Start FALSE');
  await lab.sees('Motor TRUE');
}

/** Above the program: what is at its end may be out of view. */
async function typeComment(page: Page, lab: LabPage, comment: string): Promise<void> {
  await lab.editor.locator('textarea, .native-edit-context').first().focus();
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.type(`// ${comment}\n`);
}

test('a server that stands still, then one that dies: values are grey, text is kept, and the page goes on by itself', async ({
  page,
}) => {
  test.setTimeout(120_000);
  const lab = await open(page);
  await page.evaluate(() => Object.assign(window, { samePage: true }));
  await lab.paste(solution);
  await lab.download();
  await tapStart(lab);
  const notLive = async () => {
    await state(page, 'offline');
    await expect(page.locator('.wb-scene')).toHaveAttribute('data-live', 'false');
    await expect(page.getByText(words['scene.stale'])).toBeVisible();
    await expect(page.getByText(words['rig.offline.notice'])).toBeVisible();
    await expect(lab.editor.locator('.wb-live-stale').first(), 'live values in the program are greyed').toBeVisible();
    await expect(lab.editor.locator('.wb-live-true')).toHaveCount(0);
  };
  const liveAgain = async () => {
    await state(page, 'running');
    await expect(page.locator('.wb-scene')).toHaveAttribute('data-live', 'true');
    await lab.sees('Motor TRUE');
    await expect(lab.editor.locator('.wb-live-true').first()).toBeVisible();
  };
  const saved = () => expect(page.locator('.wb-save')).toHaveAttribute('data-state', 'saved', { timeout: 20_000 });

  await test.step('the server stands still for ten seconds', async () => {
    server.freeze();
    const frozen = Date.now();
    await notLive();
    await typeComment(page, lab, 'typed while nobody answered');
    await expect(page.locator('.wb-save')).not.toHaveAttribute('data-state', 'saved');
    // What is tested is just this: that much time.
    await page.waitForTimeout(Math.max(0, 10_000 - (Date.now() - frozen)));
    server.thaw();
    await liveAgain();
    await saved();
  });

  await test.step('the scene works again', async () => {
    await lab.tap(stop, 'Stop FALSE');
    await lab.sees('Motor FALSE');
    await tapStart(lab);
  });

  await test.step('the server dies and is started again', async () => {
    await server.crash();
    await notLive();
    await typeComment(page, lab, 'typed while nobody was there');
    await expect(page.locator('.wb-save')).toHaveAttribute('data-state', 'unsaved');
    await server.start();
    await liveAgain();
    await saved();
    await lab.tap(stop, 'Stop FALSE');
    await lab.sees('Motor FALSE');
  });

  expect(await page.evaluate(() => 'samePage' in window), 'the page was never loaded again').toBe(true);
  await page.reload();
  await lab.ready();
  await lab.sees('typed while nobody answered');
  await lab.sees('typed while nobody was there');
});

test('while nobody answers, what was last known can still be read', async ({ page }) => {
  const lab = await open(page);
  server.freeze();
  try {
    await state(page, 'offline');
    for (const pane of ['watch', 'io', 'program'] as const) {
      await page.getByRole('tab', { name: words[`pane.${pane}`], exact: true }).click();
      await expectAccessible(page);
    }
    await page.setViewportSize({ width: 360, height: 900 });
    await lab.openPane('scene');
    await expect(page.locator('.wb-scene')).toHaveAttribute('data-live', 'false');
    await expect(page.locator('.wb-strip')).toBeVisible();
    await expectAccessible(page);
  } finally {
    server.thaw();
  }
});

test('two tabs on one rig agree', async ({ page, context }) => {
  test.setTimeout(90_000);
  const one = await open(page);
  const otherPage = await context.newPage();
  const other = await open(otherPage);

  await test.step('a press in one shows in the other', async () => {
    await page.bringToFront();
    await one.press(start);
    await one.sees('Start TRUE');
    await other.sees('Start TRUE');
    await expect(other.control(start)).toHaveAttribute('aria-pressed', 'true');
    await one.release();
    await other.sees('Start FALSE');
  });

  await test.step('both see what is forced', async () => {
    await one.openPane('watch');
    await page.locator('[data-pane="watch"] input').first().fill('plc.Motor');
    await page.getByRole('button', { name: words['watch.edit'].replace('{name}', 'plc.Motor') }).click();
    await page.getByRole('dialog').getByRole('button', { name: words['watch.force'] }).click();
    const forced = words['watch.forced.title'].replace('{count}', '1');
    for (const tab of [page, otherPage]) await expect(tab.getByRole('button', { name: forced })).toBeVisible();
    await other.sees('Motor TRUE');
    await other.openPane('watch');
    await otherPage.getByRole('button', { name: words['watch.remove-all'] }).click();
    for (const tab of [page, otherPage]) await expect(tab.getByRole('button', { name: forced })).toHaveCount(0);
  });

  await test.step('what is typed in one is in the other when it comes to the front', async () => {
    await one.openPane('program');
    await other.openPane('program');
    await typeComment(page, one, 'typed in the first tab');
    await expect(page.locator('.wb-save')).toHaveAttribute('data-state', 'saved');
    await otherPage.bringToFront();
    // A browser under test believes every page to be in front; this is what a real one tells.
    await otherPage.evaluate(() => dispatchEvent(new Event('focus')));
    await other.sees('typed in the first tab');
  });
});
