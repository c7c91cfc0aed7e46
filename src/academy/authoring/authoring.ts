/** What those who write an academy's labs and lessons are lent by the rest of the house; `src/cli/web/authoring.ts` hands it in. */
import type { ImportFinding } from '../library/archive/import-course.ts';
import type { Draft } from '../library/draft.ts';
import type { Library } from '../library/library.ts';
import type { LabProof } from '../library/publish.ts';

export interface Authoring {
  readonly draft: Draft;
  /** What its authors see: the draft over what the academy shows. */
  readonly library: Library;
  /** The mistakes in one lab of the draft, at files named as they stand in it; the lint runs in a process of its own. */
  lintLab(slug: string): Promise<ImportFinding[]>;
  /**
   * `lab test` of a lab of the draft in a process of its own: each sentence is told when it is proved or not. Ends with why there is no
   * more; `'done'` when all were told.
   */
  proveLab(slug: string, told: (proof: LabProof) => void, signal: AbortSignal): Promise<ProofEnd>;
  /** A small lab that works and proves itself, into the draft. There must be none of this slug in it. */
  newLab(slug: string, titles: { title: string; titleZh: string }): void;
}

/** `no-lab`: it cannot be read, which the lint explains. `too-long`: it was ended. */
export type ProofEnd = 'done' | 'no-lab' | 'too-long' | 'stopped' | 'failed';

/** Makes it for an academy by its id. */
export type AuthoringOf = (academyId: string) => Authoring;
