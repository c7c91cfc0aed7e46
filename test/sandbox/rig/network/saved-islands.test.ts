/**
 * A rig that is saved and restored, or forked, at any instant goes on as the undisturbed one: in the middle of a poll, of a QoS 2
 * handshake, of an outage. Compared are the trace, every message at the broker, every packet on every link, and the gateway's state.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TimeTravel } from '#sandbox/host/time-travel.ts';
import type { Rig } from '#sandbox/rig/rig.ts';
import { again, built } from './devices/device-lab.ts';
import { islandsLab, Witness } from './islands.ts';

const lab = islandsLab();
const ticks = 2_200;

function undisturbed(seed: number, look: (rig: Rig, tick: number) => void = () => {}) {
  const rig = built(lab, seed);
  const witness = new Witness();
  witness.look(rig);
  for (let tick = 1; tick <= ticks; tick++) {
    rig.advance(1);
    look(rig, tick);
  }
  return witness.told(rig);
}

/** Saved and restored at these ticks, one after the other. */
function disturbed(seed: number, at: readonly number[]) {
  let rig = built(lab, seed);
  const witness = new Witness();
  witness.look(rig);
  let now = 0;
  for (const tick of at) {
    rig.advance(tick - now);
    now = tick;
    rig = again(rig);
    witness.look(rig);
  }
  rig.advance(ticks - now);
  return witness.told(rig);
}

const told = new Map<number, ReturnType<typeof undisturbed>>();
const expected = (seed: number) => {
  const known = told.get(seed) ?? undisturbed(seed);
  told.set(seed, known);
  return known;
};

interface Parties {
  parties: Record<string, { jobs?: unknown[]; work?: unknown[]; sessions?: { incoming: unknown[]; inFlight: unknown[] }[] }>;
}
const partiesOf = (rig: Rig): Parties['parties'] => (rig.network!.save() as Parties).parties;

/** The first instants at which what is asked is under way. */
function moments(seed: number): Record<string, number> {
  const found: Record<string, number> = {};
  const note = (what: string, holds: boolean, tick: number) => {
    if (holds) found[what] ??= tick;
  };
  undisturbed(seed, (rig, tick) => {
    if (tick < 200) return;
    const parties = partiesOf(rig);
    const sessions = parties['hub.broker']?.sessions ?? [];
    const up = rig.network!.network.links().find(({ id }) => id === 'to-edge')!.up;
    note('a Modbus request is worked at', (parties['dosing.modbus']?.jobs?.length ?? 0) > 0, tick);
    note('an S7 request is worked at', (parties['press.s7']?.work?.length ?? 0) > 0, tick);
    note(
      'a QoS 2 message is not yet released',
      sessions.some(({ incoming }) => incoming.length > 0),
      tick,
    );
    note('the line is down', !up, tick);
    note('the line has been down for long', !up && tick > 1_500, tick);
    note('the line is up again', up && tick > 1_700, tick);
  });
  return found;
}

describe('a network with a gateway, saved and restored', () => {
  test('the undisturbed run does what it is there for: polls, messages, an outage', () => {
    const { messages, gateway } = expected(1);
    for (const topic of ['uns/dosing', 'uns/meter', 'uns/press', 'uns/sensor', ' sensor 2'])
      expect(messages.filter((line) => line.includes(topic)).length, topic).toBeGreaterThan(5);
    expect(JSON.stringify(gateway)).not.toContain('"tags":[]');
  });

  test('in the middle of each thing that can be under way', () => {
    const found = moments(1);
    expect(Object.keys(found).sort()).toEqual([
      'a Modbus request is worked at',
      'a QoS 2 message is not yet released',
      'an S7 request is worked at',
      'the line has been down for long',
      'the line is down',
      'the line is up again',
    ]);
    for (const [what, tick] of Object.entries(found)) expect(disturbed(1, [tick]), what).toEqual(expected(1));
  });

  test('at any instants, with any of several seeds', () => {
    const instants = fc.uniqueArray(fc.integer({ min: 0, max: ticks - 1 }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), instants, (seed, at) => {
        expect(
          disturbed(
            seed,
            at.toSorted((a, b) => a - b),
          ),
        ).toEqual(expected(seed));
      }),
      { numRuns: 12 },
    );
  });

  test('two forks of one keyframe go the same way, and neither disturbs the other', () => {
    const rig = built(lab, 2);
    rig.advance(1_200);
    const saved = rig.save();
    const forks = [again(rig), again(rig)];
    const ends = forks.map((fork) => {
      const witness = new Witness();
      witness.look(fork);
      fork.advance(ticks - 1_200);
      return witness.told(fork);
    });
    expect(ends[0]).toEqual(ends[1]);
    expect(ends[0]!.hash).toBe(expected(2).hash);
    expect(ends[0]!.gateway).toEqual(expected(2).gateway);
    expect(rig.save()).toEqual(saved);
  });

  test('rewound, forked and gone on with, the head tells what it told before', () => {
    const kept = new Map<number, Uint8Array>();
    const travel = new TimeTravel(built(lab, 3), {
      spill: (segment, packed) => void kept.set(segment, packed),
      forget: (segments) => {
        for (const segment of segments) kept.delete(segment);
      },
    });
    const rewind = (tick: number) => {
      const missing = travel.missing(tick);
      if (missing !== null) travel.history.fetched(missing, kept.get(missing)!);
      travel.rewind(tick);
    };
    for (let tick = 0; tick < ticks; tick += 10) {
      travel.head.advance(10);
      travel.record();
    }
    const { hash, gateway, links } = expected(3);
    for (const tick of [1_777, 1_130, 640]) {
      rewind(tick);
      expect(travel.shown.tick).toBe(tick);
      expect(travel.shown.traceHash).not.toBe(hash);
    }
    expect(travel.fork()).toBe(true);
    while (travel.head.tick < ticks) {
      travel.head.advance(10);
      travel.record();
    }
    const witness = new Witness().told(travel.head);
    expect(witness).toMatchObject({ hash, gateway, links });
  });
});
