/**
 * How a string lies in memory: its length in code units (u32), then the units; STRING one byte each (ISO 8859-1), WSTRING two
 * (UTF-16), USTRING the bytes of UTF-8. What lies behind the length is whatever was there before. Whoever reads the length takes it for
 * at most the capacity, so that a length written by other means never leads out of the variable.
 */
import type { StringName, StringType } from '../semantics/types.ts';

/** Bytes before the first unit. */
export const TEXT_HEADER = 4;

/** Bytes of one code unit, as a power of two. */
export const unitShift = (name: StringName): 0 | 1 => (name === 'WSTRING' ? 1 : 0);

export const textSize = ({ name, capacity }: StringType): number => (TEXT_HEADER + (capacity << unitShift(name)) + 3) & ~3;

/** The code units of `text`; characters that STRING cannot hold become `?`. */
export function codeUnits(name: StringName, text: string): number[] {
  const units: number[] = [];
  if (name === 'USTRING') {
    for (const character of text) {
      const code = character.codePointAt(0) ?? 0;
      if (code < 0x80) units.push(code);
      else if (code < 0x800) units.push(0xc0 | (code >> 6), 0x80 | (code & 0x3f));
      else if (code < 0x10000) units.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
      else units.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 0x3f), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
    }
    return units;
  }
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    units.push(name === 'STRING' && unit > 0xff ? 0x3f : unit);
  }
  return units;
}

/** Writes `text`, cut to the capacity; a USTRING is cut between characters. */
export function writeText(view: DataView, offset: number, type: StringType, text: string): void {
  const units = codeUnits(type.name, text);
  let length = Math.min(units.length, type.capacity);
  if (type.name === 'USTRING' && length < units.length) while (length > 0 && (units[length]! & 0xc0) === 0x80) length--;
  view.setUint32(offset, length, true);
  for (let at = 0; at < length; at++) {
    if (type.name === 'WSTRING') view.setUint16(offset + TEXT_HEADER + 2 * at, units[at]!, true);
    else view.setUint8(offset + TEXT_HEADER + at, units[at]!);
  }
}

export function readText(view: DataView, offset: number, type: StringType): string {
  const length = Math.min(view.getUint32(offset, true), type.capacity);
  const from = offset + TEXT_HEADER;
  let text = '';
  if (type.name !== 'USTRING') {
    for (let at = 0; at < length; at++)
      text += String.fromCharCode(type.name === 'WSTRING' ? view.getUint16(from + 2 * at, true) : view.getUint8(from + at));
    return text;
  }
  for (let at = 0; at < length; ) {
    const first = view.getUint8(from + at);
    const count = first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    let code = count === 1 ? first : first & (0xff >> (count + 1));
    for (let next = 1; next < count && at + next < length; next++) code = (code << 6) | (view.getUint8(from + at + next) & 0x3f);
    text += String.fromCodePoint(code > 0x10ffff ? 0xfffd : code);
    at += count;
  }
  return text;
}
