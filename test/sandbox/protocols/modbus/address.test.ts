import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressName, parseAddress } from '#sandbox/protocols/modbus/address.ts';
import type { Table } from '#sandbox/protocols/modbus/messages.ts';

describe('an address as people write it', () => {
  it.each([
    ['40001', 'holding-registers', 0],
    ['400001', 'holding-registers', 0],
    ['465536', 'holding-registers', 65_535],
    ['49999', 'holding-registers', 9_998],
    ['30001', 'input-registers', 0],
    ['10001', 'discrete-inputs', 0],
    ['1', 'coils', 0],
    ['00001', 'coils', 0],
    ['9999', 'coils', 9_998],
    ['hr:0', 'holding-registers', 0],
    ['IR:65535', 'input-registers', 65_535],
    ['di:7', 'discrete-inputs', 7],
    ['co:7', 'coils', 7],
    ['  40010 ', 'holding-registers', 9],
  ] as const)('%s', (text, table, address) => {
    expect(parseAddress(text)).toEqual({ ok: true, address: { unit: null, table, address, bit: null, order: null } });
  });

  it('may name the unit, a bit and the order of bytes', () => {
    expect(parseAddress('1!40001#CDAB')).toMatchObject({
      address: { unit: 1, address: 0, order: { wordsBigEndian: false, bytesBigEndian: true } },
    });
    expect(parseAddress('255!hr:3.15#ba')).toMatchObject({ address: { unit: 255, address: 3, bit: 15 } });
  });

  it.each([
    ['40000', 0, 5, 'count from 1, and the first one is 40001. If the device’s'.replace('’', "'"), '40001'],
    ['0', 0, 1, 'the first one is 00001', '00001'],
    ['20001', 0, 5, 'No table begins with 2', '没有以 2 开头的表'],
    ['465537', 0, 6, 'the last one is 465536', '465536'],
    ['1!50001', 2, 5, 'No table begins with 5', 'hr:50001'],
    ['256!40001', 0, 3, '0 to 255; here it is “256”', '“256”'],
    ['!40001', 0, 1, 'here it is “”', '单元号'],
    ['  x!40001', 2, 1, 'here it is “x”', '“x”'],
    ['40001.16', 6, 2, 'there is no bit “16”', '“16”'],
    ['10001.1', 6, 1, 'a single bit already', '本身就是一个位'],
    ['10001#AB', 6, 2, 'has no byte order', '没有字节序'],
    ['40001#BB', 6, 2, 'CDAB', '在不同产品中含义不同'],
    ['xx:1', 0, 4, 'There is no table “xx”', '没有“xx”这张表'],
    ['hr:65536', 0, 8, '0 to 65535; here it is “65536”', '“65536”'],
    ['%MW10', 0, 5, 'is no Modbus address', '不是 Modbus 地址'],
    ['', 0, 1, 'is no Modbus address', '不是 Modbus 地址'],
  ])('%s is refused at its place', (text, at, length, english, chinese) => {
    const parsed = parseAddress(text);
    if (parsed.ok) throw new Error('was accepted');
    expect(parsed).toMatchObject({ at, length });
    expect(parsed.message.en).toContain(english);
    expect(parsed.message['zh-CN']).toContain(chinese);
  });

  it('is read back from its name, and no text makes it throw', () => {
    const tables: Table[] = ['coils', 'discrete-inputs', 'input-registers', 'holding-registers'];
    fc.assert(
      fc.property(fc.constantFrom(...tables), fc.integer({ min: 0, max: 65_535 }), (table, address) => {
        expect(parseAddress(addressName(table, address))).toMatchObject({ ok: true, address: { table, address } });
      }),
    );
    const scraps = fc.array(fc.constantFrom('1', '4', '0', '!', '.', '#', ':', 'hr', 'CDAB', ' ', '电'), { maxLength: 12 });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          scraps.map((parts) => parts.join('')),
        ),
        (text) => {
          const parsed = parseAddress(text);
          if (!parsed.ok) expect(parsed.at).toBeLessThanOrEqual(text.length);
        },
      ),
    );
  });
});
