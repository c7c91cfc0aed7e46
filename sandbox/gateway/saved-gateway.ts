/** A gateway's state as it is written down and checked when it comes back. */
import { z } from 'zod';
import { alarmDeskSchema } from './alarm-desk.ts';
import { simulatedDiskSchema } from './disk.ts';
import { httpServerSchema } from './http-server.ts';
import { logSchema } from './logs.ts';
import { northSchema } from './north.ts';
import { ns } from './saved.ts';
import { plainValue } from './schema-words.ts';
import { southSchema } from './south.ts';
import { switchboardSchema } from './switchboard.ts';
import { tagTableSchema } from './tag-table.ts';
import { watchSchema } from './watch.ts';
import { writeOutcomes, writesSchema } from './writes.ts';

export const savedGatewaySchema = z.strictObject({
  text: z.string(),
  nowNs: ns,
  epochNs: ns,
  seed: z.number(),
  tags: tagTableSchema,
  alarms: alarmDeskSchema,
  south: southSchema,
  north: northSchema,
  writes: writesSchema,
  http: httpServerSchema,
  switchboard: switchboardSchema,
  watch: watchSchema,
  log: logSchema,
  disk: simulatedDiskSchema.nullable(),
  reloads: z.int(),
  ownerResults: z.array(
    z.strictObject({
      id: z.int(),
      result: z.strictObject({
        tag: z.string(),
        value: plainValue,
        outcome: z.enum(writeOutcomes),
        message: z.strictObject({ en: z.string(), 'zh-CN': z.string() }),
      }),
    }),
  ),
});

export type SavedGateway = z.output<typeof savedGatewaySchema>;
