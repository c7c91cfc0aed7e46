/**
 * The one schema of `gateway.yaml`. It gives the type, the validation, the JSON Schema for editors (`gateway.schema.json`) and the
 * reference page, so every key says here what it means. Unknown keys are refused: a misspelt key must not pass in silence.
 */
import { z } from 'zod';
import { host, level, name, plainValue, port, positiveSpan, say, size, span, tagName } from './schema-words.ts';

const seconds = (count: number): bigint => BigInt(count) * 1_000_000_000n;

const reach = {
  host: host.describe('Name or address of the device.'),
  timeout: positiveSpan.default(seconds(1)).describe('How long an answer is waited for; 1s unless written.'),
  retries: z.int().min(0).max(10).default(1).describe('How often a request is sent again before its tags turn Bad.'),
  backoff: z
    .strictObject({
      min: positiveSpan.default(500_000_000n).describe('First wait; 500ms unless written.'),
      max: positiveSpan.default(seconds(30)).describe('Longest wait; 30s unless written.'),
    })
    .refine((value) => value.max >= value.min, { message: say('max must not be shorter than min', 'max 不得短于 min') })
    .prefault({})
    .describe('Wait before connecting again: doubled from min to max.'),
};

const modbusConnection = z.strictObject({
  protocol: z.literal('modbus-tcp').describe('What the device speaks.'),
  ...reach,
  port: port.default(502).describe('TCP port of the device.'),
  unit: z.int().min(0).max(255).default(1).describe('Unit id of addresses that name none.'),
  concurrent: z.int().min(1).max(16).default(1).describe('Requests under way at once; many devices take only one.'),
  gap: z.int().min(0).max(125).default(8).describe('Registers that nobody asked for and that are read along to save a request.'),
  maxRegisters: z.int().min(1).max(125).default(125).describe('Registers in one request, for devices that take fewer than 125.'),
});

const s7Connection = z.strictObject({
  protocol: z.literal('s7').describe('What the device speaks.'),
  ...reach,
  port: port.default(102).describe('TCP port of the device.'),
  rack: z.int().min(0).max(7).default(0).describe('Rack of the CPU; 0 in most machines.'),
  slot: z.int().min(0).max(31).default(1).describe('1 for the newer controllers, 2 for the older ones.'),
  concurrent: z.int().min(1).max(8).default(1).describe('Requests under way at once.'),
});

const mqttCredentials = {
  client: z.string().min(1).max(128).optional().describe('Client id; made of the name unless written.'),
  user: z.string().optional().describe('Name at the broker, where it asks for one.'),
  password: z.string().optional().describe('Of the user.'),
  version: z.enum(['3.1.1', '5.0']).default('5.0').describe('Version of MQTT; older brokers take 3.1.1 only.'),
  keepAlive: positiveSpan.default(seconds(30)).describe('A silent connection is tried after this time.'),
};

const mqttConnection = z.strictObject({
  protocol: z.literal('mqtt').describe('What the device speaks.'),
  ...reach,
  port: port.default(1883).describe('TCP port of the broker.'),
  ...mqttCredentials,
  qos: z.int().min(0).max(2).default(1).describe('Quality of service of the subscriptions.'),
});

export const connectionSchema = z.discriminatedUnion('protocol', [modbusConnection, s7Connection, mqttConnection]);

const group = z.strictObject({
  every: positiveSpan.describe('Polling interval.'),
  phase: span.default(0n).describe('Shift against the other groups, so that not all poll at once.'),
});

export const tagTypes = [
  'BOOL',
  'SINT',
  'USINT',
  'INT',
  'UINT',
  'DINT',
  'UDINT',
  'LINT',
  'ULINT',
  'REAL',
  'LREAL',
  'BYTE',
  'WORD',
  'DWORD',
  'BCD',
  'STRING',
] as const;

const range = z
  .tuple([z.number(), z.number()])
  .refine(([low, high]) => low !== high, { message: say('both ends are the same', '两端相同') });

const scale = z
  .strictObject({
    raw: range.optional().describe('Two raw values, such as [0, 27648].'),
    eng: range.optional().describe('What they mean in the unit, such as [0, 10].'),
    factor: z
      .number()
      .refine((value) => value !== 0, { message: say('a factor of 0 makes every value 0', '系数为 0 会使所有值都为 0') })
      .optional()
      .describe('The raw value is multiplied by this.'),
    offset: z.number().optional().describe('Added after the factor.'),
  })
  .refine(
    (value) =>
      (value.raw === undefined) === (value.eng === undefined) && (value.raw === undefined) !== (value.factor === undefined),
    { message: say('write either raw and eng, or factor (and offset)', '请写 raw 和 eng，或写 factor（可加 offset）') },
  )
  .refine((value) => value.raw === undefined || value.offset === undefined, {
    message: say('offset belongs to factor; raw and eng say the offset themselves', 'offset 与 factor 同用；raw 与 eng 已含偏移'),
  });

