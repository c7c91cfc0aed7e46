/** The lesson beside the rig: what opens, what stays, what counts as done, in both languages. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import siteEnglish from '../../src/i18n/site.en.json' with { type: 'json' };
import siteChinese from '../../src/i18n/site.zh-CN.json' with { type: 'json' };
import { AcademyServer } from './academy-server.ts';
import { expect, test } from './academy-test.ts';
import { expectAccessible } from './accessibility.ts';
import { LabPage, workbenchWords } from './lab-page.ts';

test.use({ viewport: { width: 1440, height: 900 }, permissions: ['clipboard-read', 'clipboard-write'] });

/** A company's own course, with a lesson that has nothing but text. */
function ownContent(): string {
  const root = mkdtempSync(join(tmpdir(), 'millwright-e2e-content-'));
  const course = join(root, 'content', 'house-rules');
  const write = (file: string, text: string): void => {
    mkdirSync(join(course, file, '..'), { recursive: true });
    writeFileSync(join(course, file), text);
  };
  write(
    'course.yaml',
    'id: 0b7f6d0e-6d0e-4c0b-9a52-0d9b3f3c2a77\norder: 9\ntitle: { en: House rules, zh-CN: 厂规 }\nsummary: { en: Read them., zh-CN: 请读。 }\n',
  );
  for (const [folder, title] of [
    ['01-boots', 'Boots'],
    ['02-ears', 'Ears'],
  ]) {
    for (const locale of ['en', 'zh-CN'])
      write(`${folder}/index.${locale}.md`, `---\ntitle: ${title}\nsummary: S\nminutes: 2\n---\n\nWear them.\n`);
  }
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

const readers = [
  { locale: 'en', prefix: '', site: siteEnglish, wrong: 'It blinks', closed: 'no check of a program of your own' },
  {
    locale: 'zh-CN',
    prefix: '/zh-cn',
    site: siteChinese,
    wrong: '闪烁：每个周期先灭再亮。',
    closed: '还没有评判过您自己写的程序',
  },
] as const;

for (const { locale, prefix, closed } of readers) {
  test(`a solution opens after an honest try, and stays open (${locale})`, async ({ page }) => {
    test.setTimeout(180_000);
    const words = workbenchWords[locale];
    const lab = new LabPage(page, words);
    const answer = await page.goto(`${server.url}${prefix}/courses/first-scan/keep-it-running/`);
    const line = 'Start <span class="tok-keyword">OR';
    expect(await answer?.text(), 'the page does not hold it').not.toContain(line);
    await lab.ready();
    const solution = page.locator('.disclosure-solution').first();
    await solution.locator('summary').click();
    await expect(solution).toContainText(closed);

    await test.step('the untouched program is no try', async () => {
      await lab.check();
      await expect(page.getByText(words['checks.observed']).first()).toBeVisible();
      await expect(solution).toContainText(closed);
    });

    await test.step('a program of their own is, though it fails', async () => {
      await lab.openPane('program');
      await lab.paste(
        'PROGRAM main\nVAR\n  Start AT %IX0.0 : BOOL;\n  Motor AT %QX0.0 : BOOL;\nEND_VAR\nMotor := NOT Start;\nEND_PROGRAM\n',
      );
      await lab.check();
      await expect(page.getByText(words['checks.observed']).first()).toBeVisible();
      await expect(solution).toContainText('Motor := Start OR Motor;');
      expect(await solution.innerHTML()).toContain(line);
      await expectAccessible(page);
      await expect(page.locator('.disclosure-solution').nth(1)).not.toContainText('EStop;');
    });

    await test.step('after a reload it is open, and the hint that was shown is there', async () => {
      await page.getByRole('button', { name: words['checks.hint'], exact: true }).first().click();
      const hint = page.locator('.wb-hint').first();
      await expect(hint).toBeVisible();
      const told = await hint.innerText();
      await page.reload();
      await expect(solution).toContainText('Motor := Start OR Motor;');
      await lab.openPane('checks');
      await expect(hint).toHaveText(told, { useInnerText: true });
    });
  });
}

test('an untouched program has comments in the language of the page, and is the one the rig runs', async ({ page }) => {
  for (const [locale, prefix, comment] of [
    ['zh-CN', '/zh-cn', '接触器 K1 的线圈'],
    ['en', '', 'coil of the contactor K1'],
  ] as const) {
    const lab = new LabPage(page, workbenchWords[locale]);
    await page.goto(`${server.url}${prefix}/courses/first-scan/keep-it-running/`);
    await lab.ready();
    await lab.sees(comment);
    await expect(page.getByText(workbenchWords[locale]['program.same'])).toBeVisible();
  }
  await test.step('also after the lab was reset in the other language', async () => {
    const english = new LabPage(page, workbenchWords.en);
    await english.paste('PROGRAM main\nVAR\n  Mine : BOOL;\nEND_VAR\nEND_PROGRAM\n');
    await english.download();
    await page.goto(`${server.url}/zh-cn/courses/first-scan/keep-it-running/`);
    const chinese = new LabPage(page, workbenchWords['zh-CN']);
    await chinese.ready();
    await chinese.sees('Mine');
    const words = workbenchWords['zh-CN'];
    await page.getByRole('button', { name: words['reset.menu'] }).click();
    await page.getByRole('menuitem', { name: words['reset.lab'] }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: words['reset.lab'] }).click();
    await chinese.sees('接触器 K1 的线圈');
    await expect(page.getByText(workbenchWords['zh-CN']['program.same'])).toBeVisible();
  });
});

