/** Tells which files below some folders were saved, made or removed, by looking at them a few times a second. Only authors need it. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Editors save through a second file and a rename, and watchers of file systems differ in what they make of that: looking is sure. */
const interval = 250;

export class Saves {
  readonly #folders: readonly string[];
  readonly #listeners = new Set<(paths: readonly string[]) => void>();
  readonly #timer: NodeJS.Timeout;
  #stamps: Map<string, string>;

  constructor(folders: readonly string[]) {
    this.#folders = folders;
    this.#stamps = stampsOf(folders);
    this.#timer = setInterval(() => this.look(), interval);
  }

  /** Returns how to stop listening. */
  listen(listener: (paths: readonly string[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  look(): void {
    const now = stampsOf(this.#folders);
    const changed = [...now].flatMap(([path, stamp]) => (this.#stamps.get(path) === stamp ? [] : [path]));
    for (const path of this.#stamps.keys()) if (!now.has(path)) changed.push(path);
    this.#stamps = now;
    if (changed.length > 0) for (const listener of this.#listeners) listener(changed);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#listeners.clear();
  }
}

function stampsOf(folders: readonly string[]): Map<string, string> {
  const stamps = new Map<string, string>();
  for (const folder of folders) {
    if (!existsSync(folder)) continue;
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      // What editors put beside a file is no save.
      if (!entry.isFile() || /^\.|~$|\.sw.$|\.tmp$/.test(entry.name)) continue;
      const path = join(entry.parentPath, entry.name);
      const status = statSync(path, { throwIfNoEntry: false });
      if (status) stamps.set(path, `${status.mtimeMs} ${status.size}`);
    }
  }
  return stamps;
}
