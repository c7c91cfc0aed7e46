import { describe, expect, test } from 'vitest';
import { decodeFrame, encodeFrame, valueTags } from '#sandbox/wire/frame.ts';
import { closeCodes, type ServerMessage } from '#sandbox/wire/messages.ts';
import { decodeRecording, encodeRecording, type RecordingFrame, recordingFlags } from '#sandbox/wire/recording.ts';
import { RigConnection, type Socket } from '../../../../src/workbench/rig/rig-connection.ts';
import { SignalStore } from '../../../../src/workbench/rig/signal-store.ts';
import { Clock } from '../clock.ts';

class FakeSocket implements Socket {
  binaryType = '';
  sent: Record<string, unknown>[] = [];
  closedWith: number | undefined;
  onopen = null;
  onerror = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  send(data: string): void {
    this.sent.push(JSON.parse(data));
  }
  close(code?: number): void {
    this.closedWith = code;
    this.onclose?.({ code: code ?? 1005 });
  }
  say(message: ServerMessage): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
  last(type: string): Record<string, unknown> | undefined {
    return this.sent.findLast((message) => message.type === type);
  }
}

const motor = {
  id: 3,
  name: 'plc.Motor',
  type: 'BOOL',
  kind: 'output-terminal',
  address: '%QX0.0',
  operable: false,
  forceable: true,
  writable: false,
} as const;
const time = { speed: 1, past: false, headTick: 0, earliestTick: 0, branches: [], statement: null };
const welcome: ServerMessage = {
  type: 'welcome',
  rig: 'r1',
  lab: 'motor-seal-in',
  labHash: 'h',
  tickNs: '5000000',
  tick: 100,
  state: { phase: 'running', steps: [], failure: null, controllers: {}, traceHash: '', time, bench: null, faults: [] },
  signals: [motor],
  forces: [],
  devices: [],
  programs: {},
};

function house(options: { ensureSession?: () => Promise<void> } = {}) {
  const clock = new Clock();
  const sockets: FakeSocket[] = [];
  let sessions = 0;
  const store = new SignalStore((paint) => void clock.after(16, paint));
  const connection = new RigConnection({
    store,
    ensureSession: async () => {
      sessions += 1;
      await options.ensureSession?.();
    },
    openSocket: () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket;
    },
    decodeFrame,
    decodeRecording,
    after: clock.after,
    random: () => 1,
  });
  return { clock, sockets, store, connection, sessions: () => sessions };
}

async function online() {
  const all = house();
  all.connection.start();
  await all.clock.settle();
  all.sockets[0]?.say(welcome);
  await all.clock.settle();
  return all;
}

