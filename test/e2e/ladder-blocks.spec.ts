/** By keyboard: a box of the program's own block has that block's pins; networks are moved and copied; what cannot be done is said. */
import { expect, test } from './academy-test.ts';
import { expectAccessible } from './accessibility.ts';
import { LabPage, workbenchWords } from './lab-page.ts';

test.use({ viewport: { width: 1440, height: 1000 }, permissions: ['clipboard-read', 'clipboard-write'] });

const block = `FUNCTION_BLOCK Starter
VAR_INPUT Go : BOOL; Halt : BOOL; END_VAR
VAR_OUTPUT Runs : BOOL; Starts : INT; END_VAR
VAR before : BOOL; END_VAR
Runs := (Go OR Runs) AND NOT Halt;
IF Runs AND NOT before THEN Starts := Starts + 1; END_IF;
before := Runs;
END_FUNCTION_BLOCK
`;

test('a block of one’s own is drawn as a box, and networks change their places', async ({ page, server }) => {
  const words = workbenchWords.en;
  const lab = new LabPage(page, words);
  const tab = (name: string) => page.getByRole('tab', { name, exact: true });
  const diagram = page.getByRole('application', { name: words['program.ladder.label'].replace('{file}', 'main.ld') });
  const network = (number: number) => diagram.locator(`.ld-network[data-network="${number}"]`);
  const field = page.locator('.ld-writing').getByRole('combobox');
  await page.goto(`${server.url}/courses/first-scan/keep-it-running/`);
  await lab.ready();

  await test.step('a file with the block', async () => {
    await page.getByRole('button', { name: words['files.new'], exact: true }).click();
    await page.getByLabel(words['files.name']).fill('Starter');
    await page.keyboard.press('Enter');
    await expect(tab('Starter.st')).toHaveAttribute('aria-selected', 'true');
    await lab.paste(block);
    await page.getByRole('toolbar').getByRole('button', { name: words['program.ladder.begin'], exact: true }).click();
    await expect(diagram).toBeVisible();
  });

  await test.step('typed into a box, it brings its pins', async () => {
    await diagram.focus();
    await page.keyboard.press('n');
    await page.keyboard.press('f');
    for (const text of ['Starter', 'Drive', 'Stop', 'count']) {
      await expect(field).toBeFocused();
      await expect(field).not.toHaveValue(text);
      await field.fill(text);
      if (text === 'Drive') {
        await expect(page.getByRole('option', { name: 'Declare Drive : Starter' })).toBeVisible();
        await page.keyboard.press('ArrowDown');
      }
      await page.keyboard.press(text === 'count' ? 'Enter' : 'Tab');
    }
    await expect(page.locator('.ld-writing')).toHaveCount(0);
    const box = network(1).locator('.ld-element').first();
    for (const pin of ['Go', 'Runs', 'Halt', 'Starts']) await expect(box).toContainText(pin);
    await expectAccessible(page);
  });

  await test.step('a new name for an input of the block is at its pin, too', async () => {
    await tab('Starter.st').click();
    await expect(lab.editor).toContainText('Halt : BOOL');
    await lab.editor.click();
    await page.keyboard.press('ControlOrMeta+Home');
    await page.keyboard.press('ArrowDown');
    for (let step = 0; step < 'VAR_INPUT Go : BOOL; H'.length; step++) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('F2');
    const name = page.locator('.rename-input');
    await expect(name).toBeFocused();
    await expect(name).toHaveValue('Halt');
    await name.fill('Off');
    await name.press('Enter');
    await expect(lab.editor).toContainText('Off : BOOL');
    await tab('main.ld').click();
    await expect(network(1).locator('.ld-element').first()).toContainText('Off');
    await expect(network(1).locator('.ld-element').first()).not.toContainText('Halt');
  });

  await test.step('networks are moved and copied, and it is taken back', async () => {
    await diagram.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Alt+ArrowDown');
    await expect(network(0)).toContainText('Starter');
    await expect(network(1)).toContainText('Motor');
    await page.keyboard.press('Shift+Alt+ArrowDown');
    await expect(network(2)).toContainText('Motor');
    await page.keyboard.press('ControlOrMeta+z');
    await expect(network(2)).toHaveCount(0);
    await page.keyboard.press('ControlOrMeta+z');
    await expect(network(1)).toContainText('Starter');
  });

  await test.step('a branch around nothing is refused with words', async () => {
    await page.keyboard.press('Home');
    await page.keyboard.press('b');
    await expect(page.getByText(words['ladder.said.no-branch'])).toBeVisible();
    await expectAccessible(page);
  });
});
