/** Questions of every kind, by pointer and by keyboard alone; variants that stay a reader's own; and what returns for review. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Page } from '@playwright/test';
import siteEnglish from '../../src/i18n/site.en.json' with { type: 'json' };
import siteChinese from '../../src/i18n/site.zh-CN.json' with { type: 'json' };
import { AcademyServer } from './academy-server.ts';
import { expect, test } from './academy-test.ts';
import { expectAccessible } from './accessibility.ts';

const questions = {
  en: `:::quiz{id=pressure kind=number unit=kPa tolerance="1%" vars="bar = 1.2 | 2.4 | 3.6 | 4.8 | 6"}
The gauge shows {bar} bar. How much is that?

- [x] \`bar * 100\`
- [ ] \`bar * 10\`
  > One bar is 100 kPa.
:::

:::quiz{id=scan kind=order}
What happens in a scan?

1. read
   > Nothing can be reckoned before it is read.
2. run
3. write
:::

:::quiz{id=where kind=point}
Where is the level measured?

![A tank, a circle with letters beside it and a circle below](tank.svg)

- [x] \`lt\` the circle beside the tank
- [ ] \`pump\` the circle below
  > That one moves water.
:::
`,
  'zh-CN': `:::quiz{id=pressure kind=number unit=kPa tolerance="1%" vars="bar = 1.2 | 2.4 | 3.6 | 4.8 | 6"}
压力表指示 {bar} bar，合多少？

- [x] \`bar * 100\`
- [ ] \`bar * 10\`
  > 1 bar 是 100 kPa。
:::

:::quiz{id=scan kind=order}
一个周期里依次做什么？

1. 读
   > 没有读入就无从计算。
2. 算
3. 写
:::

:::quiz{id=where kind=point}
液位在哪里测量？

![一个储罐，旁边有带字母的圆圈，下面还有一个圆圈](tank.svg)

- [x] \`lt\` 储罐旁的圆圈
- [ ] \`pump\` 下面的圆圈
  > 那是送水的。
:::
`,
};

function ownContent(): string {
  const root = mkdtempSync(join(tmpdir(), 'millwright-e2e-content-'));
  const lesson = join(root, 'content', 'asked', '01-kinds');
  mkdirSync(lesson, { recursive: true });
  writeFileSync(
    join(root, 'content', 'asked', 'course.yaml'),
    'id: 0b7f6d0e-6d0e-4c0b-9a52-0d9b3f3c2a78\norder: 9\ntitle: { en: Asked, zh-CN: 提问 }\nsummary: { en: S., zh-CN: 简介。 }\n',
  );
  writeFileSync(
    join(lesson, 'tank.svg'),
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100"><rect class="body" x="20" y="10" width="60" height="80"/><g id="lt"><circle class="body" cx="120" cy="30" r="14"/></g><circle class="body" id="pump" cx="160" cy="80" r="12"/></svg>',
  );
  for (const locale of ['en', 'zh-CN'] as const)
    writeFileSync(
      join(lesson, `index.${locale}.md`),
      `---\ntitle: Kinds ${locale}\nsummary: S\nminutes: 2\n---\n\n${questions[locale]}`,
    );
  return root;
}

let server: AcademyServer;
let content: string;
test.beforeAll(async () => {
  test.setTimeout(180_000); // the first start may build the site
  content = ownContent();
  server = await AcademyServer.start({ MILLWRIGHT_CONTENT: content });
});
test.afterAll(async () => {
  await server?.dispose();
  rmSync(content, { recursive: true, force: true });
});

const quiz = (page: Page, id: string) => page.locator(`#quiz-${id}`);
const shownBar = async (page: Page): Promise<number> =>
  Number(/([\d.]+) bar/.exec(await quiz(page, 'pressure').locator('.quiz-question').innerText())?.[1]);

for (const [locale, prefix, site] of [
  ['en', '', siteEnglish],
  ['zh-CN', '/zh-cn', siteChinese],
] as const) {
  test(`every kind is answered by the keyboard alone (${locale})`, async ({ page }) => {
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(`${server.url}${prefix}/courses/asked/kinds/`);
    await expect(page.locator('mw-quiz-point:defined')).toBeVisible();
    await expectAccessible(page);
    expect(await shownBar(page), 'without a session it is the first variant').toBe(1.2);

    await test.step('a number in another unit', async () => {
      const pressure = quiz(page, 'pressure');
      await pressure.locator('input').focus();
      await page.keyboard.type('12 mm');
      await page.keyboard.press('Enter');
      await expect(pressure.locator('.quiz-feedback')).toContainText('mm');
      await expect(pressure.locator('.quiz-feedback')).toContainText(site['dimension.pressure']);
      await pressure.locator('input').fill('');
      await page.keyboard.type('1,2 bar');
      await page.keyboard.press('Enter');
      await expect(pressure.locator('.quiz-feedback')).toContainText(site['quiz.verdict-right']);
    });

    await test.step('an order, by its buttons', async () => {
      const scan = quiz(page, 'scan');
      const [read, write] = locale === 'en' ? ['read', 'write'] : ['读', '写'];
      const up = scan.getByRole('button', { name: site['quiz.up'].replace('{item}', read) });
      const down = scan.getByRole('button', { name: site['quiz.down'].replace('{item}', write) });
      for (let press = 0; press < 2; press += 1) {
        await up.focus();
        await page.keyboard.press('Enter');
        await down.focus();
        await page.keyboard.press('Enter');
      }
      await scan.getByRole('button', { name: site['quiz.answer'] }).press('Enter');
      await expect(scan.locator('.quiz-feedback')).toContainText(site['quiz.verdict-right']);
    });

    await test.step('a place, from the list that comes with the focus; the drawing shows which', async () => {
      const where = quiz(page, 'where');
      await scanButton(page, site).press('Tab');
      const list = where.locator('.quiz-regions');
      await expect(list.getByRole('radio').first()).toBeFocused();
      expect((await list.boundingBox())?.height, 'it has come into view').toBeGreaterThan(20);
      await page.keyboard.press('Space');
      const chosen = where.locator('.quiz-region[data-chosen]');
      await expect(chosen).toHaveCount(1);
      await expect(where.locator('.quiz-region[data-focused]')).toHaveCount(1);
      await expectAccessible(page);
      const right = list.getByRole('radio', { name: locale === 'en' ? 'the circle beside the tank' : '储罐旁的圆圈' });
      if (!(await right.isChecked())) await page.keyboard.press('ArrowDown');
      await expect(right).toBeChecked();
      await page.keyboard.press('Enter');
      await expect(where.locator('.quiz-feedback')).toContainText(site['quiz.verdict-right']);
    });
    expect(errors).toEqual([]);
  });
}

const scanButton = (page: Page, site: typeof siteEnglish) =>
  quiz(page, 'scan').getByRole('button', { name: site['quiz.answer'] });

test('a place is pressed in the drawing, also beside its thin line', async ({ page }) => {
  await page.goto(`${server.url}/courses/asked/kinds/`);
  const where = quiz(page, 'where');
  const frames = where.locator('.quiz-region');
  await expect(frames).toHaveCount(2);
  await frames.nth(1).click();
  await where.getByRole('button', { name: siteEnglish['quiz.answer'] }).click();
  await expect(where.locator('.quiz-feedback')).toContainText('That one moves water');
  await frames.nth(0).click({ position: { x: 60, y: 13 } });
  await where.getByRole('button', { name: siteEnglish['quiz.answer'] }).click();
  await expect(where.locator('.quiz-feedback')).toContainText(siteEnglish['quiz.verdict-right']);
});

test('a member’s variant is the same on every visit and in both languages', async ({ browser }) => {
  const bars = new Set<number>();
  for (let reader = 0; reader < 8; reader += 1) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.request.post(`${server.url}/api/guest`, { headers: { origin: server.url } });
    await page.goto(`${server.url}/courses/asked/kinds/`);
    const bar = await shownBar(page);
    await page.goto(`${server.url}/zh-cn/courses/asked/kinds/`);
    expect(await shownBar(page)).toBe(bar);
    await quiz(page, 'pressure')
      .locator('input')
      .fill(`${bar * 100}`);
    await quiz(page, 'pressure').getByRole('button', { name: siteChinese['quiz.answer'] }).click();
    await expect(quiz(page, 'pressure').locator('.quiz-feedback')).toContainText(siteChinese['quiz.verdict-right']);
    await page.reload();
    expect(await shownBar(page)).toBe(bar);
    await expect(quiz(page, 'pressure').locator('.quiz-feedback')).toContainText(siteChinese['quiz.verdict-right']);
    bars.add(bar);
    await context.close();
  }
  expect(bars.size, 'neighbours have other numbers').toBeGreaterThan(1);
});

test('an order can be given without JavaScript, and nothing of the answers is in the page', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  const answer = await page.goto(`${server.url}/courses/asked/kinds/`);
  const html = (await answer?.text()) ?? '';
  for (const secret of ['One bar is 100', 'moves water', 'Nothing can be reckoned', 'bar * 100'])
    expect(html).not.toContain(secret);
  await expect(quiz(page, 'scan').getByRole('spinbutton').first()).toBeVisible();
  await expect(quiz(page, 'where').getByRole('radio').first()).toBeVisible();
  await context.close();
});

test('nothing to review is said, with what brings it about', async ({ page }) => {
  for (const [prefix, site] of [
    ['', siteEnglish],
    ['/zh-cn', siteChinese],
  ] as const) {
    await page.goto(`${server.url}${prefix}/review/`);
    await expect(page.getByRole('heading', { name: site['review.empty-title'] })).toBeVisible();
    await expect(page.getByText(site['review.empty-new'])).toBeVisible();
    await expectAccessible(page);
  }
});

/** What was learned is two days old: the days of the test are moved, not the clock of the machine. */
function makeDue(dataDir: string): void {
  const database = new DatabaseSync(join(dataDir, 'academy.sqlite'), { timeout: 5_000 });
  database.exec("update review set due_on = '2026-01-01', learned_on = '2025-12-30' where due_on is not null");
  database.close();
}

