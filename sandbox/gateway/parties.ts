/** The parties that a gateway is made of, as one party: their connections in one row of numbers, their wishes together. */
import type { Effect, Party } from '../protocols/party.ts';
import { Switchboard } from './switchboard.ts';

export class Parties {
  /** By name; asked anew each time, because a reload changes them. */
  readonly #all: () => Iterable<readonly [string, Party]>;
  /** Accepts what connects to the gateway; its numbers are the owner's own. */
  readonly #server: Party;
  readonly #switchboard: Switchboard;
  #effects: Effect[] = [];

  constructor(all: () => Iterable<readonly [string, Party]>, server: Party, saved: ConstructorParameters<typeof Switchboard>[0]) {
    this.#all = all;
    this.#server = server;
    this.#switchboard = new Switchboard(saved);
  }

  /** Lets the one whose connection it is act on it; one that is no more is nobody's. */
  at(connection: number, act: (party: Party, inner: number) => void): void {
    if (connection > 0) {
      act(this.#server, connection);
      return;
    }
    const line = this.#switchboard.inward(connection);
    if (!line) return;
    for (const [name, party] of this.#all()) {
      if (name !== line.child) continue;
      act(party, line.inner);
      return;
    }
  }

  ended(connection: number): void {
    this.collect();
    this.#switchboard.ended(connection);
  }

  wake(nowNs: bigint): void {
    for (const party of this.#everybody()) {
      const { due } = party;
      if (due !== null && due <= nowNs) party.wake(nowNs);
    }
  }

  get due(): bigint | null {
    let due: bigint | null = null;
    for (const party of this.#everybody()) {
      const own = party.due;
      if (own !== null && (due === null || own < due)) due = own;
    }
    return due;
  }

  /** Takes what everybody wants done. */
  collect(): void {
    for (const [name, party] of this.#all()) {
      const effects = party.drain();
      if (effects.length > 0) this.#effects.push(...this.#switchboard.outward(name, effects));
    }
    this.#effects.push(...this.#server.drain());
  }

  /** Lets one go: it says goodbye, and what it leaves open is reset. */
  release(name: string, party: (Party & { stop(nowNs: bigint): void }) | null | undefined, nowNs: bigint): void {
    if (!party) return;
    party.stop(nowNs);
    this.#effects.push(...this.#switchboard.outward(name, party.drain()), ...this.#switchboard.without(name));
  }

  drain(): Effect[] {
    const effects = this.#effects;
    this.#effects = [];
    return effects;
  }

  save(): unknown {
    return this.#switchboard.save();
  }

  *#everybody(): Iterable<Party> {
    for (const [, party] of this.#all()) yield party;
    yield this.#server;
  }
}
