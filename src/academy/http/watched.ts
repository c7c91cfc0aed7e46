/** What an instructor asks of a trainee's work and rig: `/api/teach/:cohort/:member/…/:lab`. */
import { type FaultList, faultRequest, saved, saveFile } from '../api.ts';
import { assistanceUnderWay, keyboardLeft } from '../assistance/assistance.ts';
import { faultsAt, setFaultAt } from '../assistance/faults.ts';
import { tellTexts } from '../assistance/tell-host.ts';
import { type Watched, type WatchedPlace, watchedAt } from '../assistance/watched.ts';
import { type Teacher, teacherOf } from '../cohorts/teacher.ts';
import { sittingAtLab } from '../exams/sitting.ts';
import { rigOf } from '../rigs/rigs.ts';
import type { Services } from '../services.ts';
import { type CurrentFile, saveTyped } from '../work/files.ts';
import { isOfStart } from '../work/programs.ts';
import { forMember } from './answering.ts';
import { bodyLimits, readBody } from './body.ts';
import { refuseUnlessRoom } from './file-room.ts';
import { Refusal } from './problems.ts';
import { workState } from './work.ts';

/** An endpoint for an instructor at a trainee's rig; refused where they may not look. */
export function forWatched(
  services: Services,
  request: Request,
  place: WatchedPlace,
  work: (watched: Watched & { by: Teacher }) => Promise<unknown>,
): Promise<Response> {
  return forMember(services, request, async (_member, attendance) => {
    const by = teacherOf(attendance);
    return work({ ...(await watchedAt(services, by, place)), by });
  });
}

/** The trainee's files and steps, as they would find them. */
export function getWatchedWork(services: Services, request: Request, place: WatchedPlace): Promise<Response> {
  return forWatched(services, request, place, ({ owner, lab }) => workState(services, { guest: false }, { lab, owner }));
}

/** With the keyboard: what is typed here is the trainee's text, and its revision says who typed it. */
export function putWatchedFile(services: Services, request: Request, place: WatchedPlace): Promise<Response> {
  return forWatched(services, request, place, async ({ owner, lab, by }) => {
    const file = await readBody(request, saveFile, bodyLimits.file);
    const now = services.now();
    const sits = (await sittingAtLab(services.database, owner, now)) !== null;
    const left = keyboardLeft(await assistanceUnderWay(services.database, owner), by.id, now);
    if (sits || left === 0) throw new Refusal('no-keyboard');
    const admit = isOfStart(lab, file.controller, file.name)
      ? undefined
      : (standing: readonly CurrentFile[]) => refuseUnlessRoom(lab, standing, file.controller, file.name);
    const answer = saved.parse(await saveTyped(services.database, owner, file, admit, by));
    void tellTexts(services, owner);
    return answer;
  });
}

export function getFaults(services: Services, request: Request, place: WatchedPlace): Promise<Response> {
  return forWatched(services, request, place, async ({ owner, lab }) => {
    const { sitting } = await rigOf(services.database, owner, services.now());
    return { exam: sitting !== null, faults: await faultsAt(services, owner, lab) } satisfies FaultList;
  });
}

export function postFault(services: Services, request: Request, place: WatchedPlace): Promise<Response> {
  return forWatched(services, request, place, async ({ owner, lab, by }) => {
    const { fault, active } = await readBody(request, faultRequest, bodyLimits.small);
    const faults = await setFaultAt(services, by, owner, lab, { id: fault, active });
    return { exam: false, faults } satisfies FaultList;
  });
}