const deadband = z
  .strictObject({
    absolute: z.number().positive().optional().describe('Told when it differs by more than this from what was told last.'),
    percent: z.number().positive().max(100).optional().describe('The same in percent of the span of eng, or of clamp.'),
    swinging: z.number().positive().optional().describe('Swinging door: straight lines that miss no sample by more than this.'),
    maxSilence: positiveSpan.optional().describe('Told at the latest after this time, changed or not.'),
  })
  .refine((value) => [value.absolute, value.percent, value.swinging].filter((each) => each !== undefined).length <= 1, {
    message: say('write one of absolute, percent and swinging', 'absolute、percent、swinging 只能写一个'),
  });

const namespaceLevels = {
  enterprise: level.optional().describe('The company.'),
  site: level.optional().describe('The plant or factory.'),
  area: level.optional().describe('A part of the site, such as a shop.'),
  line: level.optional().describe('A production line.'),
  cell: level.optional().describe('A machine or cell of the line.'),
};

export const tagSchema = z.strictObject({
  name: tagName.describe('Words separated by slashes; the end of its topic: pump-1/flow.'),
  connection: name.describe('Where it comes from.'),
  address: z.string().min(1).max(256).describe('As people write it: 1!40001#CDAB, DB1.DBD20, line/temp#/value.'),
  type: z.enum(tagTypes).optional().describe('Unless the address says it.'),
  length: z.int().min(1).max(254).optional().describe('Characters of a STRING.'),
  group: name.optional().describe('Polling group; the only one, or the one called default, unless written. None for MQTT.'),
  bit: z.int().min(0).max(63).optional().describe('One bit of the value: a BOOL.'),
  scale: scale.optional().describe('From the raw value to the unit: raw and eng, or factor and offset.'),
  clamp: z
    .tuple([z.number(), z.number()])
    .refine(([low, high]) => low < high, { message: say('write the low end first', '请先写下限') })
    .optional()
    .describe('Values beyond are held at the end, and their quality is Uncertain.'),
  enumeration: z
    .record(z.string().regex(/^-?\d+$/, say('name states by whole numbers', '状态须以整数为键')), z.string().min(1))
    .optional()
    .describe('Names of states, by whole number: 0: Stopped, 1: Running.'),
  unit: z.string().max(32).optional().describe('As UCUM or people write it: bar, °C, l/min.'),
  deadband: deadband.optional().describe('Which changes are told; all unless written.'),
  expires: positiveSpan.optional().describe('A value older than this is Uncertain. Three intervals unless written.'),
  writable: z.boolean().default(false).describe('Whether it may be written back at all.'),
  writeRange: z.tuple([z.number(), z.number()]).optional().describe('Values that are taken, in the unit.'),
  namespace: z.strictObject(namespaceLevels).optional().describe('Levels that differ from those of the gateway.'),
  description: z.string().max(200).optional().describe('For people.'),
});

export const alarmSchema = z
  .strictObject({
    name: name.describe('Name of the alarm.'),
    tag: tagName.describe('What it watches.'),
    when: z
      .enum(['high', 'low', 'deviation', 'state'])
      .describe('Above a limit, below it, too far from something, or in a state.'),
    limit: z.number().optional().describe('In the unit of the tag; of a deviation, how far it may be.'),
    from: z.union([z.number(), tagName]).optional().describe('What a deviation is measured from: a number or a tag.'),
    equals: plainValue.optional().describe('Of state: the value that is abnormal.'),
    deadband: z.number().min(0).default(0).describe('How far it must come back before the alarm ends.'),
    onDelay: span.default(0n).describe('So long the condition must stand before the alarm is raised.'),
    offDelay: span.default(0n).describe('So long it must be gone before the alarm ends.'),
    priority: z.enum(['low', 'medium', 'high', 'critical']).default('medium').describe('How soon somebody must act.'),
    shelving: span.default(seconds(8 * 3600)).describe('The longest time that a person may shelve it; 0s: never.'),
    suppressedBy: tagName.optional().describe('A BOOL tag: while it is TRUE the alarm is suppressed by design.'),
    message: z.string().max(200).optional().describe('What the operator reads: what it is, and what to do.'),
  })
  .refine((value) => (value.when === 'state' ? value.equals !== undefined : value.limit !== undefined), {
    message: say('an alarm of a state needs equals, every other one limit', '状态报警需要 equals，其他报警需要 limit'),
  })
  .refine((value) => (value.when === 'deviation') === (value.from !== undefined), {
    message: say('a deviation, and only that, needs from', '偏差报警需要 from，其他报警不需要'),
  });

