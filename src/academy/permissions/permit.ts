/** May this request do it? The table, bounded by how the academy's doors stand, by the server's first academy, and by the key used. */
import { type Academy, firstAcademy } from '../academies/academies.ts';
import type { Attendance } from '../members/members.ts';
import { lacksSecondFactor } from '../members/second-factor-rule.ts';
import { type Action, allows } from './actions.ts';
import { standingsOf } from './roles.ts';

/** `attendance` is `null` for a visitor of `academy`. */
export function permits(action: Action, attendance: Attendance | null, academy: Academy): boolean {
  const member = attendance?.member ?? null;
  if (!allows(action, standingsOf(member))) return false;
  if (attendance && action !== 'enter' && action !== 'secure-account' && lacksSecondFactor(attendance, academy)) return false;
  if (action === 'visit' && !academy.settings.open && (member === null || member.guest)) return false;
  if (action === 'learn' && !academy.settings.guests && member?.guest) return false;
  if (action === 'found-academies' && academy.slug !== firstAcademy) return false;
  if (attendance?.credential.kind === 'api-key' && action !== 'enter') return attendance.credential.actions.includes(action);
  return true;
}
