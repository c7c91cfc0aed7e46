/**
 * An instructor comments at a line of a trainee's program, in English; the trainee reads, answers and resolves it, in Chinese; the line
 * changes under it.
 */
import type { Locator, Page } from '@playwright/test';
import site from '../../src/i18n/site.en.json' with { type: 'json' };
import { expect, test } from './academy-test.ts';
import { expectAccessible } from './accessibility.ts';
import { type Classroom, openClassroom } from './classroom.ts';
import { LabPage, workbenchWords } from './lab-page.ts';

const { en, 'zh-CN': zh } = workbenchWords;
const lesson = '/zh-cn/courses/first-scan/keep-it-running/';
const lab = 'motor-seal-in';
const remark = 'What stops the motor here?';

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

const filled = (text: string, values: Record<string, string | number> = {}) =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const panel = (page: Page, words: typeof en) => page.getByRole('region', { name: words['comments.title'], exact: true });
const editorOf = (page: Page) => page.locator('.wb-editor .monaco-editor').first();
const saved = () => expect(trainee.getByText(/^已保存/).first()).toBeVisible();

test('the instructor comments at a line that the trainee has open', async () => {
  await trainee.goto(room.server.url + lesson);
  await new LabPage(trainee, zh).ready();
  await editorOf(trainee).click();
  await trainee.keyboard.press('Control+Home');
  await trainee.keyboard.type('(* by Ben *)');
  await saved();

  await instructor.goto(`${room.server.url}/teach/${room.cohort}/${room.member}/${lab}/`);
  await new LabPage(instructor, en).ready();
  await expect(editorOf(instructor)).toContainText('(* by Ben *)');
  await editorOf(instructor).click();
  await instructor.keyboard.press('Control+Home');
  await instructor.keyboard.press('ArrowDown');
  await instructor.keyboard.press('ArrowDown');
  await instructor.keyboard.press('Control+Alt+m');
  const field = panel(instructor, en).getByLabel(filled(en['comments.write'], { line: 3 }));
  await expect(field).toBeFocused();
  await expectAccessible(instructor);
  await field.fill(remark);
  await button(instructor, en['comments.send']).click();
  await expect(panel(instructor, en).locator('.wb-remark-text')).toHaveText(remark);
  await expect(instructor.locator('.wb-comment-mark')).toHaveCount(1);
});

test('the trainee is told at once, and goes on typing', async () => {
  await expect(button(trainee, filled(zh['comments.unread'], { count: 1 }))).toBeVisible();
  await expect(trainee.getByRole('status').filter({ hasText: 'Ines Ingold 添加了批注' })).toHaveCount(1);
  await expect(editorOf(trainee)).toHaveClass(/focused/);
  await expect(trainee.locator('.wb-comment-unread')).toHaveCount(1);
});

test('the comment moves with its line while somebody types above it', async () => {
  await trainee.keyboard.press('Control+Home');
  await trainee.keyboard.press('Enter');
  await button(trainee, filled(zh['comments.unread'], { count: 1 })).click();
  const thread = panel(trainee, zh).getByRole('button', { name: /第 4 行/ });
  await thread.click();
  await expect(panel(trainee, zh).locator('.wb-remark-text')).toHaveText(remark);
  // Read is read.
  await expect(button(trainee, zh['comments.title'])).toBeVisible();
  await expect(trainee.locator('.wb-comment-unread')).toHaveCount(0);
  await expectAccessible(trainee);
});

test('the trainee answers, and the instructor sees it at once', async () => {
  const answer = '停止按钮的常闭触点。';
  const field = panel(trainee, zh).getByLabel(zh['comments.answer.text']);
  await field.fill(answer);
  await button(trainee, zh['comments.answer']).click();
  await expect(panel(trainee, zh).locator('.wb-remark-text')).toHaveText([remark, answer]);
  await expect(field).toHaveValue('');

  await expect(panel(instructor, en).locator('.wb-remark-text')).toHaveText([remark, answer]);
  await expect(instructor.getByRole('status').filter({ hasText: 'Ben Trainee commented' })).toHaveCount(1);
  // What has been answered stays said.
  const kept = instructor.getByRole('button', {
    name: filled(en['button.why'], { name: en['comments.delete'], why: en['comments.why.answered'] }),
  });
  await expect(kept).toHaveAttribute('aria-disabled', 'true');
  await expectAccessible(instructor);
});

test('once the line has changed, the comment says what it said', async () => {
  await editorOf(trainee).click();
  await trainee.keyboard.press('Control+Home');
  for (let line = 1; line < 4; line++) await trainee.keyboard.press('ArrowDown');
  await trainee.keyboard.press('End');
  await trainee.keyboard.type(' (* another *)');
  await saved();
  await expect(trainee.getByText(zh['save.saving'])).toHaveCount(0);

  await instructor.reload();
  await new LabPage(instructor, en).ready();
  await expect(editorOf(instructor)).toContainText('(* another *)');
  await button(instructor, en['comments.title']).click();
  await panel(instructor, en)
    .getByRole('button', { name: /^Line 4/ })
    .click();
  await expect(panel(instructor, en).locator('.wb-comment-was')).toContainText(`${en['comments.gone']} Start`);
  await expectAccessible(instructor);
});

