/** One program in two languages beside each other: the cursor in one marks the other, and one goes on in either, with the way back. */
import { drawingRefusals } from '../../sandbox/iec61131/diagrams/bridges/refusals.ts';
import siteEnglish from '../../src/i18n/site.en.json' with { type: 'json' };
import { expect, test } from './academy-test.ts';
import { expectAccessible } from './accessibility.ts';
import { LabPage, workbenchWords } from './lab-page.ts';

test.use({ viewport: { width: 1440, height: 1000 }, permissions: ['clipboard-read', 'clipboard-write'] });

const program = `PROGRAM main
VAR
  Start AT %IX0.0 : BOOL;
  Stop AT %IX0.1 : BOOL;
  Motor AT %QX0.0 : BOOL;
  Lamp AT %QX0.1 : BOOL;
END_VAR
// Seal-in
Motor := (Start OR Motor) AND Stop;

// Shown to the operator
Lamp := Motor;
END_PROGRAM
`;

test('text and ladder stand beside each other, and one goes on in either', async ({ page, server }) => {
  const words = workbenchWords.en;
  const lab = new LabPage(page, words);
  const inFile = (text: string, file: string) => text.replace('{file}', file).replace('{name}', file);
  await page.goto(server.url);
  await page.getByRole('link', { name: siteEnglish['home.begin'] }).click();
  await lab.ready();
  const toggle = page.getByRole('button', { name: words['program.beside'], exact: true });
  const beside = page.getByRole('application', { name: inFile(words['program.beside.drawn'], 'main.st') });
  const drawing = page.getByRole('application', { name: inFile(words['program.ladder.label'], 'main.ld') });
  const told = page.getByRole('region', { name: inFile(words['program.beside.told'], 'main.ld') });
  const network = (text: RegExp) => beside.getByRole('group', { name: text });

  await test.step('the text is drawn beside it, and drawn anew as it changes', async () => {
    await toggle.click();
    await expect(network(/Start.*Motor/)).toBeVisible();
    await lab.paste(program);
    await expect(network(/Seal-in.*Start or Motor.*Stop.*Motor/)).toBeVisible();
    await expect(network(/Shown to the operator/)).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('the cursor in one marks the other', async () => {
    await page.keyboard.press('ControlOrMeta+Home');
    for (let line = 1; line < 9; line++) await page.keyboard.press('ArrowDown');
    await expect(network(/Seal-in/)).toHaveAttribute('data-selected', 'true');
    await network(/Shown to the operator/).click({ position: { x: 200, y: 30 } });
    await expect(network(/Shown to the operator/)).toHaveAttribute('data-selected', 'true');
    await expect(page.locator('.wb-beside-lines')).toHaveCount(2);
    await beside.focus();
    await page.keyboard.press('ArrowUp');
    await expect(network(/Seal-in/)).toHaveAttribute('data-selected', 'true');
  });

  await test.step('a text with a mistake says so instead', async () => {
    await lab.paste(program.replace('Lamp := Motor;', 'Lamp := ;'));
    await expect(page.getByText(drawingRefusals.mistakes.en)).toBeVisible();
    await lab.paste(program);
    await expect(network(/Seal-in/)).toBeVisible();
  });

  await test.step('gone on in ladder, the drawing is the program and its text stands beside it', async () => {
    await page.getByRole('button', { name: words['program.beside.to-ladder'], exact: true }).click();
    await expect(drawing.getByRole('group', { name: /Seal-in.*Start or Motor/ })).toBeVisible();
    await expect(told).toContainText('Motor := (Start OR Motor) AND Stop;');
    await drawing.focus();
    await page.keyboard.press('PageDown');
    const line = told.locator('[data-marked="true"]');
    await expect(line.filter({ hasText: 'Lamp := Motor;' })).toBeVisible();
    await told.getByText('// Seal-in').click();
    await expect(line.filter({ hasText: 'Motor := (Start OR Motor) AND Stop;' })).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('what has not changed since the download stays live while something is drawn before it', async () => {
    await lab.download();
    const sealIn = drawing.getByRole('group', { name: /Seal-in/ }).locator('.ld-element[data-power="true"]');
    await lab.press('Start button S2');
    await expect(sealIn).not.toHaveCount(0);
    await lab.release();
    await expect(sealIn).not.toHaveCount(0);
    await drawing.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('n');
    await expect(drawing.locator('.ld-network')).toHaveCount(3);
    await expect(page.getByText(words['program.differs']).first()).toBeVisible();
    await expect(sealIn).not.toHaveCount(0);
    await drawing.focus();
    await page.keyboard.press('ControlOrMeta+z');
    await expect(drawing.locator('.ld-network')).toHaveCount(2);
  });

  await test.step('gone on in text again, the drawing’s text is the program; undone, the drawing is back', async () => {
    await page.getByRole('button', { name: words['program.beside.to-text'], exact: true }).click();
    await expect(drawing).toHaveCount(0);
    await expect(lab.editor).toContainText('Motor := (Start OR Motor) AND Stop;');
    await toggle.focus();
    await page.keyboard.press('ControlOrMeta+z');
    await expect(drawing).toBeVisible();
  });
});
