/** A lab with a network: a meter that shows the plant in its registers, read and written by a client on the same network. */
import { describe, expect, test } from 'vitest';
import { linkProfiles } from '#sandbox/lab/schema-network.ts';
import { profiles } from '#sandbox/network/profiles.ts';
import { bigEndian, bytesFromRegisters, orderNamed } from '#sandbox/protocols/modbus/byte-order.ts';
import { ModbusClient } from '#sandbox/protocols/modbus/client.ts';
import type { Request } from '#sandbox/protocols/modbus/messages.ts';
import { decodeRegisters } from '#sandbox/protocols/modbus/registers.ts';
import { Rig } from '#sandbox/rig/rig.ts';
import { makeLab } from '../made-lab.ts';

const plant = `PROGRAM plant
VAR_INPUT Load : REAL := 12.5; Breaker : BOOL; Coil : BOOL; END_VAR
VAR_OUTPUT Power : REAL; Energy : DINT; Closed : BOOL; END_VAR
  Closed := Breaker;
  Power := Load * 2.0;
  Energy := Energy + 1;
END_PROGRAM
`;

const map = [
  { at: '30001', signal: 'plant.Power' },
  { at: '30003#CDAB', signal: 'plant.Power' },
  { at: '30007', signal: 'plant.Energy' },
  { at: '10001', signal: 'plant.Closed' },
  { at: '1', signal: 'plant.Breaker', write: true },
  { at: '40001', signal: 'plant.Load', type: 'INT', scale: 10, write: true },
  { at: '40002', signal: 'plant.Power' },
  { at: '40010', signal: 'plant.Load', type: 'INT' },
];

const lab = (more: Record<string, unknown> = {}, units: unknown = { 1: { map } }) =>
  makeLab({
    plant,
    start: { plc: 'PROGRAM main\nVAR Out AT %QX0.0 : BOOL; END_VAR\nEND_PROGRAM\n' },
    rig: {
      controllers: { plc: { program: 'start/main.st', outputs: { Coil: { at: '%QX0.0', to: 'plant.Coil' } } } },
      network: {
        hosts: { laptop: { address: '10.0.1.5' }, meter: { address: '10.0.1.20' } },
        links: [{ between: ['laptop', 'meter'] }],
      },
      devices: { meter: { host: 'meter', modbus: { units } } },
      ...more,
    },
  });

function bench(built = Rig.build(lab(), { seed: 1 })) {
  const rig = built.rig!;
  const client = new ModbusClient({ host: 'meter' });
  rig.network!.carrier.attach('bench', { host: 'laptop', ports: [], party: client });
  const ask = (request: Request, unit = 1) => {
    client.ask(unit, request, rig.timeNs);
    rig.advance(20);
    return client.results()[0]?.outcome;
  };
  return { rig, client, ask };
}

const registersOf = (outcome: ReturnType<ReturnType<typeof bench>['ask']>): number[] =>
  outcome?.kind === 'answer' && 'registers' in outcome.answer ? [...outcome.answer.registers] : [];

