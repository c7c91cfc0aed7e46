/** The fields of one S7comm PDU, each with its place. */
import type { Direction, Field, Message } from '../dissection.ts';
import { elementBytes, formatAddress, type ValueType } from './address.ts';
import { bytesText, cut, Fields, hex, named, plain } from './fields.ts';
import { type Area, bytesOfItem, sizes, type TransportSize } from './items.ts';
import {
  areaNameOf,
  dataSizeNames,
  errorNames,
  functionNames,
  groupNames,
  itemCodeNames,
  kindNames,
  sizeNameOf,
  subFunctionNames,
} from './names.ts';
import { functions, headerLength, kinds, protocolId } from './pdu.ts';

/** A job or a request whose answer is awaited: which function, and what it named. */
export interface Asked {
  label: string;
  items: string[];
  sizes: string[];
}

export interface DissectedPdu {
  fields: Field[];
  summary: string;
  state: Message['state'];
  /** What the answer will be about. */
  asks: Asked | null;
  reference: number;
}

const lengthsDiffer = {
  en: 'The lengths in the header do not add up to the bytes that are there.',
  'zh-CN': '头部写的长度与实际字节数不一致。',
};

/** `base`: offset of the PDU in its message. `answered`: what the request of this reference named, if known. */
export function dissectPdu(
  bytes: Uint8Array,
  base: number,
  direction: Direction,
  answered: (reference: number) => Asked | undefined,
): DissectedPdu {
  const all = new Fields(bytes, base);
  const kind = bytes[1] ?? 0;
  const head = headerLength(kind);
  const header = all.group('Header', kindNames[kind] ?? hex(kind, 2), 0, head);
  const id = all.add('Protocol Id', 0, 1, (value) => hex(value, 2), header.fields);
  if (id !== protocolId) {
    header.fields[0]!.wrong = { en: 'S7comm begins with 0x32.', 'zh-CN': 'S7comm 以 0x32 开头。' };
    return { fields: all.list, summary: 'No S7comm', state: 'malformed', asks: null, reference: 0 };
  }
  all.add('ROSCTR', 1, 1, (value) => named(value, kindNames), header.fields);
  all.add('Redundancy Identification', 2, 2, (value) => hex(value, 4), header.fields);
  const reference = all.add('Protocol Data Unit Reference', 4, 2, plain, header.fields);
  const parameterLength = all.add('Parameter length', 6, 2, plain, header.fields);
  const dataLength = all.add('Data length', 8, 2, plain, header.fields);
  let error = 0;
  if (head === 12)
    error = all.add(
      'Error class and code',
      10,
      2,
      (value) => (value === 0 ? '0x0000' : named(value, errorNames, 4)),
      header.fields,
    );
  if (head + parameterLength + dataLength !== bytes.length && !all.broken) {
    all.broken = true;
    header.wrong = lengthsDiffer;
  }
  const dataAt = head + parameterLength;
  const known = kind === kinds.job ? undefined : answered(reference);
  const asked: Asked = { label: '', items: [], sizes: [] };
  let state: Message['state'] = error === 0 ? 'ok' : 'error';
  let summary: string;
  if (parameterLength === 0) summary = `${kindNames[kind] ?? 'Unknown'}${error === 0 ? '' : `: ${named(error, errorNames, 4)}`}`;
  else if (kind === kinds.userData) [summary, state] = userData(all, head, parameterLength, dataAt, dataLength, asked, known);
  else {
    const parameter = all.group('Parameter', '', head, parameterLength);
    const wanted = all.add('Function', head, 1, (value) => named(value, functionNames), parameter.fields);
    parameter.value = asked.label = functionNames[wanted] ?? `Function ${hex(wanted, 2)}`;
    const toServer = kind === kinds.job;
    const codes: number[] = [];
    if (wanted === functions.setup && error === 0) setup(all, head, parameter.fields);
    else if (wanted === functions.read || wanted === functions.write) {
      const count = all.add('Item count', head + 1, 1, plain, parameter.fields);
      if (toServer) items(all, head + 2, dataAt, count, parameter.fields, asked);
      const labels = toServer ? asked : known;
      if (dataLength > 0 && (wanted === functions.read || toServer)) codes.push(...data(all, dataAt, count, labels, toServer));
      else if (dataLength > 0) codes.push(...writeCodes(all, dataAt, count, known));
    }
    const bad = codes.find((code) => code !== 0xff);
    if (!toServer && bad !== undefined) state = 'error';
    const what = (toServer ? asked.items : (known?.items ?? [])).join('; ');
    summary = `${asked.label}${toServer ? '' : ' answer'}${what === '' ? '' : `: ${what}`}`;
    if (error !== 0) summary += `: ${named(error, errorNames, 4)}`;
    else if (!toServer && bad !== undefined) summary += `: ${named(bad, itemCodeNames)}`;
  }
  if (all.broken) state = 'malformed';
  const asks = direction === 'to-server' && state !== 'malformed' ? asked : null;
  return { fields: all.list, summary, state, asks, reference };
}

