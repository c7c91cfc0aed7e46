/** A sample of a trace as the signal store has it: 64-bit numbers travel as text. */
import type { Trace } from '#sandbox/host/api.ts';
import type { SignalValue } from '../rig/signal-store.ts';

type TraceValue = Trace['signals'][number]['samples'][number]['value'];

export function valueOfSample(value: TraceValue): SignalValue {
  return typeof value === 'string' && /^-?\d+$/.test(value) ? BigInt(value) : value;
}
