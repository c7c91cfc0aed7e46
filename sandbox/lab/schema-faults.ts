/** Faults of a rig, and the tests with which a trainee finds them. */
import { z } from 'zod';
import { onDevice, onHost, onLink } from './schema-network-faults.ts';
import { duration, expression, positiveDuration, signalName, signalValue, slug } from './schema-words.ts';

const number = z.number();
const terminal = signalName.describe('The terminal, as the controller sees it: plc.Level.').meta({ examples: ['plc.Level'] });

/** On the wire of a terminal, between the plant and the controller; values are those of the terminal. */
const onTerminal = z.discriminatedUnion('mode', [
  z.strictObject({
    signal: terminal,
    mode: z.literal('stuck'),
    at: signalValue.optional().describe('The value it stays at; the last one unless written.'),
  }),
  z.strictObject({
    signal: terminal,
    mode: z.literal('offset'),
    by: number.describe('Added to the value.').meta({ examples: [50] }),
  }),
  z.strictObject({
    signal: terminal,
    mode: z.literal('drift'),
    perSecond: number.describe('How fast the value runs away.').meta({ examples: [0.02] }),
    limit: number
      .positive()
      .optional()
      .describe('How far at most.')
      .meta({ examples: [5] }),
  }),
  z.strictObject({
    signal: terminal,
    mode: z.literal('noise'),
    amplitude: number
      .positive()
      .describe('Standard deviation.')
      .meta({ examples: [0.4] }),
  }),
  z.strictObject({
    signal: terminal,
    mode: z.literal('delay'),
    by: positiveDuration.describe('So much later.'),
  }),
  z.strictObject({
    signal: terminal,
    mode: z.literal('dropout'),
    every: positiveDuration.describe('Mean time between dropouts.'),
    for: positiveDuration.describe('Mean length of one; the signal reads 0 or FALSE meanwhile.'),
  }),
  z.strictObject({ signal: terminal, mode: z.literal('broken-wire') }).describe('FALSE or 0: no current.'),
  z.strictObject({ signal: terminal, mode: z.literal('short') }).describe('TRUE, or the largest value of the type.'),
  z.strictObject({
    signal: terminal,
    mode: z.literal('wrong-range'),
    is: z
      .tuple([number, number])
      .describe('The range that was set.')
      .meta({ examples: [[0, 6]] }),
    shouldBe: z
      .tuple([number, number])
      .describe('The range that the program expects.')
      .meta({ examples: [[0, 10]] }),
  }),
  z.strictObject({
    signal: terminal,
    mode: z.literal('swapped'),
    with: signalName.describe('The other terminal.').meta({ examples: ['plc.Flow'] }),
  }),
]);

/** In a component: its fault inputs, set while the fault stands and given back afterwards. */
const inComponent = z.strictObject({
  set: z.record(signalName, signalValue).describe('Fault inputs of components: plant.FRL.BowlLeak: 0.4.'),
});

/** When a fault begins: at a time, once a condition has held, or when an instructor (or a scenario) says so. */
const trigger = z.union([
  z.literal('instructor'),
  z.strictObject({ at: duration.describe('At this time of the run.') }),
  z.strictObject({
    when: expression,
    for: duration.default(0n).describe('How long it must have held.'),
  }),
]);

export const fault = z.strictObject({
  id: slug.describe('What scenarios and texts call it: fault.lt-drift.'),
  effects: z
    .array(z.union([inComponent, onTerminal, onLink, onHost, onDevice]))
    .min(1)
    .describe('Several together are one composed fault.'),
  trigger: trigger
    .default('instructor')
    .describe('When it begins: at a time, once a condition has held, or when an instructor or a scenario says so.'),
  until: duration.optional().describe('How long it stands; for good unless written.'),
  hidden: z.boolean().default(true).describe('Whether the trainee is not told that it stands.'),
});

const costs = {
  minutes: z.number().min(0).describe('Working time that the test takes.'),
  money: z.number().min(0).default(0).describe('What it costs besides.'),
  tells: z
    .array(slug)
    .default([])
    .describe('Faults of `draw` whose presence its result shows: held against simulation by `lab test`.'),
};

const testId = slug.describe('What the texts call the test.');

/** Something a trainee can do to find out; every test is recorded with its cost. */
const test = z.discriminatedUnion('kind', [
  z.strictObject({
    id: testId,
    kind: z.literal('measure'),
    signals: z.array(signalName).min(1).describe('What the instrument reads.'),
    operate: z.record(signalName, signalValue).optional().describe('Set before it is read, and put back afterwards.'),
    wait: duration.default(0n).describe('Logical time between operating and reading.'),
    ...costs,
  }),
  z.strictObject({
    id: testId,
    kind: z.literal('force'),
    force: z
      .record(signalName, signalValue)
      .describe('Terminals forced meanwhile: plc.Y1: TRUE.')
      .meta({ examples: [{ 'plc.Y1': 'TRUE' }] }),
    wait: duration.default(0n).describe('Logical time between forcing and reading.'),
    signals: z
      .array(signalName)
      .min(1)
      .describe('What is read.')
      .meta({ examples: [['plant.Y1.Position']] }),
    ...costs,
  }),
  z.strictObject({
    id: testId,
    kind: z.literal('exchange'),
    repairs: z.array(slug).min(1).describe('Faults that end when this part is exchanged.'),
    wait: duration.default(0n).describe('Logical time between exchanging and reading.'),
    signals: z.array(signalName).default([]).describe('Read afterwards.'),
    ...costs,
  }),
]);

export const troubleshooting = z
  .strictObject({
    draw: z.array(slug).min(2).describe('One of these faults stands from the start, drawn from the seed.'),
    tests: z.array(test).min(2).describe('What the trainee can do to find out.'),
  })
  .describe('Finding a fault: which tests there are and what they cost.');