describe('a device on the rig’s network', () => {
  test('shows the plant in its registers, in the order of words that its map says', () => {
    const { ask } = bench();
    const registers = registersOf(ask({ code: 4, address: 0, quantity: 4 }));
    expect(decodeRegisters({ type: 'REAL' }, registers.slice(0, 2))).toEqual({ ok: true, value: 25 });
    expect(decodeRegisters({ type: 'REAL' }, registers.slice(2, 4), orderNamed('CDAB')!)).toEqual({ ok: true, value: 25 });
    expect(registers.slice(0, 2)).toEqual(registers.slice(2, 4).reverse());
    expect(bytesFromRegisters(registers.slice(0, 2), bigEndian)).toEqual(Uint8Array.of(0x41, 0xc8, 0, 0));
  });

  test('registers between mapped ones read 0; beyond them there is nothing', () => {
    const { ask } = bench();
    expect(registersOf(ask({ code: 4, address: 4, quantity: 2 }))).toEqual([0, 0]);
    expect(ask({ code: 4, address: 7, quantity: 2 })).toEqual({ kind: 'exception', exception: 2 });
    expect(ask({ code: 4, address: 0, quantity: 1 }, 9)).toEqual({ kind: 'exception', exception: 11 });
  });

  test('what may be written acts on the plant from the next tick on; scale and type are the map’s', () => {
    const { rig, ask } = bench();
    expect(ask({ code: 6, address: 0, value: 333 })?.kind).toBe('answer');
    expect(rig.value('plant.Power')).toBeCloseTo(66.6, 4);
    expect(registersOf(ask({ code: 3, address: 0, quantity: 1 }))).toEqual([333]);
    expect(ask({ code: 5, address: 0, value: true })?.kind).toBe('answer');
    expect(rig.value('plant.Closed')).toBe(true);
    expect(ask({ code: 6, address: 1, value: 1 })).toEqual({ kind: 'exception', exception: 2 });
  });

  test('what the map does not give for writing is not written, though an operator could', () => {
    const { rig, ask } = bench();
    expect(ask({ code: 6, address: 9, value: 99 })).toEqual({ kind: 'exception', exception: 2 });
    expect(rig.value('plant.Load')).toBe(12.5);
    expect(ask({ code: 5, address: 1, value: true })).toEqual({ kind: 'exception', exception: 2 });
  });

  test('saved and restored in the middle of polling, the rig goes on as if nobody had looked', () => {
    const answers = (disturbed: boolean) => {
      const { rig, client } = bench();
      const seen: string[] = [];
      let current = rig;
      for (let poll = 0; poll < 20; poll++) {
        client.ask(1, { code: 4, address: 0, quantity: 4 }, current.timeNs);
        current.advance(1);
        if (disturbed && poll === 10) {
          const saved = current.save();
          // As the store keeps it: everything but memory is JSON.
          const again = Rig.restore(current.lab, { ...saved, state: JSON.parse(JSON.stringify(saved.state)) }).rig!;
          // The bench is no part of the rig: it joins the restored one as a tool would, and connects anew.
          again.network!.carrier.attach('bench', { host: 'laptop', ports: [], party: client });
          current = again;
        }
        current.advance(4);
        for (const { outcome } of client.results()) seen.push(outcome.kind);
      }
      return { seen, hash: current.traceHash };
    };
    expect(answers(true)).toEqual(answers(false));
  });

  test('a reset is a device as on the first tick', () => {
    const { rig, ask } = bench();
    ask({ code: 6, address: 0, value: 333 });
    rig.apply({ kind: 'reset', keepPrograms: true });
    expect(rig.network!.network.streams).toBe(0);
    expect(rig.value('plant.Load')).toBe(12.5);
  });

  test('a map that cannot be is told with the device, the register and what to do', () => {
    const wrong = (entry: Record<string, unknown>) =>
      Rig.build(lab({}, { 1: { map: [map[0], entry] } }), { seed: 1 }).problems[0]?.message;
    expect(wrong({ at: '30002', signal: 'plant.Energy' })?.en).toContain('meter, 30002: 30002 and 30001 share registers');
    expect(wrong({ at: '30005', signal: 'plant.Powr' })?.en).toContain('The rig has no signal "plant.Powr"');
    expect(wrong({ at: '7x', signal: 'plant.Power' })?.['zh-CN']).toContain('设备 meter，7x');
  });

  test('the kinds of links that a lab may name are those that the network knows', () => {
    expect([...linkProfiles].sort()).toEqual(Object.keys(profiles).sort());
  });
});

test('a single scan of a rig without a controller, or whose controller stands, is one tick', () => {
  const stopped = Rig.build(lab(), { seed: 1 }).rig!;
  stopped.apply({ kind: 'stop', controller: 'plc' });
  expect(stopped.advanceToScan()).toBe(1);
  const none = Rig.build(lab({ controllers: {} }), { seed: 1 }).rig!;
  expect(none.advanceToScan()).toBe(1);
  expect(none.tick).toBe(1);
});
