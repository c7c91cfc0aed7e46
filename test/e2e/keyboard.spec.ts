/** The first lab from its lesson to "passed" with the keyboard alone: no pointer is moved, no element is clicked. */
import type { Page } from '@playwright/test';
import { expect, test } from './academy-test.ts';
import { LabPage, workbenchWords } from './lab-page.ts';

const words = workbenchWords.en;

test.use({ viewport: { width: 1440, height: 1400 } });

/** What has the focus: its name, and the pane that it is in. */
const focus = (page: Page): Promise<{ name: string; pane: string | null }> =>
  page.evaluate(() => {
    const element = document.activeElement;
    return {
      name: element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? '',
      pane: element?.closest<HTMLElement>('[data-pane]')?.dataset.pane ?? null,
    };
  });

async function toPane(page: Page, key: 'F6' | 'Alt+2' | 'Alt+5', pane: string): Promise<void> {
  await page.keyboard.press(key);
  await expect.poll(async () => (await focus(page)).pane, { message: `${key} leads to ${pane}` }).toBe(pane);
}

/** Tab until what bears the name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < 25; presses += 1) {
    const here = await focus(page);
    if (here.name === name) return;
    passed.push(here.name);
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab did not come to "${name}"; it came to ${passed.join(', ')}`);
}

test('the first lab is passed by keyboard alone', async ({ page, server }) => {
  test.setTimeout(120_000);
  const lab = new LabPage(page, words);
  await page.goto(`${server.url}/courses/first-scan/keep-it-running/`);
  await lab.ready();

  await test.step('the first Tab offers to skip the header', async () => {
    await page.keyboard.press('Tab');
    await expect(page.locator('a.skip')).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.locator('main')).toBeFocused();
  });

  await test.step('F6 leads into the editor, where one line is written anew', async () => {
    await toPane(page, 'F6', 'program');
    await page.keyboard.press('ControlOrMeta+Home');
    // Down to `Motor := Start;`, below the declarations.
    for (let down = 0; down < 12; down += 1) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('End');
    await page.keyboard.press('Shift+Home');
    await page.keyboard.type(
      'Motor := (Start OR Motor) AND Stop AND EStop AND Overload; Lamp := Running; Alarm := NOT Overload;',
    );
    await lab.sees('Motor := (Start OR Motor) AND Stop AND EStop AND Overload;');
    await page.keyboard.press('ControlOrMeta+s');
    await expect(page.getByText(words['program.same'])).toBeVisible();
  });

  await test.step('Escape leads out of the editor', async () => {
    await page.keyboard.press('Escape');
    await expect
      .poll(async () => await page.evaluate(() => document.activeElement?.closest('.monaco-editor') === null))
      .toBe(true);
  });

  await test.step('in the scene, Space holds a button as a finger would', async () => {
    await toPane(page, 'Alt+2', 'scene');
    await tabTo(page, 'Start button S2');
    await page.keyboard.down('Space');
    await lab.sees('Start TRUE');
    await page.keyboard.up('Space');
    await lab.sees('Start FALSE');
    await lab.sees('Motor TRUE');
    await tabTo(page, 'Stop button S1');
    await page.keyboard.down('Enter');
    await lab.sees('Stop FALSE');
    await page.keyboard.up('Enter');
    await lab.sees('Motor FALSE');
  });

  await test.step('Ctrl+Enter checks, and the lab is passed', async () => {
    await page.keyboard.press('ControlOrMeta+Enter');
    await expect(page.getByText(words['checks.done']).first()).toBeVisible({ timeout: 60_000 });
    await toPane(page, 'Alt+5', 'checks');
  });
});
