/**
 * A unit of a Modbus server that shows signals of the rig, as the lab's map says. Every table is one block from its lowest to its highest
 * mapped address: what lies between and is not mapped reads 0, as reserved registers of real devices do, and takes no write.
 */
import { type RegisterPlace, registerPlaces } from '../../../lab/register-places.ts';
import type { RegisterEntry } from '../../../lab/schema-devices.ts';
import type { ModbusUnit, Refusal } from '../../../protocols/modbus/memory.ts';
import type { LocalizedText, Table } from '../../../protocols/modbus/messages.ts';
import { decodeRegisters, encodeRegisters } from '../../../protocols/modbus/registers.ts';
import type { DeviceHands } from '../device-hands.ts';
import { unknownSignal } from './map-messages.ts';
import { scaled } from './scaled.ts';

const noSuchAddress: Refusal = { exception: 0x02 };
const notAllowed: Refusal = { exception: 0x03 };
const failure: Refusal = { exception: 0x04 };

export type Mapped = { ok: true; unit: ModbusUnit } | { ok: false; at: string; message: LocalizedText };

/** The unit, or the first entry of the map that cannot be. */
export function mappedUnit(map: readonly RegisterEntry[], hands: DeviceHands): Mapped {
  const placed = registerPlaces(map, (signal) => hands.read(signal)?.type ?? null);
  if (placed.ok) return { ok: true, unit: unitOf(placed.places, hands) };
  return { ok: false, at: placed.entry.at, message: placed.message ?? unknownSignal(placed.entry.signal) };
}

function unitOf(places: readonly RegisterPlace[], hands: DeviceHands): ModbusUnit {
  const of = (table: Table) => places.filter((place) => place.table === table);
  const tables: Record<Table, RegisterPlace[]> = {
    coils: of('coils'),
    'discrete-inputs': of('discrete-inputs'),
    'input-registers': of('input-registers'),
    'holding-registers': of('holding-registers'),
  };
  const within = (table: Table, address: number, quantity: number): RegisterPlace[] | null => {
    const mapped = tables[table];
    if (mapped.length === 0) return null;
    const lowest = Math.min(...mapped.map(({ from }) => from));
    const highest = Math.max(...mapped.map(({ from, count }) => from + count));
    if (address < lowest || address + quantity > highest) return null;
    return mapped.filter((place) => place.from < address + quantity && address < place.from + place.count);
  };
  return {
    readBits: (table, address, quantity) => {
      const met = within(table, address, quantity);
      if (!met) return noSuchAddress;
      const bits = Array<boolean>(quantity).fill(false);
      for (const { entry, from } of met) bits[from - address] = hands.read(entry.signal)?.value === true;
      return bits;
    },
    readRegisters: (table, address, quantity) => {
      const met = within(table, address, quantity);
      if (!met) return noSuchAddress;
      const registers = Array<number>(quantity).fill(0);
      for (const place of met) {
        const words = wordsOf(place, hands);
        if (!words) return failure;
        for (const [index, word] of words.entries()) {
          const at = place.from + index - address;
          // Bits of one register are signals of their own.
          if (at >= 0 && at < quantity) registers[at] = (registers[at] ?? 0) | word;
        }
      }
      return registers;
    },
    writeCoils: (address, bits) => {
      const met = within('coils', address, bits.length);
      if (!met || met.length < bits.length || met.some(({ entry }) => !entry.write)) return noSuchAddress;
      for (const { entry, from } of met) if (!hands.write(entry.signal, bits[from - address] === true)) return failure;
      return null;
    },
    writeRegisters: (address, registers) => {
      const met = within('holding-registers', address, registers.length);
      const covered = met?.reduce((sum, { count }) => sum + count, 0) ?? 0;
      if (!met || covered < registers.length || met.some(({ entry }) => !entry.write)) return noSuchAddress;
      // Half a value is none: a device refuses to be written in the middle of a REAL.
      if (met.some(({ from, count }) => from < address || from + count > address + registers.length)) return noSuchAddress;
      for (const place of met) {
        const read = decodeRegisters(place.of, registers.slice(place.from - address), place.order);
        const value = read.ok ? scaled(read.value, 1 / place.entry.scale, hands.read(place.entry.signal)?.type ?? '') : null;
        if (value === null) return notAllowed;
        if (!hands.write(place.entry.signal, value)) return failure;
      }
      return null;
    },
  };
}

function wordsOf({ entry, of, order }: RegisterPlace, hands: DeviceHands): number[] | null {
  const signal = hands.read(entry.signal);
  if (!signal) return null;
  const value = scaled(signal.value, entry.scale, of.type);
  const encoded = value === null ? null : encodeRegisters(of, value, order);
  return encoded?.ok ? encoded.value : null;
}
