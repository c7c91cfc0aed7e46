/** What the language service does for a person at the keyboard: layout, help in calls, renaming, colours by meaning. */
import siteEnglish from '../../src/i18n/site.en.json' with { type: 'json' };
import { expect, test } from './academy-test.ts';
import { LabPage, workbenchWords } from './lab-page.ts';

test.use({ viewport: { width: 1440, height: 900 }, permissions: ['clipboard-read', 'clipboard-write'] });

test('the editor lays out, explains calls and renames', async ({ page, server }) => {
  test.setTimeout(180_000);
  const lab = new LabPage(page, workbenchWords.en);
  await page.goto(server.url);
  await page.getByRole('link', { name: siteEnglish['home.begin'] }).click();
  await lab.ready();
  const text = async (): Promise<string> => (await lab.editor.locator('.view-lines').innerText()).replaceAll('\u00a0', ' ');

  await test.step('the whole text is laid out', async () => {
    await lab.paste('program main\nvar delay:TON; Start:bool; end_var\nif Start then Start:=FALSE; end_if;\nend_program');
    await page.keyboard.press('F1');
    await page.keyboard.type('Format Document');
    await page.keyboard.press('Enter');
    await expect.poll(text).toContain('IF Start THEN');
    await expect.poll(text).toContain('  delay : TON;');
  });

  await test.step('a call tells its parameters', async () => {
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.keyboard.type('delay(');
    await expect(page.locator('.parameter-hints-widget')).toContainText('TON(IN : BOOL, PT : TIME');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
  });

  await test.step('behind an underscore a function held to a type is offered', async () => {
    await lab.paste('PROGRAM main\nVAR\n  s : STRING;\nEND_VAR\n\nEND_PROGRAM\n');
    await page.keyboard.press('ControlOrMeta+Home');
    for (let down = 0; down < 4; down++) await page.keyboard.press('ArrowDown');
    await page.keyboard.type('s := LEFT_', { delay: 40 });
    const offers = page.locator('.suggest-widget.visible .monaco-list-row');
    await expect(offers.filter({ hasText: 'LEFT_STRING' })).toBeVisible();
    await page.keyboard.type('WS', { delay: 40 });
    await expect(offers.filter({ hasText: 'LEFT_WSTRING' })).toBeVisible();
    await page.keyboard.press('Escape');
  });

  await test.step('a name is renamed everywhere', async () => {
    await lab.paste('PROGRAM main\nVAR\n  Start : BOOL;\nEND_VAR\nStart := NOT Start;\nEND_PROGRAM\n');
    await page.keyboard.press('ControlOrMeta+Home');
    for (let down = 0; down < 4; down++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('F2');
    await expect(page.locator('.rename-input')).toBeFocused();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('Begin');
    await page.keyboard.press('Enter');
    await expect.poll(text).toContain('Begin := NOT Begin;');
    await expect.poll(text).toContain('  Begin : BOOL;');
  });
});
