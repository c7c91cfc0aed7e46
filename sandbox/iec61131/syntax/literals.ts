/** The values of literals. IEC 61131-3, 6.3, Tables 5 to 8. */

/** `16#FF`, `2#1010_1010`, `1_000` → its value, or `null` when malformed. */
export function integerValue(text: string): bigint | null {
  let digits = text;
  let sign = 1n;
  if (digits.startsWith('-') || digits.startsWith('+')) {
    if (digits.startsWith('-')) sign = -1n;
    digits = digits.slice(1);
  }
  if (digits.endsWith('_') || digits.includes('__')) return null;
  digits = digits.replaceAll('_', '');
  const mark = digits.indexOf('#');
  if (mark === -1) return /^\d+$/.test(digits) ? sign * BigInt(digits) : null;
  const body = digits.slice(mark + 1);
  switch (digits.slice(0, mark)) {
    case '2':
      return /^[01]+$/.test(body) ? sign * BigInt(`0b${body}`) : null;
    case '8':
      return /^[0-7]+$/.test(body) ? sign * BigInt(`0o${body}`) : null;
    case '16':
      return /^[0-9a-fA-F]+$/.test(body) ? sign * BigInt(`0x${body}`) : null;
    default:
      return null;
  }
}

/** `1.5`, `1_000.0E-3` → its value, or `null` when malformed. */
export function realValue(text: string): number | null {
  if (!/^[+-]?\d(_?\d)*(\.\d(_?\d)*)?([eE][+-]?\d+)?$/.test(text)) return null;
  const value = Number(text.replaceAll('_', ''));
  return Number.isFinite(value) ? value : null;
}

const unitNanoseconds: Readonly<Record<string, bigint>> = {
  d: 86_400_000_000_000n,
  h: 3_600_000_000_000n,
  m: 60_000_000_000n,
  s: 1_000_000_000n,
  ms: 1_000_000n,
  us: 1_000n,
  ns: 1n,
};
const unitOrder = ['d', 'h', 'm', 's', 'ms', 'us', 'ns'];

/**
 * The part after `T#`, e.g. `-1h2m_3.5s` → nanoseconds, or `null` when malformed or beyond 64 bits. Units go from large to small,
 * each once, and only the last part may have a fraction; the first may exceed its natural limit (`T#90m`). Table 8.
 */
export function durationValue(body: string): bigint | null {
  let rest = body.toLowerCase();
  let sign = 1n;
  if (rest.startsWith('-') || rest.startsWith('+')) {
    if (rest.startsWith('-')) sign = -1n;
    rest = rest.slice(1);
  }
  if (rest === '' || rest.length > 200) return null;
  const part = /(\d[\d_]*)(?:\.(\d[\d_]*))?(ms|us|ns|d|h|m|s)_?/y;
  let total = 0n;
  let lastUnit = -1;
  let fractionSeen = false;
  while (part.lastIndex < rest.length) {
    const match = part.exec(rest);
    if (match === null || fractionSeen) return null;
    const [, whole, fraction, unit] = match;
    const order = unitOrder.indexOf(unit!);
    if (order <= lastUnit) return null;
    lastUnit = order;
    const scale = unitNanoseconds[unit!]!;
    total += BigInt(whole!.replaceAll('_', '')) * scale;
    if (fraction !== undefined) {
      const digits = fraction.replaceAll('_', '');
      total += (BigInt(digits) * scale) / 10n ** BigInt(digits.length);
      fractionSeen = true;
    }
  }
  total *= sign;
  return total >= -(2n ** 63n) && total < 2n ** 63n ? total : null;
}
