/** What stands in the way of a backup or a restore, in one sentence for whoever started it. */

import { DatabaseError } from '#academy/database/database-error.ts';
import type { LocalizedText } from '#sandbox/iec61131/diagnostics.ts';
import { locale } from '../language.ts';

export class BackupError extends Error {
  readonly sentence: LocalizedText;
  constructor(sentence: LocalizedText, options?: ErrorOptions) {
    super(sentence[locale], options);
    this.sentence = sentence;
  }
}

/** Node's and SQLite's word for it: ENOSPC, SQLITE_FULL …; `null` when there is none. */
function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error ? String(error.code) : null;
}

const isFull = (error: unknown): boolean =>
  codeOf(error) === 'ENOSPC' ||
  codeOf(error) === 'EDQUOT' ||
  (error instanceof Error && /database or disk is full/.test(error.message));

/** A failure of the file system as a sentence; a BackupError stays what it is. */
export function asBackupError(error: unknown, doing: LocalizedText): BackupError {
  if (error instanceof BackupError) return error;
  if (error instanceof DatabaseError) return new BackupError(error.sentence, { cause: error });
  const reason = error instanceof Error ? error.message : String(error);
  return isFull(error)
    ? new BackupError(
        {
          en: `${doing.en} needs more room than the disk has (${reason}). What was there before is untouched. Make room or choose another disk, then start again.`,
          'zh-CN': `${doing['zh-CN']}所需空间超过磁盘剩余空间（${reason}）。原有内容未受影响。请腾出空间或换一个磁盘，然后重新开始。`,
        },
        { cause: error },
      )
    : new BackupError(
        {
          en: `${doing.en} failed: ${reason}. What was there before is untouched.`,
          'zh-CN': `${doing['zh-CN']}失败：${reason}。原有内容未受影响。`,
        },
        { cause: error },
      );
}
