import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import { runCheck } from '#sandbox/grading/run-check.ts';
import type { RigTicket } from '#sandbox/host/api.ts';
import type { FromLabHost, StoredKeyframe, StoredRig } from '#sandbox/host/channel.ts';
import { HostedRig } from '#sandbox/host/hosted-rig.ts';
import { JournalOutbox } from '#sandbox/host/journal-outbox.ts';
import { Viewer } from '#sandbox/host/viewer.ts';
import type { Lab } from '#sandbox/lab/lab.ts';
import { loadLabs } from '#sandbox/lab/load.ts';
import type { LabCheck } from '#sandbox/lab/schema.ts';
import { Random } from '#sandbox/rig/random.ts';
import { Rig } from '#sandbox/rig/rig.ts';
import type { RigState, ServerMessage } from '#sandbox/wire/messages.ts';
import { visibleSignals } from '../../../sandbox/lab/visible-signals.ts';

const labsFolder = `${import.meta.dirname}/../../../labs`;
const { labs } = loadLabs([labsFolder]);
const seed = 9;

/** A rig on its host, without processes and sockets; the journal is durable at once, as after a flush. */
function hosted(lab: Lab) {
  const ticket: RigTicket = { rig: lab.slug, academy: 'default', member: 'm', lab: lab.slug, seed, locale: 'en' };
  let keyframe: StoredKeyframe | null = null;
  const outbox = new JournalOutbox((message) => {
    if (message.type === 'journal') queueMicrotask(() => outbox.journalled(message.batch));
  });
  const around = {
    labRoots: [labsFolder],
    unwatchedSleep: 1e9,
    outbox,
    send: (message: FromLabHost) => {
      if (message.type === 'keyframe') keyframe = message.keyframe;
    },
    poke() {},
    log: { info() {}, warn() {}, error() {} },
  };
  const states: { tick: number; state: RigState }[] = [];
  const wake = (stored: StoredRig) => {
    const rig = new HostedRig(ticket, 1, around);
    const line = Object.assign(new EventEmitter(), {
      readyState: 1,
      bufferedAmount: 0,
      send: (data: string | Uint8Array) => {
        if (typeof data !== 'string') return;
        const message = JSON.parse(data) as ServerMessage;
        if (message.type === 'state') states.push(message);
      },
      close() {},
    });
    const viewer = new Viewer(line as unknown as WebSocket, {
      message: (from, message) => rig.receive(from, message),
      closed: (from) => rig.removeViewer(from),
      refused() {},
    });
    rig.addViewer(viewer);
    rig.start(stored);
    let id = 0;
    const say = (message: object) => {
      id += 1;
      line.emit('message', Buffer.from(JSON.stringify({ ...message, id })), false);
    };
    return { rig, say };
  };
  return {
    wake,
    stored: (): StoredRig => ({ keyframe, journal: [], markTick: null, paused: false }),
    last: () => states.at(-1)!,
  };
}

describe.each([...labs.values()])('$slug', (lab) => {
  it('live, paused, stepped, rewound, slept and woken, straight, and graded: one trace', () => {
    const house = hosted(lab);
    let { rig, say } = house.wake({ keyframe: null, journal: [], markTick: null, paused: false });
    let now = performance.now();
    const live = (milliseconds: number): void => {
      for (let done = 0; done < milliseconds; done += 37) {
        now += 37;
        rig.turn(now);
      }
    };
    const head = (): number => {
      // The state tells where time stands; asking for the speed it has changes nothing.
      say({ type: 'time', do: 'speed', value: 1 });
      return house.last().state.time.headTick;
    };
    // Switches, not push buttons: a button springs back when the rig sleeps, as an input that nobody here has made.
    const probe = Rig.build(lab, { seed }).rig!;
    const momentary = new Set([...lab.scene.matchAll(/data-press="([^"]*)"/g)].map((match) => match[1]!.toUpperCase()));
    const maySee = visibleSignals(lab);
    const switches = probe
      .signals()
      .filter(({ name, operable, type }) => operable && type === 'BOOL' && maySee(name) && !momentary.has(name.toUpperCase()));
    const pushed = probe.signals().filter(({ name }) => momentary.has(name.toUpperCase()));
    const random = Random.of(seed, lab.slug);
    const inputs: { tick: number; signal: string; value: boolean }[] = [];
    const operate = (signal: string, value: boolean): void => {
      inputs.push({ tick: head(), signal, value });
      say({ type: 'operate', signal, value });
    };
    const some = <T>(list: T[]): T | undefined => list[Number(random.between(0n, BigInt(Math.max(0, list.length - 1))))];

    for (let round = 0; round < 6; round++) {
      const button = some(pushed);
      if (button) operate(button.name, true);
      live(120 + 90 * round);
      if (button) operate(button.name, false);
      const turned = some(switches);
      if (turned) operate(turned.name, round % 2 === 0);
      live(300);
      say({ type: 'time', do: 'pause' });
      for (let step = 0; step < 5; step++) say({ type: 'time', do: 'step' });
      say({ type: 'time', do: 'rewind', tick: Math.max(0, head() - 30) });
      say({ type: 'time', do: 'into' });
      say({ type: 'time', do: 'live' });
      say({ type: 'time', do: 'scan' });
      say({ type: 'time', do: 'resume' });
      now = Math.max(now, performance.now());
      live(100);
      if (round === 3) {
        rig.sleep();
        ({ rig, say } = house.wake(house.stored()));
        now = performance.now();
      }
    }
    say({ type: 'time', do: 'pause' });
    const { tick, state } = house.last();
    expect(inputs.length === 0 || tick > inputs.at(-1)!.tick).toBe(true);

    const straight = Rig.build(lab, { seed }).rig!;
    for (const input of inputs) {
      straight.advance(input.tick - straight.tick);
      expect(straight.apply({ kind: 'operate', signal: input.signal, value: input.value }).ok).toBe(true);
    }
    straight.advance(tick - straight.tick);
    expect(straight.traceHash).toBe(state.traceHash);

    const check: LabCheck = { ...lab.definition.steps[0]!.checks[0]!, scenario: [], require: [], ways: [] };
    const run = runCheck({ lab, check, programs: lab.start, seed, events: inputs, ticks: tick });
    expect(run.hash).toBe(state.traceHash);
  });
});
