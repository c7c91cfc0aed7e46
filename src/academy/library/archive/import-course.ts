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
  /** What explains it, on the site without its language. */
  reference?: string | undefined;
}

export interface ImportOptions {
  /** The folder with labs/ and content/ that receives the course. */
  root: string;
  /** What stands there already is replaced; without it, it stands in the way. */
  replace: boolean;
  /** The lint of what stands in `root`, over everything else that is there; findings of other folders are left out. */
  lint(root: string): Promise<ImportFinding[]>;
  /** Called when all stands in its place, with what it replaced, by folder below the root; when it throws, all is as it was. */
  settle?(before: ReadonlyMap<string, string>): Promise<void>;
}

export type ImportOutcome =
  | { outcome: 'imported'; course: string; labs: string[]; files: number; warnings: ImportFinding[] }
  /** Files that cannot be taken. */
  | { outcome: 'refused'; refused: RefusedFile[] }
  /** Mistakes in what they say. */
  | { outcome: 'mistakes'; findings: ImportFinding[] }
  /** Paths below the root that are there already. */
  | { outcome: 'exists'; folders: string[] };

/** An archive's files as they would stand below a root, in a folder aside. */
export interface LaidOut {
  aside: string;
  course: string;
  labs: string[];
  /** `content/<course>` and `labs/<lab>`, as they stand below a root. */
  folders: string[];
  files: number;
}

/** Runs `work` with an archive's files laid out in a folder below `root`, which is gone afterwards. */
export async function withLaidOut<Done>(
  archive: Uint8Array,
  root: string,
  work: (laid: LaidOut) => Promise<Done>,
): Promise<Done | { outcome: 'refused'; refused: RefusedFile[] }> {
  const { files, refused } = await readArchive(archive);
  const contents = contentsOf(files.keys());
  // What is missing may be what was refused: that is told first.
  if (refused.length > 0) return { outcome: 'refused', refused };
  if (contents.packed === null) return { outcome: 'refused', refused: contents.refused };
  const { course, labs } = contents.packed;
  const folders = [`content/${course}`, ...labs.map((lab) => `labs/${lab}`)];
  const aside = join(root, `.import-${randomUUID()}`);
  try {
    for (const [name, content] of files) {
      mkdirSync(dirname(join(aside, name)), { recursive: true });
      writeFileSync(join(aside, name), content, { flag: 'wx' });
    }
    return await work({ aside, course, labs, folders, files: files.size });
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

export function importCourse(archive: Uint8Array, options: ImportOptions): Promise<ImportOutcome> {
  const { root, replace, lint, settle } = options;
  return withLaidOut(archive, root, async ({ aside, course, labs, folders, files }): Promise<ImportOutcome> => {
    const there = folders.filter((folder) => existsSync(join(root, folder)));
    if (there.length > 0 && !replace) return { outcome: 'exists', folders: there };
    const findings = await lint(aside);
    if (findings.some(({ severity }) => severity === 'error')) return { outcome: 'mistakes', findings };
    const { before, undo } = moveAll(aside, root, folders);
    try {
      await settle?.(before);
    } catch (error) {
      undo();
      throw error;
    }
    return { outcome: 'imported', course, labs, files, warnings: findings };
  });
}

/** All of them, or none: a rename that fails takes back those before it, and so does `undo`. `before`: where those stand that were replaced. */
function moveAll(from: string, to: string, folders: readonly string[]): { before: Map<string, string>; undo(): void } {
  const steps: (() => void)[] = [];
  const before = new Map<string, string>();
  const undo = (): void => {
    for (const step of steps.reverse()) step();
  };
  try {
    for (const folder of folders) {
      const target = join(to, folder);
      const kept = join(from, 'before', folder);
      mkdirSync(dirname(target), { recursive: true });
      if (existsSync(target)) {
        mkdirSync(dirname(kept), { recursive: true });
        renameSync(target, kept);
        before.set(folder, kept);
        steps.push(() => renameSync(kept, target));
      }
      renameSync(join(from, folder), target);
      steps.push(() => renameSync(target, join(from, folder)));
    }
  } catch (error) {
    undo();
    throw error;
  }
  return { before, undo };
}