const template = z.strictObject({
  parameters: z.array(name).default([]).describe('Written in the entries as $(parameter), or with a sum: $(base+2).'),
  tags: z.array(z.record(z.string(), z.unknown())).default([]).describe('As under tags.'),
  alarms: z.array(z.record(z.string(), z.unknown())).default([]).describe('As under alarms.'),
});

const instance = z.strictObject({
  template: name.describe('Which template.'),
  name: tagName.describe('Written in the entries as $(name).'),
  with: z.record(z.string(), plainValue).default({}).describe('Values of the parameters.'),
});

export const northboundSchema = z.strictObject({
  protocol: z.literal('mqtt').describe('What the broker speaks.'),
  host: host.describe('Name or address of the broker.'),
  port: port.default(1883).describe('TCP port of the broker.'),
  ...mqttCredentials,
  client: z.string().min(1).max(128).describe('Client id; the broker lets in one of a name.'),
  topic: z
    .string()
    .max(512)
    .default('{enterprise}/{site}/{area}/{line}/{cell}/{tag}')
    .describe('Topic of a tag; levels that are not written fall away.'),
  base: z
    .string()
    .max(512)
    .default('{enterprise}/{site}/gateway/{client}')
    .describe('Above status (birth and death), events, alarms, and set/TAG (commands).'),
  qos: z.int().min(0).max(2).default(1).describe('Quality of service: 0 at most once, 1 at least once, 2 exactly once.'),
  retain: z.boolean().default(true).describe('Whether the broker keeps the last value of a tag.'),
  commands: z.boolean().default(false).describe('Whether values are taken from base/set/TAG.'),
  backoff: reach.backoff,
  window: z.int().min(1).max(1000).default(20).describe('Messages under way that are not acknowledged yet.'),
});

const store = z.strictObject({
  memory: z.int().min(10).max(1_000_000).default(2_000).describe('Messages held in memory.'),
  disk: size.default(16_000_000).describe('What goes to disk beyond that; 0B: none.'),
  full: z
    .enum(['drop-oldest', 'drop-newest'])
    .default('drop-oldest')
    .describe('What is given up when both are full; it is told.'),
});

const accessEntry = z.strictObject({
  who: name.describe('Name in the log.'),
  token: z.string().min(4).max(200).describe('Sent as "Authorization: Bearer …", or as "token" of a command.'),
  write: z.array(z.string().min(1)).default([]).describe('Tags by name; * for the rest of a name: pump-1/*.'),
  reload: z.boolean().default(false).describe('May hand in another file over HTTP.'),
  alarms: z.boolean().default(false).describe('May acknowledge and shelve.'),
});

export const gatewaySchema = z
  .strictObject({
    version: z.literal(1).default(1).describe('Of this format.'),
    connections: z.record(name, connectionSchema).describe('Devices to read from, by a name of your own.'),
    groups: z
      .record(name, group)
      .prefault({ default: { every: '1s' } })
      .describe('Polling groups, by name: what is read together, and how often.'),
    templates: z.record(name, template).default({}).describe('Tags and alarms that many machines have alike, by name.'),
    instances: z.array(instance).default([]).describe('Templates filled in, one entry for each machine.'),
    tags: z.array(tagSchema).default([]).describe('What is read, and how it is told.'),
    alarms: z.array(alarmSchema).default([]).describe('After ISA-18.2: what needs a person, and how soon.'),
    namespace: z.strictObject(namespaceLevels).default({}).describe('Names after ISA-95: enterprise, site, area, line, cell.'),
    northbound: northboundSchema.optional().describe('The broker to which values are sent; to none unless written.'),
    store: store.prefault({}).describe('Store and forward: what is kept until the broker has acknowledged it.'),
    access: z.array(accessEntry).default([]).describe('Who may write back; nobody unless written.'),
    status: z
      .strictObject({ port: port.default(8080).describe('TCP port of the page, of its JSON and of its metrics.') })
      .prefault({})
      .describe('The page of the gateway itself.'),
  })
  .describe('The edge gateway of Millwright.');

export type GatewayFile = z.output<typeof gatewaySchema>;
export type ConnectionSettings = z.output<typeof connectionSchema>;
export type GroupSettings = z.output<typeof group>;
export type TagSettings = z.output<typeof tagSchema>;
export type AlarmSettings = z.output<typeof alarmSchema>;
export type NorthboundSettings = z.output<typeof northboundSchema>;
export type StoreSettings = z.output<typeof store>;
export type NamespaceLevels = GatewayFile['namespace'];
export type AccessEntry = z.output<typeof accessEntry>;
export type PlainValue = z.output<typeof plainValue>;
export type TagType = (typeof tagTypes)[number];
