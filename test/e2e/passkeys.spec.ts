/** A passkey from the account page to the next sign-in, with Chromium's own virtual authenticator, in both languages. */
import type { BrowserContext, Page } from '@playwright/test';
import { AcademyServer } from './academy-server.ts';
import { expect, test } from './academy-test.ts';
import { expectAccessible } from './accessibility.ts';

const password = 'three rusty conveyors';

let server: AcademyServer;
let owner: BrowserContext;
test.beforeAll(async ({ browser }) => {
  server = await AcademyServer.start();
  owner = await browser.newContext();
  const page = await owner.newPage();
  await expect.poll(() => server.output).toMatch(/\/set-up\//);
  await page.goto(/(http\S+\/set-up\/\S+\/)/.exec(server.output)?.[1] ?? '');
  await page.getByLabel('Name of the academy').fill('Press works');
  await page.getByRole('main').getByLabel('Name', { exact: true }).fill('Mei Lin');
  await page.getByRole('main').getByLabel('E-mail address').fill('mei@works.example');
  await page.getByRole('main').getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Set up the academy' }).click();
  await page.waitForURL('**/account/');
});
test.afterAll(() => server.dispose());

/** A device with a sensor that somebody touches at once; `verified: false`: the wrong finger. Answers how to change that. */
async function withDevice(
  page: Page,
): Promise<{ finger(verified: boolean): Promise<void>; carryTo(other: Page): Promise<void> }> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable', { enableUI: false });
  const options = {
    protocol: 'ctap2',
    transport: 'internal',
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
    automaticPresenceSimulation: true,
  } as const;
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', { options });
  return {
    finger: async (isUserVerified) => {
      await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
    },
    // The same device before another browser: its keys with their counts.
    carryTo: async (other) => {
      const { credentials } = await session.send('WebAuthn.getCredentials', { authenticatorId });
      const there = await other.context().newCDPSession(other);
      await there.send('WebAuthn.enable', { enableUI: false });
      const made = await there.send('WebAuthn.addVirtualAuthenticator', { options });
      for (const credential of credentials)
        await there.send('WebAuthn.addCredential', { authenticatorId: made.authenticatorId, credential });
    },
  };
}

const passkeys = (page: Page) => page.getByRole('region', { name: /^(Passkeys|通行密钥)$/ });

test('a passkey is added in the account and signs in on the next visit', async ({ browser }) => {
  const page = await owner.newPage();
  const device = await withDevice(page);
  await page.goto(`${server.url}/account/`);
  const part = passkeys(page);
  await part.getByLabel('Name of the passkey').fill('Blue phone');
  await part.getByLabel('Password you use now').fill('not this one');
  await part.getByRole('button', { name: 'Add a passkey' }).click();
  await expect(part.getByRole('status')).toContainText('is not right');
  await part.getByLabel('Password you use now').fill(password);
  await part.getByRole('button', { name: 'Add a passkey' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'The passkey is added' })).toBeVisible();
  await expect(part.getByText('Blue phone', { exact: true })).toBeVisible();
  await expectAccessible(page);

  // The same device once more: it says itself that it has one.
  await part.getByLabel('Password you use now').last().fill(password);
  await part.getByRole('button', { name: 'Add a passkey' }).click();
  await expect(part.getByRole('status')).toContainText('has a passkey for your account already');

  const visit = await (await browser.newContext()).newPage();
  // That the browser was asked at the address field is noted. The device comes after that: it may answer there at once, before the button.
  await visit.addInitScript(() => {
    const get = navigator.credentials.get.bind(navigator.credentials);
    navigator.credentials.get = (options) => {
      document.documentElement.dataset.asked = `${document.documentElement.dataset.asked ?? ''} ${options?.mediation ?? 'button'}`;
      return get(options);
    };
  });
  await visit.goto(`${server.url}/sign-in/?to=/account/`);
  await expect(visit.locator('html')).toHaveAttribute('data-asked', / conditional/);
  await device.carryTo(visit);
  await visit.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await visit.waitForURL(`${server.url}/account/`);
  await expect(visit.getByText('mei@works.example').first()).toBeVisible();
});

test('the wrong finger opens nothing, and the page says so in Chinese; a passkey is renamed and removed', async ({ browser }) => {
  const page = await owner.newPage();
  const device = await withDevice(page);
  await page.goto(`${server.url}/zh-cn/account/`);
  const part = passkeys(page);
  await part.getByLabel('通行密钥名称').last().fill('旧手机');
  await part.getByLabel('当前密码').last().fill(password);
  await part.getByRole('button', { name: '添加通行密钥' }).click();
  await expect(page.getByRole('status').filter({ hasText: '通行密钥已添加' })).toBeVisible();

  const phone = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const visit = await phone.newPage();
  const thief = await withDevice(visit);
  await thief.finger(false);
  await visit.goto(`${server.url}/zh-cn/sign-in/`);
  await visit.getByRole('button', { name: '使用通行密钥登录' }).click();
  await expect(visit.getByRole('status').filter({ hasText: '浏览器未提供通行密钥' })).toBeVisible();
  await expectAccessible(visit);
  expect(await visit.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);

  const row = part.getByRole('listitem').filter({ hasText: '旧手机' });
  await row.getByText('重命名或移除').click();
  await row.getByLabel('通行密钥名称').fill('新手机');
  await row.getByRole('button', { name: '保存名称' }).click();
  await expect(part.getByText('新手机', { exact: true })).toBeVisible();
  const renamed = part.getByRole('listitem').filter({ hasText: '新手机' });
  await renamed.getByText('重命名或移除').click();
  await renamed.getByLabel('当前密码').fill(password);
  await renamed.getByRole('button', { name: '移除', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: '通行密钥已移除' })).toBeVisible();
  await expect(part.getByText('新手机', { exact: true })).toHaveCount(0);
  await device.finger(false);
});

test('without a script or a secure address the pages say what is missing', async ({ browser }) => {
  const scriptless = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await scriptless.goto(`${server.url}/sign-in/`);
  // Playwright switches scripts off later than the parser asks, so it does not draw what stands for that.
  expect(await scriptless.locator('noscript').textContent()).toContain('Passkeys need JavaScript');
  await expect(scriptless.getByRole('button', { name: 'Sign in with a passkey' })).toBeDisabled();
  const byNumber = await (await browser.newContext()).newPage();
  await byNumber.goto(`${server.url.replace('localhost', '127.0.0.1')}/sign-in/`);
  await expect(byNumber.getByRole('status').filter({ hasText: 'they need https and a host name' })).toBeVisible();
  await expect(byNumber.getByRole('button', { name: 'Sign in with a passkey' })).toHaveCount(0);
});