function setup(all: Fields, at: number, into: Field[]): void {
  all.add('Max AmQ (parallel jobs with ack) calling', at + 2, 2, plain, into);
  all.add('Max AmQ (parallel jobs with ack) called', at + 4, 2, plain, into);
  all.add('PDU length', at + 6, 2, plain, into);
}

/** The items of a read or a write, from `at` to `end`. */
function items(all: Fields, start: number, end: number, count: number, into: Field[], asked: Asked): void {
  let at = start;
  for (let index = 0; index < count; index += 1) {
    if (at >= end) {
      all.broken = true;
      all.group(`Item [${index + 1}]`, '', at, 0, into).wrong = cut;
      return;
    }
    const length = (all.bytes[at + 1] ?? 0) + 2;
    const item = all.group(`Item [${index + 1}]`, '', at, length, into);
    all.add('Variable specification', at, 1, (value) => hex(value, 2), item.fields);
    all.add('Length of following address specification', at + 1, 1, plain, item.fields);
    const syntax = all.add('Syntax Id', at + 2, 1, (value) => (value === 0x10 ? 'S7ANY (0x10)' : hex(value, 2)), item.fields);
    if (syntax === 0x10 && length === 12) {
      const size = all.add('Transport size', at + 3, 1, (value) => sizeNameOf.get(value) ?? hex(value, 2), item.fields);
      const elements = all.add('Length', at + 4, 2, plain, item.fields);
      const db = all.add('DB number', at + 6, 2, plain, item.fields);
      const area = areaNameOf.get(all.add('Area', at + 8, 1, (value) => areaNameOf.get(value) ?? hex(value, 2), item.fields));
      const counts = area === 'T' || area === 'C';
      const place = all.add('Address', at + 9, 3, (value) => (counts ? `${value}` : `${value >> 3}.${value & 7}`), item.fields);
      const sizeName = sizeNameOf.get(size) ?? hex(size, 2);
      item.value = labelOf(area, db, place, sizeName, elements);
      asked.sizes.push(sizeName);
    } else {
      item.value = 'another syntax';
      asked.sizes.push('');
    }
    asked.items.push(item.value);
    at += length + (index + 1 < count ? length & 1 : 0);
  }
}

/** An item as people write its address, or in plain figures when it names what we do not know. */
function labelOf(area: Area | undefined, db: number, place: number, size: string, count: number): string {
  const type = size === 'BIT' ? 'BOOL' : size;
  if (area === undefined || !isType(type)) return `${size} at ${place >> 3}.${place & 7}`;
  const counts = area === 'T' || area === 'C';
  return formatAddress({ area, db, byte: counts ? place : place >> 3, bit: counts ? 0 : place & 7, type, count, length: 0 });
}

const isType = (name: string): name is ValueType => Object.hasOwn(elementBytes, name);

/** Items of data; answers their codes. */
function data(all: Fields, start: number, count: number, labels: Asked | undefined, toServer: boolean): number[] {
  const group = all.group('Data', '', start, all.bytes.length - start);
  const codes: number[] = [];
  let at = start;
  for (let index = 0; index < count && !all.broken; index += 1) {
    const label = labels?.items[index];
    const item = all.group(`Item [${index + 1}]`, label ?? '', at, 4, group.fields);
    const code = all.add('Return code', at, 1, (value) => named(value, itemCodeNames), item.fields);
    const size = all.add('Transport size', at + 1, 1, (value) => named(value, dataSizeNames), item.fields);
    const said = all.add('Length', at + 2, 2, plain, item.fields);
    codes.push(toServer ? 0xff : code);
    const length = size === 3 || size === 4 || size === 5 ? (said + 7) >> 3 : said;
    if (length > 0)
      all.add(
        'Data',
        at + 4,
        length,
        () => valueText(all.bytes.subarray(at + 4, at + 4 + length), labels?.sizes[index]),
        item.fields,
      );
    item.length = Math.min(4 + length, Math.max(0, all.bytes.length - at));
    at += 4 + length;
    if (index + 1 < count && length & 1) {
      all.add('Fill byte', at, 1, (value) => hex(value, 2), group.fields);
      at += 1;
    }
  }
  return codes;
}

