/** What stands first in a backup: what it was made of and what each of its parts must be. */
import { z } from 'zod';

/** Files of the data folder that are no part `files/…` of a backup: databases travel as rows or as a part of their own, the rest is of the moment. */
export const leftOut = (path: string): boolean =>
  /^(academy|rigs)\.sqlite(-wal|-shm|-journal)?$|^control\.sock$|^lock$|(^|\/)\.[^/]*\.tmp$|^session-secret\.\d+$|^restore-unfinished$/.test(
    path,
  ) || /^(preview|rendered|before-restore-[^/]*|restoring)(\/|$)/.test(path);

/** A path below the data folder: names with forward slashes between, none of which leads elsewhere. */
function isInside(path: string): boolean {
  const names = path.split('/');
  return (
    path.length <= 1_000 &&
    !/[\\\0:]/.test(path) &&
    names.every((name) => name !== '' && name !== '.' && name !== '..' && !/[. ]$/.test(name))
  );
}

/** `rows/TABLE.ndjson`, `rigs.sqlite`, `files/PATH`: nothing else may stand in an archive. */
const partName = z.string().refine((name) => {
  if (name === 'rigs.sqlite') return true;
  if (name.startsWith('rows/')) return /^rows\/[A-Za-z][A-Za-z0-9_]{0,62}\.ndjson$/.test(name);
  const path = name.startsWith('files/') ? name.slice('files/'.length) : '';
  return isInside(path) && !leftOut(path);
}, 'a name that no backup has');

const part = z.object({
  name: partName,
  bytes: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type Part = z.output<typeof part>;

export const manifestName = 'manifest.json';
/** Bytes that a manifest may have. */
export const longestManifest = 16_000_000;
export const format = 1;

export const manifestSchema = z.object({
  format: z.literal(format),
  /** Of the Millwright that made it. */
  version: z.string(),
  /** Of the academy's database. */
  schema: z.int().min(1),
  made: z.iso.datetime(),
  /** Rows by table. */
  rows: z.record(z.string(), z.int().min(0)),
  parts: z.array(part).refine((parts) => new Set(parts.map(({ name }) => name.toLowerCase())).size === parts.length),
});
export type Manifest = z.output<typeof manifestSchema>;
