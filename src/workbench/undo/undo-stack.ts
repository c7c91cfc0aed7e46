/**
 * Undo for what is not text: forces, writes, resets, deleted files, moved panes. (Text has the editor's own undo.) An undo is a new act
 * through the usual ways, not a step back in time: what happened meanwhile stands.
 */
export interface Undoable {
  /** What was done, in the reader's language: "Forced plc.Start to TRUE". */
  label: string;
  /** Answers whether it was done; `false` leaves it undoable. */
  undo(): boolean | Promise<boolean>;
  redo(): boolean | Promise<boolean>;
}

export interface UndoState {
  /** What undo and redo would take, and what was done last (for the short notice with its button). */
  undo: Undoable | null;
  redo: Undoable | null;
  last: { act: Undoable; kind: 'did' | 'undid' | 'redid'; number: number } | null;
  /** Something is being done whose answer has not come, though its effect may be seen already: an undo asked for now will find it. */
  underWay: boolean;
}

/** As many acts as anyone remembers doing. */
const deepest = 100;

export class UndoStack {
  readonly #done: Undoable[] = [];
  readonly #undone: Undoable[] = [];
  #last: UndoState['last'] = null;
  #number = 0;
  #busy = false;
  readonly #underWay = new Set<Promise<unknown>>();
  #state: UndoState = { undo: null, redo: null, last: null, underWay: false };
  #listeners = new Set<() => void>();

  /** It has been done: it can be undone from now on, and what was undone before cannot be done again. */
  did(act: Undoable): void {
    this.#done.push(act);
    if (this.#done.length > deepest) this.#done.shift();
    this.#undone.length = 0;
    this.#changed(act, 'did');
  }

  /** An act that is under way: an undo waits for it, so that a quick key takes back this one and not the one before. */
  async during<T>(act: () => Promise<T>): Promise<T> {
    const done = act();
    this.#underWay.add(done);
    this.#tell();
    try {
      return await done;
    } finally {
      this.#underWay.delete(done);
      this.#tell();
    }
  }

  undo(): Promise<void> {
    return this.#move(this.#done, this.#undone, 'undid');
  }

  redo(): Promise<void> {
    return this.#move(this.#undone, this.#done, 'redid');
  }

  async #move(from: Undoable[], to: Undoable[], kind: 'undid' | 'redid'): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    try {
      if (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
      const act = from.at(-1);
      if (!act) return;
      const done: boolean = await (kind === 'undid' ? act.undo() : act.redo());
      if (!done) return;
      const at = from.lastIndexOf(act);
      if (at >= 0) from.splice(at, 1);
      to.push(act);
      this.#changed(act, kind);
    } finally {
      this.#busy = false;
    }
  }

  readonly getState = (): UndoState => this.#state;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #changed(act: Undoable, kind: 'did' | 'undid' | 'redid'): void {
    this.#number += 1;
    this.#last = { act, kind, number: this.#number };
    this.#tell();
  }

  #tell(): void {
    const underWay = this.#underWay.size > 0;
    this.#state = { undo: this.#done.at(-1) ?? null, redo: this.#undone.at(-1) ?? null, last: this.#last, underWay };
    for (const listener of this.#listeners) listener();
  }
}
