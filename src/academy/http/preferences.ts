/** `/api/preferences`: a member's own settings. Writing sends only what changed; the answer is all of them. */
import { z } from 'zod';
import { keepPreferences, preferencesOf } from '../members/kept-preferences.ts';
import { type Attendance, ensureGuest, type Member } from '../members/members.ts';
import { type PreferencesPart, preferences, preferencesPart } from '../members/preferences.ts';
import { preferencesOfForm } from '../members/preferences-form.ts';
import type { Services } from '../services.ts';
import { forMember } from './answering.ts';
import { bodyLimits, readBody, readForm } from './body.ts';
import { problemResponse, Refusal } from './problems.ts';

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

/**
 * The profile page's form, for readers without JavaScript; whoever has no session becomes a guest. Answers the names of the fields that
 * cannot be, or what to send when it was no such form at all.
 */
export async function postedPreferences(
  services: Services,
  request: Request,
): Promise<{ kept: PreferencesPart; attendance: Attendance } | { refused: string[] } | Response> {
  try {
    const given = preferencesOfForm(await readForm(request, bodyLimits.preferences));
    if ('refused' in given) return given;
    const attendance = await ensureGuest(services, request.headers);
    return { kept: await keepPreferences(services.database, whoIs(attendance.member), given.part), attendance };
  } catch (error) {
    if (error instanceof Refusal) return problemResponse(error.code, error.values);
    throw error;
  }
}

const whoIs = (member: Member): { academyId: string; memberId: string } => ({
  academyId: member.academyId,
  memberId: member.id,
});
