/**
 * A rig in the hands of somebody who looks for a mistake: time stands still, runs back, goes on another way and comes back; a scan is
 * walked statement by statement; a counterexample is read and replayed.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import siteEnglish from '../../src/i18n/site.en.json' with { type: 'json' };
import { AcademyServer } from './academy-server.ts';
import { expect, test } from './academy-test.ts';
import { expectAccessible } from './accessibility.ts';
import { LabPage, workbenchWords } from './lab-page.ts';

test.use({ viewport: { width: 1440, height: 900 } });

/** Of the one statement of the program as it is found. */
const line =
  readFileSync(join(import.meta.dirname, '../../labs/motor-seal-in/start/main.st'), 'utf8')
    .split('\n')
    .indexOf('Motor := Start;') + 1;

/** The start passes the scenario and not every operator: Start and Stop held together run the motor. */
const explored = `        explore: { inputs: [plant.StartButton, plant.StopButton], runs: 200, length: 10s }
        require:
          - never: plant.StopButton AND plc.Motor
`;

let server: AcademyServer;
let content: string;
test.beforeAll(async () => {
  test.setTimeout(180_000); // the first start may build the site
  content = mkdtempSync(join(tmpdir(), 'millwright-content-'));
  const lab = join(content, 'labs', 'motor-seal-in');
  cpSync(join(import.meta.dirname, '../../labs/motor-seal-in'), lab, { recursive: true });
  const definition = readFileSync(join(lab, 'lab.yaml'), 'utf8');
  const changed = definition.replace('        require:\n', explored);
  writeFileSync(join(lab, 'lab.yaml'), changed);
  server = await AcademyServer.start({ MILLWRIGHT_CONTENT: content });
});
test.afterAll(async () => {
  await server?.dispose();
  rmSync(content, { recursive: true, force: true });
});

test('time stands, runs back, goes on another way and comes back; scans are walked; counterexamples replay', async ({ page }) => {
  const words = workbenchWords.en;
  const lab = new LabPage(page, words);
  const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
  const slider = page.getByRole('slider', { name: words['time.slider'] });
  const start = 'Start button S2';
  await page.goto(server.url);
  await page.getByRole('link', { name: siteEnglish['home.begin'] }).click();
  await lab.ready();

  await test.step('the past shows in program and scene, and nothing can be pressed in it', async () => {
    await lab.press(start);
    await lab.sees('Motor TRUE');
    // A second and a half of it, so that one second back is surely within.
    await page.waitForTimeout(1_500);
    await button(words['time.pause']).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByText(`${words['rig.label']}: ${words['rig.paused']}`).first()).toBeVisible();
    await lab.release();
    await button(words['time.resume']).click();
    await lab.sees('Motor FALSE');
    await slider.focus();
    await page.keyboard.press('ArrowLeft');
    await expect(slider).toHaveAttribute('aria-valuetext', '1.0 s before now');
    await expect(page.getByText('This is the past: 1.0 s before now.')).toBeVisible();
    await lab.sees('Motor TRUE');
    await expect(lab.control(start)).toHaveAttribute('aria-pressed', 'true');
    await expectAccessible(page);
    await lab.press('Stop button S1');
    await expect(page.getByText(/What is shown is the past/)).toBeVisible();
    await lab.release();
  });

  await test.step('going on from there leaves a future, which can be brought back', async () => {
    await button(words['time.fork']).click();
    await expect(page.getByText(`${words['rig.label']}: ${words['rig.running']}`).first()).toBeVisible();
    await expect(button(words['time.fork'])).toHaveCount(0);
    // Nobody holds the button that was held then.
    await lab.sees('Motor FALSE');
    const emergency = lab.control('Emergency stop S0');
    await emergency.click();
    await expect(emergency).toHaveAttribute('aria-pressed', 'true');
    await page.getByRole('button', { name: 'Abandoned futures: 1' }).click();
    await page.getByRole('menuitem', { name: words['time.restore'] }).click();
    await expect(emergency).toHaveAttribute('aria-pressed', 'false');
    await expect(page.getByRole('button', { name: 'Abandoned futures: 1' })).toBeVisible();
  });

  await test.step('a scan is walked statement by statement, and a run stops at a breakpoint', async () => {
    await lab.editor.locator('.view-lines').click();
    await page.keyboard.press('F10');
    await expect(page.getByText(words['stepping.paused'].replace('{number}', '1'))).toBeVisible();
    await expect(lab.editor.locator('.wb-statement-line')).toHaveCount(1);
    await expect(lab.editor.locator('.wb-statement-arrow')).toHaveCount(1);
    await expect(page.getByRole('list', { name: words['stepping.stack'] })).toContainText('Motor := Start;');
    await page.keyboard.press('F10');
    await expect(page.getByText(words['stepping.finished'].replace('{number}', '1'))).toBeVisible();
    await expect(lab.editor.locator('.wb-statement-line')).toHaveCount(0);
    await page.keyboard.press('ControlOrMeta+Home');
    for (let down = 1; down < line; down++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('F9');
    await expect(page.getByRole('list', { name: words['stepping.breakpoints'] })).toContainText(`main.st, line ${line}`);
    await page.keyboard.press('F5');
    await expect(page.getByText(words['stepping.paused'].replace('{number}', '1'))).toBeVisible();
    await expectAccessible(page);
    await button(words['time.resume']).click();
    await expect(page.getByRole('list', { name: words['stepping.stack'] })).toHaveCount(0);
  });

  await test.step('a counterexample is listed as a person reads it, and replays in the scene', async () => {
    await lab.check();
    await expect(page.getByText(/^Failed in run \d+ of random operation/)).toBeVisible();
    const events = page.getByRole('list', { name: words['checks.counterexample.events'] });
    await expect(events).toContainText(`${start} pressed`);
    await expect(events).toContainText('Stop button S1 pressed');
    await expectAccessible(page);
    await button(words['checks.replay']).click();
    await expect(page.getByText(words['replay.banner'])).toBeVisible();
    await expectAccessible(page);
    const replay = page.getByRole('slider', { name: words['replay.slider'] });
    await replay.focus();
    await page.keyboard.press('Home');
    const stop = lab.control('Stop button S1');
    await expect(stop).toHaveAttribute('aria-pressed', 'false');
    await page.keyboard.press('End');
    const told = await page.getByText(/^Not met at/).innerText();
    const failedAt = Number(/[\d.]+/.exec(told)?.[0]);
    expect(failedAt).toBeGreaterThanOrEqual(1);
    const secondsAtEnd = Number.parseFloat((await replay.getAttribute('aria-valuetext')) ?? '');
    await replay.fill(String(Math.round((failedAt / secondsAtEnd) * Number(await replay.inputValue()))));
    await expect(stop).toHaveAttribute('aria-pressed', 'true');
    await lab.press(start);
    await expect(page.getByText(words['replay.touched'])).toBeVisible();
    await lab.release();
    await page.keyboard.press('Escape');
    await expect(page.getByText(words['replay.banner'])).toHaveCount(0);
    await expect(stop).toHaveAttribute('aria-pressed', 'false');
  });
});
