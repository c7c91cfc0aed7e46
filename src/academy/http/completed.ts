/** After a deed that may complete a lesson: its completion is written down, with the rule as it stands. */
import { syllabusOf } from '#content/syllabus.ts';
import { libraryOf } from '../library/library.ts';
import type { Member } from '../members/members.ts';
import { type RuledLesson, recordCompletions } from '../progress/completion.ts';
import type { Services } from '../services.ts';

/** `of`: the lab that was checked, or the lesson that was answered in or read. */
export async function noteCompletions(
  services: Services,
  member: Member,
  of: { labId: string } | { course: string; lesson: string },
): Promise<void> {
  const library = await libraryOf(services, member);
  const syllabus = syllabusOf(library);
  const touched: RuledLesson[] = [...syllabus.courses].flatMap(([course, { lessons }]) =>
    lessons
      .filter(({ slug, lab }) => ('labId' in of ? lab === of.labId : course === of.course && slug === of.lesson))
      .map(({ slug, lab, questions }) => ({
        course,
        slug,
        lab: lab === null ? null : (syllabus.labs.get(lab)?.slug ?? null),
        questions,
      })),
  );
  if (touched.length === 0) return;
  const who = { academyId: member.academyId, memberId: member.id };
  await recordCompletions(services.database, who, await services.progressOf(member, library), touched);
}
