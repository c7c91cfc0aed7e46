/**
 * Publishing: what stands in an academy's draft becomes the next version of its courses and labs. It is copied aside, linted and proved there
 * (in processes of their own, handed in), and only then given its number; a version never changes. Whoever has begun stays on theirs
 * (pins.ts). Last of all the list of what is shown is replaced.
 */
import { randomUUID } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { LocalizedText } from '#sandbox/iec61131/diagnostics.ts';
import { type Actor, recordAudit } from '../audit/audit.ts';
import type { Database } from '../database/open.ts';
import { transact } from '../database/transact.ts';
import type { ImportFinding } from './archive/import-course.ts';
import { draftRoot, hashOf, unitPath } from './draft.ts';
import { libraryFolder } from './folders.ts';
import { type Manifest, manifestFile, manifestSchema, readManifest, versionFolder } from './manifest.ts';
import { type Begun, pinWhoHasBegun } from './pins.ts';
import { type Unit, unitName } from './unit.ts';

/** One sentence that was to be proved about a lab. */
export interface LabProof {
  lab: string;
  ok: boolean;
  /** The file or folder of the lab that it is about. */
  about: string;
  name: LocalizedText;
  detail: LocalizedText | null;
}

export interface PublishMeans {
  database: Database;
  dataDir: string;
  /** The lint of a root laid over what the academy shows; with files named as they stand below it. */
  lint(root: string): Promise<ImportFinding[]>;
  /** `lab test` of labs in such a root. */
  prove(root: string, labs: readonly string[]): Promise<LabProof[]>;
  /** How a unit is begun, as it is shown until now; `null` when nothing of that name is shown. */
  begun(unit: Unit): { course: string | null; labIds: readonly string[]; labs: readonly string[] } | null;
}

export interface Publication {
  academyId: string;
  units: readonly Unit[];
  actor: Actor;
  /** What is new, in the author's words. */
  note: string;
  /** Where the draft comes from, if that was a git repository. */
  commit: string | null;
}

export type PublishOutcome =
  | { outcome: 'published'; versions: { unit: Unit; version: number; stay: number }[]; warnings: ImportFinding[] }
  | { outcome: 'mistakes'; findings: ImportFinding[] }
  | { outcome: 'unproved'; proofs: LabProof[] }
  /** Nothing of it is in the draft, or all of it is what is shown already. */
  | { outcome: 'nothing-new' }
  | { outcome: 'no-draft'; units: Unit[] };

