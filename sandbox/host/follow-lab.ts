/** A lab that is another one while a rig of it runs: saved by its author, or exchanged for another edition by the rig's owner. */
import type { Rig } from '../rig/rig.ts';
import { isDraft, labAt } from './lab-places.ts';
import type { RigLife } from './rig-life.ts';
import { buildRig } from './rig-start.ts';
import type { RigSurroundings } from './surroundings.ts';

export class LabFollower {
  readonly #life: Pick<RigLife, 'ticket'>;
  readonly #around: RigSurroundings;
  /** The lab that could not be built, for an author who saves often. */
  #refusedHash: string | null = null;
  /** The edition that the running rig was last compared with. */
  #edition: string | undefined;

  constructor(life: Pick<RigLife, 'ticket'>, around: RigSurroundings) {
    this.#life = life;
    this.#around = around;
    this.#edition = life.ticket.edition;
  }

  /**
   * The rig built anew from the lab as it is now, with the programs that somebody downloaded; a program of the lab's start that nobody
   * touched is the new start's. `null` when the lab is what it was, or cannot be built: then the rig stays as it is.
   */
  rebuilt(before: Rig): Rig | null {
    const { ticket } = this.#life;
    const exchanged = ticket.edition !== this.#edition;
    if (!this.#around.followLabs && !isDraft(ticket.edition) && !exchanged) return null;
    this.#edition = ticket.edition;
    const lab = labAt(this.#around, ticket);
    if (lab === undefined || lab.hash === before.lab.hash || lab.hash === this.#refusedHash) return null;
    const downloaded = Object.entries(before.programs()).filter(
      ([controller, files]) => JSON.stringify(files) !== JSON.stringify(before.lab.start[controller]),
    );
    const built = buildRig(ticket, this.#around, Object.fromEntries(downloaded), () => {});
    if (built.ok) return built.rig;
    this.#refusedHash = lab.hash;
    this.#around.log.warn({ rig: ticket.rig, lab: lab.slug, reason: built.message.en }, 'the changed lab cannot be built');
    return null;
  }
}
