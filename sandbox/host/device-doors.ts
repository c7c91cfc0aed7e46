/**
 * A rig's devices on real TCP ports of this machine: every connection of a tool (a SCADA, Wireshark's friends, Node-RED) becomes a stream
 * into the rig. Nothing else of this machine is reached, and nothing of it can be reached from the rig.
 */
import { createServer, type Server, type Socket } from 'node:net';
import type { OutsideEvent } from '../rig/network/outside.ts';

/** The way into a rig, near or far. */
export interface OutsideLine {
  open(stream: number, device: string): void;
  /** Resolves when the rig has taken them: until then no more is read. */
  send(stream: number, bytes: Uint8Array): Promise<void>;
  close(stream: number): void;
}

/** Connections at once; a further one is reset. */
const mostConnections = 64;
/** Bytes handed over at once: what a message of the wire carries. */
const mostAtOnce = 64 * 1024;
/** Bytes that a tool does not read before its connection is reset. */
const mostWaiting = 4 << 20;

export class DeviceDoors {
  readonly #line: OutsideLine;
  readonly #sockets = new Map<number, Socket>();
  readonly #servers: Server[] = [];
  #lastStream = -1;

  constructor(line: OutsideLine) {
    this.#line = line;
  }

  /** Listens for a device; port 0 takes a free one. Answers the port; rejects as `node:net` does (EADDRINUSE, EACCES). */
  listen(device: string, port: number, host: string): Promise<number> {
    const server = createServer({ noDelay: true, pauseOnConnect: true }, (socket) => this.#accept(device, socket));
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, () => {
        server.off('error', reject);
        // Too many open files while accepting: that peer is lost, the others stay.
        server.on('error', () => {});
        this.#servers.push(server);
        const address = server.address();
        resolve(typeof address === 'object' && address !== null ? address.port : port);
      });
    });
  }

  /** What the rig says of a stream. */
  tell(stream: number, event: OutsideEvent): void {
    const socket = this.#sockets.get(stream);
    if (!socket) return;
    if (event.event === 'open') socket.resume();
    else if (event.event === 'bytes') {
      if (socket.writableLength > mostWaiting) {
        this.#forget(stream);
        this.#line.close(stream);
        socket.resetAndDestroy();
      } else socket.write(event.bytes);
    } else {
      this.#forget(stream);
      if (event.event === 'failed') socket.resetAndDestroy();
      else socket.end();
      // Nobody reads what it may still send.
      socket.resume();
    }
  }

  /** Every connection is reset: the line has gone, or the rig's time was moved. */
  resetAll(): void {
    for (const socket of this.#sockets.values()) socket.resetAndDestroy();
    this.#sockets.clear();
  }

  async close(): Promise<void> {
    this.resetAll();
    await Promise.all(this.#servers.map((server) => new Promise((resolve) => server.close(resolve))));
  }

  #accept(device: string, socket: Socket): void {
    socket.on('error', () => {});
    if (this.#sockets.size >= mostConnections) {
      socket.resetAndDestroy();
      return;
    }
    this.#lastStream += 1;
    const stream = this.#lastStream;
    this.#sockets.set(stream, socket);
    socket.on('data', (bytes: Buffer) => void this.#carry(stream, socket, bytes));
    const ended = (): void => {
      if (!this.#sockets.has(stream)) return;
      this.#forget(stream);
      this.#line.close(stream);
      socket.end();
    };
    socket.on('end', ended);
    socket.on('close', ended);
    this.#line.open(stream, device);
  }

  async #carry(stream: number, socket: Socket, bytes: Buffer): Promise<void> {
    socket.pause();
    for (let at = 0; at < bytes.length && this.#sockets.has(stream); at += mostAtOnce)
      await this.#line.send(stream, bytes.subarray(at, at + mostAtOnce));
    socket.resume();
  }

  #forget(stream: number): void {
    this.#sockets.delete(stream);
  }
}
