/** An author writes a lesson in the browser and publishes it; a trainee who had begun stays on theirs until they move on. */
import type { BrowserContext, Page } from '@playwright/test';
import { AcademyServer } from './academy-server.ts';
import { expect, test } from './academy-test.ts';
import { expectAccessible } from './accessibility.ts';
import { writeLesson } from './author-page.ts';

const password = 'three rusty conveyors';
/** 48 × 32 pixels: one with fewer would be warned of. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAADAAAAAgCAMAAABjCgsuAAAAA1BMVEV9/31GwzYqAAAAFUlEQVQ4y2NgGAWjYBSMglEwCjABAAYgAAGBkEZAAAAAAElFTkSuQmCC',
  'base64',
);

let server: AcademyServer;
let author: BrowserContext;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async ({ browser }) => {
  server = await AcademyServer.start();
  author = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await author.newPage();
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
});
test.afterAll(async () => {
  await author.close();
  await server.dispose();
});

const lesson = (body: string): string =>
  `---\ntitle: Valves\nsummary: What a valve does.\nminutes: 5\n---\n\nA **valve** opens and closes.\n\n## What it does\n\n${body}\n`;
const lessonInChinese = (body: string): string =>
  `---\ntitle: 阀门\nsummary: 阀门的作用。\nminutes: 5\n---\n\n**阀门**可以打开和关闭。\n\n## 它的作用\n\n${body}\n`;

test('a course is begun, its lesson written beside its preview, mistakes told, a picture brought, both languages saved', async () => {
  const page = await author.newPage();
  await page.goto(`${server.url}/author/`);
  await expectAccessible(page);
  await page.getByLabel('Address').fill('our-valves');
  await page.getByLabel('Title in English').fill('Our valves');
  await page.getByLabel('Title in Chinese').fill('我们的阀门');
  await page.getByRole('button', { name: 'Begin the course' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Our valves');
  await expectAccessible(page);
  await page.getByLabel('Summary in English').fill('You say what a valve does: "open" and closed.');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('You say what a valve does: "open" and closed.').first()).toBeVisible();
  await page.getByRole('link', { name: 'Introduction' }).click();

  await writeLesson(page, lesson('It lets air through.\n\n<script>document.title = "run"</script>\n\n:::nonsense\n:::'));
  await expect(page.locator('[data-preview] .prose strong')).toHaveText(['valve']);
  await expect(page.locator('[data-findings] button').filter({ hasText: 'Line 13' })).toBeVisible();
  await expect(page.locator('[data-preview] script')).toHaveCount(0);
  expect(await page.title()).not.toBe('run');
  await expect(page.getByText('Not saved')).toBeVisible();

  await writeLesson(page, lesson('It lets air through.'));
  await expect(page.locator('[data-findings] button').filter({ hasText: 'Line 13' })).toHaveCount(0);
  await page.keyboard.press('ControlOrMeta+End');
  await page.locator('input[type=file]').setInputFiles({ name: 'A Valve.png', mimeType: 'image/png', buffer: png });
  await expect(page.locator('[data-preview] img')).toHaveAttribute('src', /our-valves\/pictures\/01-introduction\/a-valve\.png$/);
  await expect(page.locator('[data-pictures] [role=status]')).toContainText('square brackets');
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'false.png', mimeType: 'image/png', buffer: Buffer.from('no picture') });
  await expect(page.locator('[data-pictures] [role=status]')).toContainText('not what its name says');

  await writeLesson(page, lesson('It lets air through.\n\n![a valve](a-valve.png)'));
  await page.keyboard.press('ControlOrMeta+s');
  await expect(page.locator('[data-state]')).toHaveText('Saved');
  await page.getByRole('button', { name: '简体中文' }).click();
  await writeLesson(page, lessonInChinese('它让空气通过。\n\n![阀门](a-valve.png)'));
  await page.keyboard.press('ControlOrMeta+s');
  await expect(page.locator('[data-state]')).toHaveText('Saved');
  await expect(page.locator('[data-found]')).toHaveText('No mistakes', { timeout: 200_000 });
  await expectAccessible(page);
  await page.close();
});

test('what another author saved meanwhile is shown, not written over', async () => {
  const [one, other] = [await author.newPage(), await author.newPage()];
  for (const page of [one, other]) {
    await page.goto(`${server.url}/author/courses/our-valves/01-introduction/`);
    await expect(page.locator('.monaco-editor').first()).toBeVisible();
  }
  await writeLesson(one, lesson('It lets water through.\n\n![a valve](a-valve.png)'));
  await one.keyboard.press('ControlOrMeta+s');
  await expect(one.locator('[data-state]')).toHaveText('Saved');
  await writeLesson(other, lesson('It lets oil through.\n\n![a valve](a-valve.png)'));
  await other.keyboard.press('ControlOrMeta+s');
  await expect(other.getByRole('dialog')).toContainText('Somebody else saved this text meanwhile');
  await expect(other.locator('[data-side=theirs]')).toHaveValue(/water/);
  await expect(other.locator('[data-side=mine]')).toHaveValue(/oil/);
  await expectAccessible(other);
  await other.getByRole('button', { name: 'Take theirs' }).click();
  await expect(other.locator('[data-preview] .prose')).toContainText('water');
  await expect(other.locator('[data-state]')).toHaveText('Saved');
  for (const page of [one, other]) await page.close();
});

async function publish(page: Page, note: string): Promise<void> {
  await page.goto(`${server.url}/author/publish/`);
  await page.getByLabel('Course: Our valves').check();
  await page.getByRole('textbox', { name: 'What is new' }).fill(note);
  await page.getByRole('button', { name: 'Check and publish' }).click();
  await expect(page.getByRole('heading', { name: 'Published', exact: true })).toBeVisible({ timeout: 120_000 });
  await expect(page.getByRole('cell', { name: note })).toBeVisible();
}

test('it is published; a trainee who has begun stays on theirs until they move on', async ({ browser }) => {
  const page = await author.newPage();
  await publish(page, 'The first version.');
  await expectAccessible(page);

  const trainee = await browser.newContext();
  const reader = await trainee.newPage();
  await reader.goto(`${server.url}/courses/our-valves/introduction/`);
  await expect(reader.locator('.prose')).toContainText('water');
  await expect(reader.locator('.prose img')).toBeVisible();
  await reader.locator('mw-reading button').click();
  await reader.waitForURL('**/courses/our-valves/');

  await page.goto(`${server.url}/author/courses/our-valves/01-introduction/`);
  await expect(page.locator('.monaco-editor').first()).toBeVisible();
  await writeLesson(page, lesson('It lets steam through.\n\n![a valve](a-valve.png)'));
  await page.keyboard.press('ControlOrMeta+s');
  await expect(page.locator('[data-state]')).toHaveText('Saved');
  await publish(page, 'Steam instead of water.');
  await expect(page.locator('mw-publication')).toContainText('people who stay on theirs: 1');

  await reader.goto(`${server.url}/courses/our-valves/introduction/`);
  await expect(reader.locator('.prose')).toContainText('water');
  await reader.goto(`${server.url}/courses/our-valves/`);
  await expect(reader.locator('.newer')).toContainText('Steam instead of water.');
  await expectAccessible(reader);
  await reader.getByRole('button', { name: 'Move on to the new version' }).click();
  await expect(reader.getByText('You have the version of this course that the academy shows now.')).toBeVisible();
  await reader.goto(`${server.url}/courses/our-valves/introduction/`);
  await expect(reader.locator('.prose')).toContainText('steam');
  expect((await reader.goto(`${server.url}/author/`))?.url()).toContain('/sign-in/');
  await trainee.close();
  await page.close();
});

