/**
 * The messages between a browser and the lab host that owns its rig: one schema, both ends import it. Text frames carry JSON,
 * one message each; values that change travel in binary frames (see frame.ts).
 * Written in Zod's small form (`zod/mini`): the page ships it, and the whole of Zod is three times that.
 */
import * as z from 'zod/mini';
import { gatewayChanges, gatewayReport, problem } from './gateway.ts';
import { capturedFrames, networkReport } from './network.ts';

/** Close codes of ours (RFC 6455 leaves 4000-4999 to applications). */
export const closeCodes = {
  malformed: 4400,
  unauthorised: 4401,
  tooBig: 4413,
  tooFrequent: 4429,
  rigGone: 4410,
  restarting: 4503,
} as const;

export const limits = {
  messageBytes: 1_000_000,
  sourceBytes: 512_000,
  messagesPerSecond: 200,
  burst: 400,
  /** Signals that one viewer may have recorded tick by tick. */
  recordedSignals: 32,
} as const;

const name = z.string().check(z.minLength(1), z.maxLength(300));
const id = z.int().check(z.minimum(0));
/** BOOL, number, or a literal as people write it: "T#2s", "800ms", "16#FF". */
const value = z.union([z.boolean(), z.number(), z.string().check(z.maxLength(100))]);
/** Columns or rows of a terminal. */
const size = z.int().check(z.minimum(2), z.maximum(500));
const sourceFile = z.strictObject({
  name: z.string().check(z.minLength(1), z.maxLength(200)),
  text: z.string().check(z.maxLength(limits.sourceBytes)),
});

const localizedText = z.object({ en: z.string(), 'zh-CN': z.string() });
const sourceRange = z.object({
  file: z.string(),
  start: z.number(),
  end: z.number(),
  line: z.number(),
  column: z.number(),
  endLine: z.number(),
  endColumn: z.number(),
});
const diagnostic = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'info', 'hint']),
  range: sourceRange,
  message: localizedText,
  edits: z.optional(z.array(z.object({ title: localizedText, range: sourceRange, text: z.string() }))),
});

export const timeActions = [
  'pause',
  'resume',
  'step',
  'wake',
  'speed',
  'rewind',
  'live',
  'fork',
  'restore',
  'scan',
  'scan-back',
  'into',
  'over',
  'out',
  'back',
] as const;

