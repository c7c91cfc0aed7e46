/** Which signals can be drawn, how, and as which numbers. */
import type { FrameValue } from '#sandbox/wire/frame.ts';
import { formatReal } from '../rig/value-format.ts';

const integers = new Set(['SINT', 'INT', 'DINT', 'LINT', 'USINT', 'UINT', 'UDINT', 'ULINT', 'BYTE', 'WORD', 'DWORD', 'LWORD']);
const reals = new Set(['REAL', 'LREAL']);
const durations = new Set(['TIME', 'LTIME']);

/** A lane of a logic analyser, or a curve on the axis of its kind; `null`: a text or a date, not drawn. */
export type Kind = 'digital' | 'integer' | 'real' | 'time';

export function kindOf(type: string): Kind | null {
  if (type === 'BOOL') return 'digital';
  if (integers.has(type)) return 'integer';
  if (reals.has(type)) return 'real';
  return durations.has(type) ? 'time' : null;
}

/** BOOL as 0 and 1, durations in seconds. `null` for what is no number. */
export function plotted(value: FrameValue, type: string): number | null {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'string') return null;
  return durations.has(type) ? Number(value) / 1e9 : Number(value);
}

/** A plotted number as the rest of the workbench writes such a value; with its unit, if one is given. */
export function plottedText(value: number | null, type: string, unit = ''): string {
  if (value !== null && unit !== '') return `${plottedText(value, type)} ${unit}`;
  if (value === null) return '–';
  if (type === 'BOOL') return value >= 0.5 ? 'TRUE' : 'FALSE';
  if (durations.has(type)) return `${trimmed(value)} s`;
  if (reals.has(type)) return formatReal(value);
  return Number.isInteger(value) ? String(value) : formatReal(value);
}

/** What stands behind the name in a table's head: the unit where there is one, else the type. */
export function unitOrType(type: string, unit: string): string {
  return durations.has(type) ? 's' : unit || type;
}

/** At most six decimals. */
export function trimmed(value: number): string {
  return String(Number(value.toFixed(6)));
}
