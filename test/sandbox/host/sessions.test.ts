import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeCodes, limits } from '../../../sandbox/wire/messages.ts';
import { holdingProgram } from './counter-lab.ts';
import { House } from './house.ts';
import type { Question } from './tab.ts';

const house = new House();
beforeAll(async () => {
  expect(await house.start()).toBeNull();
});
afterAll(() => house.remove());

const download = (text: string): Question => ({
  type: 'download',
  controller: 'plc',
  files: [{ name: 'main.st', text }],
  mode: 'online',
});

describe('a tab on a rig', () => {
  it('hears that nobody watches, sees the start in steps, then the welcome, then what it watches', async () => {
    const tab = house.tab('first');
    const welcome = await tab.welcome();
    const received = tab.received.slice(0, tab.received.indexOf(welcome));
    expect(received.filter(({ type }) => type === 'company')).toEqual([{ type: 'company', observers: [] }]);
    const before = received.filter(({ type }) => type !== 'company');
    expect(before.length).toBeGreaterThan(0);
    expect(before.every((message) => message.type === 'state' && message.state.phase === 'starting')).toBe(true);
    expect(welcome.state.phase).toBe('running');
    expect(welcome.state.steps.map(({ status }) => status)).toEqual(['done', 'skipped', 'done', 'done', 'done']);
    expect(welcome.tickNs).toBe('5000000');
    expect(Object.keys(welcome.programs)).toEqual(['plc']);
    expect((await tab.ask({ type: 'watch', signals: ['plant.Steps', 'no.such.signal'] })).type).toBe('ack');
    await tab.until('ten steps of the plant', () => (tab.values.get('plant.Steps') as number) >= 10);
    expect([...tab.values.keys()]).toEqual(['plant.Steps']);
  });

  it('presses a button: acknowledged, and the effect comes outside the frame cadence', async () => {
    const tab = house.tab('press');
    await tab.welcome();
    await tab.ask({ type: 'watch', signals: ['plant.Button', 'plc.Motor'] });
    const answer = await tab.ask({ type: 'operate', signal: 'plant.Button', value: true });
    expect(answer.type).toBe('ack');
    await tab.until('the motor', () => tab.values.get('plc.Motor') === true);
    expect(tab.promptFrames).toBeGreaterThan(0);
  });

  it('is refused with a reason when the signal is not there or not its to operate, and goes on', async () => {
    const tab = house.tab('refusals');
    await tab.welcome();
    const unknown = await tab.ask({ type: 'operate', signal: 'plant.Buton', value: true });
    expect(unknown.type === 'refused' && unknown.message.en).toContain('plant.Button');
    expect((await tab.ask({ type: 'operate', signal: 'plc.Motor', value: true })).type).toBe('refused');
    expect((await tab.ask({ type: 'time', do: 'step' })).type).toBe('refused');
    expect((await tab.ask({ type: 'ping' })).type).toBe('pong');
  });

  it('downloads a program; one that does not compile leaves the old one running', async () => {
    const tab = house.tab('download');
    const { state } = await tab.welcome();
    const bad = await tab.ask(download('PROGRAM main nonsense END_PROGRAM'));
    expect(bad).toMatchObject({ type: 'downloaded', ok: false });
    expect(bad.type === 'downloaded' && bad.diagnostics.length).toBeGreaterThan(0);
    expect(bad.type === 'downloaded' && bad.programHash).toBe(state.controllers.plc!.programHash);
    const good = await tab.ask(download(holdingProgram));
    expect(good).toMatchObject({ type: 'downloaded', ok: true, controller: 'plc' });
    const table = await tab.message('signals');
    expect(table.signals.map(({ name }) => name)).toContain('plc.main.Scans');
    expect((await tab.message('programs')).programs.plc![0]!.text).toBe(holdingProgram);
    await tab.ask({ type: 'watch', signals: ['plc.main.Scans'] });
    await tab.until('scans of the new program', () => (tab.values.get('plc.main.Scans') as number) >= 3);
  });

  it('pauses, steps single ticks, and goes on', async () => {
    const tab = house.tab('stepping');
    await tab.welcome();
    await tab.ask({ type: 'watch', signals: ['plant.Steps'] });
    const paused = await tab.ask({ type: 'time', do: 'pause' });
    expect((await tab.message('state', ({ state }) => state.phase === 'paused')).tick).toBe((paused as { tick: number }).tick);
    const stepsBefore = await tab.until('a first value', () => tab.values.get('plant.Steps'));
    const stepped = await tab.ask({ type: 'time', do: 'step' });
    expect((stepped as { tick: number }).tick).toBe((paused as { tick: number }).tick + 1);
    expect(tab.values.get('plant.Steps')).toBe((stepsBefore as number) + 1);
    // An input while time stands still is acknowledged; it acts at the next step.
    expect((await tab.ask({ type: 'operate', signal: 'plant.Button', value: true })).type).toBe('ack');
    await tab.ask({ type: 'time', do: 'resume' });
    await tab.until('time', () => (tab.values.get('plant.Steps') as number) > (stepsBefore as number) + 5);
  });

  it('forces, and every tab is told; a reset clears it and begins with a new welcome', async () => {
    const tab = house.tab('forcing');
    await tab.welcome();
    const other = house.tab('forcing');
    await other.welcome();
    expect((await tab.ask({ type: 'force', signal: 'plc.Motor', value: true })).type).toBe('ack');
    const told = await other.message('forces', ({ forces }) => forces.length === 1);
    expect(told.forces).toEqual([{ signal: 'plc.Motor', value: true }]);
    expect((await other.ask({ type: 'reset', keepPrograms: true })).type).toBe('ack');
    await tab.until('the second welcome', () => tab.received.filter(({ type }) => type === 'welcome').length === 2);
    const again = tab.received.filter((one) => one.type === 'welcome')[1]!;
    expect(again.forces).toEqual([]);
  });
});

