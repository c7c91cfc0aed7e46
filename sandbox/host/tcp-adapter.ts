/**
 * Puts a `Party` on real TCP: a lab's device for a trainee's own tools, or the gateway before real devices. The party sees what it sees
 * in a rig; only the clock and the sockets are the machine's.
 *
 * - A connection that the party has closed or reset is gone for it: no further call names it.
 * - Nothing is delivered from within a call of the party's or of `attend`: answers and failures come on a later turn of the event loop.
 * - What a peer does not read is bounded: first its own bytes are no longer read, then its connection is reset.
 */
import { createServer, connect as openSocket, type Server, type Socket } from 'node:net';
import type { Effect, Failure, Party } from '../protocols/party.ts';

export interface TcpAdapterOptions {
  /** Accepted at once; a further one is reset. */
  maxConnections?: number;
  /** Bytes that wait for one peer before its connection is reset. */
  maxWaitingBytes?: number;
  connectTimeoutMs?: number;
  /** Where a name of the party's really is; `null`: there is no such host. As it stands unless given. */
  locate?: (host: string, port: number) => { host: string; port: number } | null;
  /** Nanoseconds that never run backwards. */
  clock?: () => bigint;
  /** Sees every byte, for captures. */
  tap?: (connection: number, direction: 'received' | 'sent', bytes: Uint8Array) => void;
}

const longestTimerMs = 2 ** 31 - 1;
/** How long a peer may take to close its side after we have closed ours. */
const lingerMs = 2_000;

const failures: Readonly<Record<string, Failure>> = {
  ECONNREFUSED: 'refused',
  ETIMEDOUT: 'timeout',
  ENOTFOUND: 'unknown-host',
  EAI_AGAIN: 'unknown-host',
  ECONNRESET: 'reset',
};

export class TcpAdapter {
  readonly #party: Party;
  readonly #options: Required<Omit<TcpAdapterOptions, 'tap'>> & Pick<TcpAdapterOptions, 'tap'>;
  readonly #sockets = new Map<number, Socket>();
  /** Closed for the party, still flushing. */
  readonly #leaving = new Set<Socket>();
  /** By port. */
  readonly #servers = new Map<number, Server>();
  #accepted = 0;
  #timer: NodeJS.Timeout | null = null;
  #stopped = false;

