/** A line that can fail: a TCP port of this machine that leads to another one, stalls without a word, or is cut. */
import { connect, createServer, type Server, type Socket } from 'node:net';

/** Sees what passes, in its order; `connection` counts from 1. */
export type LineTap = (connection: number, direction: 'there' | 'back', bytes: Uint8Array) => void;

export class Line {
  port = 0;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #state: 'open' | 'stalled' | 'cut' = 'open';
  #connections = 0;

  private constructor(target: () => number, tap: LineTap) {
    this.#server = createServer({ noDelay: true }, (near) => {
      if (this.#state === 'cut') {
        near.resetAndDestroy();
        return;
      }
      this.#connections += 1;
      const connection = this.#connections;
      const far = connect({ host: '127.0.0.1', port: target(), noDelay: true });
      this.#lay(near, far, (bytes) => tap(connection, 'there', bytes));
      this.#lay(far, near, (bytes) => tap(connection, 'back', bytes));
    });
  }

  /** Leads to `target`, asked at each connection, from a port of its own. */
  static async to(target: () => number, tap: LineTap = () => {}): Promise<Line> {
    const line = new Line(target, tap);
    await new Promise<void>((resolve) => line.#server.listen(0, '127.0.0.1', resolve));
    const address = line.#server.address();
    line.port = typeof address === 'object' && address ? address.port : 0;
    return line;
  }

  /** Nothing passes, and nobody is told. */
  stall(): void {
    this.#state = 'stalled';
    for (const socket of this.#sockets) socket.pause();
  }
  /** Every connection is reset; new ones are, too. */
  cut(): void {
    this.#state = 'cut';
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }
  mend(): void {
    this.#state = 'open';
    for (const socket of this.#sockets) socket.resume();
  }
  close(): void {
    this.cut();
    this.#server.close();
  }

  #lay(from: Socket, to: Socket, tap: (bytes: Uint8Array) => void): void {
    this.#sockets.add(from);
    if (this.#state === 'stalled') from.pause();
    from.on('data', (bytes: Buffer) => {
      tap(bytes);
      to.write(bytes);
    });
    from.on('end', () => to.end());
    from.on('error', () => to.destroy());
    from.on('close', () => {
      this.#sockets.delete(from);
      to.destroy();
    });
  }
}
