/**
 * What the two at a rig may do about help, and what comes of it. The keyboard is asked for by the instructor and granted by the trainee,
 * for minutes; either ends it at once. Every deed is in the audit log, before and after, in its own transaction.
 */
import { randomUUID } from 'node:crypto';
import type { Handling } from '#sandbox/host/api.ts';
import { type Actor, recordAudit } from '../audit/audit.ts';
import type { Database, Queryable } from '../database/open.ts';
import { transact } from '../database/transact.ts';
import { Refusal } from '../http/problems.ts';
import { rigOf } from '../rigs/rigs.ts';
import type { WorkOwner } from '../work/owner.ts';
import { type Assistance, assistanceUnderWay, hasInstructor, keyboardLeft } from './assistance.ts';

export type TraineeDeed =
  | { do: 'ask' | 'end' | 'decline' | 'take-back' }
  /** 1 to 60. */
  | { do: 'grant'; minutes: number };
export type InstructorDeed = { do: 'offer' | 'ask-keyboard' | 'give-back' | 'end' };

type Standing = Omit<Assistance, 'id'>;
/** `null`: it is so already. */
type Change = Partial<Standing> | null;

const nothingYet: Standing = {
  instructor: null,
  askedAt: null,
  offeredAt: null,
  keyboard: 'none',
  keyboardUntil: null,
  endedAt: null,
};

/** Before and after; the same where nothing had to change. */
export interface Changed {
  before: Assistance | null;
  after: Assistance | null;
}

/** `handled`: what was done with the keyboard that this ends (lent-keyboard.ts). Refused: `no-instructor`, `help-during-exam`, `keyboard-not-asked`. */
export function doAsTrainee(
  database: Database,
  owner: WorkOwner,
  actor: Actor,
  deed: TraineeDeed,
  now: Date,
  handled: readonly Handling[] | null = null,
): Promise<Changed> {
  return change(database, owner, { actor, action: traineeActions[deed.do], now, handled }, async (transaction, stands) => {
    switch (deed.do) {
      case 'ask':
        await refuseDuringExam(transaction, owner, now);
        if (!(await hasInstructor(transaction, owner))) throw new Refusal('no-instructor');
        return stands?.askedAt ? null : { askedAt: now.toISOString() };
      case 'grant':
        await refuseDuringExam(transaction, owner, now);
        if (stands?.keyboard !== 'asked') throw new Refusal('keyboard-not-asked');
        return { keyboard: 'granted', keyboardUntil: new Date(now.getTime() + deed.minutes * 60_000).toISOString() };
      case 'decline':
        return stands?.keyboard === 'asked' ? { keyboard: 'none' } : null;
      case 'take-back':
        return stands?.keyboard === 'granted' ? { keyboard: 'ended' } : null;
      case 'end':
        return stands && ended(now);
    }
  });
}

const traineeActions = {
  ask: 'ask-for-help',
  end: 'end-help',
  grant: 'grant-keyboard',
  decline: 'decline-keyboard',
  'take-back': 'take-keyboard-back',
} as const;

/** Refused: `help-during-exam`, `keyboard-held` (by another instructor), `help-not-yours`. Whom they may help has been asked. */
export function doAsInstructor(
  database: Database,
  owner: WorkOwner,
  by: { id: string; actor: Actor },
  deed: InstructorDeed,
  now: Date,
  handled: readonly Handling[] | null = null,
): Promise<Changed> {
  return change(
    database,
    owner,
    { actor: by.actor, action: instructorActions[deed.do], now, handled },
    async (transaction, stands) => {
      const theirs = stands?.instructor === by.id;
      const held = stands?.instructor && !theirs ? keyboardLeft(stands, stands.instructor, now) > 0 : false;
      if (deed.do === 'end' || deed.do === 'give-back') {
        if (stands && !theirs) throw new Refusal('help-not-yours');
        if (deed.do === 'end') return stands && ended(now);
        return stands && (stands.keyboard === 'granted' || stands.keyboard === 'asked') ? { keyboard: 'ended' } : null;
      }
      await refuseDuringExam(transaction, owner, now);
      if (held) throw new Refusal('keyboard-held');
      const offered = { instructor: by.id, offeredAt: theirs ? stands.offeredAt : now.toISOString() };
      if (deed.do === 'offer') return theirs ? null : { ...offered, keyboard: 'none' };
      if (theirs && (stands.keyboard === 'asked' || keyboardLeft(stands, by.id, now) > 0)) return null;
      return { ...offered, keyboard: 'asked', keyboardUntil: null };
    },
  );
}

const instructorActions = {
  offer: 'offer-help',
  'ask-keyboard': 'ask-for-keyboard',
  'give-back': 'give-keyboard-back',
  end: 'end-help',
} as const;

/** The keyboard ends without anybody's doing: its time is over, or whoever had it is gone. Nothing when it is not theirs. */
export function endKeyboard(
  database: Database,
  owner: WorkOwner,
  instructor: string,
  now: Date,
  handled: readonly Handling[] | null = null,
): Promise<Changed> {
  return change(
    database,
    owner,
    { actor: { kind: 'system' }, action: 'end-keyboard', now, handled },
    async (_transaction, stands) =>
      stands?.instructor === instructor && (stands.keyboard === 'granted' || stands.keyboard === 'asked')
        ? { keyboard: 'ended' }
        : null,
  );
}

const ended = (now: Date): Change => ({ endedAt: now.toISOString(), keyboard: 'ended' });

async function refuseDuringExam(transaction: Queryable, owner: WorkOwner, now: Date): Promise<void> {
  if ((await rigOf(transaction, owner, now)).sitting !== null) throw new Refusal('help-during-exam');
}

function change(
  database: Database,
  owner: WorkOwner,
  { actor, action, now, handled }: { actor: Actor; action: string; now: Date; handled: readonly Handling[] | null },
  decide: (transaction: Queryable, stands: Assistance | null) => Promise<Change>,
): Promise<Changed> {
  return transact(database, async (transaction) => {
    const before = await assistanceUnderWay(transaction, owner);
    const decided = await decide(transaction, before);
    if (decided === null) return { before, after: before };
    const after: Assistance = { ...nothingYet, id: randomUUID(), ...before, ...decided };
    const values = {
      instructor_id: after.instructor,
      asked_at: after.askedAt,
      offered_at: after.offeredAt,
      keyboard: after.keyboard,
      keyboard_until: after.keyboardUntil,
      ended_at: after.endedAt,
    };
    if (before) {
      await transaction
        .updateTable('assistance')
        .set(values)
        .where('academy_id', '=', owner.academyId)
        .where('id', '=', before.id)
        .execute();
    } else {
      const { academyId, memberId, labId } = owner;
      await transaction
        .insertInto('assistance')
        .values({ id: after.id, academy_id: academyId, member_id: memberId, lab_id: labId, ...values })
        .execute();
    }
    const rig = await rigOf(transaction, owner, now);
    const told = (one: Assistance | null) => one && { member: owner.memberId, lab: owner.labId, ...one };
    await recordAudit(
      transaction,
      {
        academyId: owner.academyId,
        actor,
        action,
        subject: { kind: 'rig', id: rig.id },
        before: told(before),
        after: { ...told(after), ...(before?.keyboard === 'granted' && after.keyboard !== 'granted' ? { handled } : {}) },
      },
      now,
    );
    return { before, after };
  });
}
