/**
 * What the reader has made of the watch pane: the search, which branches are open, which signals are pinned, which format each value has. It
 * outlives the pane (another tab in front takes it off the page) and, but for the search, the visit: per lab, in this browser.
 */
import * as z from 'zod/mini';
import type { LabSession } from '../lab-session.ts';
import { formatsOf, type ValueFormat, valueFormats } from '../rig/value-format.ts';

const kept = z.object({
  /** By branch, where the reader decided otherwise than the tree by itself. */
  open: z.record(z.string(), z.boolean()),
  pinned: z.array(z.string()),
  format: z.enum(['dec', 'hex', 'bin']),
  formats: z.record(z.string(), z.enum(valueFormats)),
});
type Kept = z.output<typeof kept>;

export type DefaultFormat = Kept['format'];
export const defaultFormats: readonly DefaultFormat[] = ['dec', 'hex', 'bin'];

export interface WatchSnapshot extends Kept {
  search: string;
  /** A signal that another pane wants shown; the number tells two wishes for the same apart. */
  wanted: { signal: string; number: number } | null;
}

interface KeyValueStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

export class WatchState {
  readonly #key: string;
  readonly #storage: KeyValueStorage;
  #snapshot: WatchSnapshot;
  #listeners = new Set<() => void>();

  constructor(lab: string, storage: KeyValueStorage) {
    this.#key = `millwright:watch:${lab}`;
    this.#storage = storage;
    this.#snapshot = { open: {}, pinned: [], format: 'dec', formats: {}, ...this.#read(), search: '', wanted: null };
  }

  readonly getSnapshot = (): WatchSnapshot => this.#snapshot;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  search(search: string): void {
    this.#change({ search });
  }

  setOpen(ids: readonly string[], open: boolean): void {
    this.#change({ open: { ...this.#snapshot.open, ...Object.fromEntries(ids.map((id) => [id, open])) } });
  }

  pin(signal: string, pin: boolean): void {
    const others = this.#snapshot.pinned.filter((name) => name !== signal);
    this.#change({ pinned: pin ? [...others, signal] : others });
  }

  setFormat(format: DefaultFormat): void {
    this.#change({ format });
  }

  setFormatOf(signal: string, format: ValueFormat): void {
    this.#change({ formats: { ...this.#snapshot.formats, [signal]: format } });
  }

  /** Bring a signal into view. */
  reveal(signal: string): void {
    this.#change({ search: '', wanted: { signal, number: (this.#snapshot.wanted?.number ?? 0) + 1 } });
  }

  revealed(): void {
    this.#change({ wanted: null });
  }

  #change(part: Partial<WatchSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...part };
    const { open, pinned, format, formats } = this.#snapshot;
    try {
      this.#storage.setItem(this.#key, JSON.stringify({ open, pinned, format, formats }));
    } catch {
      // Full or forbidden: it holds for this visit.
    }
    for (const listener of this.#listeners) listener();
  }

  #read(): Partial<Kept> {
    try {
      return z.partial(kept).parse(JSON.parse(this.#storage.getItem(this.#key) ?? '{}'));
    } catch {
      // Damaged, of another version, or forbidden: as at the first visit.
      return {};
    }
  }
}

/** The format that a signal is shown in: its own, else the pane's where that makes sense for the type. */
export function formatFor({ format, formats }: WatchSnapshot, signal: string, type: string): ValueFormat {
  const wanted = formats[signal] ?? format;
  return formatsOf(type).includes(wanted) ? wanted : 'dec';
}

const states = new WeakMap<LabSession, WatchState>();
const nowhere: KeyValueStorage = { getItem: () => null, setItem: () => {} };

export function watchStateOf(session: LabSession): WatchState {
  let state = states.get(session);
  if (!state) {
    let storage = nowhere;
    try {
      storage = localStorage;
    } catch {
      // Forbidden by the browser.
    }
    state = new WatchState(session.props.lab, storage);
    states.set(session, state);
  }
  return state;
}
