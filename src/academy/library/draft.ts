/**
 * An academy's draft: `<data>/library/<academy>/draft/`, a root with `labs/` and `content/` that only its authors see. Files come and go one by
 * one, whole; a text that somebody else has saved meanwhile is never overwritten unseen.
 */
import { createHash, randomUUID } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { mismatch, sizeLimitOf } from './archive/file-kinds.ts';
import { nameIn, nameKey } from './archive/names.ts';
import type { Reason } from './archive/reasons.ts';
import { libraryFolder } from './folders.ts';
import { type Unit, unitOf } from './unit.ts';

export const draftRoot = (dataDir: string, academyId: string): string => join(libraryFolder(dataDir, academyId), 'draft');

/** Where a unit stands below a root. */
export const unitPath = ({ kind, slug }: Unit): string => (kind === 'course' ? `content/${slug}` : `labs/${slug}`);

/** What is in a folder, as one word; a file more or a letter changed gives another. */
export function hashOf(folder: string): string {
  const hash = createHash('sha256');
  for (const name of filesBelow(folder)) {
    const content = readFileSync(join(folder, name));
    hash.update(`${name}\0${content.byteLength}\0`).update(content);
  }
  return hash.digest('hex').slice(0, 32);
}

const hashOfFile = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 32);

/** Paths with forward slashes, sorted; what begins with a dot is left out. */
export function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((name) => !name.split('/').some((part) => part.startsWith('.')))
    .sort();
}

export class Draft {
  readonly root: string;

  constructor(dataDir: string, academyId: string) {
    this.root = draftRoot(dataDir, academyId);
  }

  has(unit: Unit): boolean {
    return existsSync(join(this.root, unitPath(unit)));
  }

  /** Slugs of the courses in it, sorted. */
  courses(): string[] {
    const folder = join(this.root, 'content');
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .filter((name) => existsSync(join(folder, name, 'course.yaml')))
      .sort();
  }

  /** Slugs of its labs, sorted. */
  labs(): string[] {
    const folder = join(this.root, 'labs');
    if (!existsSync(folder)) return [];
    const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    return folders
      .map(({ name }) => name)
      .filter((slug) => unitOf(`lab-${slug}`) !== null)
      .sort();
  }

  files(unit: Unit): string[] {
    return filesBelow(join(this.root, unitPath(unit)));
  }

  /** Take a unit up, as it stands in `folder` (of the installation, or a version that was published). One that is a draft already stays. */
  begin(unit: Unit, folder: string): void {
    const target = join(this.root, unitPath(unit));
    if (existsSync(target)) return;
    const aside = join(this.root, `.begin-${randomUUID()}`);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(folder, aside, {
      recursive: true,
      dereference: false,
      filter: (path) => !/(^|[\\/])\.[^\\/]*$/.test(relative(folder, path)),
    });
    renameSync(aside, target);
  }

  /** `null` when there is no such file. */
  read(unit: Unit, name: string): { content: Buffer; hash: string } | null {
    const path = this.#pathOf(unit, name);
    if (path === null || !statSync(path, { throwIfNoEntry: false })?.isFile()) return null;
    return { content: readFileSync(path), hash: hashOfFile(path) };
  }

  /**
   * Write a file as a whole. `expected` is the hash that its writer began from, `null` for a new file: if it is another one by now, nothing is
   * written.
   */
  write(unit: Unit, name: string, content: Buffer, expected: string | null): { hash: string } | { refused: Reason | 'changed' } {
    const wrong = wrongWith(name, content);
    if (wrong !== null) return { refused: wrong };
    const path = join(this.root, unitPath(unit), name);
    const stands = existsSync(path) ? hashOfFile(path) : null;
    if (stands !== expected) return { refused: 'changed' };
    mkdirSync(dirname(path), { recursive: true });
    const aside = join(dirname(path), `.write-${randomUUID()}`);
    writeFileSync(aside, content, { flag: 'wx' });
    renameSync(aside, path);
    return { hash: hashOfFile(path) };
  }

  /** Another name for a file; the new one must be free, also where capital letters do not count. */
  move(unit: Unit, name: string, to: string): { hash: string } | { refused: Reason | 'missing' } {
    const before = this.read(unit, name);
    if (before === null) return { refused: 'missing' };
    if (this.taken(unit, to, name)) return { refused: 'name-twice' };
    const written = this.write(unit, to, before.content, null);
    if ('refused' in written) return { refused: written.refused === 'changed' ? 'name-twice' : written.refused };
    this.remove(unit, name);
    return written;
  }

  /** Whether a file has this name, or one that is the same on some system; `but` does not count. */
  taken(unit: Unit, name: string, but: string | null = null): boolean {
    return this.files(unit).some((one) => one !== but && nameKey(one) === nameKey(name));
  }

  /** Whether it was there. */
  remove(unit: Unit, name: string): boolean {
    const path = this.#pathOf(unit, name);
    if (path === null || !existsSync(path)) return false;
    rmSync(path);
    return true;
  }

  #pathOf(unit: Unit, name: string): string | null {
    return nameIn(Buffer.from(name)).reason === null ? join(this.root, unitPath(unit), name) : null;
  }
}

function wrongWith(name: string, content: Buffer): Reason | null {
  const named = nameIn(Buffer.from(name));
  if (named.reason !== null) return named.reason;
  const limit = sizeLimitOf(name);
  if (limit === null || name.endsWith('/')) return 'kind';
  if (content.byteLength > limit.bytes) return limit.reason;
  return mismatch(name, content);
}
