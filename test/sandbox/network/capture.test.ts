import { describe, expect, it } from 'vitest';
import { Capture } from '#sandbox/network/capture.ts';
import { pcapngFrame, pcapngHead } from '#sandbox/network/pcapng.ts';
import { bytesOf, connected, ms, Network, s, smallNetwork } from './small-network.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('A capture', () => {
  it('sees what leaves an end of a link even if it is lost, and what arrives there', () => {
    const network = new Network(smallNetwork(), 1);
    const capture = new Capture(network);
    capture.add('plc-cable', 'plc');
    capture.add('drop');
    network.setLink('plc-cable', { loss: { kind: 'bernoulli', share: 1 } });
    network.echo('plc', 'meter', { identifier: 1, sequence: 1, timeToLive: 64, bytes: 0 });
    network.advance(1n * s);
    network.mendLink('plc-cable');
    network.echo('plc', 'meter', { identifier: 1, sequence: 2, timeToLive: 64, bytes: 0 });
    network.advance(2n * s);
    const seen = capture.since(0).map((frame) => `${frame.interface} ${frame.direction}`);
    expect(seen).toEqual(['0 out', '0 out', '1 in', '1 out', '0 in']);
    expect(capture.interfaces).toEqual([
      { link: 'plc-cable', at: 'plc' },
      { link: 'drop', at: 'meter' },
    ]);
  });

  it('makes frames byte for byte', () => {
    const network = new Network(smallNetwork(), 1);
    const capture = new Capture(network);
    capture.add('plc-cable');
    const socket = network.bind('plc', 4000)!;
    network.sendTo(socket, 'meter', 161, bytesOf('abc'));
    const [frame] = capture.since(0);
    expect(hex(frame!.bytes)).toBe(
      // Ethernet II; IPv4 with its checksum; UDP with its; three bytes. The checksums were reckoned by another program.
      ['02000a000114', '02000a00010a', '0800', '4500001f00014000401124b00a00010a0a000114', '0fa000a1000b1517', '616263'].join(''),
    );
  });

  it('keeps the newest within its bounds, and counts all', () => {
    const network = new Network(smallNetwork(), 1);
    const capture = new Capture(network, { frames: 10, bytes: 1_000_000 });
    const small = new Capture(network, { frames: 1_000_000, bytes: 500 });
    capture.add('plc-cable');
    small.add('plc-cable');
    const socket = network.bind('plc', null)!;
    for (let turn = 0; turn < 5000; turn += 1) network.sendTo(socket, 'meter', 9, new Uint8Array(58));
    expect(capture.since(0).map(({ number }) => number)).toEqual(Array.from({ length: 10 }, (_, at) => 4991 + at));
    expect(small.since(0).map(({ number }) => number)).toEqual([4996, 4997, 4998, 4999, 5000]);
    expect(capture.since(4998).map(({ number }) => number)).toEqual([4999, 5000]);
    expect(capture.since(5000)).toEqual([]);
    expect(capture.total).toBe(5000);
  });

  it('ends when it is stopped, and changes nothing of what it watches', () => {
    const run = (watched: boolean) => {
      const network = new Network(smallNetwork({ loss: { kind: 'bernoulli', share: 0.2 } }), 3);
      const capture = new Capture(network);
      if (watched) for (const link of ['plc-cable', 'drop']) capture.add(link);
      const { near } = connected(network);
      network.send(near, new Uint8Array(20_000));
      network.advance(network.nowNs + 500n * ms);
      capture.stop();
      const { total } = capture;
      network.advance(network.nowNs + 100n * s);
      expect(capture.total).toBe(total);
      return network.save();
    };
    expect(run(true)).toEqual(run(false));
  });

  it('is not made where there is no such link, or no such end of it', () => {
    const capture = new Capture(new Network(smallNetwork(), 1));
    expect(() => capture.add('cable')).toThrow('there is no link cable');
    expect(() => capture.add('drop', 'plc')).toThrow('the link drop does not end at plc');
  });
});

describe('A pcapng file', () => {
  it('is made of blocks of whole words, each with its length at both ends', () => {
    const bytes = Buffer.concat([
      pcapngHead([{ name: 'plc:cable' }, { name: 'x' }], 'about'),
      pcapngFrame({ interface: 1, direction: 'in', bytes: Uint8Array.of(1, 2, 3) }, 0x1_0000_0002n, 'odd'),
    ]);
    const types: number[] = [];
    for (let at = 0; at < bytes.length; ) {
      const length = bytes.readUInt32LE(at + 4);
      expect(length % 4).toBe(0);
      expect(bytes.readUInt32LE(at + length - 4)).toBe(length);
      types.push(bytes.readUInt32LE(at));
      at += length;
    }
    expect(types).toEqual([0x0a0d0d0a, 1, 1, 6]);
    expect(
      bytes
        .subarray(bytes.lastIndexOf(Uint8Array.of(1, 2, 3)) - 20)
        .subarray(0, 20)
        .toString('hex'),
    ).toBe(['01000000', '01000000', '02000000', '03000000', '03000000'].join(''));
  });
});
