/** An owner sets up an academy and looks after it: settings, people, keys, the log, a cohort; a guest is invited and later erased. */
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { AcademyServer } from './academy-server.ts';
import { expect, test } from './academy-test.ts';
import { expectAccessible } from './accessibility.ts';

const password = 'three rusty conveyors';

let server: AcademyServer;
let owner: BrowserContext;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async ({ browser }) => {
  server = await AcademyServer.start();
  owner = await browser.newContext();
  const page = await owner.newPage();
  await expect.poll(() => server.output).toMatch(/\/set-up\//);
  await page.goto(/(http\S+\/set-up\/\S+\/)/.exec(server.output)?.[1] ?? '');
  await page.getByLabel('Name of the academy').fill('Press works');
  await fillAccount(page, 'Olga Ober', 'olga@works.example');
  await page.getByRole('main').getByRole('button', { name: 'Set up the academy' }).click();
  await page.waitForURL('**/account/');
  await page.close();
});
test.afterAll(async () => {
  await owner.close();
  await server.dispose();
});

async function fillAccount(page: Page, name: string, email: string): Promise<void> {
  const main = page.getByRole('main');
  await main.getByLabel('Name', { exact: true }).fill(name);
  await main.getByLabel('E-mail address').fill(email);
  await main.getByLabel('Password').fill(password);
}

const pages = ['', 'people/', 'certificates/', 'sign-on/', 'keys/', 'audit/', 'academies/'].map((path) => `/academy/${path}`);

for (const [width, prefix, theme] of [
  [1440, '', 'light'],
  [360, '/zh-cn', 'dark'],
] as const)
  test(`the pages of those who look after an academy can be read by anyone (${width} px, ${theme}${prefix})`, async () => {
    const page = await owner.newPage();
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: theme });
    for (const path of [...pages, '/my-data/', '/teach/', '/assignments/']) {
      await page.goto(`${server.url}${prefix}${path}`);
      await expectAccessible(page);
      expect([path, await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)]).toEqual([path, true]);
    }
    await page.close();
  });

test('name and colour are the academy’s own from the next page on, and the log tells it', async () => {
  const page = await owner.newPage();
  await page.goto(`${server.url}/academy/`);
  await page.getByLabel('Name of the academy').fill('Pressenwerk Nord');
  await page.getByLabel('A colour of your own for links and buttons').check();
  await page.getByLabel('Colour', { exact: true }).fill('#ffd400');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('.told')).toContainText('Saved');
  await expect(page.locator('.brand-name')).toHaveText('Pressenwerk Nord');
  // Yellow as given could not be read on paper: it was darkened.
  await expectAccessible(page);
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--accent'))).not.toMatch(
    /ffd400|0b5d70/,
  );
  await page.goto(`${server.url}/academy/audit/`);
  await expect(page.getByRole('cell', { name: 'change-academy' })).toBeVisible();
  await page.close();
});

test('somebody else’s change meanwhile is told, and what was typed stays', async () => {
  const [one, other] = [await owner.newPage(), await owner.newPage()];
  for (const page of [one, other]) await page.goto(`${server.url}/academy/`);
  await one.getByLabel('Who signs').fill('Dr. Eins');
  await one.getByRole('button', { name: 'Save' }).click();
  await expect(one.locator('.told')).toContainText('Saved');
  await other.getByLabel('Who signs').fill('Dr. Zwei');
  await other.getByRole('button', { name: 'Save' }).click();
  await expect(other.getByRole('alert')).toContainText('Somebody else changed this');
  await expect(other.getByLabel('Who signs')).toHaveValue('Dr. Zwei');
  for (const page of [one, other]) await page.close();
});

async function guestWithWork(browser: Browser): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${server.url}/courses/`);
  const answered = await page.evaluate(async () => {
    const json = { 'content-type': 'application/json' };
    await fetch('/api/guest', { method: 'POST' });
    const body = JSON.stringify({ controller: 'plc', name: 'main.st', text: '(* by a guest *)', base: 0 });
    return (await fetch('/api/work/motor-seal-in/file', { method: 'PUT', headers: json, body })).status;
  });
  expect(answered).toBe(200);
  return { context, page };
}

test('a guest is invited, becomes a member with their work, gets a role, and is erased at last', async ({ browser }) => {
  const office = await owner.newPage();
  await office.goto(`${server.url}/academy/people/`);
  await office.getByLabel('E-mail address').fill('ben@works.example');
  await office.getByRole('button', { name: 'Make the link' }).click();
  const link = (await office.locator('code.secret').textContent()) ?? '';

  const { context, page } = await guestWithWork(browser);
  await page.goto(link);
  await expectAccessible(page);
  await page.getByRole('main').getByLabel('Name', { exact: true }).fill('Ben Trainee');
  await page.getByRole('main').getByLabel('Password').fill(password);
  await page.getByRole('main').locator('form button[type=submit]').last().click();
  await expect(page.getByText('Your work of 1 lab came along')).toBeVisible();
  const text = await page.evaluate(async () => (await fetch('/api/work/motor-seal-in')).text());
  expect(text).toContain('by a guest');
  expect((await page.goto(`${server.url}/academy/people/`))?.status()).toBe(403);

  await office.goto(`${server.url}/academy/people/`);
  const ben = office.getByRole('listitem').filter({ hasText: 'ben@works.example' });
  await ben.getByLabel('instructor').check();
  await ben.getByRole('button', { name: 'Set roles' }).click();
  await expect(office.locator('.told')).toContainText('The roles are set');
  // The session that was there before knows at its next page.
  expect((await page.goto(`${server.url}/teach/`))?.status()).toBe(200);

  await ben.getByText('Erase', { exact: false }).first().click();
  await ben.getByRole('button', { name: /Erase for good/ }).click();
  await expect(office.locator('.told')).toContainText('Erased');
  await expect(office.getByText('ben@works.example')).toHaveCount(0);
  await page.goto(`${server.url}/teach/`);
  await expect(page).toHaveURL(/\/sign-in\//);
  await context.close();
  await office.close();
});

test('a key is shown once, opens what it was made for, and nothing once revoked', async ({ playwright }) => {
  const page = await owner.newPage();
  await page.goto(`${server.url}/academy/keys/`);
  await page.getByLabel('What it is for').fill('report');
  await page.getByLabel('work and answer').check();
  await page.getByRole('button', { name: 'Make the key' }).click();
  const secret = (await page.locator('code.secret').textContent()) ?? '';
  const program = await playwright.request.newContext({ extraHTTPHeaders: { authorization: `Bearer ${secret}` } });
  expect((await program.get(`${server.url}/api/work/motor-seal-in`)).status()).toBe(200);
  expect((await program.get(`${server.url}/academy/audit/`, { maxRedirects: 0 })).status()).toBe(403);
  await page.goto(`${server.url}/academy/keys/`);
  await expect(page.locator('code.secret')).toHaveCount(0);
  await page.getByRole('button', { name: /Withdraw/ }).click();
  await expect(page.locator('.told')).toContainText('revoked');
  expect((await program.get(`${server.url}/api/work/motor-seal-in`)).status()).toBe(401);
  await program.dispose();
  await page.close();
});
