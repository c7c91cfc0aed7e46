/** What a device of a lab writes as JSON, and reads from it. */
import type { Value } from '../../types.ts';

export interface Shown {
  type: string;
  value: Value;
}

/** A value as JSON text: numbers with so many decimals, 64 bits in all their digits, times in milliseconds; `null` for what is no number. */
export function jsonOf(shown: Shown | null, decimals: number): string {
  if (!shown) return 'null';
  const { type, value } = shown;
  if (typeof value === 'bigint') return type === 'TIME' || type === 'LTIME' ? String(Number(value) / 1e6) : String(value);
  if (typeof value !== 'number') return JSON.stringify(value);
  // Adding 0 turns -0 into 0.
  return Number.isFinite(value) ? String(Number(value.toFixed(decimals)) + 0) : 'null';
}

/** The value at a pointer (RFC 6901) of a payload; text that is no JSON is a value itself. `null`: no such value. */
export function valueAt(payload: Uint8Array, pointer: string): boolean | number | string | null {
  const text = new TextDecoder().decode(payload);
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    return pointer === '' ? text : null;
  }
  for (const part of pointer === '' ? [] : pointer.slice(1).split('/')) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return null;
    found = Reflect.get(found, key);
  }
  return typeof found === 'boolean' || typeof found === 'number' || typeof found === 'string' ? found : null;
}
