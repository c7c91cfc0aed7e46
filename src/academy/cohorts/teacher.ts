/** Whoever looks after cohorts, in words that a page or the API has at hand. */
import { type Actor, actorOf } from '../audit/audit.ts';
import type { Attendance } from '../members/members.ts';
import type { Role } from '../permissions/roles.ts';

export interface Teacher {
  id: string;
  academyId: string;
  roles: readonly Role[];
  actor: Actor;
}

export const teacherOf = (attendance: Attendance): Teacher => ({
  id: attendance.member.id,
  academyId: attendance.academy.id,
  roles: attendance.member.roles,
  actor: actorOf(attendance),
});
