/** The program pane's main acts: files of one's own, coverage, the outline, an earlier version compared and restored. */
import siteEnglish from '../../src/i18n/site.en.json' with { type: 'json' };
import { expect, test } from './academy-test.ts';
import { LabPage, workbenchWords } from './lab-page.ts';

test.use({ viewport: { width: 1440, height: 900 }, permissions: ['clipboard-read', 'clipboard-write'] });

const block = `FUNCTION_BLOCK SealIn
VAR_INPUT
  On, Off : BOOL;
END_VAR
VAR_OUTPUT
  Held : BOOL;
END_VAR
Held := (On OR Held) AND NOT Off;
END_FUNCTION_BLOCK
`;
const main = `PROGRAM main
VAR
  Start AT %IX0.0 : BOOL;
  Stop  AT %IX0.1 : BOOL;
  Motor AT %QX0.0 : BOOL;
  hold  : SealIn;
END_VAR
hold(On := Start, Off := NOT Stop);
Motor := hold.Held;
END_PROGRAM
`;

test('files, outline and earlier versions', async ({ page, server }) => {
  test.setTimeout(180_000);
  const words = workbenchWords.en;
  const lab = new LabPage(page, words);
  await page.goto(server.url);
  await page.getByRole('link', { name: siteEnglish['home.begin'] }).click();
  await lab.ready();
  const text = async (): Promise<string> => (await lab.editor.locator('.view-lines').innerText()).replaceAll('\u00a0', ' ');
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const tab = (name: string) =>
    page.getByRole('tablist', { name: words['program.files'] }).getByRole('tab', { name, exact: true });
  const first = (await text()).split('\n')[2] ?? '';

  await test.step('a new file is written and used by the program', async () => {
    await button(words['files.new']).click();
    const name = page.getByRole('textbox', { name: words['files.name'] });
    await expect(name).toBeFocused();
    await name.fill('seal in');
    await expect(page.getByText(words['files.name.bad'])).toBeVisible();
    await name.fill('seal-in');
    await name.press('Enter');
    await expect(tab('seal-in.st')).toHaveAttribute('aria-selected', 'true');
    await lab.paste(block);
    await tab('main.st').click();
    await lab.paste(main);
    await expect(page.getByText(words['program.problems.none'])).toBeVisible();
    await lab.download();
    await lab.press('Start');
    await lab.sees('Motor := hold.Held;    Motor TRUE');
    await lab.release();
    await page.reload();
    await lab.ready();
    await expect(tab('seal-in.st')).toBeVisible();
  });

  await test.step('the lines of the last scan are marked, until the text is another', async () => {
    await button(words['program.coverage']).click();
    await expect(page.getByText(/^\d+ of \d+ lines carried out$/)).toBeVisible();
    await expect(lab.editor.locator('.wb-covered').first()).toBeVisible();
    await lab.editor.locator('.view-lines').click();
    await page.keyboard.type(' ');
    await expect(lab.editor.locator('.wb-covered')).toHaveCount(0);
    await expect(page.getByText(words['program.coverage.differs'])).toBeVisible();
    await page.keyboard.press('Backspace');
    await expect(lab.editor.locator('.wb-covered').first()).toBeVisible();
    await button(words['program.coverage']).click();
    await expect(lab.editor.locator('.wb-covered')).toHaveCount(0);
  });

  await test.step('the outline leads to a declaration in the other file', async () => {
    await button(words['program.outline']).click();
    const tree = page.getByRole('treegrid', { name: words['program.outline'] });
    await expect(tree.getByRole('row', { name: /^SealIn/ })).toBeVisible();
    await page.keyboard.press('End');
    await tree.getByRole('row', { name: /^SealIn/ }).click();
    await expect(tab('seal-in.st')).toHaveAttribute('aria-selected', 'true');
    await expect(lab.editor.locator('textarea, .native-edit-context').first()).toBeFocused();
    await page.keyboard.press('ControlOrMeta+Shift+o');
    await expect(page.locator('.quick-input-widget .monaco-list-row').filter({ hasText: 'Held' })).toBeVisible();
    await page.keyboard.press('Escape');
  });

  await test.step('a file is deleted, and comes back with its text', async () => {
    await button(words['files.delete'].replace('{name}', 'seal-in.st')).click();
    await expect(tab('seal-in.st')).toHaveCount(0);
    await expect.poll(text).toContain('PROGRAM main');
    await page.getByRole('button', { name: words['action.undo'] }).first().click();
    await tab('seal-in.st').click();
    await expect.poll(text).toContain('FUNCTION_BLOCK SealIn');
    await tab('main.st').click();
  });

  await test.step('the start is compared with, and restored; the editor takes it back', async () => {
    await button(words['program.compare']).click();
    const compare = page.getByRole('region', { name: words['compare.label'].replace('{name}', 'main.st') });
    await expect(compare).toContainText(/\d+ difference/);
    await compare.getByRole('button', { name: words['compare.start'] }).click();
    await expect(page.getByRole('option', { name: words['compare.start'] })).toBeVisible();
    await page.keyboard.press('Escape');
    await compare.getByRole('button', { name: words['compare.restore'] }).click();
    await expect(compare).toContainText(words['compare.same']);
    await compare.locator('.modified-in-monaco-diff-editor').click();
    await page.keyboard.press('Escape');
    await expect(compare).toHaveCount(0);
    await expect(lab.editor.locator('textarea, .native-edit-context').first()).toBeFocused();
    await expect.poll(text).toContain(first);
    await page.keyboard.press('ControlOrMeta+z');
    await expect.poll(text).toContain('hold  : SealIn;');
  });

  await test.step('one difference of several is restored', async () => {
    await button(words['program.compare']).click();
    const compare = page.getByRole('region', { name: words['compare.label'].replace('{name}', 'main.st') });
    await expect(compare).toContainText(/\d+ differences/);
    const before = Number(/(\d+) difference/.exec(await compare.innerText())?.[1]);
    await compare.getByRole('button', { name: words['compare.next'] }).click();
    await compare.getByRole('button', { name: words['compare.restore.one'] }).click();
    await expect(compare).toContainText(before === 2 ? words['compare.count.one'] : `${before - 1} differences`);
  });
});
