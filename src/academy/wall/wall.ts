/**
 * The wall of a cohort: who is at which lab, how their rig stands, how long they have been at a step. Made anew at every look from what the
 * database holds and what the lab hosts say; nothing is kept for it.
 */

import type { RigStanding } from '#sandbox/host/api.ts';
import type { LocalizedText } from '#sandbox/iec61131/diagnostics.ts';
import type { Lab } from '#sandbox/lab/lab.ts';
import { isOver } from '../exams/sitting.ts';
import type { KeptVerdict } from '../progress/attempts.ts';
import type { Services } from '../services.ts';
import type { RigState, WallCard } from './card.ts';
import { byNeed } from './need.ts';
import { type AtLab, type WallRecord, wallRecord, workSince } from './record.ts';
import { minutesAtWork } from './time-at-work.ts';

export interface Wall {
  /** Who needs help first. */
  cards: WallCard[];
  /** The lab hosts could not be asked: states of rigs are not known. */
  hostDown: boolean;
}

/** Rigs of one person that the lab hosts are asked about: those of the labs they touched last. */
const rigsEach = 4;
/** Days back to which time at work is reckoned. */
export const daysBack = 7;

/** Whose cohort it is the caller has asked. */
export async function wallOf(
  services: Pick<Services, 'database' | 'host' | 'log'>,
  academyId: string,
  cohortId: string,
  labs: ReadonlyMap<string, Lab>,
  now: Date = new Date(),
): Promise<Wall> {
  const record = await wallRecord(services.database, academyId, cohortId);
  const labsById = new Map([...labs.values()].map((lab) => [lab.definition.id, lab]));
  const touched = touchesOf(record, labsById);
  const asked = record.people.flatMap(({ id }) => (touched.get(id) ?? []).slice(0, rigsEach).flatMap(({ rig }) => rig ?? []));
  const standings = asked.length === 0 ? {} : await standingsOf(services, asked);
  const places = new Map(record.people.map(({ id }) => [id, placeOf(touched.get(id) ?? [], standings ?? {})]));
  const week = new Date(now.getTime() - daysBack * 86_400_000).toISOString();
  const at = [...places].flatMap(([member, place]): AtLab[] => {
    const lab = place && labsById.get(place.lab);
    if (!lab) return [];
    const since = stepsOf(record, member, lab).since ?? place.begunAt;
    return [{ member, lab: place.lab, since: since > week ? since : week }];
  });
  const work = await workSince(services.database, academyId, at);
  const sinceOf = new Map(at.map(({ member, since }) => [member, since]));
  const cards = record.people.map(({ id, name, seenOn }): WallCard => {
    const place = places.get(id) ?? null;
    const lab = place ? (labsById.get(place.lab) ?? null) : null;
    const standing = place?.rig == null ? null : (standings?.[place.rig] ?? null);
    const sits = record.sitting.some((sitting) => sitting.memberId === id && !isOver(sitting, now));
    const { passed, of, open } = lab ? stepsOf(record, id, lab) : { passed: 0, of: 0, open: -1 };
    const step = lab && open >= 0 ? (lab.definition.steps[open]?.id ?? null) : null;
    const own = work.get(id);
    const present = standing?.open ?? false;
    const stands = { state: sits ? ('exam' as const) : stateOf(place, standing), present };
    return {
      member: { id, name },
      ...stands,
      faulted: standing?.faulted ?? [],
      lab: lab && { slug: lab.slug, title: textOf(lab, (text) => text.title) },
      steps: {
        passed,
        of,
        at: step === null ? null : open + 1,
        title: lab && step !== null ? textOf(lab, (text) => text.steps[step]?.title ?? step) : null,
      },
      stuckMinutes: step === null || sits ? null : minutesAtWork(sinceOf.get(id) ?? '', own?.marks ?? [], now, present),
      failedCheck: lab && own?.verdicts && !sits ? failedCheckOf(lab, JSON.parse(own.verdicts) as KeptVerdict[], step) : null,
      seenAt: present ? now.toISOString() : lastSeen(record, id, seenOn),
      askedAt: record.asked.flatMap(({ member_id, asked_at }) => (member_id === id ? (asked_at ?? []) : [])).sort()[0] ?? null,
    };
  });
  return { cards: cards.sort(byNeed), hostDown: standings === null };
}

