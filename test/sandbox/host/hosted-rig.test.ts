import { EventEmitter } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WebSocket } from 'ws';
import type { RigTicket } from '../../../sandbox/host/api.ts';
import type { FromLabHost, StoredRig } from '../../../sandbox/host/channel.ts';
import { HostedRig } from '../../../sandbox/host/hosted-rig.ts';
import { JournalOutbox } from '../../../sandbox/host/journal-outbox.ts';
import { Viewer } from '../../../sandbox/host/viewer.ts';
import { Rig } from '../../../sandbox/rig/rig.ts';
import type { ServerMessage } from '../../../sandbox/wire/messages.ts';
import { holdingProgram, startProgram, writeCounterLab } from './counter-lab.ts';

const nothingStored: StoredRig = { keyframe: null, journal: [], markTick: null, paused: false };

/** The socket of a tab, without the network. */
class Line extends EventEmitter {
  readyState = 1;
  bufferedAmount = 0;
  readonly texts: ServerMessage[] = [];
  frames = 0;
  send(data: string | Uint8Array): void {
    if (typeof data === 'string') this.texts.push(JSON.parse(data) as ServerMessage);
    else this.frames += 1;
  }
  close(): void {}
}

describe('a rig on its host', () => {
  let labs: string;
  let sent: FromLabHost[];
  let outbox: JournalOutbox;
  beforeEach(() => {
    labs = mkdtempSync(join(tmpdir(), 'millwright-labs-'));
    writeCounterLab(labs);
    sent = [];
    outbox = new JournalOutbox((message) => sent.push(message));
  });
  afterEach(() => {
    vi.restoreAllMocks();
    rmSync(labs, { recursive: true, force: true });
  });

  function host(rig = 'r1', followLabs = false, named: { academy?: string; edition?: string } = {}) {
    const ticket: RigTicket = { rig, academy: 'default', member: 'm', lab: 'counter', seed: 1, locale: 'en', ...named };
    const send = (message: FromLabHost) => void sent.push(message);
    const log = { info() {}, warn() {}, error() {} };
    const places = { labRoots: [labs], libraryDir: join(labs, 'library') };
    const hosted = new HostedRig(ticket, 1, { ...places, unwatchedSleep: 1e9, followLabs, outbox, send, poke() {}, log });
    const line = new Line();
    const viewer = new Viewer(line as unknown as WebSocket, {
      message: (from, message) => hosted.receive(from, message),
      closed: (from) => hosted.removeViewer(from),
      refused() {},
    });
    hosted.addViewer(viewer);
    const say = (message: object) => line.emit('message', Buffer.from(JSON.stringify(message)), false);
    const last = <K extends ServerMessage['type']>(type: K) =>
      line.texts.findLast((message): message is Extract<ServerMessage, { type: K }> => message.type === type);
    return { hosted, line, say, last };
  }

  /** Everything sent to the journal is durable now. */
  function journalIsWritten(): void {
    outbox.flush();
    for (const message of sent.splice(0)) if (message.type === 'journal') outbox.journalled(message.batch);
  }

  it('acknowledges an input only when it is durable and has acted', () => {
    const { hosted, say, last } = host();
    hosted.start(nothingStored);
    say({ type: 'operate', id: 1, signal: 'plant.Button', value: true });
    hosted.turn(performance.now() + 20);
    expect(last('ack')).toBeUndefined();
    journalIsWritten();
    expect(last('ack')).toMatchObject({ id: 1, tick: 0 });

    const { tick } = last('ack')!;
    say({ type: 'operate', id: 2, signal: 'plant.Button', value: false });
    journalIsWritten();
    expect(last('ack')).toMatchObject({ id: 1, tick });
    hosted.turn(performance.now() + 60);
    expect(last('ack')).toMatchObject({ id: 2 });
  });

  it('keeps the input of a hidden fault from every tab: it is not listed, not streamed, and cannot be operated', () => {
    const file = join(labs, 'counter', 'lab.yaml');
    const fault = 'faults:\n  - { id: weld, effects: [{ set: { plant.Button: TRUE } }] }\nsteps:\n';
    writeFileSync(file, readFileSync(file, 'utf8').replace('steps:\n', fault));
    const { hosted, line, say, last } = host();
    say({ type: 'watch', id: 1, signals: ['plant.Button'] });
    hosted.start(nothingStored);
    expect(last('welcome')!.signals.map(({ name }) => name)).toContain('plant.Presses');
    expect(last('welcome')!.signals.map(({ name }) => name)).not.toContain('plant.Button');
    const { frames } = line;
    say({ type: 'watch', id: 2, signals: ['plant.button'] });
    expect(line.frames).toBe(frames);
    say({ type: 'operate', id: 3, signal: 'plant.Button', value: true });
    expect(last('refused')).toMatchObject({ id: 3, code: 'hiddenSignal' });
  });

  describe('with a lab of its academy’s library', () => {
    const version = (number: number) => `a1/versions/lab-counter/${number}`;
    const publish = (edition: string, minutes: number): void =>
      writeCounterLab(join(labs, 'library', edition, 'labs'), { minutes });
    const minutesOf = (hosted: HostedRig): number | undefined => hosted.lab?.definition.minutes;

    it('runs the version that its ticket names, whatever the installation has under that name', () => {
      publish(version(1), 11);
      publish(version(2), 12);
      const { hosted } = host('r1', false, { academy: 'a1', edition: version(1) });
      hosted.start(nothingStored);
      expect(minutesOf(hosted)).toBe(11);
    });

    it('is built anew with its programs when its owner has chosen another version', () => {
      publish(version(1), 11);
      publish(version(2), 12);
      const { hosted, say, last } = host('r1', false, { academy: 'a1', edition: version(1) });
      hosted.start(nothingStored);
      say({ type: 'download', id: 1, controller: 'plc', mode: 'restart', files: [{ name: 'main.st', text: holdingProgram }] });
      hosted.turn(performance.now() + 50);
      journalIsWritten();
      const { programHash } = last('state')!.state.controllers.plc!;
      hosted.use(version(2));
      hosted.housekeep(performance.now());
      expect(minutesOf(hosted)).toBe(12);
      expect(last('welcome')!.state.controllers.plc!.programHash).toBe(programHash);
    });

    it('of another academy, or of a name that leads out of the library, is not there', () => {
      publish('a2/versions/lab-counter/1', 11);
      writeCounterLab(join(labs, 'elsewhere', 'labs'));
      for (const edition of ['a2/versions/lab-counter/1', 'a1/../../elsewhere', 'a1/versions/../../../elsewhere/1', '/etc', '']) {
        const { hosted, last } = host('r1', false, { academy: 'a1', edition });
        hosted.start(nothingStored);
        expect(last('state')?.state).toMatchObject({
          phase: 'failed',
          failure: { en: expect.stringContaining('was not found') },
        });
      }
    });

    it('follows every save of a draft', () => {
      publish('a1/draft', 11);
      const { hosted } = host('r1', false, { academy: 'a1', edition: 'a1/draft' });
      hosted.start(nothingStored);
      publish('a1/draft', 13);
      hosted.housekeep(performance.now());
      expect(minutesOf(hosted)).toBe(13);
    });
  });

  describe('in time', () => {
    function running() {
      const all = host();
      all.hosted.start(nothingStored);
      all.say({ type: 'watch', id: 1, signals: ['plant.Button'] });
      const advance = (milliseconds: number): void => {
        all.hosted.turn(performance.now() + milliseconds);
      };
      const state = () => all.last('state')!.state;
      return { ...all, advance, state };
    }

    it('shows the past while what is stands still, refuses to change it, and goes on from it when asked', () => {
      const { say, last, state, advance } = running();
      advance(400);
      say({ type: 'time', id: 2, do: 'rewind', tick: 5 });
      journalIsWritten();
      expect(last('state')).toMatchObject({ tick: 5 });
      expect(state()).toMatchObject({ phase: 'paused', time: { past: true } });
      const { headTick } = state().time;
      say({ type: 'operate', id: 3, signal: 'plant.Button', value: true });
      expect(last('refused')).toMatchObject({ id: 3, code: 'inThePast' });
      say({ type: 'time', id: 4, do: 'resume' });
      expect(last('refused')).toMatchObject({ id: 4, code: 'inThePast' });
      say({ type: 'time', id: 5, do: 'fork' });
      expect(state()).toMatchObject({ time: { past: false, headTick: 5, branches: [{ fromTick: 5, toTick: headTick }] } });
      say({ type: 'time', id: 6, do: 'restore', branch: 1 });
      expect(state().time).toMatchObject({ past: false, headTick });
    });

    it('a fork is kept: the rig that comes back after a crash is the new present', () => {
      const { say, advance } = running();
      advance(400);
      say({ type: 'time', id: 2, do: 'rewind', tick: 5 });
      sent.length = 0;
      say({ type: 'time', id: 3, do: 'fork' });
      expect(sent.find((message) => message.type === 'keyframe')).toMatchObject({ keyframe: { tick: 5 } });
    });

    it('runs at another speed', () => {
      const { say, hosted, state } = running();
      say({ type: 'time', id: 2, do: 'speed', value: 10 });
      expect(state().time.speed).toBe(10);
      const before = state().time.headTick;
      const now = performance.now();
      hosted.turn(now);
      hosted.turn(now + 100);
      say({ type: 'time', id: 3, do: 'pause' });
      const ticks = state().time.headTick - before;
      expect(ticks).toBeGreaterThan(90);
    });

    it('stands before a statement, and tells which', () => {
      const { say, state } = running();
      say({ type: 'time', id: 2, do: 'pause' });
      say({ type: 'time', id: 3, do: 'into' });
      expect(state().time.statement).toMatchObject({ controller: 'plc', kind: 'paused', number: 1 });
      say({ type: 'time', id: 4, do: 'scan' });
      expect(state().time.statement).toBe(null);
    });

    it('tells what was forced at the moment that is shown', () => {
      const { say, last, advance } = running();
      advance(400);
      say({ type: 'force', id: 2, signal: 'plc.Motor', value: true });
      advance(400);
      expect(last('forces')?.forces).toHaveLength(1);
      say({ type: 'time', id: 3, do: 'rewind', tick: 5 });
      expect(last('forces')?.forces).toEqual([]);
      say({ type: 'time', id: 4, do: 'live' });
      expect(last('forces')?.forces).toHaveLength(1);
    });

    it('steps only while time is paused', () => {
      const { say, last } = running();
      say({ type: 'time', id: 2, do: 'back' });
      expect(last('refused')).toMatchObject({ id: 2, code: 'notPaused' });
    });
  });

  describe('with a push button in its scene', () => {
    beforeEach(() => {
      const svg = '<svg xmlns="http://www.w3.org/2000/svg"><circle r="5" data-press="plant.Button"/></svg>';
      writeFileSync(join(labs, 'counter', 'scene.svg'), svg);
    });

    function inputs() {
      outbox.flush();
      return sent.flatMap((message) =>
        message.type === 'journal' ? message.records.flatMap((entry) => (entry.kind === 'input' ? [entry.input] : [])) : [],
      );
    }

    it('lets the button go when the tab that held it is gone', () => {
      const { hosted, line, say } = host();
      hosted.start(nothingStored);
      say({ type: 'operate', id: 1, signal: 'plant.Button', value: true });
      line.emit('close');
      expect(inputs()).toEqual([
        { kind: 'operate', signal: 'plant.Button', value: true },
        { kind: 'operate', signal: 'plant.Button', value: false },
      ]);
    });

    it('does nothing when the button had been let go before', () => {
      const { hosted, line, say } = host();
      hosted.start(nothingStored);
      say({ type: 'operate', id: 1, signal: 'plant.Button', value: true });
      say({ type: 'operate', id: 2, signal: 'plant.Button', value: false });
      line.emit('close');
      expect(inputs()).toHaveLength(2);
    });

    it('lets the button go before it sleeps', () => {
      const { hosted, say } = host();
      hosted.start(nothingStored);
      say({ type: 'operate', id: 1, signal: 'plant.Button', value: true });
      hosted.sleep();
      expect(inputs().at(-1)).toMatchObject({ value: false });
    });

    it('lets the button go that was held when its lab host was killed: no hand of before is on a rig that comes back', () => {
      const { hosted, line, say } = host();
      const pressed = { sequence: 1, tick: 0, input: { kind: 'operate', signal: 'plant.Button', value: true } } as const;
      say({ type: 'watch', id: 1, signals: ['plant.Button'] });
      hosted.start({ ...nothingStored, journal: [pressed], markTick: 40 });
      expect(inputs()).toEqual([{ kind: 'operate', signal: 'plant.Button', value: false }]);
      // Whoever presses it now holds it: only what stood from before sprang back.
      say({ type: 'operate', id: 2, signal: 'plant.Button', value: true });
      expect(inputs()).toHaveLength(2);
      line.emit('close');
      expect(inputs().at(-1)).toMatchObject({ value: false });
      expect(inputs()).toHaveLength(3);
    });

    it('lets the button go that was held at the moment from which time goes on', () => {
      const { hosted, say } = host();
      hosted.start(nothingStored);
      say({ type: 'operate', id: 1, signal: 'plant.Button', value: true });
      hosted.turn(performance.now() + 200);
      say({ type: 'operate', id: 2, signal: 'plant.Button', value: false });
      hosted.turn(performance.now() + 400);
      say({ type: 'time', id: 3, do: 'rewind', tick: 10 });
      expect(inputs()).toHaveLength(2);
      say({ type: 'time', id: 4, do: 'fork' });
      expect(inputs()).toHaveLength(3);
      expect(inputs().at(-1)).toMatchObject({ signal: 'plant.Button', value: false });
    });

    it('presses nothing and lets nothing go on a rig that was left alone', () => {
      const { hosted } = host();
      hosted.start({ ...nothingStored, markTick: 40 });
      expect(inputs()).toEqual([]);
    });
  });

  it('fails alone, in words, when its code throws; a reset gives a new one with the same programs', () => {
    const { hosted, say, last } = host();
    const other = host('r2');
    hosted.start(nothingStored);
    other.hosted.start(nothingStored);
    say({ type: 'download', id: 1, controller: 'plc', files: [{ name: 'main.st', text: holdingProgram }], mode: 'restart' });
    const broken = vi.spyOn(Rig.prototype, 'advance').mockImplementationOnce(() => {
      throw new Error('a wire came loose');
    });
    hosted.turn(performance.now() + 20);
    expect(broken).toHaveBeenCalledOnce();
    const { state } = last('state')!;
    expect(state.phase).toBe('failed');
    expect(state.failure?.en).toContain('a wire came loose');
    expect(state.failure?.['zh-CN']).toContain('我们的错误');

    other.hosted.turn(performance.now() + 20);
    other.say({ type: 'ping', id: 5 });
    expect(other.last('pong')!.tick).toBeGreaterThan(0);

    say({ type: 'operate', id: 2, signal: 'plant.Button', value: true });
    expect(last('refused')).toMatchObject({ id: 2, code: 'failed' });
    say({ type: 'reset', id: 3, keepPrograms: true });
    expect(last('welcome')!.programs.plc![0]!.text).toBe(holdingProgram);
    expect(last('welcome')!.state.phase).toBe('running');
    expect(last('ack')?.id).not.toBe(3);
    hosted.keyframeKept();
    hosted.keyframeKept();
    expect(last('ack')).toMatchObject({ id: 3 });
  });

  it("builds a failed rig with the lab's own programs when it is asked to", () => {
    const { hosted, say, last } = host();
    hosted.start({ ...nothingStored, journal: [{ sequence: 1, tick: 0, input: { kind: 'stop', controller: 'plc' } }] });
    vi.spyOn(Rig.prototype, 'advance').mockImplementationOnce(() => {
      throw new Error('again');
    });
    hosted.turn(performance.now() + 20);
    say({ type: 'reset', id: 1, keepPrograms: false });
    expect(last('welcome')!.programs.plc![0]!.text).toBe(startProgram);
    const keyframe = sent.findLast((message) => message.type === 'keyframe');
    expect(keyframe?.type === 'keyframe' && keyframe.keyframe.sequence).toBe(1);
  });

  it('sends no frames into a line that is full, and all that changed once it drains', () => {
    const { hosted, line, say } = host();
    hosted.start(nothingStored);
    say({ type: 'watch', id: 1, signals: ['plant.Steps'] });
    const before = line.frames;
    line.bufferedAmount = 1e6;
    hosted.turn(performance.now() + 100);
    expect(line.frames).toBe(before);
    line.bufferedAmount = 0;
    hosted.turn(performance.now() + 200);
    expect(line.frames).toBe(before + 1);
  });

  it('lets time go that it cannot make up for, instead of racing after it', () => {
    const { hosted, say, last } = host();
    hosted.start(nothingStored);
    hosted.turn(performance.now() + 60_000);
    say({ type: 'ping', id: 1 });
    expect(last('pong')!.tick).toBe(1);
  });

  describe('of an author', () => {
    const plantFile = (): string => join(labs, 'counter', 'plant.st');
    const save = (from: string, to: string): void => {
      const text = readFileSync(plantFile(), 'utf8');
      expect(text).toContain(from);
      writeFileSync(plantFile(), text.replace(from, to));
    };
    function running(follows: boolean) {
      const all = host('r1', follows);
      all.hosted.start(nothingStored);
      all.say({
        type: 'download',
        id: 1,
        controller: 'plc',
        files: [{ name: 'main.st', text: holdingProgram }],
        mode: 'restart',
      });
      all.hosted.turn(performance.now() + 400);
      return all;
    }

    it('is built anew when its lab was saved, with the program that was downloaded, and goes on', () => {
      const { hosted, last } = running(true);
      const before = last('welcome')!.labHash;
      save('Presses : DINT;', 'Presses : DINT;\n  Saved : BOOL := TRUE;');
      hosted.housekeep(performance.now());
      const welcome = last('welcome')!;
      expect(welcome.labHash).not.toBe(before);
      expect(welcome.tick).toBe(0);
      expect(welcome.signals.map(({ name }) => name)).toContain('plant.Saved');
      expect(welcome.programs.plc?.[0]?.text).toBe(holdingProgram);
      expect(sent.findLast((message) => message.type === 'keyframe')).toMatchObject({ keyframe: { labHash: welcome.labHash } });
      hosted.turn(performance.now() + 100);
      expect(last('state')?.state.phase).toBe('running');
    });

    it('takes the new start where nobody wrote a program', () => {
      const all = host('r1', true);
      all.hosted.start(nothingStored);
      const changed = startProgram.replace('Motor := Start;', 'Motor := NOT Start;');
      writeFileSync(join(labs, 'counter', 'start', 'main.st'), changed);
      all.hosted.housekeep(performance.now());
      expect(all.last('welcome')?.programs.plc?.[0]?.text).toBe(changed);
    });

    it('stays as it is while the saved lab has a mistake', () => {
      const { hosted, last } = running(true);
      const { labHash } = last('welcome')!;
      save('Steps := Steps + 1;', 'Steps := Stepps + 1;');
      hosted.housekeep(performance.now());
      hosted.turn(performance.now() + 100);
      expect(last('welcome')!.labHash).toBe(labHash);
      expect(last('state')?.state.phase).toBe('running');
    });

    it('and of a trainee is left alone', () => {
      const { hosted, last } = running(false);
      const { labHash } = last('welcome')!;
      save('Presses : DINT;', 'Presses : DINT;\n  Saved : BOOL := TRUE;');
      hosted.housekeep(performance.now());
      expect(last('welcome')!.labHash).toBe(labHash);
    });
  });
});
