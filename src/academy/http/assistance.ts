/** Help at a rig: `/api/work/:lab/assistance` for its trainee, `/api/teach/:cohort/:member/assistance/:lab` for an instructor. */
import { type AssistanceState, assistanceRequest, helpRequest } from '../api.ts';
import { type Assistance, assistanceUnderWay, hasInstructor, keyboardLeft } from '../assistance/assistance.ts';
import { doAsInstructor, doAsTrainee } from '../assistance/deeds.ts';
import { takeLentKeyboard } from '../assistance/lent-keyboard.ts';
import { tellNews } from '../assistance/tell-host.ts';
import type { WatchedPlace } from '../assistance/watched.ts';
import { actorOf } from '../audit/audit.ts';
import { namesOf } from '../members/directory.ts';
import { rigOf } from '../rigs/rigs.ts';
import type { Services } from '../services.ts';
import type { WorkOwner } from '../work/owner.ts';
import { forMember } from './answering.ts';
import { bodyLimits, readBody } from './body.ts';
import { forWatched } from './watched.ts';
import { type AskedLab, labOf } from './work.ts';

export function getAssistance(services: Services, request: Request, asked: AskedLab): Promise<Response> {
  return forMember(services, request, async (member) => stateOf(services, (await labOf(services, member, asked)).owner));
}

export function postAssistance(services: Services, request: Request, asked: AskedLab): Promise<Response> {
  return forMember(services, request, async (member, attendance) => {
    const { owner } = await labOf(services, member, asked);
    const deed = await readBody(request, assistanceRequest, bodyLimits.small);
    const ends = deed.do === 'end' || deed.do === 'take-back';
    const handled = ends ? await takeLentKeyboard(services, owner, null) : null;
    const { before, after } = await doAsTrainee(services.database, owner, actorOf(attendance), deed, services.now(), handled);
    if (before !== after) await tellNews(services, owner, [before?.instructor, after?.instructor]);
    return stateOf(services, owner, after);
  });
}

export function getHelp(services: Services, request: Request, place: WatchedPlace): Promise<Response> {
  return forWatched(services, request, place, ({ owner, by }) => stateOf(services, owner, undefined, by.id));
}

export function postHelp(services: Services, request: Request, place: WatchedPlace): Promise<Response> {
  return forWatched(services, request, place, async ({ owner, by }) => {
    const deed = await readBody(request, helpRequest, bodyLimits.small);
    const ends = deed.do === 'end' || deed.do === 'give-back';
    const handled = ends ? await takeLentKeyboard(services, owner, by.id) : null;
    const { before, after } = await doAsInstructor(services.database, owner, by, deed, services.now(), handled);
    if (before !== after) await tellNews(services, owner, [before?.instructor, after?.instructor]);
    return stateOf(services, owner, after, by.id);
  });
}

async function stateOf(
  services: Services,
  owner: WorkOwner,
  known?: Assistance | null,
  instructor: string | null = null,
): Promise<AssistanceState> {
  const { database } = services;
  const now = services.now();
  const found = known === undefined ? await assistanceUnderWay(database, owner) : known;
  const stands = found?.endedAt === null ? found : null;
  const holder = stands?.instructor ?? null;
  const exam = (await rigOf(database, owner, now)).sitting !== null;
  const name = holder === null ? null : ((await namesOf(database, owner.academyId, [holder])).get(holder) ?? '—');
  const left = holder === null || exam ? 0 : keyboardLeft(stands, holder, now);
  return {
    available: !exam && (instructor !== null || (await hasInstructor(database, owner))),
    asked: stands?.askedAt !== null && stands !== null,
    instructor: name,
    yours: instructor !== null && holder === instructor,
    keyboard: left > 0 ? 'granted' : stands?.keyboard === 'asked' && !exam ? 'asked' : 'none',
    keyboardLeft: left,
  };
}
