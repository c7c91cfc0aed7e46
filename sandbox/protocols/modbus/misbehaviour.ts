/** How a device may fail its clients: what real gateways and converters have been seen to do, for labs to set. */
import { z } from 'zod';
import { encodeAnswer, isException } from './answers.ts';
import type { Answer, Exception } from './messages.ts';

export const misbehaviourSchema = z
  .strictObject({
    swapBytes: z.boolean().describe('The two bytes of every register that is read change places.'),
    swapWords: z.boolean().describe('Neighbouring registers change places in pairs, from the first one read on.'),
    wrongUnit: z.int().min(0).max(255).describe('Answers carry this unit id, whichever was asked.'),
    wrongTransaction: z.boolean().describe('Answers carry the transaction id after the right one.'),
    delayNs: z
      .string()
      .regex(/^\d{1,18}$/)
      .describe('Answers come so many nanoseconds later.'),
    dropEvery: z.int().min(1).describe('Every n-th answer is never sent; 1: none is.'),
    staleAfterError: z
      .boolean()
      .describe('After an exception, the next answer is the last good one once more, with the right transaction id.'),
    registerOffset: z.int().min(-100).max(100).describe('Reads are answered from so many addresses further on: 1 is off by one.'),
  })
  .partial();

/** Everything unset: the device behaves. */
export type Misbehaviour = z.output<typeof misbehaviourSchema>;

/** The PDU of an answer as such a device sends it. */
export function encodeMisbehaving(answer: Answer | Exception, { swapBytes, swapWords }: Misbehaviour): Uint8Array {
  if (isException(answer) || !('registers' in answer) || !(swapBytes || swapWords)) return encodeAnswer(answer);
  let { registers } = answer;
  if (swapWords) registers = registers.map((register, index) => registers[index ^ 1] ?? register);
  if (swapBytes) registers = registers.map((register) => (register >> 8) | ((register & 0xff) << 8));
  return encodeAnswer({ ...answer, registers });
}
