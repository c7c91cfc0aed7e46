/** Whether files are the same as they were: one hash over all of them. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The file at `path`, or those below it, each by its name; nothing when there is none. */
function* filesAt(path: string): Generator<string> {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) for (const name of readdirSync(path).sort()) yield* filesAt(join(path, name));
  else if (found) yield path;
}

export interface Fingerprint {
  /** Equal ones are the same files, byte for byte. */
  hash: string;
  /** When one of them, or its name, was last changed (ctime, milliseconds since 1970): no program can set it back. */
  changed: number;
}

/** Of the files and folders `sources` below `root`; `skip` leaves out a path below `root`. */
export function fingerprintOf(root: string, sources: readonly string[], skip = (_path: string): boolean => false): Fingerprint {
  const hash = createHash('sha256');
  let changed = 0;
  for (const file of sources.flatMap((source) => [...filesAt(join(root, source))])) {
    const path = file.slice(root.length + 1);
    if (skip(path)) continue;
    changed = Math.max(changed, statSync(file).ctimeMs);
    hash.update(path).update('\0').update(readFileSync(file)).update('\0');
  }
  return { hash: hash.digest('hex'), changed };
}
