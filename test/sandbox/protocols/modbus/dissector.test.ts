import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Field, Message } from '#sandbox/protocols/dissection.ts';
import { modbusDissector } from '#sandbox/protocols/modbus/dissector.ts';
import { effort, patience } from '../../iec61131/fuzz/effort.ts';

const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'));

/** A request and its answer. */
function talk(request: string, answer?: string): Message[] {
  const conversation = modbusDissector.conversation();
  return [
    ...conversation.push('to-server', bytesOf(request)),
    ...(answer === undefined ? [] : conversation.push('to-client', bytesOf(answer))),
  ];
}
const flat = (fields: readonly Field[]): Field[] => fields.flatMap((field) => [field, ...flat(field.fields ?? [])]);
const field = (message: Message | undefined, name: string): Field | undefined =>
  flat(message?.fields ?? []).find((one) => one.name === name);

describe('the dissector of Modbus/TCP', () => {
  it('names every field of a read and its place, and the registers of the answer', () => {
    const [request, answer] = talk('0001 0000 0006 01 03 0000 0002', '0001 0000 0007 01 03 04 4367 8000');
    expect(request).toMatchObject({
      direction: 'to-server',
      state: 'ok',
      summary: 'unit 1: Read Holding Registers, 40001…40002',
    });
    expect(request?.fields.map(({ name, value, at, length }) => [name, value, at, length])).toEqual([
      ['Transaction Identifier', '1 (0x0001)', 0, 2],
      ['Protocol Identifier', '0', 2, 2],
      ['Length', '6', 4, 2],
      ['Unit Identifier', '1', 6, 1],
      ['Function code', '3 (Read Holding Registers)', 7, 1],
      ['Starting Address', '0 (40001)', 8, 2],
      ['Quantity', '2', 10, 2],
    ]);
    expect(answer).toMatchObject({ state: 'ok', summary: 'unit 1: Read Holding Registers: answer, 40001…40002' });
    expect(field(answer, '40001')).toEqual({ name: '40001', value: '17255 (0x4367)', at: 9, length: 2 });
    expect(field(answer, '40002')).toMatchObject({ at: 11 });
  });

  it('names exceptions and says what they mean', () => {
    const [, answer] = talk('0001 0000 0006 01 03 00c8 0001', '0001 0000 0003 01 83 02');
    expect(answer).toMatchObject({
      state: 'error',
      summary: 'unit 1: 0x02 Illegal Data Address: Read Holding Registers, 40201',
    });
    expect(field(answer, 'Exception code')?.wrong?.en).toContain('does not exist in the device');
    expect(field(answer, 'Exception code')?.wrong?.['zh-CN']).toContain('不存在');
  });

  it.each([
    ['05 0001 ff00', 'Write Single Coil, 00002 := ON', 'Output Value', '0xFF00 (ON)'],
    ['06 0001 000a', 'Write Single Register, 40002 := 10', 'Register Value', '10 (0x000A)'],
    ['0f 0000 000a 02 cd01', 'Write Multiple Coils, 00001…00010', '00009', '1 (ON)'],
    ['10 0001 0002 04 000a0102', 'Write Multiple Registers, 40002…40003', '40003', '258 (0x0102)'],
    ['16 0004 00f2 0025', 'Mask Write Register, 40005', 'And_Mask', '0x00F2'],
    ['17 0003 0001 0004 0001 02 00ff', 'Read/Write Multiple Registers, 40004, written 40005', '40005', '255 (0x00FF)'],
    ['2b 0e 01 00', 'Read Device Identification, basic, from object 0', 'Object Id', '0 (VendorName)'],
  ])('reads the request %s', (pdu, summary, name, value) => {
    const size = (bytesOf(pdu).length + 1).toString(16).padStart(4, '0');
    const [request] = talk(`0001 0000 ${size} 01 ${pdu}`);
    expect(request).toMatchObject({ state: 'ok', summary: `unit 1: ${summary}` });
    expect(field(request, name)?.value).toBe(value);
  });

  it('reads coils and identifications', () => {
    const [, coils] = talk('0001 0000 0006 01 01 0013 000a', '0001 0000 0005 01 01 02 cd 01');
    expect(field(coils, 'Status')?.value).toBe('1011001110');
    expect(field(coils, '00020')).toMatchObject({ value: '1 (ON)', at: 9, length: 1 });
    expect(field(coils, '00029')).toMatchObject({ value: '0 (OFF)', at: 10 });
    const [, device] = talk('0001 0000 0005 01 2b 0e 04 01', '0001 0000 000e 01 2b 0e 04 83 00 00 01 01 04 504d2d31');
    expect(device?.state).toBe('ok');
    expect(field(device, 'ProductCode')).toMatchObject({ value: '"PM-1"', at: 16, length: 4 });
  });

  it('says which rule a frame breaks, and where', () => {
    const [tooMany] = talk('0001 0000 0006 01 03 0000 007e');
    expect(tooMany?.state).toBe('malformed');
    expect(field(tooMany, 'Quantity')?.wrong?.en).toBe('a quantity of 126: 1 to 125 are allowed');
    const [short] = talk('0001 0000 0004 01 03 0000');
    expect(short?.state).toBe('malformed');
    const [, otherUnit] = talk('0001 0000 0006 01 03 0000 0001', '0001 0000 0005 07 03 02 0000');
    expect(field(otherUnit, 'Unit Identifier')?.wrong?.en).toBe('The request was to unit 1.');
    const [, stray] = talk('0001 0000 0006 01 03 0000 0001', '0002 0000 0005 01 03 02 0000');
    expect(stray).toMatchObject({ state: 'error' });
    expect(field(stray, 'Transaction Identifier')?.wrong?.['zh-CN']).toContain('没有等待中的请求');
    const [, other] = talk('0001 0000 0006 01 03 0000 0001', '0001 0000 0007 01 03 04 0000 0000');
    expect(other?.state).toBe('malformed');
  });

  it('shows what is no Modbus after what was, and goes on with the next bytes', () => {
    const conversation = modbusDissector.conversation();
    const read = '0001 0000 0006 01 03 0000 0001';
    const messages = conversation.push('to-server', bytesOf(`${read}${Buffer.from('GET / HTTP').toString('hex')}`));
    expect(messages.map(({ state, bytes }) => [state, bytes.length])).toEqual([
      ['ok', 12],
      ['malformed', 10],
    ]);
    expect(conversation.push('to-server', bytesOf(read))).toHaveLength(1);
  });

  describe('whatever is said', () => {
    const frame = fc
      .tuple(
        fc.nat(3),
        fc.nat(2),
        fc.constantFrom(1, 2, 3, 4, 5, 6, 7, 15, 16, 22, 23, 43, 131, 171),
        fc.uint8Array({ maxLength: 30 }),
      )
      .map(([transaction, unit, code, data]) => Uint8Array.of(0, transaction, 0, 0, 0, data.length + 2, unit, code, ...data));
    const part = fc.record({
      direction: fc.constantFrom('to-server' as const, 'to-client' as const),
      bytes: fc.oneof({ weight: 9, arbitrary: frame }, { weight: 1, arbitrary: fc.uint8Array({ minLength: 1, maxLength: 40 }) }),
    });
    it('never throws, and no field is empty or reaches beyond its message', { timeout: patience }, () => {
      fc.assert(
        fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
          const whole = modbusDissector.conversation();
          for (const { direction, bytes } of parts)
            for (const message of whole.push(direction, bytes))
              for (const { at, length } of flat(message.fields))
                if (length <= 0 || at + length > message.bytes.length)
                  expect.fail(`${at} + ${length} of ${message.bytes.length}`);
        }),
        effort(2_000, 1),
      );
    });

    it('makes the same of a conversation however its bytes are cut, and covers every byte', { timeout: patience }, () => {
      fc.assert(
        fc.property(fc.array(fc.tuple(frame, fc.nat(20)), { maxLength: 6 }), (frames) => {
          const [whole, cut] = [modbusDissector.conversation(), modbusDissector.conversation()];
          const expected = frames.flatMap(([bytes]) => whole.push('to-server', bytes));
          const seen = frames.flatMap(([bytes, at]) => [
            ...cut.push('to-server', bytes.subarray(0, at)),
            ...cut.push('to-server', bytes.subarray(at)),
          ]);
          expect(seen).toEqual(expected);
          for (const { fields, bytes } of seen) expect(fields.reduce((sum, { length }) => sum + length, 0)).toBe(bytes.length);
        }),
        effort(200, 0.2),
      );
    });
  });
});
