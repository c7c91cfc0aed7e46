/** What was done to the rig, and what was checked, as marks on the axis of time. */
import type { Trace } from '#sandbox/host/api.ts';
import type { RigEvent } from '#sandbox/wire/messages.ts';
import type { WorkbenchProps } from '../props.ts';
import { eventWords } from '../replay/event-words.ts';
import { formatValue } from '../rig/value-format.ts';
import type { Words } from '../words.ts';
import type { CheckMark } from './recorder.ts';

export type MarkKind = 'input' | 'forced' | 'program' | 'fault' | 'mended' | 'passed' | 'failed' | 'checking';

export interface Mark {
  tick: number;
  kind: MarkKind;
  /** Who or what it was done to. */
  what: string;
  did: string;
}

const kinds: Record<RigEvent['kind'], MarkKind> = {
  operate: 'input',
  write: 'input',
  force: 'forced',
  unforce: 'forced',
  download: 'program',
  run: 'program',
  stop: 'program',
  restart: 'program',
  reset: 'program',
  'fault-begins': 'fault',
  'fault-ends': 'mended',
  'controller-fault': 'fault',
};

export function marksOf(
  events: readonly RigEvent[],
  checks: readonly CheckMark[],
  props: Pick<WorkbenchProps, 'signalNames' | 'faultNames'>,
  typeOf: (signal: string) => string,
  t: Words,
): Mark[] {
  const marks = events.map((event): Mark => {
    const { tick, kind, subject, value } = event;
    const isFault = kind === 'fault-begins' || kind === 'fault-ends';
    const what = isFault
      ? t('event.fault', { name: props.faultNames[subject] ?? subject })
      : subject === ''
        ? t(kind === 'reset' ? 'trend.mark.rig' : 'trend.mark.all')
        : (props.signalNames[subject] ?? subject);
    return { tick, kind: kinds[kind], what, did: did(kind, value, typeOf(subject), t) };
  });
  const checked = checks.map(({ tick, passed }): Mark => {
    const kind = passed === null ? 'checking' : passed ? 'passed' : 'failed';
    return { tick, kind, what: t('trend.mark.check'), did: t(`trend.mark.check.${kind}`) };
  });
  return [...marks, ...checked].sort((one, other) => one.tick - other.tick);
}

function did(kind: RigEvent['kind'], value: RigEvent['value'], type: string, t: Words): string {
  if (kind === 'operate' && typeof value === 'boolean') return t(value ? 'event.pressed' : 'event.released');
  if ((kind === 'operate' || kind === 'write') && value !== null) return t('event.set', { value: formatValue(value, type) });
  if (kind === 'force' && value !== null) return t('trend.mark.force', { value: formatValue(value, type) });
  if (kind === 'operate' || kind === 'write' || kind === 'force') return t('trend.mark.unforce');
  if (kind === 'fault-begins') return t('event.begins');
  if (kind === 'fault-ends') return t('event.ends');
  return t(`trend.mark.${kind}`);
}

/** What a scenario did, and where it was not met. */
export function marksOfTrace(trace: Trace, props: WorkbenchProps, t: Words): Mark[] {
  const marks = trace.events.map((event): Mark => {
    const { what, did: done } = eventWords(event, trace, props, t);
    const isFault = event.signal.startsWith('fault.');
    return { tick: event.tick, kind: isFault ? (event.value === true ? 'fault' : 'mended') : 'input', what, did: done };
  });
  if (trace.failedAt !== null)
    marks.push({ tick: trace.failedAt, kind: 'failed', what: t('trend.mark.check'), did: t('replay.failed') });
  return marks.sort((one, other) => one.tick - other.tick);
}

/** Spans of ticks in which a signal is forced, by name; open ones last until `now`. */
export function forcedSpans(
  events: readonly RigEvent[],
  forced: ReadonlySet<string>,
  now: number,
): Map<string, { from: number; to: number }[]> {
  const spans = new Map<string, { from: number; to: number }[]>();
  const open = new Map<string, number>();
  const close = (signal: string, tick: number) => {
    const from = open.get(signal);
    if (from === undefined) return;
    open.delete(signal);
    spans.set(signal, [...(spans.get(signal) ?? []), { from, to: tick }]);
  };
  for (const { tick, kind, subject } of events) {
    if (kind === 'force' && !open.has(subject)) open.set(subject, tick);
    else if (kind === 'unforce' && subject !== '') close(subject, tick);
    else if (kind === 'reset' || kind === 'unforce') for (const signal of [...open.keys()]) close(signal, tick);
  }
  // Forced before anything is known of: from the beginning.
  for (const signal of forced) if (!open.has(signal) && !spans.has(signal)) open.set(signal, 0);
  for (const signal of [...open.keys()]) close(signal, now);
  return spans;
}
