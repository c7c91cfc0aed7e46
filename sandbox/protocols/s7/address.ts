/**
 * Addresses as people write them: `DB1.DBX5.2`, `DB1.X5.2`, `DB1.DBD20`, `DB1,REAL20`, `MW10`, `M0.1`, `I0.0` or `E0.0`, `Q0.0` or
 * `A0.0`, `T5`, `C3` or `Z3`; arrays `DB1,INT0.10` (ten from byte 0), strings `DB1,S10.20` (twenty characters from byte 10).
 */
import type { Area } from './items.ts';

export type ValueType =
  | 'BOOL'
  | 'BYTE'
  | 'CHAR'
  | 'WORD'
  | 'INT'
  | 'DWORD'
  | 'DINT'
  | 'REAL'
  | 'LREAL'
  | 'DATE'
  | 'TOD'
  | 'TIME'
  | 'S5TIME'
  | 'DT'
  | 'STRING'
  | 'TIMER'
  | 'COUNTER';

export interface S7Address {
  area: Area;
  /** 0 except in data blocks. */
  db: number;
  /** First byte; the number of a timer or counter. */
  byte: number;
  /** 0 except of a BOOL. */
  bit: number;
  type: ValueType;
  /** Elements; 1: a single value. */
  count: number;
  /** Characters that a STRING may hold; 0 of other types. */
  length: number;
}

interface Localized {
  en: string;
  'zh-CN': string;
}

/** `at`: the character at which it goes wrong, from 0. */
export interface AddressError {
  at: number;
  message: Localized;
}

/** Bytes of one element; a STRING is two bytes longer than its characters, a BOOL is a bit. */
export const elementBytes: Readonly<Record<ValueType, number>> = {
  BOOL: 1,
  BYTE: 1,
  CHAR: 1,
  WORD: 2,
  INT: 2,
  DWORD: 4,
  DINT: 4,
  REAL: 4,
  LREAL: 8,
  DATE: 2,
  TOD: 4,
  TIME: 4,
  S5TIME: 2,
  DT: 8,
  STRING: 2,
  TIMER: 2,
  COUNTER: 2,
};

const words: Readonly<Record<string, ValueType>> = {
  X: 'BOOL',
  BOOL: 'BOOL',
  B: 'BYTE',
  BYTE: 'BYTE',
  C: 'CHAR',
  CHAR: 'CHAR',
  W: 'WORD',
  WORD: 'WORD',
  I: 'INT',
  INT: 'INT',
  D: 'DWORD',
  DW: 'DWORD',
  DWORD: 'DWORD',
  DI: 'DINT',
  DINT: 'DINT',
  R: 'REAL',
  REAL: 'REAL',
  LR: 'LREAL',
  LREAL: 'LREAL',
  DATE: 'DATE',
  TOD: 'TOD',
  TIME: 'TIME',
  S5TIME: 'S5TIME',
  DT: 'DT',
  S: 'STRING',
  STRING: 'STRING',
};
const blockWords: Readonly<Record<string, string>> = { DBX: 'X', DBB: 'B', DBW: 'W', DBD: 'D' };
/** German names of the areas: Eingang, Ausgang, Zähler. */
const areaLetters: Readonly<Record<string, Area>> = { I: 'I', E: 'I', Q: 'Q', A: 'Q', M: 'M', T: 'T', C: 'C', Z: 'C' };

const largestByte = 65_535;
const largestNumber = 65_535;

const fault = (at: number, en: string, zh: string): AddressError => ({ at, message: { en, 'zh-CN': zh } });

export const isAddressError = (found: S7Address | AddressError): found is AddressError => 'message' in found;

