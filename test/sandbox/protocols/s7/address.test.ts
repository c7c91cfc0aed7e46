import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  elementBytes,
  formatAddress,
  isAddressError,
  parseAddress,
  reachOf,
  type ValueType,
} from '#sandbox/protocols/s7/address.ts';
import { at } from './press.ts';

const dataBlock = (db: number, byte: number, type: ValueType, more = {}) => ({
  area: 'DB',
  db,
  byte,
  bit: 0,
  type,
  count: 1,
  length: 0,
  ...more,
});

describe('an address', () => {
  it.each([
    ['DB1.DBX5.2', dataBlock(1, 5, 'BOOL', { bit: 2 })],
    ['DB1.X5.2', dataBlock(1, 5, 'BOOL', { bit: 2 })],
    ['db1,x5.2', dataBlock(1, 5, 'BOOL', { bit: 2 })],
    ['DB1.DBB3', dataBlock(1, 3, 'BYTE')],
    ['DB10.DBW4', dataBlock(10, 4, 'WORD')],
    ['DB1.DBD20', dataBlock(1, 20, 'DWORD')],
    ['DB1,REAL20', dataBlock(1, 20, 'REAL')],
    ['DB1,R20', dataBlock(1, 20, 'REAL')],
    ['DB1,LREAL8', dataBlock(1, 8, 'LREAL')],
    ['DB1,S5TIME4', dataBlock(1, 4, 'S5TIME')],
    ['DB1,DT0', dataBlock(1, 0, 'DT')],
    ['DB1,INT0.10', dataBlock(1, 0, 'INT', { count: 10 })],
    ['DB1,X0.3.5', dataBlock(1, 0, 'BOOL', { bit: 3, count: 5 })],
    ['DB1,S10.20', dataBlock(1, 10, 'STRING', { length: 20 })],
    ['DB1,STRING10.20.3', dataBlock(1, 10, 'STRING', { length: 20, count: 3 })],
    [' MW10 ', dataBlock(0, 10, 'WORD', { area: 'M' })],
    ['MR10', dataBlock(0, 10, 'REAL', { area: 'M' })],
    ['M0.1', dataBlock(0, 0, 'BOOL', { area: 'M', bit: 1 })],
    ['MX0.1', dataBlock(0, 0, 'BOOL', { area: 'M', bit: 1 })],
    ['I0.0', dataBlock(0, 0, 'BOOL', { area: 'I' })],
    ['E0.0', dataBlock(0, 0, 'BOOL', { area: 'I' })],
    ['Q1.7', dataBlock(0, 1, 'BOOL', { area: 'Q', bit: 7 })],
    ['A1.7', dataBlock(0, 1, 'BOOL', { area: 'Q', bit: 7 })],
    ['IW2', dataBlock(0, 2, 'WORD', { area: 'I' })],
    ['T5', dataBlock(0, 5, 'TIMER', { area: 'T' })],
    ['Z3.2', dataBlock(0, 3, 'COUNTER', { area: 'C', count: 2 })],
  ])('%s is read', (written, address) => {
    expect(parseAddress(written)).toEqual(address);
  });

  it.each([
    ['', 0, /empty/, /为空/],
    ['DB1', 3, /DB1\.DBW0/, /整个数据块/],
    ['DB0.DBW0', 2, /numbered 1 to/, /编号/],
    ['DB1:DBW0', 3, /dot or a comma/, /点或逗号/],
    ['DB1.DBX5', 7, /number after the byte/, /位号/],
    ['DB1.DBX5.8', 9, /bits 0 to 7/, /0 到 7 位/],
    ['DB1,S10', 5, /how many characters/, /多少个字符/],
    ['DB1,S10.255', 8, /how many characters/, /多少个字符/],
    ['DB1,FLOAT4', 4, /"FLOAT" is no type/, /“FLOAT”不是类型/],
    ['DB1,INT0.0', 9, /at least 1/, /至少为 1/],
    ['DB1.DBW70000', 7, /end at 65535/, /65535/],
    ['DB1,INT65530.9', 13, /ends at byte/, /不能超出/],
    ['DB1,INT0.1.2', 11, /one number too many/, /多了一个数字/],
    ['K4', 0, /No area is called "K"/, /“K”/],
    ['M5', 1, /MB5 is a byte/, /MB5 是字节/],
    ['MW', 1, /is no address/, /不是地址/],
    ['T', 1, /is no address/, /不是地址/],
    ['DB1.DBW-2', 4, /is no address/, /不是地址/],
  ])('%j is a mistake at character %i, told in both languages', (written, place, english, chinese) => {
    const found = parseAddress(written);
    if (!isAddressError(found)) throw new Error('taken for an address');
    expect(found.at).toBe(place);
    expect(found.message.en).toMatch(english);
    expect(found.message['zh-CN']).toMatch(chinese);
  });

  it('says which bytes it reaches over', () => {
    expect(reachOf(at('DB1,X0.6.5'))).toEqual({ first: 0, bytes: 2 });
    expect(reachOf(at('DB1,S10.20.2'))).toEqual({ first: 10, bytes: 44 });
    expect(reachOf(at('T5.2'))).toEqual({ first: 10, bytes: 4 });
  });

  it('that is written again is read as before', () => {
    const types = Object.keys(elementBytes).filter((type) => type !== 'TIMER' && type !== 'COUNTER') as ValueType[];
    const address = fc
      .record({
        area: fc.constantFrom('DB' as const, 'M' as const, 'I' as const, 'Q' as const, 'T' as const, 'C' as const),
        db: fc.integer({ min: 1, max: 65_535 }),
        byte: fc.nat(30_000),
        bit: fc.nat(7),
        type: fc.constantFrom(...types),
        count: fc.integer({ min: 1, max: 100 }),
        length: fc.integer({ min: 1, max: 254 }),
      })
      .map((any) => {
        const counts = any.area === 'T' || any.area === 'C';
        const type: ValueType = any.area === 'T' ? 'TIMER' : any.area === 'C' ? 'COUNTER' : any.type;
        const length = type === 'STRING' ? any.length : 0;
        return { ...any, type, length, db: any.area === 'DB' ? any.db : 0, bit: type === 'BOOL' && !counts ? any.bit : 0 };
      });
    fc.assert(
      fc.property(address, (one) => {
        expect(parseAddress(formatAddress(one))).toEqual(one);
      }),
    );
  });

  it('is never a throw, whatever is written', () => {
    const signs = fc.string({ unit: fc.constantFrom(...'DBXWMIQTCZSREALN0123456789.,: '), maxLength: 14 });
    fc.assert(
      fc.property(fc.oneof(signs, fc.string()), (written) => {
        const found = parseAddress(written);
        if (isAddressError(found)) expect(found.at).toBeLessThanOrEqual(written.length);
        else expect(reachOf(found).bytes).toBeGreaterThan(0);
      }),
    );
  });
});
