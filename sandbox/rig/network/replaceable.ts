/**
 * A party in whose place another may be put: one that is made anew from what it saved, or by another configuration. Who carries it keeps
 * hold of this one.
 */
import type { Effect, Failure, Party } from '../../protocols/party.ts';
import type { Restorable } from './devices/device.ts';

export class Replaceable<Inner extends Party> implements Restorable {
  inner: Inner;
  readonly #remake: (saved: unknown) => Inner | null;

  /** `remake` answers `null` for what it cannot read. */
  constructor(inner: Inner, remake: (saved: unknown) => Inner | null) {
    this.inner = inner;
    this.#remake = remake;
  }

  accepted(connection: number, from: string, nowNs: bigint): void {
    this.inner.accepted(connection, from, nowNs);
  }
  connected(connection: number, nowNs: bigint): void {
    this.inner.connected(connection, nowNs);
  }
  failed(connection: number, why: Failure, nowNs: bigint): void {
    this.inner.failed(connection, why, nowNs);
  }
  received(connection: number, bytes: Uint8Array, nowNs: bigint): void {
    this.inner.received(connection, bytes, nowNs);
  }
  closed(connection: number, how: 'closed' | 'reset', nowNs: bigint): void {
    this.inner.closed(connection, how, nowNs);
  }
  wake(nowNs: bigint): void {
    this.inner.wake(nowNs);
  }
  get due(): bigint | null {
    return this.inner.due;
  }
  drain(): Effect[] {
    return this.inner.drain();
  }
  save(): unknown {
    return this.inner.save();
  }
  restore(saved: unknown): string | null {
    const remade = this.#remake(saved);
    if (!remade) return 'what was saved cannot be read';
    this.inner = remade;
    return null;
  }
}
