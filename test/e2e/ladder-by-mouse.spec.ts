/**
 * The seal-in lab in ladder by mouse alone: drawn from the palette, downloaded, watched, forced at the element, stepped rung by rung and
 * back, seen as it was, and passed. No key is pressed.
 */
import type { Locator } from '@playwright/test';
import siteEnglish from '../../src/i18n/site.en.json' with { type: 'json' };
import { expect, test } from './academy-test.ts';
import { expectAccessible } from './accessibility.ts';
import { LabPage, workbenchWords } from './lab-page.ts';

test.use({ viewport: { width: 1600, height: 1200 } });

test('the seal-in rung is drawn, forced, stepped and passed by mouse', async ({ page, server }) => {
  test.setTimeout(240_000);
  const words = workbenchWords.en;
  const lab = new LabPage(page, words);
  await page.goto(server.url);
  await page.getByRole('link', { name: siteEnglish['home.begin'] }).click();
  await lab.ready();
  const diagram = page.getByRole('application', { name: words['program.ladder.label'].replace('{file}', 'main.ld') });
  const network = (number: number) => diagram.locator(`.ld-network[data-network="${number}"]`);
  const element = (number: number, path: string) => network(number).locator(`.ld-element[data-path="${path}"]`);
  const tool = (name: string) => page.getByRole('button', { name, exact: true });
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();

  const middle = async (locator: Locator) => {
    const box = await locator.boundingBox();
    if (box === null) throw new Error('it is not on the page');
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };
  /** From the palette to a place: a little at a time, as a hand does. */
  const drag = async (from: Locator, to: { x: number; y: number }) => {
    const start = await middle(from);
    await page.mouse.move(start.x, start.y);
    await page.mouse.down();
    await page.mouse.move(start.x + 10, start.y + 10);
    await page.mouse.move(to.x, to.y, { steps: 4 });
    await page.mouse.up();
  };
  /** In the list below the new element. */
  const choose = async (name: string) => {
    await page
      .locator('.ld-offers')
      .getByRole('option')
      .filter({ has: page.locator('code', { hasText: new RegExp(`^${name}$`) }) })
      .click();
    await expect(page.locator('.ld-writing')).toHaveCount(0);
  };
  /** Just behind an element, on its wire. */
  const behind = async (locator: Locator) => {
    const box = await locator.boundingBox();
    if (box === null) throw new Error('it is not on the page');
    return { x: box.x + box.width + 4, y: (await middle(locator)).y };
  };

  await test.step('a branch is dragged down from Start, contacts are dragged behind it', async () => {
    await tool(words['program.ladder.begin']).click();
    await element(0, '0').click();
    await expect(network(0).locator('.ld-edge')).toBeVisible();
    const edge = await middle(network(0).locator('.ld-edge'));
    await page.mouse.move(edge.x, edge.y);
    await page.mouse.down();
    await page.mouse.move(edge.x, edge.y + 20);
    await page.mouse.move(edge.x, edge.y + 50, { steps: 4 });
    await page.mouse.up();
    await choose('Motor');
    let last = element(0, '0.0.0');
    for (const [position, name] of ['Stop', 'EStop', 'Overload'].entries()) {
      const wire = await behind(last);
      await drag(tool(words['ladder.add.no']), { x: wire.x + 24, y: wire.y });
      await choose(name);
      last = element(0, String(position + 1));
      await expect(last).toBeVisible();
    }
    await expect(diagram.getByRole('group', { name: /Start or Motor.*Stop.*EStop.*Overload.*Motor/ })).toBeVisible();
  });

  await test.step('two more networks, one contact drawn closed', async () => {
    for (const [number, kind, contact, coil] of [
      [1, 'ladder.add.no', 'Running', 'Lamp'],
      [2, 'ladder.add.nc', 'Overload', 'Alarm'],
    ] as const) {
      await press(words['ladder.add.network']);
      await expect(network(number)).toBeVisible();
      await drag(tool(words[kind]), await middle(network(number).locator('svg.ld-rung')));
      await choose(contact);
      await press(words['ladder.add.plain']);
      await choose(coil);
    }
    await expect(diagram.getByRole('group', { name: /Alarm/ }).first()).toBeVisible();
    await expect(page.getByText(words['program.problems.none'])).toBeVisible();
  });

  await test.step('downloaded, power flows while Start is pressed, and holds after', async () => {
    await press(words['program.online']);
    await expect(page.getByText(words['program.same'])).toBeVisible();
    await lab.press('Start button S2');
    await expect(element(0, '0.0.0')).toHaveAttribute('data-power', 'true');
    await lab.release();
    await expect(element(0, '0.0.0')).toHaveAttribute('data-power', 'false');
    await expect(element(0, '3')).toHaveAttribute('data-power', 'true');
    await expectAccessible(page);
  });

  await test.step('forced at the element: the contact holds back, and lets go', async () => {
    const values = page.getByRole('dialog', { name: words['ladder.values'] });
    await element(0, '1').click({ button: 'right' });
    await expect(values).toContainText('plc.main.Stop');
    await values.getByRole('radio', { name: 'FALSE' }).click();
    await expectAccessible(page);
    await values.getByRole('button', { name: words['watch.force'], exact: true }).click();
    await expect(element(0, '1')).toHaveAttribute('data-held', 'true');
    await expect(element(0, '3')).toHaveAttribute('data-power', 'false');
    await element(0, '1').click({ button: 'right' });
    await values.getByRole('button', { name: words['watch.unforce'], exact: true }).click();
    await expect(element(0, '1')).not.toHaveAttribute('data-held', 'true');
    await expect(element(0, '1')).toHaveAttribute('data-power', 'false');
    await lab.press('Start button S2');
    await expect(element(0, '3')).toHaveAttribute('data-power', 'true');
    await lab.release();
  });

  await test.step('time stands: rung by rung, and back', async () => {
    const stands = diagram.locator('.ld-network[data-stands="true"]');
    const step = (how: 'over' | 'back') =>
      page.getByRole('button', { name: new RegExp(`^${words[`time.statement.${how}`]}`) }).click();
    await press(words['time.pause']);
    await press(words['time.scan']);
    await step('over');
    await expect(stands).toHaveAttribute('data-network', '0');
    await step('over');
    await expect(stands).toHaveAttribute('data-network', '1');
    await step('over');
    await expect(stands).toHaveAttribute('data-network', '2');
    await step('back');
    await expect(stands).toHaveAttribute('data-network', '1');
    await expectAccessible(page);
  });

  await test.step('a breakpoint at a rung, and the scan before it', async () => {
    await network(2)
      .getByRole('button', { name: words['ladder.breakpoint'].replace('{number}', '3') })
      .click();
    await page.getByRole('button', { name: words['stepping.run-to'], exact: true }).click();
    await expect(diagram.locator('.ld-network[data-stands="true"]')).toHaveAttribute('data-network', '2');
    await press(words['time.scan.back']);
    await expect(diagram.locator('.ld-network[data-stands="true"]')).toHaveCount(0);
    await expect(page.getByText(words['time.past.about'])).toBeVisible();
    await expect(element(0, '3')).toHaveAttribute('data-power', 'true');
    await press(words['time.live']);
    await expect(page.getByText(words['time.past.about'])).toHaveCount(0);
  });

  await test.step('the lab is passed', async () => {
    await lab.openPane('checks');
    await press(words['checks.check']);
    await expect(page.getByText(words['checks.done']).first()).toBeVisible({ timeout: 60_000 });
  });
});
