/** The Structured Text files of a lab, read from below its folder and from nowhere else. */
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { SourceFile } from '../iec61131/diagnostics.ts';

/** A lab's file is data that people wrote by hand: a larger one is a mistake. */
const largestFile = 1_000_000;

export type ReadFile = { ok: true; text: string } | { ok: false; why: 'outside' | 'missing' | 'too-big' };

/** Reads `path` (with `/`, relative to the lab) if it stays below `root`, symbolic links followed. */
export function readBelow(root: string, path: string): ReadFile {
  if (path.includes('\0') || path.includes('\\') || isAbsolute(path)) return { ok: false, why: 'outside' };
  const full = resolve(root, path);
  if (!isBelow(resolve(root), full)) return { ok: false, why: 'outside' };
  if (!existsSync(full)) return { ok: false, why: 'missing' };
  if (!isBelow(realpathSync(root), realpathSync(full))) return { ok: false, why: 'outside' };
  const status = statSync(full);
  if (!status.isFile()) return { ok: false, why: 'missing' };
  if (status.size > largestFile) return { ok: false, why: 'too-big' };
  return { ok: true, text: readFileSync(full, 'utf8') };
}

function isBelow(root: string, full: string): boolean {
  const way = relative(root, full);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** Folder names below `root/folder`, sorted; none when there is no such folder. */
export function foldersIn(root: string, folder: string): string[] {
  const full = join(root, folder);
  if (!existsSync(full)) return [];
  return readdirSync(full, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .sort();
}

/** All files below `root/folder`, relative to it, with `/`, sorted; dot files left out. */
export function filesIn(root: string, folder: string): string[] {
  const full = join(root, folder);
  if (!existsSync(full)) return [];
  return readdirSync(full, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => relative(full, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/** By controller, then in the order of `lab.yaml`. */
export type Programs = Record<string, SourceFile[]>;
