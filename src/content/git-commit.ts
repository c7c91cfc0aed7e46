/** Which commit a folder of labs and lessons stands at, from the files of its git repository: no git needs to be installed to serve them. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** The id of the commit that `folder` (or one above it) has checked out; `null` when it is in no work tree, or has no commit yet. */
export function commitOf(folder: string): string | null {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const found = join(at, '.git');
    if (existsSync(found)) return headOf(found);
    if (dirname(at) === at) return null;
  }
}

/** gitrepository-layout(5): a work tree added to a repository, and a submodule, have a file that names the folder. */
function headOf(found: string): string | null {
  const folder = statSync(found).isDirectory()
    ? found
    : resolve(dirname(found), /^gitdir: (.+)/.exec(textOf(found))?.[1]?.trim() ?? '.');
  const head = textOf(join(folder, 'HEAD')).trim();
  const reference = /^ref: (refs\/[\w./-]+)$/.exec(head)?.[1];
  if (reference === undefined) return idIn(head);
  const shared = textOf(join(folder, 'commondir')).trim();
  const repository = shared === '' ? folder : resolve(folder, shared);
  const packed = textOf(join(repository, 'packed-refs'))
    .split('\n')
    .find((line) => line.endsWith(` ${reference}`));
  return idIn(textOf(join(folder, reference))) ?? idIn(textOf(join(repository, reference))) ?? idIn(packed ?? '');
}

const textOf = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8') : '');
/** SHA-1 or SHA-256, in hex. */
const idIn = (text: string): string | null => /^([0-9a-f]{64}|[0-9a-f]{40})\b/.exec(text)?.[1] ?? null;
