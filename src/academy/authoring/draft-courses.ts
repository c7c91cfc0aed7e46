/** Courses of an academy's draft by names that somebody typed. */
import { Refusal } from '../http/problems.ts';
import { type Unit, unitOf } from '../library/unit.ts';
import type { Services } from '../services.ts';
import type { Authoring } from './authoring.ts';

export interface DraftCourse {
  authoring: Authoring;
  unit: Unit;
}

/** `null` for what is no name of a course; `reference` is none: its pages belong to the installation. */
export function courseUnit(slug: string): Unit | null {
  const unit = unitOf(`course-${slug}`);
  return unit?.slug === 'reference' ? null : unit;
}

/** Refused, `unknown-draft`, when the academy's draft has no such course. */
export function draftCourse(services: Pick<Services, 'authoring'>, academyId: string, slug: string): DraftCourse {
  const unit = courseUnit(slug);
  const authoring = services.authoring(academyId);
  if (unit === null || !authoring.draft.has(unit)) throw new Refusal('unknown-draft', slug.slice(0, 100));
  return { authoring, unit };
}
