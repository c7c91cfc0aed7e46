/**
 * Where labs and lessons stand: folders with `labs/` and `content/` below them, absolute; later ones win. A folder may be a clone of a git
 * repository: it is read as it stands (git-commit.ts tells which commit that is).
 */
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the clone. */
const builtIn = fileURLToPath(new URL('../..', import.meta.url));

/** Folders named in MILLWRIGHT_CONTENT, each with `labs/` and `content/` below it; they go over the built-in ones. */
export function ownRoots(): string[] {
  return (process.env.MILLWRIGHT_CONTENT ?? '').split(delimiter).filter((path) => path !== '');
}

/** What everyone on this installation may learn from: the built-in folder, then each one named in MILLWRIGHT_CONTENT. */
export function installationRoots(): string[] {
  return [builtIn, ...ownRoots()].map((path) => resolve(path));
}

/** Folders with courses and reference pages. */
export const contentBelow = (roots: readonly string[]): string[] => roots.map((path) => join(path, 'content'));

/** Folders with labs. */
export const labsBelow = (roots: readonly string[]): string[] => roots.map((path) => join(path, 'labs'));

/** Where there is no academy to ask (the command line, a page without one): the installation's own. */
export const contentRoots = (): string[] => contentBelow(installationRoots());
