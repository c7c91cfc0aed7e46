/** Bring your own tools: `millwright lab open` with a client that others wrote at the port that it prints. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeNetworkLab } from '../sandbox/host/network-lab.ts';
import { converse, present } from './tool.ts';

const folder = mkdtempSync(join(tmpdir(), 'millwright-own-tools-'));
const script = join(import.meta.dirname, '../../src/cli/millwright.js');

describe.skipIf(!present('mbpoll'))('mbpoll at a device of `millwright lab open`', () => {
  let opened: ChildProcess;
  let line: { device: string; protocol: string; host: string; port: number };
  beforeAll(async () => {
    writeNetworkLab(join(folder, 'labs'));
    opened = spawn(process.execPath, [script, 'lab', 'open', 'meter', '--in', folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    for await (const text of createInterface({ input: opened.stdout! })) {
      line = JSON.parse(text);
      break;
    }
  });
  afterAll(async () => {
    opened.kill('SIGTERM');
    await once(opened, 'exit');
    rmSync(folder, { recursive: true, force: true });
  });

  const mbpoll = (options: string[], values: string[] = []) =>
    converse('mbpoll', ['-m', 'tcp', '-1', '-q', '-a', '1', '-p', `${line.port}`, ...options, '127.0.0.1', ...values]);

  it('is told where it is in one JSON line', () => {
    expect(line).toMatchObject({ device: 'meter', protocol: 'modbus-tcp', host: '127.0.0.1' });
  });

  it('reads what the plant shows, writes what may be written, and sees the plant follow', async () => {
    expect((await mbpoll(['-t', '3:float', '-B', '-r', '1'])).text).toMatch(/\[1\]:\s+25\b/);
    expect((await mbpoll(['-t', '4', '-r', '1'], ['33'])).status).toBe(0);
    expect((await mbpoll(['-t', '3:float', '-B', '-r', '1'])).text).toMatch(/\[1\]:\s+66\b/);
  });

  it('meets exception 02 beyond the map', async () => {
    expect((await mbpoll(['-t', '3', '-r', '900'])).text).toMatch(/Illegal data address/);
  });

  it('ends in order at Ctrl-C', async () => {
    const another = spawn(process.execPath, [script, 'lab', 'open', 'meter', '--in', folder], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    await once(another.stdout!, 'data');
    another.kill('SIGINT');
    expect(await once(another, 'exit')).toEqual([0, null]);
  });
});
