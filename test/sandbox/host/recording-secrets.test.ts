/** Law 7: a recording and a recall tell no more than what a browser may know. */
import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import type { RigTicket } from '../../../sandbox/host/api.ts';
import { eventsOf, Happenings } from '../../../sandbox/host/happenings.ts';
import { HostedRig } from '../../../sandbox/host/hosted-rig.ts';
import { JournalOutbox } from '../../../sandbox/host/journal-outbox.ts';
import { Viewer } from '../../../sandbox/host/viewer.ts';
import type { Lab } from '../../../sandbox/lab/lab.ts';
import { loadLabs } from '../../../sandbox/lab/load.ts';
import { visibleSignals } from '../../../sandbox/lab/visible-signals.ts';
import { Rig } from '../../../sandbox/rig/rig.ts';
import type { ServerMessage } from '../../../sandbox/wire/messages.ts';
import { Tape } from './tape.ts';

const labsFolder = `${import.meta.dirname}/../../../labs`;
const { labs } = loadLabs([labsFolder]);
const withSecrets = [...labs.values()].filter(({ definition }) => definition.faults.some(({ hidden }) => hidden));

it('there is a lab with something to hide', () => {
  const secret = (lab: Lab) =>
    Rig.build(lab, { seed: 4 })
      .rig!.signals()
      .some(({ name }) => !visibleSignals(lab)(name));
  expect(withSecrets.some((lab) => lab.definition.troubleshooting && secret(lab))).toBe(true);
});

describe.each(withSecrets)('$slug', (lab) => {
  it('records and recalls nothing of what it keeps to itself', async () => {
    const ticket: RigTicket = { rig: 'r', academy: 'default', member: 'm', lab: lab.slug, seed: 4, locale: 'en' };
    const log = { info() {}, warn() {}, error() {} };
    const outbox = new JournalOutbox(() => {});
    const hosted = new HostedRig(ticket, 1, { labRoots: [labsFolder], unwatchedSleep: 1e9, outbox, send() {}, poke() {}, log });
    const tape = new Tape();
    const texts: ServerMessage[] = [];
    const line = Object.assign(new EventEmitter(), {
      readyState: 1,
      bufferedAmount: 0,
      send: (data: string | Uint8Array) => (typeof data === 'string' ? void texts.push(JSON.parse(data)) : take(data)),
      close() {},
    });
    // Recording frames only.
    const take = (data: Uint8Array): void => {
      if (data[0] === 2) tape.sendBytes(data);
    };
    const viewer = new Viewer(line as unknown as WebSocket, {
      message: (from, message) => hosted.receive(from, message),
      closed() {},
      refused() {},
    });
    hosted.addViewer(viewer);
    hosted.start({ keyframe: null, journal: [], markTick: null, paused: false });
    const { rig } = Rig.build(lab, { seed: 4 });
    const maySee = visibleSignals(lab);
    const hidden = rig!.signals().filter(({ name }) => !maySee(name));
    if (hidden.length === 0) return;
    const shown = rig!.signals().find(({ name }) => maySee(name))!;
    const signals = [...hidden.slice(0, 31).map(({ name }) => name), shown.name];
    const say = (message: object): void => void line.emit('message', Buffer.from(JSON.stringify(message)), false);
    say({ type: 'record', id: 1, signals });
    for (let turn = 1; turn <= 20; turn++) hosted.turn(performance.now() + turn * 50);
    say({ type: 'recall', id: 2, signals, fromTick: 0, toTick: 50 });
    while (!texts.some((message) => message.type === 'ack' && message.id === 2)) await new Promise(setImmediate);
    expect(tape.frames.some(({ flags }) => (flags & 1) !== 0)).toBe(true);
    expect(tape.frames.some(({ flags }) => (flags & 1) === 0)).toBe(true);
    expect([...tape.changes.keys()]).toEqual([shown.id]);
    hosted.removeViewer(viewer);
  });

  it('tells no event of a hidden fault, nor of a test on the bench', () => {
    const { rig } = Rig.build(lab, { seed: 4 });
    const happenings = new Happenings(rig!);
    for (const { id, hidden } of lab.definition.faults) {
      for (const active of [true, false]) {
        rig!.apply({ kind: 'fault', fault: id, active });
        rig!.advance(1);
        const told = happenings.look();
        if (hidden) expect(told).toEqual([]);
        else expect(told).toMatchObject([{ kind: active ? 'fault-begins' : 'fault-ends', subject: id, tick: rig!.tick }]);
      }
    }
    expect(eventsOf(3, { kind: 'test', test: 'x' })).toEqual([]);
    expect(eventsOf(3, { kind: 'diagnose', fault: 'x' })).toEqual([]);
    expect(eventsOf(3, { kind: 'fault', fault: 'x', active: true })).toEqual([]);
  });
});
