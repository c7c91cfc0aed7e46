/** Earlier texts of a file, as somebody looks for them: not every pause between two keys, but what stood there at the end of a minute. */
import type { z } from 'zod';
import type { versionList } from '../api.ts';
import type { Queryable } from '../database/open.ts';
import { namesOf } from '../members/directory.ts';
import { passedPrograms } from '../progress/attempts.ts';
import type { FileKey } from './files.ts';
import type { WorkOwner } from './owner.ts';

type VersionList = z.output<typeof versionList>;

/** As many as a list shows at once. */
const pageSize = 40;

interface Revision {
  number: number;
  origin: VersionList['versions'][number]['origin'];
  savedAt: string;
}

/**
 * Versions older than `before` (`null`: from the newest); `start` is the file's text in the lab's start, `null` when it has none. `reader`:
 * the member who asks.
 */
export async function versionsOf(
  database: Queryable,
  owner: WorkOwner,
  file: FileKey,
  { before, start, reader }: { before: number | null; start: string | null; reader: string },
): Promise<VersionList> {
  const passed = await passedVersions(database, owner, file, start);
  const current = await currentRevision(database, owner, file);
  const revisions = await revisionsOf(database, owner, file);
  const useful = usefulOf(revisions, new Set(passed.map(({ number }) => number))).filter(
    ({ number }) => number !== current && (before === null || number < before),
  );
  const page = useful.slice(0, pageSize);
  const next = useful[pageSize] ?? null;
  const texts = await textsOf(database, owner, file, next === null ? page : [...page, next]);
  const names = await namesOf(
    database,
    owner.academyId,
    page.flatMap(({ savedBy }) => savedBy ?? []),
  );
  return {
    passed,
    versions: page.map(({ savedBy, ...revision }, index) => {
      const older = page[index + 1] ?? next;
      const change = lineChange((older ? texts.get(older.number) : start) ?? '', texts.get(revision.number) ?? '');
      const by = savedBy === null ? null : { name: names.get(savedBy) ?? null, you: savedBy === reader };
      return { ...revision, ...change, by };
    }),
    before: next === null ? null : (page.at(-1)?.number ?? null),
  };
}

/** The text of one version; 0 is the lab's start. `null` when there is none. */
export async function versionText(
  database: Queryable,
  owner: WorkOwner,
  file: FileKey,
  { number, start }: { number: number; start: string | null },
): Promise<string | null> {
  if (number === 0) return start;
  return (await textsOf(database, owner, file, [{ number }])).get(number) ?? null;
}

/** Newest first: all that were not merely typed, those in `keep`, and the last typed one of every minute. */
export function usefulOf<R extends Revision>(revisions: readonly R[], keep: ReadonlySet<number>): R[] {
  let minute = '';
  return revisions
    .toSorted((one, other) => other.number - one.number)
    .filter(({ number, origin, savedAt }) => {
      if (origin !== 'typed') return true;
      // 2026-03-01T10:42
      const own = savedAt.slice(0, 16);
      const last = own !== minute;
      minute = own;
      return last || keep.has(number);
    });
}

/** Lines that came and lines that went; a line that only moved counts as neither. Linear, because the texts may be long. */
export function lineChange(before: string, after: string): { added: number; removed: number } {
  const counts = new Map<string, number>();
  for (const line of after.split('\n')) counts.set(line, (counts.get(line) ?? 0) + 1);
  for (const line of before.split('\n')) counts.set(line, (counts.get(line) ?? 0) - 1);
  let added = 0;
  let removed = 0;
  for (const count of counts.values()) {
    if (count > 0) added += count;
    else removed -= count;
  }
  return { added, removed };
}

/** What passed, told by its text: a check saves before it grades, and somebody may type on while it does. */
async function passedVersions(
  database: Queryable,
  owner: WorkOwner,
  file: FileKey,
  start: string | null,
): Promise<VersionList['passed']> {
  const passed: VersionList['passed'] = [];
  for (const { programs, at, steps, everything } of await passedPrograms(database, owner)) {
    const text = programs[file.controller]?.find(({ name }) => name === file.name)?.text;
    if (text === undefined) continue;
    const row = await rowsOf(database, owner, file)
      .select('number')
      .where('text', '=', text)
      .where('saved_at', '<=', at)
      .orderBy('number', 'desc')
      .executeTakeFirst();
    const number = row?.number ?? (text === start ? 0 : null);
    if (number !== null) passed.push({ number, at, steps, everything });
  }
  return passed;
}

async function currentRevision(database: Queryable, owner: WorkOwner, file: FileKey): Promise<number | null> {
  const row = await database
    .selectFrom('file')
    .select('revision')
    .where('academy_id', '=', owner.academyId)
    .where('member_id', '=', owner.memberId)
    .where('lab_id', '=', owner.labId)
    .where('controller', '=', file.controller)
    .where('name', '=', file.name)
    .executeTakeFirst();
  return row?.revision ?? null;
}

async function revisionsOf(
  database: Queryable,
  owner: WorkOwner,
  file: FileKey,
): Promise<(Revision & { savedBy: string | null })[]> {
  const rows = await rowsOf(database, owner, file).select(['number', 'origin', 'saved_at', 'saved_by']).execute();
  return rows.map(({ number, origin, saved_at, saved_by }) => ({
    number,
    origin: origin as Revision['origin'],
    savedAt: saved_at,
    savedBy: saved_by,
  }));
}

async function textsOf(
  database: Queryable,
  owner: WorkOwner,
  file: FileKey,
  of: readonly { number: number }[],
): Promise<Map<number, string>> {
  if (of.length === 0) return new Map();
  const numbers = of.map(({ number }) => number);
  const rows = await rowsOf(database, owner, file).select(['number', 'text']).where('number', 'in', numbers).execute();
  return new Map(rows.map(({ number, text }) => [number, text]));
}

function rowsOf(database: Queryable, owner: WorkOwner, file: FileKey) {
  return database
    .selectFrom('file_revision')
    .where('academy_id', '=', owner.academyId)
    .where('member_id', '=', owner.memberId)
    .where('lab_id', '=', owner.labId)
    .where('controller', '=', file.controller)
    .where('name', '=', file.name);
}
