/** The fields of requests and answers, with the names that clause 6 gives them. */
import type { Message } from '../dissection.ts';
import { addressName } from './address.ts';
import { decodeAnswer, isException } from './answers.ts';
import { type FieldReader, hexByte, hexWord } from './fields.ts';
import { objectNames } from './identification.ts';
import {
  exceptionMeanings,
  exceptionName,
  type FunctionCode,
  functionNames,
  type LocalizedText,
  limits,
  type Request,
  tableOf,
} from './messages.ts';
import { decodeRequest, quantityOf } from './requests.ts';

export interface Reading {
  summary: string;
  inChinese: string;
  state: Message['state'];
}

const known = (code: number): code is FunctionCode => Object.hasOwn(functionNames, code);
export const functionName = (code: number): string => (known(code) ? functionNames[code] : `Function ${code}`);
const functionNamesInChinese: Readonly<Record<number, string>> = {
  1: '读线圈',
  2: '读离散输入',
  3: '读保持寄存器',
  4: '读输入寄存器',
  5: '写单个线圈',
  6: '写单个寄存器',
  15: '写多个线圈',
  16: '写多个寄存器',
  22: '屏蔽写寄存器',
  23: '读写多个寄存器',
  43: '读设备标识',
};
const functionInChinese = (code: number): string => functionNamesInChinese[code] ?? `功能码 ${code}`;
const exceptionsInChinese: Readonly<Record<number, string>> = {
  1: '非法功能码',
  2: '非法数据地址',
  3: '非法数据值',
  4: '设备故障',
  6: '设备忙',
  10: '网关路径不可用',
  11: '网关目标设备无响应',
};
const exceptionInChinese = (exception: number): string => `${hexByte(exception)} ${exceptionsInChinese[exception] ?? ''}`.trim();
const onOff = (value: number): string => (value === 0xff00 ? '0xFF00 (ON)' : value === 0 ? '0x0000 (OFF)' : hexWord(value));
const accessNames: Readonly<Record<number, string>> = { 1: 'basic', 2: 'regular', 3: 'extended', 4: 'one object' };
const named = (value: number, name: string | undefined): string => (name ? `${value} (${name})` : `${value}`);

/** `40001`, or `40001…40002`. */
function span(code: Exclude<FunctionCode, 43>, address: number, quantity: number): string {
  const first = addressName(tableOf[code], address);
  return quantity > 1 ? `${first}…${addressName(tableOf[code], address + quantity - 1)}` : first;
}

/** What a request is about, in a few words. */
export function subject(request: Request): string {
  if (request.code === 43) return `${accessNames[request.access]}, from object ${request.object}`;
  const read = span(request.code, request.address, quantityOf(request));
  if (request.code === 6) return `${read} := ${request.value}`;
  if (request.code === 5) return `${read} := ${request.value ? 'ON' : 'OFF'}`;
  return request.code === 23 ? `${read}, written ${span(23, request.writeAddress, request.registers.length)}` : read;
}

function subjectInChinese(request: Request): string {
  if (request.code === 43) return `从对象 ${request.object} 起`;
  if (request.code !== 23) return subject(request);
  return `${span(23, request.address, quantityOf(request))}，写入 ${span(23, request.writeAddress, request.registers.length)}`;
}

/** Reads the request's fields; the reader stands at its PDU. */
export function dissectRequest(reader: FieldReader, pdu: Uint8Array): Reading {
  const request = decodeRequest(pdu);
  const code = reader.byte('Function code', (value) => named(value, known(value) ? functionNames[value] : undefined)) ?? 0;
  requestFields(reader, code);
  reader.rest();
  if (!isException(request)) {
    const inChinese = `${functionInChinese(code)}，${subjectInChinese(request)}`;
    return { summary: `${functionName(code)}, ${subject(request)}`, inChinese, state: 'ok' };
  }
  const wrong = requestFault(pdu, request.exception);
  reader.blame(wrong.text, wrong.field);
  return {
    summary: `${functionName(code)}: ${wrong.text.en}`,
    inChinese: `${functionInChinese(code)}：${wrong.text['zh-CN']}`,
    state: request.exception === 3 ? 'malformed' : 'ok',
  };
}

function requestFields(reader: FieldReader, code: number): void {
  const place = (name: string): number =>
    reader.word(name, (value) => (known(code) && code !== 43 ? `${value} (${addressName(tableOf[code], value)})` : `${value}`)) ??
    0;
  const nameFrom = (address: number) => (index: number) =>
    known(code) && code !== 43 ? addressName(tableOf[code], (address + index) & 0xffff) : `${index}`;
  switch (code) {
    case 1:
    case 2:
    case 3:
    case 4:
      place('Starting Address');
      reader.word('Quantity');
      return;
    case 5:
      place('Output Address');
      reader.word('Output Value', onOff);
      return;
    case 6:
      place('Register Address');
      reader.word('Register Value', (value) => `${value} (${hexWord(value)})`);
      return;
    case 15: {
      const address = place('Starting Address');
      const quantity = reader.word('Quantity') ?? 0;
      reader.byte('Byte Count');
      reader.bits('Outputs Value', quantity, nameFrom(address));
      return;
    }
    case 16: {
      const address = place('Starting Address');
      reader.word('Quantity');
      reader.byte('Byte Count');
      reader.registers('Registers Value', nameFrom(address));
      return;
    }
    case 22:
      place('Reference Address');
      reader.word('And_Mask', hexWord);
      reader.word('Or_Mask', hexWord);
      return;
    case 23: {
      place('Read Starting Address');
      reader.word('Quantity to Read');
      const address = place('Write Starting Address');
      reader.word('Quantity to Write');
      reader.byte('Write Byte Count');
      reader.registers('Write Registers Value', nameFrom(address));
      return;
    }
    case 43:
      reader.byte('MEI Type', (value) => named(value, value === 14 ? 'Read Device Identification' : undefined));
      reader.byte('Read Device ID code', (value) => named(value, accessNames[value]));
      reader.byte('Object Id', (value) => named(value, objectNames[value]));
  }
}

