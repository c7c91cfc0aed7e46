import { describe, expect, it } from 'vitest';
import { detailsOf, type Packet } from '#sandbox/protocols/internet/dissector.ts';
import { fieldAt, rowsOf } from '../../../../src/workbench/network/field-rows.ts';
import { captured, packetsOf } from '../../../sandbox/protocols/internet/conversations.ts';

const packets = packetsOf(captured().since(0));
const details = (packet: Packet) => detailsOf(packet, { interfaceName: 'plc', firstNs: 0n });
const request = packets.find(({ protocol }) => protocol === 'Modbus/TCP')!;

describe('the lines of a packet', () => {
  it('are its layers, with what the packet is about open', () => {
    const rows = rowsOf(details(request), {});
    expect(rows.filter(({ level }) => level === 1).map(({ kind, open }) => [kind, open])).toEqual([
      ['frame', false],
      ['eth', false],
      ['ip', false],
      ['tcp', false],
      ['mbtcp', false],
      ['modbus', true],
    ]);
    expect(rows.at(-1)).toMatchObject({ level: 2, text: 'Quantity', filter: 'modbus.word_cnt', parent: 5 });
  });

  it('open as the reader left them in another packet of the kind', () => {
    const rows = rowsOf(details(request), { tcp: true, 'tcp/Flags': true, modbus: false });
    expect(rows.find(({ text }) => text === 'Syn')).toMatchObject({ level: 3, value: 'Not set', filter: 'tcp.flags.syn' });
    expect(rows.some(({ text }) => text === 'Quantity')).toBe(false);
  });

  it('lead from every byte of a request to the innermost field that it belongs to', () => {
    const all = details(request);
    const nameAt = (at: number): string | undefined => {
      const found = fieldAt(all, 0, at)!;
      const opened = Object.fromEntries(found.open.map((kind) => [kind, true]));
      return rowsOf(all, opened).find(({ key }) => key === found.key)?.text;
    };
    expect([0, 26, 36, 47, 61, 65].map(nameAt)).toEqual([
      'Destination',
      'Source Address',
      'Destination Port',
      'Flags',
      'Function code',
      'Quantity',
    ]);
    for (let at = 0; at < request.bytes.length; at += 1) expect(fieldAt(all, 0, at), `byte ${at}`).not.toBeNull();
  });

  it('lead into the bytes of a message that was put together', () => {
    const answer = packets.find(({ messages }) => messages.some(({ at }) => at === null))!;
    const all = details(answer);
    expect(fieldAt(all, 1, 0)?.open.at(-1)).toBe(answer.protocol === 'HTTP' ? 'http' : 'mbtcp');
  });
});