test('it is withdrawn and an earlier version shown again, each with its reason', async ({ browser }) => {
  const page = await author.newPage();
  const guest = await browser.newContext();
  const newcomer = await guest.newPage();
  const show = async (version: RegExp, reason: string) => {
    await page.getByRole('radio', { name: version }).check();
    await page.getByLabel('Why').fill(reason);
    await page.getByRole('button', { name: 'Show it so' }).click();
    await expect(page.getByRole('main').getByRole('status')).toContainText('Done.');
    await expect(page.getByRole('cell', { name: reason, exact: true })).toBeVisible();
    await expectAccessible(page);
  };
  await page.goto(`${server.url}/author/`);
  await page.getByRole('row').filter({ hasText: 'our-valves' }).getByRole('link', { name: '2', exact: true }).click();
  await expect(page.getByText('Newcomers get version 2.')).toBeVisible();
  // Nothing changes without a reason.
  await page.getByRole('radio', { name: /^Withdraw it/ }).check();
  await page.getByRole('button', { name: 'Show it so' }).click();
  await expect(page.getByLabel('Why')).toBeFocused();
  await expectAccessible(page);

  await show(/^Withdraw it/, 'The drawing shows the wrong valve.');
  await expect(page.locator('.lead')).toHaveText('It is withdrawn: newcomers do not find it any more.');
  expect((await newcomer.goto(`${server.url}/courses/our-valves/`))?.status()).toBe(404);

  await show(/^version 1/, 'The first one is right.');
  await expect(page.getByText('Newcomers get version 1.')).toBeVisible();
  await newcomer.goto(`${server.url}/courses/our-valves/introduction/`);
  await expect(newcomer.locator('.prose')).toContainText('water');
  await guest.close();
  await page.close();
});

test('the pages of authors can be read on a phone, in the dark, in Chinese; the plain field saves, too', async () => {
  const page = await author.newPage();
  await page.setViewportSize({ width: 360, height: 800 });
  await page.emulateMedia({ colorScheme: 'dark' });
  for (const path of [
    '',
    'courses/our-valves/',
    'courses/our-valves/01-introduction/',
    'publish/',
    'versions/course-our-valves/',
  ]) {
    await page.goto(`${server.url}/zh-cn/author/${path}`);
    await expectAccessible(page);
    // Nothing of a table stands out of sight.
    const cut = () =>
      page.evaluate(
        () => [...document.querySelectorAll('.sheet-place')].filter((table) => table.scrollWidth > table.clientWidth).length,
      );
    expect([path, await cut()]).toEqual([path, 0]);
    expect([path, await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)]).toEqual([path, true]);
  }
  await page.goto(`${server.url}/author/courses/our-valves/01-introduction/`);
  const field = page.getByLabel('Text of the lesson');
  await field.fill(lesson('It lets gas through.\n\n![a valve](a-valve.png)'));
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('[data-state]')).toHaveText('Saved');
  await page.reload();
  await expect(field).toHaveValue(/gas/);
  await page.close();
});