async function standingsOf(
  { host, log }: Pick<Services, 'host' | 'log'>,
  rigs: readonly string[],
): Promise<Record<string, RigStanding | null> | null> {
  try {
    return await host.standings(rigs);
  } catch (error) {
    log.warn({ err: error }, 'the lab hosts could not be asked where rigs stand');
    return null;
  }
}

interface Touch {
  lab: string;
  rig: string | null;
  begunAt: string;
  at: string;
}

/** By person: the labs they have touched, the last one first. */
function touchesOf({ files, steps, rigs }: WallRecord, labs: ReadonlyMap<string, Lab>): Map<string, Touch[]> {
  const found = new Map<string, Map<string, Touch>>();
  const touch = (member: string, lab: string, at: string, rig: string | null = null): void => {
    if (!labs.has(lab)) return;
    const own = found.get(member) ?? new Map<string, Touch>();
    const before = own.get(lab) ?? { lab, rig, begunAt: at, at };
    own.set(lab, {
      lab,
      rig: rig ?? before.rig,
      begunAt: at < before.begunAt ? at : before.begunAt,
      at: at > before.at ? at : before.at,
    });
    found.set(member, own);
  };
  for (const { id, member_id, lab_id, created_at } of rigs) touch(member_id, lab_id, created_at, id);
  for (const { member_id, lab_id, at } of files) touch(member_id, lab_id, at);
  for (const { member_id, lab_id, touched_at } of steps) touch(member_id, lab_id, touched_at);
  return new Map([...found].map(([member, own]) => [member, [...own.values()].sort((a, b) => (a.at < b.at ? 1 : -1))]));
}

/** The lab that is open in front of them, or else the one touched last. */
const placeOf = (touches: readonly Touch[], standings: Readonly<Record<string, RigStanding | null>>): Touch | null =>
  touches.find(({ rig }) => rig !== null && standings[rig]?.open) ?? touches[0] ?? null;

function stateOf(place: Touch | null, standing: RigStanding | null): RigState {
  if (place === null) return 'none';
  if (place.rig === null) return 'asleep';
  if (standing === null) return 'unknown';
  return standing.faulted.length > 0 ? 'fault' : standing.phase;
}

/** `open`: index of the first step not passed, -1 when all are. `since`: when the last one was passed; `null`: none is. */
function stepsOf(
  { steps }: WallRecord,
  member: string,
  lab: Lab,
): { passed: number; of: number; open: number; since: string | null } {
  const ids = lab.definition.steps.map(({ id }) => id);
  const passedAt = new Map(
    steps.flatMap((row) =>
      row.member_id === member && row.lab_id === lab.definition.id && row.passed_at !== null ? [[row.step, row.passed_at]] : [],
    ),
  );
  return {
    passed: ids.filter((id) => passedAt.has(id)).length,
    of: ids.length,
    open: ids.findIndex((id) => !passedAt.has(id)),
    since: [...passedAt.values()].sort().at(-1) ?? null,
  };
}

function failedCheckOf(lab: Lab, verdicts: readonly KeptVerdict[], step: string | null): LocalizedText | null {
  const failed = verdicts.filter(({ outcome }) => outcome !== 'passed');
  const first = failed.find((verdict) => verdict.step === step) ?? failed[0];
  return first ? textOf(lab, (text) => text.checks[first.check]?.title ?? first.check) : null;
}

const textOf = (lab: Lab, of: (text: Lab['text']['en']) => string): LocalizedText => ({
  en: of(lab.text.en),
  'zh-CN': of(lab.text['zh-CN']),
});

function lastSeen({ files, steps, answers }: WallRecord, member: string, seenOn: string | null): string | null {
  const instants = [
    ...files.flatMap(({ member_id, at }) => (member_id === member ? [at] : [])),
    ...steps.flatMap(({ member_id, touched_at }) => (member_id === member ? [touched_at] : [])),
    ...answers.flatMap(({ member_id, at }) => (member_id === member ? [at] : [])),
  ].sort();
  const last = instants.at(-1) ?? null;
  // A day alone says less than an instant on it.
  return seenOn !== null && (last === null || seenOn > last.slice(0, 10)) ? seenOn : last;
}
