/** Comments at lines: `/api/work/:lab/comments` for the trainee, `/api/teach/:cohort/:member/comments/:lab` for an instructor. */
import type { Lab } from '#sandbox/lab/lab.ts';
import { type CommentRequest, commentRequest, remarkRequest } from '../api.ts';
import { tellNews } from '../assistance/tell-host.ts';
import type { WatchedPlace } from '../assistance/watched.ts';
import { type Actor, actorOf } from '../audit/audit.ts';
import { doWithComments } from '../line-comments/deeds.ts';
import { commentsAt } from '../line-comments/line-comments.ts';
import type { Services } from '../services.ts';
import type { WorkOwner } from '../work/owner.ts';
import { forMember } from './answering.ts';
import { bodyLimits, readBody } from './body.ts';
import { limit } from './rate-limit.ts';
import { forWatched } from './watched.ts';
import { type AskedLab, labOf } from './work.ts';

export function getComments(services: Services, request: Request, asked: AskedLab): Promise<Response> {
  return forMember(services, request, async (member) => {
    const { owner, lab } = await labOf(services, member, asked);
    return commentsAt(services.database, owner, lab, member.id, services.now());
  });
}

export function postComments(services: Services, request: Request, asked: AskedLab): Promise<Response> {
  return forMember(services, request, async (member, attendance) => {
    const { owner, lab } = await labOf(services, member, asked);
    const asks = await readBody(request, remarkRequest, bodyLimits.small);
    return done(services, { owner, lab, by: { id: member.id, actor: actorOf(attendance) } }, asks);
  });
}

export function getWatchedComments(services: Services, request: Request, place: WatchedPlace): Promise<Response> {
  return forWatched(services, request, place, ({ owner, lab, by }) =>
    commentsAt(services.database, owner, lab, by.id, services.now()),
  );
}

export function postWatchedComments(services: Services, request: Request, place: WatchedPlace): Promise<Response> {
  return forWatched(services, request, place, async ({ owner, lab, by }) => {
    const asks = await readBody(request, commentRequest, bodyLimits.small);
    return done(services, { owner, lab, by }, asks);
  });
}

async function done(
  services: Services,
  { owner, lab, by }: { owner: WorkOwner; lab: Lab; by: { id: string; actor: Actor } },
  request: CommentRequest,
) {
  if (request.do !== 'read') limit(services, 'comment', { account: by.id });
  const now = services.now();
  const changed = await doWithComments(services.database, { owner, lab, by, request, now });
  // An open page of either hears of it from the rig.
  if (changed) await tellNews(services, owner, []);
  return commentsAt(services.database, owner, lab, by.id, now);
}
