/**
 * Watch and rack in the hands of somebody who commissions: a signal is found, read in another format, written, forced and released; the
 * rack's lamps follow the operator; each with the keyboard, and each taken back.
 */
import type { Locator } from '@playwright/test';
import siteEnglish from '../../src/i18n/site.en.json' with { type: 'json' };
import { expect, test } from './academy-test.ts';
import { expectAccessible } from './accessibility.ts';
import { LabPage, workbenchWords } from './lab-page.ts';

test.use({ viewport: { width: 1440, height: 1200 }, permissions: ['clipboard-read', 'clipboard-write'] });

/** Everything the tree shows: a terminal, an instance, an array, a word to read in other formats. */
const program = `PROGRAM main
VAR
  Start AT %IX0.0 : BOOL;
  Motor AT %QX0.0 : BOOL;
  delay : TON;
  mask : WORD := 16#00FF;
  table : ARRAY[1..300] OF INT;
END_VAR
delay(IN := Start, PT := T#200ms);
Motor := Start;
END_PROGRAM
`;

test('signals are found, read, written, forced and released; the rack follows', async ({ page, server }) => {
  test.setTimeout(180_000); // a minute on an idle machine
  const words = workbenchWords.en;
  const lab = new LabPage(page, words);
  const grid = page.getByRole('treegrid', { name: words['watch.tree'] });
  const row = (name: string): Locator => grid.getByRole('row', { name: new RegExp(`^${name}\\b`) });
  const value = (signal: string): Locator => grid.locator(`[data-signal="${signal}"]`);
  const search = page.getByRole('searchbox', { name: words['watch.search'] });
  const dialog = page.getByRole('dialog');
  const strip = page.getByRole('region', { name: 'Forced signals: 1' });
  const channel = (name: string): Locator => page.getByRole('button', { name: new RegExp(`^Channel \\d ${name} `) });

  await page.goto(server.url);
  await page.getByRole('link', { name: siteEnglish['home.begin'] }).click();
  await lab.ready();
  await lab.paste(program);
  await lab.download();
  await lab.openPane('watch');

  await test.step('the tree opens and closes with the arrow keys, and letters lead to a line', async () => {
    await row('plc').first().focus();
    await page.keyboard.press('t');
    await page.keyboard.press('a');
    await expect(row('table')).toBeFocused();
    await expect(row('table')).toHaveAttribute('aria-expanded', 'false');
    await page.keyboard.press('ArrowRight');
    await expect(row('table')).toHaveAttribute('aria-expanded', 'true');
    await page.keyboard.press('ArrowRight');
    await expect(grid.locator(':focus')).toHaveAttribute('aria-level', '4');
    await page.keyboard.press('PageDown');
    await page.keyboard.press('PageDown');
    // What is out of sight is not on the page, and the focus is.
    await expect(grid.locator(':focus')).toHaveCount(1);
    expect(await grid.getByRole('row').count()).toBeLessThan(60);
    await page.keyboard.press('ArrowLeft');
    await expect(row('table')).toBeFocused();
    await page.keyboard.press('ArrowLeft');
    await expect(row('table')).toHaveAttribute('aria-expanded', 'false');
    await expectAccessible(page);
  });

  await test.step('a search finds by name, name for people, address and type, and marks it', async () => {
    await search.fill('%ix0.0');
    await expect(row('Start').first()).toContainText('%IX0.0');
    await search.fill('emergency');
    await expect(grid.locator('mark').first()).toHaveText(/emergency/i);
    await search.fill('مرحبا 🙂'.repeat(40));
    await expect(page.getByText(words['watch.none'])).toBeVisible();
    await search.fill('mask');
    await expect(value('plc.main.mask')).toHaveText('255');
  });

  await test.step('a value is shown in the format chosen, written in it, and the write is taken back', async () => {
    await row('mask').click();
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menuitemradio', { name: words['watch.format.bin'] }).click();
    await page.keyboard.press('Escape');
    await expect(value('plc.main.mask')).toHaveText('2#0000_0000_1111_1111');
    await row('mask').focus();
    await page.keyboard.press('Enter');
    await dialog.getByRole('textbox').fill('soon');
    await page.keyboard.press('Enter');
    await expect(dialog.getByRole('alert')).toBeVisible();
    await dialog.getByRole('textbox').fill('2#1010');
    await page.keyboard.press('Enter');
    await expect(value('plc.main.mask')).toHaveText('2#0000_0000_0000_1010');
    await expect(row('mask')).toBeFocused();
    await page.keyboard.press('ControlOrMeta+z');
    await expect(value('plc.main.mask')).toHaveText('2#0000_0000_1111_1111');
  });

  await test.step('a pinned signal stays at the top when the page is loaded again', async () => {
    await row('mask').focus();
    await page.keyboard.press('Insert');
    await page.reload();
    await lab.openPane('watch');
    await expect(grid.getByRole('row').nth(2)).toContainText('plc.main.mask', { timeout: 30_000 });
    await expect(value('plc.main.mask').first()).toHaveText('2#0000_0000_1111_1111');
  });

  await test.step('a force is listed, removed with Del, brought back by undo, and removed with all others', async () => {
    await search.fill('plc.start');
    await row('Start').first().focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: words['watch.force'], exact: true }).click();
    await expect(strip).toContainText('plc.Start = TRUE');
    await expect(value('plc.Motor')).toHaveCount(0);
    await search.fill('');
    await expect(value('plc.Motor').first()).toHaveText('TRUE');
    await expectAccessible(page);
    await strip.getByRole('button', { name: /^plc.Start = TRUE/ }).click();
    await expect(grid.locator(':focus')).toContainText(words['watch.forced']);
    await page.keyboard.press('Delete');
    await expect(strip).toHaveCount(0);
    await page.keyboard.press('ControlOrMeta+z');
    await expect(strip).toContainText('plc.Start = TRUE');
    await strip.getByRole('button', { name: words['watch.remove-all'] }).click();
    await expect(strip).toHaveCount(0);
  });

  await test.step('the rack’s lamps follow the operator', async () => {
    await page.getByRole('tab', { name: words['pane.io'], exact: true }).click();
    const module = page.getByRole('region', { name: words['io.kind.digital-input'] });
    await expect(module.getByRole('listitem')).toHaveCount(8);
    await expect(channel('Start')).toHaveAccessibleName(/%IX0.0 off .*plant.StartCircuit/);
    await lab.press('Start button S2');
    await expect(channel('Start')).toHaveAccessibleName(/ on /);
    await expect(channel('Start')).toHaveAttribute('data-on', 'true');
    await expect(channel('Motor')).toHaveAttribute('data-on', 'true');
    await lab.release();
    await expect(channel('Start')).toHaveAttribute('data-on', 'false');
    await expectAccessible(page);
  });

  await test.step('a channel is forced with the keyboard, and leads to the watch and to the program', async () => {
    await channel('Start').focus();
    await page.keyboard.press('Enter');
    await expectAccessible(page);
    await dialog.getByRole('button', { name: words['watch.force'], exact: true }).focus();
    await page.keyboard.press('Enter');
    await expect(channel('Start')).toHaveAttribute('data-forced', 'true');
    await expect(channel('Start')).toHaveAccessibleName(/forced/);
    await expect(channel('Motor')).toHaveAttribute('data-on', 'true');
    await page.keyboard.press('ControlOrMeta+z');
    await expect(channel('Start')).toHaveAttribute('data-forced', 'false');
    await channel('Start').click();
    await dialog.getByRole('button', { name: words['io.to-watch'] }).click();
    await expect(grid.locator(':focus')).toContainText('%IX0.0');
    await page.getByRole('tab', { name: words['pane.io'], exact: true }).click();
    await channel('Start').click();
    await dialog.getByRole('button', { name: /main\.st:3/ }).click();
    await expect(lab.editor).toBeVisible();
  });
});
