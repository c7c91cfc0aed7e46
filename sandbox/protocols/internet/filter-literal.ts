/** What stands on the right of a comparison, read as the field on its left wants it. */
import type { FilterField, Value } from './filter-field.ts';
import type { Word } from './filter-words.ts';
import type { LocalizedText } from './packet.ts';

/** A value, or a span of them: a subnet, the range of a set. */
export type Literal = { from: Value; to?: number; mask?: number };

const told = (en: string, zh: string): { wrong: LocalizedText } => ({ wrong: { en, 'zh-CN': zh } });

export function literalOf(field: FilterField, word: Word): Literal | { wrong: LocalizedText } {
  const { value } = word;
  const named = Object.entries(field.known ?? {}).find(([, name]) => name.toLowerCase() === value.toLowerCase());
  if (word.kind === 'text' && named) return { from: Number(named[0]) };
  switch (field.kind) {
    case 'number':
      return (
        numberOf(value) ??
        told(`${field.name} is a number: 502, 0x1f6 or 1..5 in a set.`, `${field.name} 是数字：如 502、0x1f6，集合中可写 1..5。`)
      );
    case 'flag': {
      const on = { 1: 1, 0: 0, true: 1, false: 0 }[value.toLowerCase()];
      return on === undefined ? told(`${field.name} is 1 or 0.`, `${field.name} 的值是 1 或 0。`) : { from: on };
    }
    case 'address':
      return (
        addressOf(value) ??
        told('An address is written 10.0.1.20, a subnet 10.0.1.0/24.', '地址写作 10.0.1.20，子网写作 10.0.1.0/24。')
      );
    case 'ether': {
      const pairs = value.toLowerCase().replaceAll('-', ':');
      return /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/.test(pairs)
        ? { from: pairs }
        : told('A MAC address is written 02:00:0a:00:01:14.', 'MAC 地址写作 02:00:0a:00:01:14。');
    }
    case 'text':
      return { from: value };
    default:
      return { from: bytesOf(word) };
  }
}

const numberPattern = /^(?:0x[0-9a-f]{1,12}|\d{1,15})$/i;

function numberOf(value: string): Literal | null {
  if (numberPattern.test(value)) return { from: Number(value) };
  const [from, to, ...more] = value.split('..');
  if (from === undefined || to === undefined || more.length > 0 || !numberPattern.test(from) || !numberPattern.test(to))
    return null;
  return { from: Number(from), to: Number(to) };
}

function addressOf(value: string): Literal | null {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/.exec(value);
  if (!parts) return null;
  const bytes = parts.slice(1, 5).map(Number);
  const prefix = Number(parts[5] ?? 32);
  if (bytes.some((byte) => byte > 255) || prefix > 32) return null;
  const mask = prefix === 0 ? 0 : (-1 << (32 - prefix)) >>> 0;
  return { from: bytes.reduce((sum, byte) => sum * 256 + byte, 0), mask };
}

const words = new TextEncoder();

/** `01:ff` are bytes; anything else is text. */
function bytesOf({ kind, value }: Word): Uint8Array {
  if (kind === 'word' && /^[0-9a-f]{2}([:-][0-9a-f]{2})*$/i.test(value))
    return Uint8Array.from(value.split(/[:-]/), (pair) => Number.parseInt(pair, 16));
  return words.encode(value);
}

export type Comparison = '==' | '!=' | '>' | '<' | '>=' | '<=' | 'contains';

/** One value against one literal; `!=` is the caller's to turn round. */
export function fits(value: Value, comparison: Comparison, { from, to, mask }: Literal): boolean {
  if (comparison === 'contains') return contains(value, from);
  if (value instanceof Uint8Array) return from instanceof Uint8Array && value.length === from.length && contains(value, from);
  if (mask !== undefined && typeof value === 'number' && typeof from === 'number' && (comparison === '==' || comparison === '!='))
    return ((value ^ from) & mask) === 0;
  if (to !== undefined) return Number(value) >= Number(from) && Number(value) <= to;
  switch (comparison) {
    case '>':
      return value > from;
    case '<':
      return value < from;
    case '>=':
      return value >= from;
    case '<=':
      return value <= from;
    default:
      return value === from;
  }
}

function contains(value: Value, part: Value): boolean {
  if (typeof value === 'string') return typeof part === 'string' && value.includes(part);
  if (!(value instanceof Uint8Array) || !(part instanceof Uint8Array)) return false;
  if (part.length === 0) return true;
  for (let at = value.indexOf(part[0]!); at >= 0 && at + part.length <= value.length; at = value.indexOf(part[0]!, at + 1))
    if (part.every((byte, index) => value[at + index] === byte)) return true;
  return false;
}
