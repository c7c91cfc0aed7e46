/**
 * What on the rig's network speaks a protocol of industry, and what people set up there: devices with their maps of memory, brokers,
 * clients, cyclic I/O; the edge gateway; the terminal.
 */
import { z } from 'zod';
import { duration, identifier, positiveDuration, signalName, slug } from './schema-words.ts';

const port = z.int().min(1).max(65_535).describe('TCP port.');
const hostName = slug.describe('The host of the network on which it runs.');
const scale = z
  .number()
  .refine((value) => value !== 0)
  .default(1)
  .describe('What stands in the device = value times this.');
const writable = z
  .boolean()
  .default(false)
  .describe('Whether a client may write it; only what may be operated, or a variable of a program.');

const registerEntry = z.strictObject({
  at: z
    .string()
    .min(1)
    .max(30)
    .describe('The first register or bit, as people write it: 40001, 30005, 10001, hr:0; #CDAB behind it turns words.'),
  signal: signalName.describe('Whose value stands there: plant.Power, plc.Motor.'),
  type: z
    .enum(['BOOL', 'INT', 'UINT', 'DINT', 'UDINT', 'LINT', 'ULINT', 'REAL', 'LREAL', 'BCD', 'BCD8'])
    .optional()
    .describe('How it is written into registers; as the signal is unless written.'),
  scale,
  write: writable,
});

const modbus = z.strictObject({
  port: port.default(502),
  processing: duration.prefault('2ms').describe('How long the device works at a request.'),
  connections: z.int().min(1).max(64).default(8).describe('So many clients at once.'),
  unknown_unit: z.enum(['exception', 'silence']).default('exception').describe('How a unit id that is not there is answered.'),
  identity: z
    .strictObject({
      vendor: z.string().max(60).describe('Maker.'),
      product: z.string().max(60).describe('Product code.'),
      revision: z.string().max(60).describe('Version of hardware or software.'),
      name: z.string().max(60).optional().describe('Product name.'),
      model: z.string().max(60).optional().describe('Model name.'),
    })
    .optional()
    .describe('What it says of itself (function 43/14); without it, it does not have the function.'),
  units: z
    .record(
      z.string().regex(/^(?:\d|[1-9]\d|1\d\d|2[0-4]\d|25[0-5])$/, 'a unit id is 0 to 255'),
      z.strictObject({ map: z.array(registerEntry).min(1).describe('Where which value stands.') }),
    )
    .describe('By unit id: where which value stands.'),
});

const s7Entry = z.strictObject({
  at: z
    .string()
    .min(2)
    .max(40)
    .describe('As people write it: DB1.DBD20, DB1.DBX0.3, MW10, I0.0, Q0.1; its letters say the size.'),
  signal: signalName.describe('Whose value stands there: plant.Power, plc.Motor.'),
  type: z
    .enum(['BOOL', 'BYTE', 'WORD', 'INT', 'DWORD', 'DINT', 'REAL', 'LREAL', 'STRING'])
    .optional()
    .describe('How it is written into bytes; as the address says, or as the signal is, unless written.'),
  scale,
  write: writable,
});

const s7 = z.strictObject({
  port: port.default(102),
  rack: z.int().min(0).max(7).default(0).describe('Rack of the CPU.'),
  slot: z.int().min(0).max(31).default(1).describe('Slot of the CPU.'),
  processing: duration.prefault('3ms').describe('How long the device works at a request.'),
  connections: z.int().min(1).max(32).default(8).describe('So many clients at once.'),
  identity: z
    .strictObject({
      order_number: z.string().max(20).default('6ES7 315-2EH14-0AB0').describe('Order number of the module.'),
      name: z
        .string()
        .max(24)
        .optional()
        .describe('Of the station; the name of the device unless written.')
        .meta({ examples: ['PRESS-7'] }),
      module: z.string().max(24).default('CPU 315-2 PN/DP').describe('Type of the module.'),
      serial: z
        .string()
        .max(24)
        .default('')
        .describe('Serial number.')
        .meta({ examples: ['S C-X4U421302009'] }),
    })
    .prefault({})
    .describe('What it says of itself.'),
  controller: identifier
    .optional()
    .describe('The controller of the rig whose mode it tells.')
    .meta({ examples: ['plc'] }),
  map: z.array(s7Entry).min(1).describe('Where which value stands.'),
  blocks: z
    .record(
      z.string().regex(/^[1-9]\d{0,4}$/, 'a data block has a number from 1'),
      z.strictObject({
        access: z.enum(['full', 'read-only', 'none', 'optimised']).default('full').describe('What a client may do with it.'),
        bytes: z.int().min(1).max(65_535).optional().describe('Its length; as far as its map goes unless written.'),
      }),
    )
    .default({})
    .describe('Data blocks that differ: optimised ones have no addresses for S7comm.'),
});

const topicFilter = z.string().min(1).max(200).describe('A topic, with + and # as wildcards.');

const broker = z.strictObject({
  port: port.default(1883),
  anonymous: z.boolean().default(true).describe('Whether clients without a name are let in.'),
  users: z
    .record(
      z.string().min(1).max(60),
      z.strictObject({
        password: z
          .string()
          .min(1)
          .max(100)
          .describe('Of the user.')
          .meta({ examples: ['a-long-one'] }),
        publish: z.array(topicFilter).default(['#']).describe('Topics to which the user may publish.'),
        subscribe: z.array(topicFilter).default(['#']).describe('Topics to which the user may subscribe.'),
      }),
    )
    .default({})
    .describe('By name: what each may publish and subscribe to.'),
  queue: z.int().min(1).max(100_000).default(2_000).describe('Messages that wait for one client that is away.'),
});