/** Browser to rig. Every request carries an id; its answer is `ack` or `refused` with the same id. */
export const clientMessage = z.discriminatedUnion('type', [
  /** Which signals to stream, by name; replaces the last list. */
  z.strictObject({ type: z.literal('watch'), id, signals: z.array(name).check(z.maxLength(2_000)) }),
  /**
   * Which signals to record tick by tick, by name; replaces the last list. Samples travel in recording frames (recording.ts), from the
   * next tick on; of a short pulse between two frames nothing is lost.
   */
  z.strictObject({ type: z.literal('record'), id, signals: z.array(name).check(z.maxLength(limits.recordedSignals)) }),
  /**
   * What these signals were from `fromTick` to `toTick`, as far back as the rig's past is kept: recording frames and `events`, then `ack`.
   * The past is computed again from keyframes and inputs, a slice at a time. One at a time: a newer one takes its place
   * (`recallReplaced`), and a reset, `fork` or `restore` ends it (`recallGone`).
   */
  z.strictObject({
    type: z.literal('recall'),
    id,
    signals: z.array(name).check(z.maxLength(limits.recordedSignals)),
    fromTick: z.int().check(z.minimum(0)),
    toTick: z.int().check(z.minimum(0)),
  }),
  /** Of which controller the lines carried out in its last scan are told (`coverage`); `null`: of none. */
  z.strictObject({ type: z.literal('cover'), id, controller: z.nullable(name) }),
  z.strictObject({ type: z.literal('operate'), id, signal: name, value }),
  z.strictObject({ type: z.literal('write'), id, signal: name, value }),
  z.strictObject({ type: z.literal('force'), id, signal: name, value }),
  z.strictObject({ type: z.literal('unforce'), id, signal: name }),
  z.strictObject({ type: z.literal('unforce-all'), id }),
  z.strictObject({
    type: z.literal('download'),
    id,
    controller: name,
    files: z.array(sourceFile).check(z.minLength(1), z.maxLength(50)),
    mode: z.enum(['online', 'restart']),
  }),
  z.strictObject({ type: z.literal('controller'), id, controller: name, do: z.enum(['run', 'stop', 'restart']) }),
  /**
   * Logical time itself: pause, go on, advance single ticks, wake a sleeping rig. `speed` sets how fast (`value`, 0.1 to 10). `rewind`
   * shows the past before `tick`; `live` shows what is; `fork` goes on from the past that is shown; `restore` brings the abandoned future
   * `branch` back. `scan` and `scan-back` move by one scan of `controller`, `into`, `over`, `out` and `back` by one statement of it.
   */
  z.strictObject({
    type: z.literal('time'),
    id,
    do: z.enum(timeActions),
    value: z.optional(z.number().check(z.minimum(0.1), z.maximum(10))),
    tick: z.optional(z.int().check(z.minimum(0))),
    branch: z.optional(z.int().check(z.minimum(1))),
    controller: z.optional(name),
  }),
  /** Goes on to the next breakpoint of a controller: lines by file. Time is paused then. */
  z.strictObject({
    type: z.literal('run-to'),
    id,
    controller: name,
    lines: z.record(z.string().check(z.maxLength(200)), z.array(z.int().check(z.minimum(1))).check(z.maxLength(200))),
  }),
  /** A test of a troubleshooting lab, and the diagnosis. */
  z.strictObject({ type: z.literal('test'), id, test: name }),
  z.strictObject({ type: z.literal('diagnose'), id, fault: name }),
  /** A fault that the lab shows is begun or ended; hidden ones are not the trainee's to touch. */
  z.strictObject({ type: z.literal('fault'), id, fault: name, active: z.boolean() }),
  z.strictObject({ type: z.literal('reset'), id, keepPrograms: z.boolean() }),
  /** Whether this viewer looks at the network (`network`, about once a second) and at the gateway (`gateway`). */
  z.strictObject({ type: z.literal('look'), id, network: z.boolean(), gateway: z.boolean() }),
  /** Frames at one end of a link are sent from now on (`frames`), for every viewer of the rig; `null`: no more. Another link starts anew. */
  z.strictObject({ type: z.literal('capture'), id, link: z.nullable(name), at: z.optional(name) }),
  /** What was captured and is still kept, as a file of pcapng (`capture-file`). */
  z.strictObject({ type: z.literal('capture-file'), id }),
  /** Whether this text would do as gateway.yaml (`gateway-problems`); nothing changes. It is taken by `download` to `gateway`. */
  z.strictObject({ type: z.literal('gateway-check'), id, text: z.string().check(z.maxLength(limits.sourceBytes)) }),
  z.strictObject({ type: z.literal('gateway-write'), id, tag: name, value }),
  z.strictObject({ type: z.literal('gateway-acknowledge'), id, alarm: name }),
  z.strictObject({
    type: z.literal('gateway-shelve'),
    id,
    alarm: name,
    minutes: z.number().check(z.minimum(0), z.maximum(10_000)),
  }),
  /** The one terminal of the rig: shown from now on (`terminal`), beginning with what stands on it. Its shell speaks `locale` from now on. */
  z.strictObject({ type: z.literal('terminal-open'), id, columns: size, rows: size, locale: z.enum(['en', 'zh-CN']) }),
  z.strictObject({ type: z.literal('terminal-input'), id, text: z.string().check(z.maxLength(10_000)) }),
  z.strictObject({ type: z.literal('terminal-resize'), id, columns: size, rows: size }),
  /** A tool of the trainee's own machine connects to a device (`outside`); streams are numbered by the client and not used twice. */
  z.strictObject({ type: z.literal('outside-open'), id, stream: id, device: name }),
  z.strictObject({ type: z.literal('outside-bytes'), id, stream: id, bytes: z.string().check(z.maxLength(100_000)) }),
  z.strictObject({ type: z.literal('outside-close'), id, stream: id }),
  z.strictObject({ type: z.literal('ping'), id }),
]);
export type ClientMessage = z.output<typeof clientMessage>;

