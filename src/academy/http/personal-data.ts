/** `GET /my-data/export`: what the academy keeps about the reader, as a file to take along. */

import { currentMember } from '../members/members.ts';
import { exportPerson } from '../personal-data/export.ts';
import type { Services } from '../services.ts';
import { answering, withCookies } from './answering.ts';
import { Refusal } from './problems.ts';

export function getMyData(services: Services, request: Request): Promise<Response> {
  return answering(services, request, async () => {
    const attendance = await currentMember(services, request.headers);
    if (!attendance) throw new Refusal('no-session');
    const { academyId, id } = attendance.member;
    return withCookies(dataFile(await exportPerson(services.database, { academyId, memberId: id })), attendance);
  });
}

/** `GET /academy/people/:member/export`: the same of somebody else, for an owner whom they asked. */
export function getDataOf(services: Services, request: Request, memberId: string): Promise<Response> {
  return answering(services, request, async () => {
    const attendance = await currentMember(services, request.headers);
    if (!attendance) throw new Refusal('no-session');
    return dataFile(await exportPerson(services.database, { academyId: attendance.academy.id, memberId }));
  });
}

const dataFile = (data: object): Response =>
  new Response(`${JSON.stringify(data, null, 2)}\n`, {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': 'attachment; filename="millwright-my-data.json"',
      'cache-control': 'no-store',
    },
  });
