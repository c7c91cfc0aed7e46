/** Modbus TCP through one core: client, server and both codecs in one process, without a network. */
import { ModbusClient } from '#sandbox/protocols/modbus/client.ts';
import { encodeFrame } from '#sandbox/protocols/modbus/mbap.ts';
import { BlockUnit } from '#sandbox/protocols/modbus/memory.ts';
import type { Request } from '#sandbox/protocols/modbus/messages.ts';
import { encodeRequest } from '#sandbox/protocols/modbus/requests.ts';
import { ModbusServer } from '#sandbox/protocols/modbus/server.ts';
import { heapBytes } from './heap.ts';

const unit = new BlockUnit({ 'holding-registers': [{ address: 0, values: Array.from({ length: 200 }, (_, index) => index) }] });
const memory = { unit: () => unit };

/** Each answers how to do it once. */
export function modbusWork(): { small: () => void; large: () => void; both: () => void } {
  return { small: atServer(10), large: atServer(125), both: withClient(10) };
}

/** One read at the server alone: bytes in, bytes out. */
function atServer(quantity: number): () => void {
  const server = new ModbusServer(memory);
  server.accepted(1, 'bench', 0n);
  const bytes = encodeFrame({ transaction: 1, unit: 1, pdu: encodeRequest({ code: 3, address: 0, quantity }) });
  return () => {
    server.received(1, bytes, 0n);
    if (server.drain().length !== 1) throw new Error('no answer');
  };
}

/** The same, and the client that asks and reads the answer. */
function withClient(quantity: number): () => void {
  const server = new ModbusServer(memory);
  const client = new ModbusClient({ host: 'bench' });
  const request: Request = { code: 3, address: 0, quantity };
  server.accepted(1, 'bench', 0n);
  client.ask(1, request, 0n);
  client.drain();
  client.connected(-1, 0n);
  return () => {
    for (const effect of client.drain()) if (effect.do === 'send') server.received(1, effect.bytes, 0n);
    for (const effect of server.drain()) if (effect.do === 'send') client.received(-1, effect.bytes, 0n);
    if (client.results()[0]?.outcome.kind !== 'answer') throw new Error('no answer');
    client.ask(1, request, 0n);
  };
}

/** Bytes of heap for a server with one connection, and for a client. */
export function modbusBytes(): { server: number; client: number } {
  const server = heapBytes(() => {
    const made = new ModbusServer(memory);
    made.accepted(1, 'bench', 0n);
    return made;
  });
  return { server, client: heapBytes(() => new ModbusClient({ host: 'bench' })) };
}
