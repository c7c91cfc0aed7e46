/** What those who write an academy's labs and lessons are lent by the rest of the house; `src/cli/web/authoring.ts` hands it in. */
import type { Database } from '../database/open.ts';
import type { ImportFinding } from '../library/archive/import-course.ts';
import type { Arrivals } from '../library/arrivals.ts';
import type { Bin } from '../library/bin.ts';
import type { Draft } from '../library/draft.ts';
import type { Library } from '../library/library.ts';
import type { LabProof, PublishMeans } from '../library/publish.ts';

export interface Authoring {
  readonly draft: Draft;
  readonly bin: Bin;
  readonly arrivals: Arrivals;
  /** What its authors see: the draft over what the academy shows. */
  readonly library: Library;
  /** Folders with labs/ and content/ of what the academy shows without its draft; later ones win. */
  readonly shown: readonly string[];
  /** By unit's name, the version that the academy shows; none, or `null`: the installation's own, if it has one. */
  readonly versions: Readonly<Record<string, number | null>>;
  /** Those of them that are the installation's. */
  readonly builtIn: readonly string[];
  /** The mistakes in one course of the draft, at files named as they stand in it; the lint runs in a process of its own. */
  lintCourse(slug: string): Promise<ImportFinding[]>;
  /** The mistakes in a root laid over what the academy shows, with files named as they stand below it. */
  lintOver(root: string): Promise<ImportFinding[]>;
  /**
   * `lab test` of a lab of the draft in a process of its own: each sentence is told when it is proved or not. Ends with why there is no
   * more; `'done'` when all were told.
   */
  proveLab(slug: string, told: (proof: LabProof) => void, signal: AbortSignal): Promise<ProofEnd>;
  /** A small lab that works and proves itself, into the draft. There must be none of this slug in it. */
  newLab(slug: string, titles: Titles): void;
  /** A course with its first lesson, into the draft. There must be none of this slug in it. */
  newCourse(slug: string, titles: Titles): void;
  /** A lesson into the folder `01-its-slug` of a course of the draft; there must be no such folder. */
  newLesson(course: string, folder: string, titles: Titles, lab: string | null): void;
  publishMeans(database: Database): PublishMeans;
}

export interface Titles {
  title: string;
  titleZh: string;
}

/** `no-lab`: it cannot be read, which the lint explains. `too-long`: it was ended. */
export type ProofEnd = 'done' | 'no-lab' | 'too-long' | 'stopped' | 'failed';

/** Makes it for an academy by its id. */
export type AuthoringOf = (academyId: string) => Authoring;
