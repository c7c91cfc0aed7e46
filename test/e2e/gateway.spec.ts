/**
 * The gateway in the hands of somebody who bridges an island: the file is written with help, a mistake is told where it stands and leaves
 * the running configuration alone, an apply says what it changed, and the pane shows values, alarms and the log; all by keyboard, too.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { AcademyServer } from './academy-server.ts';
import { expect, test } from './academy-test.ts';
import { expectAccessible } from './accessibility.ts';
import { fullFile, gatewayPath, startFile, writeGatewayLab } from './gateway-lab.ts';
import { workbenchWords } from './lab-page.ts';

test.use({ viewport: { width: 1440, height: 1000 }, permissions: ['clipboard-read', 'clipboard-write'] });

let server: AcademyServer;
let content: string;
test.beforeAll(async () => {
  test.setTimeout(180_000); // the first start may build the site
  content = mkdtempSync(join(tmpdir(), 'millwright-content-'));
  writeGatewayLab(content);
  server = await AcademyServer.start({ MILLWRIGHT_CONTENT: content });
});
test.afterAll(async () => {
  await server?.dispose();
  rmSync(content, { recursive: true, force: true });
});

const words = workbenchWords.en;
const editor = (page: Page) => page.locator('[data-pane="gateway"] .monaco-editor').first();
const tab = (page: Page, name: string) => page.getByRole('tablist', { name: words['gateway.tabs'] }).getByRole('tab', { name });

async function write(page: Page, text: string): Promise<void> {
  await page.evaluate((all) => navigator.clipboard.writeText(all), text);
  await editor(page).locator('.view-lines').click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('ControlOrMeta+v');
}

async function open(page: Page): Promise<void> {
  await page.goto(`${server.url}${gatewayPath}`);
  await expect(page.getByText(words['gateway.same'])).toBeVisible({ timeout: 30_000 });
  await expect(editor(page)).toContainText('connections', { timeout: 30_000 });
}

test('Enter indents for whoever types at once', async ({ page }) => {
  // Without idle moments Monaco learns of a line only what it must.
  await page.addInitScript(() => {
    window.requestIdleCallback = () => 1;
  });
  await page.goto(`${server.url}${gatewayPath}`);
  await editor(page).locator('.view-line').first().waitFor();
  await editor(page).locator('.view-lines').click();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type('  - name: meter/load\nconn');
  const typed = editor(page)
    .locator('.view-line')
    .filter({ hasText: /^\s*conn$/ });
  await expect.poll(async () => (await typed.textContent())?.replaceAll('\u00a0', ' ')).toBe('    conn');
});

test('the file is written with help, refused with a place, applied with a report, and found again', async ({ page }) => {
  test.setTimeout(180_000);
  await open(page);

  await test.step('keys, names of the file and devices of the rig are offered', async () => {
    await editor(page).locator('.view-lines').click();
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.type('  - name: meter/load\nconn');
    const list = page.locator('.suggest-widget');
    await expect(list.getByText('connection', { exact: true }).first()).toBeVisible();
    await page.keyboard.press('Enter');
    // The connections that the file names are what comes next.
    await expect(list.getByText('meter', { exact: true }).first()).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(editor(page)).toContainText('connection: meter');
  });

  await test.step('a mistake has a line and a column, and the running configuration stays', async () => {
    await write(page, fullFile.replace('type: INT }', 'type: INTT }'));
    await expect(page.getByText('1 problem', { exact: true })).toBeVisible();
    await expect(page.getByText(words['gateway.differs'])).toBeVisible();
    await page.keyboard.press('ControlOrMeta+s');
    await expect(page.getByText(words['gateway.refused.problems'])).toBeVisible();
    await page.getByRole('button', { name: 'Line 9, column 71' }).click();
    await expect(editor(page).locator('.view-line').first()).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('what an apply kept, added, changed and removed is told', async () => {
    await write(page, fullFile);
    await expect(page.getByText(words['program.problems.none'])).toBeVisible();
    await page.keyboard.press('ControlOrMeta+s');
    const report = page.locator('.wb-report summary');
    await expect(report).toContainText('Connections: 1 kept, 1 added');
    await expect(report).toContainText('Tags: 1 kept, 3 added');
    await expect(page.getByText(words['gateway.same'])).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('it is compared with what runs and with the start of the lab', async () => {
    await page.getByRole('button', { name: words['program.compare'] }).click();
    await expect(page.getByText(words['compare.same'])).toBeVisible();
    await page.getByRole('button', { name: words['compare.running'] }).click();
    await page.getByRole('option', { name: words['compare.start'] }).click();
    await expect(page.locator('.wb-compare-state')).toContainText('difference');
    await expectAccessible(page);
    await page.getByRole('button', { name: words['program.compare.back'] }).click();
  });

  await test.step('what was typed last is there after a reload, applied or not', async () => {
    await write(page, `${fullFile}# mine\n`);
    await page.waitForTimeout(200);
    await page.reload();
    await expect(editor(page)).toContainText('connections', { timeout: 30_000 });
    await expect(page.getByText(words['gateway.differs'])).toBeVisible();
  });

  await test.step('Escape leads out of the editor, and a reset brings the start back, with undo', async () => {
    await editor(page).locator('.view-lines').click();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: words['gateway.apply'], exact: true })).toBeFocused();
    await page.getByRole('button', { name: words['reset.menu'] }).click();
    await page.getByRole('menuitem', { name: words['reset.lab'] }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: words['reset.lab'] }).click();
    await expect(editor(page)).toContainText(startFile.split('\n')[0]!.slice(2), { timeout: 30_000 });
    await expect(page.getByText(words['gateway.same'])).toBeVisible();
    await page.getByRole('button', { name: words['action.undo'], exact: true }).click();
    await expect(editor(page)).toContainText('away');
  });
});

test('connections, tags, alarms and the log are shown and worked with', async ({ page }) => {
  test.setTimeout(180_000);
  await open(page);
  await write(page, fullFile);
  await page.keyboard.press('ControlOrMeta+s');
  await expect(page.locator('.wb-report')).toBeVisible();

  await test.step('tabs are one stop of the Tab key, with arrows between them', async () => {
    await tab(page, words['gateway.tab.file']).focus();
    await page.keyboard.press('ArrowRight');
    await expect(tab(page, words['gateway.tab.status'])).toBeFocused();
    const meter = page.getByRole('row', { name: /^meter modbus-tcp/ });
    await expect(meter).toContainText(words['gateway.link.connected']);
    await expect(page.getByRole('region', { name: words['gateway.store'] })).toContainText(words['gateway.store.waiting']);
    await expectAccessible(page);
  });

  const row = (name: string) =>
    page.getByRole('table', { name: words['gateway.tags.table'] }).getByRole('row', { name: new RegExp(`^${name}`) });
  await test.step('tags have a value, a quality with its reason, and an age', async () => {
    await tab(page, words['gateway.tab.tags']).click();
    await expect(row('meter/power')).toContainText('24 kW');
    await expect(row('meter/power')).toContainText('Good');
    await expect(row('meter/nothing')).toContainText('the device has no such address');
    await expect(row('away/flow')).toContainText('Bad.');
    await expectAccessible(page);
    await page.getByRole('searchbox', { name: words['gateway.tags.filter'] }).fill('kw');
    await expect(row('meter/load')).toHaveCount(0);
    await page.getByRole('searchbox', { name: words['gateway.tags.filter'] }).fill('');
  });

  await test.step('a writable tag is written, and read back', async () => {
    await page.getByRole('button', { name: words['gateway.write.tag'].replace('{tag}', 'meter/load') }).click();
    await expectAccessible(page);
    await page.getByRole('textbox').fill('9');
    await page.keyboard.press('Enter');
    await expect(row('meter/load')).toContainText('9 A');
    await expect(row('meter/power')).toContainText('18 kW');
  });

  await test.step('an alarm that has come back is acknowledged; one is shelved and unshelved', async () => {
    await tab(page, words['gateway.tab.alarms']).click();
    const alarm = page.getByRole('row', { name: /power-high/ });
    await expect(alarm).toContainText(words['gateway.alarm.state.returned']);
    await expectAccessible(page);
    await page.getByRole('button', { name: words['gateway.alarm.acknowledge.of'].replace('{alarm}', 'power-high') }).click();
    await expect(alarm).toContainText(words['gateway.alarm.state.normal']);
    await page.getByRole('button', { name: words['gateway.alarm.shelve'].replace('{alarm}', 'power-high') }).click();
    await page.getByRole('menuitem', { name: '15 minutes' }).click();
    await expect(alarm).toContainText(words['gateway.alarm.state.shelved']);
    await page.getByRole('button', { name: words['gateway.alarm.unshelve.of'].replace('{alarm}', 'power-high') }).click();
    await expect(alarm).toContainText(words['gateway.alarm.state.normal']);
  });

  await test.step('the log follows, and shows one level', async () => {
    await tab(page, words['gateway.tab.log']).click();
    const log = page.getByRole('list', { name: words['gateway.log'] });
    await expect(log).toContainText('The configuration was taken.');
    await page.getByRole('radio', { name: words['gateway.log.level.error'] }).click();
    await expect(log).not.toContainText('The configuration was taken.');
    await expectAccessible(page);
  });
});

test('on a wide screen file and values stand beside each other; on a phone the file is read', async ({ page }) => {
  test.setTimeout(180_000);
  await page.setViewportSize({ width: 2560, height: 1300 });
  await open(page);
  await expect(page.locator('.wb-gateway')).toHaveAttribute('data-split', 'true');
  await tab(page, words['gateway.tab.tags']).click();
  await expect(editor(page)).toBeVisible();
  await expect(page.getByRole('table', { name: words['gateway.tags.table'] })).toContainText('24 kW');
  await expectAccessible(page);

  await page.setViewportSize({ width: 360, height: 780 });
  await page.reload();
  await page.getByRole('tab', { name: words['pane.gateway'], exact: true }).click();
  await expect(page.getByRole('region', { name: words['gateway.reading'] })).toContainText('modbus-tcp');
  await tab(page, words['gateway.tab.tags']).click();
  await expect(page.getByRole('table', { name: words['gateway.tags.table'] })).toContainText('24 kW');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await expectAccessible(page);
});
