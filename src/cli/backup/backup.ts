/** Makes a backup of a data folder and its database into one file, while the server runs or while it does not. */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { connectDatabase } from '#academy/database/open.ts';
import { placeOf } from '#academy/database/place.ts';
import { askSupervisor } from '#sandbox/host/control-socket.ts';
import { lockFolder } from '#sandbox/host/folder-lock.ts';
import { version } from '../version.ts';
import { partOf, writeArchive } from './archive.ts';
import { format, leftOut, type Manifest } from './manifest.ts';
import { dumpRows } from './rows.ts';
import { asBackupError, BackupError } from './sentence.ts';

export interface BackupPlace {
  dataDir: string;
  /** MILLWRIGHT_DATABASE */
  database: string;
}

/**
 * Writes `file`. A failure, a full disk and a kill leave a `file` that was there as it was; what a killed one left beside it goes with the
 * next.
 * @throws BackupError
 */
export async function makeBackup(file: string, place: BackupPlace): Promise<Manifest> {
  const { dataDir, database } = place;
  const where = placeOf(database, dataDir);
  if (where.engine === 'sqlite' && !existsSync(where.file)) {
    throw new BackupError({
      en: `There is nothing to back up in ${dataDir}: no server has run on it. Name another folder with --data or MILLWRIGHT_DATA.`,
      'zh-CN': `${dataDir} 中没有可备份的内容：尚无服务器使用过它。请用 --data 或 MILLWRIGHT_DATA 指定其他文件夹。`,
    });
  }
  const folder = `${file}.unfinished`;
  const doing = { en: `The backup to ${file}`, 'zh-CN': `备份到 ${file}` };
  const lock = lockOf(folder, doing);
  try {
    for (const name of readdirSync(folder)) if (name !== 'lock') rmSync(join(folder, name), { recursive: true });
    // Rows first: what they speak of in files is there already, and files are only ever added.
    await mkdir(join(folder, 'rows'), { mode: 0o700 });
    const { rows, schema } = await dumpAcademy(place, join(folder, 'rows'));
    await copyRigs(dataDir, join(folder, 'rigs.sqlite'));
    await copyFiles(dataDir, join(folder, 'files'));
    const names = [...Object.keys(rows).map((table) => `rows/${table}.ndjson`), ...namesBelow(folder)];
    const parts = [];
    for (const name of names) parts.push(await partOf(folder, name));
    const manifest: Manifest = { format, version, schema, made: new Date().toISOString(), rows, parts };
    await writeArchive(file, folder, manifest);
    return manifest;
  } catch (error) {
    throw asBackupError(error, doing);
  } finally {
    lock.release();
    rmSync(folder, { recursive: true, force: true });
  }
}

function lockOf(folder: string, doing: { en: string; 'zh-CN': string }): { release: () => void } {
  let lock: ReturnType<typeof lockFolder>;
  try {
    lock = lockFolder(folder);
  } catch (error) {
    throw asBackupError(error, doing);
  }
  if ('release' in lock) return lock;
  throw new BackupError({
    en: `Another backup to this file is under way (process ${lock.heldBy}).`,
    'zh-CN': `到该文件的另一个备份正在进行（进程 ${lock.heldBy}）。`,
  });
}

async function dumpAcademy({ database, dataDir }: BackupPlace, folder: string) {
  const academy = await connectDatabase(placeOf(database, dataDir));
  try {
    return await dumpRows(academy, folder);
  } finally {
    await academy.destroy();
  }
}

/** The supervisor holds the file alone while it runs, so it makes the copy; without one this process does. */
async function copyRigs(dataDir: string, to: string): Promise<void> {
  const answer = await askSupervisor(dataDir, { do: 'copyRigs', to });
  if (answer?.ok === false) throw new Error(answer.reason);
  const file = join(dataDir, 'rigs.sqlite');
  if (answer !== null || !existsSync(file)) return;
  const rigs = new DatabaseSync(file, { timeout: 2_000 });
  try {
    // A copy of what somebody else holds fails with "not an error": look before.
    rigs.prepare('select count(*) from sqlite_schema').get();
    await backup(rigs, to);
  } catch (error) {
    if (!(error instanceof Error) || !/locked|busy/i.test(error.message)) throw error;
    throw new BackupError({
      en: `A server works on ${dataDir} and does not answer at its control.sock. Run the backup as the user that runs the server, or stop the server.`,
      'zh-CN': `有服务器正在使用 ${dataDir}，但其 control.sock 没有应答。请以运行服务器的用户执行备份，或先停止服务器。`,
    });
  } finally {
    rigs.close();
  }
}

/** Everything else in the data folder that is a file: secrets, keys, what academies have written. */
async function copyFiles(dataDir: string, to: string): Promise<void> {
  for (const path of filesBelow(dataDir).filter((one) => !leftOut(one))) {
    const target = join(to, path);
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    try {
      await copyFile(join(dataDir, path), target);
    } catch (error) {
      // Deleted since it was listed: then it is no part of the academy any more.
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    }
  }
}

/** Paths of plain files with forward slashes, in order. */
function filesBelow(folder: string): string[] {
  // With PostgreSQL and a secret from the environment nothing may ever have been kept in files.
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length).split(sep).join('/').replace(/^\/+/, ''))
    .sort();
}

const namesBelow = (folder: string): string[] =>
  filesBelow(folder).filter((name) => name === 'rigs.sqlite' || name.startsWith('files/'));
