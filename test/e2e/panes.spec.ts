/** Panes as tabs that are moved, split, made large and found again; every action by name and by key; undo of what is not text. */
import type { Page } from '@playwright/test';
import siteEnglish from '../../src/i18n/site.en.json' with { type: 'json' };
import { expect, test } from './academy-test.ts';
import { expectAccessible } from './accessibility.ts';
import { LabPage, workbenchWords } from './lab-page.ts';

test.use({ viewport: { width: 1440, height: 900 } });

const words = workbenchWords.en;

/** The tabs of every group, from left to right and from above to below. */
const groups = (page: Page): Promise<string[][]> =>
  page
    .getByRole('tablist')
    .evaluateAll((lists) => lists.map((list) => [...list.querySelectorAll('[role="tab"]')].map((tab) => tab.textContent ?? '')));

test('panes are moved, split and found again; the palette and the keys reach them; a move is undone', async ({
  page,
  server,
}) => {
  test.setTimeout(150_000);
  const lab = new LabPage(page, words);
  await page.goto(server.url);
  await page.getByRole('link', { name: siteEnglish['home.begin'] }).click();
  await lab.ready();
  const first = [
    ['Program', 'Watch', 'I/O'],
    ['Scene', 'Checks', 'Trend'],
  ];
  expect(await groups(page)).toEqual(first);

  await test.step('by the menu of a group, and undone from the notice', async () => {
    await lab.openPane('watch');
    await page.getByRole('button', { name: words['pane.menu'].replace('{pane}', 'Watch') }).click();
    await expectAccessible(page);
    await page.getByRole('menuitem', { name: 'Move Watch to: Scene, Checks, Trend' }).click();
    await expect
      .poll(() => groups(page))
      .toEqual([
        ['Program', 'I/O'],
        ['Scene', 'Checks', 'Trend', 'Watch'],
      ]);
    await page.getByRole('button', { name: words['action.undo'], exact: true }).click();
    await expect.poll(() => groups(page)).toEqual(first);
  });

  await test.step('by dragging a tab to the edge of a group; the editor keeps its text and its undo', async () => {
    await lab.openPane('program');
    await lab.editor.locator('.view-lines').click();
    await page.keyboard.press('ControlOrMeta+Home');
    await page.keyboard.type('// mine ');
    const tab = await page.getByRole('tab', { name: 'Trend', exact: true }).boundingBox();
    const stage = await page.locator('[data-pane="scene"]').boundingBox();
    if (!tab || !stage) throw new Error('nothing to drag');
    await page.mouse.move(tab.x + tab.width / 2, tab.y + tab.height / 2);
    await page.mouse.down();
    await page.mouse.move(stage.x + stage.width / 2, stage.y + stage.height / 2, { steps: 5 });
    await page.mouse.move(stage.x + stage.width - 40, stage.y + stage.height / 2, { steps: 5 });
    await page.mouse.up();
    await expect.poll(() => groups(page)).toEqual([['Program', 'Watch', 'I/O'], ['Scene', 'Checks'], ['Trend']]);
    await expect(lab.editor).toContainText('// mine');
    await lab.editor.locator('.view-lines').click();
    // The editor undoes word by word.
    for (let word = 0; word < 3; word++) await page.keyboard.press('ControlOrMeta+z');
    await expect(lab.editor).not.toContainText('// mine');
  });

  await test.step('found again after a reload', async () => {
    await page.reload();
    await lab.ready();
    expect(await groups(page)).toEqual([['Program', 'Watch', 'I/O'], ['Scene', 'Checks'], ['Trend']]);
  });

  const pane = () => page.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-pane]')?.dataset.pane);
  await test.step('F6 goes round, Alt and a figure go straight to a pane', async () => {
    await page.keyboard.press('Alt+2');
    await expect.poll(pane).toBe('scene');
    const met: (string | undefined)[] = [];
    for (let press = 0; press < 6; press++) {
      await page.keyboard.press('F6');
      await page.waitForTimeout(150);
      met.push(await pane());
    }
    expect([...met].sort()).toEqual(['checks', 'io', 'program', 'scene', 'trend', 'watch']);
  });

  await test.step('the palette finds actions by name, says why one cannot be done, and does one', async () => {
    await page.keyboard.press('ControlOrMeta+k');
    const dialog = page.getByRole('dialog', { name: words['action.palette'] });
    await expect(dialog).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.type('unforce nothing');
    await expect(dialog.getByText(words['palette.none'].replace('{typed}', 'unforce nothing'))).toBeVisible();
    await dialog.getByRole('combobox').fill('remove all forces');
    await expect(dialog.getByRole('menuitem').first()).toContainText(words['watch.forced.none']);
    await dialog.getByRole('combobox').fill('first visit');
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await expect.poll(() => groups(page)).toEqual(first);
  });

  await test.step('a pane over the whole workbench, and back', async () => {
    await page.keyboard.press('Alt+2');
    await expect.poll(pane).toBe('scene');
    await page.keyboard.press('Alt+Enter');
    // What is covered is out of reach, for the keyboard and for a screen reader.
    const covered = page.locator('[inert] [role="tab"]');
    await expect(covered.filter({ hasText: 'Program' })).toHaveCount(1);
    await expect(page.getByRole('tab', { name: 'Scene', exact: true })).toBeVisible();
    await page.keyboard.press('Alt+Enter');
    await expect(covered).toHaveCount(0);
  });

  await test.step('the list of keys', async () => {
    await page.getByRole('tab', { name: 'Scene', exact: true }).focus();
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog', { name: words['keys.title'] });
    await expect(dialog).toContainText(words['action.check']);
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  });
});
