/**
 * The lines at which a run shall stop, by controller and file. They are the reader's own and stay in this browser; the rig is given them
 * with each run, so that nothing stops for somebody else.
 */
export class Breakpoints {
  #lines = new Map<string, number[]>();
  #listeners = new Set<() => void>();
  #storage: Pick<Storage, 'getItem' | 'setItem'>;
  #key: string;
  #version = 0;

  constructor(lab: string, storage: Pick<Storage, 'getItem' | 'setItem'>) {
    this.#storage = storage;
    this.#key = `millwright:breakpoints:${lab}`;
    this.#lines = new Map(Object.entries(read(storage.getItem(this.#key))));
  }

  /** Counts changes. */
  readonly getVersion = (): number => this.#version;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** In order; each line once. */
  of(controller: string, file: string): readonly number[] {
    return this.#lines.get(`${controller}/${file}`) ?? [];
  }

  /** By file, files without any left out. */
  all(controller: string): Record<string, number[]> {
    const found: Record<string, number[]> = {};
    for (const [place, lines] of this.#lines)
      if (place.startsWith(`${controller}/`) && lines.length > 0) found[place.slice(controller.length + 1)] = [...lines];
    return found;
  }

  toggle(controller: string, file: string, line: number): void {
    const lines = this.of(controller, file);
    this.set(controller, file, lines.includes(line) ? lines.filter((one) => one !== line) : [...lines, line]);
  }

  /** After an edit above them lines have moved. */
  set(controller: string, file: string, lines: readonly number[]): void {
    const next = [...new Set(lines)].toSorted((one, other) => one - other);
    if (String(next) === String(this.of(controller, file))) return;
    this.#lines.set(`${controller}/${file}`, next);
    this.#version += 1;
    try {
      this.#storage.setItem(this.#key, JSON.stringify(Object.fromEntries(this.#lines)));
    } catch {
      // Storage is full or forbidden: they hold for this visit.
    }
    for (const listener of this.#listeners) listener();
  }
}

function read(stored: string | null): Record<string, number[]> {
  try {
    const value: unknown = JSON.parse(stored ?? '{}');
    if (value === null || typeof value !== 'object') return {};
    return Object.fromEntries(
      Object.entries(value).flatMap(([place, lines]): [string, number[]][] =>
        Array.isArray(lines) ? [[place, lines.filter((line) => Number.isInteger(line) && line > 0)]] : [],
      ),
    );
  } catch {
    // Damaged: as on the first visit.
    return {};
  }
}
