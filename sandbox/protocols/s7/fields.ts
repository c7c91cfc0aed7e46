/** Fields as a dissector collects them, each at its place in the message. */
import type { Field } from '../dissection.ts';

export const hex = (value: number, digits: number): string => `0x${value.toString(16).padStart(digits, '0')}`;
export const named = (value: number, names: Readonly<Record<number, string>>, digits = 2): string =>
  names[value] === undefined ? hex(value, digits) : `${names[value]} (${hex(value, digits)})`;
export const bytesText = (bytes: Uint8Array): string =>
  `${Array.from(bytes.subarray(0, 24), (byte) => byte.toString(16).padStart(2, '0')).join(' ')}${bytes.length > 24 ? ' …' : ''}`;

export const cut = { en: 'The PDU ends before this is whole.', 'zh-CN': '这一部分还没写完，PDU 就结束了。' };
/** Collects fields at their places in the message. `base`: where the PDU begins there. */
export class Fields {
  readonly list: Field[] = [];
  broken = false;
  readonly bytes: Uint8Array;
  readonly #base: number;

  constructor(bytes: Uint8Array, base: number) {
    this.bytes = bytes;
    this.#base = base;
  }

  /** A field, and its value as a number. What reaches past the end is marked. */
  add(name: string, at: number, length: number, show: (value: number) => string, into = this.list): number {
    const there = this.bytes.subarray(at, at + length);
    let value = 0;
    for (const byte of there) value = value * 256 + byte;
    if (there.length < length) {
      this.broken = true;
      into.push({
        name,
        value: bytesText(there),
        at: this.#base + Math.min(at, this.bytes.length),
        length: there.length,
        wrong: cut,
      });
      return 0;
    }
    into.push({ name, value: show(value), at: this.#base + at, length });
    return value;
  }

  group(name: string, value: string, at: number, length: number, into = this.list): Field & { fields: Field[] } {
    const fields: Field[] = [];
    const start = Math.min(at, this.bytes.length);
    const field = {
      name,
      value,
      at: this.#base + start,
      length: Math.max(0, Math.min(length, this.bytes.length - start)),
      fields,
    };
    into.push(field);
    return field;
  }
}

export const plain = (value: number): string => `${value}`;
