/** The controller of a press, as tests meet it. */

import { isAddressError, parseAddress, type S7Address } from '#sandbox/protocols/s7/address.ts';
import { type Clock, encodeClock } from '#sandbox/protocols/s7/clock.ts';
import { BlockMemory, type S7Device } from '#sandbox/protocols/s7/memory.ts';

export const identity = {
  orderNumber: '6ES7 315-2EH14-0AB0',
  firmware: [3, 2, 6] as const,
  systemName: 'PRESS',
  moduleName: 'PLC_1',
  plant: 'Hall 3',
  copyright: 'Millwright',
  serialNumber: 'MW-0001',
  moduleType: 'CPU 315-2 PN/DP',
};

export interface Press extends S7Device {
  memory: BlockMemory;
  running: boolean;
  stoppable: boolean;
  set: Clock | null;
}

/** DB1 of 64 bytes: 0…63 by their place; DB2 of 1,000 zeros; DB3 read-only, DB4 locked, DB5 optimised; I, Q, M, T and C. */
export function press(): Press {
  const zeros = (length: number): { bytes: Uint8Array } => ({ bytes: new Uint8Array(length) });
  const memory = new BlockMemory(
    {
      I: { bytes: Uint8Array.of(0b101, 0, 0x12, 0x34), access: 'read-only' },
      Q: zeros(4),
      M: zeros(32),
      T: zeros(8),
      C: zeros(8),
    },
    {
      1: { bytes: Uint8Array.from({ length: 64 }, (_, at) => at) },
      2: zeros(1000),
      3: { ...zeros(8), access: 'read-only' },
      4: { ...zeros(8), access: 'none' },
      5: { ...zeros(8), access: 'optimised' },
    },
  );
  const device: Press = {
    memory,
    identity,
    running: true,
    stoppable: false,
    set: null,
    mode: () => (device.running ? 'run' : 'stop'),
    blocks: () => ({ OB: [1], DB: [1, 2, 3, 4, 5], FC: [1, 2] }),
    clock: {
      read: (nowNs) => ({ ...morning, second: Number(nowNs / 1_000_000_000n) % 60 }),
      set: (clock) => {
        device.set = clock;
        return device.stoppable;
      },
    },
    control: (what) => {
      if (device.stoppable) device.running = what !== 'stop';
      return device.stoppable;
    },
  };
  return device;
}

export const morning: Clock = { year: 2026, month: 11, day: 22, hour: 7, minute: 30, second: 0, millisecond: 125, weekday: 1 };
export const clockOf = (clock: Clock): Uint8Array => Uint8Array.of(0, 0x20, ...encodeClock(clock));

/** The address; a mistake in a test is an error. */
export function at(written: string): S7Address {
  const address = parseAddress(written);
  if (isAddressError(address)) throw new Error(address.message.en);
  return address;
}

/** Bytes as people write them. */
export const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));
export const text = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('hex')
    .replaceAll(/(..)(?!$)/g, '$1 ');
