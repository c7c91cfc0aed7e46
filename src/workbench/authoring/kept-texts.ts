/** Text that was typed and not saved, kept in this browser: a page that is closed or loaded anew finds it again. */

interface KeptText {
  text: string;
  /** The hash that it was begun from. */
  base: string | null;
}

export class KeptTexts {
  readonly #storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null;
  readonly #prefix: string;

  /** `storage`: `null` where the browser allows none. `owner`: whose text it is, and of which lab. */
  constructor(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null, owner: string) {
    this.#storage = storage;
    this.#prefix = `millwright.draft.${owner}.`;
  }

  of(name: string): KeptText | null {
    try {
      const read: unknown = JSON.parse(this.#storage?.getItem(this.#prefix + name) ?? 'null');
      if (typeof read !== 'object' || read === null || !('text' in read) || !('base' in read)) return null;
      const { text, base } = read;
      return typeof text === 'string' && (base === null || typeof base === 'string') ? { text, base } : null;
    } catch {
      return null;
    }
  }

  keep(name: string, kept: KeptText): void {
    try {
      this.#storage?.setItem(this.#prefix + name, JSON.stringify(kept));
    } catch {
      // No room in this browser: the page itself still holds it, and asks before it is left.
    }
  }

  forget(name: string): void {
    this.#storage?.removeItem(this.#prefix + name);
  }
}

/** `null` where the browser forbids it; the very look at it may throw. */
export function browserStorage(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}