test('an answer given before is shown again, in both languages', async ({ page }) => {
  const [english, chinese] = readers;
  const lesson = '/courses/first-scan/the-scan-cycle/';
  await page.goto(`${server.url}${lesson}`);
  await page.getByRole('radio', { name: english.wrong }).check();
  await page.getByRole('button', { name: siteEnglish['quiz.answer'] }).click();
  const feedback = page.locator('.quiz-feedback');
  await expect(feedback).toContainText(siteEnglish['quiz.verdict-wrong']);
  const told = await feedback.innerText();
  await page.reload();
  await expect(page.getByRole('radio', { name: english.wrong })).toBeChecked();
  await expect(feedback).toHaveText(told, { useInnerText: true });
  await page.goto(`${server.url}${chinese.prefix}${lesson}`);
  await expect(page.getByRole('radio', { name: chinese.wrong })).toBeChecked();
  await expect(feedback).toContainText(siteChinese['quiz.verdict-wrong']);
  await expectAccessible(page);
});

for (const { locale, prefix, site } of readers) {
  test(`a lesson without lab and question is done when its reader says so (${locale})`, async ({ page }) => {
    const course = `${server.url}${prefix}/courses/house-rules/`;
    await page.goto(`${course}boots/`);
    await expect(page.getByText(site['reading.rule'])).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: site['reading.done'] }).click();
    await expect(page).toHaveURL(`${course}ears/`);
    await page.getByRole('button', { name: site['reading.done'] }).click();
    await expect(page).toHaveURL(course);
    await expect(page.getByText(site['course.done'])).toBeVisible();
    await page.goto(`${course}boots/`);
    await expect(page.getByText(site['reading.finished'])).toBeVisible();
    await expect(page.getByText(site['reading.rule'])).toHaveCount(0);
    await page.goto(`${server.url}${prefix}/courses/first-scan/the-scan-cycle/`);
    await expect(page.getByText(site['reading.rule'])).toHaveCount(0);
  });
}

test('a tab that was left alone shows what another one has saved, and loses nothing typed in it', async ({ page, context }) => {
  test.setTimeout(180_000);
  const words = workbenchWords.en;
  const lesson = `${server.url}/courses/first-scan/keep-it-running/`;
  const one = new LabPage(page, words);
  await page.goto(lesson);
  await one.ready();
  const second = await context.newPage();
  const two = new LabPage(second, words);
  await second.goto(lesson);
  await two.ready();
  // A page under test always has the focus: tell it that it has just got it.
  const comeBack = (): Promise<boolean> => second.evaluate(() => dispatchEvent(new Event('focus')));
  const saved = async (): Promise<void> => {
    await expect(page.getByText(/Saved/).first()).toBeVisible();
  };

  await page.bringToFront();
  await one.paste('PROGRAM main\nVAR\n  Written_in_the_first : BOOL;\nEND_VAR\nEND_PROGRAM\n');
  await saved();
  await comeBack();
  await expect(two.editor).toContainText('Written_in_the_first');

  await test.step('typed on in the second, the first takes it up; nothing is in conflict', async () => {
    await second.bringToFront();
    await two.paste('PROGRAM main\nVAR\n  Written_in_the_second : BOOL;\nEND_VAR\nEND_PROGRAM\n');
    await expect(second.getByText(/Saved/).first()).toBeVisible();
    await page.evaluate(() => dispatchEvent(new Event('focus')));
    await expect(one.editor).toContainText('Written_in_the_second');
    await expect(second.locator('.wb-save')).not.toHaveAttribute('data-state', 'conflict');
  });

  await test.step('an edit that is not saved yet stays', async () => {
    await second.route('**/file', (route) => route.abort());
    await two.paste('PROGRAM main\nVAR\n  Not_saved_yet : BOOL;\nEND_VAR\nEND_PROGRAM\n');
    await page.bringToFront();
    await one.paste('PROGRAM main\nVAR\n  Faster : BOOL;\nEND_VAR\nEND_PROGRAM\n');
    await saved();
    const asked = second.waitForResponse((response) => response.url().endsWith('/api/work/motor-seal-in'));
    await comeBack();
    await asked;
    await expect(two.editor).toContainText('Not_saved_yet');
    await second.unroute('**/file');
    await expect(second.locator('.wb-save')).toHaveAttribute('data-state', 'conflict', { timeout: 30_000 });
    await expect(two.editor).toContainText('Not_saved_yet');
  });
});
