/** The Network pane in the hands of somebody who looks for a fault: a link is chosen, its frames are captured, filtered, read and kept. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AcademyServer } from './academy-server.ts';
import { expect, test } from './academy-test.ts';
import { expectAccessible } from './accessibility.ts';
import { workbenchWords } from './lab-page.ts';
import { networkLabPath, writePlantNetwork } from './network-lab.ts';

test.use({ viewport: { width: 1440, height: 1000 } });

let server: AcademyServer;
let content: string;
test.beforeAll(async () => {
  test.setTimeout(180_000); // the first start may build the site
  content = mkdtempSync(join(tmpdir(), 'millwright-network-'));
  writePlantNetwork(content);
  server = await AcademyServer.start({ MILLWRIGHT_CONTENT: content });
});
test.afterAll(async () => {
  await server?.dispose();
  rmSync(content, { recursive: true, force: true });
});

test('a link is chosen in the topology; what passes it is captured, filtered, read to the byte, followed and downloaded', async ({
  page,
}) => {
  const words = workbenchWords.en;
  const list = page.getByRole('grid', { name: words['network.list'] });
  const filter = page.getByRole('combobox', { name: words['network.filter'] });
  const tree = page.getByRole('tree');
  const bytes = page.getByRole('listbox', { name: words['network.bytes'] });
  await page.goto(`${server.url}${networkLabPath}`);
  await page.getByRole('tab', { name: words['pane.network'], exact: true }).click();

  await test.step('the topology is a drawing with links to choose, and tables of the same', async () => {
    const link = page.getByRole('button', { name: /^Link edge-cell-switch from edge to cell-switch, wired, up/ });
    await link.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('region', { name: 'Link edge-cell-switch' })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('radio', { name: words['network.form.table'] }).click();
    await expect(page.getByRole('row', { name: /^sensor-cell-switch sensor – cell-switch Wi-Fi, busy/ })).toBeVisible();
    await expect(page.getByRole('row', { name: /^cell office tcp\/1883/ })).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('frames come as they pass, and a filter is completed and takes hold', async () => {
    await page.getByRole('button', { name: 'Capture at edge' }).click();
    await expect(list.getByRole('row', { name: /Modbus\/TCP/ }).first()).toBeVisible();
    await filter.fill('modbus.exc');
    await expect(page.getByRole('option', { name: /modbus\.exception_code/ })).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(filter).toHaveValue('modbus.exception_code ');
    await page.keyboard.press('Escape');
    await expect(list.getByRole('row', { name: /Illegal Data Address/ }).first()).toBeVisible();
    await expect(list.getByRole('row', { name: /TCP .*\[ACK\]/ })).toHaveCount(0);
    await filter.fill('modbus && tcp.prot == 502');
    await page.keyboard.press('Escape');
    await expect(page.getByText('Column 11: There is no field "tcp.prot". Did you mean tcp.port?')).toBeVisible();
    await filter.fill('modbus.exception_code');
    await page.keyboard.press('Escape');
  });

  await test.step('a field marks its bytes, and a byte its field', async () => {
    await list
      .getByRole('row', { name: /Illegal Data Address/ })
      .first()
      .click();
    await tree.getByRole('treeitem', { name: /^Exception code/ }).click();
    await expect(bytes.getByRole('option', { selected: true })).toHaveText(['02']);
    await bytes.getByRole('option', { name: 'Byte 22:' }).click();
    await expect(tree.getByRole('treeitem', { selected: true })).toContainText('Time to Live');
    await bytes.focus();
    await page.keyboard.press('ArrowRight');
    await expect(tree.getByRole('treeitem', { selected: true })).toContainText('Protocol: TCP (6)');
    await page.getByRole('button', { name: 'As filter: ip.proto' }).click();
    await expect(filter).toHaveValue('ip.proto');
    await expectAccessible(page);
  });

  await test.step('the list goes by the arrow keys, and the conversation is followed', async () => {
    const before = await list.getByRole('row', { selected: true }).getAttribute('aria-rowindex');
    await list.getByRole('row', { selected: true }).focus();
    await page.keyboard.press('ArrowUp');
    await expect(list.getByRole('row', { selected: true })).toHaveAttribute('aria-rowindex', `${Number(before) - 1}`);
    await page.getByRole('button', { name: words['network.follow'] }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: words['network.follow.hex'] }).click();
    await expect(dialog.locator('pre').first()).toContainText('00000000  ');
    await expectAccessible(page);
    await dialog.getByRole('button', { name: words.close }).click();
  });

  await test.step('the capture is kept as a file, also after it was stopped', async () => {
    await page.getByRole('button', { name: words['network.stop'] }).click();
    await expect(page.getByText('Captured: edge-cell-switch, at edge; stopped')).toBeVisible();
    const wanted = page.waitForEvent('download');
    await page.getByRole('button', { name: words['network.download'] }).click();
    const file = await wanted;
    expect(file.suggestedFilename()).toBe('plant-network-edge-cell-switch.pcapng');
    expect(readFileSync(await file.path()).readUInt32LE(0)).toBe(0x0a0d0d0a);
  });
});
