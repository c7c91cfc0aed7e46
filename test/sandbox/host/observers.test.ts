/** An instructor at a trainee's rig, as the lab host sees them. */
import { EventEmitter } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WebSocket } from 'ws';
import type { Permission, RigTicket } from '../../../sandbox/host/api.ts';
import type { FromLabHost, StoredRig } from '../../../sandbox/host/channel.ts';
import { HostedRig } from '../../../sandbox/host/hosted-rig.ts';
import { JournalOutbox } from '../../../sandbox/host/journal-outbox.ts';
import { watchLease } from '../../../sandbox/host/observers.ts';
import { Viewer } from '../../../sandbox/host/viewer.ts';
import { senders } from '../../../sandbox/host/who-may.ts';
import { type ClientMessage, clientMessage, closeCodes, type ServerMessage } from '../../../sandbox/wire/messages.ts';
import { holdingProgram, writeCounterLab } from './counter-lab.ts';

const nothingStored: StoredRig = { keyframe: null, journal: [], markTick: null, paused: false };
const ines = { id: 'm-ines', name: 'Ines' };

/** The socket of a tab, without the network. */
class Line extends EventEmitter {
  readyState = 1;
  bufferedAmount = 0;
  readonly texts: ServerMessage[] = [];
  closedWith: number | null = null;
  send(data: string | Uint8Array): void {
    if (typeof data === 'string') this.texts.push(JSON.parse(data) as ServerMessage);
  }
  close(code: number): void {
    this.closedWith = code;
  }
}

/** One of every message there is. */
const samples: { [Type in ClientMessage['type']]: Omit<Extract<ClientMessage, { type: Type }>, 'id'> } = {
  ping: { type: 'ping' },
  watch: { type: 'watch', signals: ['plant.Steps'] },
  record: { type: 'record', signals: ['plant.Steps'] },
  recall: { type: 'recall', signals: ['plant.Steps'], fromTick: 0, toTick: 1 },
  cover: { type: 'cover', controller: 'plc' },
  look: { type: 'look', network: true, gateway: true },
  'capture-file': { type: 'capture-file' },
  'gateway-check': { type: 'gateway-check', text: '' },
  'terminal-open': { type: 'terminal-open', columns: 80, rows: 24, locale: 'en' },
  operate: { type: 'operate', signal: 'plant.Button', value: true },
  write: { type: 'write', signal: 'plc.Start', value: true },
  force: { type: 'force', signal: 'plc.Start', value: true },
  unforce: { type: 'unforce', signal: 'plc.Start' },
  'unforce-all': { type: 'unforce-all' },
  download: { type: 'download', controller: 'plc', files: [{ name: 'main.st', text: holdingProgram }], mode: 'online' },
  controller: { type: 'controller', controller: 'plc', do: 'stop' },
  time: { type: 'time', do: 'pause' },
  'run-to': { type: 'run-to', controller: 'plc', lines: {} },
  test: { type: 'test', test: 'measure' },
  diagnose: { type: 'diagnose', fault: 'weld' },
  fault: { type: 'fault', fault: 'weld', active: true },
  reset: { type: 'reset', keepPrograms: true },
  capture: { type: 'capture', link: null },
  'gateway-write': { type: 'gateway-write', tag: 'Level', value: 1 },
  'gateway-acknowledge': { type: 'gateway-acknowledge', alarm: 'High' },
  'gateway-shelve': { type: 'gateway-shelve', alarm: 'High', minutes: 1 },
  'terminal-input': { type: 'terminal-input', text: 'ls' },
  'terminal-resize': { type: 'terminal-resize', columns: 80, rows: 24 },
  'outside-open': { type: 'outside-open', stream: 1, device: 'meter' },
  'outside-bytes': { type: 'outside-bytes', stream: 1, bytes: '' },
  'outside-close': { type: 'outside-close', stream: 1 },
};
const all = Object.values(samples);

