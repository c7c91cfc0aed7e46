/** How an S7 device may fail its clients, for labs to set. */
import { z } from 'zod';
import type { S7Memory } from './memory.ts';

export const misbehaviourSchema = z
  .strictObject({
    swapBytes: z.boolean().describe('The two bytes of every word that is read change places.'),
    swapWords: z.boolean().describe('Neighbouring words change places in pairs, from the first one read on.'),
    byteOffset: z.int().min(-100).max(100).describe('Reads are answered from so many bytes further on.'),
    delayNs: z
      .string()
      .regex(/^\d{1,18}$/)
      .describe('Answers come so many nanoseconds later.'),
    dropEvery: z.int().min(1).describe('Every n-th answer is never sent; 1: none is.'),
  })
  .partial();

/** Everything unset: the device behaves. */
export type Misbehaviour = z.output<typeof misbehaviourSchema>;

/** The memory as such a device shows it; `ails` is asked at every read. */
export function misread(memory: S7Memory, ails: () => Misbehaviour): S7Memory {
  return {
    read: (area, db, byte, length) => {
      const { swapBytes, swapWords, byteOffset = 0 } = ails();
      const read = memory.read(area, db, Math.max(0, byte + byteOffset), length);
      if ('code' in read || !(swapBytes || swapWords)) return read;
      const turn = (swapBytes ? 1 : 0) ^ (swapWords ? 2 : 0);
      return read.map((own, at) => read[at ^ turn] ?? own);
    },
    write: (area, db, byte, bytes) => memory.write(area, db, byte, bytes),
    writeBit: (area, db, byte, bit, value) => memory.writeBit(area, db, byte, bit, value),
  };
}