test('resolved it leaves the list and the margin, and can be shown and reopened', async () => {
  await button(trainee, zh['comments.resolve']).click();
  await expect(panel(trainee, zh).locator('.wb-comment-resolved')).toHaveText(zh['comments.resolved']);
  await expect(trainee.locator('.wb-comment-mark')).toHaveCount(0);
  await expect(instructor.locator('.wb-comment-mark')).toHaveCount(0);
  const thread = panel(instructor, en).getByRole('button', { name: /^Line 4/ });
  await thread.click();
  await expect(thread).toHaveCount(0);
  await expect(panel(instructor, en)).toContainText(en['comments.none']);
  await panel(instructor, en)
    .getByLabel(filled(en['comments.resolved.show'], { count: 1 }))
    .check();
  await thread.click();
  await expectAccessible(instructor);
  await button(instructor, en['comments.reopen']).click();
  await expect(instructor.locator('.wb-comment-mark')).toHaveCount(1);
  await expect(trainee.locator('.wb-comment-mark')).toHaveCount(1);
});

test('a press in the margin opens the comment there, or begins one', async () => {
  const thread = panel(instructor, en).getByRole('button', { name: /^Line 4/ });
  await thread.click();
  await expect(thread).toHaveAttribute('aria-expanded', 'false');
  const press = async (place: Locator) => {
    // The editor's layers lie over each other: pressed is the place, as by a hand.
    await expect(place).toBeVisible();
    const box = await place.boundingBox();
    if (box === null) throw new Error(`${place} is not in view`);
    await instructor.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  };
  await press(instructor.locator('.wb-comment-mark'));
  await expect(thread).toHaveAttribute('aria-expanded', 'true');

  await button(instructor, en['comments.close']).click();
  await press(instructor.locator('.wb-editor .line-numbers').filter({ hasText: /^6$/ }));
  const field = panel(instructor, en).getByLabel(filled(en['comments.write'], { line: 6 }));
  await expect(field).toBeFocused();
  await instructor.keyboard.press('Escape');
  await expect(field).toHaveCount(0);
  await expect(editorOf(instructor)).toHaveClass(/focused/);
});

test('the instructor compares with an earlier version, and can change nothing', async () => {
  await button(instructor, en['program.compare']).click();
  const compare = instructor.getByRole('region', { name: filled(en['compare.label'], { name: 'main.st' }) });
  await expect(compare.locator('.wb-compare-state')).toHaveText(/\d+ differences?|1 difference/);
  const now = compare.locator('.modified-in-monaco-diff-editor');
  await expect(now).toContainText('(* by Ben *)');
  await expectAccessible(instructor);

  for (const name of [en['compare.restore'], en['compare.restore.one']]) {
    const restore = button(instructor, filled(en['button.why'], { name, why: en['help.why.watching'] }));
    await expect(restore).toHaveAttribute('aria-disabled', 'true');
    await restore.focus();
    await instructor.keyboard.press('Enter');
  }
  await now.click();
  await instructor.keyboard.type('x := 1;');
  await expect(now).not.toContainText('x := 1;');
  await button(instructor, en['program.compare.back']).click();
  await expect(compare).toHaveCount(0);
  await expect(editorOf(instructor)).toContainText('(* by Ben *)');
  await expect(editorOf(instructor)).not.toContainText('x := 1;');
  await expect(editorOf(trainee)).not.toContainText('x := 1;');
});

test('on the page of an attempt the comment stands at the line that the attempt had', async () => {
  await editorOf(trainee).click();
  await trainee.keyboard.press('ControlOrMeta+Enter');
  const attempt = instructor.locator('main a[href*="/attempts/?one="]').first();
  // Recorded once it is graded.
  await expect(async () => {
    await instructor.goto(`${room.server.url}/teach/${room.cohort}/${room.member}/`);
    await expect(attempt).toBeVisible({ timeout: 1000 });
  }).toPass();
  await attempt.click();
  const comments = instructor.getByRole('region', { name: filled(site['attempt.comments'], { file: 'main.st' }) });
  await expect(comments).toContainText(remark);
  await expect(comments).toContainText(site['attempt.comment.gone']);
  await expectAccessible(instructor);
  const line = comments.getByRole('link', { name: filled(site['attempt.comment.line'], { line: 4 }) });
  await line.click();
  await expect(instructor.locator('tr:target')).toContainText('(* another *)');
});
