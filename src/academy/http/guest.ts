/** `POST /api/guest`: a session for whoever has none. */
import { ensureGuest } from '../members/members.ts';
import type { Services } from '../services.ts';
import { answering, withCookies } from './answering.ts';
import { limit } from './rate-limit.ts';

export function postGuest(services: Services, request: Request): Promise<Response> {
  return answering(services, request, async () => {
    limit(services, 'guest');
    const attendance = await ensureGuest(services, request.headers);
    return withCookies(new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } }), attendance);
  });
}
