/**
 * What may be learned, as one reader sees it: the labs and lessons of one list of roots. Everybody starts from the installation's; an
 * academy's own, published ones go over them.
 */
import type { output } from 'zod';
import type { Lab, LabProblem } from '#sandbox/lab/lab.ts';
import type { answerRequest, readingRequest, solutionRequest } from '../api.ts';
import type { Queryable } from '../database/open.ts';
import type { LessonQuestions } from '../review/learned.ts';
import { pinsOf } from './pins.ts';

export interface Library {
  /** Folders with `labs/` and `content/` below them, absolute; later ones win. */
  readonly roots: readonly string[];
  /** Whether the academy has ever published anything of its own; without that nobody has a version to stay on. */
  readonly published: boolean;
  /** By unit's name, the version that the academy shows to newcomers; none, or `null`: the installation's own, if it has one. */
  readonly versions: Readonly<Record<string, number | null>>;
  /** Whether there is such a course in it. */
  hasCourse(slug: string): boolean;
  /** The labs as they stand on disk now, by slug; cheap enough to ask on every request. */
  labs(): ReadonlyMap<string, Lab>;
  /** The mistakes in labs; only where they stand may be shown, for their words may quote a check. */
  labProblems(): readonly LabProblem[];
  /** What a lab host needs beside its slug to find a lab; `undefined` when it is the installation's own. */
  editionOf(lab: string): string | undefined;
  /** `null` when there is no such question. */
  judgeAnswer(answer: GivenAnswer, asking: Asking): JudgedAnswer | null | Promise<JudgedAnswer | null>;
  /** Every lesson with the questions that may return for review; `lab` by its slug. */
  lessonQuestions(): (Omit<LessonQuestions, 'lab'> & { lab: string | null })[];
  /** What has to be tried first, and the text to show then; `null` when there is no such solution. */
  solution(asked: output<typeof solutionRequest>): LessonSolution | null;
  /** Whether there is such a lesson, and it has neither lab nor question. */
  isReading(lesson: output<typeof readingRequest>): boolean;
}

export interface LessonSolution {
  opens: { after: 'step'; step: string } | { after: 'question'; question: string };
  /** Slug of the lesson's lab. */
  lab: string | null;
  html: string;
}

export type GivenAnswer = Pick<output<typeof answerRequest>, 'course' | 'lesson' | 'question' | 'answer' | 'locale'>;

export interface Asking {
  /** Of the variant that the reader saw. */
  seed: number;
  /** It is asked for review: drills count as well. */
  returned?: boolean;
  /** What a signal of the reader's own rig at this lab says now; refuses where none can be read. */
  readSignal(lab: string, name: string): Promise<boolean | number | string>;
}

export interface JudgedAnswer {
  correct: boolean;
  feedbackHtml: string;
  /** What the rig itself said, of a question for a live signal. */
  reading: boolean | number | string | null;
}

/** Makes libraries: for an academy by its id. `pinned`: versions by unit's name that a reader stays on. */
export type Libraries = (academyId: string, pinned?: ReadonlyMap<string, number>) => Library;

/** The library of a request: of the member's academy, or for somebody without a session of the one they visit. */
export async function libraryOf(
  services: { library: Libraries; academy: { id: string }; database: Queryable },
  member: { id: string; academyId: string } | null,
  visited: { id: string } = services.academy,
): Promise<Library> {
  const shown = services.library(member?.academyId ?? visited.id);
  if (member === null || !shown.published) return shown;
  const pinned = await pinsOf(services.database, { academyId: member.academyId, memberId: member.id });
  return pinned.size === 0 ? shown : services.library(member.academyId, pinned);
}
