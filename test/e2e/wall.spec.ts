/**
 * A morning of teaching: what is asked and said reaches the trainee, the wall shows what they do without being loaded anew, every tab can be
 * used without a mouse, one item is begun anew for one person, and who is no instructor any more sees nothing further.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import english from '../../src/i18n/site.en.json' with { type: 'json' };
import chinese from '../../src/i18n/site.zh-CN.json' with { type: 'json' };
import { expect, test } from './academy-test.ts';
import { expectAccessible } from './accessibility.ts';
import { type Classroom, openClassroom } from './classroom.ts';
import { LabPage, workbenchWords } from './lab-page.ts';

const root = join(import.meta.dirname, '..', '..');
const words = workbenchWords.en;
const lab = 'motor-seal-in';
const lesson = '/courses/first-scan/keep-it-running/';
const labId = /^id: (\S+)/m.exec(readFileSync(join(root, 'labs', lab, 'lab.yaml'), 'utf8'))?.[1];
const solution = readFileSync(join(root, 'labs', lab, 'solution', 'seal-in', 'main.st'), 'utf8');

let room: Classroom;
let trainee: Page;
let instructor: Page;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000); // the first start may build the site
  room = await openClassroom(browser);
  await room.trainee.grantPermissions(['clipboard-read', 'clipboard-write']);
  trainee = await room.trainee.newPage();
  instructor = await room.instructor.newPage();
});
test.afterAll(() => room?.close());

const teach = (tab: string, prefix = '') => `${room.server.url}${prefix}/teach/${room.cohort}/${tab}`;
const card = () => instructor.locator('.card').filter({ hasText: 'Ben Trainee' });

test('what is asked and what is said stands on the trainee’s start page, the assignment with when it is due', async () => {
  await instructor.goto(teach('assignments/'));
  await instructor.getByLabel(english['assignment.title']).fill('Seal-in');
  await instructor.getByLabel(english['assignment.target']).selectOption(`lab ${labId}`);
  await instructor.locator('#due').fill(`${new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10)}T10:00`);
  await instructor.getByRole('button', { name: english['assignment.give'] }).click();
  await expect(instructor.getByRole('cell', { name: 'Seal-in', exact: true })).toBeVisible();
  await instructor.goto(teach('announcements/'));
  await instructor.getByLabel(english['announce.text']).last().fill('The press is out of order today.');
  await instructor.getByRole('button', { name: english['announce.go'], exact: true }).click();
  await expect(instructor.locator('.told')).toBeVisible();

  for (const [prefix, due] of [
    ['', /due/],
    ['/zh-cn', /截止|之前|前/],
  ] as const) {
    await trainee.goto(`${room.server.url}${prefix}/`);
    await expect(trainee.getByText('The press is out of order today.')).toBeVisible();
    await expect(trainee.locator('.due-lines li').filter({ hasText: 'Seal-in' })).toContainText(due);
    await expectAccessible(trainee);
  }
});

test('the wall changes without being loaded anew: they come, ask for help, and pass', async () => {
  await instructor.goto(teach('wall/'));
  await expect(card()).toContainText(english['wall.state.none']);
  await instructor.evaluate(() => {
    document.body.dataset.same = 'page';
  });
  await trainee.goto(room.server.url + lesson);
  const page = new LabPage(trainee, words);
  await page.ready();
  await expect(card()).toContainText(english['wall.here']);
  await expect(card()).toContainText(/Step 1 of \d/);
  await trainee.getByRole('button', { name: words['help.ask'], exact: true }).click();
  await expect(card()).toHaveAttribute('data-mood', 'help');
  await page.paste(solution);
  await page.download();
  await page.check();
  await expect(trainee.getByText(words['checks.done']).first()).toBeVisible({ timeout: 60_000 });
  await expect(card()).toContainText(/All \d steps passed/);
  await expectAccessible(instructor);
  expect(await instructor.evaluate(() => document.body.dataset.same)).toBe('page');
  // And the way from the wall to their rig is a link that the keyboard finds.
  await card().getByRole('link').focus();
  await instructor.keyboard.press('Enter');
  await expect(instructor.locator('.wb-band')).toContainText('Ben Trainee');
});

/** By Tab alone, as somebody without a mouse comes there. */
async function reach(control: Locator): Promise<void> {
  await expect(control).toBeVisible();
  await control.page().locator('body').focus();
  for (let presses = 0; presses < 200; presses++) {
    await control.page().keyboard.press('Tab');
    if (await control.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`Tab does not reach ${control}`);
}

test('every tab is in order for a screen reader, and the keyboard reaches what it is for', async () => {
  test.slow();
  const go = (name: string) => instructor.getByRole('main').getByRole('button', { name, exact: true });
  const score = instructor.getByRole('row').filter({ hasText: 'Ben Trainee' }).getByRole('link').nth(1);
  const tabs: [string, Locator][] = [
    ['', go(english['teach.import.go'])],
    ['wall/', card().getByRole('link')],
    ['announcements/', go(english['announce.go'])],
    ['assignments/', go(english['assignment.give'])],
    ['grades/', score],
    ['statistics/', go(english['statistics.show'])],
    ['competencies/', go(english['statistics.show'])],
    [`${room.member}/`, instructor.getByRole('link', { name: 'Seal-in', exact: true })],
  ];
  for (const [tab, control] of tabs) {
    await test.step(tab || 'people', async () => {
      await instructor.goto(teach(tab));
      await expectAccessible(instructor);
      await reach(control);
      await instructor.goto(teach(tab, '/zh-cn'));
      await expectAccessible(instructor);
    });
  }
  // What only opens on the way: an imported list's report, one cell of the gradebook, one person's competencies, two attempts.
  await instructor.goto(teach(''));
  await instructor.getByLabel(english['teach.import.text']).fill('Name,E-mail\nAda,ada@works.example');
  await go(english['teach.import.go']).click();
  await expect(instructor.locator('code.secret')).toBeVisible();
  await expectAccessible(instructor);
  await instructor.goto(teach('grades/'));
  await reach(score);
  await instructor.keyboard.press('Enter');
  await expect(go(english['grades.reset.go'])).toBeVisible();
  await expectAccessible(instructor);
  await reach(go(english['grades.reset.go']));
  await instructor.goto(teach(`competencies/?member=${room.member}`));
  await expectAccessible(instructor);
  await instructor.goto(teach(`${room.member}/`));
  await instructor.locator('main a[href*="/attempts/?one="]').first().press('Enter');
  await expect(instructor.getByRole('heading', { name: english['attempt.verdicts'] })).toBeVisible();
  await expectAccessible(instructor);
});

test('one item begun anew for one person: who sits at that rig is moved to the new one', async () => {
  await expect(trainee.getByText(words['checks.done']).first()).toBeVisible();
  await instructor.goto(teach('grades/'));
  await instructor.getByRole('row').filter({ hasText: 'Ben Trainee' }).getByRole('link').nth(1).click();
  const begin = instructor.getByRole('button', { name: english['grades.reset.go'], exact: true });
  await instructor.getByLabel(english['reset.reason']).fill('Asked to do it once more');
  // Not by a slip: the tick is asked for first.
  await begin.click();
  await expect(
    instructor.getByRole('checkbox', { name: english['grades.reset.sure'].replace('{name}', 'Ben Trainee') }),
  ).toBeFocused();
  await instructor.getByLabel(english['grades.reset.sure'].replace('{name}', 'Ben Trainee')).check();
  await begin.click();
  await expect(instructor.locator('.told')).toHaveText(english['admin.saved']);

  await expect(trainee.locator('.wb-notice').filter({ hasText: words['rig.moved'] })).toBeVisible();
  await expectAccessible(trainee);
  await expect(trainee.getByText(words['checks.done'])).toHaveCount(0);
  await trainee.getByRole('button', { name: words['rig.moved.fine'], exact: true }).click();
  await expect(trainee.locator('.wb-notice')).toHaveCount(0);
  await new LabPage(trainee, words).ready();
  // The record keeps what was and says why it was begun anew.
  await instructor.goto(teach(`${room.member}/`));
  await expect(instructor.getByText('Asked to do it once more')).toBeVisible();
  await instructor.goto(teach('wall/'));
  await expect(card()).toContainText(/Step 1 of \d/);
});

test('the other language keeps the wall and what it shows', async () => {
  await instructor.goto(teach('wall/?show=present'));
  await expect(card()).toHaveCount(1);
  await instructor.getByRole('banner').locator('a[hreflang=zh-CN]').click();
  await expect(instructor).toHaveURL(teach('wall/?show=present', '/zh-cn'));
  await expect(instructor.getByRole('navigation', { name: chinese['wall.filter'] }).locator('[aria-current]')).toContainText(
    chinese['wall.count.present'],
  );
  await expect(card()).toContainText(chinese['wall.here']);
  await expectAccessible(instructor);
});

test('who is no instructor any more is told so, and sees nothing further', async () => {
  const watcher = await room.instructor.newPage();
  await watcher.goto(`${teach(`${room.member}/${lab}/`)}`);
  await new LabPage(watcher, words).ready();
  await instructor.goto(teach('wall/'));
  await expect(card()).toHaveCount(1);
  const office = await room.instructor.newPage();
  await office.goto(`${room.server.url}/academy/people/`);
  const self = office.getByRole('listitem').filter({ hasText: 'ines@works.example' });
  await self.getByLabel('instructor').uncheck();
  await self.getByRole('button', { name: 'Set roles' }).click();
  await expect(office.locator('.told')).toContainText('The roles are set');

  await instructor.bringToFront();
  await expect(instructor.getByRole('main').getByRole('status').filter({ hasText: english['wall.closed'] })).toBeVisible();
  await expect(card()).toHaveCount(0);
  await expectAccessible(instructor);
  await expect(
    watcher.getByRole('alert').filter({ has: watcher.getByRole('button', { name: words['rig.ended.reload'] }) }),
  ).toBeVisible();
  await expectAccessible(watcher);
  await watcher.close();
  await office.close();
});
