import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { TcpAdapter, type TcpAdapterOptions } from '#sandbox/host/tcp-adapter.ts';
import type { Effect, Failure, Party } from '#sandbox/protocols/party.ts';

/** Writes down what it is told and does what the test's `on…` say. */
class Recorder implements Party {
  readonly told: string[] = [];
  readonly queue: Effect[] = [];
  due: bigint | null = null;
  onReceived: (connection: number, text: string) => void = () => {};
  #waiting: { line: string; done: () => void }[] = [];

  #tell(line: string): void {
    this.told.push(line);
    for (const { done } of this.#waiting.filter((one) => line.startsWith(one.line))) done();
    this.#waiting = this.#waiting.filter((one) => !line.startsWith(one.line));
  }
  /** Until a line that begins so has been told. */
  heard(line: string): Promise<void> {
    if (this.told.some((one) => one.startsWith(line))) return Promise.resolve();
    return new Promise((done) => this.#waiting.push({ line, done }));
  }
  accepted(connection: number): void {
    this.#tell(`accepted ${connection}`);
  }
  connected(connection: number): void {
    this.#tell(`connected ${connection}`);
  }
  failed(connection: number, why: Failure): void {
    this.#tell(`failed ${connection} ${why}`);
  }
  received(connection: number, bytes: Uint8Array): void {
    const text = Buffer.from(bytes).toString('latin1');
    this.onReceived(connection, text);
    this.#tell(`received ${connection} ${text.slice(0, 20)}`);
  }
  closed(connection: number, how: string): void {
    this.#tell(`closed ${connection} ${how}`);
  }
  wake(nowNs: bigint): void {
    const early = this.due !== null && nowNs < this.due;
    this.due = null;
    this.#tell(early ? 'woken early' : 'woken');
  }
  drain(): Effect[] {
    return this.queue.splice(0);
  }
  save(): unknown {
    return null;
  }
}

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

function adapterOf(party: Party, options?: TcpAdapterOptions): TcpAdapter {
  const adapter = new TcpAdapter(party, options);
  open.push(adapter);
  return adapter;
}

function dialling(port: number): Socket {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  open.push({ close: () => socket.destroy() });
  socket.on('error', () => {});
  return socket;
}

async function dial(port: number): Promise<Socket> {
  const socket = dialling(port);
  await once(socket, 'connect');
  return socket;
}

/** Whatever the reason. */
const gone = (socket: Socket): Promise<void> => new Promise((resolve) => socket.once('close', () => resolve()));

const send = (connection: number, text: string): Effect => ({ do: 'send', connection, bytes: Buffer.from(text) });

describe('a party on a real port', () => {
  it('is told of a peer, its bytes and its end, and answers', async () => {
    const party = new Recorder();
    party.onReceived = (connection, text) => party.queue.push(send(connection, text.toUpperCase()));
    const socket = await dial(await adapterOf(party).listen(0));
    socket.write('hello');
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).toBe('HELLO');
    socket.end();
    await party.heard('closed');
    expect(party.told).toEqual(['accepted 1', 'received 1 hello', 'closed 1 closed']);
  });

  it('lets what was sent before its close arrive, and hears no more of that connection', async () => {
    const party = new Recorder();
    party.onReceived = (connection) => party.queue.push(send(connection, 'bye'), { do: 'close', connection });
    const socket = await dial(await adapterOf(party).listen(0));
    socket.write('x');
    let text = '';
    socket.on('data', (bytes) => {
      text += bytes;
    });
    await once(socket, 'end');
    socket.end('too late');
    await gone(socket);
    expect(text).toBe('bye');
    expect(party.told).toEqual(['accepted 1', 'received 1 x']);
  });

  it('resets a peer', async () => {
    const party = new Recorder();
    party.onReceived = (connection) => party.queue.push({ do: 'reset', connection });
    const socket = await dial(await adapterOf(party).listen(0));
    socket.write('x');
    await gone(socket);
    expect(socket.errored).toMatchObject({ code: 'ECONNRESET' });
  });

  it('refuses more peers than it may have, and takes one again when another has left', async () => {
    const party = new Recorder();
    const port = await adapterOf(party, { maxConnections: 1 }).listen(0);
    const first = await dial(port);
    await party.heard('accepted 1');
    await gone(dialling(port));
    first.end();
    await party.heard('closed 1');
    await dial(port);
    await party.heard('accepted 2');
  });

  it('resets a peer that asks and asks and never reads', async () => {
    const party = new Recorder();
    const large = 'x'.repeat(1 << 20);
    party.onReceived = (connection) => {
      for (let times = 0; times < 16; times += 1) party.queue.push(send(connection, large));
    };
    const adapter = adapterOf(party, { maxWaitingBytes: 1 << 20 });
    const socket = await dial(await adapter.listen(0));
    socket.pause();
    socket.write('all of it');
    await party.heard('closed 1 reset');
    expect(adapter.connections).toBe(0);
  });
});

describe('a party that connects', () => {
  it('reaches a listener and speaks with it', async () => {
    const server = createServer((socket) => socket.on('data', (bytes) => socket.end(`<${bytes}>`)));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    open.push(server);
    const { port } = server.address() as { port: number };
    const party = new Recorder();
    const adapter = adapterOf(party, { locate: () => ({ host: '127.0.0.1', port }) });
    party.queue.push({ do: 'connect', connection: -1, host: 'meter-1', port: 502 });
    adapter.attend();
    expect(party.told).toEqual([]);
    await party.heard('connected -1');
    party.queue.push(send(-1, 'hi'));
    adapter.attend();
    await party.heard('closed -1');
    expect(party.told).toEqual(['connected -1', 'received -1 <hi>', 'closed -1 closed']);
  });

  it('is told why it could not, and never from within its own call', async () => {
    const unused = createServer();
    unused.listen(0, '127.0.0.1');
    await once(unused, 'listening');
    const { port } = unused.address() as { port: number };
    await new Promise((resolve) => unused.close(resolve));
    const party = new Recorder();
    const adapter = adapterOf(party, { locate: (host) => (host === 'nobody' ? null : { host: '127.0.0.1', port }) });
    party.queue.push({ do: 'connect', connection: -1, host: 'nobody', port: 502 });
    party.queue.push({ do: 'connect', connection: -2, host: 'meter-1', port: 502 });
    adapter.attend();
    expect(party.told).toEqual([]);
    await Promise.all([party.heard('failed -1'), party.heard('failed -2')]);
    expect(party.told.toSorted()).toEqual(['failed -1 unknown-host', 'failed -2 refused']);
  });

  it('is woken when its time has come, never before', async () => {
    const party = new Recorder();
    const adapter = adapterOf(party);
    party.due = adapter.nowNs + 5_000_000n;
    adapter.attend();
    await party.heard('woken');
    expect(party.told).toEqual(['woken']);
  });
});