const signalInfo = z.object({
  id: z.number(),
  name: z.string(),
  type: z.string(),
  kind: z.enum(['plant-input', 'plant-output', 'plant-local', 'input-terminal', 'output-terminal', 'program', 'flow']),
  address: z.nullable(z.string()),
  operable: z.boolean(),
  forceable: z.boolean(),
  writable: z.boolean(),
});

const fault = z.object({
  kind: z.string(),
  tick: z.number(),
  file: z.string(),
  line: z.number(),
  column: z.number(),
  message: localizedText,
});
const controllerState = z.object({
  mode: z.enum(['run', 'stop', 'fault']),
  fault: z.nullable(fault),
  programHash: z.nullable(z.string()),
  scans: z.number(),
});

/** Starting a rig shows named steps. */
const startStep = z.object({
  name: z.enum(['load-lab', 'restore', 'compile', 'replay', 'run']),
  status: z.enum(['idle', 'running', 'done', 'failed', 'skipped']),
});

const statement = z.object({
  controller: z.string(),
  /** Before a statement; or the scan has come to its end, or to a fault. */
  kind: z.enum(['paused', 'finished', 'fault']),
  /** Counted from 1 within the scan. */
  number: z.number(),
  /** The innermost call first; its range is the statement that comes next. */
  stack: z.array(z.object({ pou: z.string(), range: sourceRange })),
});

const timeState = z.object({
  /** Logical seconds a second. */
  speed: z.number(),
  /** What is shown is not what is. */
  past: z.boolean(),
  headTick: z.number(),
  /** The earliest tick that can be shown. */
  earliestTick: z.number(),
  /** Futures that were abandoned and can be brought back. */
  branches: z.array(z.object({ id: z.number(), fromTick: z.number(), toTick: z.number() })),
  statement: z.nullable(statement),
});

const bench = z.object({
  made: z.array(z.object({ test: z.string(), at: z.string(), readings: z.record(z.string(), value) })),
  /** The test under way. */
  pending: z.nullable(z.string()),
  diagnosis: z.nullable(z.string()),
});

const rigState = z.object({
  phase: z.enum(['starting', 'running', 'paused', 'asleep', 'failed']),
  steps: z.array(startStep),
  /** Why, when failed. */
  failure: z.nullable(localizedText),
  controllers: z.record(z.string(), controllerState),
  traceHash: z.string(),
  time: timeState,
  /** Of a troubleshooting lab. */
  bench: z.nullable(bench),
  /** Faults that stand and that the lab shows. */
  faults: z.array(z.string()),
});

/** Something that a person or the rig did, at the tick of the first sample that shows it: one after that in which it acted. */
const rigEvent = z.object({
  tick: z.number(),
  kind: z.enum([
    'operate',
    'write',
    'force',
    'unforce',
    'download',
    'run',
    'stop',
    'restart',
    'reset',
    'fault-begins',
    'fault-ends',
    'controller-fault',
  ]),
  /** The signal, controller or (shown) fault it was done to; empty for a reset or `unforce` of all. */
  subject: z.string(),
  value: z.nullable(value),
});

