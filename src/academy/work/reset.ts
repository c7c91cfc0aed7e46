/** Going back: to where the last passed step left the programs, or to the lab's start. What stood there stays in the history. */
import type { Lab } from '#sandbox/lab/lab.ts';
import type { Database, Queryable } from '../database/open.ts';
import { transact } from '../database/transact.ts';
import { lastCheckpoint } from '../progress/attempts.ts';
import { currentFiles, forgetFile, replaceFile } from './files.ts';
import type { WorkOwner } from './owner.ts';
import { isAdded, type Programs } from './programs.ts';

/**
 * `step` goes back to the checkpoint of the step passed last, or to the start when none is; `lab` to the start. Files that the trainee
 * added and that were not there then go; their texts stay in the history. Progress stays.
 */
export async function resetWork(database: Database, owner: WorkOwner, lab: Lab, scope: 'step' | 'lab'): Promise<void> {
  await transact(database, async (transaction) => {
    await resetFiles(transaction, owner, lab, scope === 'step' ? await lastCheckpoint(transaction, owner) : null);
  });
}

/** The lab's files as `checkpoint` has them, or as they start (`null`), within a deed of more parts. */
export async function resetFiles(transaction: Queryable, owner: WorkOwner, lab: Lab, checkpoint: Programs | null): Promise<void> {
  for (const [controller, files] of Object.entries(lab.start)) {
    const passed = checkpoint?.[controller] ?? [];
    const added = passed.filter(({ name }) => isAdded(lab, controller, name));
    const started = files.map(({ name, text }) => ({ name, text: passed.find((file) => file.name === name)?.text ?? text }));
    for (const { name, text } of [...started, ...added])
      await replaceFile(transaction, owner, { controller, name, text }, 'reset');
    for (const { controller: of, name } of await currentFiles(transaction, owner))
      if (of === controller && isAdded(lab, of, name) && !added.some((file) => file.name === name))
        await forgetFile(transaction, owner, { controller, name });
  }
}
