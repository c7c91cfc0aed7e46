/**
 * An empty academy at the current schema, made once in a run of the suite and copied into the folder of each test: most tests want no
 * more than that, and every migration by itself waits for the disk as often as there are migrations.
 */
import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { inject } from 'vitest';
import { openDatabase } from '#academy/database/open.ts';

/** Puts an academy at `file` unless there is one; whoever opens it finds nothing left to migrate. */
export async function academyAt(file: string): Promise<void> {
  if (existsSync(file)) return;
  mkdirSync(dirname(file), { recursive: true });
  copyFileSync(await template(), file);
}

async function template(): Promise<string> {
  const made = join(inject('templates'), 'academy.sqlite');
  if (existsSync(made)) return made;
  // Several files may want it at once: each makes its own, and a whole one takes the place of a whole one.
  const mine = `${made}.${process.pid}-${threadId}`;
  const database = await openDatabase({ engine: 'sqlite', file: mine });
  const { openAccounts } = await import('#academy/members/accounts.ts');
  await openAccounts({ database, secret: randomBytes(32).toString('hex'), publicUrl: null });
  await database.destroy();
  renameSync(mine, made);
  return made;
}
