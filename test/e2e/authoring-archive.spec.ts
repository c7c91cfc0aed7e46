/** A course is downloaded from one academy, brought into another by the browser, published there, and read by a trainee. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import { AcademyServer } from './academy-server.ts';
import { expect, test } from './academy-test.ts';
import { expectAccessible } from './accessibility.ts';

const password = 'three rusty conveyors';
const shots = process.env.MILLWRIGHT_SHOTS;

let from: AcademyServer;
let to: AcademyServer;
let writer: BrowserContext;
let receiver: BrowserContext;
let folder: string;
test.describe.configure({ mode: 'serial' });

/** An owner who is an author, too. */
async function author(server: AcademyServer, context: BrowserContext): Promise<void> {
  const page = await context.newPage();
  await expect.poll(() => server.output).toMatch(/\/set-up\//);
  await page.goto(/(http\S+\/set-up\/\S+\/)/.exec(server.output)?.[1] ?? '');
  const main = page.getByRole('main');
  await main.getByLabel('Name of the academy').fill('Press works');
  await main.getByLabel('Name', { exact: true }).fill('Olga Ober');
  await main.getByLabel('E-mail address').fill('olga@works.example');
  await main.getByLabel('Password').fill(password);
  await main.getByRole('button', { name: 'Set up the academy' }).click();
  await page.waitForURL('**/account/');
  await page.goto(`${server.url}/academy/people/`);
  const olga = page.getByRole('listitem').filter({ hasText: 'olga@works.example' });
  await olga.getByLabel('author').check();
  await olga.getByRole('button', { name: 'Set roles' }).click();
  await expect(page.locator('.told')).toContainText('The roles are set');
  await page.close();
}

test.beforeAll(async ({ browser }) => {
  folder = mkdtempSync(join(tmpdir(), 'millwright-archive-'));
  [from, to] = [await AcademyServer.start(), await AcademyServer.start()];
  writer = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  receiver = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await author(from, writer);
  await author(to, receiver);
});
test.afterAll(async () => {
  await writer.close();
  await receiver.close();
  await from.dispose();
  await to.dispose();
  rmSync(folder, { recursive: true, force: true });
});

/** Wide and narrow, light and dark, in both languages: accessible, nothing beside the page; pictures where somebody asks for them. */
async function looked(page: Page, server: AcademyServer, path: string, name: string): Promise<void> {
  for (const [width, colorScheme, prefix] of [
    [1440, 'light', ''],
    [360, 'dark', '/zh-cn'],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    await page.goto(`${server.url}${prefix}${path}`);
    await expectAccessible(page);
    expect([path, await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)]).toEqual([path, true]);
    if (!shots) continue;
    mkdirSync(shots, { recursive: true });
    await page.screenshot({ path: join(shots, `${name}-${width}-${colorScheme}.png`), fullPage: true });
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(`${server.url}${path}`);
}

async function newLesson(page: Page, slug: string, title: string): Promise<void> {
  await page.goto(`${from.url}/author/courses/our-valves/`);
  const part = page.getByRole('region', { name: 'A new lesson' });
  await part.getByLabel('Address').fill(slug);
  await part.getByLabel('Title in English').fill(title);
  await part.getByLabel('Title in Chinese').fill('阀门');
  await part.getByRole('button', { name: 'Begin the lesson' }).click();
  await page.waitForURL(`**/*-${slug}/`);
}

test('lessons are put in order, given other addresses, deleted and brought back, by the keyboard', async () => {
  const page = await writer.newPage();
  await page.goto(`${from.url}/author/`);
  await page.getByLabel('Address').fill('our-valves');
  await page.getByLabel('Title in English').fill('Our valves');
  await page.getByLabel('Title in Chinese').fill('我们的阀门');
  await page.getByRole('button', { name: 'Begin the course' }).click();
  await newLesson(page, 'ball-valves', 'Ball valves');
  await newLesson(page, 'gate-valves', 'Gate valves');
  await page.goto(`${from.url}/author/courses/our-valves/`);
  const order = page.getByRole('region', { name: 'Lessons' }).locator('tbody tr');
  await page.getByRole('button', { name: 'Move up: Gate valves' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('“Gate valves” is lesson 2 of 3 now.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Move up: Gate valves' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('“Gate valves” is lesson 1 of 3 now.')).toBeVisible();
  await expect(order.first()).toContainText('Gate valves');

  await page.getByRole('button', { name: 'Change: Ball valves' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Ball valves' });
  await expectAccessible(page);
  await dialog.getByLabel('Another address').fill('round-valves');
  await page.keyboard.press('Enter');
  await expect(page.getByText('The lesson has its new address.')).toBeVisible();
  await page.getByRole('button', { name: 'Change: Ball valves' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete the lesson' }).click();
  await expect(order).toHaveCount(2);
  await looked(page, from, '/author/courses/our-valves/', 'course');
  await page.getByRole('button', { name: 'Bring back: Ball valves' }).click();
  await expect(order).toHaveCount(3);
  await page.close();
});

test('what is no archive of a course is refused with its reason', async () => {
  const page = await receiver.newPage();
  await page.goto(`${to.url}/author/import/`);
  const field = page.locator('input[type=file]');
  await field.setInputFiles({ name: 'course.zip', mimeType: 'application/zip', buffer: Buffer.from('no archive') });
  await expect(page.locator('mw-file-field output')).toHaveText('course.zip');
  await page.getByRole('button', { name: 'Look at it' }).click();
  await expect(page.getByRole('alert')).toContainText('This is no ZIP archive');
  await expectAccessible(page);
  await page.close();
});

test('a course is downloaded, looked at in another academy, brought in, published, and read', async ({ browser }) => {
  const archive = await writer.request.get(`${from.url}/author/courses/our-valves/archive.zip`);
  const file = join(folder, 'our-valves.zip');
  writeFileSync(file, await archive.body());

  const page = await receiver.newPage();
  await page.goto(`${to.url}/author/import/`);
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByRole('button', { name: 'Look at it' }).click();
  await expect(page.getByRole('heading', { name: 'What is in it: Our valves' })).toBeVisible();
  await looked(page, to, '/author/import/', 'import');
  await page.getByRole('button', { name: 'Bring it into the draft' }).click();
  await expect(page.getByText('The course is in the draft now.')).toBeVisible();

  await page.goto(`${to.url}/author/publish/`);
  await page.getByLabel('Course: Our valves').check();
  await page.getByRole('textbox', { name: 'What is new' }).fill('From the other works.');
  await page.getByRole('button', { name: 'Check and publish' }).click();
  await expect(page.getByRole('heading', { name: 'Published', exact: true })).toBeVisible({ timeout: 120_000 });

  const trainee = await browser.newContext();
  const reader = await trainee.newPage();
  await reader.goto(`${to.url}/courses/our-valves/`);
  await reader.getByRole('main').getByRole('link', { name: 'Introduction' }).first().click();
  await reader.waitForURL('**/courses/our-valves/introduction/');
  await trainee.close();
  await page.close();
});
