/** For authors: a lab that was saved while a rig of it runs. */
import { loadLabs } from '../lab/load.ts';
import type { Rig } from '../rig/rig.ts';
import type { RigTicket } from './api.ts';
import { buildRig } from './rig-start.ts';
import type { RigSurroundings } from './surroundings.ts';

export class LabFollower {
  readonly #ticket: RigTicket;
  readonly #around: RigSurroundings;
  /** The lab that could not be built, for an author who saves often. */
  #refusedHash: string | null = null;

  constructor(ticket: RigTicket, around: RigSurroundings) {
    this.#ticket = ticket;
    this.#around = around;
  }

  /**
   * The rig built anew from the saved lab with the programs that somebody downloaded; a program of the lab's start that nobody touched is
   * the new start's. `null` when the lab is what it was, or cannot be built: then the rig stays as it is.
   */
  rebuilt(before: Rig): Rig | null {
    if (!this.#around.followLabs) return null;
    const lab = loadLabs([...this.#around.labRoots]).labs.get(this.#ticket.lab);
    if (lab === undefined || lab.hash === before.lab.hash || lab.hash === this.#refusedHash) return null;
    const downloaded = Object.entries(before.programs()).filter(
      ([controller, files]) => JSON.stringify(files) !== JSON.stringify(before.lab.start[controller]),
    );
    const built = buildRig(this.#ticket, this.#around.labRoots, Object.fromEntries(downloaded), () => {});
    if (built.ok) return built.rig;
    this.#refusedHash = lab.hash;
    this.#around.log.warn({ rig: this.#ticket.rig, lab: lab.slug, reason: built.message.en }, 'the saved lab cannot be built');
    return null;
  }
}
