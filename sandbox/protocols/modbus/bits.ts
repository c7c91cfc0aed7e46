/** Bits and registers among bytes: bits from the least significant upwards (clause 6.1), registers high byte first (clause 4.2). */

export function putWord(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >> 8;
  bytes[at + 1] = value;
}

export const wordAt = (bytes: Uint8Array, at: number): number => (bytes[at]! << 8) | bytes[at + 1]!;

export function putWords(bytes: Uint8Array, at: number, words: readonly number[]): void {
  for (let index = 0; index < words.length; index += 1) putWord(bytes, at + 2 * index, words[index]!);
}

export function wordsAt(bytes: Uint8Array, at: number, count: number): number[] {
  const words: number[] = [];
  for (let index = 0; index < count; index += 1) words.push(wordAt(bytes, at + 2 * index));
  return words;
}

export const bytesOfBits = (count: number): number => (count + 7) >> 3;

export function putBits(bytes: Uint8Array, at: number, bits: readonly boolean[]): void {
  for (let index = 0; index < bits.length; index += 1) if (bits[index]) bytes[at + (index >> 3)]! |= 1 << (index & 7);
}

export function bitsAt(bytes: Uint8Array, at: number, count: number): boolean[] {
  const bits: boolean[] = [];
  for (let index = 0; index < count; index += 1) bits.push(((bytes[at + (index >> 3)]! >> (index & 7)) & 1) === 1);
  return bits;
}
