/** `POST /api/guest`: a session for whoever has none. */
import { ensureGuest } from '../members/members.ts';
import type { Services } from '../services.ts';
import { answering, withCookies } from './answering.ts';

export function postGuest(services: Services, request: Request): Promise<Response> {
  return answering(services, request, async () => {
    const attendance = await ensureGuest(services, request.headers);
    return withCookies(new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } }), attendance);
  });
}
