import { statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { UsageError } from './command.ts';
import { root } from './root.ts';

/** Folders named in MILLWRIGHT_CONTENT, each with `labs/` and `content/` below it; they go over the built-in ones. */
function ownRoots(): string[] {
  return (process.env.MILLWRIGHT_CONTENT ?? '').split(delimiter).filter((path) => path !== '');
}

/** The folders with labs/ and content/ below them; later ones win. */
export const contentAndLabRoots = (): string[] => [root, ...ownRoots()].map((path) => resolve(path));

/** Where labs are looked for; later ones win. */
export const labRoots = (): string[] => contentAndLabRoots().map((path) => join(path, 'labs'));

/** Where a new lab or lesson is written: the folder that goes over all others. */
export const writableRoot = (): string => resolve(ownRoots().at(-1) ?? root);

/** `--in DIR`: from now on this folder goes over all others, here and in the processes that are started. */
export function alsoLookIn(folder: string | undefined): void {
  if (folder === undefined) return;
  const path = resolve(folder);
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(`There is no folder ${folder}. Make it first; labs/ and content/ go below it.`);
  if (path === root) return;
  process.env.MILLWRIGHT_CONTENT = [...ownRoots().filter((known) => resolve(known) !== path), path].join(delimiter);
}
