/**
 * Who watches a rig that is not theirs, and which of them has the keyboard. The academy decides both and says so again and again; what it
 * does not repeat runs out here, by this host's own clock: nobody watches or types on the word of a server that is gone.
 */

import type { ClientMessage } from '../wire/messages.ts';
import { closeCodes } from '../wire/messages.ts';
import type { Handling, Observer, Permission } from './api.ts';
import { Handlings } from './handlings.ts';
import { refusals } from './sentences.ts';
import type { Viewer } from './viewer.ts';
import type { Standing } from './who-may.ts';

/** Milliseconds that somebody may watch after the academy last said so; it says so every ten seconds. */
export const watchLease = 60_000;

export class Observers {
  readonly #viewers: ReadonlySet<Viewer>;
  /** By observer, in milliseconds of performance.now. */
  readonly #watchUntil = new Map<string, number>();
  #keyboard: { observer: string; until: number } | null = null;
  /** What was done with the keyboard that was lent last. */
  #lent: { observer: string; grant: string; handlings: Handlings } | null = null;
  /** What they hold springs back. */
  readonly #letGo: (viewer: Viewer) => void;

  constructor(viewers: ReadonlySet<Viewer>, letGo: (viewer: Viewer) => void) {
    this.#viewers = viewers;
    this.#letGo = letGo;
  }

  standing({ devicesOnly, observer }: Pick<Viewer, 'devicesOnly' | 'observer'>): Standing {
    if (devicesOnly) return 'tool';
    return observer === null || this.#hasKeyboard(observer) ? 'owner' : 'observer';
  }

  #hasKeyboard({ id }: Observer): boolean {
    return this.#keyboard?.observer === id && performance.now() < this.#keyboard.until;
  }

  /** Is anybody there but those who only watch? */
  get anyoneAtWork(): boolean {
    for (const viewer of this.#viewers) if (this.standing(viewer) !== 'observer') return true;
    return false;
  }

  arrived(viewer: Viewer): void {
    if (viewer.observer === null) this.#tellOne(viewer);
    else {
      this.#watchUntil.set(viewer.observer.id, performance.now() + watchLease);
      this.tell();
    }
  }

  left(viewer: Viewer): void {
    if (viewer.observer !== null) this.tell();
  }

  /** As the academy has it now. Whether this observer is here. */
  permit(observer: string, permission: Permission): boolean {
    const theirs = [...this.#viewers].filter((viewer) => viewer.observer?.id === observer);
    const before = this.#keyboard;
    // It is theirs no more, or somebody else's from now on.
    if (before !== null && (before.observer === observer) !== (permission.may === 'type')) this.#takeKeyboard();
    if (permission.may === 'type') {
      const { grant, milliseconds } = permission;
      this.#keyboard = { observer, until: performance.now() + milliseconds };
      if (this.#lent?.grant !== grant) this.#lent = { observer, grant, handlings: new Handlings() };
    }
    if (permission.may === 'nothing') this.#dismiss(theirs);
    else this.#watchUntil.set(observer, performance.now() + watchLease);
    if (before?.observer !== this.#keyboard?.observer) this.tell();
    return theirs.length > 0 && permission.may !== 'nothing';
  }

  /** Something that this viewer asked for was done. */
  did({ observer }: Pick<Viewer, 'observer'>, message: ClientMessage): void {
    if (observer !== null && this.#lent?.observer === observer.id) this.#lent.handlings.note(message);
  }

  /** Theirs no more. What they did with it; `null`: they were lent none. */
  take(observer: string): Handling[] | null {
    if (this.#keyboard?.observer === observer) {
      this.#takeKeyboard();
      this.tell();
    }
    return this.#lent?.observer === observer ? this.#lent.handlings.list : null;
  }

  /** Once a second: what has run out. */
  housekeep(): void {
    const now = performance.now();
    if (this.#keyboard !== null && now >= this.#keyboard.until) {
      this.#takeKeyboard();
      this.tell();
    }
    for (const [observer, until] of this.#watchUntil) {
      if (now < until) continue;
      this.#dismiss([...this.#viewers].filter((viewer) => viewer.observer?.id === observer));
      this.#watchUntil.delete(observer);
    }
  }

  #takeKeyboard(): void {
    const observer = this.#keyboard?.observer;
    this.#keyboard = null;
    for (const viewer of this.#viewers) if (viewer.observer?.id === observer) this.#letGo(viewer);
  }

  #dismiss(viewers: readonly Viewer[]): void {
    for (const viewer of viewers) {
      viewer.refuse(null, 'watchEnded', refusals.watchEnded);
      viewer.close(closeCodes.unauthorised, 'watchEnded');
    }
  }

  /** Everybody is told who is there, and that what the academy knows of it may be new. */
  tell(): void {
    for (const viewer of this.#viewers) this.#tellOne(viewer);
  }

  /** Something was saved. Whoever is here alone has saved it. */
  tellTexts(): void {
    const watched = [...this.#viewers].some(({ observer }) => observer !== null);
    if (watched) for (const viewer of this.#viewers) if (!viewer.devicesOnly) viewer.send({ type: 'texts' });
  }

  #tellOne(viewer: Viewer): void {
    if (viewer.devicesOnly) return;
    const observers = new Map<string, { name: string; keyboard: boolean; you: boolean }>();
    for (const { observer } of this.#viewers) {
      if (observer === null) continue;
      const you = viewer.observer?.id === observer.id;
      observers.set(observer.id, { name: observer.name, keyboard: this.#hasKeyboard(observer), you });
    }
    viewer.send({ type: 'company', observers: [...observers.values()] });
  }
}
