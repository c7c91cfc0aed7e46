/** The gateway as a process on a machine: its file, its signals, its exit codes, and what outlives it. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TcpAdapter } from '#sandbox/host/tcp-adapter.ts';
import { BlockUnit } from '#sandbox/protocols/modbus/memory.ts';
import { ModbusServer } from '#sandbox/protocols/modbus/server.ts';
import { freePort } from '../../../free-port.ts';

const door = join(import.meta.dirname, '..', '..', '..', '..', 'src', 'cli', 'millwright.js');
const environment = (lang: string) => ({ ...process.env, LANG: lang, LC_ALL: '', LC_MESSAGES: '' });

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'millwright-gateway-'));
  file = join(folder, 'gateway.yaml');
});
afterEach(() => rmSync(folder, { recursive: true }));

function millwright(words: string[], lang = 'C') {
  const { status, stdout, stderr } = spawnSync(process.execPath, [door, 'gateway', ...words], {
    encoding: 'utf8',
    timeout: 20_000,
    env: environment(lang),
  });
  return { code: status, out: stdout, err: stderr };
}

describe('millwright gateway validate', () => {
  const sound =
    'connections: { meter: { protocol: modbus-tcp, host: meter } }\ntags: [{ name: level, connection: meter, address: "40001" }]\n';

  it('says what a sound file holds', () => {
    writeFileSync(file, sound);
    expect(millwright(['validate', file])).toEqual({
      code: 0,
      out: `${file} is sound: 1 connections, 1 tags, 0 alarms\n`,
      err: '',
    });
    expect(JSON.parse(millwright(['validate', file, '--json']).out)).toEqual({ ok: true, problems: [] });
  });

  it('names line, column, what was seen and what to try, in the language of the terminal', () => {
    writeFileSync(file, sound.replace('host: meter', 'hots: meter').replace('40001', '50001'));
    const english = millwright(['validate', file]);
    expect(english.code).toBe(1);
    expect(english.err).toContain(`${file}:1:47: error: There is no key \`hots\` here. Did you mean \`host\`?\n`);
    expect(millwright(['validate', file], 'zh_CN.UTF-8').err).toContain(
      `${file}:1:47: error: 这里没有键 \`hots\`。是否想写 \`host\`？\n`,
    );
    writeFileSync(file, sound.replace('40001', '9x'));
    expect(millwright(['validate', file]).err).toMatch(/gateway\.yaml:2:\d+: error: .*9x/);
  });

  it('knows usage from findings', () => {
    expect(millwright(['validate', join(folder, 'none.yaml')])).toMatchObject({ code: 2, out: '' });
    expect(millwright(['start', file])).toMatchObject({
      code: 2,
      err: expect.stringContaining('needs "run" or "validate", not "start"'),
    });
    expect(millwright(['run']).code).toBe(2);
    writeFileSync(file, sound);
    expect(millwright(['run', file, '--fsync', 'never'])).toMatchObject({ code: 2, err: expect.stringContaining('not "never"') });
    expect(millwright(['--help']).out).toContain('SIGHUP');
  });
});

describe('millwright gateway run', () => {
  const registers = [7, 8];
  const device = new TcpAdapter(
    new ModbusServer({ unit: () => new BlockUnit({ 'holding-registers': [{ address: 0, values: registers }] }) }),
  );
  let devicePort = 0;
  beforeAll(async () => {
    devicePort = await device.listen(0);
  });
  afterAll(() => device.close());

  const running = new Set<Run>();
  afterEach(async () => {
    for (const one of running) await one.end('SIGKILL');
    running.clear();
  });

  class Run {
    out = '';
    err = '';
    readonly child: ChildProcess;
    constructor(words: string[] = [], lang = 'C') {
      this.child = spawn(process.execPath, [door, 'gateway', 'run', file, ...words], { env: environment(lang) });
      this.child.stdout?.on('data', (bytes: Buffer) => {
        this.out += bytes.toString();
      });
      this.child.stderr?.on('data', (bytes: Buffer) => {
        this.err += bytes.toString();
      });
      running.add(this);
    }
    get log(): { time: string; level: string; about: string; message: string }[] {
      return this.out
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as Run['log'][number]);
    }
    /** Sends a signal and waits for the end; its exit code. */
    async end(signal: NodeJS.Signals): Promise<number | null> {
      if (this.child.exitCode !== null || this.child.signalCode !== null) return this.child.exitCode;
      const ended = once(this.child, 'close');
      this.child.kill(signal);
      await ended;
      return this.child.exitCode;
    }
  }

  async function until<Value>(what: () => Value | Promise<Value>): Promise<NonNullable<Value>> {
    for (;;) {
      const value = await what();
      if (value) return value;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  /** On a connection of its own; `null` while nobody answers. */
  const page = (port: number, path: string): Promise<string | null> =>
    new Promise((resolve) => {
      const asked = get({ host: '127.0.0.1', port, path, agent: false }, async (answer) => resolve(await text(answer)));
      asked.on('error', () => resolve(null));
    });
  const json = async (port: number, path: string): Promise<Record<string, never> | null> =>
    JSON.parse((await page(port, path)) ?? 'null');

  const write = (port: number, more = ''): void =>
    writeFileSync(
      file,
      `connections: { meter: { protocol: modbus-tcp, host: 127.0.0.1, port: ${devicePort} } }
groups: { default: { every: 50ms } }
tags:
  - { name: level, connection: meter, address: "40001" }
status: { port: ${port} }
${more}`,
    );

  it('polls a device, shows it, takes a new file without dropping the connection, keeps the old one for a mistake, and stops in order', async () => {
    const [port, other] = [await freePort(), await freePort()];
    write(port);
    const run = new Run([], 'zh_CN.UTF-8');
    const level = await until(async () => {
      const tags = ((await json(port, '/tags')) ?? []) as { name: string; value: unknown; quality: string }[];
      return tags.find(({ quality }) => quality === 'Good');
    });
    expect(level).toMatchObject({ name: 'level', value: 7 });
    const metrics = (await page(port, '/metrics')) ?? '';
    expect(metrics).toContain(
      '# TYPE millwright_gateway_requests_total counter\nmillwright_gateway_requests_total{connection="meter"} ',
    );
    expect(metrics).toContain('millwright_gateway_connected{connection="meter"} 1\n');

    write(port, 'tag: []\n');
    run.child.kill('SIGHUP');
    await until(() => run.err.includes('\n'));
    expect(run.err).toBe(`${file}:6:1: error: 这里没有键 \`tag\`。是否想写 \`tags\`？\n`);
    expect(await json(port, '/status')).toMatchObject({ reloads: 0 });

    write(other);
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace('tags:\n', 'tags:\n  - { name: second, connection: meter, address: "40002" }\n'),
    );
    run.child.kill('SIGHUP');
    await until(async () =>
      ((await json(other, '/tags')) as unknown as { value: unknown }[] | null)?.some(({ value }) => value === 8),
    );
    expect(await page(port, '/status')).toBe(null);
    expect(await json(other, '/status')).toMatchObject({ reloads: 1, connections: [{ name: 'meter', reconnects: 0 }] });

    expect(await run.end('SIGTERM')).toBe(0);
    expect(run.log.map(({ about }) => about)).toEqual(['gateway', 'reload', 'reload', 'gateway', 'gateway']);
    expect(run.log.at(-1)).toMatchObject({ level: 'info', message: expect.stringContaining('SIGTERM') });
    expect(Math.abs(Date.parse(run.log[0]?.time ?? '') - Date.now())).toBeLessThan(60_000);
  });

  it('killed, it has at its next start every message that nobody acknowledged, and numbers go on', async () => {
    const port = await freePort();
    write(port, `northbound: { protocol: mqtt, host: 127.0.0.1, port: ${await freePort()}, client: edge }\n`);
    const waitingOf = async (): Promise<number> =>
      ((await json(port, '/status')) as { store: { waiting: number } } | null)?.store.waiting ?? 0;
    const first = new Run();
    for (let value = 10; value < 20; value += 1) {
      registers[0] = value;
      const before = await waitingOf();
      await until(async () => (await waitingOf()) > before);
    }
    const waiting = await waitingOf();
    await first.end('SIGKILL');
    const second = new Run();
    const store = await until(async () => ((await json(port, '/status')) as { store: Record<string, number> } | null)?.store);
    expect(store.waiting).toBeGreaterThanOrEqual(waiting);
    expect(store).toMatchObject({ disk: store.waiting, dropped: 0, nextSequence: (store.waiting ?? 0) + 1 });
    const line = await until(() => second.log[0]);
    expect(line.message).toMatch(/with \d\d messages from before/);
    expect(await second.end('SIGINT')).toBe(0);
    registers[0] = 7;
  });

  it('says why it cannot run: its state is in use, its port is taken', async () => {
    const port = await freePort();
    write(port);
    const run = new Run();
    await until(() => page(port, '/status'));
    const words = ['run', file, '--log', 'json'];
    expect(millwright(words)).toMatchObject({ code: 1, err: expect.stringContaining(`(process ${run.child.pid})`) });
    const apart = millwright([...words, '--state', join(folder, 'apart')]);
    expect(apart).toMatchObject({ code: 1, err: expect.stringContaining(`127.0.0.1:${port} (EADDRINUSE)`) });
    writeFileSync(join(folder, 'no-folder'), '');
    expect(millwright([...words, '--state', join(folder, 'no-folder')]).code).toBe(1);
    expect(await run.end('SIGTERM')).toBe(0);
    // What it held is free again.
    const next = new Run();
    await until(() => page(port, '/status'));
    expect(await next.end('SIGTERM')).toBe(0);
  });
});