/** Reads an address; case and surrounding space do not matter. */
export function parseAddress(written: string): S7Address | AddressError {
  const text = written.trim().toUpperCase();
  const offset = written.length - written.trimStart().length;
  if (text === '')
    return fault(offset, 'The address is empty. Try DB1.DBD20, MW10 or I0.0.', '地址为空。可以写 DB1.DBD20、MW10 或 I0.0。');
  const block = /^DB(\d+)/.exec(text);
  if (block && !/^DB\d+$/.test(text)) return inBlock(text, block, offset);
  if (block)
    return fault(
      offset + text.length,
      `${text} names a whole data block. Say where in it: ${text}.DBW0 is the word at byte 0.`,
      `${text} 只是整个数据块。请写明块内的位置：${text}.DBW0 是字节 0 处的字。`,
    );
  const letter = text[0]!;
  const area = areaLetters[letter];
  if (area === undefined)
    return fault(
      offset,
      `No area is called "${letter}". There are DB, M, I (or E), Q (or A), T and C (or Z).`,
      `没有名为“${letter}”的存储区。可用的有 DB、M、I（或 E）、Q（或 A）、T 和 C（或 Z）。`,
    );
  if (area === 'T' || area === 'C') return counted(text, area, offset);
  const match = /^([A-Z0-9]*?)(\d+(?:\.\d+){0,2})$/.exec(text.slice(1));
  if (!match) return shapeless(offset + 1, written);
  // M0.1 is a bit, M5 could be anything.
  const word = match[1] === '' ? 'X' : match[1]!;
  if (match[1] === '' && !match[2]!.includes('.'))
    return fault(
      offset + 1,
      `${text} says no size. ${letter}B${match[2]} is a byte, ${letter}W${match[2]} a word, ${text}.0 a bit.`,
      `${text} 没有写明大小。${letter}B${match[2]} 是字节，${letter}W${match[2]} 是字，${text}.0 是位。`,
    );
  return placed({ area, db: 0 }, word, match[2]!, offset + 1, offset + 1 + match[1]!.length);
}

function inBlock(text: string, block: RegExpExecArray, offset: number): S7Address | AddressError {
  const db = Number(block[1]);
  if (db < 1 || db > largestNumber)
    return fault(offset + 2, `Data blocks are numbered 1 to ${largestNumber}.`, `数据块的编号从 1 到 ${largestNumber}。`);
  const start = block[0].length;
  if (text[start] !== '.' && text[start] !== ',')
    return fault(
      offset + start,
      `After ${block[0]} comes a dot or a comma: ${block[0]}.DBW0 or ${block[0]},INT0.`,
      `${block[0]} 之后应为点或逗号：${block[0]}.DBW0 或 ${block[0]},INT0。`,
    );
  const rest = text.slice(start + 1);
  // The digits of S5TIME belong to its name.
  const match = /^(S5TIME|[A-Z]+)(\d+(?:\.\d+){0,2})$/.exec(rest);
  if (!match) return shapeless(offset + start + 1, text);
  const word = blockWords[match[1]!] ?? match[1]!;
  return placed({ area: 'DB', db }, word, match[2]!, offset + start + 1, offset + start + 1 + match[1]!.length);
}

function counted(text: string, area: 'T' | 'C', offset: number): S7Address | AddressError {
  const match = /^[TCZ](\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) return shapeless(offset + 1, text);
  const byte = Number(match[1]);
  const count = match[2] === undefined ? 1 : Number(match[2]);
  if (byte > largestNumber) return tooFar(offset + 1);
  if (count < 1 || byte + count > largestNumber + 1) return badCount(offset + text.length - (match[2]?.length ?? 0));
  return { area, db: 0, byte, bit: 0, type: area === 'T' ? 'TIMER' : 'COUNTER', count, length: 0 };
}

