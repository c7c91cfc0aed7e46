/**
 * What the terminal's network tools are told and what they answer: orders and records, plain data. The shell parses options into an order
 * and words the records; the tool itself runs in the rig (sandbox/tools). Durations are milliseconds of logical time.
 */
import * as z from 'zod/mini';

const target = z.string().check(z.minLength(1), z.maxLength(253));
const port = z.int().check(z.minimum(1), z.maximum(65_535));
const milliseconds = z.int().check(z.minimum(1), z.maximum(3_600_000));
const count = z.int().check(z.minimum(1), z.maximum(1_000_000));
const text = z.string().check(z.maxLength(100_000));

const modbusServer = { host: target, port, unit: z.int().check(z.minimum(0), z.maximum(255)), timeout: milliseconds };
const mqttBroker = {
  host: target,
  port,
  version: z.enum(['3.1.1', '5.0']),
  client: z.string().check(z.maxLength(128)),
  user: z.optional(text),
  password: z.optional(text),
  keepAlive: z.int().check(z.minimum(0), z.maximum(65_535)),
  clean: z.boolean(),
  sessionExpiry: z.optional(z.int().check(z.minimum(0))),
  will: z.optional(
    z.strictObject({ topic: text, payload: text, qos: z.int().check(z.minimum(0), z.maximum(2)), retain: z.boolean() }),
  ),
};
const qos = z.int().check(z.minimum(0), z.maximum(2));
const userProperties = z.array(z.tuple([z.string(), z.string()])).check(z.maxLength(50));
const s7Server = { host: target, port, rack: z.int(), slot: z.int(), timeout: milliseconds };

/** What to do; `tool` is its name in the shell, more or less. */
export const toolOrder = z.discriminatedUnion('tool', [
  z.strictObject({ tool: z.literal('ip'), show: z.enum(['address', 'route', 'neighbour', 'link']) }),
  z.strictObject({
    tool: z.literal('ping'),
    host: target,
    count: z.nullable(count),
    interval: milliseconds,
    timeout: milliseconds,
    bytes: z.int().check(z.minimum(0), z.maximum(65_507)),
    timeToLive: z.int().check(z.minimum(1), z.maximum(255)),
    /** -w: it ends then, whatever has come. */
    deadline: z.nullable(milliseconds),
  }),
  z.strictObject({
    tool: z.literal('traceroute'),
    host: target,
    hops: z.int().check(z.minimum(1), z.maximum(255)),
    queries: z.int().check(z.minimum(1), z.maximum(10)),
    timeout: milliseconds,
  }),
  /** nc -z: which of these ports take a connection. */
  z.strictObject({
    tool: z.literal('ports'),
    host: target,
    ports: z.array(port).check(z.minLength(1), z.maxLength(2_000)),
    timeout: milliseconds,
  }),
  z.strictObject({
    tool: z.literal('http'),
    host: target,
    port,
    method: z.string().check(z.regex(/^[A-Z]{1,16}$/)),
    path: z.string().check(z.regex(/^\/[\x21-\x7e]*$/), z.maxLength(4_000)),
    headers: z.array(z.tuple([z.string(), z.string()])).check(z.maxLength(50)),
    body: z.nullable(text),
    timeout: milliseconds,
  }),
  z.strictObject({
    tool: z.literal('modbus-read'),
    ...modbusServer,
    table: z.enum(['coils', 'discrete-inputs', 'input-registers', 'holding-registers']),
    /** As on the wire: from 0. */
    address: z.int().check(z.minimum(0), z.maximum(65_535)),
    quantity: z.int().check(z.minimum(1), z.maximum(2_000)),
    /** `null`: again and again, every `interval`. */
    count: z.nullable(count),
    interval: milliseconds,
  }),
  z.strictObject({
    tool: z.literal('modbus-write'),
    ...modbusServer,
    table: z.enum(['coils', 'holding-registers']),
    address: z.int().check(z.minimum(0), z.maximum(65_535)),
    values: z.array(z.int().check(z.minimum(0), z.maximum(65_535))).check(z.minLength(1), z.maxLength(1_968)),
  }),
  /** 43/14: who are you. */
  z.strictObject({ tool: z.literal('modbus-identify'), ...modbusServer }),
  z.strictObject({
    tool: z.literal('mqtt-publish'),
    ...mqttBroker,
    topic: text,
    messages: z.array(text).check(z.minLength(1), z.maxLength(10_000)),
    /** Between two messages, in milliseconds. */
    delay: z.int().check(z.minimum(0), z.maximum(3_600_000)),
    qos,
    retain: z.boolean(),
    userProperties,
    timeout: milliseconds,
  }),
  z.strictObject({
    tool: z.literal('mqtt-subscribe'),
    ...mqttBroker,
    topics: z.array(text).check(z.minLength(1), z.maxLength(100)),
    qos,
    /** Ends after so many messages, or after so long. */
    count: z.nullable(count),
    wait: z.nullable(milliseconds),
    retainedOnly: z.boolean(),
    noRetained: z.boolean(),
    timeout: milliseconds,
  }),
  z.strictObject({ tool: z.literal('s7-read'), ...s7Server, items: z.array(text).check(z.minLength(1), z.maxLength(100)) }),
  z.strictObject({
    tool: z.literal('s7-write'),
    ...s7Server,
    items: z.array(z.strictObject({ address: text, value: text })).check(z.minLength(1), z.maxLength(100)),
  }),
  /** The name plate (SZL). */
  z.strictObject({ tool: z.literal('s7-info'), ...s7Server }),
  z.strictObject({
    tool: z.literal('capture'),
    /** As people write it for tcpdump: `tcp port 502 and host meter`; empty: everything. */
    filter: z.string().check(z.maxLength(1_000)),
    count: z.nullable(count),
    snapLength: z.int().check(z.minimum(14), z.maximum(65_535)),
  }),
]);
export type ToolOrder = z.output<typeof toolOrder>;

