/** A project of another tool comes into the program, and the program goes out as one. */
import { readFile } from 'node:fs/promises';
import { programFile } from '../../sandbox/iec61131/plcopen/program-files.ts';
import { readPlcopen } from '../../sandbox/iec61131/plcopen/read-plcopen.ts';
import { bool, coil, contact, ld, leftRail, pou, project, rightRail } from '../sandbox/iec61131/plcopen/foreign.ts';
import { expect, test } from './academy-test.ts';
import { expectAccessible } from './accessibility.ts';
import { LabPage, workbenchWords } from './lab-page.ts';

// A button that fades from grey to its colour has no contrast for an instant.
test.use({ viewport: { width: 1440, height: 1000 }, contextOptions: { reducedMotion: 'reduce' } });

const located = (name: string, address: string) =>
  `<variable name="${name}" address="${address}"><type><BOOL/></type></variable>`;
const press = project(
  pou(
    'main',
    ld(leftRail(1), contact(2, 'Start', [1], 10), coil(3, 'Motor', [2], 10), rightRail(4, [3])),
    located('Start', '%IX0.0') + located('Motor', '%QX0.0'),
  ) +
    pou(
      'Mixer',
      '<FBD><comment localId="1" height="1" width="1"><position x="0" y="0"/><content/></comment></FBD>',
      '',
      'functionBlock',
    ) +
    pou('Twice', '<ST><xhtml:p>Both := A AND A;</xhtml:p></ST>', bool('A') + bool('Both'), 'functionBlock'),
);
const damaged = press.slice(0, press.indexOf('<coil')).replace('<?xml', '<?xm');

for (const locale of ['en', 'zh-CN'] as const) {
  test(`a project of another tool comes in and goes out again: ${locale}`, async ({ page, server }) => {
    const words = workbenchWords[locale];
    const lab = new LabPage(page, words);
    const filled = (text: string, values: Record<string, string | number>) =>
      text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    const dialog = page.getByRole('dialog');
    const drawing = page.getByRole('application', { name: filled(words['program.ladder.label'], { file: 'main.ld' }) });
    const choose = async (name: string, text: string) => {
      const choosing = page.waitForEvent('filechooser');
      await button(words['files.menu']).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('menuitem', { name: words['plcopen.import'], exact: true }).press('Enter');
      await (await choosing).setFiles({ name, mimeType: 'text/xml', buffer: Buffer.from(text) });
      await expect(page.getByRole('menu')).toHaveCount(0);
    };
    await page.goto(`${server.url}${locale === 'en' ? '' : '/zh-cn'}/courses/first-scan/keep-it-running/`);
    await lab.ready();

    await test.step('what is damaged is told, and nothing is changed', async () => {
      await choose('damaged.xml', damaged);
      await expect(
        dialog.getByRole('heading', { name: filled(words['plcopen.import.title'], { name: 'damaged.xml' }) }),
      ).toBeVisible();
      const noticed = dialog.getByRole('list', { name: words['plcopen.unread'] }).getByRole('listitem');
      await expect(
        noticed.filter({ has: page.getByRole('img', { name: words['plcopen.severity.error'] }) }).first(),
      ).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await expect(dialog).toHaveCount(0);
      await expect(lab.editor).toContainText('Motor := Start;');
    });

    await test.step('what it would become is shown first', async () => {
      await choose('press.xml', press);
      const file = (name: string) => dialog.getByRole('listitem').filter({ has: page.locator('code', { hasText: name }) });
      await expect(file('main.ld')).toContainText(filled(words['plcopen.state.stands-in'], { name: 'main.st' }));
      await expect(file('Twice.st')).toContainText(words['plcopen.state.new']);
      await expect(file('Mixer.plcopen.xml')).toContainText(filled(words['plcopen.kept'], { language: 'FBD' }));
      await expectAccessible(page);
      await file('Twice.st').getByRole('checkbox').uncheck();
      await expect(button(filled(words['plcopen.take'], { count: 2 }))).toBeVisible();
      await file('Twice.st').getByRole('checkbox').check();
      await button(filled(words['plcopen.take'], { count: 3 })).click();
    });

    await test.step('the ladder is drawn, what is kept can be read, and it runs', async () => {
      await expect(drawing.locator('.ld-element')).toHaveCount(2);
      await expect(page.getByRole('tab', { name: 'Twice.st', exact: true })).toBeVisible();
      await page.getByRole('tab', { name: 'Mixer.plcopen.xml', exact: true }).click();
      await expect(lab.editor).toContainText('FBD');
      await expectAccessible(page);
      await lab.download();
      await page.getByRole('tab', { name: 'main.ld', exact: true }).click();
      await expect(drawing).toBeVisible();
    });

    await test.step('it goes out as one file, which says the same', async () => {
      await button(words['files.menu']).click();
      await page.getByRole('menuitem', { name: words['plcopen.export'], exact: true }).click();
      await expect(dialog.getByText(words['plcopen.whole'])).toBeVisible();
      await expect(page.getByRole('menu')).toHaveCount(0);
      await expectAccessible(page);
      const saving = page.waitForEvent('download');
      await button(filled(words['plcopen.save'], { name: 'motor-seal-in-plc.xml' })).click();
      const saved = await saving;
      expect(saved.suggestedFilename()).toBe('motor-seal-in-plc.xml');
      const { files } = readPlcopen(await readFile(await saved.path(), 'utf8'));
      const out = files.map(programFile).sort((a, b) => a.name.localeCompare(b.name, 'en'));
      expect(out).toEqual(
        readPlcopen(press)
          .files.map(programFile)
          .sort((a, b) => a.name.localeCompare(b.name, 'en')),
      );
    });

    await test.step('taken back, the program is what it was', async () => {
      await page.getByRole('tab', { name: 'main.ld', exact: true }).focus();
      await page.keyboard.press('ControlOrMeta+z');
      await expect(page.getByRole('tab', { name: 'main.ld', exact: true })).toHaveCount(0);
      await expect(lab.editor).toContainText('Motor := Start;');
    });
  });
}
