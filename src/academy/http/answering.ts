/** The frame around every endpoint: who asks, refusals as problems, our own failures as such, cookies on the way out. */
import { type Attendance, currentMember, type Member } from '../members/members.ts';
import type { Services } from '../services.ts';
import { isDiskFull } from './full-disk.ts';
import { problemResponse, Refusal } from './problems.ts';

/** Run an endpoint's work; a `Refusal` becomes its problem, anything else is logged and told as our failure. */
export async function answering(services: Services, request: Request, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal) {
      services.log.info({ problem: error.message, path: new URL(request.url).pathname }, 'refused');
      return problemResponse(error.code, error.values);
    }
    if (isDiskFull(error)) {
      if (services.fullDisk.tell())
        services.log.error({ err: error }, 'the disk is full: nothing can be saved until there is room');
      return problemResponse('disk-full');
    }
    services.log.error({ err: error, path: new URL(request.url).pathname }, 'an endpoint failed');
    return problemResponse('our-failure');
  }
}

/** An endpoint for the session's member; refused without a session. */
export function forMember(
  services: Services,
  request: Request,
  work: (member: Member, attendance: Attendance) => Promise<unknown>,
): Promise<Response> {
  return answering(services, request, async () => {
    const attendance = await currentMember(services, request.headers);
    if (!attendance) throw new Refusal('no-session');
    const value = await work(attendance.member, attendance);
    return withCookies(Response.json(value, { headers: { 'cache-control': 'no-store' } }), attendance);
  });
}

/**
 * The response with the session's cookies added; a copy, because the headers of a redirect cannot be changed. What the response says of a
 * cookie itself holds: a guest's session that prolongs itself must not undo the sign-in it came with.
 */
export function withCookies(response: Response, attendance: Attendance | null): Response {
  if (!attendance || attendance.setCookie.length === 0) return response;
  const nameOf = (cookie: string): string => cookie.split('=', 1)[0] ?? '';
  const said = new Set(response.headers.getSetCookie().map(nameOf));
  const answer = new Response(response.body, response);
  for (const cookie of attendance.setCookie) if (!said.has(nameOf(cookie))) answer.headers.append('set-cookie', cookie);
  return answer;
}