const localized = z.object({ en: z.string(), 'zh-CN': z.string() });
const atMs = z.number();
/** `no-answer`: the connection stood, and nothing came in time; `malformed`: what came is no answer to what was asked. */
const failure = z.enum(['refused', 'timeout', 'unreachable', 'unknown-host', 'reset', 'closed', 'no-answer', 'malformed']);
const scalar = z.union([z.boolean(), z.number(), z.string()]);

/** What a tool found. `at` is logical time in milliseconds, `took` a span in milliseconds with its fractions. */
export const toolRecord = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('interfaces'),
    interfaces: z.array(
      z.object({ name: z.string(), address: z.string(), prefix: z.number(), mac: z.string(), up: z.boolean() }),
    ),
  }),
  z.object({
    kind: z.literal('routes'),
    routes: z.array(z.object({ to: z.string(), via: z.nullable(z.string()), from: z.string() })),
  }),
  z.object({
    kind: z.literal('neighbours'),
    neighbours: z.array(z.object({ name: z.string(), address: z.string(), mac: z.string(), up: z.boolean() })),
  }),
  /** The name that was asked for is this address; first of all, for tools that say so. */
  z.object({ kind: z.literal('resolved'), host: z.string(), address: z.string() }),
  z.object({
    kind: z.literal('echo'),
    sequence: z.number(),
    answer: z.enum(['reply', 'ttl-exceeded', 'none', 'unreachable', 'too-long']),
    from: z.string(),
    timeToLive: z.number(),
    bytes: z.number(),
    took: z.nullable(z.number()),
  }),
  /** All of them together. `errors`: those that somebody on the way, or nobody at all, took; `took`: `null` when none came back. */
  z.object({
    kind: z.literal('echoes'),
    sent: z.number(),
    received: z.number(),
    errors: z.number(),
    took: z.nullable(z.object({ least: z.number(), average: z.number(), most: z.number(), deviation: z.number() })),
    lasted: z.number(),
  }),
  z.object({
    kind: z.literal('hop'),
    hop: z.number(),
    answers: z.array(z.object({ from: z.string(), took: z.nullable(z.number()) })),
  }),
  z.object({
    kind: z.literal('port'),
    port: z.number(),
    state: z.enum(['open', 'refused', 'timeout', 'unreachable']),
    took: z.number(),
  }),
  z.object({
    kind: z.literal('response'),
    status: z.number(),
    reason: z.string(),
    headers: z.array(z.tuple([z.string(), z.string()])),
    body: z.string(),
    took: z.number(),
  }),
  z.object({ kind: z.literal('registers'), at: atMs, took: z.number(), address: z.number(), registers: z.array(z.number()) }),
  z.object({ kind: z.literal('bits'), at: atMs, took: z.number(), address: z.number(), bits: z.array(z.boolean()) }),
  /** All polls together. */
  z.object({ kind: z.literal('polls'), sent: z.number(), answered: z.number(), errors: z.number() }),
  z.object({ kind: z.literal('written'), took: z.number(), count: z.number() }),
  z.object({ kind: z.literal('modbus-exception'), exception: z.number(), message: localized }),
  z.object({ kind: z.literal('identity'), objects: z.array(z.object({ id: z.number(), name: z.string(), value: z.string() })) }),
  z.object({
    kind: z.literal('message'),
    at: atMs,
    topic: z.string(),
    payload: z.string(),
    /** The payload is no UTF-8: it stands here as base64. */
    base64: z.boolean(),
    qos: z.number(),
    retain: z.boolean(),
    userProperties,
  }),
  /** The QoS that was granted for each topic; from 128 on, the reason why not. */
  z.object({ kind: z.literal('subscribed'), granted: z.array(z.number()) }),
  z.object({ kind: z.literal('published'), count: z.number() }),
  z.object({ kind: z.literal('mqtt-refused'), code: z.number(), message: localized }),
  z.object({
    kind: z.literal('item'),
    address: z.string(),
    type: z.string(),
    /** What JSON has no number for is text: `NaN`, `Infinity`. A list where the address names several. */
    value: z.nullable(z.union([scalar, z.array(z.nullable(scalar))])),
    error: z.nullable(localized),
  }),
  /** The Ethernet frame as base64, cut at the snap length; `length` is what it was. */
  z.object({
    kind: z.literal('frame'),
    number: z.number(),
    at: atMs,
    direction: z.enum(['out', 'in']),
    length: z.number(),
    bytes: z.string(),
    summary: z.string(),
  }),
  /** What passed the filter and was told; what passed it; what there was no room for. */
  z.object({ kind: z.literal('captured'), count: z.number(), received: z.number(), dropped: z.number() }),
  /** A connection did not come about, or ended, or brought no answer; what that means and what to try. */
  z.object({ kind: z.literal('connection'), why: failure, host: z.string(), port: z.number(), message: localized }),
  /** So many records are missing here: the tool found more than was taken from it. */
  z.object({ kind: z.literal('lost'), count: z.number() }),
  /** The order cannot be met as it stands: an address that no S7 device has, a topic that MQTT forbids. */
  z.object({ kind: z.literal('problem'), message: localized }),
]);
export type ToolRecord = z.output<typeof toolRecord>;
