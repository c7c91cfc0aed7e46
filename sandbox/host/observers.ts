/**
 * Who watches a rig that is not theirs, and which of them has the keyboard. The academy decides both and says so again and again; what it
 * does not repeat runs out here, by this host's own clock: nobody watches or types on the word of a server that is gone.
 */
import { closeCodes } from '../wire/messages.ts';
import type { Observer, Permission } from './api.ts';
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
    if (permission.may === 'type') this.#keyboard = { observer, until: performance.now() + permission.milliseconds };
    if (permission.may === 'nothing') this.#dismiss(theirs);
    else this.#watchUntil.set(observer, performance.now() + watchLease);
    if (before?.observer !== this.#keyboard?.observer) this.tell();
    return theirs.length > 0 && permission.may !== 'nothing';
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
