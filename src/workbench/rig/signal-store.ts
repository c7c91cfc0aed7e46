/**
 * The values of the rig's signals on this page. Panes subscribe per signal and paint themselves when `paint` is called, once per
 * animation frame at most: values never pass through React's render. Who is subscribed is what the rig is asked to stream.
 */
import type { WireSignal } from '#sandbox/wire/messages.ts';

export type SignalValue = boolean | number | bigint | string;
export type SignalListener = (value: SignalValue | undefined, live: boolean) => void;

export class SignalStore {
  #byId = new Map<number, WireSignal>();
  #byName = new Map<string, WireSignal>();
  #values = new Map<string, SignalValue>();
  #listeners = new Map<string, Set<SignalListener>>();
  #dirty = new Set<string>();
  #live = false;
  #painting = false;
  #requestFrame: (paint: () => void) => void;
  #interestChanged: () => void = () => {};
  #painted = new Set<(changed: ReadonlySet<string>) => void>();

  constructor(requestFrame: (paint: () => void) => void) {
    this.#requestFrame = requestFrame;
  }

  /** Values are current; while not, they are shown greyed. */
  get live(): boolean {
    return this.#live;
  }

  setLive(live: boolean): void {
    if (live === this.#live) return;
    this.#live = live;
    for (const name of this.#listeners.keys()) this.#touch(name);
  }

  /** The rig's table of signals: after attaching, and when a download changed it. Values of names that went are dropped. */
  setTable(signals: readonly WireSignal[]): void {
    this.#byId = new Map(signals.map((signal) => [signal.id, signal]));
    this.#byName = new Map(signals.map((signal) => [signal.name, signal]));
    for (const name of [...this.#values.keys()]) {
      if (this.#byName.has(name)) continue;
      this.#values.delete(name);
      this.#touch(name);
    }
  }

  info(name: string): WireSignal | undefined {
    return this.#byName.get(name);
  }

  value(name: string): SignalValue | undefined {
    return this.#values.get(name);
  }

  /** One frame from the rig. An id that the table does not know is of an older table, and passed over. */
  take(entries: Iterable<{ id: number; value: SignalValue }>): void {
    for (const { id, value } of entries) {
      const name = this.#byId.get(id)?.name;
      if (name === undefined || this.#values.get(name) === value) continue;
      this.#values.set(name, value);
      this.#touch(name);
    }
  }

  /** Called back at once with what is known, then at every change. Returns the way out. */
  subscribe(name: string, listener: SignalListener): () => void {
    let set = this.#listeners.get(name);
    if (!set) {
      set = new Set();
      this.#listeners.set(name, set);
      this.#interestChanged();
    }
    set.add(listener);
    listener(this.#values.get(name), this.#live);
    return () => {
      const left = this.#listeners.get(name);
      if (!left?.delete(listener) || left.size > 0) return;
      this.#listeners.delete(name);
      this.#interestChanged();
    };
  }

  /** After each paint, the names whose values changed in it. */
  onPainted(listener: (changed: ReadonlySet<string>) => void): () => void {
    this.#painted.add(listener);
    return () => this.#painted.delete(listener);
  }

  /** Names that somebody on the page shows. */
  interest(): string[] {
    return [...this.#listeners.keys()];
  }

  onInterest(changed: () => void): void {
    this.#interestChanged = changed;
  }

  /** Hand every change since the last paint to its subscribers. */
  paint(): void {
    this.#painting = false;
    const dirty = this.#dirty;
    this.#dirty = new Set();
    for (const name of dirty) {
      for (const listener of this.#listeners.get(name) ?? []) listener(this.#values.get(name), this.#live);
    }
    for (const listener of this.#painted) listener(dirty);
  }

  #touch(name: string): void {
    this.#dirty.add(name);
    if (this.#painting) return;
    this.#painting = true;
    this.#requestFrame(() => this.paint());
  }
}
