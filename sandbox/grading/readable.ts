/** Times and values as sentences carry them. */
import type { CellType } from '../iec61131/codegen/compiled.ts';
import type { Value } from '../rig/types.ts';

/** `50 ms`, `1.21 s`, `0 s`. */
export function readableTime(ns: bigint): string {
  if (ns === 0n) return '0 s';
  const [scale, unit] = ns >= 1_000_000_000n ? [1_000_000_000n, 's'] : ns >= 1_000_000n ? [1_000_000n, 'ms'] : [1_000n, 'us'];
  const digits = scale.toString().length - 1;
  const fraction = (ns % scale).toString().padStart(digits, '0').replace(/0+$/, '');
  return `${ns / scale}${fraction === '' ? '' : `.${fraction}`} ${unit}`;
}

/** `TRUE`, `12`, `0.3333`, `1.5 s`. */
export function readableValue(value: Value, type: CellType): string {
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'string') return `'${value}'`;
  if (Number.isNaN(value)) return '—';
  if (type === 'TIME' || type === 'LTIME') {
    const ns = BigInt(value);
    return ns < 0n ? `-${readableTime(-ns)}` : readableTime(ns);
  }
  return typeof value === 'number' && !Number.isInteger(value) ? String(Number(value.toPrecision(4))) : String(value);
}

/** For a trace: JSON-safe; a duration in nanoseconds and a 64-bit integer become text. */
export function traceValue(value: Value): boolean | number | string {
  return typeof value === 'bigint' ? String(value) : value;
}
