/** A file that says that a data folder's contents are half of one state and half of another: no server starts on it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export const unfinishedMark = 'restore-unfinished';

/** Whether a restore into the folder was interrupted while it put things in their place. */
export const restoreUnfinished = (dataDir: string): boolean => existsSync(join(dataDir, unfinishedMark));
