/**
 * Nothing typed is lost (law 8). Every text goes to the academy 400 ms after the last key, again and again with back-off until it is
 * acknowledged; until then a copy stands in this browser's storage, and a reload takes it up again. A text that is longer than the academy
 * takes is not sent in vain: it waits here until it is shorter.
 */
import { limits } from '#sandbox/wire/messages.ts';
import { backOff } from '../rig/back-off.ts';

export interface SaveRequest {
  controller: string;
  name: string;
  text: string;
  base: number;
}
export interface SaveAnswer {
  revision: number;
  savedAt: string;
  conflict: boolean;
}

/** Storage of the page (localStorage); may throw when full or forbidden. */
export interface TextStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

export interface SavingOptions {
  lab: string;
  /** `last` marks the try made while the page goes away (fetch with keepalive). Rejects when there was no acknowledgement. */
  put: (request: SaveRequest, last: boolean) => Promise<SaveAnswer>;
  storage: TextStorage;
  after: (milliseconds: number, run: () => void) => () => void;
  random: () => number;
}

export type SaveState =
  /** Nothing was typed in this session, and nothing saved before. */
  | { kind: 'untouched' }
  | { kind: 'saved'; at: string }
  | { kind: 'saving' }
  /** The last try failed; the next comes by itself. */
  | { kind: 'unsaved' }
  /** Another tab or machine saved this file meanwhile. Both texts are in the history. */
  | { kind: 'conflict'; controller: string; name: string }
  /** A text of `length` characters is more than the academy and the rig take: it is in this browser only. */
  | { kind: 'too-long'; controller: string; name: string; length: number };

interface Entry {
  controller: string;
  name: string;
  text: string;
  /** The revision that `text` was made from. */
  base: number;
  /** `text` is not acknowledged yet. */
  dirty: boolean;
  sending: boolean;
  /** The last try had no acknowledgement. */
  failed: boolean;
  conflict: boolean;
}

const typingPause = 400;

/** Characters of a file: more than this neither the academy nor the rig takes. */
export const longestText = limits.sourceBytes;
const isTooLong = ({ text }: { text: string }): boolean => text.length > longestText;
/** Of what was not acknowledged, that which can be sent. */
const isOpen = (entry: Entry): boolean => entry.dirty && !entry.conflict && !isTooLong(entry);

export class Saving {
  #options: SavingOptions;
  #entries = new Map<string, Entry>();
  #state: SaveState = { kind: 'untouched' };
  #savedAt: string | null = null;
  #cancelTimer: () => void = () => {};
  #retry;
  #listeners = new Set<() => void>();
  #waiters: ((saved: boolean) => void)[] = [];

  constructor(options: SavingOptions) {
    this.#options = options;
    this.#retry = backOff(500, 8_000, options.random);
  }

