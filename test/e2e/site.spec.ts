/** The site around the workbench: settings with and without JavaScript, going on from the start page, pages that are not there, paper. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Page } from '@playwright/test';
import en from '../../src/i18n/site.en.json' with { type: 'json' };
import zh from '../../src/i18n/site.zh-CN.json' with { type: 'json' };
import { expect, test } from './academy-test.ts';
import { expectAccessible } from './accessibility.ts';

/** A request as the page would make it. */
const ask = (page: Page, method: string, path: string, body?: object) =>
  page.evaluate(
    async ([method, path, json]) => {
      const answer = await fetch(path as string, {
        method: method as string,
        headers: { 'content-type': 'application/json' },
        ...(json ? { body: json as string } : {}),
      });
      return { status: answer.status, text: await answer.text() };
    },
    [method, path, body ? JSON.stringify(body) : null],
  );

const preferencesOf = async (page: Page) =>
  JSON.parse((await ask(page, 'GET', '/api/preferences')).text) as Record<string, unknown>;

test('settings by keyboard save themselves, and hold in a browser that has forgotten them', async ({ page, server }) => {
  await page.goto(`${server.url}/profile/`);
  await page.locator('input[name="theme"][value="system"]').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.locator('input[name="singleKeys"]').focus();
  await page.keyboard.press('Space');
  await expect(page.locator('.told')).toContainText(/^Saved/);
  await expect.poll(() => preferencesOf(page)).toMatchObject({ theme: 'dark', singleKeys: true });
  await page.evaluate(() => localStorage.clear());
  await page.goto(`${server.url}/courses/`);
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  // The switch in the header is the same setting.
  await page.getByRole('button', { name: en['theme.toggle'] }).click();
  await expect.poll(() => preferencesOf(page)).toMatchObject({ theme: 'light' });
  await page.goto(`${server.url}/zh-cn/profile/`);
  await expect(page.locator('input[name="theme"][value="light"]')).toBeChecked();
});

test('an own key is recorded, its conflict named, and given back', async ({ page, server }) => {
  await page.goto(`${server.url}/profile/`);
  await page.locator('summary', { hasText: en['settings.own-keys'] }).press('Enter');
  const check = page.locator('tr[data-action="check"]');
  const palette = page.locator('tr[data-action="palette"]');
  await check.getByRole('button').first().press('Enter');
  await page.keyboard.press('Control+k');
  await expect(check.locator('.conflict')).toContainText('All actions');
  await expect(palette.locator('.conflict')).toContainText('Check the program');
  await expect.poll(async () => (await preferencesOf(page)).keys).toEqual({ check: 'Mod+K' });
  await expectAccessible(page);
  await palette.getByRole('button').first().press('Enter');
  await page.keyboard.press('Backspace');
  await expect(check.locator('.conflict')).toBeHidden();
  await check.getByRole('button', { name: en['keys.reset'] }).press('Enter');
  await expect.poll(async () => (await preferencesOf(page)).keys).toEqual({ palette: '' });
});

test('settings can be saved without JavaScript', async ({ browser, server }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${server.url}/profile/`);
  await page.locator('input[name="theme"][value="dark"]').check();
  await page.locator('input[name="locale"][value="zh-CN"]').check();
  await page.locator('input[name="editorFontSize"]').fill('18');
  await page.getByRole('button', { name: en['settings.save'] }).click();
  await expect(page).toHaveURL(/\/zh-cn\/profile\/\?saved/);
  await expect(page.getByText(zh['settings.kept'])).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.locator('input[name="editorFontSize"]')).toHaveValue('18');
  await context.close();
});

test('the start page goes on where the reader stopped', async ({ page, server }) => {
  await page.goto(`${server.url}/`);
  await expect(page.getByRole('link', { name: en['home.begin'] })).toBeVisible();
  await ask(page, 'POST', '/api/guest');
  const typed = { controller: 'plc', name: 'main.st', text: 'PROGRAM Main\nEND_PROGRAM\n', base: 0 };
  expect((await ask(page, 'PUT', '/api/work/tank-two-switches/file', typed)).status).toBe(200);
  await page.goto(`${server.url}/`);
  await page.getByRole('link', { name: /^Continue: step 1 of \d/ }).click();
  await expect(page).toHaveURL(/\/two-switches\//);
  await page.goto(`${server.url}/zh-cn/profile/`);
  await expect(page.getByRole('link', { name: /^继续：/ })).toHaveAttribute('href', '/zh-cn/courses/first-scan/two-switches/');
  await expectAccessible(page);
});

for (const [prefix, words] of [
  ['', en],
  ['/zh-cn', zh],
] as const) {
  test(`${prefix}: an address that is not there leads to those like it`, async ({ page, server }) => {
    for (const asked of ['/courses/first-scan/two-swiches/', '/two-switches']) {
      const answer = await page.goto(`${server.url}${prefix}${asked}`);
      expect(answer?.status()).toBe(404);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(words['missing.title']);
      await expect(page.locator('code')).toHaveText(`${prefix}${asked}`);
      await expect(page.locator(`main a[href="${prefix}/courses/first-scan/two-switches/"]`)).toBeVisible();
      await expectAccessible(page);
    }
    await page.locator('main').getByRole('searchbox').press('Enter');
    await expect(page).toHaveURL(new RegExp(`${prefix}/search/\\?q=two`));
  });
}

test('a lesson on paper has its text, room to answer and the steps of its lab, and nothing to press', async ({
  page,
  server,
}) => {
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await page.goto(`${server.url}/courses/first-scan/keep-it-running/`);
  for (const absent of ['.site-header', '.rig', '.quiz button', '.way']) {
    for (const one of await page.locator(absent).all()) await expect(one).toBeHidden();
  }
  await expect(page.locator('.printed-steps')).toBeVisible();
  await expect(page.locator('.quiz-options input').first()).toBeVisible();
  const { ground, cut } = await page.evaluate(() => ({
    ground: getComputedStyle(document.documentElement).backgroundColor,
    cut: [...document.querySelectorAll('body, main, .bench, .lesson')].filter(
      (box) => box.scrollHeight > box.clientHeight + 1 && getComputedStyle(box).overflowY !== 'visible',
    ).length,
  }));
  expect({ ground, cut }).toEqual({ ground: 'rgb(255, 255, 255)', cut: 0 });
});

test('a page that breaks says so, with a reference that is in the log', async ({ page, server }) => {
  await page.goto(`${server.url}/courses/`);
  await ask(page, 'POST', '/api/guest');
  const database = new DatabaseSync(join(server.data, 'academy.sqlite'));
  database.exec('ALTER TABLE preference RENAME TO preference_away');
  try {
    for (const [path, words] of [
      ['/courses/first-scan/', en],
      ['/zh-cn/courses/first-scan/', zh],
    ] as const) {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        const answer = await page.goto(`${server.url}${path}`);
        expect(answer?.status()).toBe(500);
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(words['failed.title']);
        const reference = await page.locator('dd code').first().innerText();
        expect(reference).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}$/);
        await expect.poll(() => server.output).toContain(reference);
        await expectAccessible(page);
      }
    }
  } finally {
    database.exec('ALTER TABLE preference_away RENAME TO preference');
    database.close();
  }
  await page.getByRole('link', { name: zh['failed.again'] }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('第一个扫描周期');
});