describe('two tabs on one rig', () => {
  it('agree on every value', async () => {
    const [one, two] = [house.tab('shared'), house.tab('shared')];
    await Promise.all([one.welcome(), two.welcome()]);
    const signals = ['plant.Button', 'plant.Presses', 'plc.Motor'];
    await Promise.all([one.ask({ type: 'watch', signals }), two.ask({ type: 'watch', signals })]);
    for (const tab of [one, two, one]) {
      await tab.ask({ type: 'operate', signal: 'plant.Button', value: true });
      await one.until('pressed', () => one.values.get('plc.Motor') === true);
      await tab.ask({ type: 'operate', signal: 'plant.Button', value: false });
      await one.until('released', () => one.values.get('plc.Motor') === false);
    }
    await one.until('three presses', () => one.values.get('plant.Presses') === 3);
    await two.until('the same values', () => signals.every((name) => two.values.get(name) === one.values.get(name)));
  });
});

describe('bad traffic', () => {
  it('that is not JSON, not a message, or binary closes the connection with a reason', async () => {
    for (const bytes of ['{', '{"type":"format-disk","id":1}', '{"type":"ping","id":1,"extra":2}', Buffer.from([1, 2])]) {
      const tab = house.tab('malformed');
      await tab.welcome();
      tab.socket.send(bytes);
      expect(await tab.closed()).toBe(closeCodes.malformed);
      expect(tab.received.at(-1)).toMatchObject({ type: 'refused', id: null, code: 'malformed' });
    }
  });

  it('that is too big is refused', async () => {
    const tab = house.tab('big');
    await tab.welcome();
    tab.socket.send('x'.repeat(limits.messageBytes + 1));
    expect(await tab.closed()).toBe(closeCodes.tooBig);
  });

  it('far beyond the limit is not even read', async () => {
    const tab = house.tab('huge');
    await tab.welcome();
    tab.socket.send('x'.repeat(limits.messageBytes * 3));
    expect(await tab.closed()).toBe(1009);
  });

  it('that comes too often is refused, and other tabs go on', async () => {
    const tab = house.tab('flood');
    const calm = house.tab('flood');
    await Promise.all([tab.welcome(), calm.welcome()]);
    for (let id = 0; id < limits.burst * 3; id += 1) tab.socket.send(JSON.stringify({ type: 'ping', id }));
    expect(await tab.closed()).toBe(closeCodes.tooFrequent);
    expect((await calm.ask({ type: 'ping' })).type).toBe('pong');
  });

  it('is counted, together with what the web process refused at the door', async () => {
    await house.refuse();
    // The lab host tells what it counted now and then: what came last may be in the next report.
    await expect
      .poll(async () => (await house.status()).refused, { timeout: 5_000 })
      .toMatchObject({ tooBig: 2, malformed: 4, tooFrequent: 1, 'foreign-origin': 1 });
  });
});
