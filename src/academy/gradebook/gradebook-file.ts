/**
 * The gradebook as a file for spreadsheets, and adjustments back in. Each assignment is a column headed by its title and, in brackets, the
 * first characters of its id, which tell two of one title apart. Taken in whole or not at all.
 */
import { assignmentsIn } from '../assignments/assignments.ts';
import { peopleIn } from '../cohorts/people.ts';
import { taughtCohort } from '../cohorts/taught.ts';
import type { Teacher } from '../cohorts/teacher.ts';
import { readCsv, writeCsv } from '../csv/csv.ts';
import type { Database } from '../database/open.ts';
import { transact } from '../database/transact.ts';
import { adjustWithin } from './adjust.ts';
import type { Gradebook } from './gradebook.ts';

const heads = { en: ['Name', 'E-mail', 'Total'], 'zh-CN': ['姓名', '电子邮箱', '合计'] } as const;
const shortId = (id: string): string => id.slice(0, 8);

export const points = (hundredths: number | null): string => (hundredths === null ? '' : String(hundredths / 100));

export function gradebookFile({ assignments, rows }: Gradebook, locale: keyof typeof heads): string {
  const [name, email, total] = heads[locale];
  return writeCsv([
    [name, email, ...assignments.map(({ id, title, points: most }) => `${title} /${most} [${shortId(id)}]`), total],
    ...rows.map((row) => [row.member.name, row.member.email, ...row.cells.map(({ score }) => points(score)), points(row.total)]),
  ]);
}

export interface GradeLine {
  line: number;
  email: string;
  /** Grades that were set; `null` where the line is wrong. */
  changed: number | null;
  why: 'unknown-person' | 'twice' | 'not-points' | null;
  /** Of what is not points: the column's head. */
  column: string;
}

class NotWhole extends Error {}

/**
 * Set the grades that the file has otherwise than the gradebook; an empty cell changes nothing. `shown`: the gradebook now, over all people.
 * Refused: `unknown-cohort`, `bad-grade` without a reason.
 */
export async function importGrades(
  database: Database,
  by: Teacher,
  cohortId: string,
  shown: Gradebook,
  text: string,
  reason: string,
  now: Date = new Date(),
): Promise<{ kind: 'done' | 'refused'; lines: GradeLine[] } | { kind: 'unreadable'; line: number }> {
  await taughtCohort(database, by, cohortId);
  const { rows, unclosed } = readCsv(text);
  const [head, ...people] = rows;
  const emailAt = head?.cells.findIndex((cell) => /^(e-?mail|电子邮箱|邮箱)$/i.test(cell)) ?? -1;
  if (unclosed !== null || !head || emailAt < 0 || people.length === 0) return { kind: 'unreadable', line: unclosed ?? 1 };
  let lines: GradeLine[] = [];
  try {
    await transact(database, async (transaction) => {
      const assignments = await assignmentsIn(transaction, by.academyId, [cohortId]);
      const columns = head.cells.flatMap((cell, at) => {
        const id = /\[([0-9a-f]{8})\]\s*$/.exec(cell)?.[1];
        const assignment = id === undefined ? undefined : assignments.find((one) => shortId(one.id) === id);
        return assignment ? { at, head: cell, assignment } : [];
      });
      const trainees = (await peopleIn(transaction, by.academyId, cohortId)).filter(({ part }) => part === 'trainee');
      const byAddress = new Map(trainees.map((one) => [one.email.toLowerCase(), one.id]));
      const standing = new Map(shown.rows.map((row) => [row.member.id, row]));
      const seen = new Set<string>();
      lines = [];
      for (const { line, cells } of people) {
        const email = (cells[emailAt] ?? '').toLowerCase();
        const member = byAddress.get(email);
        const told: GradeLine = { line, email, changed: 0, why: null, column: '' };
        lines.push(told);
        if (member === undefined || seen.has(email)) {
          Object.assign(told, { changed: null, why: member === undefined ? 'unknown-person' : 'twice' });
          continue;
        }
        seen.add(email);
        for (const column of columns) {
          const typed = cells[column.at] ?? '';
          if (typed === '') continue;
          const score = Math.round(Number(typed.replace(',', '.')) * 100);
          if (!/^\d+([.,]\d{1,2})?$/.test(typed) || score > column.assignment.points * 100) {
            Object.assign(told, { changed: null, why: 'not-points', column: column.head });
            break;
          }
          const index = shown.assignments.findIndex(({ id }) => id === column.assignment.id);
          if ((standing.get(member)?.cells[index]?.score ?? null) === score) continue;
          const adjustment = { assignment: column.assignment.id, member, score, reason };
          if (await adjustWithin(transaction, by, adjustment, null, now)) told.changed = (told.changed ?? 0) + 1;
        }
      }
      if (lines.some(({ why }) => why !== null)) throw new NotWhole();
    });
  } catch (error) {
    if (!(error instanceof NotWhole)) throw error;
    return { kind: 'refused', lines };
  }
  return { kind: 'done', lines };
}
