/** A deed on files of the draft with its entry in the audit log: both are there afterwards, or neither. */
import { type Deed, recordAudit } from '../audit/audit.ts';
import type { Database } from '../database/open.ts';
import { transact } from '../database/transact.ts';

/** `work` does it and says how it is taken back; that happens when the entry cannot be written. */
export async function recorded(database: Database, deed: Deed, work: () => { undo(): void }): Promise<void> {
  const done = work();
  try {
    await transact(database, (transaction) => recordAudit(transaction, deed));
  } catch (error) {
    done.undo();
    throw error;
  }
}
