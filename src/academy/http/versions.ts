/**
 * `GET /api/work/:lab/versions` and `…/versions/:number`: earlier texts of one file of the session's member; below
 * `/api/teach/:cohort/:member`, of a trainee of theirs.
 */
import { z } from 'zod';
import type { Lab } from '#sandbox/lab/lab.ts';
import type { versionList, versionText as versionTextSchema } from '../api.ts';
import type { WatchedPlace } from '../assistance/watched.ts';
import type { Services } from '../services.ts';
import type { FileKey } from '../work/files.ts';
import { versionsOf, versionText } from '../work/versions.ts';
import { forMember } from './answering.ts';
import { Refusal } from './problems.ts';
import { forWatched } from './watched.ts';
import { type AskedLab, type FoundLab, labOf, refuseInExam } from './work.ts';

const number = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number);
const query = z.object({ controller: z.string().min(1).max(100), name: z.string().min(1).max(200), before: number.nullable() });

export function getVersions(services: Services, request: Request, asked: AskedLab): Promise<Response> {
  return forMember(services, request, async (member) => {
    const found = await labOf(services, member, asked);
    const file = fileOf(request);
    await refuseInExam(services, found.owner);
    return listFor(services, found, file, member.id);
  });
}

export function getVersion(services: Services, request: Request, asked: AskedLab, which: string): Promise<Response> {
  return forMember(services, request, async (member) => {
    const found = await labOf(services, member, asked);
    const file = fileOf(request);
    await refuseInExam(services, found.owner);
    return textOf(services, found, file, which);
  });
}

/** A trainee's, for an instructor of theirs. */
export function getWatchedVersions(services: Services, request: Request, place: WatchedPlace): Promise<Response> {
  return forWatched(services, request, place, (found) => listFor(services, found, fileOf(request), found.by.id));
}

export function getWatchedVersion(services: Services, request: Request, place: WatchedPlace, which: string): Promise<Response> {
  return forWatched(services, request, place, (found) => textOf(services, found, fileOf(request), which));
}

type Found = Pick<FoundLab, 'lab' | 'owner'>;
type AskedFile = ReturnType<typeof fileOf>;

function listFor(
  services: Services,
  { lab, owner }: Found,
  { before, ...file }: AskedFile,
  reader: string,
): Promise<z.output<typeof versionList>> {
  return versionsOf(services.database, owner, file, { before, start: startOf(lab, file), reader });
}

async function textOf(
  services: Services,
  { lab, owner }: Found,
  file: AskedFile,
  which: string,
): Promise<z.output<typeof versionTextSchema>> {
  const wanted = number.safeParse(which);
  if (!wanted.success) throw new Refusal('unknown-version', which.slice(0, 20));
  const at = { number: wanted.data, start: startOf(lab, file) };
  const text = await versionText(services.database, owner, file, at);
  if (text === null) throw new Refusal('unknown-version', which);
  return { number: wanted.data, text };
}

function fileOf(request: Request): FileKey & { before: number | null } {
  const { searchParams } = new URL(request.url);
  const read = (name: string): string | null => searchParams.get(name);
  const parsed = query.safeParse({ controller: read('controller'), name: read('name'), before: read('before') });
  if (!parsed.success) throw new Refusal('malformed', parsed.error.message);
  return parsed.data;
}

/** `null`: the lab starts without this file, or has no such controller. */
function startOf(lab: Lab, { controller, name }: FileKey): string | null {
  const files = Object.hasOwn(lab.start, controller) ? lab.start[controller]! : [];
  return files.find((file) => file.name === name)?.text ?? null;
}
