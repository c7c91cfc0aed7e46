/** A block of one's own drawn from nothing: its file, its variables, and the way from a finding to its place in the drawing. */
import { expect, test } from './academy-test.ts';
import { expectAccessible } from './accessibility.ts';
import { LabPage, workbenchWords } from './lab-page.ts';

// A button that fades from grey to its colour has no contrast for an instant.
test.use({ viewport: { width: 1440, height: 1000 }, contextOptions: { reducedMotion: 'reduce' } });

for (const locale of ['en', 'zh-CN'] as const) {
  test(`a function block is drawn in a new file: ${locale}`, async ({ page, server }) => {
    const words = workbenchWords[locale];
    const filled = (text: string, values: Record<string, string | number>) =>
      text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
    const lab = new LabPage(page, words);
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    const tab = (name: string) => page.getByRole('tab', { name, exact: true });
    const diagram = page.getByRole('application', { name: filled(words['program.ladder.label'], { file: 'SealIn.ld' }) });
    const field = page.locator('.ld-writing').getByRole('combobox');
    const variables = page.locator('.wb-declarations');
    await page.goto(`${server.url}${locale === 'en' ? '' : '/zh-cn'}/courses/first-scan/keep-it-running/`);
    await lab.ready();

    await test.step('its file says what it holds', async () => {
      await button(words['files.new']).click();
      await page.getByLabel(words['files.language']).selectOption({ label: words['files.language.ld'] });
      await page.getByLabel(words['files.pou']).selectOption({ label: words['files.pou.FUNCTION_BLOCK'] });
      await expectAccessible(page);
      await page.getByLabel(words['files.name']).fill('SealIn');
      await page.keyboard.press('Enter');
      await expect(tab('SealIn.ld')).toHaveAttribute('aria-selected', 'true');
      await expect(diagram.locator('.ld-network')).toHaveCount(1);
      await expect(diagram, 'the keys draw at once').toBeFocused();
      await expect(page.getByText(words['program.problems.none'])).toBeVisible();
    });

    await test.step('its inputs and outputs are declared where they are drawn', async () => {
      const named = async (name: string, section: 'VAR_INPUT' | 'VAR_OUTPUT' | null) => {
        await expect(field).toBeFocused();
        await field.fill(name);
        if (section) {
          const offer = page.getByRole('option', {
            name: filled(words[`ladder.operand.declare.${section}`], { name, type: 'BOOL' }),
            exact: true,
          });
          await offer.click();
        } else await field.press('Enter');
        await expect(page.locator('.ld-writing')).toHaveCount(0);
      };
      await page.keyboard.press('Home');
      await page.keyboard.press('c');
      await named('On', 'VAR_INPUT');
      await diagram.focus();
      await page.keyboard.press('b');
      await named('Held', 'VAR_OUTPUT');
      await page.keyboard.press('Escape');
      await diagram.focus();
      await page.keyboard.press('End');
      await page.keyboard.press('o');
      await named('Held', null);
      await expect(page.getByText(words['program.problems.none'])).toBeVisible();
    });

    /** A cell of the table of variables, by what is said of it. */
    const column = (name: 'section' | 'type' | 'initial' | 'remark', variable: string) =>
      filled(words['program.declarations.cell'], { column: words[`program.declarations.${name}`], name: variable });
    const cell = (name: 'section' | 'type' | 'initial' | 'remark', variable: string) =>
      variables.getByLabel(column(name, variable), { exact: true });

    await test.step('its variables are read and changed above it', async () => {
      await variables.getByRole('button', { name: words['program.declarations'] }).click();
      await expect(cell('section', 'On')).toHaveValue('VAR_INPUT');
      await expect(cell('type', 'Held')).toHaveValue('BOOL');
      await variables.getByRole('button', { name: words['program.declarations.edit'], exact: true }).click();
      const text = variables.getByRole('textbox');
      await expect(text).toBeFocused();
      await text.press('ControlOrMeta+End');
      await text.pressSequentially('VAR\n\twrong : BOLL;\nEND_VAR\n');
      await expectAccessible(page);
      await text.press('Escape');
      await expect(variables.getByRole('button', { name: words['program.declarations'] })).toBeFocused();
      await expect(variables.getByRole('rowheader'), 'cancelled, nothing is kept').toHaveCount(2);
      await variables.getByRole('button', { name: words['program.declarations.edit'], exact: true }).click();
      await text.press('ControlOrMeta+End');
      await text.pressSequentially('VAR\n\twrong : BOLL;\nEND_VAR\n');
      // A download means what is written, though it is not done.
      await text.press('ControlOrMeta+s');
      await expect(page.locator('.wb-program-notes')).toContainText('BOLL');
      await variables.getByRole('button', { name: words['program.declarations.keep'], exact: true }).click();
      await expect(variables.getByRole('listitem').filter({ hasText: 'BOLL' })).toBeVisible();
    });

    await test.step('a variable is declared, changed and deleted in the table, and what cannot stand there is refused', async () => {
      const form = variables.getByRole('form', { name: words['program.declarations.new'] });
      const name = form.getByLabel(words['program.declarations.name']);
      await name.fill('2nd');
      await name.press('Enter');
      await expect(variables.getByRole('status')).toContainText('2nd : BOOL');
      await name.fill('Second');
      await form.getByLabel(words['program.declarations.type']).fill('INT');
      await form.getByLabel(words['program.declarations.type']).press('Enter');
      await expect(name, 'ready for the next').toBeFocused();
      await expect(name).toHaveValue('');
      await expect(variables.getByRole('status')).toBeEmpty();
      await cell('initial', 'Second').fill('7');
      await cell('initial', 'Second').press('Tab');
      await expect(cell('remark', 'Second')).toBeFocused();
      await page.keyboard.type('of two');
      await page.keyboard.press('ArrowUp');
      await expect(cell('remark', 'wrong')).toBeFocused();
      await cell('section', 'Second').selectOption('VAR_OUTPUT');
      await expect(cell('section', 'Second'), 'the keyboard goes with it').toBeFocused();
      await cell('type', 'Held').fill('INT; x : INT');
      await cell('type', 'Held').press('Enter');
      await expect(cell('type', 'Held')).toHaveAttribute('aria-invalid', 'true');
      await expect(variables.getByRole('status')).toContainText('INT; x : INT');
      await expectAccessible(page);
      await cell('type', 'Held').press('Escape');
      await expect(cell('type', 'Held')).toHaveValue('BOOL');
      await variables.getByRole('button', { name: words['program.declarations.edit'], exact: true }).click();
      await expect(variables.getByRole('textbox')).toHaveValue(
        /VAR_OUTPUT\n\s*Held : BOOL;\n\s*Second : INT := 7; \/\/ of two\nEND_VAR/,
      );
      await page.keyboard.press('Escape');
      await variables
        .getByRole('button', { name: filled(words['program.declarations.delete'], { name: 'Second' }), exact: true })
        .click();
      await expect(variables.getByRole('rowheader')).toHaveCount(3);
      await expect(variables.getByRole('rowheader').last().getByRole('textbox')).toBeFocused();
      // Each was one step: deleted, moved, remarked, initialised, declared.
      await diagram.focus();
      await page.keyboard.press('ControlOrMeta+z');
      await expect(cell('initial', 'Second')).toHaveValue('7');
      for (let steps = 0; steps < 4; steps++) await page.keyboard.press('ControlOrMeta+z');
      await expect(variables.getByRole('rowheader')).toHaveCount(3);
      await expect(cell('type', 'wrong')).toHaveValue('BOLL');
    });

    await test.step('a finding is called by its place in the drawing, and leads there', async () => {
      await variables.getByRole('button', { name: words['program.declarations'] }).click();
      await expect(variables.getByRole('table')).toHaveCount(0);
      const problems = page.locator('.wb-problems');
      await problems.locator('summary').click();
      await expectAccessible(page);
      await problems
        .getByRole('button', { name: filled(words['program.declarations.line'], { line: 8 }), exact: true })
        .first()
        .click();
      const led = variables.locator('[data-marked="true"]');
      await expect(led.getByLabel(column('type', 'wrong'))).toHaveValue('BOLL');
      await expect(led).toHaveAttribute('data-wrong', 'true');

      await variables.getByRole('button', { name: words['program.declarations.edit'], exact: true }).click();
      const text = variables.getByRole('textbox');
      await text.fill((await text.inputValue()).replace('BOLL', 'BOOL').replace('On : BOOL', 'Go : BOOL'));
      // What was written is kept wherever one goes on.
      await diagram.focus();
      await expect(cell('type', 'Go')).toHaveValue('BOOL');
      await problems
        .getByRole('button', { name: filled(words['ladder.network'], { number: 1 }), exact: true })
        .first()
        .click();
      await expect(diagram).toBeFocused();
      const current = await diagram.getAttribute('aria-activedescendant');
      await expect(page.locator(`[id="${current}"]`), 'the cursor is at the name that nobody knows').toContainText('On');
    });

    await test.step('taken back, it is whole again', async () => {
      await page.keyboard.press('ControlOrMeta+z');
      await page.keyboard.press('ControlOrMeta+z');
      await expect(variables.getByRole('rowheader')).toHaveCount(2);
      await expect(page.getByText(words['program.problems.none'])).toBeVisible();
    });

    await test.step('by another name it is a drawing still', async () => {
      await button(filled(words['files.rename'], { name: 'SealIn.ld' })).click();
      await page.getByLabel(words['files.name']).fill('Latch');
      await page.keyboard.press('Enter');
      await expect(tab('Latch.ld')).toHaveAttribute('aria-selected', 'true');
      await expect(
        page.getByRole('application', { name: filled(words['program.ladder.label'], { file: 'Latch.ld' }) }),
      ).toBeVisible();
    });

    await test.step('a name is told, found where it is declared, and called otherwise everywhere', async () => {
      const drawing = page.getByRole('application', { name: filled(words['program.ladder.label'], { file: 'Latch.ld' }) });
      const about = page.locator('.wb-about-name');
      await drawing.focus();
      await page.keyboard.press('Home');
      await page.keyboard.press('End');
      await drawing.locator('.ld-element').last().click();
      await expect(about).toContainText('Held : BOOL');
      await page.keyboard.press('F12');
      await expect(variables.locator('[data-marked="true"]').getByLabel(column('type', 'Held'))).toBeVisible();
      await drawing.locator('.ld-element').last().click();
      await page.keyboard.press('r');
      const name = page.getByLabel(words['program.rename.name']);
      await expect(name).toHaveValue('Held');
      await name.fill('On');
      await page.keyboard.press('Enter');
      await expect(page.locator('.wb-form-error code'), 'another is called so').toHaveText('Held');
      await expectAccessible(page);
      await name.fill('Stays');
      await page.keyboard.press('Enter');
      await expect(page.getByRole('dialog')).toHaveCount(0);
      await expect(cell('type', 'Stays')).toHaveValue('BOOL');
      await expect(drawing.getByText('Held')).toHaveCount(0);
      await expect(page.getByText(words['program.problems.none'])).toBeVisible();
    });

    await test.step('on a phone it is read, as a drawing', async () => {
      await page.setViewportSize({ width: 360, height: 780 });
      await page.getByRole('tab', { name: words['pane.program'], exact: true }).click();
      const still = page.locator('.wb-reading .ld-network');
      await expect(still.first()).toContainText('Stays');
      await expectAccessible(page);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width, 'nothing widens the page').toBeLessThanOrEqual(360);
    });
  });
}
