/** Values in S7 memory: big-endian, with Siemens' own times and strings. */
import { elementBytes, type S7Address, type ValueType } from './address.ts';
import { nothing, u16, u32, word } from './bytes.ts';
import { dateOfDays, daysOfDate } from './calendar.ts';
import { decodeClock, encodeClock } from './clock.ts';

/**
 * BOOL is a boolean, CHAR and STRING text, DATE `1990-01-01`, DT `1990-01-01T00:00:00.000`; S5TIME, TIMER, TIME and TOD are
 * milliseconds; the others numbers.
 */
export type Value = number | boolean | string;

const latin = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
/** Characters above 0xff have no place: a question mark stands for them. */
const latinBytes = (text: string): number[] => Array.from(text, (sign) => (sign.charCodeAt(0) > 255 ? 63 : sign.charCodeAt(0)));

const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const epoch1990 = 7305;
const two = (value: number, digits = 2): string => `${value}`.padStart(digits, '0');

/** Milliseconds of one step of an S5TIME, by its base. */
const s5Bases = [10, 100, 1_000, 10_000];

function s5Time(raw: number): number | null {
  const digits = [(raw >> 8) & 15, (raw >> 4) & 15, raw & 15];
  if (digits.some((digit) => digit > 9)) return null;
  return (digits[0]! * 100 + digits[1]! * 10 + digits[2]!) * s5Bases[(raw >> 12) & 3]!;
}

function rawS5Time(ms: number): number | null {
  const base = s5Bases.findIndex((step) => ms <= 999 * step);
  if (base < 0 || !(ms >= 0)) return null;
  const steps = Math.round(ms / s5Bases[base]!);
  return (base << 12) | (Math.floor(steps / 100) << 8) | ((Math.floor(steps / 10) % 10) << 4) | (steps % 10);
}

