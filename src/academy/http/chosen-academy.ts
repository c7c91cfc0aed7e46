/** `POST /academies/:slug`: from now on this browser's requests are for that academy, as far as its person may be there. */
import { selectOptionalAcademy } from '../academies/academies.ts';
import { academyCookie } from '../academies/visited.ts';
import type { Services } from '../services.ts';
import { answering } from './answering.ts';
import { Refusal } from './problems.ts';

export function postChosenAcademy(services: Services, request: Request, slug: string): Promise<Response> {
  return answering(services, request, async () => {
    const academy = await selectOptionalAcademy(services.database, 'slug', slug);
    if (!academy) throw new Refusal('unknown-academy');
    const secure = new URL(request.headers.get('origin') ?? request.url).protocol === 'https:' ? '; Secure' : '';
    const chosen = `${academyCookie}=${academy.slug}; Path=/; Max-Age=34560000; HttpOnly; SameSite=Lax${secure}`;
    return new Response(null, { status: 303, headers: { location: '/', 'set-cookie': chosen } });
  });
}
