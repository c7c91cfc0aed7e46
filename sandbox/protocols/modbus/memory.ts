/** What a Modbus server serves: units with four tables. A rig implements it over its signals; `BlockUnit` holds values of its own. */
import type { DeviceIdentification } from './identification.ts';
import { exceptions } from './messages.ts';

/** The exceptions that a memory may answer: 02 no such address, 03 value not allowed, 04 device failure, 06 busy. */
export interface Refusal {
  exception: 0x02 | 0x03 | 0x04 | 0x06;
}

type BitTable = 'coils' | 'discrete-inputs';
type RegisterTable = 'input-registers' | 'holding-registers';

/** Addresses count from 0; `address + quantity` never passes 65,536. A write is done whole or not at all. */
export interface ModbusUnit {
  readBits(table: BitTable, address: number, quantity: number): boolean[] | Refusal;
  /** Each from 0 to 65,535. */
  readRegisters(table: RegisterTable, address: number, quantity: number): number[] | Refusal;
  writeCoils(address: number, bits: readonly boolean[]): Refusal | null;
  writeRegisters(address: number, registers: readonly number[]): Refusal | null;
  /** What function 43/14 answers; a unit without it answers exception 01. */
  readonly identification?: DeviceIdentification;
}

export interface ModbusMemory {
  /**
   * The unit with that id, or what stands in its place: nothing that answers (exception 0B), or a path that is down (exception 0A), as
   * a gateway tells them apart.
   */
  unit(id: number): ModbusUnit | 'unknown' | 'path-unavailable';
}

/** A run of neighbouring values from an address on. */
export interface Block<T> {
  address: number;
  values: T[];
}

/** A unit whose tables are blocks: what lies in none does not exist, and one request cannot reach across two, as in many real devices. */
export class BlockUnit implements ModbusUnit {
  readonly bits: Readonly<Record<BitTable, readonly Block<boolean>[]>>;
  readonly registers: Readonly<Record<RegisterTable, readonly Block<number>[]>>;
  readonly identification?: DeviceIdentification;

  constructor(
    tables: Partial<Record<BitTable, readonly Block<boolean>[]> & Record<RegisterTable, readonly Block<number>[]>>,
    identification?: DeviceIdentification,
  ) {
    this.bits = { coils: tables.coils ?? [], 'discrete-inputs': tables['discrete-inputs'] ?? [] };
    this.registers = {
      'input-registers': tables['input-registers'] ?? [],
      'holding-registers': tables['holding-registers'] ?? [],
    };
    this.identification = identification;
  }

  readBits(table: BitTable, address: number, quantity: number): boolean[] | Refusal {
    return readFrom(this.bits[table], address, quantity);
  }

  readRegisters(table: RegisterTable, address: number, quantity: number): number[] | Refusal {
    return readFrom(this.registers[table], address, quantity);
  }

  writeCoils(address: number, bits: readonly boolean[]): Refusal | null {
    return writeTo(this.bits.coils, address, bits);
  }

  writeRegisters(address: number, registers: readonly number[]): Refusal | null {
    return writeTo(this.registers['holding-registers'], address, registers);
  }
}

const noSuchAddress: Refusal = { exception: exceptions.illegalDataAddress };

function holding<T>(blocks: readonly Block<T>[], address: number, quantity: number): Block<T> | undefined {
  return blocks.find((block) => address >= block.address && address + quantity <= block.address + block.values.length);
}

function readFrom<T>(blocks: readonly Block<T>[], address: number, quantity: number): T[] | Refusal {
  const block = holding(blocks, address, quantity);
  return block ? block.values.slice(address - block.address, address - block.address + quantity) : noSuchAddress;
}

function writeTo<T>(blocks: readonly Block<T>[], address: number, values: readonly T[]): Refusal | null {
  const block = holding(blocks, address, values.length);
  if (!block) return noSuchAddress;
  for (let index = 0; index < values.length; index += 1) block.values[address - block.address + index] = values[index]!;
  return null;
}
