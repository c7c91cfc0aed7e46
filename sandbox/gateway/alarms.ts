/**
 * The life of an alarm after ISA-18.2: active or not, acknowledged or not, shelved by a person for a time, suppressed by design. A value
 * that is not Good neither raises nor ends an alarm: nobody knows.
 */
import { z } from 'zod';
import { ns } from './saved.ts';
import type { AlarmSettings, PlainValue } from './schema.ts';
import type { Text } from './text.ts';

export const alarmStateSchema = z.strictObject({
  active: z.boolean(),
  acknowledged: z.boolean(),
  /** Since when the condition has been other than `active` says: a delay is running. */
  turnedNs: ns.nullable(),
  /** When it was raised or ended last. */
  sinceNs: ns.nullable(),
  shelvedUntilNs: ns.nullable(),
  suppressed: z.boolean(),
});
export type AlarmState = z.output<typeof alarmStateSchema>;

/** As an operator's list calls it; the clause on the alarm state diagram of ISA-18.2 has the same states. */
export type AlarmWord = 'normal' | 'unacknowledged' | 'acknowledged' | 'returned' | 'shelved' | 'suppressed';
export type AlarmEvent = 'raised' | 'ended' | 'acknowledged' | 'shelved' | 'unshelved' | 'suppressed' | 'unsuppressed';

export const newAlarm = (): AlarmState => ({
  active: false,
  acknowledged: true,
  turnedNs: null,
  sinceNs: null,
  shelvedUntilNs: null,
  suppressed: false,
});

export function wordOf(state: AlarmState): AlarmWord {
  if (state.suppressed) return 'suppressed';
  if (state.shelvedUntilNs !== null) return 'shelved';
  if (state.active) return state.acknowledged ? 'acknowledged' : 'unacknowledged';
  return state.acknowledged ? 'normal' : 'returned';
}

/** What an alarm looks at; `null`: not known well enough. */
export interface Observation {
  value: PlainValue | null;
  from: number | null;
  suppressed: boolean;
}

/** Moves `state` on to `nowNs`; answers what is to be told, in order. */
export function step(settings: AlarmSettings, state: AlarmState, seen: Observation, nowNs: bigint): AlarmEvent[] {
  const events: AlarmEvent[] = [];
  if (state.shelvedUntilNs !== null && nowNs >= state.shelvedUntilNs) {
    state.shelvedUntilNs = null;
    events.push('unshelved');
    comeBack(state, events);
  }
  if (seen.suppressed !== state.suppressed) {
    state.suppressed = seen.suppressed;
    events.push(seen.suppressed ? 'suppressed' : 'unsuppressed');
    if (!seen.suppressed) comeBack(state, events);
  }

  const abnormal = condition(settings, state.active, seen);
  if (abnormal === null || abnormal === state.active) {
    state.turnedNs = null;
    return events;
  }
  state.turnedNs ??= nowNs;
  if (nowNs - state.turnedNs < (abnormal ? settings.onDelay : settings.offDelay)) return events;
  state.active = abnormal;
  state.turnedNs = null;
  state.sinceNs = nowNs;
  const silent = state.suppressed || state.shelvedUntilNs !== null;
  // What nobody was told of, nobody has to acknowledge.
  if (abnormal) state.acknowledged = silent;
  if (!silent) events.push(abnormal ? 'raised' : 'ended');
  return events;
}

/** When `step` would do something although nothing new is seen; `null`: never. */
export function alarmDue(settings: AlarmSettings, state: AlarmState): bigint | null {
  const turn = state.turnedNs === null ? null : state.turnedNs + (state.active ? settings.offDelay : settings.onDelay);
  if (turn === null || state.shelvedUntilNs === null) return turn ?? state.shelvedUntilNs;
  return turn < state.shelvedUntilNs ? turn : state.shelvedUntilNs;
}

export function acknowledge(state: AlarmState): AlarmEvent[] {
  if (state.acknowledged) return [];
  state.acknowledged = true;
  return ['acknowledged'];
}

/** Shelves for `span`, at most as long as the settings allow; with 0 ends the shelving at the next step. */
export function shelve(settings: AlarmSettings, state: AlarmState, span: bigint, nowNs: bigint): AlarmEvent[] {
  const most = span < settings.shelving ? span : settings.shelving;
  const was = state.shelvedUntilNs !== null;
  if (most <= 0n) {
    if (was) state.shelvedUntilNs = nowNs;
    return [];
  }
  state.shelvedUntilNs = nowNs + most;
  return was ? [] : ['shelved'];
}

/** An alarm that is active when it comes out of shelf or suppression is told as new. */
function comeBack(state: AlarmState, events: AlarmEvent[]): void {
  if (!state.active || state.suppressed || state.shelvedUntilNs !== null) return;
  state.acknowledged = false;
  events.push('raised');
}

function condition(settings: AlarmSettings, active: boolean, { value, from }: Observation): boolean | null {
  if (value === null) return null;
  if (settings.when === 'state') return value === settings.equals || String(value) === String(settings.equals);
  const number = Number(value);
  const limit = settings.limit ?? 0;
  const back = active ? settings.deadband : 0;
  if (!Number.isFinite(number)) return null;
  if (settings.when === 'high') return active ? number > limit - back : number > limit;
  if (settings.when === 'low') return active ? number < limit + back : number < limit;
  if (from === null) return null;
  return Math.abs(number - from) > limit - back;
}

/** A line of the log. */
export const alarmSentence = (name: string, event: AlarmEvent, value: PlainValue | null): Text => ({
  en: `${name}: ${event} (${String(value)}).`,
  'zh-CN': `${name}：${eventsInChinese[event]}（${String(value)}）。`,
});

const eventsInChinese: Record<AlarmEvent, string> = {
  raised: '触发',
  ended: '恢复',
  acknowledged: '已确认',
  shelved: '已搁置',
  unshelved: '解除搁置',
  suppressed: '已抑制',
  unsuppressed: '解除抑制',
};
