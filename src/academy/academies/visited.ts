/**
 * Which academy a request is for. A host name of its own decides; else the one that the reader chose (a cookie, no secret: it only counts
 * where they may be); else the first in which they are a member; else the server's first.
 */
import type { Queryable } from '../database/open.ts';
import { type Academy, academiesOf, selectOptionalAcademy, selectOptionalAcademyOfHost } from './academies.ts';

export const academyCookie = 'millwright.academy';

/** `userId`: of the session; `null` for a visitor. `first`: the server's first academy. */
export async function visitedAcademy(
  database: Queryable,
  first: Academy,
  headers: Headers,
  userId: string | null,
): Promise<Academy> {
  const host = hostOf(headers.get('host'));
  const bound = host === null ? null : await selectOptionalAcademyOfHost(database, host);
  if (bound) return bound;
  const asked = slugOfCookie(headers.get('cookie'));
  if (userId !== null) {
    const own = await academiesOf(database, userId);
    const chosen = own.find(({ slug }) => slug === asked) ?? own[0];
    if (chosen) return chosen;
  }
  const chosen = asked === null ? null : await selectOptionalAcademy(database, 'slug', asked);
  // Read anew: its settings may have changed since the start.
  return chosen ?? (await selectOptionalAcademy(database, 'id', first.id)) ?? first;
}

function hostOf(header: string | null): string | null {
  return header !== null && URL.canParse(`http://${header}`) ? new URL(`http://${header}`).hostname : null;
}

function slugOfCookie(cookies: string | null): string | null {
  for (const cookie of (cookies ?? '').split(';')) {
    const [name, value] = cookie.trim().split('=', 2);
    if (name === academyCookie && value !== undefined && /^[a-z0-9-]{1,60}$/.test(value)) return value;
  }
  return null;
}