for (const [locale, prefix, site] of [
  ['en', '', siteEnglish],
  ['zh-CN', '/zh-cn', siteChinese],
] as const) {
  for (const javaScriptEnabled of [true, false]) {
    test(`what was learned returns, one question at a time (${locale}, ${javaScriptEnabled ? 'with' : 'without'} JavaScript)`, async ({
      browser,
    }) => {
      const context = await browser.newContext({ javaScriptEnabled });
      const page = await context.newPage();
      const post = (path: string, data?: object) =>
        page.request.post(`${server.url}${path}`, { headers: { origin: server.url }, ...(data ? { data } : {}) });
      await post('/api/guest');
      await page.goto(`${server.url}${prefix}/courses/asked/kinds/`);
      const bar = await shownBar(page);
      const lesson = { course: 'asked', lesson: 'kinds', locale };
      expect((await post('/api/answers', { ...lesson, question: 'pressure', answer: `${bar} bar` })).status()).toBe(200);
      await page.goto(`${server.url}${prefix}/`);
      await expect(page.getByRole('heading', { name: site['review.home-one'] })).toHaveCount(0);
      makeDue(server.data);
      await page.reload();
      await expect(page.getByRole('heading', { name: site['review.home-one'] })).toBeVisible();
      if (javaScriptEnabled) await expectAccessible(page);
      await page.getByRole('link', { name: site['review.begin'], exact: true }).last().click();

      await expect(page.getByText(site['review.left-one'])).toBeVisible();
      if (javaScriptEnabled) await expectAccessible(page);
      const submit = page.getByRole('button', { name: site['quiz.answer'] });
      await test.step('an empty form is told, and counts for nothing', async () => {
        await submit.click();
        await expect(page.getByText(site['review.no-answer'])).toBeVisible();
      });
      await page.locator('#quiz-pressure input[name=answer]').fill(`${(await shownBar(page)) * 10}`);
      await submit.click();
      await expect(page.locator('.quiz-feedback')).toContainText('100 kPa');
      await expect(page.locator('.returns')).toContainText(locale === 'en' ? '2 days from now' : '2 天后');
      await expect(page.getByRole('link', { name: site['review.read-again'] })).toBeVisible();
      if (javaScriptEnabled) await expectAccessible(page);

      await test.step('sent again it is not counted again', async () => {
        await page.reload();
        await expect(page.getByText(site['review.stale'])).toBeVisible();
        await expect(page.getByRole('heading', { name: site['review.empty-title'] })).toBeVisible();
      });
      await page.goto(`${server.url}${prefix}/`);
      await expect(page.getByRole('heading', { name: site['review.home-one'] })).toHaveCount(0);
      await context.close();
    });
  }
}
