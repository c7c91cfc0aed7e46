/** For whom an academy asks for a second factor, and who has shown one. Held at every request (permissions/permit.ts), by session. */
import type { Academy } from '../academies/academies.ts';
import type { AcademySettingsPart } from '../academies/settings.ts';
import { Refusal } from '../http/problems.ts';
import type { Attendance } from './members.ts';

/** Nothing opens for them here but the account page, until they have set one up or come in by one. API keys and guests have no passwords. */
export function lacksSecondFactor({ member, credential }: Attendance, { settings: { secondFactor } }: Academy): boolean {
  if (credential.kind !== 'session' || credential.twoFactors || member.guest) return false;
  return secondFactor === 'everybody' || (secondFactor === 'roles' && member.roles.length > 0);
}

/** Who asks it of others has one: else they would shut themselves out. @throws Refusal `second-factor-first` */
export function holdOwnFirst({ credential }: Attendance, { secondFactor }: AcademySettingsPart): void {
  if (secondFactor === undefined || secondFactor === 'nobody') return;
  if (credential.kind !== 'session' || !credential.twoFactors) throw new Refusal('second-factor-first');
}
