import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeCodes } from '../../../sandbox/wire/messages.ts';
import { holdingProgram, writeCounterLab } from './counter-lab.ts';
import { House } from './house.ts';
import type { Tab } from './tab.ts';

/** Download a program and press the button some times; the tick of the last acknowledgement. */
async function work(tab: Tab, presses: number): Promise<number> {
  await tab.ask({ type: 'watch', signals: ['plc.Motor'] });
  const files = [{ name: 'main.st', text: holdingProgram }];
  expect(await tab.ask({ type: 'download', controller: 'plc', files, mode: 'restart' })).toMatchObject({ ok: true });
  let tick = 0;
  for (let press = 0; press < presses; press += 1) {
    for (const value of [true, false]) {
      const answer = await tab.ask({ type: 'operate', signal: 'plant.Button', value });
      expect(answer.type).toBe('ack');
      tick = (answer as { tick: number }).tick;
      // The plant sees a press that lasts one tick; the controller scans every other.
      await tab.until('a scan to see the press', () => tab.values.get('plc.Motor') === true);
    }
  }
  return tick;
}

/** Everything that was acknowledged is there. */
async function expectBack(tab: Tab, presses: number, tick: number): Promise<void> {
  const welcome = await tab.welcome();
  expect(welcome.programs.plc).toEqual([{ name: 'main.st', text: holdingProgram }]);
  expect(welcome.tick).toBeGreaterThan(tick);
  expect(welcome.state.controllers.plc?.mode).toBe('run');
  await tab.ask({ type: 'watch', signals: ['plant.Presses', 'plc.main.Scans', 'plc.Motor'] });
  expect(await tab.until('the presses', () => tab.values.get('plant.Presses'))).toBe(presses);
  expect(tab.values.get('plc.Motor')).toBe(true);
}

describe('a process that dies', () => {
  let house: House;
  beforeEach(async () => {
    house = new House();
    expect(await house.start()).toBeNull();
  });
  afterEach(() => house.remove());

  it('lab host killed: its rigs come back with everything that was acknowledged', async () => {
    const tab = house.tab('r1');
    await tab.welcome();
    const tick = await work(tab, 5);
    const [host] = (await house.status()).hosts;
    process.kill(host!.pid, 'SIGKILL');
    expect(await tab.closed()).toBe(1006);
    await expectBack(await house.reconnect('r1'), 5, tick);
    expect((await house.status()).hosts[0]!.pid).not.toBe(host!.pid);
  });

  it('lab host killed while time was paused: it stands at the very tick that was acknowledged', async () => {
    const tab = house.tab('r1');
    await tab.welcome();
    await tab.ask({ type: 'time', do: 'pause' });
    const { tick } = (await tab.ask({ type: 'time', do: 'step' })) as { tick: number };
    const { state } = await tab.message('state', (message) => message.tick === tick);
    process.kill((await house.status()).hosts[0]!.pid, 'SIGKILL');
    await tab.closed();
    const back = await (await house.reconnect('r1')).welcome();
    expect([back.tick, back.state.phase, back.state.traceHash]).toEqual([tick, 'paused', state.traceHash]);
  });

  it('lab host killed in the midst of a stream of inputs: the last acknowledged one is there, or a later one', async () => {
    const tab = house.tab('r1');
    await tab.welcome();
    await work(tab, 1);
    const lastAcknowledged = (): number =>
      tab.received.reduce((last, one) => (one.type === 'ack' ? Math.max(last, one.id) : last), 0);
    const first = lastAcknowledged() + 1;
    for (let id = first; id < first + 150; id += 1) {
      tab.socket.send(JSON.stringify({ type: 'write', id, signal: 'plc.main.Note', value: id }));
    }
    await tab.until('some acknowledgements', () => lastAcknowledged() > first + 20);
    process.kill((await house.status()).hosts[0]!.pid, 'SIGKILL');
    await tab.closed();
    const back = await house.reconnect('r1');
    await back.ask({ type: 'watch', signals: ['plc.main.Note'] });
    const note = await back.until('the note', () => back.values.get('plc.main.Note'));
    expect(note).toBeGreaterThanOrEqual(lastAcknowledged());
  });

  it('web process killed: open tabs go on as if nothing had happened, and new ones find it back on its port', async () => {
    const tab = house.tab('r1');
    await tab.welcome();
    const { web } = await house.status();
    process.kill(web, 'SIGKILL');
    await work(tab, 2);
    const other = await house.reconnect('r1');
    await expectBack(other, 2, 0);
    expect((await house.status()).web).not.toBe(web);
    expect(tab.closeCode).toBeNull();
  });

  it('supervisor killed: the next one finds everything in the data folder', async () => {
    const tab = house.tab('r1');
    await tab.welcome();
    const tick = await work(tab, 3);
    await house.kill();
    await tab.closed();
    expect(await house.start()).toBeNull();
    await expectBack(await house.reconnect('r1'), 3, tick);
  });

  it('an orderly end puts rigs to sleep exactly where they are', async () => {
    const tab = house.tab('r1');
    await tab.welcome();
    const tick = await work(tab, 3);
    expect(await house.end()).toBe(0);
    expect(await tab.closed()).toBe(closeCodes.restarting);
    const asleep = tab.received.findLast((message) => message.type === 'state')!;
    expect(asleep.state.phase).toBe('asleep');
    expect(await house.start()).toBeNull();
    const back = await house.reconnect('r1');
    expect((await back.welcome()).tick).toBe(asleep.tick);
    expect((await back.welcome()).state.traceHash).toBe(asleep.state.traceHash);
    await expectBack(back, 3, tick);
  });

  it('a lab that changed meanwhile: the rig is built anew with the programs it had', async () => {
    const tab = house.tab('r1');
    const { labHash } = await tab.welcome();
    await work(tab, 1);
    await house.kill();
    writeCounterLab(house.labs, { minutes: 6 });
    expect(await house.start()).toBeNull();
    const back = await (await house.reconnect('r1')).welcome();
    expect(back.labHash).not.toBe(labHash);
    expect(back.programs.plc).toEqual([{ name: 'main.st', text: holdingProgram }]);
  });
});

describe('a lab host that is stuck', () => {
  it('is killed when it has said nothing for too long, and its rigs come back', async () => {
    const house = new House({ silenceLimit: 2_500 });
    expect(await house.start()).toBeNull();
    const tab = house.tab('r1');
    await tab.welcome();
    const tick = await work(tab, 1);
    const { pid } = (await house.status()).hosts[0]!;
    process.kill(pid, 'SIGSTOP');
    expect(await tab.closed()).toBe(1006);
    await expectBack(await house.reconnect('r1'), 1, tick);
    expect((await house.status()).hosts[0]!.pid).not.toBe(pid);
    await house.remove();
  });
});

describe('a house that cannot start', () => {
  it('says in one sentence that the port is in use, or the data folder', async () => {
    const house = new House();
    expect(await house.start()).toBeNull();
    const neighbour = new House();
    neighbour.port = house.port;
    expect(await neighbour.start()).toBe(
      `Port ${house.port} on 127.0.0.1 is in use by another program: stop that program, or choose another with --port or PORT.`,
    );
    const twin = new House({ dataDir: `${house.dir}/data` });
    expect(await twin.start()).toContain('Another Millwright already works on the data folder');
    await Promise.all([neighbour.remove(), twin.remove(), house.remove()]);
  });
});
