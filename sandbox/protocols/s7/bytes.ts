/** Big-endian numbers in bytes. Reading past the end gives zeros: callers check lengths first. */
export const nothing = new Uint8Array(0);

export const u16 = (bytes: Uint8Array, at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);

export const u32 = (bytes: Uint8Array, at: number): number => u16(bytes, at) * 0x10000 + u16(bytes, at + 2);

/** The two bytes of a number from 0 to 65,535. */
export const word = (value: number): [number, number] => [(value >> 8) & 0xff, value & 0xff];

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
