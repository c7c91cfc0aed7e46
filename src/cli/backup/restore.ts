/** Puts a backup in the place of a data folder's contents and its database. Nothing is touched before all of it has been verified. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { migrate, schemaVersion } from '#academy/database/migrations.ts';
import { connectDatabase, type Database } from '#academy/database/open.ts';
import { placeOf } from '#academy/database/place.ts';
import { openAccounts } from '#academy/members/accounts.ts';
import { askSupervisor } from '#sandbox/host/control-socket.ts';
import { RigStore, StoreError } from '#sandbox/host/rig-store.ts';
import { readArchive } from './archive.ts';
import type { BackupPlace } from './backup.ts';
import type { Manifest } from './manifest.ts';
import { loadRows } from './rows.ts';
import { asBackupError, BackupError } from './sentence.ts';
import { unfinishedMark } from './unfinished.ts';

export interface Restored {
  manifest: Manifest;
  /** Where what was there before is kept; `null` when nothing was. */
  before: string | null;
}

/**
 * `force`: what is there may be replaced; files of the folder are kept beside.
 * @throws BackupError
 */
export async function restoreBackup(file: string, { dataDir, database }: BackupPlace, force: boolean): Promise<Restored> {
  const doing = { en: `The restore into ${dataDir}`, 'zh-CN': `恢复到 ${dataDir}` };
  try {
    await refuseRunningServer(dataDir);
    const present = contentsOf(dataDir);
    if (present.length > 0 && !force) throw notEmpty(dataDir);
    const folder = join(dataDir, 'restoring');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    try {
      const manifest = await readArchive(file, folder);
      refuseNewer(manifest);
      verifyRigs(join(folder, 'rigs.sqlite'));
      if (database === 'sqlite') await fill(await connectDatabase(placeOf('sqlite', folder)), manifest, folder);
      else await fillShared(await connectDatabase(placeOf(database, dataDir)), manifest, folder, force);
      rmSync(join(folder, 'rows'), { recursive: true, force: true });
      return { manifest, before: moveIntoPlace(dataDir, folder, present) };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  } catch (error) {
    throw asBackupError(error, doing);
  }
}

async function refuseRunningServer(dataDir: string): Promise<void> {
  const running = new BackupError({
    en: `A server works on ${dataDir}. Stop it, then restore.`,
    'zh-CN': `有服务器正在使用 ${dataDir}。请先停止它，再恢复。`,
  });
  if (!existsSync(dataDir)) return;
  if ((await askSupervisor(dataDir, { do: 'hello' })) !== null) throw running;
  // One without a control socket still holds its file.
  if (!existsSync(join(dataDir, 'rigs.sqlite'))) return;
  try {
    new RigStore(dataDir).close();
  } catch (error) {
    if (error instanceof StoreError && /Another Millwright/.test(error.message)) throw running;
    // A file that is damaged is what a restore is for.
  }
}

const contentsOf = (dataDir: string): string[] =>
  existsSync(dataDir)
    ? readdirSync(dataDir).filter((name) => name !== 'restoring' && name !== 'lost+found' && !name.startsWith('before-restore-'))
    : [];

const notEmpty = (where: string): BackupError =>
  new BackupError({
    en: `There is something in ${where}. Name an empty place with --data, or say --force: what is there in files is then kept beside, in a folder before-restore-….`,
    'zh-CN': `${where} 中已有内容。请用 --data 指定空的位置，或使用 --force：原有文件会另存到 before-restore-… 文件夹。`,
  });

function refuseNewer({ schema, version }: Manifest): void {
  if (schema <= schemaVersion) return;
  throw new BackupError({
    en: `The backup has schema version ${schema} (made by Millwright ${version}), newer than the ${schemaVersion} this one knows. Restore it with that version or a newer one.`,
    'zh-CN': `备份的结构版本为 ${schema}（由 Millwright ${version} 制作），比此 Millwright 所知的 ${schemaVersion} 更新。请用该版本或更新的版本恢复。`,
  });
}

function verifyRigs(file: string): void {
  if (!existsSync(file)) return;
  const rigs = new DatabaseSync(file);
  try {
    const [row] = rigs.prepare('pragma integrity_check').all();
    if (row?.integrity_check !== 'ok') throw new Error(`rigs.sqlite: ${String(row?.integrity_check)}`);
  } finally {
    rigs.close();
  }
}

/** Rows into a database at their own schema, then up to this code's; the database is closed. */
async function fill(academy: Database, manifest: Manifest, folder: string): Promise<void> {
  try {
    await migrate(academy, manifest.schema);
    // The account library makes its own tables.
    await openAccounts({ database: academy, secret: 'x'.repeat(32), publicUrl: null });
    await loadRows(academy, join(folder, 'rows'), manifest.rows);
    await migrate(academy);
  } finally {
    await academy.destroy();
  }
}

/** A database server of its own: its rows are replaced in one transaction. */
async function fillShared(academy: Database, manifest: Manifest, folder: string, force: boolean): Promise<void> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from information_schema.tables where table_schema = current_schema() and table_name = 'member'`.execute(
    academy,
  );
  const members =
    Number(rows[0]?.count) === 0
      ? 0
      : await academy
          .selectFrom('member')
          .select('id')
          .limit(1)
          .execute()
          .then((all) => all.length);
  if (members > 0 && !force) {
    await academy.destroy();
    throw notEmpty('MILLWRIGHT_DATABASE');
  }
  if (members > 0) {
    const { rows: versions } = await sql<{ version: number }>`select max(version) as version from schema_version`.execute(
      academy,
    );
    if (Number(versions[0]?.version) !== manifest.schema) {
      await academy.destroy();
      throw new BackupError({
        en: `The database has schema version ${versions[0]?.version}, the backup ${manifest.schema}. Name an empty database in MILLWRIGHT_DATABASE.`,
        'zh-CN': `数据库的结构版本为 ${versions[0]?.version}，备份为 ${manifest.schema}。请在 MILLWRIGHT_DATABASE 中指定空的数据库。`,
      });
    }
  }
  await fill(academy, manifest, folder);
}

/** Renames within one file system; a mark stands while neither the old nor the new is whole. */
function moveIntoPlace(dataDir: string, folder: string, present: readonly string[]): string | null {
  const mark = join(dataDir, unfinishedMark);
  const before = join(dataDir, `before-restore-${new Date().toISOString().replaceAll(':', '-').slice(0, 19)}`);
  writeFileSync(mark, 'A restore was interrupted here: run it again, with --force.\n');
  const old = present.filter((name) => name !== unfinishedMark);
  if (old.length > 0) mkdirSync(before, { mode: 0o700 });
  for (const name of old) renameSync(join(dataDir, name), join(before, name));
  const files = join(folder, 'files');
  for (const name of existsSync(files) ? readdirSync(files) : []) renameSync(join(files, name), join(dataDir, name));
  for (const name of readdirSync(folder)) {
    if (name !== 'files') renameSync(join(folder, name), join(dataDir, name));
  }
  rmSync(mark);
  return old.length > 0 ? before : null;
}
