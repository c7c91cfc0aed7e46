/** Faults that an instructor begins and ends at a trainee's rig, hidden ones too; never while an exam is under way. */
import type { StandingFaults } from '#sandbox/host/api.ts';
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import { faultTitle } from '#sandbox/lab/fault-title.ts';
import type { Lab } from '#sandbox/lab/lab.ts';
import { recordAudit } from '../audit/audit.ts';
import type { Teacher } from '../cohorts/teacher.ts';
import { transact } from '../database/transact.ts';
import { Refusal } from '../http/problems.ts';
import { rigOf } from '../rigs/rigs.ts';
import type { Services } from '../services.ts';
import type { WorkOwner } from '../work/owner.ts';

export interface LabFault {
  id: string;
  title: Record<Locale, string>;
  hidden: boolean;
  /** `null` while the rig is not in memory. */
  active: boolean | null;
}

/** In the lab's order. */
export async function faultsAt(services: Services, owner: WorkOwner, lab: Lab): Promise<LabFault[]> {
  const rig = await rigOf(services.database, owner, services.now());
  return listed(lab, await services.host.faults(rig.id));
}

function listed(lab: Lab, standing: StandingFaults | null): LabFault[] {
  return lab.definition.faults.map(({ id, hidden }) => ({
    id,
    title: { en: faultTitle(lab, id, 'en'), 'zh-CN': faultTitle(lab, id, 'zh-CN') },
    hidden: hidden === true,
    active: standing?.find((one) => one.id === id)?.active ?? null,
  }));
}

/**
 * The audit log first, then the rig; what the rig refuses is written down behind it. Refused: `unknown-fault`, `help-during-exam`,
 * `rig-asleep`, `rig-in-the-past`.
 */
export async function setFaultAt(
  services: Services,
  by: Teacher,
  owner: WorkOwner,
  lab: Lab,
  fault: { id: string; active: boolean },
): Promise<LabFault[]> {
  if (!lab.definition.faults.some(({ id }) => id === fault.id)) throw new Refusal('unknown-fault', fault.id);
  const now = services.now();
  const rig = await rigOf(services.database, owner, now);
  if (rig.sitting !== null) throw new Refusal('help-during-exam');
  const standing = await services.host.faults(rig.id);
  if (standing === null) throw new Refusal('rig-asleep');
  const before = standing.find(({ id }) => id === fault.id)?.active ?? false;
  const entry = {
    academyId: by.academyId,
    actor: by.actor,
    action: fault.active ? 'begin-fault' : 'end-fault',
    subject: { kind: 'rig', id: rig.id } as const,
    before: { member: owner.memberId, lab: owner.labId, fault: fault.id, active: before },
    after: { member: owner.memberId, lab: owner.labId, fault: fault.id, active: fault.active },
  };
  await transact(services.database, (transaction) => recordAudit(transaction, entry, now));
  const outcome = await services.host.setFault(rig.id, fault, by.id);
  if (outcome?.ok) return listed(lab, outcome.faults);
  await transact(services.database, (transaction) =>
    recordAudit(transaction, { ...entry, action: `${entry.action}-refused`, after: entry.before }, services.now()),
  );
  throw new Refusal(outcome?.code === 'inThePast' ? 'rig-in-the-past' : 'rig-asleep', outcome?.message.en ?? '');
}
