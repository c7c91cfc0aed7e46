/**
 * The trend in the hands of somebody who measures: what is pressed in the scene is on its lane, cursors tell how long it took, a trigger
 * catches the next press, the table of it opens elsewhere, and the past is dragged back into all panes.
 */
import { readFileSync } from 'node:fs';
import type { Locator } from '@playwright/test';
import siteEnglish from '../../src/i18n/site.en.json' with { type: 'json' };
import { expect, test } from './academy-test.ts';
import { expectAccessible } from './accessibility.ts';
import { LabPage, workbenchWords } from './lab-page.ts';

test.use({ viewport: { width: 1920, height: 1000 }, permissions: ['clipboard-read', 'clipboard-write'] });

test('signals are recorded, measured, caught, saved and dragged back in time', async ({ page, server }) => {
  const words = workbenchWords.en;
  const lab = new LabPage(page, words);
  const trend = page.locator('[data-pane="trend"]');
  const button = (name: string): Locator => trend.getByRole('button', { name, exact: true });
  const start = 'Start button S2';
  const value = (cell: string): Locator => trend.locator(`[data-cell="${cell}"]`);
  /** A whole press, seen by the program; the scene and the trend are tabs of one group. */
  const press = async () => {
    await lab.openPane('scene');
    await lab.tap(start, 'Motor TRUE');
    await lab.sees('Motor FALSE');
    await lab.openPane('trend');
  };
  await page.goto(server.url);
  await page.getByRole('link', { name: siteEnglish['home.begin'] }).click();
  await lab.ready();
  await lab.openPane('trend');
  const drawing = trend.getByRole('group', { name: words['trend.label'] });
  await expect(drawing.locator('.uplot canvas')).toBeVisible();
  // However many tracks there are, the axis of time stays in sight.
  await expect(drawing.locator('.wb-trend-times-below')).toBeInViewport({ ratio: 0.99 });
  await expect(trend.getByRole('button', { name: words['trend.signals.count'].replace('{count}', '8') })).toBeVisible();

  await test.step('a press is on the lanes, and cursors find its edges', async () => {
    await press();
    await button(words['trend.cursors']).click();
    const a = trend.getByRole('slider', { name: words['trend.cursor'].replace('{name}', 'A') });
    const b = trend.getByRole('slider', { name: words['trend.cursor'].replace('{name}', 'B') });
    await button(words['trend.fit']).click();
    await a.focus();
    await page.keyboard.press('End');
    // Back over the release and what the contactor did after it, to the press.
    for (const seen of ['FALSE', 'FALSE', 'TRUE', 'TRUE']) {
      await page.keyboard.press('Control+ArrowLeft');
      await expect(value('plc.Start a')).toHaveText(seen);
    }
    await expect(value('plc.Start a')).toHaveText('TRUE');
    await b.focus();
    await page.keyboard.press('End');
    await expect(value('plc.Start b')).toHaveText('FALSE');
    await expect(value('plc.Start d')).toHaveText(words['trend.edges.one']);
    await expect(value('plc.Stop d')).toHaveText(words['trend.edges'].replace('{count}', '0'));
    await expect(value('time d')).toHaveText(/^\d+\.\d{3} s$/);
    await expect(value('time f')).toHaveText(/ Hz$/);
    await expect(a).toHaveAttribute('aria-valuetext', /^\d+\.\d{3} s$/);
    await expectAccessible(page);
  });

  await test.step('CSV holds the press, and nothing else', async () => {
    await button(words['trend.export']).click();
    const waiting = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: words['trend.csv.all'] }).click();
    const file = await waiting;
    expect(file.suggestedFilename()).toMatch(/^motor-seal-in_[\d.]+s-[\d.]+s\.csv$/);
    const lines = readFileSync(await file.path(), 'utf8').split('\r\n');
    expect(lines[0]).toMatch(/^time \[s\],plc\.Start \[BOOL\],plc\.Stop \[BOOL\]/);
    const rows = lines.slice(1, -1).map((line) => line.split(','));
    const starts = rows.map(([, pressed]) => pressed).filter((cell, index, cells) => cell !== cells[index - 1]);
    expect(starts).toEqual(['0', '1', '0']);
    for (const row of rows) expect(row).toHaveLength(9);
  });

  await test.step('a picture is saved', async () => {
    await button(words['trend.export']).click();
    const waiting = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: words['trend.png'] }).click();
    const file = await waiting;
    expect(file.suggestedFilename()).toMatch(/\.png$/);
    expect(
      readFileSync(await file.path())
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
  });

  await test.step('a trigger waits for the next press and stops the drawing there', async () => {
    await button(words['trend.cursors']).click();
    await button(words['trend.trigger']).click();
    const state = trend.getByText(words['trend.trigger.waiting'], { exact: true });
    await expect(state).toBeVisible();
    await press();
    await expect(trend.getByText(/^Triggered at \d+\.\d{3} s$/)).toBeVisible();
    await expectAccessible(page);
    await button(words['trend.trigger']).click();
  });

  await test.step('by keys alone: follow, move, zoom, back to now, and the table of changes', async () => {
    const follow = button(words['trend.follow']);
    await drawing.focus();
    await page.keyboard.press('ArrowLeft');
    await expect(follow).toHaveAttribute('aria-pressed', 'false');
    await page.keyboard.press('+');
    await page.keyboard.press('0');
    await page.keyboard.press('End');
    await expect(follow).toHaveAttribute('aria-pressed', 'true');
    await page.keyboard.press('0');
    await button(words['trend.changes']).focus();
    await page.keyboard.press('Enter');
    const changes = trend.getByRole('region', { name: words['trend.changes'] });
    await expect(changes.getByRole('row', { name: /plc\.Start.*FALSE → TRUE/ })).toHaveCount(2);
    await page.keyboard.press('Enter');
  });

  await test.step('dragged back in time the scene shows that moment, and at the end it is now again', async () => {
    await button(words['trend.fit']).click();
    const shown = trend.getByRole('slider', { name: words['trend.shown'] });
    await shown.focus();
    await page.keyboard.press('Control+ArrowLeft');
    await expect(page.getByText(words['time.past.about'])).toBeVisible();
    await expect(shown).toHaveAttribute('aria-valuetext', /before now$/);
    await lab.sees('Start FALSE');
    // The contactor followed the button a little later: its edges lie between those of the press.
    await page.keyboard.press('Control+ArrowLeft');
    await page.keyboard.press('Control+ArrowLeft');
    await lab.sees('Start TRUE');
    await expectAccessible(page);
    await page.getByRole('button', { name: words['time.live'], exact: true }).click();
    await expect(page.getByText(words['time.past.about'])).toHaveCount(0);
    await expect(shown).toHaveAttribute('aria-valuetext', words['time.now']);
  });

  await test.step('another signal is chosen, and all are let go', async () => {
    await trend.getByRole('button', { name: /^Signals/ }).click();
    const dialog = page.getByRole('dialog', { name: /^Signals/ });
    await dialog.getByRole('searchbox', { name: words['watch.search'] }).fill('StartButton');
    await dialog.getByRole('option', { name: 'plant.StartButton' }).click();
    await expect(
      dialog.getByRole('button', { name: words['trend.remove'].replace('{name}', 'plant.StartButton') }),
    ).toBeVisible();
    await expectAccessible(page);
    for (let left = 9; left > 0; left--)
      await dialog
        .getByRole('button', { name: /^No longer record/ })
        .first()
        .click();
    await page.keyboard.press('Escape');
    await expect(trend.getByText(words['trend.empty'])).toBeVisible();
  });
});
