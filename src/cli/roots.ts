import { statSync } from 'node:fs';
import { delimiter, resolve } from 'node:path';
import { installationRoots, labsBelow, ownRoots } from '#content/roots.ts';
import { UsageError } from './command.ts';
import { root } from './root.ts';

/** Where labs are looked for; later ones win. */
export const labRoots = (): string[] => labsBelow(installationRoots());

/** Where a new lab or lesson is written: the folder that goes over all others. */
export const writableRoot = (): string => installationRoots().at(-1) ?? root;

/** `--in DIR`: from now on this folder goes over all others, here and in the processes that are started. */
export function alsoLookIn(folder: string | undefined): void {
  if (folder === undefined) return;
  const path = resolve(folder);
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(`There is no folder ${folder}. Make it first; labs/ and content/ go below it.`);
  if (path === root) return;
  process.env.MILLWRIGHT_CONTENT = [...ownRoots().filter((known) => resolve(known) !== path), path].join(delimiter);
}