  constructor(party: Party, options: TcpAdapterOptions = {}) {
    this.#party = party;
    this.#options = {
      maxConnections: 256,
      maxWaitingBytes: 4 << 20,
      connectTimeoutMs: 10_000,
      locate: (host, port) => ({ host, port }),
      clock: () => process.hrtime.bigint(),
      ...options,
    };
    this.attend();
  }

  get connections(): number {
    return this.#sockets.size;
  }

  /** The time that the party is told: for calls that its owner makes itself. */
  get nowNs(): bigint {
    return this.#options.clock();
  }

  /** Listens; port 0 takes a free one. Answers the port; rejects as `node:net` does (EADDRINUSE, EACCES). */
  listen(port: number, host = '127.0.0.1'): Promise<number> {
    const server = createServer({ noDelay: true }, (socket) => this.#accept(socket));
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, () => {
        server.off('error', reject);
        // Too many open files while accepting: that peer is lost, the others stay.
        server.on('error', () => {});
        const address = server.address();
        const own = typeof address === 'object' && address !== null ? address.port : port;
        this.#servers.set(own, server);
        resolve(own);
      });
    });
  }

  /** Listens at that port no more; who is connected stays so. */
  unlisten(port: number): void {
    this.#servers.get(port)?.close();
    this.#servers.delete(port);
  }

  /** Does what the party has asked for and minds its next wake: to be called after the owner has called the party itself. */
  attend(): void {
    if (this.#stopped) return;
    for (const effect of this.#party.drain()) this.#perform(effect);
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const due = this.#party.due;
    if (due === null) return;
    const waitMs = Number(due - this.nowNs) / 1e6;
    this.#timer = setTimeout(() => this.#wake(), Math.min(longestTimerMs, Math.max(0, Math.ceil(waitMs))));
  }

  /** Ends everything; the party is not told. What it had closed in order is given that long to leave. */
  async close(graceMs = 0): Promise<void> {
    this.#stopped = true;
    if (this.#timer) clearTimeout(this.#timer);
    const servers = [...this.#servers.values()].map((server) => new Promise((resolve) => server.close(resolve)));
    if (graceMs > 0 && this.#leaving.size > 0) {
      const gone = [...this.#leaving].map((socket) => new Promise((resolve) => socket.once('close', resolve)));
      const patience = AbortSignal.timeout(graceMs);
      await Promise.race([Promise.all(gone), new Promise((resolve) => patience.addEventListener('abort', resolve))]);
    }
    for (const socket of [...this.#sockets.values(), ...this.#leaving]) socket.destroy();
    this.#sockets.clear();
    await Promise.all(servers);
  }

  #wake(): void {
    const now = this.nowNs;
    // A timer may come a moment early, and a far one was cut short.
    if (this.#party.due !== null && this.#party.due <= now) this.#party.wake(now);
    this.attend();
  }

  #accept(socket: Socket): void {
    if (this.#stopped || this.#sockets.size >= this.#options.maxConnections) {
      socket.on('error', () => {});
      socket.resetAndDestroy();
      return;
    }
    this.#accepted += 1;
    const connection = this.#accepted;
    this.#sockets.set(connection, socket);
    this.#follow(connection, socket);
    this.#party.accepted(connection, socket.remoteAddress ?? '', this.nowNs);
    this.attend();
  }

  #connect(connection: number, host: string, port: number): void {
    const target = this.#options.locate(host, port);
    if (target === null || !(port > 0 && port < 65_536)) {
      setImmediate(() => this.#tell(() => this.#party.failed(connection, target ? 'refused' : 'unknown-host', this.nowNs)));
      return;
    }
    const socket = openSocket({ host: target.host, port: target.port, noDelay: true });
    this.#sockets.set(connection, socket);
    const giveUp = (why: Failure): void => {
      clearTimeout(timer);
      socket.on('error', () => {});
      socket.destroy();
      if (this.#sockets.get(connection) !== socket) return;
      this.#sockets.delete(connection);
      this.#tell(() => this.#party.failed(connection, why, this.nowNs));
    };
    const timer = setTimeout(() => giveUp('timeout'), this.#options.connectTimeoutMs);
    const refused = (error: NodeJS.ErrnoException): void => giveUp(failures[error.code ?? ''] ?? 'unreachable');
    socket.once('error', refused);
    socket.once('close', () => clearTimeout(timer));
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.off('error', refused);
      this.#follow(connection, socket);
      this.#tell(() => this.#party.connected(connection, this.nowNs));
    });
  }

  #follow(connection: number, socket: Socket): void {
    const ended = (how: 'closed' | 'reset'): void => {
      if (this.#sockets.get(connection) !== socket) return;
      this.#sockets.delete(connection);
      if (!socket.destroyed) this.#leave(socket);
      this.#tell(() => this.#party.closed(connection, how, this.nowNs));
    };
    socket.on('data', (bytes: Buffer) => {
      if (this.#sockets.get(connection) !== socket) return;
      this.#options.tap?.(connection, 'received', bytes);
      this.#tell(() => this.#party.received(connection, bytes, this.nowNs));
    });
    socket.on('drain', () => socket.resume());
    socket.on('end', () => ended('closed'));
    socket.on('error', () => ended('reset'));
    socket.on('close', () => ended('closed'));
  }

  #tell(call: () => void): void {
    if (this.#stopped) return;
    call();
    this.attend();
  }

  #perform(effect: Effect): void {
    const socket = this.#sockets.get(effect.connection);
    if (effect.do === 'connect') this.#connect(effect.connection, effect.host, effect.port);
    else if (!socket) return;
    else if (effect.do === 'send') this.#send(effect.connection, socket, effect.bytes);
    else {
      this.#sockets.delete(effect.connection);
      if (effect.do === 'close') this.#leave(socket);
      // A connection that is still being opened cannot be reset, only given up.
      else if (socket.connecting) socket.destroy();
      else socket.resetAndDestroy();
    }
  }

  #send(connection: number, socket: Socket, bytes: Uint8Array): void {
    this.#options.tap?.(connection, 'sent', bytes);
    if (socket.write(bytes)) return;
    // Slower than what it asks for: what it asks next waits in its own buffers.
    socket.pause();
    if (socket.writableLength <= this.#options.maxWaitingBytes) return;
    this.#sockets.delete(connection);
    socket.resetAndDestroy();
    setImmediate(() => this.#tell(() => this.#party.closed(connection, 'reset', this.nowNs)));
  }

  #leave(socket: Socket): void {
    this.#leaving.add(socket);
    const timer = setTimeout(() => socket.destroy(), lingerMs).unref();
    socket.once('close', () => {
      clearTimeout(timer);
      this.#leaving.delete(socket);
    });
    // What still arrives is read and forgotten, so that the end is seen.
    socket.resume();
    socket.end();
  }
}
