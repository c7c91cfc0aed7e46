import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderNamed, orderNames } from '#sandbox/protocols/modbus/byte-order.ts';
import {
  bitMask,
  decodeRegisters,
  encodeRegisters,
  parseRegisterType,
  type RegisterType,
  type RegisterValue,
  registerCount,
} from '#sandbox/protocols/modbus/registers.ts';

function typed(text: string, bit = 0): RegisterType {
  const parsed = parseRegisterType(text, bit);
  if (!parsed.ok) throw new Error(parsed.message.en);
  return parsed.value;
}
const ordered = (name: string) => orderNamed(name) ?? undefined;

describe('a value in registers', () => {
  it.each([
    ['REAL', 'ABCD', [0x4367, 0x8000], 231.5],
    ['REAL', 'CDAB', [0x8000, 0x4367], 231.5],
    ['REAL', 'BADC', [0x6743, 0x0080], 231.5],
    ['REAL', 'DCBA', [0x0080, 0x6743], 231.5],
    ['INT', 'AB', [0xfffe], -2],
    ['UINT', 'BA', [0x3412], 0x1234],
    ['DINT', 'CDAB', [0xfffe, 0xffff], -2],
    ['UDINT', 'ABCD', [0xffff, 0xfffe], 4_294_967_294],
    ['LINT', 'ABCDEFGH', [0xffff, 0xffff, 0xffff, 0xfffe], -2n],
    ['LINT', 'GHEFCDAB', [0x0708, 0x0506, 0x0304, 0x0102], 0x0102030405060708n],
    ['LINT', 'BADCFEHG', [0x0201, 0x0403, 0x0605, 0x0807], 0x0102030405060708n],
    ['ULINT', 'HGFEDCBA', [0x0807, 0x0605, 0x0403, 0x0201], 0x0102030405060708n],
    ['LREAL', 'ABCDEFGH', [0x406c, 0xf000, 0, 0], 231.5],
    ['BCD', 'AB', [0x1234], 1234],
    ['BCD8', 'CDAB', [0x5678, 0x1234], 12_345_678],
    ['STRING[6]', 'ABCD', [0x504d, 0x2d31, 0], 'PM-1'],
    ['STRING 4', 'BADC', [0x4d50, 0x312d], 'PM-1'],
    ['STRING 4', 'CDAB', [0x504d, 0x2d31], 'PM-1'],
  ] as const)('%s in the order %s', (type, order, registers, value) => {
    expect(decodeRegisters(typed(type), registers, ordered(order))).toEqual({ ok: true, value });
    expect(encodeRegisters(typed(type), value, ordered(order))).toEqual({ ok: true, value: registers });
  });

  it('is a tiny number when the words of a REAL are turned: the float that reads 2.4e-41', () => {
    const wrong = decodeRegisters(typed('REAL'), [0x0000, 0x4248], ordered('ABCD'));
    expect(wrong.ok && wrong.value).toBeCloseTo(2.4e-41, 42);
    expect(decodeRegisters(typed('REAL'), [0x0000, 0x4248], ordered('CDAB'))).toEqual({ ok: true, value: 50 });
  });

  it('may be one bit of a register, written by a mask that leaves the others', () => {
    expect(decodeRegisters(typed('BOOL', 3), [0x0008])).toEqual({ ok: true, value: true });
    expect(decodeRegisters(typed('BOOL', 3), [0x0800], ordered('BA'))).toEqual({ ok: true, value: true });
    for (const order of [ordered('AB'), ordered('BA')])
      for (const value of [true, false]) {
        const { and, or } = bitMask(3, value, order);
        const after = (0xffff & and) | (or & ~and);
        expect(decodeRegisters(typed('BOOL', 3), [after], order)).toEqual({ ok: true, value });
        expect([0xfff7, 0xf7ff]).toContain(and);
      }
  });

  it('has one NaN', () => {
    expect(encodeRegisters(typed('REAL'), Number.NaN)).toEqual({ ok: true, value: [0x7fc0, 0] });
    expect(encodeRegisters(typed('LREAL'), Number.NaN)).toEqual({ ok: true, value: [0x7ff8, 0, 0, 0] });
  });

  it.each([
    ['INT', 32_768, 'INT (-32768…32767)'],
    ['UINT', -1, 'UINT (0…65535)'],
    ['UINT', 1.5, 'UINT (0…65535)'],
    ['LINT', 2n ** 63n, '"9223372036854775808"'],
    ['BCD', 10_000, '0…9999'],
    ['REAL', true, 'true'],
    ['BOOL', 1, 'BOOL'],
    ['STRING[2]', 'abc', 'STRING[2]'],
    ['STRING[2]', '电', 'STRING[2]'],
  ] as const)('that does not go into %s is refused with the range', (type, value, words) => {
    const refused = encodeRegisters(typed(type), value);
    expect(refused.ok ? '' : refused.message.en).toContain(words);
    expect(refused.ok ? '' : refused.message['zh-CN']).toContain('放不进');
  });

  it('that is not there is told: digits above nine, too few registers, a type that does not exist', () => {
    const noDecimal = decodeRegisters(typed('BCD'), [0x12af]);
    expect(noDecimal.ok ? '' : noDecimal.message.en).toContain('16#12AF');
    const short = decodeRegisters(typed('REAL'), [1]);
    expect(short.ok ? '' : short.message.en).toContain('takes 2 registers, and only 1');
    for (const type of ['FLOAT32', 'STRING', 'STRING[0]', 'STRING[251]']) expect(parseRegisterType(type).ok).toBe(false);
  });

  it('comes back from its registers in every order', () => {
    const numbers = {
      INT: fc.integer({ min: -32_768, max: 32_767 }),
      UINT: fc.integer({ min: 0, max: 65_535 }),
      DINT: fc.integer(),
      UDINT: fc.integer({ min: 0, max: 4_294_967_295 }),
      LINT: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
      ULINT: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
      REAL: fc.float(),
      LREAL: fc.double(),
      BCD: fc.integer({ min: 0, max: 9_999 }),
      BCD8: fc.integer({ min: 0, max: 99_999_999 }),
      'STRING[7]': fc.string({ maxLength: 7, unit: fc.integer({ min: 1, max: 255 }).map((code) => String.fromCharCode(code)) }),
    };
    const cases = fc.oneof(
      ...Object.entries(numbers).map(([type, value]) =>
        (value as fc.Arbitrary<RegisterValue>).map((one) => [type, one] as const),
      ),
    );
    fc.assert(
      fc.property(cases, fc.constantFrom(...orderNames), ([text, value], name) => {
        const type = typed(text);
        const registers = encodeRegisters(type, value, ordered(name));
        if (!registers.ok) throw new Error(registers.message.en);
        expect(registers.value).toHaveLength(registerCount(type));
        expect(decodeRegisters(type, registers.value, ordered(name))).toEqual({ ok: true, value });
      }),
    );
  });
});
