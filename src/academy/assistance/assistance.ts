/**
 * Help at a rig: asked for by its trainee or offered by an instructor, with or without the keyboard. At most one is under way for a member
 * and a lab; those before it stay as history. Its rules are in deeds.ts.
 */
import { z } from 'zod';
import type { Queryable } from '../database/open.ts';
import type { WorkOwner } from '../work/owner.ts';

const keyboard = z.enum(['none', 'asked', 'granted', 'ended']);

export interface Assistance {
  id: string;
  /** Who offered help; `null` while only asked for. */
  instructor: string | null;
  askedAt: string | null;
  offeredAt: string | null;
  /** The instructor's: asked for, or granted until `keyboardUntil`; `ended`: they had it. */
  keyboard: z.output<typeof keyboard>;
  keyboardUntil: string | null;
  endedAt: string | null;
}

/** What is under way; `null`: nothing. Of a keyboard whose time is over nothing is said here: see `hasKeyboard`. */
export async function assistanceUnderWay(database: Queryable, owner: WorkOwner): Promise<Assistance | null> {
  const row = await database
    .selectFrom('assistance')
    .selectAll()
    .where('academy_id', '=', owner.academyId)
    .where('member_id', '=', owner.memberId)
    .where('lab_id', '=', owner.labId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  if (!row) return null;
  return {
    id: row.id,
    instructor: row.instructor_id,
    askedAt: row.asked_at,
    offeredAt: row.offered_at,
    keyboard: keyboard.parse(row.keyboard),
    keyboardUntil: row.keyboard_until,
    endedAt: row.ended_at,
  };
}

/** Milliseconds for which this instructor has the keyboard still; 0: they have not. */
export function keyboardLeft(assistance: Assistance | null, instructor: string, now: Date): number {
  if (assistance?.instructor !== instructor || assistance.keyboard !== 'granted' || assistance.endedAt !== null) return 0;
  return Math.max(0, Date.parse(assistance.keyboardUntil ?? '') - now.getTime());
}

/** Does anybody look after this member who could help? */
export async function hasInstructor(database: Queryable, { academyId, memberId }: WorkOwner): Promise<boolean> {
  const row = await database
    .selectFrom('cohort_member as trainee')
    .innerJoin('cohort_member as instructor', 'instructor.cohort_id', 'trainee.cohort_id')
    .select('instructor.member_id')
    .where('trainee.academy_id', '=', academyId)
    .where('instructor.academy_id', '=', academyId)
    .where('trainee.member_id', '=', memberId)
    .where('trainee.part', '=', 'trainee')
    .where('instructor.part', '=', 'instructor')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
