/** A controller with two files: the editor goes from one to the other, finds what is mentioned in both, and renames in both. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import siteEnglish from '../../src/i18n/site.en.json' with { type: 'json' };
import { AcademyServer } from './academy-server.ts';
import { expect, test } from './academy-test.ts';
import { LabPage, workbenchWords } from './lab-page.ts';

test.use({ viewport: { width: 1440, height: 900 } });

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
const sealIn = `// keeps what was switched on
FUNCTION_BLOCK SealIn
VAR_INPUT
  On, Off : BOOL;
END_VAR
VAR_OUTPUT
  Held : BOOL;
END_VAR
Held := (On OR Held) AND NOT Off;
END_FUNCTION_BLOCK
`;

let server: AcademyServer;
let content: string;
test.beforeAll(async () => {
  test.setTimeout(180_000); // the first start may build the site
  // The first lesson’s lab, with a start of two files; a folder of one’s own goes over the built-in labs.
  content = mkdtempSync(join(tmpdir(), 'millwright-content-'));
  const lab = join(content, 'labs', 'motor-seal-in');
  cpSync(join(import.meta.dirname, '../../labs/motor-seal-in'), lab, { recursive: true });
  writeFileSync(join(lab, 'start/main.st'), main);
  writeFileSync(join(lab, 'start/seal-in.st'), sealIn);
  const definition = readFileSync(join(lab, 'lab.yaml'), 'utf8');
  writeFileSync(
    join(lab, 'lab.yaml'),
    definition.replace('program: start/main.st', 'program: [start/main.st, start/seal-in.st]'),
  );
  server = await AcademyServer.start({ MILLWRIGHT_CONTENT: content });
});
test.afterAll(async () => {
  await server?.dispose();
  rmSync(content, { recursive: true, force: true });
});

test('definition, references and rename reach the other file', async ({ page }) => {
  test.setTimeout(180_000);
  const words = workbenchWords.en;
  const lab = new LabPage(page, words);
  await page.goto(server.url);
  await page.getByRole('link', { name: siteEnglish['home.begin'] }).click();
  await lab.ready();
  const text = async (): Promise<string> => (await lab.editor.locator('.view-lines').innerText()).replaceAll('\u00a0', ' ');
  const file = (name: string) =>
    page.getByRole('tablist', { name: words['program.files'] }).getByRole('tab', { name, exact: true });
  /** Puts the cursor into the last word of a line, before its semicolon if it has one. */
  const intoLine = async (line: number): Promise<void> => {
    await lab.editor.locator('.view-lines').click();
    await page.keyboard.press('ControlOrMeta+Home');
    for (let down = 1; down < line; down++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('End');
    for (const key of ['ArrowLeft', 'ArrowLeft']) await page.keyboard.press(key);
  };

  await test.step('the definition of a block is in the other file', async () => {
    await expect(file('main.st')).toHaveAttribute('aria-selected', 'true');
    await intoLine(6);
    await page.keyboard.press('F12');
    await expect(file('seal-in.st')).toHaveAttribute('aria-selected', 'true');
    await expect.poll(text).toContain('FUNCTION_BLOCK SealIn');
    // The cursor stands before the name.
    await expect(lab.editor.locator('textarea, .native-edit-context').first()).toBeFocused();
    await page.keyboard.type('New');
    await expect.poll(text).toContain('FUNCTION_BLOCK NewSealIn');
    await page.keyboard.press('ControlOrMeta+z');
    await expect.poll(text).toContain('FUNCTION_BLOCK SealIn');
  });

  await test.step('references are found in both, and lead there', async () => {
    await intoLine(2);
    await page.keyboard.press('Shift+F12');
    const peek = page.locator('.reference-zone-widget');
    await expect(peek).toBeVisible();
    const rows = peek.locator('.ref-tree .monaco-list-row');
    await expect(rows.filter({ hasText: 'main.st' })).toBeVisible();
    await expect(rows.filter({ hasText: 'seal-in.st' })).toBeVisible();
    const ofMain = rows.filter({ hasText: 'main.st' });
    if ((await ofMain.getAttribute('aria-expanded')) === 'false') await ofMain.locator('.monaco-tl-twistie').click();
    await rows.filter({ hasText: 'SealIn;' }).dblclick();
    await expect(file('main.st')).toHaveAttribute('aria-selected', 'true');
    await expect.poll(text).toContain('PROGRAM main');
    await expect(peek).toHaveCount(0);
  });

  await test.step('a new name is written in both, saved, and runs', async () => {
    await intoLine(6);
    await page.keyboard.press('F2');
    await expect(page.locator('.rename-input')).toBeFocused();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('Latch');
    await page.keyboard.press('Enter');
    await expect.poll(text).toContain('hold  : Latch;');
    await file('seal-in.st').click();
    await expect.poll(text).toContain('FUNCTION_BLOCK Latch');
    await expect(page.getByText(words['program.problems.none'])).toBeVisible();
    await lab.editor.locator('.view-lines').click();
    await lab.download();
    await page.reload();
    await lab.ready();
    await expect.poll(text).toContain('hold  : Latch;');
    await file('seal-in.st').click();
    await expect.poll(text).toContain('FUNCTION_BLOCK Latch');
  });
});
