/** How a lab asks for what it wants: scenarios, requirements on runs, exploration, the program's text, a diagnosis. */
import { z } from 'zod';
import {
  duration,
  expression,
  identifier,
  parseDuration,
  positiveDuration,
  signalName,
  signalValue,
  slug,
} from './schema-words.ts';

/** `fault.lt-drift`: a fault of the lab, by its id. */
const faultSwitch = z.string().regex(/^fault\.[a-z0-9]+(-[a-z0-9]+)*$/, 'name a fault as fault.its-id, e.g. fault.lt-drift');

/** One line of a scenario: `at 200ms: { plant.StartButton: FALSE }`; `fault.lt-drift: TRUE` injects a fault of the lab, FALSE ends it. */
const scenarioEvent = z
  .record(
    z.string().regex(/^at .+$/, 'start the line with "at" and a time, e.g. at 200ms'),
    z.record(z.union([signalName, faultSwitch]), signalValue),
  )
  .transform((line, context) => {
    const [[key, set] = ['', {}], ...more] = Object.entries(line);
    const at = parseDuration(key.slice(3));
    if (more.length > 0 || at === null) {
      context.addIssue({ code: 'custom', message: `"${key}" should be one time, written as "at 200ms"` });
      return z.NEVER;
    }
    return { at, set };
  });

/** One requirement on a run. See the page of semantics: `content/../reference/checks`. */
export const requirement = z.union([
  z.strictObject({
    expect: expression,
    after: duration.default(0n).describe('When the window opens; the start of the run unless written.'),
    within: duration.default(0n).describe('How long it may take until the expression becomes true.'),
    for: duration.default(0n).describe('How long it must then stay true.'),
  }),
  z.strictObject({
    always: expression,
    within: duration.default(0n).describe('How long at a stretch it may be untrue.'),
    from: duration.default(0n).describe('From when it is judged; from the start of the run unless written.'),
    to: duration.optional().describe('Until when it is judged; to the end of the run unless written.'),
  }),
  z.strictObject({
    never: expression,
    from: duration.default(0n).describe('From when it is judged; from the start of the run unless written.'),
    to: duration.optional().describe('Until when it is judged; to the end of the run unless written.'),
  }),
  z.strictObject({
    when: expression,
    // biome-ignore lint/suspicious/noThenProperty: the word of the format; these objects are data and never awaited
    then: expression,
    within: duration.default(0n).describe('How long it may take until the expression becomes true.'),
    for: duration.default(0n).describe('How long it must then stay true.'),
  }),
  z.strictObject({
    hold: expression,
    until: expression,
    from: duration.default(0n).describe('From when it is judged; from the start of the run unless written.'),
    within: duration.optional().describe('By when until must have come; by the end of the run unless written.'),
  }),
]);

/** What may be missed of a static requirement, or of a diagnosis. */
const missable = z.enum(['forbid', 'use', 'lines', 'cost', 'diagnosis', 'evidence', 'minutes', 'money']);

const wayKey = slug.describe('Key of the message in the texts.');

/**
 * A way to fail that has a message of its own: the first whose expression holds at the failing sample is told; of a check on the
 * program's text or on a diagnosis, the first that names what was missed.
 */
const wayToFail = z.union([
  z.strictObject({
    key: wayKey,
    if: expression.describe('Told when this holds at the sample that failed.'),
  }),
  z.strictObject({ key: wayKey, misses: missable.describe('Told when this is what was missed.') }),
]);

/** An input that exploration operates: a BOOL is pressed or switched at random times, a number steps to values of its range. */
const exploredInput = z.union([
  signalName,
  z.strictObject({
    signal: z.union([signalName, faultSwitch]).describe('The plant input, or fault, that is operated.'),
    from: signalValue.optional().describe('Smallest value of a number.'),
    to: signalValue.optional().describe('Largest value of a number.'),
    as: z
      .enum(['press', 'switch'])
      .optional()
      .describe(
        'press: away from its rest value for a while, as a push button; switch: stays where it was put. press unless written.',
      ),
  }),
]);

/** Random runs on top of the scenario: the first that fails is shrunk to the shortest and told. */
const exploration = z.strictObject({
  inputs: z.array(exploredInput).min(1).describe('What is operated at random.'),
  runs: z.int().min(1).max(1000).default(200).describe('How many runs.'),
  length: positiveDuration.describe('How long each run lasts; the first event comes after the scenario.'),
});

/** Structures of a program that a check may forbid. */
export const forbiddable = [
  'while',
  'repeat',
  'for',
  'exit',
  'timer-in-branch',
  'double-coil',
  'global-variable',
  'direct-address',
  'float-equality',
] as const;

/** What the text of the program must be like; graded without running it, but for its cost. */
const programRequirement = z
  .strictObject({
    controller: identifier
      .optional()
      .describe('The one controller unless written.')
      .meta({ examples: ['plc'] }),
    forbid: z.array(z.enum(forbiddable)).default([]).describe('Structures that the program must not have.'),
    use: z
      .array(identifier)
      .default([])
      .describe('Blocks or functions that must be called, e.g. TON.')
      .meta({ examples: [['TON']] }),
    lines: z
      .int()
      .min(1)
      .optional()
      .describe('At most so many lines with code.')
      .meta({ examples: [20] }),
    cost: z
      .int()
      .min(1)
      .optional()
      .describe('At most so many statements in the costliest run of a task during the scenario.')
      .meta({ examples: [200] }),
  })
  .describe('Static requirements on the program.');

/** The diagnosis of a troubleshooting lab, and the route to it. */
const diagnosisRequirement = z
  .strictObject({
    minutes: z.number().positive().optional().describe('At most so many minutes of tests.'),
    money: z.number().min(0).optional().describe('At most so much money for parts and tests.'),
    evidence: z
      .boolean()
      .default(true)
      .describe('A test must have been made whose result tells the fault from the others: a lucky guess is not enough.'),
  })
  .describe('Asks for the right diagnosis of the fault that was drawn.');

export const check = z
  .strictObject({
    id: slug.describe('What the texts call it: ### Check keeps-running.'),
    scenario: z
      .array(scenarioEvent)
      .default([])
      .describe('What is operated in the run, line by line: at 200ms: { plant.StartButton: FALSE }.'),
    run: positiveDuration.optional().describe('How long the run lasts; long enough for every window unless written.'),
    require: z.array(requirement).default([]).describe('What must hold in the run.'),
    explore: exploration
      .optional()
      .describe('Random runs besides the scenario; the first that fails is told, made as short as it gets.'),
    program: programRequirement.optional(),
    diagnosis: diagnosisRequirement.optional(),
    ways: z.array(wayToFail).default([]).describe('Ways to fail that have a message of their own; the first that fits is told.'),
  })
  .refine((one) => one.require.length > 0 || one.program || one.diagnosis, {
    message: 'a check needs require, program or diagnosis: it asks for nothing yet',
    path: ['require'],
  });
