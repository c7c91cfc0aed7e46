/** `POST /api/readings`: a lesson without lab and question is read. Of other lessons it would say nothing and is refused. */
import { readingRequest, type readingResponse } from '../api.ts';
import { libraryOf } from '../library/library.ts';
import { recordReading } from '../progress/readings.ts';
import type { Services } from '../services.ts';
import { forMember } from './answering.ts';
import { bodyLimits, readBody } from './body.ts';
import { noteCompletions } from './completed.ts';
import { Refusal } from './problems.ts';

export function postReading(services: Services, request: Request): Promise<Response> {
  return forMember(services, request, async (member): Promise<import('zod').output<typeof readingResponse>> => {
    const read = await readBody(request, readingRequest, bodyLimits.small);
    const library = await libraryOf(services, member);
    if (!library.isReading(read)) throw new Refusal('not-a-reading', `${read.course}/${read.lesson}`);
    await recordReading(services.database, { academyId: member.academyId, memberId: member.id }, read);
    await noteCompletions(services, member, { course: read.course, lesson: read.lesson });
    return { finished: true };
  });
}
