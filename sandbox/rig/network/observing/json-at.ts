/** What stands at a JSON pointer (RFC 6901) of a message, and what of it is a number, a text, a yes or no. Never throws. */

const decoder = new TextDecoder();

/** The whole payload as text where the pointer is empty and it is no JSON; `undefined`: there is nothing. */
export function valueAt(payload: Uint8Array, pointer: string): unknown {
  const text = decoder.decode(payload);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return pointer === '' ? text : undefined;
  }
  for (const step of pointer.split('/').slice(1)) {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

/** Not a number where it is none: no comparison with it holds. */
export const asNumber = (value: unknown): number =>
  typeof value === 'number' ? value : typeof value === 'boolean' ? Number(value) : Number.NaN;

export const asText = (value: unknown): string =>
  value === undefined || value === null ? '' : typeof value === 'string' ? value : (JSON.stringify(value) ?? '');

export const asBool = (value: unknown): boolean => value === true || value === 1 || value === 'true';
