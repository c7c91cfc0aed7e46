/** The frame around every endpoint: who asks, refusals as problems, our own failures as such, cookies on the way out. */
import { type Attendance, currentMember, type Member } from '../members/members.ts';
import type { Services } from '../services.ts';
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
    services.log.error({ err: error, path: new URL(request.url).pathname }, 'an endpoint failed');
    return problemResponse('our-failure');
  }
}

/** An endpoint for the session's member; refused without a session. */
export function forMember(services: Services, request: Request, work: (member: Member) => Promise<unknown>): Promise<Response> {
  return answering(services, request, async () => {
    const attendance = await currentMember(services, request.headers);
    if (!attendance) throw new Refusal('no-session');
    const value = await work(attendance.member);
    return withCookies(Response.json(value, { headers: { 'cache-control': 'no-store' } }), attendance);
  });
}

/** The response with the session's cookies added; a copy, because the headers of a redirect cannot be changed. */
export function withCookies(response: Response, attendance: Attendance | null): Response {
  if (!attendance || attendance.setCookie.length === 0) return response;
  const answer = new Response(response.body, response);
  for (const cookie of attendance.setCookie) answer.headers.append('set-cookie', cookie);
  return answer;
}
