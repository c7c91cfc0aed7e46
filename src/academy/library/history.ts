/** What became of a course or lab, as it was noted when it happened: published, withdrawn, an earlier version shown again. */
import { z } from 'zod';
import { auditEntries } from '../audit/audit.ts';
import type { Queryable } from '../database/open.ts';
import type { Unit } from './unit.ts';

const actions = ['publish', 'withdraw', 'show-version'] as const;
const entry = z.object({
  action: z.enum(actions),
  at: z.string(),
  actor: z.string().nullable(),
  subject: z.object({ kind: z.string() }),
  after: z.object({ version: z.number(), note: z.string() }),
});

export interface HistoryLine {
  what: (typeof actions)[number];
  /** Shown from then on; 0: none of its own. */
  version: number;
  at: string;
  /** A member; `null`: the system. */
  by: string | null;
  note: string;
}

/** Newest first, at most the last two hundred. */
export async function historyOf(database: Queryable, academyId: string, { kind, slug }: Unit): Promise<HistoryLine[]> {
  const lines: HistoryLine[] = [];
  for (const action of actions) {
    for (const one of await auditEntries(database, academyId, { limit: 200, action, subject: slug })) {
      const read = entry.safeParse(one);
      if (!read.success || read.data.subject.kind !== kind) continue;
      const { at, actor, after } = read.data;
      lines.push({ what: action, version: after.version, at, by: actor, note: after.note });
    }
  }
  return lines.sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, 200);
}
