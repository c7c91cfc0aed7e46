/** Fields of a message, read one after the other; what is missing is not shown, what is left over is told. */
import type { Field } from '../dissection.ts';
import { wordAt } from './bits.ts';
import type { LocalizedText } from './messages.ts';

export const hexWord = (value: number): string => `0x${value.toString(16).toUpperCase().padStart(4, '0')}`;
export const hexByte = (value: number): string => `0x${value.toString(16).toUpperCase().padStart(2, '0')}`;

export class FieldReader {
  readonly fields: Field[] = [];
  readonly #bytes: Uint8Array;
  #at: number;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  get at(): number {
    return this.#at;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  /** One byte; `null` when it is not there. */
  byte(name: string, show: (value: number) => string = String): number | null {
    if (this.left < 1) return null;
    const value = this.#bytes[this.#at]!;
    this.#add(name, show(value), 1);
    return value;
  }

  word(name: string, show: (value: number) => string = String): number | null {
    if (this.left < 2) return null;
    const value = wordAt(this.#bytes, this.#at);
    this.#add(name, show(value), 2);
    return value;
  }

  /** Registers to the end, each by its name, under one field. */
  registers(name: string, nameOf: (index: number) => string): void {
    const count = this.left >> 1;
    const inner = new FieldReader(this.#bytes, this.#at);
    for (let index = 0; index < count; index += 1) inner.word(nameOf(index), (value) => `${value} (${hexWord(value)})`);
    if (count > 0) this.#add(name, inner.fields.map(({ value }) => value.split(' ')[0]).join(' '), 2 * count, inner.fields);
  }

  /** So many bits at most, each by its name; every one is at its byte. */
  bits(name: string, count: number, nameOf: (index: number) => string): void {
    const start = this.#at;
    const here = Math.min(count, 8 * this.left);
    const fields = Array.from({ length: here }, (_, index): Field => {
      const on = ((this.#bytes[start + (index >> 3)]! >> (index & 7)) & 1) === 1;
      return { name: nameOf(index), value: on ? '1 (ON)' : '0 (OFF)', at: start + (index >> 3), length: 1 };
    });
    if (here > 0) this.#add(name, fields.map(({ value }) => value[0]).join(''), (here + 7) >> 3, fields);
  }

  text(name: string, length: number): void {
    if (length === 0 || this.left === 0) return;
    const shown = String.fromCharCode(...this.#bytes.subarray(this.#at, this.#at + length));
    this.#add(name, JSON.stringify(shown), Math.min(length, this.left));
  }

  /** Marks the last field of that name, or the last of all. */
  blame(wrong: LocalizedText, name?: string): void {
    const field = this.fields.findLast((one) => name === undefined || one.name === name) ?? this.fields.at(-1);
    if (field) field.wrong = wrong;
  }

  rest(name = 'Data'): void {
    if (this.left === 0) return;
    const shown = Array.from(this.#bytes.subarray(this.#at), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
    this.#add(name, shown, this.left);
  }

  #add(name: string, value: string, length: number, fields?: Field[]): void {
    this.fields.push({ name, value, at: this.#at, length, ...(fields ? { fields } : {}) });
    this.#at += length;
  }
}
