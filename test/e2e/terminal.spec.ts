/** The terminal beside a lab: typed into, in both themes and languages, left by keyboard, read on a phone. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './academy-test.ts';
import { workbenchWords } from './lab-page.ts';

const lesson = '/courses/protocol-islands/read-a-power-meter/';
for (const locale of ['en', 'zh-CN'] as const) {
  for (const theme of ['light', 'dark'] as const) {
    test(`a terminal in ${locale}, ${theme}`, async ({ page, server }) => {
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.addInitScript((chosen) => localStorage.setItem('millwright.theme', chosen), theme);
      await page.emulateMedia({ colorScheme: theme });
      const words = workbenchWords[locale];
      await page.goto(`${server.url}${locale === 'en' ? '' : '/zh-cn'}${lesson}`);
      await page.getByRole('tab', { name: words['pane.terminal'], exact: true }).click();
      const screen = page.locator('.wb-terminal .xterm-rows');
      await expect(screen).toContainText('trainee@', { timeout: 12_000 });
      const keys = page.getByLabel(words['terminal.label']);
      await keys.focus();
      await page.keyboard.type('cat /etc/hosts; ping -c 2 meter\n');
      await expect(screen).toContainText(/2 packets transmitted|Name or service not known/, { timeout: 15_000 });
      await page.keyboard.press('Shift+Tab');
      await expect(keys).not.toBeFocused();
      const { violations } = await new AxeBuilder({ page }).include('.wb-terminal').analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
      await page.screenshot({ path: test.info().outputPath(`terminal-${locale}-${theme}.png`) });
      await page.reload();
      await page.getByRole('tab', { name: words['pane.terminal'], exact: true }).click();
      await expect(screen).toContainText('cat /etc/hosts', { timeout: 12_000 });
    });
  }
}

for (const locale of ['en', 'zh-CN'] as const) {
  test(`a command of the lesson runs in the terminal, in ${locale}`, async ({ page, server }) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    const words = workbenchWords[locale];
    await page.goto(`${server.url}${locale === 'en' ? '' : '/zh-cn'}${lesson}`);
    const first = page.locator('mw-try').first();
    const button = first.getByRole('button');
    await expect(button).toHaveAttribute('aria-disabled', 'false', { timeout: 15_000 });
    await button.focus();
    await page.keyboard.press('Enter');
    const screen = page.locator('.wb-terminal .xterm-rows');
    await expect(first.getByRole('status')).toContainText('ping -c 3 meter; nc -zv meter 502', { timeout: 12_000 });
    await expect(button).toBeFocused();
    // The second line runs behind the first; the shell speaks the language of the page.
    await expect(screen).toContainText('succeeded!', { timeout: 15_000 });
    await expect(screen).toContainText(locale === 'en' ? 'A terminal on the network of this rig' : '输入 help 查看可用命令');
    await expect(screen.locator('> div').filter({ hasText: /\S/ }).last()).toHaveText(/\$\s*$/);

    await page.getByLabel(words['terminal.label']).focus();
    await page.keyboard.type('echo half');
    await expect(screen).toContainText('echo half');
    await page.locator('mw-try').nth(1).getByRole('button').click();
    await expect(screen).toContainText('echo half^C');
    await expect(screen).toContainText('mbpoll -u -a 1 meter');
    const { violations } = await new AxeBuilder({ page }).include('#lesson').analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    await page.screenshot({ path: test.info().outputPath(`try-${locale}.png`) });
  });
}

test('on a phone it is there to be read', async ({ page, server }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`${server.url}${lesson}`);
  await page.getByRole('tab', { name: workbenchWords.en['pane.terminal'], exact: true }).click();
  await expect(page.getByText(workbenchWords.en['terminal.narrow'])).toBeVisible();
  await expect(page.locator('.wb-terminal .xterm-rows')).toContainText('trainee@', { timeout: 12_000 });
  await page.screenshot({ path: test.info().outputPath('terminal-phone.png') });
});
