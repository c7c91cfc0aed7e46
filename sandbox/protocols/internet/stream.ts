/** One direction of a TCP conversation put together again: every byte once and in order, whatever came twice, late or not at all. */
import { ahead } from './tcp-analysis.ts';

/** Waiting behind a hole: more than this, and the hole is given up. */
const maxWaitingBytes = 1 << 18;
const maxWaiting = 512;

export interface Piece {
  bytes: Uint8Array;
  frame: number;
  /** Bytes before it that will not come. */
  missing: number;
}

interface Waiting {
  sequence: number;
  bytes: Uint8Array;
  frame: number;
}

export class StreamSide {
  /** The sequence number of the next byte in turn. */
  #next: number | null = null;
  /** Behind a hole, by sequence number. */
  readonly #waiting: Waiting[] = [];
  #waitingBytes = 0;
  #acknowledged: number | null = null;

  /** A SYN: its first byte has the number behind it. */
  open(sequence: number): void {
    this.#next ??= (sequence + 1) >>> 0;
  }

  /** A segment; answers what is in turn now. */
  segment(sequence: number, bytes: Uint8Array, frame: number): Piece[] {
    this.#next ??= sequence;
    const next = this.#next;
    if (ahead((sequence + bytes.length) >>> 0, next) <= 0) return [];
    if (ahead(sequence, next) > 0) {
      this.#wait({ sequence, bytes, frame });
      const tooMuch = this.#waiting.length > maxWaiting || this.#waitingBytes > maxWaitingBytes;
      const neverComes = this.#acknowledged !== null && ahead(this.#acknowledged, this.#waiting[0]!.sequence) >= 0;
      return tooMuch || neverComes ? this.#skip() : [];
    }
    const fresh = bytes.subarray(ahead(next, sequence));
    this.#next = (sequence + bytes.length) >>> 0;
    return [{ bytes: fresh, frame, missing: 0 }, ...this.#inTurn()];
  }

  /** The other side has everything before this: what is missing before it was never captured, and will not come. */
  acknowledged(sequence: number): void {
    if (this.#acknowledged === null || ahead(sequence, this.#acknowledged) > 0) this.#acknowledged = sequence;
  }

  #skip(): Piece[] {
    const first = this.#waiting[0];
    if (!first || this.#next === null) return [];
    const missing = ahead(first.sequence, this.#next);
    this.#next = first.sequence;
    const pieces = this.#inTurn();
    if (pieces[0]) pieces[0].missing = missing;
    return pieces;
  }

  #inTurn(): Piece[] {
    const pieces: Piece[] = [];
    for (let first = this.#waiting[0]; first && this.#next !== null; first = this.#waiting[0]) {
      const known = ahead(this.#next, first.sequence);
      if (known < 0) break;
      this.#waiting.shift();
      this.#waitingBytes -= first.bytes.length;
      if (known >= first.bytes.length) continue;
      pieces.push({ bytes: first.bytes.subarray(known), frame: first.frame, missing: 0 });
      this.#next = (first.sequence + first.bytes.length) >>> 0;
    }
    return pieces;
  }

  #wait(segment: Waiting): void {
    const at = this.#waiting.findIndex(({ sequence }) => ahead(sequence, segment.sequence) > 0);
    this.#waiting.splice(at < 0 ? this.#waiting.length : at, 0, segment);
    this.#waitingBytes += segment.bytes.length;
  }
}
