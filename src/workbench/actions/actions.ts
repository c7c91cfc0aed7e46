/**
 * What can be done now: panes offer actions while they are on the page; the palette, the keys and menus all read them from here, so that an
 * action has one title, one key and one reason why not.
 */
import type { ActionId } from './default-keys.ts';

export interface Action {
  id: ActionId;
  /** Tells several of one id apart: the controller's name, the file. Shown behind the title. */
  subject?: string;
  /** Why it cannot be done now; listed all the same, and said. */
  why?: string | null;
  /** A toggle: what it is now. */
  on?: boolean;
  run(): void;
}

export class Actions {
  #sources = new Set<() => readonly Action[]>();
  #general = new Set<() => readonly Action[]>();
  #listeners = new Set<() => void>();

  /**
   * Offers actions until the returned function is called. Of two sources that offer the same, the one added last wins; what is offered
   * `generally`, whatever pane is on the page, gives way to a pane's own.
   */
  offer(source: () => readonly Action[], generally = false): () => void {
    const sources = generally ? this.#general : this.#sources;
    sources.add(source);
    this.#tell();
    return () => {
      sources.delete(source);
      this.#tell();
    };
  }

  /** All that is offered now. */
  list(): Action[] {
    const found = new Map<string, Action>();
    for (const source of [...this.#general, ...this.#sources])
      for (const action of source()) found.set(action.subject ? `${action.id} ${action.subject}` : action.id, action);
    return [...found.values()];
  }

  offers(id: ActionId): boolean {
    return this.list().some((action) => action.id === id);
  }

  /** Does the first action of this id. False when nobody offers it, or it cannot be done now. */
  run(id: ActionId): boolean {
    const action = this.list().find((candidate) => candidate.id === id);
    if (!action || action.why) return false;
    action.run();
    return true;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