/** Rig to browser. */
export const serverMessage = z.discriminatedUnion('type', [
  /** When the rig runs after attaching, and again after a reset; until then come `company`, and `state` with the steps of the start. */
  z.object({
    type: z.literal('welcome'),
    rig: z.string(),
    lab: z.string(),
    labHash: z.string(),
    tickNs: z.string(),
    tick: z.number(),
    state: rigState,
    signals: z.array(signalInfo),
    /** Forced signals and their values. */
    forces: z.array(z.object({ signal: z.string(), value })),
    /** What may be connected to from outside: the server of each device. */
    devices: z.array(z.object({ device: z.string(), protocol: z.string(), host: z.string(), port: z.number() })),
    /** What each controller runs now: the editor compares. The gateway's file and the answers are among them, as `gateway` and `answers`. */
    programs: z.record(z.string(), z.array(sourceFile)),
  }),
  z.object({ type: z.literal('state'), tick: z.number(), state: rigState }),
  /**
   * Who else is at this rig besides its owner: at first, and whenever that changes or the academy has news of who helps whom. `keyboard`:
   * they may do what the owner may. `you`: this viewer is one of theirs.
   */
  z.object({
    type: z.literal('company'),
    observers: z.array(z.object({ name: z.string(), keyboard: z.boolean(), you: z.boolean() })),
  }),
  /** While somebody watches: what the academy holds of this rig's files or steps is another than before. */
  z.object({ type: z.literal('texts') }),
  z.object({ type: z.literal('signals'), signals: z.array(signalInfo) }),
  z.object({ type: z.literal('forces'), forces: z.array(z.object({ signal: z.string(), value })) }),
  z.object({ type: z.literal('programs'), programs: z.record(z.string(), z.array(sourceFile)) }),
  /** The request was journalled and took effect at `tick`. */
  z.object({ type: z.literal('ack'), id, tick: z.number() }),
  z.object({
    type: z.literal('downloaded'),
    id,
    tick: z.number(),
    ok: z.boolean(),
    controller: z.string(),
    diagnostics: z.array(diagnostic),
    kept: z.array(z.string()),
    initialised: z.array(z.string()),
    programHash: z.nullable(z.string()),
    /** Of a download to `gateway` that was taken. */
    changes: z.optional(gatewayChanges),
  }),
  /** The lines carried out in the last scan of a covered controller, by file; sent when they changed, at the cadence of frames. */
  z.object({
    type: z.literal('coverage'),
    controller: z.string(),
    tick: z.number(),
    lines: z.record(z.string(), z.array(z.int().check(z.minimum(1)))),
  }),
  /** To viewers that record, as things happen; and to who recalls, those of that past. The same event may come twice. */
  z.object({ type: z.literal('events'), events: z.array(rigEvent) }),
  z.object({ type: z.literal('network'), report: networkReport }),
  z.object({ type: z.literal('frames'), captured: capturedFrames }),
  /** As base64. */
  z.object({ type: z.literal('capture-file'), id, name: z.string(), bytes: z.string() }),
  z.object({ type: z.literal('gateway'), report: gatewayReport }),
  z.object({ type: z.literal('gateway-problems'), id, problems: z.array(problem) }),
  /** What the terminal prints, with its control sequences; `fresh`: the screen is to be cleared first. */
  z.object({ type: z.literal('terminal'), text: z.string(), fresh: z.boolean() }),
  /** Of a stream of `outside-open`. `bytes` as base64; `why` when the rig ended it: time was moved, or runs at another speed than 1. */
  z.object({
    type: z.literal('outside'),
    stream: id,
    event: z.enum(['open', 'bytes', 'closed', 'failed']),
    bytes: z.optional(z.string()),
    why: z.optional(localizedText),
  }),
  z.object({ type: z.literal('refused'), id: z.nullable(id), code: z.string(), message: localizedText }),
  z.object({ type: z.literal('pong'), id, tick: z.number() }),
]);
export type ServerMessage = z.output<typeof serverMessage>;
export type RigState = z.output<typeof rigState>;
export type WireSignal = z.output<typeof signalInfo>;
export type RigEvent = z.output<typeof rigEvent>;