const published = z.strictObject({
  topic: z.string().min(1).max(200).describe('Where it is published.'),
  every: positiveDuration.describe('How often it is published.'),
  signals: z
    .record(z.string().max(60), signalName)
    .refine((signals) => !Object.hasOwn(signals, '') || Object.keys(signals).length === 1, {
      message: 'the key "" sends the bare value, so it stands alone',
    })
    .describe('By key of the JSON object; one key "" sends the bare value.'),
  constants: z
    .record(z.string().min(1).max(60), z.union([z.string(), z.number(), z.boolean()]))
    .default({})
    .describe('Keys of the object that never change: a unit, a serial number.'),
  timestamp: z
    .string()
    .min(1)
    .max(60)
    .optional()
    .describe('Key under which it says when the values were taken, by its own clock: milliseconds since 1970, UTC.'),
  qos: z
    .union([z.literal(0), z.literal(1), z.literal(2)])
    .default(0)
    .describe('Quality of service: 0 at most once, 1 at least once, 2 exactly once.'),
  retain: z.boolean().default(false).describe('Whether the broker keeps the last one for whoever comes later.'),
  decimals: z.int().min(0).max(9).default(3).describe('Of numbers with fractions.'),
});

const mqttClient = z.strictObject({
  broker: z.string().min(1).max(60).describe('Host name or address.'),
  port: port.default(1883),
  client: z
    .string()
    .min(1)
    .max(60)
    .optional()
    .describe('The name of the device unless written.')
    .meta({ examples: ['scada-1'] }),
  user: z
    .string()
    .optional()
    .describe('Name at the broker, where it asks for one.')
    .meta({ examples: ['scada'] }),
  password: z
    .string()
    .optional()
    .describe('Of the user.')
    .meta({ examples: ['a-long-one'] }),
  version: z.enum(['3.1.1', '5.0']).default('3.1.1').describe('Version of MQTT.'),
  keep_alive: positiveDuration.prefault('30s').describe('A silent connection is tried after this time.'),
  publish: z.array(published).default([]).describe('What it tells, and how often.'),
  subscribe: z
    .array(
      z.strictObject({
        topic: topicFilter,
        pointer: z
          .string()
          .max(100)
          .default('')
          .describe('Where the value stands in the JSON: /value; the whole payload unless written.'),
        signal: signalName.describe('The operable input of the plant that takes the value.'),
      }),
    )
    .default([])
    .describe('Signals that a message sets.'),
  status: z
    .string()
    .max(200)
    .optional()
    .describe('Topic of its birth and its will: online, offline.')
    .meta({ examples: ['plant/press/status'] }),
});

/**
 * Cyclic I/O over datagrams, as fieldbuses over Ethernet do it: so many times a second, never repeated, never acknowledged; who listens
 * minds how old the last one is.
 */
const cyclic = z.strictObject({
  to: slug.describe('The host that listens.'),
  port: port.default(2222).describe('Of the listener; each device needs one of its own there.'),
  every: positiveDuration.describe('From one datagram to the next.'),
  signals: z.record(signalName, signalName).describe('From the signal here to the operable input of the plant there.'),
  processing: duration.default(0n).describe('From taking the values to sending them: exposure, inference.'),
  age: signalName
    .optional()
    .describe('An operable TIME input of the plant: since when the last values have been there, as a watchdog there counts it.'),
});

const device = z
  .strictObject({
    host: hostName,
    modbus: modbus.optional().describe('A Modbus TCP server.'),
    s7: s7.optional().describe('An S7 server.'),
    broker: broker.optional().describe('An MQTT broker.'),
    mqtt: mqttClient.optional().describe('An MQTT client that publishes signals.'),
    cyclic: cyclic.optional().describe('A producer of cyclic I/O.'),
  })
  .refine(({ modbus: a, s7: b, broker: c, mqtt: d, cyclic: e }) => a || b || c || d || e, {
    message: 'a device needs modbus, s7, broker, mqtt or cyclic',
  });

export const devices = z.record(identifier, device);

export const gateway = z
  .strictObject({
    host: hostName,
    file: z.literal('start/gateway.yaml').default('start/gateway.yaml').describe('What the trainee finds.'),
    box: z
      .strictObject({
        memory: z.int().min(10).optional().describe('Messages that the store may hold in memory.'),
        disk: z.int().min(0).optional().describe('Bytes of disk for the store.'),
      })
      .default({})
      .describe('What the box has: a file that asks for more is refused.'),
  })
  .describe('The edge gateway that the trainee sets up.');

export const terminal = z
  .strictObject({
    host: hostName.describe("The trainee's own computer on the network."),
  })
  .describe('A terminal on a host of the network.');

export type DeviceOfLab = z.output<typeof device>;
export type RegisterEntry = z.output<typeof registerEntry>;
export type S7Entry = z.output<typeof s7Entry>;
export type ModbusOfLab = z.output<typeof modbus>;
export type S7OfLab = z.output<typeof s7>;
export type BrokerOfLab = z.output<typeof broker>;
export type MqttClientOfLab = z.output<typeof mqttClient>;
export type CyclicOfLab = z.output<typeof cyclic>;
