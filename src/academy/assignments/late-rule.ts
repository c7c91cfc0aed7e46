/** What work is worth that comes after its due time. */
import { z } from 'zod';

export const instant = z.iso.datetime({ offset: false });

export const lateRule = z.discriminatedUnion('kind', [
  /** What comes later does not count. */
  z.strictObject({ kind: z.literal('none') }),
  /** It counts until then, for each day begun by so many per cent of its points less. */
  z.strictObject({ kind: z.literal('until'), until: instant, percentPerDay: z.int().min(0).max(100) }),
]);
export type LateRule = z.output<typeof lateRule>;

export interface Deadline {
  /** ISO 8601; `null`: whenever it is done. */
  dueAt: string | null;
  late: LateRule;
}

const day = 24 * 60 * 60 * 1_000;

/** 0 to 1: the part of its points that work done at `doneAt` earns. Days are 24 hours from the due time, whatever clocks do. */
export function creditFor(doneAt: string, { dueAt, late }: Deadline): number {
  if (dueAt === null || doneAt <= dueAt) return 1;
  if (late.kind === 'none' || doneAt > late.until) return 0;
  const days = Math.ceil((Date.parse(doneAt) - Date.parse(dueAt)) / day);
  return Math.max(0, 1 - (days * late.percentPerDay) / 100);
}

/** The last instant at which work still counts; `null`: there is none. */
export function closesAt({ dueAt, late }: Deadline): string | null {
  if (dueAt === null) return null;
  return late.kind === 'until' && late.until > dueAt ? late.until : dueAt;
}

/** With another due time the time for late work moves along, as long as it was. */
export function withDue({ dueAt, late }: Deadline, moved: string | null): Deadline {
  if (moved === null) return { dueAt, late };
  if (late.kind === 'none' || dueAt === null) return { dueAt: moved, late };
  const until = new Date(Date.parse(late.until) + Date.parse(moved) - Date.parse(dueAt)).toISOString();
  return { dueAt: moved, late: { ...late, until } };
}
