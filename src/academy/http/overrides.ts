/** `PUT /api/assignments/:assignment/overrides/:member`: what is otherwise for one person, over the revision that was read. */
import { z } from 'zod';
import { overrideForm, setOverride } from '../assignments/overrides.ts';
import { teacherOf } from '../cohorts/teacher.ts';
import { currentMember } from '../members/members.ts';
import type { Services } from '../services.ts';
import { forMember } from './answering.ts';
import { bodyLimits, readBody } from './body.ts';
import { Refusal } from './problems.ts';

const request = z.strictObject({ revision: z.int().min(0), override: overrideForm });

export function putOverride(services: Services, from: Request, of: { assignment: string; member: string }): Promise<Response> {
  return forMember(services, from, async () => {
    const attendance = await currentMember(services, from.headers);
    if (!attendance) throw new Refusal('no-session');
    const { revision, override } = await readBody(from, request, bodyLimits.small);
    return setOverride(services.database, teacherOf(attendance), of, revision, override);
  });
}
