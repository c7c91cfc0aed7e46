/** An author changes what the academy shows of a course or lab: another version of it, or none of its own. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { loadCourses } from '#content/lessons.ts';
import { contentBelow } from '#content/roots.ts';
import type { Actor } from '../audit/audit.ts';
import { Refusal } from '../http/problems.ts';
import { labsOf } from '../library/archive/course-archive.ts';
import { unitPath } from '../library/draft.ts';
import { showVersion, type VersionOutcome } from '../library/show-version.ts';
import type { Unit } from '../library/unit.ts';
import type { Services } from '../services.ts';

const changeForm = z.object({
  version: z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number),
  note: z.string().trim().min(1).max(500),
});

/** Refused: `no-version-chosen`, `publishing-already`, `lab-in-use`, and as `showVersion`. */
export async function changeVersion(
  services: Pick<Services, 'authoring' | 'database' | 'publications'>,
  academyId: string,
  { unit, actor, form }: { unit: Unit; actor: Actor; form: URLSearchParams },
): Promise<VersionOutcome> {
  const change = changeForm.safeParse(Object.fromEntries(form));
  if (!change.success) throw new Refusal('no-version-chosen');
  if (services.publications.of(academyId)?.state === 'running') throw new Refusal('publishing-already');
  const authoring = services.authoring(academyId);
  const beneath = authoring.builtIn.some((root) => existsSync(join(root, unitPath(unit))));
  if (change.data.version === 0 && unit.kind === 'lab' && !beneath) {
    const library = loadCourses(contentBelow(authoring.shown));
    const using = library.courses.filter(({ slug }) => labsOf(library, slug).includes(unit.slug));
    if (using.length > 0) throw new Refusal('lab-in-use', '', { courses: using.map(({ slug }) => slug).join(', ') });
  }
  return showVersion(authoring.publishMeans(services.database), { academyId, unit, actor, ...change.data });
}
