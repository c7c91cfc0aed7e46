/**
 * Comments at lines of a member's programs: an instructor's remark with the answers to it. Each is kept with the revision at which it was
 * made and shown on the text as it is saved now: with its line, or where the line was (follow-line.ts). Who may write what is in deeds.ts.
 */
import type { Lab } from '#sandbox/lab/lab.ts';
import type { CommentList, CommentThread } from '../api.ts';
import type { Queryable } from '../database/open.ts';
import { namesOf } from '../members/directory.ts';
import { rigOf } from '../rigs/rigs.ts';
import { currentFiles, type FileKey } from '../work/files.ts';
import type { WorkOwner } from '../work/owner.ts';
import { type Programs, programsOf } from '../work/programs.ts';
import { versionText } from '../work/versions.ts';
import { followLine } from './follow-line.ts';

/** Every remark at this work, by time; an answer comes after what it answers. */
export function remarksAt(database: Queryable, owner: WorkOwner) {
  return database
    .selectFrom('line_comment')
    .selectAll()
    .where('academy_id', '=', owner.academyId)
    .where('member_id', '=', owner.memberId)
    .where('lab_id', '=', owner.labId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}
type Remark = Awaited<ReturnType<typeof remarksAt>>[number];

/** As `reader` finds them: the trainee or an instructor of theirs. None during an exam. */
export async function commentsAt(
  database: Queryable,
  owner: WorkOwner,
  lab: Lab,
  reader: string,
  now: Date,
): Promise<CommentList> {
  if ((await rigOf(database, owner, now)).sitting !== null) return { open: false, threads: [] };
  const programs = programsOf(lab, await currentFiles(database, owner));
  return { open: true, threads: await threadsOn(database, owner, lab, reader, programs) };
}

/** The comments with their places in these texts, of whichever time they are: as they are saved now, as an attempt kept them. */
export async function threadsOn(
  database: Queryable,
  owner: WorkOwner,
  lab: Lab,
  reader: string,
  programs: Programs,
): Promise<CommentThread[]> {
  const rows = await remarksAt(database, owner);
  const firsts = rows.filter(({ answers }) => answers === null);
  if (firsts.length === 0) return [];
  const authors = rows.flatMap(({ author_id }) => author_id ?? []);
  const names = await namesOf(database, owner.academyId, authors);
  const places = await placesOf(database, owner, lab, firsts, programs);
  return firsts.map((first): CommentThread => {
    const remarks = [first, ...rows.filter(({ answers }) => answers === first.id)];
    return {
      id: first.id,
      controller: first.controller,
      name: first.name,
      revision: first.revision,
      line: first.line,
      lineText: first.line_text ?? '',
      place: places.get(first.id) ?? null,
      resolvedAt: first.resolved_at,
      remarks: remarks.map((row) => ({
        id: row.id,
        author: names.get(row.author_id ?? '') ?? null,
        yours: row.author_id === reader,
        text: row.text,
        at: row.created_at,
        editedAt: row.edited_at,
        unread: row.read_at === null && isForOther(row, owner, reader),
      })),
    };
  });
}

/** Written by the other side: instructors are one side, the trainee is the other. */
export const isForOther = ({ author_id }: Pick<Remark, 'author_id'>, owner: WorkOwner, reader: string): boolean =>
  (author_id === owner.memberId) !== (reader === owner.memberId);

/** A file's text at a revision; `null`: there is no such revision of it. */
export function textAt(database: Queryable, owner: WorkOwner, lab: Lab, file: FileKey, revision: number): Promise<string | null> {
  const files = Object.hasOwn(lab.start, file.controller) ? (lab.start[file.controller] ?? []) : [];
  const start = files.find(({ name }) => name === file.name)?.text ?? null;
  return versionText(database, owner, file, { number: revision, start });
}

/** What the lab starts with, in each language: a trainee's page begins with its own. */
function startsOf(lab: Lab, { controller, name }: FileKey): string[] {
  return [lab.start, ...Object.values(lab.startIn ?? {})].flatMap((start) => {
    const files = Object.hasOwn(start, controller) ? (start[controller] ?? []) : [];
    return files.filter((file) => file.name === name).map(({ text }) => text);
  });
}

/** By the comment's id; a file that is not there has none. */
async function placesOf(database: Queryable, owner: WorkOwner, lab: Lab, firsts: readonly Remark[], programs: Programs) {
  const places = new Map<string, CommentThread['place']>();
  /** Comments of one revision are made in a row. */
  const known = new Map<string, string | null>();
  for (const { id, controller, name, revision, line } of firsts) {
    const now = Object.hasOwn(programs, controller) ? programs[controller]?.find((file) => file.name === name) : undefined;
    if (!now) continue;
    const key = JSON.stringify([controller, name, revision]);
    if (revision > 0 && !known.has(key)) known.set(key, await textAt(database, owner, lab, { controller, name }, revision));
    const then = known.get(key) ?? null;
    const texts = revision === 0 ? startsOf(lab, { controller, name }) : then === null ? [] : [then];
    const followed = texts.map((text) => followLine(text, now.text, line));
    places.set(id, followed.find(({ gone }) => !gone) ?? followed[0] ?? { line, gone: true });
  }
  return places;
}
