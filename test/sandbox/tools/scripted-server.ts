/** A server that hears a request and then plays what it was given, piece by piece: for answers that no honest server gives. */
import type { Effect, Party } from '#sandbox/protocols/party.ts';
import { bytesOf, ms, text } from '../network/small-network.ts';

export type Piece = { after?: number; say: string } | { after?: number; end: 'close' | 'reset' };

interface State {
  connection: number;
  heard: string;
  next: number;
  dueNs: string | null;
}

export class ScriptedServer implements Party {
  readonly #pieces: readonly Piece[];
  #state: State = { connection: 0, heard: '', next: 0, dueNs: null };
  #effects: Effect[] = [];

  constructor(pieces: readonly Piece[]) {
    this.#pieces = pieces;
  }
  get heard(): string {
    return this.#state.heard;
  }
  get due(): bigint | null {
    return this.#state.dueNs === null ? null : BigInt(this.#state.dueNs);
  }
  accepted(connection: number): void {
    this.#state = { connection, heard: '', next: 0, dueNs: null };
  }
  connected(): void {}
  failed(): void {}
  closed(): void {
    this.#state.dueNs = null;
  }
  received(_connection: number, bytes: Uint8Array, nowNs: bigint): void {
    this.#state.heard += text(bytes);
    if (this.#state.next === 0) this.#plan(nowNs);
  }
  #plan(nowNs: bigint): void {
    const piece = this.#pieces[this.#state.next];
    this.#state.dueNs = piece ? `${nowNs + BigInt(piece.after ?? 0) * ms}` : null;
  }
  wake(nowNs: bigint): void {
    const piece = this.#pieces[this.#state.next];
    const { connection } = this.#state;
    if (!piece || this.due === null || this.due > nowNs) return;
    this.#state.next += 1;
    if ('say' in piece) this.#effects.push({ do: 'send', connection, bytes: bytesOf(piece.say) });
    else this.#effects.push({ do: piece.end, connection });
    this.#plan(nowNs);
  }
  drain(): Effect[] {
    return this.#effects.splice(0);
  }
  save(): unknown {
    return { ...this.#state };
  }
  restore(saved: unknown): string | null {
    this.#state = saved as State;
    return null;
  }
}
