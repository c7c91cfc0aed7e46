/** Copies of a ladder go from tab to tab through the clipboard; what is no ladder is refused with words, and changes nothing. */
import siteEnglish from '../../src/i18n/site.en.json' with { type: 'json' };
import { expect, test } from './academy-test.ts';
import { LabPage, workbenchWords } from './lab-page.ts';

test.use({ viewport: { width: 1440, height: 1000 }, permissions: ['clipboard-read', 'clipboard-write'] });

test('a network is copied in one tab and pasted in another', async ({ page, context, server }) => {
  const words = workbenchWords.en;
  const label = words['program.ladder.label'].replace('{file}', 'main.ld');
  await page.goto(server.url);
  await page.getByRole('link', { name: siteEnglish['home.begin'] }).click();
  await new LabPage(page, words).ready();
  await page.getByRole('button', { name: words['program.ladder.begin'], exact: true }).click();
  const diagram = page.getByRole('application', { name: label });
  await expect(diagram.locator('.ld-network')).toHaveCount(1);

  await test.step('copied as text that can be read', async () => {
    await diagram.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ControlOrMeta+c');
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('- no: Start');
  });

  const other = await context.newPage();
  await other.goto(page.url());
  const there = other.getByRole('application', { name: label });
  await expect(there.locator('.ld-network')).toHaveCount(1, { timeout: 60_000 });

  await test.step('pasted in the other tab, and taken back', async () => {
    await other.bringToFront();
    await there.focus();
    await other.keyboard.press('ControlOrMeta+v');
    await expect(there.locator('.ld-network')).toHaveCount(2);
    await there.focus();
    await other.keyboard.press('ControlOrMeta+z');
    await expect(there.locator('.ld-network')).toHaveCount(1);
  });

  await test.step('what is no ladder is refused', async () => {
    await other.evaluate(() => navigator.clipboard.writeText('Motor := Start;'));
    await there.focus();
    await other.keyboard.press('ControlOrMeta+v');
    await expect(other.getByText(words['ladder.said.no-ladder'])).toBeVisible();
    await expect(there.locator('.ld-network')).toHaveCount(1);
  });
});
