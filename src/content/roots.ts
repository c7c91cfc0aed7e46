import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const builtIn = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Folders with courses and reference pages, absolute: the built-in `content/`, then `content/` below each folder named in
 * MILLWRIGHT_CONTENT. Later ones win.
 */
export function contentRoots(): string[] {
  const own = (process.env.MILLWRIGHT_CONTENT ?? '').split(delimiter).filter((path) => path !== '');
  return [builtIn, ...own].map((path) => join(path, 'content'));
}
