import { delimiter, join } from 'node:path';
import { root } from './root.ts';

/** Folders named in MILLWRIGHT_CONTENT, each with `labs/` and `content/` below it; they go over the built-in ones. */
function ownRoots(): string[] {
  return (process.env.MILLWRIGHT_CONTENT ?? '').split(delimiter).filter((path) => path !== '');
}

/** Where labs are looked for; later ones win. */
export const labRoots = (): string[] => [root, ...ownRoots()].map((path) => join(path, 'labs'));
