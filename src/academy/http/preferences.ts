/** `/api/preferences`: a member's own settings. Writing sends only what changed; the answer is all of them. */
import { z } from 'zod';
import { keepPreferences, preferencesOf } from '../members/kept-preferences.ts';
import type { Member } from '../members/members.ts';
import { preferences, preferencesPart } from '../members/preferences.ts';
import type { Services } from '../services.ts';
import { forMember } from './answering.ts';
import { bodyLimits, readBody } from './body.ts';
import { Refusal } from './problems.ts';

export function getPreferences(services: Services, request: Request): Promise<Response> {
  return forMember(services, request, async (member) => preferences.parse(await preferencesOf(services.database, whoIs(member))));
}

export function putPreferences(services: Services, request: Request): Promise<Response> {
  return forMember(services, request, async (member) => {
    const given = await readBody(request, z.record(z.string(), z.unknown()), bodyLimits.preferences);
    const part = preferencesPart.safeParse(given);
    if (!part.success) {
      throw new Refusal(
        'bad-preference',
        part.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '),
        {
          setting: [...new Set(part.error.issues.map((issue) => String(issue.path[0])))].join(', '),
        },
      );
    }
    return preferences.parse(await keepPreferences(services.database, whoIs(member), part.data));
  });
}

const whoIs = (member: Member): { academyId: string; memberId: string } => ({
  academyId: member.academyId,
  memberId: member.id,
});
