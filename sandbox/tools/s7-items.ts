/** Addresses and values of S7 as people write them at a terminal. */
import { isAddressError, parseAddress, type S7Address } from '../protocols/s7/address.ts';
import { encodeValue, type Value } from '../protocols/s7/values.ts';
import { problem } from './meanings.ts';
import type { ToolRecord } from './tool.ts';

type ItemValue = Extract<ToolRecord, { kind: 'item' }>['value'];

/** The addresses, or what is wrong with the first that is none. */
export function addressesOf(texts: readonly string[]): S7Address[] | ToolRecord {
  const addresses: S7Address[] = [];
  for (const text of texts) {
    const parsed = parseAddress(text);
    if (isAddressError(parsed)) {
      const { at, message } = parsed;
      return problem(`${text}, character ${at + 1}: ${message.en}`, `${text}，第 ${at + 1} 个字符：${message['zh-CN']}`);
    }
    addresses.push(parsed);
  }
  return addresses;
}

/** What JSON has no number for is said in words. */
const told = (value: Value | null): boolean | number | string | null =>
  typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;

export const toldValue = (value: Value | null | (Value | null)[]): ItemValue =>
  Array.isArray(value) ? value.map(told) : told(value);

const texts = new Set(['CHAR', 'STRING', 'DATE', 'DT']);
const bits: Readonly<Record<string, boolean>> = { '1': true, '0': false, true: true, false: false, on: true, off: false };

/** One element; `null`: it is nothing of that type. */
function elementOf(type: S7Address['type'], text: string): Value | null {
  if (texts.has(type)) return text;
  const word = text.trim().toLowerCase();
  if (type === 'BOOL') return bits[word] ?? null;
  const hexadecimal = /^16#([0-9a-f]{1,8})$/.exec(word)?.[1];
  if (hexadecimal !== undefined) return Number.parseInt(hexadecimal, 16);
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/.test(word) ? Number(word) : null;
}

/** The bytes to write: several elements stand between commas. `null`: the text is no value for this address. */
export function bytesToWrite(address: S7Address, text: string): Uint8Array | null {
  const parts = address.count === 1 ? [text] : text.split(',');
  const values = parts.map((part) => elementOf(address.type, part));
  if (values.some((value) => value === null)) return null;
  return encodeValue(address, address.count === 1 ? values[0]! : (values as Value[]));
}
