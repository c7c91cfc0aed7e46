/**
 * The publication under way in each academy: one at a time, begun by a form, looked at by its page as often as it likes. It runs in this
 * process and its lint and proofs in others; when the process ends, so does it, and nothing of it is shown.
 */
import type { Database } from '../database/open.ts';
import { type Publication, type PublishOutcome, publish } from '../library/publish.ts';
import type { Unit } from '../library/unit.ts';
import type { Authoring } from './authoring.ts';

/** `lint`: all of it is looked through. `prove`: the labs, one after the other. */
export type Stage = { doing: 'lint' } | { doing: 'prove'; lab: string; number: number; of: number };

export type PublicationState =
  | { state: 'running'; units: readonly Unit[]; stage: Stage }
  | { state: 'ended'; units: readonly Unit[]; outcome: PublishOutcome | { outcome: 'failed' } };

export class Publications {
  readonly #states = new Map<string, PublicationState>();

  /** The newest of an academy; `null`: none since this process began. */
  of(academyId: string): PublicationState | null {
    return this.#states.get(academyId) ?? null;
  }

  /** Begins it, and answers at once. `false`: one is under way. `failed` is told what broke, if something does. */
  begin(
    database: Database,
    authoring: Authoring,
    publication: Publication,
    failed: (error: unknown) => void,
  ): { ended: Promise<void> } | false {
    const { academyId, units } = publication;
    if (this.#states.get(academyId)?.state === 'running') return false;
    const at = (stage: Stage): void => void this.#states.set(academyId, { state: 'running', units, stage });
    const end = (outcome: PublishOutcome | { outcome: 'failed' }): void =>
      void this.#states.set(academyId, { state: 'ended', units, outcome });
    at({ doing: 'lint' });
    const means = authoring.publishMeans(database);
    const prove: typeof means.prove = async (root, labs) => {
      const proofs = [];
      for (const [index, lab] of labs.entries()) {
        at({ doing: 'prove', lab, number: index + 1, of: labs.length });
        proofs.push(...(await means.prove(root, [lab])));
      }
      return proofs;
    };
    const ended = publish({ ...means, prove }, publication).then(end, (error: unknown) => {
      failed(error);
      end({ outcome: 'failed' });
    });
    return { ended };
  }
}
