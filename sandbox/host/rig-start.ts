/** From what is stored to a running rig: restore the keyframe or build anew, replay the journal, advance to where time stood. */
import { Rig } from '../rig/rig.ts';
import type { RigInput } from '../rig/types.ts';
import type { RigState } from '../wire/messages.ts';
import type { GradeRequest, RigTicket } from './api.ts';
import type { StoredRig } from './channel.ts';
import { unpackKeyframe } from './keyframe-codec.ts';
import { type LabPlaces, labAt } from './lab-places.ts';
import { refusals, rigNotBuilt, type Sentence } from './sentences.ts';

type Programs = GradeRequest['programs'];
type StepName = RigState['steps'][number]['name'];
type StepStatus = RigState['steps'][number]['status'];

interface Started {
  rig: Rig;
  /** Set when it could not be brought back as it was and was built anew with the same programs: why, for the log. */
  rebuilt: string | null;
}

export type StartResult = { ok: true; started: Started } | { ok: false; code: string; message: Sentence };

/** Tells how far the start is. */
export type StartProgress = (step: StepName, status: StepStatus) => void;

export const startSteps: readonly StepName[] = ['load-lab', 'restore', 'compile', 'replay', 'run'];

/** What each controller was last given: the stored programs with later downloads over them. */
export function lastPrograms(stored: StoredRig): Programs | undefined {
  const downloads = stored.journal.filter(({ input }) => input.kind === 'download');
  if (stored.keyframe === null && downloads.length === 0) return undefined;
  const programs: Programs = { ...stored.keyframe?.programs };
  for (const { input } of downloads) if (input.kind === 'download') programs[input.controller] = input.files;
  return programs;
}

/** The last input that is stored, in the journal or in the keyframe. */
export const lastSequence = (stored: StoredRig): number => stored.journal.at(-1)?.sequence ?? stored.keyframe?.sequence ?? 0;

/** Bring the rig back, or make it. May throw what the rig's own code throws. */
export function startRig(ticket: RigTicket, stored: StoredRig, places: LabPlaces, progress: StartProgress): StartResult {
  progress('load-lab', 'running');
  const lab = labAt(places, ticket);
  if (lab === undefined) {
    progress('load-lab', 'failed');
    return { ok: false, code: 'noSuchLab', message: refusals.noSuchLab };
  }
  progress('load-lab', 'done');

  let rebuilt: string | null = null;
  if (stored.keyframe !== null) {
    progress('restore', 'running');
    const restored = Rig.restore(lab, unpackKeyframe(stored.keyframe.packed));
    if (restored.rig !== null) {
      progress('restore', 'done');
      progress('compile', 'skipped');
      replay(restored.rig, stored, progress);
      return { ok: true, started: { rig: restored.rig, rebuilt } };
    }
    rebuilt = restored.problems[0]?.message.en ?? 'the keyframe does not fit the lab';
    progress('restore', 'failed');
  } else {
    progress('restore', 'skipped');
  }

  const fresh = buildRig(ticket, places, rebuilt === null ? undefined : lastPrograms(stored), progress);
  if (!fresh.ok) return fresh;
  // Inputs of the old lab mean nothing on the new one; programs were carried over above.
  if (rebuilt === null) replay(fresh.rig, stored, progress);
  else progress('replay', 'skipped');
  return { ok: true, started: { rig: fresh.rig, rebuilt } };
}

/** A rig on its first tick, with the lab's start programs where `programs` names none. */
export function buildRig(
  ticket: RigTicket,
  places: LabPlaces,
  programs: Programs | undefined,
  progress: StartProgress,
): { ok: true; rig: Rig } | { ok: false; code: string; message: Sentence } {
  const lab = labAt(places, ticket);
  if (lab === undefined) return { ok: false, code: 'noSuchLab', message: refusals.noSuchLab };
  progress('compile', 'running');
  const built = Rig.build(lab, programs === undefined ? { seed: ticket.seed } : { seed: ticket.seed, programs });
  if (built.rig === null) {
    progress('compile', 'failed');
    const [problem] = built.problems;
    return { ok: false, code: problem?.code ?? 'notBuilt', message: problem?.message ?? rigNotBuilt('') };
  }
  progress('compile', 'done');
  return { ok: true, rig: built.rig };
}

function replay(rig: Rig, stored: StoredRig, progress: StartProgress): void {
  progress('replay', 'running');
  for (const { tick, input } of stored.journal) {
    if (tick > rig.tick) rig.advance(tick - rig.tick);
    rig.apply(input satisfies RigInput);
  }
  // An input is acknowledged after the tick it acted in, unless time was paused.
  const reached = stored.markTick ?? rig.tick + (stored.paused || stored.journal.length === 0 ? 0 : 1);
  if (reached > rig.tick) rig.advance(reached - rig.tick);
  progress('replay', 'done');
}
