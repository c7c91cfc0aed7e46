/** From the set-up link to a signed-in owner, and every door on a phone, in a real browser. */
import { createHmac } from 'node:crypto';
import type { BrowserContext, Page } from '@playwright/test';
import { AcademyServer } from './academy-server.ts';
import { expect, test } from './academy-test.ts';
import { expectAccessible } from './accessibility.ts';

const password = 'three rusty conveyors';
const owner = { name: 'Mei Lin', email: 'mei@works.example' };

let server: AcademyServer;
test.beforeAll(async () => {
  server = await AcademyServer.start();
});
test.afterAll(() => server.dispose());

/** RFC 6238: what a phone shows. */
function codeNow(base32: string): string {
  const bits = [...base32]
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  return String((mac.readUInt32BE((mac.at(-1) ?? 0) & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

const main = (page: Page) => page.getByRole('main');
const fitsPhone = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

async function fillAccount(page: Page, { name, email }: { name: string; email: string }): Promise<void> {
  await main(page).getByLabel('Name', { exact: true }).fill(name);
  await main(page).getByLabel('E-mail address').fill(email);
  await main(page).getByLabel('Password').fill(password);
}

async function setUpAcademy(context: BrowserContext): Promise<string> {
  const page = await context.newPage();
  await expect.poll(() => server.output).toMatch(/\/set-up\//);
  const link = /(http\S+\/set-up\/\S+\/)/.exec(server.output)?.[1] ?? '';
  await page.goto(link);
  await expectAccessible(page);
  await page.getByLabel('Name of the academy').fill('Press works');
  await fillAccount(page, owner);
  await main(page).getByRole('button', { name: 'Set up the academy' }).click();
  await page.waitForURL('**/account/');
  await page.locator('#field-factor-password').fill(password);
  await page.getByRole('button', { name: 'Set up', exact: true }).click();
  const secret = ((await page.locator('code.secret').textContent()) ?? '').replaceAll(' ', '');
  await expectAccessible(page);
  await main(page).getByRole('textbox', { name: 'Code' }).fill(codeNow(secret));
  await page.getByRole('button', { name: 'Turn on' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'The second factor is on' })).toBeVisible();
  await page.goto(link);
  await expect(page.getByRole('alert')).toContainText('set up already');
  return secret;
}

test('the first owner sets up, signs in with a code', async ({ browser }) => {
  const office = await browser.newContext();
  const secret = await setUpAcademy(office);
  const page = await office.newPage();
  await page.goto(`${server.url}/`);
  await page.locator('.member-menu summary').click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.goto(`${server.url}/sign-in/?to=/academy/people/`);
  await main(page).getByLabel('E-mail address').fill(owner.email);
  await main(page).getByLabel('Password').fill(password);
  await main(page).getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL('**/sign-in/second-factor/**');
  await expectAccessible(page);
  await main(page).getByRole('textbox', { name: 'Code' }).fill(codeNow(secret));
  await main(page).getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL('**/academy/people/');
});

test('every door fits a phone, in both languages, and axe finds nothing', async ({ browser }) => {
  const phone = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const page = await phone.newPage();
  for (const path of [
    '/sign-in/',
    '/zh-cn/sign-in/',
    '/zh-cn/sign-up/',
    '/zh-cn/sign-in/second-factor/',
    '/zh-cn/invitation/made-up/',
  ]) {
    await page.goto(server.url + path);
    expect(await fitsPhone(page), path).toBe(true);
    await expectAccessible(page);
  }
  await expect(page.getByRole('alert')).toContainText('此链接不属于本学院');
});
