/** Which lab host owns which rig. A rig has one owner at a time; each ownership has an epoch, and what an older epoch says is ignored. */

export interface Ownership {
  host: number;
  epoch: number;
  /** Viewers sent to the owner so far under this epoch. */
  attached: number;
  /** The owner has reported the rig as running. */
  started: boolean;
}

/** Times a rig may end its host while starting, before it is kept still. */
const strikesAllowed = 3;

export class RigTable {
  readonly #owners = new Map<string, Ownership>();
  readonly #strikes = new Map<string, number>();
  #lastEpoch = 0;

  owner(rig: string): Ownership | null {
    return this.#owners.get(rig) ?? null;
  }

  /** The ownership when `epoch` is the current one. */
  current(rig: string, epoch: number): Ownership | null {
    const owner = this.#owners.get(rig);
    return owner?.epoch === epoch ? owner : null;
  }

  claim(rig: string, host: number): Ownership {
    this.#lastEpoch += 1;
    const owner = { host, epoch: this.#lastEpoch, attached: 0, started: false };
    this.#owners.set(rig, owner);
    return owner;
  }

  started(rig: string, epoch: number): void {
    const owner = this.current(rig, epoch);
    if (owner === null) return;
    owner.started = true;
    this.#strikes.delete(rig);
  }

  release(rig: string): void {
    this.#owners.delete(rig);
  }

  /** The host died: its rigs have no owner, and those it was just starting are suspects. Which they were. */
  hostDied(host: number): string[] {
    const rigs: string[] = [];
    for (const [rig, owner] of this.#owners) {
      if (owner.host !== host) continue;
      this.#owners.delete(rig);
      rigs.push(rig);
      if (!owner.started) this.#strikes.set(rig, (this.#strikes.get(rig) ?? 0) + 1);
    }
    return rigs;
  }

  quarantined(rig: string): boolean {
    return (this.#strikes.get(rig) ?? 0) >= strikesAllowed;
  }

  rigsOf(host: number): number {
    let count = 0;
    for (const owner of this.#owners.values()) if (owner.host === host) count += 1;
    return count;
  }
}