export async function publish(
  means: PublishMeans,
  { academyId, units, actor, note, commit }: Publication,
): Promise<PublishOutcome> {
  const { database, dataDir } = means;
  const draft = draftRoot(dataDir, academyId);
  const missing = units.filter((unit) => !existsSync(join(draft, unitPath(unit))));
  if (missing.length > 0) return { outcome: 'no-draft', units: missing };
  const library = libraryFolder(dataDir, academyId);
  const aside = join(library, `.publishing-${randomUUID()}`);
  let list: ReturnType<typeof prepareShow> | null = null;
  try {
    for (const unit of units) copy(join(draft, unitPath(unit)), join(aside, unitPath(unit)));
    const before = readManifest(dataDir, academyId).current;
    const changed = units.filter((unit) => hashOf(join(aside, unitPath(unit))) !== hashShown(dataDir, academyId, unit, before));
    if (changed.length === 0) return { outcome: 'nothing-new' };
    const findings = await means.lint(aside);
    if (findings.some(({ severity }) => severity === 'error')) return { outcome: 'mistakes', findings };
    const labs = changed.flatMap(({ kind, slug }) => (kind === 'lab' ? [slug] : []));
    const proofs = labs.length === 0 ? [] : await means.prove(aside, labs);
    if (proofs.some(({ ok }) => !ok)) return { outcome: 'unproved', proofs };

    const placed = changed.map((unit) => ({ unit, ...place(dataDir, academyId, unit, aside) }));
    list = prepareShow(dataDir, academyId, Object.fromEntries(placed.map(({ unit, version }) => [unitName(unit), version])));
    const now = new Date();
    const versionBefore = (unit: string): number => before[unit] ?? 0;
    const versions = await transact(database, async (transaction) => {
      const published: { unit: Unit; version: number; stay: number }[] = [];
      for (const { unit, version, hash } of placed) {
        const name = unitName(unit);
        await transaction
          .insertInto('edition')
          .values({
            academy_id: academyId,
            unit: name,
            version,
            hash,
            published_at: now.toISOString(),
            published_by: actor.kind === 'system' ? null : actor.member,
            note,
            source_commit: commit,
          })
          .execute();
        const was = means.begun(unit);
        const along = placed
          .filter((other) => other.unit.kind === 'lab' && unit.kind === 'course' && was?.labs.includes(other.unit.slug))
          .map((other) => ({ unit: unitName(other.unit), version: versionBefore(unitName(other.unit)) }));
        const begun: Begun | null = was && {
          unit: name,
          version: versionBefore(name),
          course: was.course,
          labIds: was.labIds,
          along,
        };
        const stay = begun === null ? 0 : await pinWhoHasBegun(transaction, academyId, begun, now);
        await recordAudit(
          transaction,
          {
            academyId,
            actor,
            action: 'publish',
            subject: { kind: unit.kind, id: unit.slug },
            before: { version: versionBefore(name) },
            after: { version, note },
          },
          now,
        );
        published.push({ unit, version, stay });
      }
      return published;
    });
    list.show();
    return { outcome: 'published', versions, warnings: findings };
  } finally {
    list?.drop();
    rmSync(aside, { recursive: true, force: true });
  }
}

function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  // Half-written files begin with a dot (draft.ts).
  cpSync(from, to, { recursive: true, filter: (path) => !path.slice(from.length).includes('/.') });
}

function hashShown(dataDir: string, academyId: string, unit: Unit, current: Manifest['current']): string | null {
  const version = current[unitName(unit)];
  return version ? hashOf(join(versionFolder(dataDir, academyId, unitName(unit), version), unitPath(unit))) : null;
}

/** Gives a unit the next number: a rename onto a folder that stands fails, so two authors never share one. */
function place(dataDir: string, academyId: string, unit: Unit, aside: string): { version: number; hash: string } {
  const name = unitName(unit);
  const versions = join(libraryFolder(dataDir, academyId), 'versions', name);
  mkdirSync(versions, { recursive: true });
  const hash = hashOf(join(aside, unitPath(unit)));
  const ready = join(versions, `.ready-${randomUUID()}`);
  copy(join(aside, unitPath(unit)), join(ready, unitPath(unit)));
  let version = Math.max(0, ...readdirSync(versions).map(Number).filter(Number.isInteger)) + 1;
  for (; ; version += 1) {
    try {
      renameSync(ready, versionFolder(dataDir, academyId, name, version));
      return { version, hash };
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
    }
  }
}

/**
 * Readies the list of what is shown with `changes` in it: what a full disk refuses, it refuses here. `show` replaces the list, whole, with what
 * others have published meanwhile; `drop` when all is over.
 */
export function prepareShow(dataDir: string, academyId: string, changes: Manifest['current']): { show(): void; drop(): void } {
  const file = manifestFile(dataDir, academyId);
  mkdirSync(dirname(file), { recursive: true });
  const aside = `${file}.${randomUUID()}`;
  const textNow = (): string => {
    const current = { ...readManifest(dataDir, academyId).current, ...changes };
    return `${JSON.stringify(manifestSchema.parse({ format: 1, current }), null, 2)}\n`;
  };
  const ready = textNow();
  writeFileSync(aside, ready, { flag: 'wx' });
  return {
    show: () => {
      const now = textNow();
      if (now !== ready) writeFileSync(aside, now);
      renameSync(aside, file);
    },
    drop: () => rmSync(aside, { force: true }),
  };
}
