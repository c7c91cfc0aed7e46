/** What a keyframe holds besides memory, and whether this engine may read it (law 3). */
import { z } from 'zod';
import type { SavedController } from '../controller/controller.ts';
import type { Refusal } from '../controller/region.ts';
import type { Lab } from '../lab/lab.ts';
import type { SavedFault } from './faults/fault-engine.ts';
import type { BenchRecord } from './troubleshooting.ts';
import type { Keyframe } from './types.ts';

/** Raised whenever a saved rig could no longer be read, or the same inputs give another trace. */
export const engine = 'millwright-2';

const literal = z.union([z.boolean(), z.number(), z.string()]);
const files = z.array(z.object({ name: z.string(), text: z.string() }));
const faultKinds = [
  'assertion',
  'fuel',
  'index',
  'position',
  'division',
  'range',
  'conversion',
  'null',
  'recursion',
  'internal',
] as const;
const faultPlace = {
  tick: z.number(),
  file: z.string(),
  line: z.number(),
  column: z.number(),
  message: z.object({ en: z.string(), 'zh-CN': z.string() }),
};
const fault = z.object({ kind: z.enum(faultKinds), ...faultPlace }).nullable();
const plantFault = z.object({ kind: z.enum([...faultKinds, 'diverged']), ...faultPlace }).nullable();

const controller: z.ZodType<SavedController> = z.object({
  programHash: z.string(),
  mode: z.enum(['run', 'stop', 'fault']),
  fault,
  scans: z.number(),
  forces: z.array(z.object({ path: z.string(), value: literal })),
});

const savedFault: z.ZodType<SavedFault> = z.object({
  id: z.string(),
  since: z.string().nullable(),
  spent: z.boolean(),
  heldSince: z.string().nullable(),
  effects: z.array(
    z.union([
      z.object({
        since: z.string(),
        held: literal.nullable(),
        underway: z.array(z.object({ at: z.string(), value: literal })),
        out: z.boolean(),
        until: z.string(),
        random: z.tuple([z.number(), z.number(), z.number(), z.number()]),
      }),
      z.object({ before: z.record(z.string(), literal) }),
      z.null(),
    ]),
  ),
});

const readings = z.record(z.string(), literal);
const bench: z.ZodType<BenchRecord> = z.object({
  made: z.array(z.object({ test: z.string(), at: z.string(), readings })),
  pending: z.object({ test: z.string(), at: z.string(), until: z.string(), before: readings }).nullable(),
  diagnosis: z.string().nullable(),
});

const rigRecord = z.object({
  timeNs: z.string().regex(/^\d+$/),
  hash: z.tuple([z.number(), z.number()]),
  faults: z.array(savedFault),
  bench: bench.nullable(),
  /** The network's own record (network/rig-network.ts reads it); `null` in a lab without one. */
  network: z.unknown().default(null),
  /** `null` in a lab that asks nothing. */
  answers: files.nullable().default(null),
  plant: z.object({ programHash: z.string(), fault: plantFault, steps: z.number() }),
  controllers: z.record(z.string(), z.object({ files, programmed: z.boolean(), controller })),
});

export type RigRecord = z.output<typeof rigRecord>;

export function readKeyframe(lab: Lab, keyframe: Keyframe): { ok: true; record: RigRecord } | ({ ok: false } & Refusal) {
  if (keyframe.engine !== engine) return { ok: false, ...otherEngine(keyframe.engine) };
  if (keyframe.labHash !== lab.hash) return { ok: false, ...otherLab };
  const parsed = rigRecord.safeParse(keyframe.state);
  return parsed.success ? { ok: true, record: parsed.data } : { ok: false, ...damaged(z.prettifyError(parsed.error)) };
}

const otherEngine = (saved: string): Refusal => ({
  code: 'keyframe-engine',
  message: {
    en: `The rig was saved by the engine ${saved}, and this is ${engine}. Build it anew from the saved programs; values start afresh.`,
    'zh-CN': `实训台由引擎 ${saved} 保存，而当前引擎是 ${engine}。请用保存的程序重新建立；各值从头开始。`,
  },
});

const otherLab: Refusal = {
  code: 'keyframe-lab',
  message: {
    en: 'The lab was changed since the rig was saved. Build the rig anew from the saved programs; values start afresh.',
    'zh-CN': '实训台保存之后，实验已被修改。请用保存的程序重新建立实训台；各值从头开始。',
  },
};

const damaged = (detail: string): Refusal => ({
  code: 'keyframe-damaged',
  message: {
    en: `The saved state of the rig cannot be read (${detail}). Build the rig anew from the saved programs.`,
    'zh-CN': `实训台保存的状态无法读取（${detail}）。请用保存的程序重新建立实训台。`,
  },
});
