/** Values in registers: elementary types of IEC 61131-3, packed decimals and texts. */
import { type ByteOrder, bigEndian, bytesFromRegisters, registersFromBytes } from './byte-order.ts';
import type { LocalizedText } from './messages.ts';

export type RegisterType =
  | { type: 'BOOL'; bit: number }
  | { type: 'INT' | 'UINT' | 'DINT' | 'UDINT' | 'LINT' | 'ULINT' | 'REAL' | 'LREAL' }
  /** Four decimal digits a register. */
  | { type: 'BCD'; digits: 4 | 8 }
  /** So many bytes of Latin-1, two a register, ended by the first zero. */
  | { type: 'STRING'; length: number };

/** BOOL boolean; LINT and ULINT bigint; STRING string; all others number. */
export type RegisterValue = boolean | number | bigint | string;

type Read<T> = { ok: true; value: T } | { ok: false; message: LocalizedText };

const registersOf = { INT: 1, UINT: 1, DINT: 2, UDINT: 2, REAL: 2, LINT: 4, ULINT: 4, LREAL: 4 } as const;
const maxStringBytes = 250;

const whole: Readonly<Record<string, readonly [bigint, bigint]>> = {
  INT: [-(2n ** 15n), 2n ** 15n - 1n],
  UINT: [0n, 2n ** 16n - 1n],
  DINT: [-(2n ** 31n), 2n ** 31n - 1n],
  UDINT: [0n, 2n ** 32n - 1n],
  LINT: [-(2n ** 63n), 2n ** 63n - 1n],
  ULINT: [0n, 2n ** 64n - 1n],
};

/** How many registers a value takes. */
export function registerCount(of: RegisterType): number {
  if (of.type === 'BOOL') return 1;
  if (of.type === 'BCD') return of.digits / 4;
  return of.type === 'STRING' ? (of.length + 1) >> 1 : registersOf[of.type];
}

/** `INT`, `REAL`, `BCD`, `BCD8`, `STRING[16]` or `STRING 16`; `BOOL` is bit 0 unless the address says another. */
export function parseRegisterType(text: string, bit = 0): Read<RegisterType> {
  const name = text.trim().toUpperCase();
  if (name === 'BOOL') return { ok: true, value: { type: 'BOOL', bit } };
  if (name === 'BCD' || name === 'BCD4') return { ok: true, value: { type: 'BCD', digits: 4 } };
  if (name === 'BCD8') return { ok: true, value: { type: 'BCD', digits: 8 } };
  if (Object.hasOwn(registersOf, name)) return { ok: true, value: { type: name as keyof typeof registersOf } };
  const length = Number(/^STRING\s*[[( ]\s*(\d{1,3})\s*[\])]?$/.exec(name)?.[1] ?? 0);
  if (length >= 1 && length <= maxStringBytes) return { ok: true, value: { type: 'STRING', length } };
  return {
    ok: false,
    message: {
      en: `“${text}” is no type of a register value. There are BOOL, INT, UINT, DINT, UDINT, LINT, ULINT, REAL, LREAL, BCD, BCD8 and STRING[n] with 1 to ${maxStringBytes} bytes.`,
      'zh-CN': `“${text}”不是寄存器值的类型。可用的类型有 BOOL、INT、UINT、DINT、UDINT、LINT、ULINT、REAL、LREAL、BCD、BCD8 和 STRING[n]（1 到 ${maxStringBytes} 个字节）。`,
    },
  };
}

/** The order in which a type takes its bytes: a text is never turned word by word, only within its registers. */
const orderOf = (of: RegisterType, order: ByteOrder): ByteOrder =>
  of.type === 'STRING' ? { ...order, wordsBigEndian: true } : order;

/** The value in `registerCount` registers, or why they hold none. */
export function decodeRegisters(of: RegisterType, registers: readonly number[], order = bigEndian): Read<RegisterValue> {
  const bytes = bytesFromRegisters(registers.slice(0, registerCount(of)), orderOf(of, order));
  if (bytes.length < 2 * registerCount(of)) return tooFew(registerCount(of), registers.length);
  const view = new DataView(bytes.buffer);
  switch (of.type) {
    case 'BOOL':
      return { ok: true, value: ((view.getUint16(0) >> of.bit) & 1) === 1 };
    case 'INT':
      return { ok: true, value: view.getInt16(0) };
    case 'UINT':
      return { ok: true, value: view.getUint16(0) };
    case 'DINT':
      return { ok: true, value: view.getInt32(0) };
    case 'UDINT':
      return { ok: true, value: view.getUint32(0) };
    case 'LINT':
      return { ok: true, value: view.getBigInt64(0) };
    case 'ULINT':
      return { ok: true, value: view.getBigUint64(0) };
    case 'REAL':
      return { ok: true, value: view.getFloat32(0) };
    case 'LREAL':
      return { ok: true, value: view.getFloat64(0) };
    case 'BCD': {
      const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
      return /^\d+$/.test(digits) ? { ok: true, value: Number(digits) } : noDecimal(digits);
    }
    case 'STRING': {
      const text = String.fromCharCode(...bytes.subarray(0, of.length));
      const end = text.indexOf('\0');
      return { ok: true, value: end < 0 ? text : text.slice(0, end) };
    }
  }
}

