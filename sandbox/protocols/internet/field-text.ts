/** How fields of the tree are written. */
import type { Field } from '../dissection.ts';
import { hex } from './info.ts';
import type { LocalizedText } from './packet.ts';

/** The first bytes, in hexadecimal. */
export function bytesText(bytes: Uint8Array, at: number, length: number): string {
  const shown = Array.from(bytes.subarray(at, at + Math.min(length, 32)), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  return length > 32 ? `${shown} …` : shown;
}

/** Seconds with nanoseconds. */
export function secondsText(ns: bigint): string {
  const sign = ns < 0n ? '-' : '';
  const length = ns < 0n ? -ns : ns;
  return `${sign}${length / 1_000_000_000n}.${String(length % 1_000_000_000n).padStart(9, '0')}`;
}

const badChecksum: LocalizedText = { en: 'The checksum does not fit the bytes.', 'zh-CN': '校验和与字节不符。' };

/** A checksum with what came of checking it. */
export function checksumField(bytes: Uint8Array, at: number, ok: boolean | null, filter: string, wrong = badChecksum): Field {
  const value = hex((bytes[at]! << 8) | bytes[at + 1]!, 4);
  const field: Field = {
    name: 'Checksum',
    filter,
    value: `${value} ${ok === null ? '[not checked]' : ok ? '[correct]' : '[incorrect]'}`,
    at,
    length: 2,
  };
  return ok === false ? { ...field, wrong } : field;
}
