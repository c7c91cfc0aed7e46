/** Search and definitions as a reader uses them: with the keyboard, with a finger, and without scripts. */
import { expect, test } from './academy-test.ts';
import { expectAccessible } from './accessibility.ts';

test('suggestions are chosen with the arrow keys, and Escape puts them away', async ({ page, server }) => {
  await page.goto(`${server.url}/courses/`);
  const field = page.getByRole('combobox', { name: 'Search lessons, reference and glossary' });
  const options = page.getByRole('option');
  await field.pressSequentially('emergency st');
  await expect(options.first()).toContainText('emergency stop');
  await expect(field).toHaveAttribute('aria-expanded', 'true');
  await expectAccessible(page);

  await field.press('ArrowDown');
  await expect(options.first()).toHaveAttribute('aria-selected', 'true');
  await expect(field).toHaveAttribute('aria-activedescendant', (await options.first().getAttribute('id')) ?? '');
  await field.press('Escape');
  await expect(options.first()).toBeHidden();
  await expect(field).toHaveValue('emergency st');

  await field.press('ArrowDown');
  await field.press('ArrowDown');
  await expect(options.nth(1)).toHaveAttribute('aria-selected', 'true');
  await field.press('ArrowUp');
  await field.press('Enter');
  await expect(page).toHaveURL(`${server.url}/glossary/#emergency-stop`);
});

test('Enter without a choice leads to the page of results, in the language of the reader', async ({ page, server }) => {
  await page.goto(`${server.url}/zh-cn/reference/`);
  const field = page.getByRole('combobox', { name: '搜索课程、参考和术语' });
  await field.fill('油雾器');
  await field.press('Enter');
  await expect(page).toHaveURL(/\/zh-cn\/search\/\?q=/);
  await expect(page.getByRole('status').filter({ hasText: '找到' })).toContainText('油雾器');
  await expect(page.getByRole('link', { name: '油雾器怎样工作' })).toBeVisible();
});

test('what only the other language has is offered, and marked as such', async ({ page, server }) => {
  await page.goto(`${server.url}/search/?q=${encodeURIComponent('先进先出')}`);
  await expect(page.getByText('Nothing found for')).toBeVisible();
  await expect(page.locator('.results')).toHaveAttribute('lang', 'zh-CN');
  await expectAccessible(page);
});

test('a query that is too long is refused in words; no query breaks the page', async ({ page, server }) => {
  const answer = await page.goto(`${server.url}/search/?q=${'x'.repeat(300)}`);
  expect(answer?.status()).toBe(400);
  await expect(page.getByRole('alert')).toContainText('300');
  await page.setViewportSize({ width: 360, height: 780 });
  for (const query of ['مرحبا بالعالم 🙂', 'x'.repeat(200), '\u202Egnihton', '<script>alert(1)</script>', '%']) {
    await page.goto(`${server.url}/search/?q=${encodeURIComponent(query)}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  }
});

test('the slash goes to the search only for those who turned single keys on', async ({ page, server }) => {
  await page.goto(`${server.url}/reference/`);
  const field = page.getByRole('combobox');
  await page.keyboard.press('/');
  await expect(field).not.toBeFocused();
  const set = await page.evaluate(async () => {
    await fetch('/api/guest', { method: 'POST' });
    const body = JSON.stringify({ singleKeys: true });
    return (await fetch('/api/preferences', { method: 'PUT', headers: { 'content-type': 'application/json' }, body })).status;
  });
  expect(set).toBe(200);
  await page.reload();
  await page.keyboard.press('/');
  await expect(field).toBeFocused();
  await page.keyboard.press('/');
  await expect(field).toHaveValue('/');
});

test('a definition shows on focus and on hover, may be entered, and goes with Escape', async ({ page, server }) => {
  await page.goto(`${server.url}/courses/first-scan/the-scan-cycle/`);
  const term = page.getByRole('button', { name: 'process image' }).first();
  const definition = page.locator('#definition-process-image');
  await expect(term).toHaveAccessibleDescription(/holds a copy of all inputs and outputs/);
  await expect(definition).toBeHidden();

  await term.hover();
  await expect(definition).toBeVisible();
  await definition.hover();
  await page.waitForTimeout(400);
  await expect(definition).toBeVisible();
  await expectAccessible(page);
  await page.mouse.move(5, 5);
  await expect(definition).toBeHidden();

  await page.keyboard.press('Tab');
  await term.focus();
  await expect(definition).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(definition).toBeHidden();
  await expect(term).toBeFocused();

  await page.keyboard.press('Enter');
  await expect(definition).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(definition.getByRole('link')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(definition).toBeHidden();
  await expect(term).toBeFocused();
});

test('the glossary is filtered by what is typed, in either language', async ({ page, server }) => {
  await page.goto(`${server.url}/glossary/`);
  await page.getByRole('searchbox', { name: 'Filter the terms' }).fill('急停');
  await expect(page.locator('.entry:visible')).toHaveCount(1);
  await expect(page.locator('.entry:visible')).toContainText('emergency stop');
  await expect(page.getByRole('status').filter({ hasText: 'Shown' })).toContainText('1');
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('search is a form, and a term a link to its definition', async ({ page, server }) => {
    await page.goto(`${server.url}/courses/first-scan/the-scan-cycle/`);
    await page.getByRole('search').getByRole('searchbox').fill('seal-in');
    await page.keyboard.press('Enter');
    await expect(page.locator('.results h2').first()).toHaveText('seal-in');
    await page.goto(`${server.url}/zh-cn/courses/first-scan/the-scan-cycle/`);
    await page.getByRole('link', { name: '过程映像' }).first().click();
    await expect(page).toHaveURL(`${server.url}/zh-cn/glossary/#process-image`);
  });
});
