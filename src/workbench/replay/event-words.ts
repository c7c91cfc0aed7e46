/** What was done in a run, as a person reads it. */
import type { Trace } from '#sandbox/host/api.ts';
import type { WorkbenchProps } from '../props.ts';
import { formatValue } from '../rig/value-format.ts';
import { momentText } from '../time/time-words.ts';
import type { Words } from '../words.ts';

type Event = Trace['events'][number];

export interface EventWords {
  at: string;
  /** The control's name, or the fault's. */
  what: string;
  /** `pressed`, `released`, `set to 12.5`, `begins`. */
  did: string;
}

export function eventWords(event: Event, trace: Trace, props: WorkbenchProps, t: Words): EventWords {
  const { signal, value } = event;
  const at = momentText((event.tick * Number(trace.tickNs)) / 1e9);
  if (signal.startsWith('fault.')) {
    const id = signal.slice('fault.'.length);
    return {
      at,
      what: t('event.fault', { name: props.faultNames[id] ?? id }),
      did: t(value === true ? 'event.begins' : 'event.ends'),
    };
  }
  const what = props.signalNames[signal] ?? signal;
  if (typeof value === 'boolean') return { at, what, did: t(value ? 'event.pressed' : 'event.released') };
  const type = trace.signals.find(({ name }) => name === signal)?.type ?? (typeof value === 'number' ? 'REAL' : '');
  return { at, what, did: t('event.set', { value: formatValue(value, type) }) };
}
