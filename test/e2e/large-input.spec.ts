/** What nobody should type, and somebody pastes: the page stays quick, says what it does not take, and loses nothing. */
import siteEnglish from '../../src/i18n/site.en.json' with { type: 'json' };
import { expect, test } from './academy-test.ts';
import { LabPage, workbenchWords } from './lab-page.ts';

test.use({ viewport: { width: 1440, height: 900 }, permissions: ['clipboard-read', 'clipboard-write'] });

const small = 'PROGRAM main\nVAR\n  a : INT;\nEND_VAR\na := a + 1;\nEND_PROGRAM\n';
const around = (body: string): string => small.replace('a := a + 1;', body);

test('a huge paste, many lines, long lines and every script', async ({ page, server }) => {
  test.setTimeout(180_000);
  const words = workbenchWords.en;
  const lab = new LabPage(page, words);
  const puts: number[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PUT' && request.url().endsWith('/file')) puts.push(request.postData()?.length ?? 0);
  });
  await page.goto(server.url);
  await page.getByRole('link', { name: siteEnglish['home.begin'] }).click();
  await lab.ready();
  const text = async (): Promise<string> => (await lab.editor.locator('.view-lines').innerText()).replaceAll('\u00a0', ' ');
  const tooLong = page.getByText('characters; at most 512,000');
  /** A key is answered: the page is not stuck. */
  const answers = async (): Promise<void> => {
    await page.keyboard.press('ControlOrMeta+Home');
    await page.keyboard.type('// here ');
    await expect.poll(text).toContain('// here');
  };

  await test.step('5 MB: said at once, sent nowhere, taken back by one undo', async () => {
    await lab.paste(around(`(* ${'0123456789abcde\n'.repeat(312_500)} *)`));
    await expect(tooLong).toBeVisible();
    await answers();
    await expect(page.getByText(words['program.problems.off'])).toBeVisible();
    const download = page.getByRole('button', { name: words['program.online'] });
    await expect(download).toHaveAttribute('aria-disabled', 'true');
    expect(Math.max(0, ...puts)).toBeLessThan(512_000);
    await lab.paste(small);
    await expect(tooLong).toHaveCount(0);
    await expect(page.getByText(words['program.problems.none'])).toBeVisible();
    await expect(page.locator('.wb-save')).toHaveAttribute('data-state', 'saved');
  });

  await test.step('50,000 lines are taken, looked at and saved', async () => {
    await lab.paste(around('a := 1;\n'.repeat(50_000)));
    await expect(tooLong).toHaveCount(0);
    await answers();
    await expect(page.locator('.wb-save')).toHaveAttribute('data-state', 'saved', { timeout: 30_000 });
    await page.keyboard.press('ControlOrMeta+End');
    await expect.poll(text).toContain('END_PROGRAM');
  });

  await test.step('lines of 100,000 characters', async () => {
    await lab.paste(around(`a := ${'a + '.repeat(25_000)}1;\n// ${'x'.repeat(100_000)}`));
    await answers();
    await page.keyboard.press('ControlOrMeta+End');
    await expect.poll(text).toContain('END_PROGRAM');
  });

  await test.step('right to left, emoji and marks above marks', async () => {
    const line = '// مرحبا بالعالم ⟵ שלום 👩‍🔧🏭 Z̷̢̛͔̺a̸l̵g̶o̷ 配料罐';
    await lab.paste(`${line}\n${small}`);
    await expect(page.getByText(words['program.problems.none'])).toBeVisible({ timeout: 30_000 });
    await expect(page.locator('.wb-save')).toHaveAttribute('data-state', 'saved');
    await page.reload();
    await lab.ready();
    await expect.poll(text).toContain('配料罐');
    await expect.poll(text).toContain('שלום');
  });
});
