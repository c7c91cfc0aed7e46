/** What is going to happen on the network, soonest first; what falls on the same instant happens in the order it was put down. */
import type { Packet } from './packet.ts';

export type Due =
  /** A packet reaches the end of a direction of a link (`road` is its index); below 0: its own host, which it never left. */
  { kind: 'arrival'; road: number; packet: Packet } | { kind: 'timer'; socket: number };

export interface Entry {
  atNs: number;
  order: number;
  what: Due;
}

const before = (a: Entry, b: Entry): boolean => a.atNs < b.atNs || (a.atNs === b.atNs && a.order < b.order);

/** A binary heap. */
export class Agenda {
  #heap: Entry[] = [];
  #order = 0;

  get soonestNs(): number {
    return this.#heap[0]?.atNs ?? Number.POSITIVE_INFINITY;
  }

  /** Answers the time that it was put down for: whole nanoseconds, never earlier. */
  add(dueNs: number, what: Due): number {
    const heap = this.#heap;
    const atNs = Math.ceil(dueNs);
    const entry = { atNs, order: this.#order, what };
    this.#order += 1;
    let at = heap.length;
    heap.push(entry);
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!before(entry, heap[above]!)) break;
      heap[at] = heap[above]!;
      at = above;
    }
    heap[at] = entry;
    return atNs;
  }

  /** Takes the soonest. There must be one. */
  take(): Entry {
    const heap = this.#heap;
    const first = heap[0]!;
    const last = heap.pop()!;
    if (heap.length === 0) return first;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= heap.length) break;
      if (below + 1 < heap.length && before(heap[below + 1]!, heap[below]!)) below += 1;
      if (!before(heap[below]!, last)) break;
      heap[at] = heap[below]!;
      at = below;
    }
    heap[at] = last;
    return first;
  }

  /** In order, with the number that the next one gets. */
  save(): { order: number; entries: Entry[] } {
    return { order: this.#order, entries: [...this.#heap].sort((a, b) => (before(a, b) ? -1 : 1)) };
  }

  /** A sorted list is a heap. */
  restore(order: number, entries: Entry[]): void {
    this.#order = order;
    this.#heap = entries;
  }
}