function decodeOne(type: ValueType, bytes: Uint8Array): Value | null {
  switch (type) {
    case 'BOOL':
      return (bytes[0]! & 1) !== 0;
    case 'BYTE':
      return bytes[0]!;
    case 'CHAR':
      return latin(bytes);
    case 'WORD':
      return u16(bytes, 0);
    case 'INT':
      return view(bytes).getInt16(0);
    case 'DWORD':
    case 'TOD':
      return u32(bytes, 0);
    case 'DINT':
    case 'TIME':
      return view(bytes).getInt32(0);
    case 'REAL':
      return view(bytes).getFloat32(0);
    case 'LREAL':
      return view(bytes).getFloat64(0);
    case 'DATE': {
      const [year, month, day] = dateOfDays(u16(bytes, 0) + epoch1990);
      return `${year}-${two(month)}-${two(day)}`;
    }
    case 'DT': {
      const clock = decodeClock(bytes);
      if (clock === null) return null;
      const { year, month, day, hour, minute, second, millisecond } = clock;
      return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}.${two(millisecond, 3)}`;
    }
    case 'S5TIME':
    case 'TIMER':
      return s5Time(u16(bytes, 0));
    case 'COUNTER': {
      const digits = u16(bytes, 0) & 0xfff;
      const decimal = digits.toString(16);
      return /^\d+$/.test(decimal) ? Number(decimal) : null;
    }
    case 'STRING':
      // Room, length, characters; a length beyond the room is a block that was never initialised.
      return bytes[1]! > bytes.length - 2 ? null : latin(bytes.subarray(2, 2 + bytes[1]!));
  }
}

/**
 * The value at an address, or its values when it names several; `null` where the bytes are no value of that type. `bytes` are those
 * that `reachOf` tells.
 */
export function decodeValue(address: S7Address, bytes: Uint8Array): Value | null | (Value | null)[] {
  const { type, bit, count, length } = address;
  if (type === 'BOOL') {
    const bits = Array.from({ length: count }, (_, at) => ((bytes[(bit + at) >> 3] ?? 0) & (1 << ((bit + at) & 7))) !== 0);
    return count === 1 ? bits[0]! : bits;
  }
  const size = elementBytes[type] + length;
  if (bytes.length < size * count) return null;
  const values = Array.from({ length: count }, (_, at) => decodeOne(type, bytes.subarray(at * size, (at + 1) * size)));
  return count === 1 ? values[0]! : values;
}

const ranges: Readonly<Partial<Record<ValueType, readonly [number, number]>>> = {
  BYTE: [0, 0xff],
  WORD: [0, 0xffff],
  INT: [-0x8000, 0x7fff],
  DWORD: [0, 0xffffffff],
  TOD: [0, 86_399_999],
  DINT: [-0x80000000, 0x7fffffff],
  TIME: [-0x80000000, 0x7fffffff],
  COUNTER: [0, 999],
};

function encodeOne(type: ValueType, length: number, value: Value): Uint8Array | null {
  if (type === 'BOOL') return typeof value === 'boolean' ? Uint8Array.of(value ? 1 : 0) : null;
  if (typeof value === 'boolean') return null;
  const bytes = new Uint8Array(elementBytes[type] + length);
  if (typeof value === 'string') return encodeText(type, bytes, value);
  const range = ranges[type];
  if (range && !(Number.isInteger(value) && value >= range[0] && value <= range[1])) return null;
  if (type === 'REAL') view(bytes).setFloat32(0, value);
  else if (type === 'LREAL') view(bytes).setFloat64(0, value);
  else if (type === 'S5TIME' || type === 'TIMER') {
    const raw = rawS5Time(value);
    if (raw === null) return null;
    bytes.set(word(raw));
  } else if (type === 'COUNTER') bytes.set(word(Number.parseInt(`${value}`, 16)));
  else if (!range) return null;
  else if (bytes.length === 1) bytes[0] = value;
  else if (bytes.length === 2) bytes.set(word(value));
  else view(bytes).setInt32(0, value);
  return bytes;
}

function encodeText(type: ValueType, bytes: Uint8Array, text: string): Uint8Array | null {
  if (type === 'CHAR') {
    if (text.length !== 1) return null;
    return Uint8Array.from(latinBytes(text));
  }
  if (type === 'STRING') {
    if (text.length > bytes.length - 2) return null;
    bytes.set([bytes.length - 2, text.length, ...latinBytes(text)]);
    return bytes;
  }
  const match = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d):(\d\d)(?:\.(\d{3}))?)?$/.exec(text);
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, millisecond = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  const days = daysOfDate(year, month, day);
  // A day that its month does not have comes back as another.
  if (dateOfDays(days).join() !== [year, month, day].join()) return null;
  if (type === 'DATE') {
    const since = days - epoch1990;
    return match[4] === undefined && since >= 0 && since <= 0xffff ? Uint8Array.of(...word(since)) : null;
  }
  if (type !== 'DT' || year < 1990 || year > 2089 || hour > 23 || minute > 59 || second > 59) return null;
  // 1 January 1970 was a Thursday, which is 5 here.
  return encodeClock({ year, month, day, hour, minute, second, millisecond, weekday: ((days + 4) % 7) + 1 });
}

/**
 * The bytes of a value for an address: one element after the other; of bits, a byte each. `null`: no value of that type, out of its
 * range, or not as many as the address names.
 */
export function encodeValue({ type, count, length }: S7Address, value: Value | readonly Value[]): Uint8Array | null {
  const values: readonly Value[] = Array.isArray(value) ? value : [value as Value];
  if (values.length !== count) return null;
  const all = values.map((one) => encodeOne(type, length, one));
  if (all.some((bytes) => bytes === null)) return null;
  const size = all[0]?.length ?? 0;
  const bytes = count === 0 ? nothing : new Uint8Array(size * count);
  all.forEach((one, at) => {
    bytes.set(one!, at * size);
  });
  return bytes;
}
