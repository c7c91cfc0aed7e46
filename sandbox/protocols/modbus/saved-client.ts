/** What a saved client remembers. */
import { z } from 'zod';
import { base64, connectionId, time } from '../saved.ts';
import { maxFrameBytes } from './mbap.ts';
import { limits, type Request } from './messages.ts';

const word = z.int().min(0).max(0xffff);
const at = { address: word };

const savedRequest: z.ZodType<Request> = z.union([
  z.object({ code: z.literal([1, 2, 3, 4]), ...at, quantity: word }),
  z.object({ code: z.literal(5), ...at, value: z.boolean() }),
  z.object({ code: z.literal(6), ...at, value: word }),
  z.object({ code: z.literal(15), ...at, bits: z.array(z.boolean()).min(1).max(limits.writeBits) }),
  z.object({ code: z.literal(16), ...at, registers: z.array(word).min(1).max(limits.writeRegisters) }),
  z.object({ code: z.literal(22), ...at, and: word, or: word }),
  z.object({
    code: z.literal(23),
    ...at,
    quantity: word,
    writeAddress: word,
    registers: z.array(word).min(1).max(limits.writeWithRead),
  }),
  z.object({ code: z.literal(43), access: z.literal([1, 2, 3, 4]), object: z.int().min(0).max(255) }),
]);

const savedJob = z.object({
  id: z.int(),
  unit: z.int().min(0).max(255),
  request: savedRequest,
  sent: z.int().min(0),
  since: time,
});
export const savedClient = z.object({
  link: z.enum(['closed', 'connecting', 'open']),
  connection: connectionId,
  rest: base64(maxFrameBytes),
  since: time,
  notBefore: time,
  pauseNs: time,
  lastFailure: z.enum(['refused', 'timeout', 'unreachable', 'unknown-host', 'reset']),
  waiting: z.array(savedJob).max(65_536),
  underWay: z.array(savedJob.extend({ transaction: z.int().min(0).max(0xffff) })).max(1024),
  nextId: z.int(),
  nextTransaction: z.int().min(0).max(0xffff),
  timeouts: z.int().min(0),
  late: z.int().min(0),
});
