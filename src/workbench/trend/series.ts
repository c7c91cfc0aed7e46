/**
 * What one signal was: samples in typed arrays, each holding until the next, and the spans of ticks that are known at all. A tick in no
 * known span is a gap: nothing is drawn or said of it. Numbers only: BOOL is 0 or 1, TIME is seconds (see plottable.ts).
 */
import { addSpan, covers, type Span, within } from './spans.ts';

/** Of one signal; at a change every tick of 10 ms this is more than twenty minutes. The oldest are dropped first. */
export const mostPoints = 131_072;
const firstRoom = 256;

export class Series {
  /** Samples are at `start` to `end` (exclusive), ticks ascending without duplicates. */
  ticks = new Float64Array(firstRoom);
  values = new Float64Array(firstRoom);
  start = 0;
  end = 0;
  known: Span[] = [];
  /** Samples were dropped because there were more than `limit`. */
  dropped = false;
  readonly #limit: number;

  constructor(limit = mostPoints) {
    this.#limit = limit;
  }

  get length(): number {
    return this.end - this.start;
  }

  /**
   * Takes over what `from`..`to` was: samples in order, all within. Replaces what was known of that span and nothing else. Without a
   * sample at `from` the value before goes on; where that is not known, the span begins with its first sample.
   */
  take(from: number, to: number, ticks: ArrayLike<number>, values: ArrayLike<number>): void {
    const first = ticks[0];
    if (first === undefined || first > from) {
      if (!covers(this.known, from - 1)) {
        if (first === undefined) return;
        from = first;
      }
    }
    const lastKnown = this.known.at(-1)?.to ?? Number.NEGATIVE_INFINITY;
    if (from > lastKnown) this.#append(from, ticks, values);
    else this.#insert(from, to, ticks, values);
    this.known = addSpan(this.known, from, to);
    this.#bound();
  }

  /** Index of the sample that holds at a tick: the last at or before it; `start - 1` when all are later. */
  indexAt(tick: number): number {
    let low = this.start;
    let high = this.end;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.ticks[middle]! <= tick) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** `null` where nothing is known. */
  valueAt(tick: number): number | null {
    if (!covers(this.known, Math.floor(tick))) return null;
    const index = this.indexAt(tick);
    return index < this.start ? null : this.values[index]!;
  }

  /** What is at `tick` and later did not happen after all. */
  voidFrom(tick: number): void {
    this.end = Math.max(this.start, this.indexAt(tick - 1) + 1);
    this.known = within(this.known, Number.NEGATIVE_INFINITY, tick - 1);
  }

  forgetBefore(tick: number): void {
    const first = this.known[0];
    if (!first || first.from >= tick) return;
    this.known = within(this.known, tick, Number.POSITIVE_INFINITY);
    // The sample that holds at `tick` stays, older than what is known.
    this.start = Math.max(this.start, Math.min(this.indexAt(tick), this.end));
  }

  clear(): void {
    this.start = 0;
    this.end = 0;
    this.known = [];
    this.dropped = false;
  }

  #append(from: number, ticks: ArrayLike<number>, values: ArrayLike<number>): void {
    this.#room(ticks.length);
    const goesOn = covers(this.known, from - 1);
    for (let index = 0; index < ticks.length; index++) {
      const value = values[index]!;
      const holds = this.end > this.start && (index > 0 || goesOn);
      if (holds && Object.is(this.values[this.end - 1], value)) continue;
      this.ticks[this.end] = ticks[index]!;
      this.values[this.end] = value;
      this.end++;
    }
  }

  #insert(from: number, to: number, ticks: ArrayLike<number>, values: ArrayLike<number>): void {
    const after = this.valueAt(to + 1);
    const head = this.indexAt(from - 1) + 1;
    const tail = this.indexAt(to) + 1;
    const goesOn = covers(this.known, from - 1) && head > this.start;
    const newTicks: number[] = [];
    const newValues: number[] = [];
    let held = goesOn ? this.values[head - 1] : undefined;
    for (let index = 0; index < ticks.length; index++) {
      const value = values[index]!;
      if (held !== undefined && Object.is(held, value)) continue;
      newTicks.push(ticks[index]!);
      newValues.push(value);
      held = value;
    }
    let rest = tail;
    if (after !== null) {
      const hasOwn = rest < this.end && this.ticks[rest] === to + 1;
      const same = held !== undefined && Object.is(held, after);
      // What held after the span goes on holding, whether or not a sample says so.
      if (hasOwn && same) rest++;
      else if (!hasOwn && !same) {
        newTicks.push(to + 1);
        newValues.push(after);
      }
    }
    const restTicks = this.ticks.slice(rest, this.end);
    const restValues = this.values.slice(rest, this.end);
    this.end = head;
    this.#room(newTicks.length + restTicks.length);
    for (const [part, partValues] of [
      [newTicks, newValues],
      [restTicks, restValues],
    ] as const) {
      this.ticks.set(part, this.end);
      this.values.set(partValues, this.end);
      this.end += part.length;
    }
  }

  #room(more: number): void {
    if (this.end + more <= this.ticks.length) return;
    const length = this.length;
    let size = this.ticks.length;
    while (size < (length + more) * 1.25) size *= 2;
    const ticks = size === this.ticks.length ? this.ticks : new Float64Array(size);
    const values = size === this.values.length ? this.values : new Float64Array(size);
    ticks.set(this.ticks.subarray(this.start, this.end));
    values.set(this.values.subarray(this.start, this.end));
    this.ticks = ticks;
    this.values = values;
    this.start = 0;
    this.end = length;
  }

  #bound(): void {
    if (this.length <= this.#limit) return;
    this.start = this.end - this.#limit;
    this.known = within(this.known, this.ticks[this.start]!, Number.POSITIVE_INFINITY);
    this.dropped = true;
  }
}
