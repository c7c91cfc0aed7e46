import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileFilter, completeFilter } from '#sandbox/protocols/internet/dissector.ts';
import { filterFields } from '#sandbox/protocols/internet/filter-fields.ts';
import { effort } from '../../iec61131/fuzz/effort.ts';
import { captured, packetsOf } from './conversations.ts';

const packets = packetsOf(captured().since(0));
const found = (filter: string): number[] => {
  const compiled = compileFilter(filter);
  if (!compiled.ok) throw new Error(`${compiled.error.column}: ${compiled.error.message.en}`);
  return packets.filter(compiled.matches).map(({ number }) => number);
};
const everything = packets.map(({ number }) => number);

describe('the display filter', () => {
  it('lets everything pass when it is empty', () => {
    expect(found('')).toEqual(everything);
    expect(found('  ')).toEqual(everything);
  });

  it('binds && closer than ||, ! closest, and knows the words for them', () => {
    expect(found('udp || tcp && modbus')).toEqual(found('udp or (tcp and modbus)'));
    expect(found('(udp || tcp) && modbus')).toEqual(found('modbus'));
    expect(found('!tcp && !icmp')).toEqual(found('not (tcp or icmp)'));
    expect(found('TCP AND Modbus')).toEqual(found('modbus'));
  });

  it('compares any of several values, but asks all of them to differ', () => {
    expect(found('ip.addr == 10.0.1.20').length).toBeGreaterThan(0);
    expect(found('ip.addr != 10.0.1.20')).toEqual(found('ip && !(ip.addr == 10.0.1.20)'));
    expect(found('modbus.func_code != 3')).toEqual(found('modbus.func_code && !(modbus.func_code == 3)'));
  });

  it('takes names for values that have them', () => {
    expect(found('modbus.func_code == "Read Holding Registers"')).toEqual(found('modbus.func_code == 0x03'));
    expect(found('mqtt.msgtype == "publish"')).toEqual(found('mqtt.msgtype == 3'));
  });

  it('searches bytes for text and for bytes', () => {
    expect(found('mqtt contains "line/temp"')).toEqual(found('mqtt.topic == "line/temp"'));
    expect(found('tcp.payload contains 6c:69:6e:65')).toEqual(found('tcp.payload contains "line"'));
    expect(found('mqtt.topic == "a \\"b\\""')).toEqual([]);
  });

  it.each([
    ['modbsu', 1, 'Did you mean modbus?'],
    ['tcp.prot == 502', 1, 'Did you mean tcp.port?'],
    ['tcp.port == ', 13, 'A value to compare tcp.port with is missing'],
    ['tcp.port == abc', 13, 'tcp.port is a number'],
    ['tcp.port = 502', 10, 'Equal is written =='],
    ['tcp && (udp || icmp', 8, 'not closed'],
    ['tcp)', 4, 'There is no "("'],
    ['tcp udp', 5, '&& or ||'],
    ['ip.addr == 10.0.1', 12, 'An address is written 10.0.1.20'],
    ['ip.addr == 300.0.0.1', 12, 'An address is written'],
    ['eth.src == 02:00', 12, 'A MAC address is written'],
    ['tcp.flags.syn == 2', 18, 'is 1 or 0'],
    ['tcp.analysis.retransmission == 1', 29, 'there or is not'],
    ['ip.addr contains "10"', 9, 'compare it with =='],
    ['mqtt.topic contains "temp', 21, 'not closed'],
    ['mqtt.topic matches "temp"', 12, 'matches is not known here'],
    ['tcp.port in 502', 13, 'A set is written'],
    ['tcp.port in {502, 102', 13, 'This set is not closed'],
    ['tcp &&', 7, 'A field is expected here'],
    ['== 5', 1, 'A field is expected here'],
  ])('tells of %j at column %i', (filter, column, message) => {
    const compiled = compileFilter(filter);
    expect(compiled.ok).toBe(false);
    if (compiled.ok) return;
    expect(compiled.error.column).toBe(column);
    expect(compiled.error.message.en).toContain(message);
    expect(compiled.error.message['zh-CN']).toMatch(/[\u4e00-\u9fff]/);
    expect(compiled.error.at + compiled.error.length).toBeLessThanOrEqual(filter.length);
  });

  it('never throws, whatever is typed, and completes it anywhere', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '==',
        '!=',
        '&&',
        '||',
        '!',
        '(',
        ')',
        '{',
        '}',
        ',',
        'contains',
        'in',
        'not',
        '"',
        '"a"',
        '10.0.1.0/24',
        '5..7',
        ' ',
      ),
      fc.constantFrom(...filterFields.keys()),
      fc.string({ maxLength: 6 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.nat(80), (pieces, cursor) => {
        const filter = pieces.join(' ');
        const compiled = compileFilter(filter);
        if (compiled.ok) packets.slice(0, 5).forEach(compiled.matches);
        else expect(compiled.error.column).toBeLessThanOrEqual(filter.length + 1);
        const { from, to } = completeFilter(filter, Math.min(cursor, filter.length));
        expect(0 <= from && from <= to && to <= filter.length).toBe(true);
      }),
      effort(2_000, 0.2),
    );
    expect(compileFilter(`${'('.repeat(10_000)}tcp`).ok).toBe(false);
    expect(compileFilter(`${'!'.repeat(10_000)}tcp`).ok).toBe(false);
  });
});

describe('completion in the display filter', () => {
  const offered = (filter: string, cursor = filter.length): string[] =>
    completeFilter(filter, cursor).items.map(({ text }) => text);

  it('offers fields by what was typed, those that begin so first', () => {
    expect(offered('mod').slice(0, 2)).toEqual(['modbus', 'modbus.bit_cnt']);
    expect(offered('tcp.fl').slice(0, 2)).toEqual(['tcp.flags', 'tcp.flags.ack']);
    expect(offered('topic')).toEqual(['mqtt.topic', 'mqtt.willtopic']);
    expect(offered('tcp && mqtt.to')).toContain('mqtt.topic');
    expect(completeFilter('tcp && mqtt.to', 14)).toMatchObject({ from: 7, to: 14 });
  });

  it('takes the whole word away that the cursor stands in', () => {
    expect(completeFilter('tcp.prt == 502', 5)).toMatchObject({ from: 0, to: 7 });
  });

  it('offers comparisons that the field allows, then values that have names', () => {
    expect(offered('mqtt.topic ')).toContain('contains');
    expect(offered('tcp.port ')).not.toContain('contains');
    expect(offered('tcp.analysis.retransmission ')).toEqual(['&&', '||']);
    expect(completeFilter('modbus.func_code == ', 20).items[2]).toMatchObject({
      text: '3',
      about: { en: 'Read Holding Registers' },
    });
    expect(offered('modbus.func_code in {1, ')).toContain('16');
    expect(offered('tcp.port == 502 ')).toEqual(['&&', '||']);
  });
});
