/** A full disk is no mistake of ours and none of the trainee's: it is told as what it is, and the log says so once a minute, not once a key. */
import { sqlState } from '../database/transact.ts';

/** SQLite's SQLITE_FULL (sqlite.org/rescode.html#full). */
const sqliteFull = 13;
/** PostgreSQL's disk_full. */
const postgresFull = '53100';
const fileSystemFull: readonly unknown[] = ['ENOSPC', 'EDQUOT'];

/** Milliseconds between two lines of the log. */
const rest = 60_000;

export function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('errcode' in error && error.errcode === sqliteFull) return true;
  if ('code' in error && fileSystemFull.includes(error.code)) return true;
  return sqlState(error) === postgresFull || isDiskFull(error.cause);
}

export class FullDisk {
  readonly #now: () => number;
  #quietUntil = Number.NEGATIVE_INFINITY;

  /** `now` in milliseconds; it must never go back. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Whether the log shall be told of it now. */
  tell(): boolean {
    const now = this.#now();
    if (now < this.#quietUntil) return false;
    this.#quietUntil = now + rest;
    return true;
  }
}
