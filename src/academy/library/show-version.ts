/**
 * What an academy shows of a course or lab is changed to a version that it has published before, or to none: then the installation's own shows
 * again, if it has one. No version is lost by it, and whoever has begun stays on the one they have.
 */
import { existsSync } from 'node:fs';
import { type Actor, recordAudit } from '../audit/audit.ts';
import { transact } from '../database/transact.ts';
import { Refusal } from '../http/problems.ts';
import type { ImportFinding } from './archive/import-course.ts';
import { readManifest, versionFolder } from './manifest.ts';
import { pinWhoHasBegun } from './pins.ts';
import { type PublishMeans, prepareShow } from './publish.ts';
import { type Unit, unitName } from './unit.ts';

export interface VersionChange {
  academyId: string;
  unit: Unit;
  /** 0: withdrawn. */
  version: number;
  actor: Actor;
  /** Why, in the author's words: learners who have begun read it. */
  note: string;
}

export type VersionOutcome =
  /** `stay`: how many have begun, and keep what was shown until now. */
  { outcome: 'shown'; stay: number } | { outcome: 'mistakes'; findings: ImportFinding[] };

/** Refused: `no-such-version`, `shown-already`. */
export async function showVersion(means: PublishMeans, change: VersionChange): Promise<VersionOutcome> {
  const { academyId, unit, version, actor, note } = change;
  const { database, dataDir } = means;
  const name = unitName(unit);
  const folder = versionFolder(dataDir, academyId, name, version);
  if (version !== 0 && !existsSync(folder)) throw new Refusal('no-such-version');
  // What it names may have been withdrawn since, and the rules of the house may have changed.
  const findings = version === 0 ? [] : await means.lint(folder);
  if (findings.some(({ severity }) => severity === 'error')) return { outcome: 'mistakes', findings };
  const before = readManifest(dataDir, academyId).current[name] ?? 0;
  if (before === version) throw new Refusal('shown-already');
  const was = means.begun(unit);
  const list = prepareShow(dataDir, academyId, { [name]: version === 0 ? null : version });
  try {
    const stay = await transact(database, async (transaction) => {
      const now = new Date();
      await recordAudit(
        transaction,
        {
          academyId,
          actor,
          action: version === 0 ? 'withdraw' : 'show-version',
          subject: { kind: unit.kind, id: unit.slug },
          before: { version: before },
          after: { version, note },
        },
        now,
      );
      if (was === null) return 0;
      const begun = { unit: name, version: before, course: was.course, labIds: was.labIds, along: [] };
      return pinWhoHasBegun(transaction, academyId, begun, now);
    });
    list.show();
    return { outcome: 'shown', stay };
  } finally {
    list.drop();
  }
}
