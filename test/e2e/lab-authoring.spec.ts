/** An author makes a lab in the browser: begins it, breaks it, sees the line, mends it, tries it as a trainee, and has it proved. */
import type { BrowserContext, Page } from '@playwright/test';
import { AcademyServer } from './academy-server.ts';
import { expect, test } from './academy-test.ts';
import { expectAccessible } from './accessibility.ts';
import { replaceInFile } from './author-page.ts';

let server: AcademyServer;
let author: BrowserContext;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async ({ browser }) => {
  server = await AcademyServer.start();
  author = await browser.newContext();
  const page = await author.newPage();
  await expect.poll(() => server.output).toMatch(/\/set-up\//);
  await page.goto(/(http\S+\/set-up\/\S+\/)/.exec(server.output)?.[1] ?? '');
  const main = page.getByRole('main');
  await page.getByLabel('Name of the academy').fill('Press works');
  await main.getByLabel('Name', { exact: true }).fill('Anna Author');
  await main.getByLabel('E-mail address').fill('anna@works.example');
  await main.getByLabel('Password').fill('three rusty conveyors');
  await main.getByRole('button', { name: 'Set up the academy' }).click();
  await page.waitForURL('**/account/');
  // An owner is no author: who wants to be both is given both.
  await page.goto(`${server.url}/academy/people/`);
  const anna = page.getByRole('listitem').filter({ hasText: 'anna@works.example' });
  await anna.getByLabel('author').check();
  await anna.getByRole('button', { name: 'Set roles' }).click();
  await expect(page.locator('.told')).toContainText('The roles are set');
  await page.close();
});
test.afterAll(async () => {
  await author.close();
  await server.dispose();
});

const files = '/author/labs/dark-room/';

/** The text of the open file as the draft has it. */
async function saved(page: Page, name: string): Promise<string> {
  const answer = await page.request.get(`${server.url}/api/author/labs/dark-room/file?name=${encodeURIComponent(name)}`);
  return ((await answer.json()) as { text: string }).text;
}

test('begins a lab from the template, which has no mistakes', async () => {
  const page = await author.newPage();
  await page.goto(`${server.url}/author/labs/`);
  await page.getByLabel('Name in addresses').fill('dark-room');
  await page.getByLabel('Title in English').fill('Dark room');
  await page.getByLabel('Title in Chinese').fill('暗室');
  await page.getByRole('button', { name: 'Begin the lab' }).click();
  await page.waitForURL(`**${files}`);
  await expect(page.getByRole('button', { name: 'lab.yaml' })).toHaveAttribute('aria-current', 'true');
  await expect(page.getByText('No mistakes found.')).toBeVisible();
  await expect(page.locator('.le-code .view-lines')).toContainText('difficulty');
  await expectAccessible(page);
  await page.close();
});

test('sees the line of a mistake as it is typed, and it is gone when it is mended', async () => {
  const page = await author.newPage();
  await page.goto(`${server.url}${files}`);
  await expect(page.locator('.le-code .view-lines')).toContainText('difficulty');
  await replaceInFile(page, 'difficulty: beginner', 'difficulty: beginer');
  const finding = page.locator('.le-findings li');
  await expect(finding).toHaveCount(1);
  await expect(finding.getByRole('button')).toHaveText('lab.yaml:5');
  await expect(page.locator('.le-state')).toContainText('Not saved yet');
  // Nothing typed is lost: not by a page that is loaded anew either.
  page.on('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await expect(page.locator('.le-code .view-lines')).toContainText('beginer');
  await replaceInFile(page, 'difficulty: beginer', 'difficulty: advanced');
  await expect(page.getByText('No mistakes found.')).toBeVisible();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.locator('.le-state')).toHaveText('Saved');
  expect(await saved(page, 'lab.yaml')).toContain('difficulty: advanced');
  await page.close();
});

test('has the keys of the format offered, each with what it means', async () => {
  const page = await author.newPage();
  await page.goto(`${server.url}${files}`);
  await expect(page.locator('.le-code .view-lines')).toContainText('difficulty');
  await page.locator('.le-code .view-lines').click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('prereq');
  await page.keyboard.press('Control+Space');
  await expect(page.locator('.suggest-widget.visible')).toContainText('prerequisites');
  await page.close({ runBeforeUnload: false });
});

test('two who save one file: the second is shown both texts and loses nothing', async () => {
  const page = await author.newPage();
  await page.goto(`${server.url}${files}#plant.st`);
  await expect(page.locator('.le-code .view-lines')).toContainText('PROGRAM');
  const before = (await (await page.request.get(`${server.url}/api/author/labs/dark-room/file?name=plant.st`)).json()) as {
    text: string;
    hash: string;
  };
  const theirs = { name: 'plant.st', text: `// by somebody else\n${before.text}`, base: before.hash };
  const other = await page.request.put(`${server.url}/api/author/labs/dark-room/file`, {
    data: theirs,
    headers: { origin: server.url },
  });
  expect(((await other.json()) as { outcome: string }).outcome).toBe('saved');
  await page.locator('.le-code .view-lines').click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('// mine ');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const conflict = page.locator('.le-conflict');
  await expect(conflict).toContainText('Somebody else has saved plant.st');
  await expect(conflict.locator('.monaco-diff-editor')).toContainText('by somebody else');
  await expect(conflict.locator('.monaco-diff-editor')).toContainText('mine');
  await conflict.getByRole('button', { name: 'Take theirs' }).click();
  await expect(page.locator('.le-code .view-lines')).toContainText('by somebody else');
  expect(await saved(page, 'plant.st')).toBe(theirs.text);
  await page.close();
});

test('tries it as a trainee, marked as a draft, on a rig that runs', async () => {
  const page = await author.newPage();
  await page.goto(`${server.url}${files}`);
  await page.getByRole('link', { name: 'Run as trainee' }).click();
  await page.waitForURL(`**${files}trial/`);
  await expect(page.getByRole('note')).toContainText('Draft');
  await expect(page.locator('.wb')).toContainText('Running');
  await page.close();
});

test('has it tested, and the report says sentence by sentence that it is proved', async () => {
  test.setTimeout(240_000);
  const page = await author.newPage();
  await page.goto(`${server.url}${files}`);
  await page.getByRole('tab', { name: 'Test of the lab' }).click();
  await page.getByRole('button', { name: 'Test the lab' }).click();
  await expect(page.locator('.le-proofs li').first()).toBeVisible({ timeout: 120_000 });
  // A page that is loaded anew finds the test as it is.
  await page.reload();
  await page.getByRole('tab', { name: 'Test of the lab' }).click();
  await expect(page.locator('.le-outcome')).toContainText('Proved', { timeout: 180_000 });
  await expect(page.locator('.le-proofs')).toContainText('the untouched start fails');
  await expect(page.locator('.le-proofs li[data-ok="false"]')).toHaveCount(0);
  await expectAccessible(page);
  await page.close();
});

for (const [width, prefix, theme] of [
  [1440, '/zh-cn', 'light'],
  [360, '', 'dark'],
] as const)
  test(`its pages can be read by anyone (${width} px, ${theme}${prefix})`, async () => {
    const page = await author.newPage();
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: theme });
    for (const path of ['/author/labs/', files]) {
      await page.goto(`${server.url}${prefix}${path}`);
      if (path === files) await expect(page.locator('.le-file[aria-current]')).toBeVisible();
      await expectAccessible(page);
      expect([path, await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)]).toEqual([path, true]);
    }
    await page.close();
  });
