/** A program on paper: all files and all networks, not the lesson and not only what is in view. */
import { expect, test } from './academy-test.ts';
import { LabPage, workbenchWords } from './lab-page.ts';

test.use({ viewport: { width: 1440, height: 900 } });

const networks = 24;

for (const locale of ['en', 'zh-CN'] as const) {
  test(`the program is printed whole: ${locale}`, async ({ page, server }) => {
    const words = workbenchWords[locale];
    // The dialog of a browser would wait for somebody.
    await page.addInitScript(() => {
      window.print = () => document.documentElement.setAttribute('data-test-printed', '');
    });
    await page.goto(`${server.url}${locale === 'en' ? '' : '/zh-cn'}/courses/first-scan/keep-it-running/`);
    await new LabPage(page, words).ready();
    await page.getByRole('toolbar').getByRole('button', { name: words['program.ladder.begin'], exact: true }).click();
    const diagram = page.getByRole('application', { name: words['program.ladder.label'].replace('{file}', 'main.ld') });
    await diagram.focus();
    await page.keyboard.press('Home');
    for (let more = 1; more < networks; more++) await page.keyboard.press('Shift+Alt+ArrowDown');
    await expect.poll(() => diagram.locator('.ld-network').count(), 'only those in view are drawn').toBeLessThan(networks);

    await page.getByRole('button', { name: words['files.menu'], exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: words['program.print'], exact: true }).press('Enter');
    await expect(page.locator('html'), 'the browser was asked to print').toHaveAttribute('data-test-printed', '');
    const printed = page.locator('.wb-printed');
    await expect(printed, 'nothing changes on the screen').toBeHidden();

    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await expect(printed.getByRole('heading', { name: 'main.ld', exact: true })).toBeVisible();
    await expect(printed.locator('.ld-network')).toHaveCount(networks);
    await expect(page.locator('main')).toBeHidden();
    const boxes = await printed.locator('.ld-network').evaluateAll((all) =>
      all.map((network) => {
        const { top, bottom } = network.getBoundingClientRect();
        return { top, bottom };
      }),
    );
    for (const [at, { top }] of boxes.entries())
      if (at > 0) expect(top, `network ${at + 1} stands below the one before`).toBeGreaterThanOrEqual(boxes[at - 1]?.bottom ?? 0);
    const title = await printed.locator('.ld-title').first().boundingBox();
    expect(title?.width, 'titles have their room').toBeGreaterThan(100);
    await expect(printed.locator('.ld-rung text').first()).toHaveCSS('fill', 'rgb(0, 0, 0)');

    await page.emulateMedia({ media: 'screen' });
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    await expect(printed).toHaveCount(0);
    await expect(page.locator('main')).toBeVisible();
  });
}
