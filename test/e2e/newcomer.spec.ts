/** The newcomer's path, in both languages: from the home page to a passed lab that survives everything. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import siteEnglish from '../../src/i18n/site.en.json' with { type: 'json' };
import siteChinese from '../../src/i18n/site.zh-CN.json' with { type: 'json' };
import { AcademyServer } from './academy-server.ts';
import { expect, test } from './academy-test.ts';
import { expectAccessible } from './accessibility.ts';
import { LabPage, workbenchWords } from './lab-page.ts';

const solution = readFileSync(
  join(import.meta.dirname, '..', '..', 'labs', 'motor-seal-in', 'solution', 'seal-in', 'main.st'),
  'utf8',
);

test.use({ viewport: { width: 1440, height: 900 }, permissions: ['clipboard-read', 'clipboard-write'] });

const readers = [
  {
    locale: 'en',
    home: '/',
    site: siteEnglish,
    start: 'Start button S2',
    emergencyStop: 'Emergency stop S0',
    failure: 'The motor stopped when Start was released. Nothing in the program remembers that it was started.',
  },
  {
    locale: 'zh-CN',
    home: '/zh-cn/',
    site: siteChinese,
    start: '启动按钮 S2',
    emergencyStop: '急停按钮 S0',
    failure: '一松开启动，电动机就停了。程序里没有任何东西记住它已经启动。',
  },
] as const;

let server: AcademyServer;
test.beforeAll(async () => {
  test.setTimeout(180_000); // the first start may build the site
  server = await AcademyServer.start();
});
test.afterAll(async () => {
  await server?.dispose();
});

for (const { locale, home, site, start, emergencyStop, failure } of readers) {
  test(`a newcomer passes the first lab, and nothing is ever lost (${locale})`, async ({ page }) => {
    test.setTimeout(240_000);
    const words = workbenchWords[locale];
    const lab = new LabPage(page, words);

    await test.step('from the home page, one button leads to the first lab', async () => {
      await page.goto(`${server.url}${home}`);
      await expect(page.locator('html')).toHaveAttribute('lang', locale);
      await expectAccessible(page);
      await page.getByRole('link', { name: site['home.begin'] }).click();
      await lab.ready();
      await expectAccessible(page);
    });

    await test.step('pressing Start in the scene changes the input, and the motor runs only while it is held', async () => {
      await lab.press(start);
      await lab.sees('Start TRUE');
      await lab.sees('Motor TRUE');
      await lab.release();
      await lab.sees('Motor FALSE');
    });

    await test.step('the check says what failed, and why', async () => {
      await lab.check();
      // Judged by a process of its own, in as long as a busy machine takes.
      await expect(page.getByText(failure)).toBeVisible({ timeout: 60_000 });
      await expect(page.getByText(words['checks.expected']).first()).toBeVisible();
      await expect(page.getByText(words['checks.observed']).first()).toBeVisible();
      await expectAccessible(page);
    });

    await test.step('a program with a mistake is refused at its line, and the rig runs on', async () => {
      await lab.paste(solution.replace('Stop AND', 'Stopp AND'));
      await page.keyboard.press('ControlOrMeta+s');
      await expect(page.getByText(words['program.not-compiled'])).toBeVisible();
      await expect(page.getByText(/Stopp.*Stop/).first()).toBeVisible();
    });

    await test.step('mended and downloaded, the motor holds itself', async () => {
      await lab.paste(solution);
      await lab.download();
      await lab.openPane('scene');
      await lab.tap(start, 'Start TRUE');
      await lab.sees('Start FALSE');
      await lab.sees('Motor TRUE');
    });

    await test.step('a lab host and the web process are killed, and the rig goes on where it was', async () => {
      const lost = lab.lineLost();
      expect(server.kill('lab-host.ts')).toBeGreaterThan(0);
      await lost;
      await lab.ready();
      await lab.sees('Motor TRUE');
      expect(server.kill('web.ts')).toBe(1);
      await expect
        .poll(async () => (await page.request.get(`${server.url}/healthz`).catch(() => null))?.status() ?? 0, { timeout: 30_000 })
        .toBe(200);
      await lab.sees('Motor TRUE');
    });

    await test.step('the check passes', async () => {
      await lab.check();
      await expect(page.getByText(words['checks.done']).first()).toBeVisible({ timeout: 60_000 });
      await expectAccessible(page);
    });

    await test.step('after a reload everything is there', async () => {
      await page.reload();
      await lab.ready();
      await lab.sees('(Start OR Motor)');
      await lab.sees('Motor TRUE');
    });

    await test.step('after a restart of the server everything is there', async () => {
      await server.stop();
      await server.start();
      await page.reload();
      await lab.ready();
      await lab.sees('(Start OR Motor)');
      await lab.sees('Motor TRUE');
      await lab.openPane('checks');
      await expect(page.getByText(words['checks.done']).first()).toBeVisible();
    });

    await test.step('the emergency stop is latched, everything is killed at once, and it is still latched', async () => {
      await lab.openPane('scene');
      await lab.control(emergencyStop).click();
      await lab.sees('EStop FALSE');
      await lab.sees('Motor FALSE');
      await server.crash();
      await server.start();
      await page.reload();
      await lab.ready();
      await lab.sees('EStop FALSE');
      await expect(lab.control(emergencyStop)).toHaveAttribute('aria-pressed', 'true');
      await lab.sees('(Start OR Motor)');
    });
  });
}
