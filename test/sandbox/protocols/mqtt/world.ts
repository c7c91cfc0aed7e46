/** Clients and a broker on one line each, on logical time: bytes travel when the test says so, in pieces; a line is cut when it says so. */
import { Broker } from '#sandbox/protocols/mqtt/broker.ts';
import type { BrokerOptions } from '#sandbox/protocols/mqtt/broker-options.ts';
import { Client } from '#sandbox/protocols/mqtt/client.ts';
import type { ClientOptions } from '#sandbox/protocols/mqtt/client-options.ts';
import type { Notice, Received } from '#sandbox/protocols/mqtt/client-state.ts';
import type { Party } from '#sandbox/protocols/party.ts';

interface Line {
  client: number;
  broker: number;
  /** Bytes on their way; `null`: the end. */
  toBroker: (Uint8Array | null)[];
  toClient: (Uint8Array | null)[];
}

export class Station {
  client: Client;
  readonly options: ClientOptions;
  readonly messages: Received[] = [];
  readonly notices: Notice[] = [];
  line: Line | null = null;
  /** What it wants to connect to, not yet answered. */
  dialling: number | null = null;

  constructor(options: Partial<ClientOptions> & { clientId: string }, draw: () => number = () => 0.5) {
    this.options = { host: 'broker', ...options };
    this.client = new Client(this.options, draw);
  }

  published(): { ticket: number; code: number }[] {
    return this.notices.filter((notice) => notice.kind === 'published');
  }
}

export class World {
  broker: Broker;
  readonly options: BrokerOptions;
  readonly stations: Station[] = [];
  now = 1_000_000_000n;
  /** Whether the broker can be reached. */
  up = true;
  #accepted = 0;

  constructor(options: BrokerOptions = {}) {
    this.options = { statusIntervalS: 0, ...options };
    this.broker = new Broker(this.options);
  }

  add(options: Partial<ClientOptions> & { clientId: string }): Station {
    const station = new Station(options);
    this.stations.push(station);
    station.client.start(this.now);
    this.gather();
    return station;
  }

  /** Takes what everybody wants done. */
  gather(): void {
    for (const station of this.stations) {
      for (const effect of station.client.drain()) {
        if (effect.do === 'connect') station.dialling = effect.connection;
        else if (station.line?.client === effect.connection) {
          station.line.toBroker.push(effect.do === 'send' ? effect.bytes : null);
          if (effect.do !== 'send') station.line.toClient = [];
        }
      }
    }
    for (const effect of this.broker.drain()) {
      const line = this.stations.find((station) => station.line?.broker === effect.connection)?.line;
      if (line && effect.do !== 'connect') line.toClient.push(effect.do === 'send' ? effect.bytes : null);
    }
  }

  #answerDial(station: Station): boolean {
    const client = station.dialling;
    if (client === null) return false;
    station.dialling = null;
    if (!this.up) station.client.failed(client, 'refused', this.now);
    else {
      if (station.line) this.cut(station);
      this.#accepted += 1;
      station.line = { client, broker: this.#accepted, toBroker: [], toClient: [] };
      this.broker.accepted(this.#accepted, 'here', this.now);
      station.client.connected(client, this.now);
    }
    this.gather();
    return true;
  }

  /** Moves one piece of what is under way for a station, at most `most` bytes. `false`: there is nothing. */
  move(station: Station, towards: 'broker' | 'client', most = Number.POSITIVE_INFINITY): boolean {
    if (this.#answerDial(station)) return true;
    const { line } = station;
    const queue = towards === 'broker' ? line?.toBroker : line?.toClient;
    const bytes = queue?.shift();
    if (!line || !queue || bytes === undefined) return false;
    const party: Party = towards === 'broker' ? this.broker : station.client;
    const connection = towards === 'broker' ? line.broker : line.client;
    if (bytes === null) {
      station.line = null;
      party.closed(connection, 'closed', this.now);
    } else {
      if (bytes.length > most) queue.unshift(bytes.subarray(most));
      party.received(connection, bytes.subarray(0, most), this.now);
    }
    this.gather();
    return true;
  }

  /** The line is cut: what was under way is lost, both ends learn of it. */
  cut(station: Station): void {
    const { line } = station;
    if (!line) return;
    station.line = null;
    this.broker.closed(line.broker, 'reset', this.now);
    station.client.closed(line.client, 'reset', this.now);
    this.gather();
  }

  take(station: Station): boolean {
    const { messages, notices } = station.client.take(this.now);
    station.messages.push(...messages);
    station.notices.push(...notices);
    this.gather();
    return messages.length > 0;
  }

  /** Everything that is under way arrives and is taken. */
  settle(): void {
    for (let moved = true; moved; ) {
      moved = false;
      for (const station of this.stations) {
        while (this.move(station, 'broker') || this.move(station, 'client')) moved = true;
        if (this.take(station)) moved = true;
      }
    }
  }

  pass(seconds: number, settling = true): void {
    const until = this.now + BigInt(Math.round(seconds * 1e9));
    for (;;) {
      if (settling) this.settle();
      const parties: Party[] = [this.broker, ...this.stations.map(({ client }) => client)];
      const next = parties
        .filter(({ due }) => due !== null && due <= until)
        .sort((a, b) => Number((a.due ?? 0n) - (b.due ?? 0n)))[0];
      if (!next) break;
      if (next.due !== null && next.due > this.now) this.now = next.due;
      next.wake(this.now);
      this.gather();
    }
    this.now = until;
  }

  restoreBroker(): void {
    const broker = Broker.restore(this.options, JSON.parse(JSON.stringify(this.broker.save())));
    if (!broker) throw new Error('the broker cannot be restored');
    this.broker = broker;
  }
  restoreClient(station: Station): void {
    const client = Client.restore(station.options, () => 0.5, JSON.parse(JSON.stringify(station.client.save())));
    if (!client) throw new Error('the client cannot be restored');
    station.client = client;
  }
}
