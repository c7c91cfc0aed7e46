/** Going back: to where the last passed step left the programs, or to the lab's start. What stood there stays in the history. */
import type { Lab } from '#sandbox/lab/lab.ts';
import type { Database } from '../database/open.ts';
import { lastCheckpoint } from '../progress/attempts.ts';
import { replaceFile } from './files.ts';
import type { WorkOwner } from './owner.ts';

/** `step` goes back to the checkpoint of the step passed last, or to the start when none is; `lab` to the start. Progress stays. */
export async function resetWork(database: Database, owner: WorkOwner, lab: Lab, scope: 'step' | 'lab'): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    const checkpoint = scope === 'step' ? await lastCheckpoint(transaction, owner) : null;
    for (const [controller, files] of Object.entries(lab.start)) {
      for (const file of files) {
        const passed = checkpoint?.[controller]?.find((candidate) => candidate.name === file.name);
        await replaceFile(transaction, owner, { controller, name: file.name, text: passed?.text ?? file.text }, 'reset');
      }
    }
  });
}
