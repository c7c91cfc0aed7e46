/**
 * Which version of each of its courses and labs an academy shows: `published.json` in its folder of the library. It is replaced as a whole,
 * by a rename: whoever reads it finds all of one state.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { libraryFolder } from './folders.ts';
import { unitOf } from './unit.ts';

export const manifestSchema = z.strictObject({
  format: z.literal(1),
  /** By unit's name. `null`: withdrawn, so the installation's own shows again, if it has one. */
  current: z.record(
    z.string().refine((name) => unitOf(name) !== null),
    z.int().min(1).nullable(),
  ),
});
export type Manifest = z.output<typeof manifestSchema>;

export const manifestFile = (dataDir: string, academyId: string): string =>
  join(libraryFolder(dataDir, academyId), 'published.json');

const nothing: Manifest = { format: 1, current: {} };
const cache = new Map<string, { stamp: string; manifest: Manifest }>();

/** An academy that has published nothing has an empty one. Throws when the file is not what it must be: then nothing may be guessed. */
export function readManifest(dataDir: string, academyId: string): Manifest {
  const file = manifestFile(dataDir, academyId);
  const status = statSync(file, { throwIfNoEntry: false });
  if (!status) return nothing;
  const stamp = `${status.ino}:${status.mtimeMs}:${status.size}`;
  const known = cache.get(file);
  if (known?.stamp === stamp) return known.manifest;
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  cache.set(file, { stamp, manifest });
  return manifest;
}

/** The folder of one version; it is a root, with `labs/` or `content/` below it. */
export const versionFolder = (dataDir: string, academyId: string, unit: string, version: number): string =>
  join(libraryFolder(dataDir, academyId), 'versions', unit, String(version));

/**
 * The roots that an academy has published, in the order of their names. `pinned` says for a unit which version a reader stays on instead of
 * the current one; 0 is what the installation itself has.
 */
export function publishedRoots(dataDir: string, academyId: string, pinned: ReadonlyMap<string, number> = new Map()): string[] {
  const { current } = readManifest(dataDir, academyId);
  const names = [...new Set([...Object.keys(current), ...pinned.keys()])].sort();
  return names.flatMap((name) => {
    const version = pinned.get(name) ?? current[name] ?? 0;
    if (version === 0) return [];
    const folder = versionFolder(dataDir, academyId, name, version);
    return existsSync(folder) ? [folder] : [];
  });
}
