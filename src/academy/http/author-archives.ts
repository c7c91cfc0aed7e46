/** `GET /author/courses/:course/archive.zip`: a course of the draft with the labs it uses, as one archive. */
import { join } from 'node:path';
import { loadCourses } from '#content/lessons.ts';
import { contentBelow, labsBelow } from '#content/roots.ts';
import { labFolders } from '#sandbox/lab/load.ts';
import { draftCourse } from '../authoring/draft-courses.ts';
import { filesOfCourse, labsOf } from '../library/archive/course-archive.ts';
import { writeArchive } from '../library/archive/write-archive.ts';
import { unitPath } from '../library/draft.ts';
import { currentMember } from '../members/members.ts';
import type { Services } from '../services.ts';
import { answering, withCookies } from './answering.ts';
import { Refusal } from './problems.ts';

export function getArchive(services: Services, request: Request, course: string): Promise<Response> {
  return answering(services, request, async () => {
    const attendance = await currentMember(services, request.headers);
    if (!attendance) throw new Refusal('no-session');
    const { authoring, unit } = draftCourse(services, attendance.member.academyId, course);
    const { roots } = authoring.library;
    const folders = labFolders(labsBelow(roots));
    const labs = labsOf(loadCourses(contentBelow(roots)), unit.slug);
    const missing = labs.filter((lab) => !folders.has(lab));
    if (missing.length > 0) throw new Refusal('unknown-lab', missing.join(', '));
    const files = filesOfCourse(
      { slug: unit.slug, folder: join(authoring.draft.root, unitPath(unit)) },
      new Map(labs.map((lab) => [lab, folders.get(lab) ?? ''])),
    );
    const headers = {
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="${unit.slug}.zip"`,
      'cache-control': 'no-store',
    };
    return withCookies(new Response(new Uint8Array(await writeArchive(files)), { headers }), attendance);
  });
}