function placed(
  where: Pick<S7Address, 'area' | 'db'>,
  word: string,
  numbers: string,
  wordAt: number,
  numbersAt: number,
): S7Address | AddressError {
  const type = words[word];
  if (type === undefined)
    return fault(
      wordAt,
      `"${word}" is no type. There are X (bit), B, W, D, CHAR, INT, DINT, REAL, LREAL, DATE, TOD, TIME, S5TIME, DT and S (string).`,
      `“${word}”不是类型。可用的有 X（位）、B、W、D、CHAR、INT、DINT、REAL、LREAL、DATE、TOD、TIME、S5TIME、DT 和 S（字符串）。`,
    );
  const [byte = 0, second, third] = numbers.split('.').map(Number);
  const secondAt = numbersAt + numbers.indexOf('.') + 1;
  const lastAt = numbersAt + numbers.lastIndexOf('.') + 1;
  const address: S7Address = { ...where, byte, bit: 0, type, count: 1, length: 0 };
  if (byte > largestByte) return tooFar(numbersAt);
  if (type === 'BOOL') {
    if (second === undefined)
      return fault(
        numbersAt,
        `A bit needs its number after the byte: ${byte}.0 to ${byte}.7.`,
        `位地址要在字节之后写明位号：${byte}.0 到 ${byte}.7。`,
      );
    if (second > 7)
      return fault(
        secondAt,
        `A byte has bits 0 to 7; ${second} is none of them.`,
        `一个字节只有 0 到 7 位，没有第 ${second} 位。`,
      );
    address.bit = second;
    address.count = third ?? 1;
  } else if (type === 'STRING') {
    if (second === undefined || second < 1 || second > 254)
      return fault(
        second === undefined ? numbersAt : secondAt,
        `A string says how many characters it may hold, 1 to 254: S${byte}.20.`,
        `字符串要写明最多能容纳多少个字符，1 到 254：S${byte}.20。`,
      );
    address.length = second;
    address.count = third ?? 1;
  } else {
    if (third !== undefined)
      return fault(
        lastAt,
        `Here stands one number too many: byte, then how many of them.`,
        '这里多了一个数字：先写字节，再写个数。',
      );
    address.count = second ?? 1;
  }
  if (address.count < 1) return badCount(lastAt);
  const { first, bytes } = reachOf(address);
  return first + bytes > largestByte + 1 ? badCount(lastAt) : address;
}

const tooFar = (at: number): AddressError => fault(at, `Addresses end at ${largestByte}.`, `地址最大为 ${largestByte}。`);
const badCount = (at: number): AddressError =>
  fault(at, `A count is at least 1 and ends at byte ${largestByte}.`, `个数至少为 1，且不能超出字节 ${largestByte}。`);
const shapeless = (at: number, text: string): AddressError =>
  fault(
    at,
    `"${text}" is no address. Try DB1.DBD20, DB1.DBX5.2, DB1,REAL20, MW10, M0.1, I0.0 or T5.`,
    `“${text}”不是地址。可以写 DB1.DBD20、DB1.DBX5.2、DB1,REAL20、MW10、M0.1、I0.0 或 T5。`,
  );

/** The bytes that an address reaches over. Bits: those that hold them. */
export function reachOf({ area, byte, bit, type, count, length }: S7Address): { first: number; bytes: number } {
  if (type === 'BOOL') return { first: byte, bytes: (bit + count + 7) >> 3 };
  const counts = area === 'T' || area === 'C';
  return { first: counts ? byte * 2 : byte, bytes: (elementBytes[type] + length) * count };
}

const short: Readonly<Partial<Record<ValueType, string>>> = { BOOL: 'X', BYTE: 'B', WORD: 'W', DWORD: 'D', STRING: 'S' };

/** The address in one way of writing it that `parseAddress` reads back. */
export function formatAddress({ area, db, byte, bit, type, count, length }: S7Address): string {
  const more = count === 1 ? '' : `.${count}`;
  if (area === 'T' || area === 'C') return `${area}${byte}${more}`;
  const place = `${byte}${type === 'BOOL' ? `.${bit}` : type === 'STRING' ? `.${length}` : ''}${more}`;
  const word = short[type];
  if (area === 'DB')
    return word !== undefined && type !== 'STRING' ? `DB${db}.DB${word}${place}` : `DB${db},${word ?? type}${place}`;
  return type === 'BOOL' ? `${area}${place}` : `${area}${word ?? type}${place}`;
}
