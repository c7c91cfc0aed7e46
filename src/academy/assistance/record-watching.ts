/** Who looked at whose rig stands in the audit log, once a visit. */
import { recordAudit } from '../audit/audit.ts';
import { transact } from '../database/transact.ts';
import type { Services } from '../services.ts';
import type { WorkOwner } from '../work/owner.ts';

export async function recordWatching(services: Services, owner: WorkOwner, rig: string, observer: string): Promise<void> {
  await transact(services.database, (transaction) =>
    recordAudit(
      transaction,
      {
        academyId: owner.academyId,
        actor: { kind: 'member', member: observer },
        action: 'watch-rig',
        subject: { kind: 'rig', id: rig },
        after: { member: owner.memberId, lab: owner.labId },
      },
      services.now(),
    ),
  );
}
