/** A network without length for parties: names of hosts, who listens there, and lines that can be cut. */
import type { Party } from '#sandbox/protocols/party.ts';

interface Line {
  client: Party;
  server: Party;
  host: string;
  /** What each end calls it. */
  atClient: number;
  atServer: number;
}

export class Hub {
  nowNs = 0n;
  readonly servers = new Map<string, Party>();
  readonly clients: Party[] = [];
  /** Hosts that cannot be reached. */
  readonly down = new Set<string>();
  #lines: Line[] = [];
  #accepted = 0;

  /** Cuts or mends the way to a host; its connections are reset on both sides. */
  set(host: string, up: boolean): void {
    if (up) this.down.delete(host);
    else {
      this.down.add(host);
      for (const line of this.#lines.filter((each) => each.host === host)) {
        this.#lines = this.#lines.filter((each) => each !== line);
        line.client.closed(line.atClient, 'reset', this.nowNs);
        line.server.closed(line.atServer, 'reset', this.nowNs);
      }
    }
    this.#carry();
  }

  /** A client that goes on as another object: what `save` and `restore` gave. */
  replace(old: Party, by: Party): void {
    for (const line of this.#lines) if (line.client === old) line.client = by;
    this.clients.splice(this.clients.indexOf(old), 1, by);
  }

  run(toNs: bigint): void {
    this.#carry();
    for (;;) {
      let next: Party | null = null;
      for (const party of [...this.clients, ...this.servers.values()]) {
        if (party.due !== null && (next?.due == null || party.due < next.due)) next = party;
      }
      if (next?.due == null || next.due > toNs) break;
      if (next.due > this.nowNs) this.nowNs = next.due;
      next.wake(this.nowNs);
      this.#carry();
    }
    this.nowNs = toNs;
  }

  #carry(): void {
    for (let moved = true; moved; ) {
      moved = false;
      for (const client of [...this.clients]) {
        for (const effect of client.drain()) {
          moved = true;
          if (effect.do === 'connect') this.#connect(client, effect.connection, effect.host);
          else
            this.#pass(
              this.#lines.find((line) => line.client === client && line.atClient === effect.connection),
              'server',
              effect,
            );
        }
      }
      for (const server of this.servers.values()) {
        for (const effect of server.drain()) {
          moved = true;
          if (effect.do === 'connect') continue;
          this.#pass(
            this.#lines.find((line) => line.server === server && line.atServer === effect.connection),
            'client',
            effect,
          );
        }
      }
    }
  }

  #connect(client: Party, atClient: number, host: string): void {
    const server = this.servers.get(host);
    if (!server || this.down.has(host)) {
      client.failed(atClient, server ? 'refused' : 'unknown-host', this.nowNs);
      return;
    }
    this.#accepted += 1;
    this.#lines.push({ client, server, host, atClient, atServer: this.#accepted });
    server.accepted(this.#accepted, 'gateway', this.nowNs);
    client.connected(atClient, this.nowNs);
  }

  #pass(line: Line | undefined, to: 'client' | 'server', effect: { do: string; bytes?: Uint8Array }): void {
    if (!line) return;
    const [party, connection] = to === 'server' ? [line.server, line.atServer] : [line.client, line.atClient];
    if (effect.bytes) party.received(connection, effect.bytes, this.nowNs);
    else {
      this.#lines = this.#lines.filter((each) => each !== line);
      party.closed(connection, effect.do === 'close' ? 'closed' : 'reset', this.nowNs);
    }
  }
}