describe('somebody at a rig that is not theirs', () => {
  let labs: string;
  let sent: FromLabHost[];
  let outbox: JournalOutbox;
  let clock: number;
  let hosted: HostedRig;
  beforeEach(() => {
    labs = mkdtempSync(join(tmpdir(), 'millwright-labs-'));
    writeCounterLab(labs);
    const file = join(labs, 'counter', 'lab.yaml');
    const fault = 'faults:\n  - { id: weld, effects: [{ set: { plant.Coil: TRUE } }] }\nsteps:\n';
    writeFileSync(file, readFileSync(file, 'utf8').replace('steps:\n', fault));
    sent = [];
    outbox = new JournalOutbox((message) => sent.push(message));
    clock = 1_000;
    vi.spyOn(performance, 'now').mockImplementation(() => clock);
    const ticket: RigTicket = { rig: 'r1', academy: 'default', member: 'm', lab: 'counter', seed: 1, locale: 'en' };
    const send = (message: FromLabHost) => void sent.push(message);
    const log = { info() {}, warn() {}, error() {} };
    const places = { labRoots: [labs], libraryDir: join(labs, 'library') };
    hosted = new HostedRig(ticket, 1, { ...places, unwatchedSleep: 60_000, followLabs: false, outbox, send, poke() {}, log });
  });
  afterEach(() => {
    vi.restoreAllMocks();
    rmSync(labs, { recursive: true, force: true });
  });

  function arrive(who: { observer?: { id: string; name: string } } = {}) {
    const line = new Line();
    const viewer = new Viewer(
      line as unknown as WebSocket,
      { message: (from, message) => hosted.receive(from, message), closed: (from) => hosted.removeViewer(from), refused() {} },
      who,
    );
    hosted.addViewer(viewer);
    let id = 0;
    return {
      line,
      viewer,
      say: (message: object): number => {
        id += 1;
        line.emit('message', Buffer.from(JSON.stringify({ ...message, id })), false);
        return id;
      },
      last: <K extends ServerMessage['type']>(type: K) =>
        line.texts.findLast((message): message is Extract<ServerMessage, { type: K }> => message.type === type),
      leave: () => line.emit('close', 1000),
    };
  }
  const watching = () => arrive({ observer: ines });
  const permit = (permission: Permission, observer = ines.id) => hosted.answer({ do: 'permit', observer, permission });
  const journalled = () => {
    outbox.flush();
    return sent.flatMap((message) => (message.type === 'journal' ? message.records.filter(({ kind }) => kind === 'input') : []));
  };

  it('the list of samples has every message of the wire', () => {
    const types = clientMessage._zod.def.options.flatMap(({ _zod }) => _zod.def.shape.type._zod.def.values);
    expect(Object.keys(samples).sort()).toEqual([...types].sort());
    for (const sample of all) expect(clientMessage.safeParse({ ...sample, id: 1 }).success).toBe(true);
  });

  it.each(all)('by watching, $type changes nothing of it for anybody', (sample) => {
    const trainee = arrive();
    hosted.start(nothingStored);
    hosted.turn(clock + 20);
    const observer = watching();
    const heard = trainee.line.texts.length;
    const id = observer.say(sample);
    expect(journalled()).toEqual([]);
    expect(hosted.due).not.toBe(Number.POSITIVE_INFINITY);
    // The owner is told nothing of it.
    expect(trainee.line.texts.length).toBe(heard);
    const refused = observer.line.texts.some((one) => one.type === 'refused' && one.id === id && one.code === 'watching');
    expect(refused).toBe(!senders[sample.type].includes('observer'));
  });

  it('with the keyboard they may do what its owner may, and the journal says who did it', () => {
    const trainee = arrive();
    hosted.start(nothingStored);
    const observer = watching();
    expect(permit({ may: 'type', milliseconds: 5_000, grant: 'first' })).toBe(true);
    observer.say(samples.force);
    trainee.say(samples.operate);
    expect(journalled()).toMatchObject([{ by: ines.id, input: { kind: 'force' } }, { input: { kind: 'operate' } }]);
    expect(journalled()[1]).not.toHaveProperty('by');
    expect(trainee.last('forces')?.forces).toEqual([{ signal: 'plc.Start', value: true }]);
  });

  it('the keyboard ends by itself, when its time is over, though nobody says so', () => {
    const trainee = arrive();
    hosted.start(nothingStored);
    const observer = watching();
    permit({ may: 'type', milliseconds: 5_000, grant: 'first' });
    clock += 4_999;
    observer.say(samples['unforce-all']);
    expect(observer.last('refused')).toBeUndefined();
    clock += 1;
    observer.say(samples.operate);
    expect(observer.last('refused')).toMatchObject({ code: 'watching' });
    hosted.housekeep(clock);
    expect(trainee.last('company')?.observers).toEqual([{ name: 'Ines', keyboard: false, you: false }]);
  });

  it('what they do with the keyboard is summed up for this lending, and stays so when it is taken from them', () => {
    arrive();
    hosted.start(nothingStored);
    const observer = watching();
    expect(hosted.answer({ do: 'takeKeyboard', observer: ines.id })).toBeNull();
    permit({ may: 'type', milliseconds: 5_000, grant: 'first' });
    observer.say(samples.force);
    observer.say({ ...samples.force, value: false });
    observer.say(samples.operate);
    observer.say(samples.time);
    // Looking is no deed, and what was refused was not done.
    observer.say(samples.watch);
    observer.say({ ...samples.force, signal: 'plc.NotThere' });
    const first = [
      { do: 'force', what: 'plc.Start', times: 2, last: false },
      { do: 'operate', what: 'plant.Button', times: 1, last: true },
      { do: 'time', what: 'pause', times: 1 },
    ];
    // The next round says the same again.
    permit({ may: 'type', milliseconds: 4_000, grant: 'first' });
    expect(hosted.answer({ do: 'takeKeyboard', observer: ines.id })).toEqual(first);
    observer.say(samples.operate);
    expect(observer.last('refused')).toMatchObject({ code: 'watching' });
    expect(hosted.answer({ do: 'takeKeyboard', observer: ines.id })).toEqual(first);
    expect(hosted.answer({ do: 'takeKeyboard', observer: 'm-otto' })).toBeNull();
    permit({ may: 'type', milliseconds: 5_000, grant: 'second' });
    expect(hosted.answer({ do: 'takeKeyboard', observer: ines.id })).toEqual([]);
  });

  it('both are told that something was saved; a trainee who is alone is told nothing', () => {
    const trainee = arrive();
    hosted.start(nothingStored);
    hosted.answer({ do: 'tellTexts' });
    expect(trainee.last('texts')).toBeUndefined();
    const observer = watching();
    hosted.answer({ do: 'tellTexts' });
    expect([trainee.last('texts'), observer.last('texts')]).toEqual([{ type: 'texts' }, { type: 'texts' }]);
  });

  it('a rig that is nobody’s any more goes to sleep and sends everybody away', () => {
    const trainee = arrive();
    hosted.start(nothingStored);
    const observer = watching();
    hosted.retire();
    expect(hosted.awake).toBe(false);
    expect([trainee.line.closedWith, observer.line.closedWith]).toEqual([closeCodes.rigGone, closeCodes.rigGone]);
    trainee.leave();
    observer.leave();
    hosted.housekeep(clock);
    expect(sent.map(({ type }) => type)).toContain('release');
  });

  it('a button that they hold springs back when the keyboard is taken from them', () => {
    const scene = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle data-press="plant.Button" r="4"/></svg>';
    writeFileSync(join(labs, 'counter', 'scene.svg'), scene);
    arrive();
    hosted.start(nothingStored);
    const observer = watching();
    permit({ may: 'type', milliseconds: 5_000, grant: 'first' });
    observer.say(samples.operate);
    expect(hosted.read('plant.Button')?.value).toBe(true);
    permit({ may: 'watch' });
    expect(hosted.read('plant.Button')?.value).toBe(false);
  });

  it('one has the keyboard at a time', () => {
    arrive();
    hosted.start(nothingStored);
    const first = watching();
    const second = arrive({ observer: { id: 'm-otto', name: 'Otto' } });
    permit({ may: 'type', milliseconds: 5_000, grant: 'first' });
    permit({ may: 'type', milliseconds: 5_000, grant: 'first' }, 'm-otto');
    first.say(samples['unforce-all']);
    second.say(samples['unforce-all']);
    expect(first.last('refused')).toMatchObject({ code: 'watching' });
    expect(second.last('refused')).toBeUndefined();
  });

  it('the owner is told who is there, when they come, when they get the keyboard, and when they go', () => {
    const trainee = arrive();
    hosted.start(nothingStored);
    expect(trainee.last('company')?.observers).toEqual([]);
    const observer = watching();
    expect(trainee.last('company')?.observers).toEqual([{ name: 'Ines', keyboard: false, you: false }]);
    expect(observer.last('company')?.observers).toEqual([{ name: 'Ines', keyboard: false, you: true }]);
    permit({ may: 'type', milliseconds: 5_000, grant: 'first' });
    expect(trainee.last('company')?.observers).toEqual([{ name: 'Ines', keyboard: true, you: false }]);
    observer.leave();
    expect(trainee.last('company')?.observers).toEqual([]);
  });

  it('wakes no rig, and sees that it sleeps', () => {
    const observer = watching();
    expect(sent).toEqual([]);
    expect(observer.last('state')?.state.phase).toBe('asleep');
    observer.say({ type: 'time', do: 'wake' });
    expect(observer.last('refused')).toMatchObject({ code: 'watching' });
    expect(hosted.awake).toBe(false);
  });

  it('keeps no rig awake by watching, and does with the keyboard', () => {
    const trainee = arrive();
    hosted.start(nothingStored);
    watching();
    permit({ may: 'type', milliseconds: 10 * 60_000, grant: 'first' });
    trainee.leave();
    const pass = (milliseconds: number): void => {
      clock += milliseconds;
      permit({ may: 'type', milliseconds: 10 * 60_000, grant: 'first' });
      hosted.housekeep(clock);
    };
    pass(59_000);
    pass(59_000);
    expect(hosted.awake).toBe(true);
    permit({ may: 'watch' });
    hosted.housekeep(clock);
    clock += 59_999;
    hosted.housekeep(clock);
    expect(hosted.awake).toBe(true);
    clock += 1;
    hosted.housekeep(clock);
    expect(hosted.awake).toBe(false);
  });

  it('is shut out when the academy says so, and when it says nothing for a minute', () => {
    arrive();
    hosted.start(nothingStored);
    const dismissed = watching();
    expect(permit({ may: 'nothing' })).toBe(false);
    expect(dismissed.line.closedWith).toBe(closeCodes.unauthorised);
    dismissed.leave();
    const forgotten = watching();
    clock += watchLease - 1;
    permit({ may: 'watch' });
    clock += watchLease - 1;
    hosted.housekeep(clock);
    expect(forgotten.line.closedWith).toBeNull();
    clock += 1;
    hosted.housekeep(clock);
    expect(forgotten.line.closedWith).toBe(closeCodes.unauthorised);
    expect(forgotten.last('refused')).toMatchObject({ code: 'watchEnded' });
  });

  describe('a fault that the academy begins', () => {
    const set = (active: boolean) => hosted.answer({ do: 'setFault', fault: 'weld', active, by: ines.id });

    it('stands though it is hidden, is journalled with who did it, and is told to no tab', () => {
      const trainee = arrive();
      hosted.start(nothingStored);
      expect(set(true)).toEqual({ ok: true, faults: [{ id: 'weld', active: true }] });
      expect(journalled()).toMatchObject([{ by: ines.id, input: { kind: 'fault', fault: 'weld', active: true } }]);
      expect(JSON.stringify(trainee.line.texts)).not.toContain('weld');
      expect(set(false)).toEqual({ ok: true, faults: [{ id: 'weld', active: false }] });
      expect(hosted.answer({ do: 'faults' })).toEqual([{ id: 'weld', active: false }]);
    });

    it('is none where the rig sleeps, or while its past is shown', () => {
      expect(set(true)).toBeNull();
      const trainee = arrive();
      hosted.start(nothingStored);
      hosted.turn(clock + 200);
      trainee.say({ type: 'time', do: 'pause' });
      trainee.say({ type: 'time', do: 'rewind', tick: 1 });
      expect(set(true)).toMatchObject({ ok: false, code: 'inThePast' });
    });
  });

  it('comes back the same, whether its journal says who did what or is from before it could', () => {
    const trace = (journal: StoredRig['journal']): string | undefined => {
      const trainee = arrive();
      hosted.start({ ...nothingStored, journal, markTick: 50 });
      const hash = trainee.last('welcome')?.state.traceHash;
      trainee.leave();
      hosted.sleep();
      return hash;
    };
    const before = [{ sequence: 1, tick: 3, input: { kind: 'operate', signal: 'plant.Button', value: true } as const }];
    const since = before.map((line) => ({ ...line, input: { ...line.input, by: ines.id } }));
    const hash = trace(before);
    expect(hash).toBeTruthy();
    expect(trace(since)).toBe(hash);
    expect(trace([])).not.toBe(hash);
  });
});
