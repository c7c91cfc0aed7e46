/** S7comm through one core: client, server and both codecs in one process, without a network. */
import { parseAddress, type S7Address } from '#sandbox/protocols/s7/address.ts';
import { S7Client } from '#sandbox/protocols/s7/client.ts';
import { encodeRead } from '#sandbox/protocols/s7/codec.ts';
import { encodeData } from '#sandbox/protocols/s7/cotp.ts';
import { BlockMemory, type S7Device } from '#sandbox/protocols/s7/memory.ts';
import type { Request } from '#sandbox/protocols/s7/requests.ts';
import { S7Server } from '#sandbox/protocols/s7/server.ts';
import { heapBytes } from './heap.ts';

const device: S7Device = {
  memory: new BlockMemory({}, { 1: { bytes: new Uint8Array(1024) } }),
  identity: {
    orderNumber: '6ES7 315-2EH14-0AB0',
    firmware: [3, 2, 6],
    systemName: '',
    moduleName: 'bench',
    plant: '',
    copyright: '',
    serialNumber: '',
    moduleType: 'CPU 315-2 PN/DP',
  },
  mode: () => 'run',
};
const addresses = (count: number): S7Address[] =>
  Array.from({ length: count }, (_, index) => parseAddress(`DB1.DBD${index * 4}`) as S7Address);

/** A client and its server, set up and answering each other. */
function connected(): { server: S7Server; client: S7Client; turn: () => void } {
  const server = new S7Server(device);
  const client = new S7Client({ host: 'bench' });
  const turn = () => {
    for (const effect of client.drain()) if (effect.do === 'send') server.received(1, effect.bytes, 0n);
    for (const effect of server.drain()) if (effect.do === 'send') client.received(-1, effect.bytes, 0n);
  };
  server.accepted(1, 'bench', 0n);
  client.ask({ ask: 'read', addresses: addresses(1) }, 0n);
  client.drain();
  client.connected(-1, 0n);
  for (let turns = 0; turns < 3; turns += 1) turn();
  if (client.results()[0]?.outcome.kind !== 'read') throw new Error('not connected');
  return { server, client, turn };
}

/** Each answers how to do it once. */
export function s7Work(): { one: () => void; many: () => void; both: () => void } {
  return { one: atServer(1), many: atServer(20), both: withClient(20) };
}

/** One read of so many double words at the server alone: bytes in, bytes out. */
function atServer(count: number): () => void {
  const { server } = connected();
  const items = addresses(count).map(({ byte }) => ({
    area: 'DB' as const,
    db: 1,
    byte,
    bit: 0,
    size: 'BYTE' as const,
    count: 4,
  }));
  const bytes = encodeData(encodeRead(1, items), 10);
  return () => {
    server.received(1, bytes, 0n);
    if (server.drain().length !== 1) throw new Error('no answer');
  };
}

/** The same, and the client that asks and reads the answer. */
function withClient(count: number): () => void {
  const { client, turn } = connected();
  const request: Request = { ask: 'read', addresses: addresses(count) };
  return () => {
    client.ask(request, 0n);
    turn();
    if (client.results()[0]?.outcome.kind !== 'read') throw new Error('no answer');
  };
}

/** Bytes of heap for a server with one connection that is set up, and for its client. */
export function s7Bytes(): { server: number; client: number } {
  const both = heapBytes(connected);
  const client = heapBytes(() => new S7Client({ host: 'bench' }));
  return { server: both - client, client };
}
