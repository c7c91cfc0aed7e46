/**
 * Bring your own tools, the whole way: the command that the lab page shows, run on this machine, and a Modbus request of a client of ours
 * at the port that it prints, answered by a device of the running session's rig.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from './academy-test.ts';
import { expectAccessible } from './accessibility.ts';
import { workbenchWords } from './lab-page.ts';

const lesson = '/courses/protocol-islands/read-a-power-meter/';
const script = join(import.meta.dirname, '../../src/cli/millwright.js');
let tool: ChildProcess | null = null;
test.afterAll(() => {
  tool?.kill('SIGTERM');
});

test('a device of the running rig answers at a port of this machine', async ({ page, server }) => {
  const words = workbenchWords.en;
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`${server.url}${lesson}`);
  await page.getByRole('tab', { name: words['pane.network'], exact: true }).click();
  await page.getByRole('button', { name: words['own-tools.short'], exact: true }).click();
  const dialog = page.getByRole('dialog', { name: words['own-tools.title'] });
  const command = dialog.locator('code');
  await expect(command).toContainText('npx millwright connect');
  await expectAccessible(page);
  await page.screenshot({ path: test.info().outputPath('own-tools.png') });
  const url = /'(http[^']+)'/.exec((await command.textContent()) ?? '')?.[1] ?? '';

  tool = spawn(process.execPath, [script, 'connect', url], { stdio: ['ignore', 'pipe', 'inherit'] });
  let opened: { device: string; protocol: string; host: string; port: number } | null = null;
  for await (const line of createInterface({ input: tool.stdout! })) {
    opened = JSON.parse(line);
    break;
  }
  expect(opened).toMatchObject({ protocol: 'modbus-tcp', host: '127.0.0.1' });

  const socket = connect(opened!.port, opened!.host);
  // Transaction 7, unit 1: read holding register 0. Whatever unit this meter has, it answers: with a value or an exception.
  socket.write(Buffer.from('000700000006010300000001', 'hex'));
  const [answer] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  expect(answer.readUInt16BE(0)).toBe(7);
  expect(answer.readUInt16BE(2)).toBe(0);
  expect([0x03, 0x83]).toContain(answer[7]);
});