function writeCodes(all: Fields, start: number, count: number, known: Asked | undefined): number[] {
  const group = all.group('Data', '', start, count);
  return Array.from({ length: count }, (_, index) =>
    all.add(
      `Item [${index + 1}]${known?.items[index] ? ` ${known.items[index]}` : ''}`,
      start + index,
      1,
      (value) => named(value, itemCodeNames),
      group.fields,
    ),
  );
}

const isSize = (name: string): name is TransportSize => Object.hasOwn(sizes, name);

/** Bytes, and what they say if one element of that size was asked for. */
function valueText(bytes: Uint8Array, size: string | undefined): string {
  const text = bytesText(bytes);
  if (size === undefined || !isSize(size) || bytes.length !== bytesOfItem({ size, count: 1 })) return text;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (size === 'REAL') return `${text} = ${view.getFloat32(0)}`;
  if (size === 'INT') return `${text} = ${view.getInt16(0)}`;
  if (size === 'WORD') return `${text} = ${view.getUint16(0)}`;
  if (size === 'DINT' || size === 'TIME') return `${text} = ${view.getInt32(0)}`;
  return size === 'DWORD' ? `${text} = ${view.getUint32(0)}` : text;
}

function userData(
  all: Fields,
  at: number,
  parameterLength: number,
  dataAt: number,
  dataLength: number,
  asked: Asked,
  known: Asked | undefined,
): [string, Message['state']] {
  const parameter = all.group('Parameter', '', at, parameterLength);
  all.add('Parameter head', at, 3, (value) => hex(value, 6), parameter.fields);
  const length = all.add('Parameter length', at + 3, 1, plain, parameter.fields);
  all.add(
    'Method',
    at + 4,
    1,
    (value) => (value === 0x11 ? 'Request (0x11)' : value === 0x12 ? 'Response (0x12)' : hex(value, 2)),
    parameter.fields,
  );
  const kinds: Readonly<Record<number, string>> = { 0: 'Push', 4: 'Request', 8: 'Response' };
  const both = all.add(
    'Type and function group',
    at + 5,
    1,
    (value) => `${kinds[value >> 4] ?? '?'}, ${groupNames[value & 15] ?? value & 15}`,
    parameter.fields,
  );
  const names = subFunctionNames[both & 15] ?? {};
  const sub = all.add('Subfunction', at + 6, 1, (value) => named(value, names), parameter.fields);
  all.add('Sequence number', at + 7, 1, plain, parameter.fields);
  let error = 0;
  if (length === 8) {
    all.add('Data unit reference number', at + 8, 1, plain, parameter.fields);
    all.add('Last data unit', at + 9, 1, (value) => (value === 0 ? 'Yes (0x00)' : `No (${hex(value, 2)})`), parameter.fields);
    error = all.add(
      'Error code',
      at + 10,
      2,
      (value) => (value === 0 ? '0x0000' : named(value, errorNames, 4)),
      parameter.fields,
    );
  }
  asked.label = names[sub] ?? `${groupNames[both & 15] ?? 'Userdata'}, function ${sub}`;
  if (dataLength > 0) {
    const group = all.group('Data', '', dataAt, dataLength);
    const code = all.add('Return code', dataAt, 1, (value) => named(value, itemCodeNames), group.fields);
    all.add('Transport size', dataAt + 1, 1, (value) => named(value, dataSizeNames), group.fields);
    const bytes = all.add('Length', dataAt + 2, 2, plain, group.fields);
    if ((both & 15) === 4 && sub === 1 && bytes >= 4 && code === 0xff) {
      const id = all.add('SZL-ID', dataAt + 4, 2, (value) => hex(value, 4), group.fields);
      const index = all.add('SZL-Index', dataAt + 6, 2, (value) => hex(value, 4), group.fields);
      if (both >> 4 === 4) asked.items.push(`${hex(id, 4)}, index ${hex(index, 4)}`);
      if (bytes > 4)
        all.add('Data', dataAt + 8, bytes - 4, () => bytesText(all.bytes.subarray(dataAt + 8, dataAt + 4 + bytes)), group.fields);
    } else if (bytes > 0)
      all.add('Data', dataAt + 4, bytes, () => bytesText(all.bytes.subarray(dataAt + 4, dataAt + 4 + bytes)), group.fields);
  }
  const response = both >> 4 !== 4;
  const what = (response ? (known?.items ?? []) : asked.items).join('; ');
  const summary = `${asked.label}${response ? ' answer' : ''}${what === '' ? '' : `: ${what}`}`;
  parameter.value = asked.label;
  return error === 0 ? [summary, 'ok'] : [`${summary}: ${named(error, errorNames, 4)}`, 'error'];
}