  readonly getState = (): SaveState => this.#state;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /**
   * What the academy holds. Returns the texts to show: a text that this browser kept because it was never acknowledged goes before
   * the academy's, and is sent again.
   */
  load(
    files: Record<string, { name: string; text: string; revision: number }[]>,
    savedAt: string | null,
  ): Record<string, { name: string; text: string }[]> {
    this.#entries.clear();
    this.#savedAt = savedAt;
    const shown: Record<string, { name: string; text: string }[]> = {};
    for (const [controller, list] of Object.entries(files)) {
      shown[controller] = list.map(({ name, text, revision }) => {
        const kept = this.#kept(controller, name);
        const pending = kept !== null && kept.text !== text;
        if (kept !== null && !pending) this.#forget(controller, name);
        const entry: Entry = {
          controller,
          name,
          text: pending ? kept.text : text,
          base: pending ? kept.base : revision,
          ...clean,
          dirty: pending,
        };
        this.#entries.set(key(controller, name), entry);
        return { name, text: entry.text };
      });
    }
    this.#update();
    if ([...this.#entries.values()].some(isOpen)) void this.#send(false);
    return shown;
  }

  /** The revision that the text of a file was made from. */
  revisionOf(controller: string, name: string): number {
    return this.#entries.get(key(controller, name))?.base ?? 0;
  }

  /**
   * What the academy holds now, asked again because another tab may have saved meanwhile. Returns the texts that are newer than this
   * tab's, those of files that are new here among them, and which files are gone. A text with an edit of its own is left alone: its save
   * finds the other revision and says so (`conflict`), or brings its file back.
   */
  renew(
    files: Record<string, { name: string; text: string; revision: number }[]>,
    savedAt: string | null,
  ): { newer: { controller: string; name: string; text: string }[]; gone: { controller: string; name: string }[] } {
    const newer: { controller: string; name: string; text: string }[] = [];
    for (const [controller, list] of Object.entries(files)) {
      for (const { name, text, revision } of list) {
        const entry = this.#entries.get(key(controller, name));
        if (entry === undefined) {
          this.#entries.set(key(controller, name), { ...clean, controller, name, text, base: revision });
          newer.push({ controller, name, text });
          continue;
        }
        // The answer may be older than a save that was acknowledged while it was under way.
        if (entry.dirty || entry.sending || entry.conflict || revision <= entry.base) continue;
        entry.base = revision;
        this.#savedAt = savedAt;
        if (entry.text === text) continue;
        entry.text = text;
        newer.push({ controller, name, text });
      }
    }
    const gone = [...this.#entries.values()].filter(
      ({ controller, name, dirty, sending, conflict }) =>
        !(dirty || sending || conflict) && files[controller] && !files[controller].some((file) => file.name === name),
    );
    for (const { controller, name } of gone) this.#entries.delete(key(controller, name));
    this.#update();
    return { newer, gone: gone.map(({ controller, name }) => ({ controller, name })) };
  }

  /** The reader took this file away: what was typed in it last is in the academy's history, and is not sent again. */
  forget(controller: string, name: string): void {
    this.#entries.delete(key(controller, name));
    this.#forget(controller, name);
    this.#update();
  }

  /** A key was pressed. */
  edit(controller: string, name: string, text: string): void {
    const entry = this.#entries.get(key(controller, name)) ?? { ...clean, controller, name, text: '', base: 0 };
    if (entry.text === text && this.#entries.has(key(controller, name))) return;
    entry.text = text;
    entry.dirty = true;
    this.#entries.set(key(controller, name), entry);
    // Writing megabytes into the storage at every key would be felt.
    if (!isTooLong(entry)) this.#keep(entry);
    this.#update();
    if (entry.conflict) return;
    this.#cancelTimer();
    this.#cancelTimer = this.#options.after(typingPause, () => {
      if (isTooLong(entry)) this.#keep(entry);
      void this.#send(false);
    });
  }

  /** Save now. True once everything is acknowledged, false when a try failed (further tries go on). */
  flush(): Promise<boolean> {
    const open = [...this.#entries.values()].some(isOpen);
    if (!open) return Promise.resolve(![...this.#entries.values()].some(({ dirty }) => dirty));
    return new Promise((resolve) => {
      this.#waiters.push(resolve);
      this.#cancelTimer();
      void this.#send(false);
    });
  }

  /** The page goes away: one last try that outlives it. The copy in the browser stays until somebody hears the answer. */
  leave(): void {
    this.#cancelTimer();
    void this.#send(true);
  }

  /** In a conflict: this text is the one to go on with. */
  keepMine(): void {
    for (const entry of this.#entries.values()) entry.conflict = false;
    this.#update();
    void this.#send(false);
  }

  /** In a conflict: forget this browser's text; the caller loads the academy's. */
  takeOther(): void {
    for (const entry of this.#entries.values()) {
      if (!entry.conflict) continue;
      entry.conflict = false;
      entry.dirty = false;
      this.#forget(entry.controller, entry.name);
    }
    this.#update();
  }

  async #send(last: boolean): Promise<void> {
    const due = [...this.#entries.values()].filter((entry) => isOpen(entry) && (last || !entry.sending));
    await Promise.all(due.map((entry) => this.#sendOne(entry, last)));
    if (last) return;
    const left = [...this.#entries.values()].filter(isOpen);
    if (left.some((entry) => entry.sending)) return;
    if (left.length === 0) {
      this.#retry.reset();
      this.#settle(![...this.#entries.values()].some(({ dirty }) => dirty));
      return;
    }
    this.#cancelTimer();
    if (left.some((entry) => entry.failed)) {
      this.#settle(false);
      this.#cancelTimer = this.#options.after(this.#retry.next(), () => void this.#send(false));
    } else {
      // Typed on while the last text was under way.
      await this.#send(false);
    }
  }

  async #sendOne(entry: Entry, last: boolean): Promise<void> {
    const { controller, name, text, base } = entry;
    entry.sending = true;
    this.#update();
    try {
      const answer = await this.#options.put({ controller, name, text, base }, last);
      entry.failed = false;
      entry.base = answer.revision;
      this.#savedAt = answer.savedAt;
      if (answer.conflict) entry.conflict = true;
      else if (entry.text === text) {
        entry.dirty = false;
        this.#forget(controller, name);
      } else this.#keep(entry);
    } catch {
      // Not lost: the state says so to the reader, the copy stays, and the caller tries again.
      entry.failed = true;
    } finally {
      entry.sending = false;
      this.#update();
    }
  }

  #settle(saved: boolean): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const waiter of waiters) waiter(saved);
  }

  #update(): void {
    const entries = [...this.#entries.values()];
    const conflict = entries.find((entry) => entry.conflict);
    const long = entries.find((entry) => entry.dirty && isTooLong(entry));
    const next: SaveState = conflict
      ? { kind: 'conflict', controller: conflict.controller, name: conflict.name }
      : long
        ? { kind: 'too-long', controller: long.controller, name: long.name, length: long.text.length }
        : entries.some((entry) => entry.dirty)
          ? { kind: entries.some((entry) => entry.dirty && entry.failed) ? 'unsaved' : 'saving' }
          : this.#savedAt === null
            ? { kind: 'untouched' }
            : { kind: 'saved', at: this.#savedAt };
    if (JSON.stringify(next) === JSON.stringify(this.#state)) return;
    this.#state = next;
    for (const listener of this.#listeners) listener();
  }

  #storageKey(controller: string, name: string): string {
    return `millwright:unsaved:${this.#options.lab}:${key(controller, name)}`;
  }

  #keep(entry: Entry): void {
    try {
      const text = JSON.stringify({ text: entry.text, base: entry.base });
      this.#options.storage.setItem(this.#storageKey(entry.controller, entry.name), text);
    } catch {
      // Storage is full or forbidden: the server's copy is the one that counts, and it is on its way.
    }
  }

  #kept(controller: string, name: string): { text: string; base: number } | null {
    try {
      const kept: unknown = JSON.parse(this.#options.storage.getItem(this.#storageKey(controller, name)) ?? 'null');
      if (kept === null || typeof kept !== 'object' || !('text' in kept) || !('base' in kept)) return null;
      return typeof kept.text === 'string' && typeof kept.base === 'number' ? { text: kept.text, base: kept.base } : null;
    } catch {
      // Damaged or forbidden: as if there were none.
      return null;
    }
  }

  #forget(controller: string, name: string): void {
    try {
      this.#options.storage.removeItem(this.#storageKey(controller, name));
    } catch {
      // Storage is forbidden: then nothing was kept either.
    }
  }
}

const clean = { dirty: false, sending: false, failed: false, conflict: false };

function key(controller: string, name: string): string {
  return `${controller}/${name}`;
}