describe('the line to the rig', () => {
  test('a session exists before the socket opens', async () => {
    const order: string[] = [];
    const all = house({ ensureSession: async () => void order.push('session') });
    all.connection.start();
    expect(all.sockets).toHaveLength(0);
    await all.clock.settle();
    expect(order).toEqual(['session']);
    expect(all.sockets).toHaveLength(1);
  });

  test('what a pane shows is asked of the rig, and a frame reaches the pane at the next paint', async () => {
    const { store, sockets, clock } = await online();
    const seen: unknown[] = [];
    store.subscribe('plc.Motor', (value) => seen.push(value));
    store.subscribe('plc.NotThere', () => {});
    await clock.settle();
    expect(sockets[0]?.last('watch')?.signals).toEqual(['plc.Motor']);
    const frame = encodeFrame({ flags: 0, tick: 101, entries: [{ id: 3, tag: valueTags.bool, value: true }] });
    sockets[0]?.onmessage?.({ data: frame.buffer.slice(frame.byteOffset, frame.byteOffset + frame.byteLength) });
    expect(seen.at(-1)).toBeUndefined();
    await clock.pass(16);
    expect(seen.at(-1)).toBe(true);
  });

  test('who may watch no longer is shown the sentence that they were sent, and does not knock again', async () => {
    const { connection, sockets, clock } = await online();
    const message = { en: 'You may no longer watch this rig.', 'zh-CN': '您不能再观看此实训台。' };
    sockets[0]?.say({ type: 'refused', id: null, code: 'watchEnded', message });
    sockets[0]?.close(closeCodes.unauthorised);
    await clock.pass(60_000);
    expect(connection.getSnapshot()).toMatchObject({ link: 'ended', farewell: message });
    connection.retryNow();
    await clock.settle();
    expect(sockets).toHaveLength(1);
  });

  test('a rig that is nobody’s any more sends its tab away, which comes back to another one and knows it', async () => {
    const { connection, sockets, clock } = await online();
    expect(connection.getSnapshot().rigId).toBe('r1');
    sockets[0]?.close(closeCodes.rigGone);
    await clock.pass(1_000);
    expect(sockets).toHaveLength(2);
    sockets[1]?.say({ ...welcome, rig: 'r2' });
    expect(connection.getSnapshot()).toMatchObject({ link: 'online', rigId: 'r2' });
  });

  test('a damaged frame and a message that is not JSON change nothing', async () => {
    const { connection, sockets } = await online();
    const before = connection.getSnapshot();
    sockets[0]?.onmessage?.({ data: new Uint8Array([9, 9, 9]).buffer });
    expect(connection.getSnapshot()).toBe(before);
  });

  test('an acknowledged request tells its tick; a refused one tells why', async () => {
    const { connection, sockets } = await online();
    const operate = connection.request({ type: 'operate', signal: 'plant.StartButton', value: true });
    sockets[0]?.say({ type: 'ack', id: Number(sockets[0].last('operate')?.id), tick: 120 });
    expect(await operate).toMatchObject({ ok: true, tick: 120 });
    const force = connection.request({ type: 'force', signal: 'plc.X', value: true });
    sockets[0]?.say({
      type: 'refused',
      id: Number(sockets[0].last('force')?.id),
      code: 'unknown-signal',
      message: { en: 'No.', 'zh-CN': '没有。' },
    });
    expect(await force).toMatchObject({ ok: false, code: 'unknown-signal', message: { en: 'No.' } });
  });

  test('a press that was not acknowledged is refused when the line falls, and is not sent again', async () => {
    const { connection, sockets, clock, store } = await online();
    const press = connection.request({ type: 'operate', signal: 'plant.StartButton', value: true });
    sockets[0]?.onclose?.({ code: 1006 });
    expect(await press).toMatchObject({ ok: false, code: 'disconnected' });
    expect(store.live).toBe(false);
    await clock.pass(250);
    sockets[1]?.say(welcome);
    await clock.settle();
    expect(sockets[1]?.last('operate')).toBeUndefined();
    expect(connection.getSnapshot().link).toBe('online');
    expect(store.live).toBe(true);
  });

  test('a list that scrolls by is asked for in steps, the last one surely', async () => {
    const { store, sockets, clock } = await online();
    sockets[0]?.say({ type: 'signals', signals: [1, 2, 3, 4].map((id) => ({ ...motor, id, name: `plc.n${id}` })) });
    const asked = () => sockets[0]?.sent.filter(({ type }) => type === 'watch').map(({ signals }) => signals) ?? [];
    let last = store.subscribe('plc.n1', () => {});
    await clock.settle();
    for (const name of ['plc.n2', 'plc.n3', 'plc.n4']) {
      const before = last;
      last = store.subscribe(name, () => {});
      before();
      await clock.settle();
    }
    expect(asked()).toEqual([['plc.n1']]);
    await clock.pass(50);
    expect(asked()).toEqual([['plc.n1'], ['plc.n4']]);
    await clock.pass(1_000);
    expect(asked()).toHaveLength(2);
  });

  test('after a fall the panes are watched again without asking', async () => {
    const { store, sockets, clock } = await online();
    store.subscribe('plc.Motor', () => {});
    await clock.settle();
    sockets[0]?.onclose?.({ code: closeCodes.restarting });
    await clock.pass(250);
    sockets[1]?.say(welcome);
    await clock.settle();
    expect(sockets[1]?.last('watch')?.signals).toEqual(['plc.Motor']);
  });

  test('says when the next try comes, and while it is under way that none is waited for', async () => {
    const { sockets, clock, connection } = await online();
    expect(connection.getSnapshot().nextTryIn).toBeNull();
    sockets.at(-1)?.onclose?.({ code: 1006 });
    expect(connection.getSnapshot()).toMatchObject({ link: 'offline', tries: 1, nextTryIn: 250 });
    await clock.pass(250);
    expect(connection.getSnapshot()).toMatchObject({ link: 'offline', nextTryIn: null });
    sockets.at(-1)?.onclose?.({ code: 1006 });
    expect(connection.getSnapshot()).toMatchObject({ tries: 2, nextTryIn: 500 });
    connection.retryNow();
    await clock.settle();
    sockets.at(-1)?.say(welcome);
    expect(connection.getSnapshot()).toMatchObject({ link: 'online', tries: 0, nextTryIn: null });
  });

  test('tries come at 0.25, 0.5, 1, 2, 4, 8, 8 s, and from the start again after a welcome', async () => {
    const { sockets, clock, connection } = await online();
    for (const wait of [250, 500, 1_000, 2_000, 4_000, 8_000, 8_000]) {
      const count = sockets.length;
      sockets.at(-1)?.onclose?.({ code: 1006 });
      await clock.pass(wait - 1);
      expect(sockets).toHaveLength(count);
      await clock.pass(1);
      expect(sockets).toHaveLength(count + 1);
    }
    expect(connection.getSnapshot()).toMatchObject({ link: 'offline', tries: 7 });
    sockets.at(-1)?.say(welcome);
    expect(connection.getSnapshot()).toMatchObject({ link: 'online', tries: 0 });
    const count = sockets.length;
    sockets.at(-1)?.onclose?.({ code: 1006 });
    await clock.pass(250);
    expect(sockets).toHaveLength(count + 1);
  });

  test('a refused door asks for a session again; a restarting server does not', async () => {
    const { sockets, clock, sessions } = await online();
    sockets[0]?.onclose?.({ code: closeCodes.restarting });
    await clock.pass(250);
    expect(sessions()).toBe(1);
    sockets[1]?.onclose?.({ code: closeCodes.unauthorised });
    await clock.pass(500);
    expect(sessions()).toBe(2);
  });

  test('a rig that falls silent is shown as gone within four seconds, and is back with its next word', async () => {
    const { sockets, clock, connection, store } = await online();
    const links: string[] = [];
    connection.subscribe(() => links.push(connection.getSnapshot().link));
    const speak = () => sockets[0]?.say({ type: 'state', tick: 200, state: welcome.state });
    for (let second = 0; second < 8; second += 1) {
      await clock.pass(1_000);
      speak();
    }
    expect(links).not.toContain('offline');
    await clock.pass(4_000);
    expect(connection.getSnapshot()).toMatchObject({ link: 'offline', tries: 0 });
    expect(store.live).toBe(false);
    expect(await connection.request({ type: 'ping' })).toMatchObject({ ok: false, code: 'disconnected' });
    speak();
    expect(connection.getSnapshot().link).toBe('online');
    expect(store.live).toBe(true);
    expect(sockets).toHaveLength(1);
  });

  test('silence that lasts gives the line up for another, which is heard alone', async () => {
    const { sockets, clock, connection, store } = await online();
    await clock.pass(4_000 + 8_000);
    expect(sockets[0]?.closedWith).toBe(4000);
    await clock.pass(250);
    expect(sockets).toHaveLength(2);
    sockets[0]?.say({ type: 'state', tick: 200, state: welcome.state });
    expect(connection.getSnapshot().link).toBe('offline');
    sockets[1]?.say(welcome);
    expect(connection.getSnapshot().link).toBe('online');
    expect(store.live).toBe(true);
  });

  test('who asks to try now need not wait for a silent line', async () => {
    const { sockets, clock, connection } = await online();
    await clock.pass(4_000);
    connection.retryNow();
    await clock.settle();
    expect(sockets).toHaveLength(2);
    expect(sockets[0]?.closedWith).toBe(4000);
  });

  test('a line on which nothing ever comes is given up', async () => {
    const all = house();
    all.connection.start();
    await all.clock.pass(10_000 + 250);
    expect(all.sockets).toHaveLength(2);
  });

  test('a line that went dead without a word is found by an unanswered ping', async () => {
    const { sockets, clock, connection } = await online();
    // A rig whose time stands still has nothing to say.
    sockets[0]?.say({ type: 'state', tick: 200, state: { ...welcome.state, phase: 'paused' } });
    await clock.pass(10_000);
    expect(sockets[0]?.last('ping')).toBeDefined();
    await clock.pass(8_000);
    expect(sockets[0]?.closedWith).toBe(4000);
    expect(connection.getSnapshot().link).toBe('offline');
  });

  test('values are not live while the rig sleeps', async () => {
    const { sockets, store, connection } = await online();
    sockets[0]?.say({ type: 'state', tick: 200, state: { ...welcome.state, phase: 'asleep' } });
    expect(connection.getSnapshot().rig?.phase).toBe('asleep');
    expect(store.live).toBe(false);
  });

  test('network and gateway are looked at by panes of their own, on every new line, and what comes of it is told', async () => {
    const { connection, sockets, clock } = await online();
    const reports: string[] = [];
    connection.onNetwork(({ at }) => reports.push(at));
    connection.look({ network: true });
    connection.look({ network: true });
    connection.look({ gateway: true });
    expect(sockets[0]?.sent.filter(({ type }) => type === 'look')).toMatchObject([
      { network: true, gateway: false },
      { network: true, gateway: true },
    ]);
    const none = { zones: [], hosts: [], switches: [], routers: [], links: [], conduits: [], dropped: [] };
    sockets[0]?.say({ type: 'network', report: { at: '5', ...none } });
    expect(reports).toEqual(['5']);
    const file = connection.request({ type: 'capture-file' });
    const id = Number(sockets[0]?.last('capture-file')?.id);
    sockets[0]?.say({ type: 'capture-file', id, name: 'lab.pcapng', bytes: 'Cg==' });
    expect(await file).toMatchObject({ ok: true, told: { name: 'lab.pcapng', bytes: 'Cg==' } });
    connection.look({ network: false });
    sockets[0]?.onclose?.({ code: closeCodes.restarting });
    await clock.pass(250);
    sockets[1]?.say(welcome);
    expect(sockets[1]?.last('look')).toMatchObject({ network: false, gateway: true });
  });

  test('what is recorded and covered is asked for at once, on every new line, and with another table of signals', async () => {
    const { connection, sockets, clock } = await online();
    connection.record(['plc.Motor', 'plc.Motor', 'plc.Later']);
    connection.cover('plc');
    expect(sockets[0]?.last('record')?.signals).toEqual(['plc.Motor', 'plc.Later']);
    expect(sockets[0]?.last('cover')?.controller).toBe('plc');
    const asked = () => sockets.map(({ sent }) => sent.filter(({ type }) => type === 'record' || type === 'cover').length);
    connection.record(['plc.Motor', 'plc.Later']);
    connection.cover('plc');
    expect(asked(), 'the same again is not asked again').toEqual([2]);
    sockets[0]?.say({ type: 'signals', signals: [motor] });
    expect(asked()).toEqual([4]);

    sockets[0]?.onclose?.({ code: closeCodes.restarting });
    connection.record(['plc.Motor']);
    await clock.pass(250);
    sockets[1]?.say(welcome);
    expect(asked()).toEqual([4, 2]);
    expect(sockets[1]?.last('record')?.signals).toEqual(['plc.Motor']);

    connection.record([]);
    connection.cover(null);
    expect(sockets[1]?.last('record')?.signals).toEqual([]);
    sockets[1]?.say(welcome);
    expect(asked(), 'nothing is wanted any more').toEqual([4, 4]);
  });

  test('recordings, events and coverage reach who listens, and nobody else', async () => {
    const { connection, sockets, store } = await online();
    const seen: unknown[] = [];
    const ways = [
      connection.onRecording((frame) => seen.push(frame)),
      connection.onEvents((events) => seen.push(events)),
      connection.onCoverage(({ lines }) => seen.push(lines)),
    ];
    const frame: RecordingFrame = {
      flags: recordingFlags.complete,
      fromTick: 101,
      toTick: 107,
      fromNs: 505_000_000n,
      tickNs: 5_000_000,
      samples: [{ tick: 101, entries: [{ id: 3, value: true }] }],
    };
    const event = { tick: 103, kind: 'operate', subject: 'plant.StartButton', value: true } as const;
    const all = () => {
      sockets[0]?.onmessage?.({ data: encodeRecording(frame, () => valueTags.bool).buffer });
      sockets[0]?.say({ type: 'events', events: [event] });
      sockets[0]?.say({ type: 'coverage', controller: 'plc', tick: 107, lines: { 'main.st': [3, 4] } });
    };
    all();
    expect(seen).toEqual([frame, [event], { 'main.st': [3, 4] }]);
    expect(store.value('plc.Motor'), 'a recording is not what stands now').toBeUndefined();
    for (const end of ways) end();
    all();
    expect(seen).toHaveLength(3);
  });

  test('a recall may take a minute', async () => {
    const { connection, sockets, clock } = await online();
    const recall = connection.recall(['plc.Motor'], 0, 60_000);
    const ping = async () => {
      await clock.pass(10_000);
      sockets[0]?.say({ type: 'pong', id: Number(sockets[0].last('ping')?.id), tick: 1 });
      await clock.settle();
    };
    for (let tens = 0; tens < 5; tens++) await ping();
    expect(sockets[0]?.last('recall')).toMatchObject({ signals: ['plc.Motor'], fromTick: 0, toTick: 60_000 });
    sockets[0]?.say({ type: 'ack', id: Number(sockets[0].last('recall')?.id), tick: 60_000 });
    expect(await recall).toMatchObject({ ok: true, tick: 60_000 });
  });
});
