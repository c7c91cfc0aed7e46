/** A cohort's people as a file for spreadsheets, out and in. A file is taken whole or not at all, and told line by line. */
import { z } from 'zod';
import { readCsv, writeCsv } from '../csv/csv.ts';
import type { Database } from '../database/open.ts';
import { transact } from '../database/transact.ts';
import { createInvitation } from '../members/invitations.ts';
import type { CohortPerson } from './people.ts';
import { joinCohort } from './people.ts';
import { taughtCohort } from './taught.ts';
import type { Teacher } from './teacher.ts';

const headers = { en: ['Name', 'E-mail', 'Part'], 'zh-CN': ['姓名', '电子邮箱', '身份'] } as const;
const parts = { en: { trainee: 'trainee', instructor: 'instructor' }, 'zh-CN': { trainee: '学员', instructor: '讲师' } } as const;
const nameHeads = ['name', '姓名'];
const emailHeads = ['e-mail', 'email', 'mail', '电子邮箱', '邮箱', '电子邮件'];
const maxLines = 2_000;

export function peopleFile(people: readonly CohortPerson[], locale: keyof typeof headers): string {
  return writeCsv([headers[locale], ...people.map(({ name, email, part }) => [name, email, parts[locale][part]])]);
}

export type LineProblem = 'no-address' | 'twice' | 'suspended' | 'guest';
export interface ImportLine {
  line: number;
  name: string;
  email: string;
  /** `invited`: with the path that they are to be sent, told this once. */
  outcome: { kind: 'added' | 'present' } | { kind: 'invited'; token: string } | { kind: 'wrong'; why: LineProblem };
}
export type ImportReport =
  | { kind: 'done' | 'refused'; lines: ImportLine[] }
  | { kind: 'unreadable'; why: 'no-columns' | 'unclosed' | 'too-long' | 'empty'; line: number };

class NotWhole extends Error {}

/**
 * Take people in: who is a member of the academy is added as a trainee, anybody else gets an invitation to their address. With one wrong
 * line nothing at all happens, and the report says which lines and why. Refused: `unknown-cohort`.
 */
export async function importPeople(
  database: Database,
  by: Teacher,
  cohortId: string,
  text: string,
  now: Date = new Date(),
): Promise<ImportReport> {
  await taughtCohort(database, by, cohortId);
  const { rows, unclosed } = readCsv(text);
  if (unclosed !== null) return { kind: 'unreadable', why: 'unclosed', line: unclosed };
  const [head, ...people] = rows;
  if (!head) return { kind: 'unreadable', why: 'empty', line: 1 };
  const names = head.cells.map((cell) => cell.toLowerCase());
  const nameAt = names.findIndex((cell) => nameHeads.includes(cell));
  const emailAt = names.findIndex((cell) => emailHeads.includes(cell));
  if (emailAt < 0) return { kind: 'unreadable', why: 'no-columns', line: head.line };
  if (people.length === 0) return { kind: 'unreadable', why: 'empty', line: head.line };
  if (people.length > maxLines) return { kind: 'unreadable', why: 'too-long', line: maxLines + 2 };
  const entries = people.map(({ line, cells }) => ({
    line,
    name: cells[nameAt] ?? '',
    email: (cells[emailAt] ?? '').trim().toLowerCase(),
  }));
  let lines: ImportLine[] = [];
  try {
    await transact(database, async (transaction) => {
      await taughtCohort(transaction, by, cohortId);
      const known = await transaction
        .selectFrom('member')
        .innerJoin('user', 'user.id', 'member.user_id')
        .select(['member.id', 'user.email', 'member.suspended_at', 'user.isAnonymous'])
        .where('member.academy_id', '=', by.academyId)
        .where('member.erased_at', 'is', null)
        .execute();
      const byAddress = new Map(known.map((row) => [row.email.toLowerCase(), row]));
      const seen = new Set<string>();
      lines = [];
      for (const entry of entries) {
        const member = byAddress.get(entry.email);
        const why: LineProblem | null = !z.email().safeParse(entry.email).success
          ? 'no-address'
          : seen.has(entry.email)
            ? 'twice'
            : member?.suspended_at
              ? 'suspended'
              : member?.isAnonymous
                ? 'guest'
                : null;
        seen.add(entry.email);
        if (why !== null) lines.push({ ...entry, outcome: { kind: 'wrong', why } });
        else if (member) {
          const joined = await joinCohort(transaction, by, cohortId, member.id, 'trainee', now);
          lines.push({ ...entry, outcome: { kind: joined ? 'added' : 'present' } });
        } else {
          const invitation = { academyId: by.academyId, email: entry.email, roles: [], cohortId };
          const { token } = await createInvitation(transaction, by.actor, invitation, now);
          lines.push({ ...entry, outcome: { kind: 'invited', token } });
        }
      }
      if (lines.some(({ outcome }) => outcome.kind === 'wrong')) throw new NotWhole();
    });
  } catch (error) {
    if (!(error instanceof NotWhole)) throw error;
    return { kind: 'refused', lines };
  }
  return { kind: 'done', lines };
}
