/**
 * Addresses as people write them. `1!40001.3#CDAB`: unit 1, the first holding register, its bit 3, words turned.
 *
 * - `40001` or `400001`: the first digit is the table (0 coils, 1 discrete inputs, 3 input registers, 4 holding registers), the rest counts
 *   from 1. Numbers without a table's digit (`1` to `9999`) are coils, as in Modicon's books, where their 0 is left out.
 * - `hr:0`, `ir:0`, `di:0`, `co:0`: as on the wire, counted from 0.
 */
import { type ByteOrder, orderNamed, orderNames } from './byte-order.ts';
import type { LocalizedText, Table } from './messages.ts';

export interface ModbusAddress {
  /** `null`: the connection's own. */
  unit: number | null;
  table: Table;
  /** On the wire: from 0. */
  address: number;
  /** Of a register, 0 the least significant. */
  bit: number | null;
  order: ByteOrder | null;
}

export type ParsedAddress =
  | { ok: true; address: ModbusAddress }
  /** The part that is wrong begins at `at` and is `length` characters long. */
  | { ok: false; message: LocalizedText; at: number; length: number };

const tablesByDigit: Readonly<Record<string, Table>> = {
  0: 'coils',
  1: 'discrete-inputs',
  3: 'input-registers',
  4: 'holding-registers',
};
const tablesByPrefix: Readonly<Record<string, Table>> = {
  co: 'coils',
  di: 'discrete-inputs',
  ir: 'input-registers',
  hr: 'holding-registers',
};
const digitOf: Readonly<Record<Table, string>> = {
  coils: '0',
  'discrete-inputs': '1',
  'input-registers': '3',
  'holding-registers': '4',
};

/** `40001`; beyond the 9,999th `410000`, as six digits. */
export function addressName(table: Table, address: number): string {
  const number = `${address + 1}`;
  return digitOf[table] + number.padStart(number.length > 4 ? 5 : 4, '0');
}

export function parseAddress(text: string): ParsedAddress {
  const whole = text.trim();
  const lead = text.length - text.trimStart().length;
  const mark = whole.indexOf('!');
  const hash = whole.indexOf('#');
  const unitText = mark < 0 ? null : whole.slice(0, mark);
  const orderText = hash < 0 ? null : whole.slice(hash + 1);
  const place = whole.slice(mark + 1, hash < 0 ? undefined : hash);
  const dot = place.indexOf('.');
  const bitText = dot < 0 ? null : place.slice(dot + 1);
  const reference = dot < 0 ? place : place.slice(0, dot);
  const referenceAt = lead + mark + 1;
  const wrong = (message: LocalizedText, at: number, part: string): ParsedAddress => ({
    ok: false,
    message,
    at,
    length: Math.max(1, part.length),
  });

  if (unitText !== null && !(/^\d{1,3}$/.test(unitText) && Number(unitText) <= 255))
    return wrong(badUnit(unitText), lead, unitText);
  const found = placeOf(reference);
  if ('en' in found) return wrong(found, referenceAt, reference);
  const bits = found.table === 'coils' || found.table === 'discrete-inputs';
  if (bitText !== null) {
    if (bits || !(/^\d{1,2}$/.test(bitText) && Number(bitText) <= 15))
      return wrong(bits ? bitOfBit(reference) : badBit(bitText), referenceAt + dot + 1, bitText);
  }
  const order = orderText === null ? null : orderNamed(orderText);
  if (orderText !== null && (order === null || bits))
    return wrong(bits ? orderOfBit(reference) : badOrder(orderText), lead + hash + 1, orderText);
  return {
    ok: true,
    address: {
      unit: unitText === null ? null : Number(unitText),
      ...found,
      bit: bitText === null ? null : Number(bitText),
      order,
    },
  };
}

function placeOf(reference: string): { table: Table; address: number } | LocalizedText {
  const [prefix, offset, ...more] = reference.split(':');
  if (offset !== undefined) {
    const table = tablesByPrefix[(prefix ?? '').toLowerCase()];
    if (!table || more.length > 0) return noTablePrefix(prefix ?? '');
    return /^\d{1,5}$/.test(offset) && Number(offset) <= 0xffff ? { table, address: Number(offset) } : beyondWire(offset);
  }
  if (!/^\d{1,6}$/.test(reference)) return noAddress(reference);
  const table = reference.length < 5 ? 'coils' : tablesByDigit[reference[0]!];
  if (!table) return noTableDigit(reference);
  const number = Number(reference.length < 5 ? reference : reference.slice(1));
  if (number === 0) return fromOne(table, reference);
  return number > 0x10000 ? beyondTable(table, reference) : { table, address: number - 1 };
}

