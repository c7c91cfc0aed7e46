/** Finds what has subscribed to a topic without asking every subscription: a tree by levels. */

interface Branch<T> {
  below: Map<string, Branch<T>>;
  here: Map<string, T>;
}

const branch = <T>(): Branch<T> => ({ below: new Map(), here: new Map() });

export class TopicTree<T> {
  readonly #root = branch<T>();

  set(filter: string, key: string, value: T): void {
    let at = this.#root;
    for (const level of filter.split('/')) {
      const next = at.below.get(level) ?? branch();
      at.below.set(level, next);
      at = next;
    }
    at.here.set(key, value);
  }

  delete(filter: string, key: string): void {
    const path: [Branch<T>, string][] = [];
    let at = this.#root;
    for (const level of filter.split('/')) {
      const next = at.below.get(level);
      if (!next) return;
      path.push([at, level]);
      at = next;
    }
    at.here.delete(key);
    for (const [parent, level] of path.reverse()) {
      const child = parent.below.get(level);
      if (child && (child.here.size > 0 || child.below.size > 0)) return;
      parent.below.delete(level);
    }
  }

  /** Calls back for everything whose filter matches the name, in an order that depends on nothing but what was set. */
  match(topic: string, found: (value: T) => void): void {
    const levels = topic.split('/');
    let fronts = [this.#root];
    for (const [depth, level] of levels.entries()) {
      const next: Branch<T>[] = [];
      // A wildcard at the first level does not match a name that begins with $ (section 4.7.2).
      const wild = depth > 0 || !level.startsWith('$');
      for (const front of fronts) {
        if (wild) {
          for (const value of front.below.get('#')?.here.values() ?? []) found(value);
          const any = front.below.get('+');
          if (any) next.push(any);
        }
        const exact = front.below.get(level);
        if (exact) next.push(exact);
      }
      if (next.length === 0) return;
      fronts = next;
    }
    for (const front of fronts) {
      for (const value of front.here.values()) found(value);
      // "sport/#" matches "sport" too (4.7.1.2).
      for (const value of front.below.get('#')?.here.values() ?? []) found(value);
    }
  }
}
