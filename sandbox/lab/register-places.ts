/** Where the values of a unit's map stand: which registers or bits each takes, and whether two of them share one. */
import type { LocalizedText } from '../iec61131/diagnostics.ts';
import { parseAddress } from '../protocols/modbus/address.ts';
import { type ByteOrder, bigEndian } from '../protocols/modbus/byte-order.ts';
import type { Table } from '../protocols/modbus/messages.ts';
import { parseRegisterType, type RegisterType, registerCount } from '../protocols/modbus/registers.ts';
import type { RegisterEntry } from './schema-devices.ts';

export interface RegisterPlace {
  entry: RegisterEntry;
  table: Table;
  /** On the wire: from 0. */
  from: number;
  count: number;
  of: RegisterType;
  order: ByteOrder;
}

export type RegisterPlaces =
  | { ok: true; places: RegisterPlace[] }
  /** The first entry that cannot be; `message` is `null` when its signal is not there. */
  | { ok: false; entry: RegisterEntry; message: LocalizedText | null };

/** A table has so many registers or bits (Modbus Application Protocol 1.1b3, 4.3). */
const area = 65_536;

/** `typeOf`: of a signal by its name; `null` when there is none, `unknown` where only the running program tells. */
export function registerPlaces(map: readonly RegisterEntry[], typeOf: (signal: string) => string | null): RegisterPlaces {
  const places: RegisterPlace[] = [];
  for (const entry of map) {
    const parsed = parseAddress(entry.at);
    if (!parsed.ok) return { ok: false, entry, message: parsed.message };
    const { table, address, bit, order } = parsed.address;
    const signal = typeOf(entry.signal);
    if (signal === null) return { ok: false, entry, message: null };
    const bits = table === 'coils' || table === 'discrete-inputs';
    const written = bits ? 'BOOL' : (entry.type ?? registerTypeOf(signal));
    if (written === 'unknown') continue;
    const type = parseRegisterType(written, bit ?? 0);
    if (!type.ok) return { ok: false, entry, message: type.message };
    const count = bits ? 1 : registerCount(type.value);
    if (address + count > area) return { ok: false, entry, message: beyond(entry.at, count) };
    const overlaps = places.find(
      (place) => place.table === table && address < place.from + place.count && place.from < address + count,
    );
    if (overlaps && !(overlaps.of.type === 'BOOL' && type.value.type === 'BOOL' && overlaps.of.bit !== type.value.bit))
      return { ok: false, entry, message: taken(entry.at, overlaps.entry.at) };
    places.push({ entry, table, from: address, count, of: type.value, order: order ?? bigEndian });
  }
  return { ok: true, places };
}

/** How a signal is written into registers unless its map says so. */
function registerTypeOf(type: string): string {
  const same = ['BOOL', 'INT', 'UINT', 'DINT', 'UDINT', 'LINT', 'ULINT', 'REAL', 'LREAL'];
  if (same.includes(type)) return type;
  const like: Record<string, string> = {
    SINT: 'INT',
    USINT: 'UINT',
    BYTE: 'UINT',
    WORD: 'UINT',
    DWORD: 'UDINT',
    LWORD: 'ULINT',
    TIME: 'LINT',
    LTIME: 'LINT',
  };
  return like[type] ?? type;
}

const taken = (at: string, other: string): LocalizedText => ({
  en: `${at} and ${other} share registers. Leave each value as many registers as its type takes.`,
  'zh-CN': `${at} 与 ${other} 占用了相同的寄存器。请为每个值留出其类型所需的寄存器数。`,
});
const beyond = (at: string, count: number): LocalizedText => ({
  en: `${at} takes ${count} registers and leaves the table, which ends at the 65,536th. Begin further in front.`,
  'zh-CN': `${at} 需要 ${count} 个寄存器，超出了该表的末尾（第 65536 个）。请从更靠前的地址开始。`,
});
