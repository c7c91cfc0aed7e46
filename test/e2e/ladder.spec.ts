/** The seal-in lab in ladder: begun, drawn with the keyboard alone, downloaded, watched at work, and passed. */
import siteEnglish from '../../src/i18n/site.en.json' with { type: 'json' };
import { expect, test } from './academy-test.ts';
import { expectAccessible } from './accessibility.ts';
import { LabPage, workbenchWords } from './lab-page.ts';

test.use({ viewport: { width: 1440, height: 1000 } });

test('the seal-in rung is drawn by keyboard, runs, and passes', async ({ page, server }) => {
  test.setTimeout(240_000);
  const words = workbenchWords.en;
  const lab = new LabPage(page, words);
  await page.goto(server.url);
  await page.getByRole('link', { name: siteEnglish['home.begin'] }).click();
  await lab.ready();
  const diagram = page.getByRole('application', { name: words['program.ladder.label'].replace('{file}', 'main.ld') });
  const network = (text: RegExp) => diagram.getByRole('group', { name: text });
  /** Types into the field that a new element opens. */
  const named = async (name: string) => {
    const field = page.locator('.ld-writing').getByRole('combobox');
    await expect(field).toBeFocused();
    await field.fill(name);
    await field.press('Enter');
    await expect(page.locator('.ld-writing')).toHaveCount(0);
  };

  await test.step('the ladder takes the place of the text', async () => {
    await page.getByRole('button', { name: words['program.ladder.begin'], exact: true }).click();
    await expect(network(/Start.*Motor/)).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('a branch beside Start, and the contacts that open the rung', async () => {
    await diagram.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('b');
    await named('Motor');
    await page.keyboard.press('Escape');
    await diagram.focus();
    for (const name of ['Stop', 'EStop', 'Overload']) {
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('c');
      await named(name);
    }
    await expect(network(/Start or Motor.*Stop.*EStop.*Overload.*Motor/)).toBeVisible();
  });

  await test.step('two more networks', async () => {
    for (const [contact, coil, negate] of [
      ['Running', 'Lamp', false],
      ['Overload', 'Alarm', true],
    ] as const) {
      await page.keyboard.press('n');
      await page.keyboard.press('c');
      await named(contact);
      if (negate) await page.keyboard.press('/');
      await page.keyboard.press('o');
      await named(coil);
    }
    await expect(network(/Alarm/)).toBeVisible();
    await expect(page.getByText(words['program.problems.none'])).toBeVisible();
  });

  await test.step('power flows while Start is pressed, and holds after', async () => {
    await lab.download();
    const power = page.locator('.ld-network').first().locator('.ld-element[data-power="true"]');
    await lab.press('Start');
    await expect.poll(() => power.count()).toBeGreaterThanOrEqual(5);
    await lab.release();
    await expect.poll(() => power.count()).toBeGreaterThanOrEqual(4);
    await expectAccessible(page);
  });

  await test.step('the lab is passed', async () => {
    await page.keyboard.press('ControlOrMeta+Enter');
    await expect(page.getByText(words['checks.done']).first()).toBeVisible({ timeout: 60_000 });
  });
});
