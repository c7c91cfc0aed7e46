/** A party that sends or hears datagrams and has nothing to do with streams. */
import type { Effect, NetworkAsk, NetworkParty } from '../../../protocols/party.ts';
import type { Restorable } from './device.ts';

export abstract class DatagramParty implements NetworkParty, Restorable {
  protected waiting: NetworkAsk[] = [];

  abstract readonly due: bigint | null;
  abstract wake(nowNs: bigint): void;
  abstract datagram(port: number, from: string, fromPort: number, bytes: Uint8Array, nowNs: bigint): void;
  abstract save(): unknown;
  abstract restore(saved: unknown): string | null;

  asks(): NetworkAsk[] {
    const asks = this.waiting;
    this.waiting = [];
    return asks;
  }
  drain(): Effect[] {
    return nothing;
  }
  accepted(): void {}
  connected(): void {}
  failed(): void {}
  received(): void {}
  closed(): void {}
  echoed(): void {}
  captured(): void {}
}

const nothing: Effect[] = [];
