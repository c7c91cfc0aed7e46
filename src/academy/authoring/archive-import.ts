/**
 * A course's archive comes into the draft in two steps: a report of what it holds, what it would replace and what is wrong in it; then, by the
 * author's word, all of it at once. What it replaces goes to the bin.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { loadCourses } from '#content/lessons.ts';
import { contentBelow } from '#content/roots.ts';
import type { LocalizedText } from '#sandbox/iec61131/diagnostics.ts';
import { loadLab } from '#sandbox/lab/load.ts';
import { type Actor, recordAudit } from '../audit/audit.ts';
import { transact } from '../database/transact.ts';
import { Refusal } from '../http/problems.ts';
import { contentsOf } from '../library/archive/course-archive.ts';
import {
  type ImportFinding,
  type ImportOutcome,
  importCourse,
  type LaidOut,
  withLaidOut,
} from '../library/archive/import-course.ts';
import { readArchive } from '../library/archive/read-archive.ts';
import type { RefusedFile } from '../library/archive/reasons.ts';
import { filesBelow, hashOf, unitPath } from '../library/draft.ts';
import { type Unit, unitName } from '../library/unit.ts';
import type { Services } from '../services.ts';
import type { Authoring } from './authoring.ts';
import { lintTurn } from './lint-turn.ts';
import { reopenTrials } from './trial.ts';
import { shownFolder, titleOf } from './units.ts';

type Lent = Pick<Services, 'authoring' | 'database' | 'now'>;

export interface Author {
  academyId: string;
  actor: Exclude<Actor, { kind: 'system' }>;
}

export interface ImportReport {
  units: {
    unit: Unit;
    title: LocalizedText | null;
    files: number;
    /** What the academy shows of this name: nothing, the very same, something else. */
    shown: 'none' | 'same' | 'other';
    /** What the draft holds of it; `other` is replaced. */
    draft: 'none' | 'same' | 'other';
  }[];
  /** Of the course, in order. */
  lessons: { slug: string; title: LocalizedText }[];
  findings: ImportFinding[];
  /** Of the archive and of all that it would replace: the author's word holds for this. */
  stamp: string;
}

/** Keeps an archive until its author has seen the report; every file that cannot be taken, if there is one, and then it is not kept. */
export async function receiveArchive(services: Lent, { academyId, actor }: Author, archive: Uint8Array): Promise<RefusedFile[]> {
  const { files, refused } = await readArchive(archive);
  const wrong = refused.length > 0 ? refused : contentsOf(files.keys()).refused;
  if (wrong.length === 0) services.authoring(academyId).arrivals.put(actor.member, archive, services.now());
  return wrong;
}

/** Of the archive that waits for its author; `null`: none does. */
export async function reportOf(services: Lent, { academyId, actor }: Author): Promise<ImportReport | null> {
  const authoring = services.authoring(academyId);
  const archive = authoring.arrivals.get(actor.member);
  if (archive === null) return null;
  const report = await withLaidOut(archive, authoring.draft.root, async (laid) => {
    const findings = await lintTurn(academyId, () => authoring.lintOver(laid.aside));
    return { ...readLaidOut(authoring, laid), findings, stamp: stampOf(authoring, archive, unitsOf(laid)) };
  });
  return 'refused' in report ? null : report;
}

/** Refused: `archive-gone`, `import-changed`. Mistakes in it, and files that cannot be taken, are its outcome: nothing was written then. */
export async function bringIn(services: Lent, { academyId, actor }: Author, stamp: string): Promise<ImportOutcome> {
  const authoring = services.authoring(academyId);
  const { arrivals, bin, draft } = authoring;
  const archive = arrivals.get(actor.member);
  if (archive === null || !stamp.startsWith(archiveHash(archive))) throw new Refusal('archive-gone');
  const units = await withLaidOut(archive, draft.root, async (laid) => ({ units: unitsOf(laid) }));
  if ('refused' in units) return units;
  if (stampOf(authoring, archive, units.units) !== stamp) throw new Refusal('import-changed');
  const outcome = await importCourse(archive, {
    root: draft.root,
    replace: true,
    lint: (root) => lintTurn(academyId, () => authoring.lintOver(root)),
    async settle(before) {
      const at = services.now().toISOString();
      const taken: { undo(): void }[] = [];
      try {
        for (const unit of units.units) {
          const path = before.get(unitPath(unit));
          if (path === undefined) continue;
          taken.push(
            bin.take(path, { unit: unitName(unit), lesson: null, title: titleOf(authoring, unit), at, by: actor.member }),
          );
        }
        await transact(services.database, (transaction) =>
          recordAudit(transaction, {
            academyId,
            actor,
            action: 'import-course',
            subject: { kind: 'course', id: units.units[0]?.slug ?? '' },
            before: { replaced: [...before.keys()] },
            after: { units: units.units.map(unitName), archive: archiveHash(archive) },
          }),
        );
      } catch (error) {
        for (const one of taken.reverse()) one.undo();
        throw error;
      }
    },
  });
  if (outcome.outcome !== 'imported') return outcome;
  arrivals.drop(actor.member);
  for (const lab of outcome.labs) await reopenTrials(services.database, academyId, lab);
  return outcome;
}

const unitsOf = ({ course, labs }: LaidOut): Unit[] => [
  { kind: 'course', slug: course },
  ...labs.map((slug) => ({ kind: 'lab' as const, slug })),
];

function readLaidOut(authoring: Authoring, laid: LaidOut): Pick<ImportReport, 'units' | 'lessons'> {
  const { draft } = authoring;
  const course = loadCourses(contentBelow([laid.aside])).courses.find(({ slug }) => slug === laid.course);
  const units = unitsOf(laid).map((unit) => {
    const folder = join(laid.aside, unitPath(unit));
    const hash = hashOf(folder);
    const compared = (other: string | null) => (other === null ? 'none' : hashOf(other) === hash ? 'same' : 'other');
    const text = unit.kind === 'lab' ? loadLab(folder).lab?.text : undefined;
    const title = unit.kind === 'course' ? course?.title : text && { en: text.en.title, 'zh-CN': text['zh-CN'].title };
    return {
      unit,
      title: title ?? null,
      files: filesBelow(folder).length,
      shown: compared(shownFolder(authoring, unit)),
      draft: compared(draft.has(unit) ? join(draft.root, unitPath(unit)) : null),
    } as const;
  });
  const lessons = (course?.lessons ?? []).map(({ slug, pages }) => {
    const either = pages.en?.title ?? pages['zh-CN']?.title ?? slug;
    return { slug, title: { en: pages.en?.title ?? either, 'zh-CN': pages['zh-CN']?.title ?? either } };
  });
  return { units, lessons };
}

const archiveHash = (archive: Uint8Array): string => createHash('sha256').update(archive).digest('hex').slice(0, 32);

function stampOf({ draft }: Authoring, archive: Uint8Array, units: readonly Unit[]): string {
  const stands = createHash('sha256');
  for (const unit of units)
    stands.update(`${unitName(unit)} ${draft.has(unit) ? hashOf(join(draft.root, unitPath(unit))) : ''}\n`);
  return `${archiveHash(archive)}${stands.digest('hex').slice(0, 32)}`;
}
