/** Two people at one rig: an instructor watches a trainee, is given the keyboard, begins a fault; the trainee always sees who is there. */
import type { Page } from '@playwright/test';
import { expect, test } from './academy-test.ts';
import { expectAccessible } from './accessibility.ts';
import { type Classroom, openClassroom } from './classroom.ts';
import { LabPage, workbenchWords } from './lab-page.ts';

const words = workbenchWords.en;
const lesson = '/courses/first-scan/keep-it-running/';
const lab = 'motor-seal-in';

let room: Classroom;
let trainee: Page;
let instructor: Page;
test.describe.configure({ mode: 'serial' });
test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000); // the first start may build the site
  room = await openClassroom(browser);
  trainee = await room.trainee.newPage();
  instructor = await room.instructor.newPage();
});
test.afterAll(() => room?.close());

const watched = (prefix = '') => `${room.server.url}${prefix}/teach/${room.cohort}/${room.member}/${lab}/`;
const band = () => instructor.getByRole('region', { name: words['help.band'] });
const button = (page: Page, word: keyof typeof words, values: Record<string, string> = {}) =>
  page.getByRole('button', { name: words[word].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? ''), exact: true });

test('the instructor sees the trainee’s rig and text, and the trainee sees that they do', async () => {
  await trainee.goto(room.server.url + lesson);
  await new LabPage(trainee, words).ready();
  await expect(button(trainee, 'help.ask')).toBeVisible();
  await trainee.locator('.monaco-editor').first().click();
  await trainee.keyboard.press('Control+Home');
  await trainee.keyboard.type('(* by Ben *)');
  await expect(trainee.getByText(/^Saved \d/)).toBeVisible();

  await instructor.goto(watched());
  await expect(band()).toContainText('Rig of Ben Trainee');
  await new LabPage(instructor, words).ready();
  await expect(instructor.locator('.monaco-editor').first()).toContainText('(* by Ben *)');
  await expect(trainee.getByText('Ines Ingold is watching')).toBeVisible();
  await expectAccessible(instructor);
  await expectAccessible(trainee);
});

test('what they press while watching changes nothing, and says so', async () => {
  await expect(instructor.getByRole('button', { name: new RegExp(words['help.why.watching']) }).first()).toBeVisible();
  await instructor.locator('.monaco-editor').first().click();
  await instructor.keyboard.type('nothing of this');
  await expect(instructor.locator('.monaco-editor').first()).not.toContainText('nothing of this');
  await expect(trainee.locator('.monaco-editor').first()).not.toContainText('nothing of this');
});

test('the trainee asks for help; while watched, their header is two lines on a telephone, and nothing of it is cut off', async () => {
  await button(trainee, 'help.ask').click();
  await expect(button(trainee, 'help.asked')).toBeVisible();
  const header = trainee.locator('.wb-header');
  for (const [width, most] of [
    [360, 104],
    [768, 80],
    [1024, 48],
    [1280, 48],
    [1440, 48],
  ] as const) {
    await trainee.setViewportSize({ width, height: 900 });
    await expect.poll(async () => (await header.boundingBox())?.height, { message: `${width} px` }).toBeLessThanOrEqual(most);
    const inside = () =>
      header.evaluate((element) => {
        const { left, right } = element.getBoundingClientRect();
        return [...element.children]
          .map((child) => child.getBoundingClientRect())
          .every((box) => box.left >= left && box.right <= right);
      });
    await expect.poll(inside, { message: `${width} px` }).toBe(true);
    await expect(header.locator('.wb-save')).toHaveCSS('white-space', 'nowrap');
  }
  await expectAccessible(trainee);
});

test('the instructor offers help', async () => {
  await expect(band()).toContainText('Ben Trainee has asked for help.');
  await button(instructor, 'help.offer').click();
  await expect(trainee.getByText('Ines Ingold offers help.')).toBeVisible();
  await expectAccessible(trainee);
  await button(trainee, 'help.fine').click();
  await expect(trainee.getByText('Ines Ingold offers help.')).toHaveCount(0);
});

test('the keyboard is handed over, what is typed and downloaded arrives, and it is taken back', async () => {
  await button(instructor, 'help.ask-keyboard').click();
  await expect(band()).toContainText('Waiting for Ben Trainee');
  await expect(trainee.getByText('Ines Ingold asks for the keyboard.')).toBeVisible();
  await expectAccessible(trainee);
  await button(trainee, 'help.grant', { minutes: '5' }).click();
  await expect(band()).toContainText('You have the keyboard');
  await expect(trainee.getByText('Ines Ingold has the keyboard')).toBeVisible();
  await expectAccessible(instructor);

  await instructor.locator('.monaco-editor').first().click();
  await instructor.keyboard.press('Control+Home');
  await instructor.keyboard.type('(* by Ines *)');
  await expect(trainee.locator('.monaco-editor').first()).toContainText('(* by Ines *)');
  await button(instructor, 'program.online').click();
  await expect(instructor.locator('.wb-program-state').first()).toHaveText(words['program.same']);
  await expect(trainee.locator('.wb-program-state').first()).toHaveText(words['program.same']);

  await button(trainee, 'help.take-back').click();
  await expect(band()).toContainText('You are watching');
  await expect(trainee.getByText('Ines Ingold is watching')).toBeVisible();
  await instructor.locator('.monaco-editor').first().click();
  await instructor.keyboard.type('too late');
  await expect(instructor.locator('.monaco-editor').first()).not.toContainText('too late');
});

test('a fault begins from the instructor’s list, and ends', async () => {
  await button(instructor, 'help.faults').click();
  const faults = instructor.locator('.wb-faults li');
  await expect(faults.first()).toBeVisible();
  await expectAccessible(instructor);
  await faults.first().getByRole('button').click();
  await expect(faults.first()).toContainText(words['help.faults.stands']);
  await faults.first().getByRole('button').click();
  await expect(faults.first()).toContainText(words['help.faults.none']);
});

test('the log tells who did what', async () => {
  const page = await room.instructor.newPage();
  await page.goto(`${room.server.url}/academy/audit/`);
  for (const deed of [
    'watch-rig',
    'ask-for-help',
    'offer-help',
    'grant-keyboard',
    'take-keyboard-back',
    'type-into-file',
    'begin-fault',
  ])
    await expect(page.getByRole('cell', { name: deed }).first()).toBeVisible();
  await page.close();
});

test('the trainee sees them go', async () => {
  await instructor.goto('about:blank');
  await expect(trainee.getByText(/Ines Ingold (is watching|has the keyboard)/)).toHaveCount(0);
});

for (const [width, prefix, theme] of [
  [1440, '/zh-cn', 'dark'],
  [360, '', 'light'],
] as const)
  test(`the page of a watched rig can be read by anyone (${width} px, ${theme}${prefix})`, async () => {
    await instructor.setViewportSize({ width, height: 900 });
    await instructor.emulateMedia({ colorScheme: theme });
    await instructor.goto(watched(prefix));
    await expect(instructor.locator('.wb-band')).toContainText('Ben Trainee');
    await expectAccessible(instructor);
    expect(await instructor.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  });
