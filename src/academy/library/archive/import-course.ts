/**
 * Brings a course into a root: the archive is read and checked, laid out aside, linted there as it would stand, and only then moved into its
 * place by renames. Whatever goes wrong before that leaves the root as it was; what goes wrong between two renames is taken back.
 */
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { LocalizedText } from '#sandbox/iec61131/diagnostics.ts';
import { contentsOf } from './course-archive.ts';
import { readArchive } from './read-archive.ts';
import type { RefusedFile } from './reasons.ts';

export interface ImportFinding {
  /** As in the archive: `content/my-course/01-first/index.en.md`. */
  file: string;
  line: number;
  column: number;
  severity: 'error' | 'warning';
  message: LocalizedText;
}

export interface ImportOptions {
  /** The folder with labs/ and content/ that receives the course. */
  root: string;
  /** What stands there already is replaced; without it, it stands in the way. */
  replace: boolean;
  /** The lint of what stands in `root`, over everything else that is there; findings of other folders are left out. */
  lint(root: string): Promise<ImportFinding[]>;
}

export type ImportOutcome =
  | { outcome: 'imported'; course: string; labs: string[]; files: number; warnings: ImportFinding[] }
  /** Files that cannot be taken. */
  | { outcome: 'refused'; refused: RefusedFile[] }
  /** Mistakes in what they say. */
  | { outcome: 'mistakes'; findings: ImportFinding[] }
  /** Paths below the root that are there already. */
  | { outcome: 'exists'; folders: string[] };

export async function importCourse(archive: Uint8Array, { root, replace, lint }: ImportOptions): Promise<ImportOutcome> {
  const { files, refused } = await readArchive(archive);
  const contents = contentsOf(files.keys());
  // What is missing may be what was refused: that is told first.
  if (refused.length > 0) return { outcome: 'refused', refused };
  if (contents.packed === null) return { outcome: 'refused', refused: contents.refused };
  const { course, labs } = contents.packed;
  const folders = [`content/${course}`, ...labs.map((lab) => `labs/${lab}`)];
  const there = folders.filter((folder) => existsSync(join(root, folder)));
  if (there.length > 0 && !replace) return { outcome: 'exists', folders: there };

  const aside = join(root, `.import-${randomUUID()}`);
  try {
    for (const [name, content] of files) {
      mkdirSync(dirname(join(aside, name)), { recursive: true });
      writeFileSync(join(aside, name), content, { flag: 'wx' });
    }
    const findings = await lint(aside);
    if (findings.some(({ severity }) => severity === 'error')) return { outcome: 'mistakes', findings };
    moveAll(aside, root, folders);
    return { outcome: 'imported', course, labs, files: files.size, warnings: findings };
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

/** All of them, or none: a rename that fails takes back those before it. */
function moveAll(from: string, to: string, folders: readonly string[]): void {
  const undo: (() => void)[] = [];
  try {
    for (const folder of folders) {
      const target = join(to, folder);
      const before = join(from, 'before', folder);
      mkdirSync(dirname(target), { recursive: true });
      if (existsSync(target)) {
        mkdirSync(dirname(before), { recursive: true });
        renameSync(target, before);
        undo.push(() => renameSync(before, target));
      }
      renameSync(join(from, folder), target);
      undo.push(() => renameSync(target, join(from, folder)));
    }
  } catch (error) {
    for (const step of undo.reverse()) step();
    throw error;
  }
}