const badUnit = (unit: string): LocalizedText => ({
  en: `Before “!” stands the unit id, a number from 0 to 255; here it is “${unit}”.`,
  'zh-CN': `“!”之前是单元号，取 0 到 255；这里是“${unit}”。`,
});

const badBit = (bit: string): LocalizedText => ({
  en: `A register has the bits 0 to 15; there is no bit “${bit}”.`,
  'zh-CN': `寄存器只有第 0 到 15 位；没有第“${bit}”位。`,
});

const bitOfBit = (reference: string): LocalizedText => ({
  en: `${reference} is a single bit already: leave out what follows the dot.`,
  'zh-CN': `${reference} 本身就是一个位：请去掉点号及其后的内容。`,
});

const orderOfBit = (reference: string): LocalizedText => ({
  en: `${reference} is a single bit and has no byte order: leave out what follows “#”.`,
  'zh-CN': `${reference} 是单个位，没有字节序：请去掉“#”及其后的内容。`,
});

const badOrder = (order: string): LocalizedText => ({
  en: `“#${order}” is no byte order. Write the bytes of the value in the order in which they arrive: ${orderNames.join(', ')}. (Letters such as BB or LL mean another order in every product.)`,
  'zh-CN': `“#${order}”不是字节序。请按到达顺序写出该值的各个字节：${orderNames.join('、')}。（BB、LL 这类写法在不同产品中含义不同。）`,
});

const noTablePrefix = (prefix: string): LocalizedText => ({
  en: `There is no table “${prefix}”. Write co: (coils), di: (discrete inputs), ir: (input registers) or hr: (holding registers), then the address from 0.`,
  'zh-CN': `没有“${prefix}”这张表。请写 co:（线圈）、di:（离散输入）、ir:（输入寄存器）或 hr:（保持寄存器），后面跟从 0 开始的地址。`,
});

const beyondWire = (offset: string): LocalizedText => ({
  en: `An address after the colon is a number from 0 to 65535; here it is “${offset}”.`,
  'zh-CN': `冒号后的地址取 0 到 65535；这里是“${offset}”。`,
});

const noAddress = (reference: string): LocalizedText => ({
  en: `“${reference}” is no Modbus address. Write 40001 for the first holding register (30001 input register, 10001 discrete input, 1 coil), or hr:0 as on the wire.`,
  'zh-CN': `“${reference}”不是 Modbus 地址。第一个保持寄存器写作 40001（输入寄存器 30001、离散输入 10001、线圈 1），或按报文写作 hr:0。`,
});

const noTableDigit = (reference: string): LocalizedText => ({
  en: `No table begins with ${reference[0]}: 0 are coils, 1 discrete inputs, 3 input registers, 4 holding registers. For an address as on the wire write hr:${reference}.`,
  'zh-CN': `没有以 ${reference[0]} 开头的表：0 为线圈，1 为离散输入，3 为输入寄存器，4 为保持寄存器。如果是报文中的地址，请写 hr:${reference}。`,
});

const fromOne = (table: Table, reference: string): LocalizedText => ({
  en: `${reference} does not exist: written this way, addresses count from 1, and the first one is ${addressName(table, 0)}. If the device's manual counts from 0, write ${prefixOf(table)}:0.`,
  'zh-CN': `${reference} 不存在：这种写法从 1 开始计数，第一个是 ${addressName(table, 0)}。如果设备手册从 0 开始计数，请写 ${prefixOf(table)}:0。`,
});

const beyondTable = (table: Table, reference: string): LocalizedText => ({
  en: `${reference} is beyond the table: the last one is ${addressName(table, 0xffff)}.`,
  'zh-CN': `${reference} 超出了该表：最后一个是 ${addressName(table, 0xffff)}。`,
});

const prefixOf = (table: Table): string => Object.keys(tablesByPrefix).find((prefix) => tablesByPrefix[prefix] === table) ?? 'hr';