/** The registers of a value, or why it does not go in. A BOOL takes its bit alone: see `bitMask` for writing one among others. */
export function encodeRegisters(of: RegisterType, value: RegisterValue, order = bigEndian): Read<number[]> {
  const bytes = new Uint8Array(2 * registerCount(of));
  const view = new DataView(bytes.buffer);
  switch (of.type) {
    case 'BOOL':
      if (typeof value !== 'boolean') return unsuitable(of.type, value);
      view.setUint16(0, value ? 1 << of.bit : 0);
      break;
    case 'REAL':
    case 'LREAL':
      if (typeof value !== 'number') return unsuitable(of.type, value);
      // One NaN for all (law 1): which bits the engine would write is its own affair.
      if (Number.isNaN(value)) bytes.set(of.type === 'REAL' ? [0x7f, 0xc0] : [0x7f, 0xf8]);
      else if (of.type === 'REAL') view.setFloat32(0, value);
      else view.setFloat64(0, value);
      break;
    case 'BCD': {
      const most = of.digits === 4 ? 9_999 : 99_999_999;
      if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > most)
        return unsuitable(of.type, value, `0…${most}`);
      const digits = `${value}`.padStart(of.digits, '0');
      for (let at = 0; at < bytes.length; at += 1) bytes[at] = Number.parseInt(digits.slice(2 * at, 2 * at + 2), 16);
      break;
    }
    case 'STRING':
      if (typeof value !== 'string' || value.length > of.length || /[^\0-\xff]/.test(value))
        return unsuitable(`STRING[${of.length}]`, value);
      for (let at = 0; at < value.length; at += 1) bytes[at] = value.charCodeAt(at);
      break;
    default: {
      const [least, most] = whole[of.type]!;
      if (typeof value !== 'bigint' && !(typeof value === 'number' && Number.isInteger(value)))
        return unsuitable(of.type, value, `${least}…${most}`);
      if (BigInt(value) < least || BigInt(value) > most) return unsuitable(of.type, value, `${least}…${most}`);
      // The low bits are the same, signed or not.
      for (let at = bytes.length - 2, rest = BigInt(value); at >= 0; at -= 2, rest >>= 16n)
        view.setUint16(at, Number(BigInt.asUintN(16, rest)));
    }
  }
  return { ok: true, value: registersFromBytes(bytes, orderOf(of, order)) };
}

/** The masks of function 22 that set one bit of a register, counted from 0 in the value, and leave the others. */
export function bitMask(bit: number, value: boolean, order = bigEndian): { and: number; or: number } {
  const mask = 1 << (order.bytesBigEndian ? bit : bit ^ 8);
  return { and: 0xffff & ~mask, or: value ? mask : 0 };
}

const tooFew = (wanted: number, had: number): Read<never> => ({
  ok: false,
  message: {
    en: `The value takes ${wanted} registers, and only ${had} were read. Read more at once.`,
    'zh-CN': `该值占用 ${wanted} 个寄存器，却只读到 ${had} 个。请一次读够。`,
  },
});

const noDecimal = (digits: string): Read<never> => ({
  ok: false,
  message: {
    en: `16#${digits.toUpperCase()} is no packed decimal: a digit is above 9. The byte order or the type is another one.`,
    'zh-CN': `16#${digits.toUpperCase()} 不是 BCD 码：有一位大于 9。可能是字节序或类型不对。`,
  },
});

const unsuitable = (type: string, value: RegisterValue, range = ''): Read<never> => ({
  ok: false,
  message: {
    en: `${JSON.stringify(typeof value === 'bigint' ? `${value}` : value)} does not go into ${type}${range && ` (${range})`}.`,
    'zh-CN': `${JSON.stringify(typeof value === 'bigint' ? `${value}` : value)} 放不进 ${type}${range && `（${range}）`}。`,
  },
});
