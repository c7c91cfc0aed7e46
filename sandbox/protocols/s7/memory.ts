/**
 * What an S7 server serves: areas of bytes, and what a client may know of the device. A rig implements it over its signals; `BlockMemory`
 * holds bytes of its own. Codes are those of an item's answer (`itemCodes` in pdu.ts).
 */
import type { Clock } from './clock.ts';
import type { Area } from './items.ts';
import { itemCodes } from './pdu.ts';

export interface Refusal {
  code: number;
}

/** Places count from 0, in bytes; of timers and counters, twice their number. `db` is 0 except in data blocks. */
export interface S7Memory {
  read(area: Area, db: number, byte: number, length: number): Uint8Array | Refusal;
  /** Whole or not at all. The bytes are the caller's: copy what is kept. */
  write(area: Area, db: number, byte: number, bytes: Uint8Array): Refusal | null;
  writeBit(area: Area, db: number, byte: number, bit: number, value: boolean): Refusal | null;
}

export const blockTypes = { OB: '8', DB: 'A', SDB: 'B', FC: 'C', SFC: 'D', FB: 'E', SFB: 'F' } as const;
export type BlockType = keyof typeof blockTypes;

/** A device: memory, name plate, mode, clock. */
export interface S7Device {
  memory: S7Memory;
  identity: Identity;
  mode(): 'run' | 'stop';
  /** The numbers of the blocks of each kind that it tells of. */
  blocks?(): Partial<Record<BlockType, readonly number[]>>;
  clock?: {
    read(nowNs: bigint): Clock;
    /** `false`: it may not be set. */
    set(clock: Clock, nowNs: bigint): boolean;
  };
  /** A request to stop or to start; `false`, or a device without it: refused by its protection level. */
  control?(what: 'stop' | 'warm-start' | 'cold-start'): boolean;
}

/** Texts of the name plate: ASCII, cut at what their place holds. */
export interface Identity {
  /** "6ES7 315-2EH14-0AB0", 20 characters. */
  orderNumber: string;
  /** Major, minor, patch. */
  firmware: readonly [number, number, number];
  /** 24 characters each but for the serial number, 24, and the type, 32. */
  systemName: string;
  moduleName: string;
  plant: string;
  copyright: string;
  serialNumber: string;
  moduleType: string;
}

/** A block of memory and how it may be reached: `optimised` blocks have no bytes for S7comm, as in newer controllers. */
export interface MemoryBlock {
  bytes: Uint8Array;
  access?: 'full' | 'read-only' | 'none' | 'optimised';
}

/** A memory of blocks: an area each, or one for each number of a data block. */
export class BlockMemory implements S7Memory {
  readonly areas: Readonly<Partial<Record<Exclude<Area, 'DB'>, MemoryBlock>>>;
  readonly dataBlocks: ReadonlyMap<number, MemoryBlock>;

  constructor(areas: Partial<Record<Exclude<Area, 'DB'>, MemoryBlock>>, dataBlocks: Readonly<Record<number, MemoryBlock>> = {}) {
    this.areas = areas;
    this.dataBlocks = new Map(Object.entries(dataBlocks).map(([number, block]) => [Number(number), block]));
  }

  read(area: Area, db: number, byte: number, length: number): Uint8Array | Refusal {
    const found = this.#reach(area, db, byte, length, false);
    return found instanceof Uint8Array ? found.slice() : found;
  }

  write(area: Area, db: number, byte: number, bytes: Uint8Array): Refusal | null {
    const found = this.#reach(area, db, byte, bytes.length, true);
    if (!(found instanceof Uint8Array)) return found;
    found.set(bytes);
    return null;
  }

  writeBit(area: Area, db: number, byte: number, bit: number, value: boolean): Refusal | null {
    const found = this.#reach(area, db, byte, 1, true);
    if (!(found instanceof Uint8Array)) return found;
    found[0] = value ? found[0]! | (1 << bit) : found[0]! & ~(1 << bit);
    return null;
  }

  #reach(area: Area, db: number, byte: number, length: number, writing: boolean): Uint8Array | Refusal {
    const block = area === 'DB' ? this.dataBlocks.get(db) : this.areas[area];
    if (!block || block.access === 'optimised') return { code: itemCodes.noSuchObject };
    if (block.access === 'none' || (writing && block.access === 'read-only')) return { code: itemCodes.accessDenied };
    if (byte + length > block.bytes.length) return { code: itemCodes.outOfRange };
    return block.bytes.subarray(byte, byte + length);
  }
}
