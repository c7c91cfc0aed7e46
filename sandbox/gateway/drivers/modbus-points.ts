/** What a tag's address and type mean to Modbus: a table, places in it, and a value in them. */
import { type ModbusAddress, parseAddress } from '../../protocols/modbus/address.ts';
import { type ByteOrder, bigEndian } from '../../protocols/modbus/byte-order.ts';
import type { Table } from '../../protocols/modbus/messages.ts';
import { parseRegisterType, type RegisterType, registerCount } from '../../protocols/modbus/registers.ts';
import type { Point } from '../driver.ts';
import type { TagType } from '../schema.ts';
import type { Text } from '../text.ts';

export interface ModbusPoint {
  name: string;
  unit: number;
  table: Table;
  /** Of the first register or bit, as on the wire. */
  start: number;
  length: number;
  /** `null`: a coil or a discrete input. */
  type: RegisterType | null;
  order: ByteOrder;
}

/** Types of IEC 61131-3 that take a whole register, whatever they need. */
const inRegisters: Partial<Record<TagType, string>> = { SINT: 'INT', USINT: 'UINT', BYTE: 'UINT', WORD: 'UINT', DWORD: 'UDINT' };

export function readPoint(point: Point, unit: number): { point: ModbusPoint } | { wrong: Text } {
  const parsed = parseAddress(point.address);
  if (!parsed.ok) return { wrong: parsed.message };
  const { address } = parsed;
  const place = { name: point.name, unit: address.unit ?? unit, table: address.table, start: address.address };
  if (isBits(address.table)) {
    if (point.type !== undefined && point.type !== 'BOOL') return { wrong: bitsOnly(point, point.type) };
    return { point: { ...place, length: 1, type: null, order: bigEndian } };
  }
  const type = typeOf(point, address);
  if ('wrong' in type) return type;
  const length = registerCount(type);
  if (place.start + length > 0x10000) {
    return {
      wrong: {
        en: `${point.address} is the end of the table: a ${point.type ?? 'UINT'} takes ${length} registers.`,
        'zh-CN': `${point.address} 已到表尾：${point.type ?? 'UINT'} 占用 ${length} 个寄存器。`,
      },
    };
  }
  return { point: { ...place, length, type, order: address.order ?? bigEndian } };
}

export const isBits = (table: Table): boolean => table === 'coils' || table === 'discrete-inputs';
export const isWritable = (table: Table): boolean => table === 'coils' || table === 'holding-registers';

function typeOf({ type, length }: Point, { bit }: ModbusAddress): RegisterType | { wrong: Text } {
  if (bit !== null && type !== undefined && type !== 'BOOL') {
    return {
      wrong: {
        en: `One bit of a register is a BOOL, not a ${type}. Leave out the type, or the bit.`,
        'zh-CN': `寄存器的一位是 BOOL，不是 ${type}。请去掉类型或位号。`,
      },
    };
  }
  if (type === 'STRING' && length === undefined) {
    return {
      wrong: {
        en: 'A STRING in registers has a fixed room. Write length: the number of its characters.',
        'zh-CN': '寄存器中的 STRING 长度固定。请写 length：字符数。',
      },
    };
  }
  const name = type ?? (bit === null ? 'UINT' : 'BOOL');
  const read = parseRegisterType(name === 'STRING' ? `STRING[${length}]` : (inRegisters[name] ?? name), bit ?? 0);
  return read.ok ? read.value : { wrong: read.message };
}

const bitsOnly = ({ address }: Point, type: TagType): Text => ({
  en: `${address} is a single bit: a BOOL, not a ${type}. Holding registers begin at 40001.`,
  'zh-CN': `${address} 是单个位：类型为 BOOL，不是 ${type}。保持寄存器从 40001 开始。`,
});