/** Which rule a request breaks, and at which field. */
function requestFault(pdu: Uint8Array, exception: number): { text: LocalizedText; field?: string } {
  const code = pdu[0] ?? 0;
  if (exception === 1)
    return {
      text: { en: 'not a function of this device', 'zh-CN': '设备没有这个功能码' },
      field: code === 43 ? 'MEI Type' : 'Function code',
    };
  if (exception === 2)
    return { text: { en: 'passes the last address, 65535', 'zh-CN': '超出了最后一个地址 65535' }, field: 'Quantity' };
  const quantity = pdu.length < 5 ? 1 : (pdu[3]! << 8) | pdu[4]!;
  const most = mostOf(code);
  if (most !== null && (quantity < 1 || quantity > most))
    return {
      text: { en: `a quantity of ${quantity}: 1 to ${most} are allowed`, 'zh-CN': `数量为 ${quantity}：允许 1 到 ${most}` },
      field: code === 23 ? 'Quantity to Read' : 'Quantity',
    };
  if (code === 5 && pdu.length === 5) return { text: { en: 'neither ON nor OFF', 'zh-CN': '既不是 ON 也不是 OFF' } };
  return { text: { en: 'its length does not fit what it says', 'zh-CN': '长度与内容不符' } };
}

function mostOf(code: number): number | null {
  if (code === 1 || code === 2) return limits.readBits;
  if (code === 3 || code === 4 || code === 23) return limits.readRegisters;
  if (code === 15) return limits.writeBits;
  return code === 16 ? limits.writeRegisters : null;
}

/** Reads the answer's fields; `request` is what it answers, as far as that is known. */
export function dissectAnswer(reader: FieldReader, pdu: Uint8Array, request: Request | null): Reading {
  const code = pdu[0] ?? 0;
  const about = request ? `, ${subject(request)}` : '';
  const aboutInChinese = request ? `，${subjectInChinese(request)}` : '';
  if (code >= 0x80) {
    reader.byte('Error code', (value) => `${hexByte(value)} (${functionName(value & 0x7f)})`);
    const exception = reader.byte('Exception code', exceptionName);
    const meaning = exceptionMeanings[exception ?? -1]?.meaning;
    if (meaning) reader.blame(meaning);
    reader.rest();
    const summary = `${exception === null ? 'Exception' : exceptionName(exception)}: ${functionName(code & 0x7f)}${about}`;
    const name = exception === null ? '异常' : `异常 ${exceptionInChinese(exception)}`;
    const inChinese = `${name}：${functionInChinese(code & 0x7f)}${aboutInChinese}`;
    return { summary, inChinese, state: pdu.length === 2 ? 'error' : 'malformed' };
  }
  reader.byte('Function code', (value) => named(value, known(value) ? functionNames[value] : undefined));
  answerFields(reader, code, request);
  reader.rest();
  const fits = request === null || decodeAnswer(pdu, request) !== null;
  if (!fits) reader.blame({ en: 'does not fit the request', 'zh-CN': '与请求不符' });
  return {
    summary: `${functionName(code)}: ${fits ? 'answer' : 'does not fit the request'}${about}`,
    inChinese: `${functionInChinese(code)}：${fits ? '应答' : '与请求不符'}${aboutInChinese}`,
    state: fits ? 'ok' : 'malformed',
  };
}

function answerFields(reader: FieldReader, code: number, request: Request | null): void {
  const mine = request?.code === code && request.code !== 43 ? request : null;
  const nameOf = (index: number): string =>
    mine ? addressName(tableOf[mine.code], (mine.address + index) & 0xffff) : `${index}`;
  switch (code) {
    case 1:
    case 2: {
      const size = reader.byte('Byte Count') ?? 0;
      reader.bits('Status', mine ? quantityOf(mine) : 8 * size, nameOf);
      return;
    }
    case 3:
    case 4:
    case 23:
      reader.byte('Byte Count');
      reader.registers('Register Value', nameOf);
      return;
    case 5:
    case 6:
    case 22:
      // They echo their requests.
      requestFields(reader, code);
      return;
    case 15:
    case 16:
      reader.word('Starting Address', (value) => `${value} (${addressName(tableOf[code], value)})`);
      reader.word('Quantity');
      return;
    case 43:
      identificationFields(reader);
  }
}

function identificationFields(reader: FieldReader): void {
  reader.byte('MEI Type');
  reader.byte('Read Device ID code', (value) => named(value, accessNames[value]));
  reader.byte('Conformity level', hexByte);
  reader.byte('More Follows', (value) => named(value, value === 0xff ? 'yes' : 'no'));
  reader.byte('Next Object Id');
  const count = reader.byte('Number of objects') ?? 0;
  for (let index = 0; index < count && reader.left >= 2; index += 1) {
    let name = 'Object';
    reader.byte('Object Id', (value) => {
      name = objectNames[value] ?? name;
      return named(value, objectNames[value]);
    });
    const length = reader.byte('Object length') ?? 0;
    reader.text(name, length);
  }
}
