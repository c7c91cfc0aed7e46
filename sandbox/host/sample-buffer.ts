/**
 * Samples on their way to a viewer, in bounded memory: when more come than fit, ticks in between are left out, every second one at first,
 * then three of four, and so on. A value that is left is always that of its tick; of a BOOL the first and the last change between two
 * ticks that stay are kept where they were, so that a short pulse is seen.
 */
import type { Value } from '../rig/types.ts';
import type { RecordingSample } from '../wire/recording.ts';

interface Entry {
  tick: number;
  id: number;
  value: Value;
}

export class SampleBuffer {
  readonly #limit: number;
  #entries: Entry[] = [];
  #cost = 0;
  #from = 0;
  #to = -1;
  #stride = 1;

  /** `limit`: how much is held, in numbers; a text counts for one every eight characters. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Nothing was sampled. */
  get empty(): boolean {
    return this.#to < this.#from;
  }
  get fromTick(): number {
    return this.#from;
  }
  get toTick(): number {
    return this.#to;
  }
  get thinned(): boolean {
    return this.#stride > 1;
  }
  /** The last tick that was reached stays, also where those around it are left out. */
  get stays(): boolean {
    return this.empty || (this.#to - this.#from) % this.#stride === 0;
  }
  /** With so many ticks in between what comes next would fit as well. */
  get nextStride(): number {
    return this.#stride > 1 && this.#cost * 2 <= this.#limit * 0.75 ? this.#stride / 2 : this.#stride;
  }
  get cost(): number {
    return this.#cost;
  }

  /** Lets go of everything. Samples from the tick `from` on come next; with a `stride` above 1 they are thinned from the start. */
  begin(from: number, stride = 1): void {
    this.#entries = [];
    this.#cost = 0;
    this.#from = from;
    this.#to = from - 1;
    this.#stride = stride;
  }

  /** The tick was looked at; `add` tells what had changed. */
  reach(tick: number): void {
    if (this.#cost > this.#limit) {
      // Since it was thinned last, ticks have come in between again.
      this.#thin();
      while (this.#cost > this.#limit / 2 && this.#stride <= this.#to - this.#from) {
        this.#stride *= 2;
        this.#thin();
      }
    }
    this.#to = tick;
  }

  add(id: number, value: Value): void {
    this.#entries.push({ tick: this.#to, id, value });
    this.#cost += costOf(value);
  }

  /** In order of ticks. */
  samples(): RecordingSample[] {
    if (this.#stride > 1) this.#thin();
    const samples: RecordingSample[] = [];
    for (const { tick, id, value } of this.#entries) {
      let sample = samples.at(-1);
      if (sample?.tick !== tick) {
        sample = { tick, entries: [] };
        samples.push(sample);
      }
      sample.entries.push({ id, value });
    }
    return samples;
  }

  /** The first tick stays as it is; every `stride` ticks behind it become one, the last of them. */
  #thin(): void {
    const left: Entry[] = [];
    const groupOf = (at: number): number => Math.ceil((this.#entries[at]!.tick - this.#from) / this.#stride);
    for (let start = 0; start < this.#entries.length; ) {
      const group = groupOf(start);
      let end = start;
      while (end < this.#entries.length && groupOf(end) === group) end += 1;
      left.push(...mostTelling(this.#entries.slice(start, end), Math.min(this.#from + group * this.#stride, this.#to)));
      start = end;
    }
    this.#entries = left;
    this.#cost = left.reduce((sum, { value }) => sum + costOf(value), 0);
  }
}

/** Of the changes up to the tick `to`: a BOOL's first and last, of all others what they have come to. */
function mostTelling(entries: Entry[], to: number): Entry[] {
  const first = new Map<number, Entry>();
  const last = new Map<number, Entry>();
  for (const entry of entries) {
    if (!first.has(entry.id)) first.set(entry.id, entry);
    last.set(entry.id, entry);
  }
  const pulses = entries.filter(
    (entry) => typeof entry.value === 'boolean' && (first.get(entry.id) === entry || last.get(entry.id) === entry),
  );
  const others = [...last.values()].filter(({ value }) => typeof value !== 'boolean').map((entry) => ({ ...entry, tick: to }));
  return [...pulses, ...others];
}

const costOf = (value: Value): number => (typeof value === 'string' ? 1 + Math.ceil(value.length / 8) : 1);
