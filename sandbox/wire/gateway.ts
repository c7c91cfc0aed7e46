/** The edge gateway as its pane shows it, and what is wrong with its file. */
import * as z from 'zod/mini';

const localized = z.object({ en: z.string(), 'zh-CN': z.string() });
const plain = z.union([z.boolean(), z.number(), z.string()]);

/** Where a mistake stands in gateway.yaml; both figures count from 1. */
export const problem = z.object({
  line: z.number(),
  column: z.number(),
  severity: z.enum(['error', 'warning']),
  message: localized,
});
export type GatewayProblem = z.output<typeof problem>;

const link = z.enum(['idle', 'connecting', 'connected', 'waiting']);

export const gatewayReport = z.object({
  /** `null` where the file could not be taken from the beginning: nothing runs. */
  status: z.nullable(
    z.object({
      time: z.string(),
      connections: z.array(
        z.object({
          name: z.string(),
          protocol: z.string(),
          host: z.string(),
          port: z.number(),
          link,
          tags: z.number(),
          bad: z.number(),
          requests: z.number(),
          timeouts: z.number(),
          reconnects: z.number(),
        }),
      ),
      northbound: z.nullable(z.object({ host: z.string(), port: z.number(), link, connections: z.number() })),
      store: z.object({
        waiting: z.number(),
        memory: z.number(),
        disk: z.number(),
        diskBytes: z.number(),
        diskLimit: z.number(),
        dropped: z.number(),
        acknowledged: z.number(),
        nextSequence: z.number(),
      }),
      tags: z.object({ total: z.number(), good: z.number(), uncertain: z.number(), bad: z.number() }),
      alarms: z.object({ active: z.number(), unacknowledged: z.number() }),
      reloads: z.number(),
    }),
  ),
  tags: z.array(
    z.object({
      name: z.string(),
      connection: z.string(),
      address: z.string(),
      value: z.nullable(plain),
      state: z.optional(z.string()),
      unit: z.optional(z.string()),
      quality: z.string(),
      reason: z.optional(localized),
      detail: z.optional(z.string()),
      timestamp: z.string(),
      lastGood: z.optional(z.object({ value: plain, timestamp: z.string() })),
      writable: z.boolean(),
    }),
  ),
  alarms: z.array(
    z.object({
      name: z.string(),
      tag: z.string(),
      state: z.string(),
      active: z.boolean(),
      priority: z.string(),
      message: z.optional(z.string()),
      since: z.nullable(z.string()),
      shelvedUntil: z.nullable(z.string()),
    }),
  ),
  /** Lines since the last report to this viewer; `fresh`: all that there are. */
  logs: z.array(
    z.object({
      number: z.number(),
      time: z.string(),
      level: z.string(),
      about: z.string(),
      message: localized,
      times: z.number(),
    }),
  ),
  fresh: z.boolean(),
  /** Of the file that was refused last; empty when the running one is the last. */
  problems: z.array(problem),
});
export type GatewayReport = z.output<typeof gatewayReport>;

const change = z.object({
  /** How many stay as they were; the others by name. */
  kept: z.number(),
  added: z.array(z.string()),
  changed: z.array(z.string()),
  removed: z.array(z.string()),
});

/** What another gateway.yaml changed when it was taken; what it did not change went on without a pause. */
export const gatewayChanges = z.object({
  connections: change,
  groups: change,
  tags: change,
  alarms: change,
  northbound: z.boolean(),
  namespace: z.boolean(),
  store: z.boolean(),
});
export type GatewayChanges = z.output<typeof gatewayChanges>;
