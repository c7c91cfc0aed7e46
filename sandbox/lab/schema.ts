/**
 * The lab format: the one schema of `lab.yaml`. It gives the type, the validation, the JSON Schema for editors and the reference
 * page, so every key says here what it means. Unknown keys are refused: a misspelt key must not pass in silence.
 */
import { z } from 'zod';

const durationUnits: Record<string, bigint> = {
  us: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  min: 60_000_000_000n,
  h: 3_600_000_000_000n,
};

/** Nanoseconds of `10ms`, `2.5s`, `1min`; `null` when the text is not a duration. */
export function parseDuration(text: string): bigint | null {
  const match = /^(\d+)(?:\.(\d+))?\s*(us|ms|s|min|h)$/.exec(text.trim());
  if (!match) return null;
  const [, whole = '0', fraction = '', unit = 's'] = match;
  const scale = durationUnits[unit] ?? 1n;
  return BigInt(whole) * scale + (fraction === '' ? 0n : (BigInt(fraction) * scale) / 10n ** BigInt(fraction.length));
}

/** A span of logical time, written `10ms`, `2.5s`, `1min`; nanoseconds after parsing. */
export const duration = z
  .union([z.string(), z.literal(0)])
  .transform((text, context) => {
    const value = text === 0 ? 0n : parseDuration(text);
    if (value !== null) return value;
    context.addIssue({
      code: 'custom',
      message: `"${text}" is not a duration; write a number with us, ms, s, min or h, e.g. 200ms`,
    });
    return z.NEVER;
  })
  .describe('A span of logical time: 10ms, 2.5s, 1min.');

const positiveDuration = duration.refine((value) => value > 0n, { message: 'must be longer than 0' });

const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use lower-case words joined by hyphens, e.g. seal-in');
const identifier = z.string().regex(/^[A-Za-z][A-Za-z0-9_]*$/, 'use an IEC identifier: letters, digits, underscores');

/** `plant.StartButton`, `plc.Motor`: a part of the rig, then a name in it. */
const signalName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*)+$/, 'name a signal as part.Name, e.g. plant.StartButton');

const address = (area: 'I' | 'Q') =>
  z
    .string()
    .regex(new RegExp(`^%${area}(X\\d+\\.[0-7]|[BWDL]\\d+)$`), `write the address as %${area}X0.0, %${area}W2 or %${area}D4`);

/** TRUE/FALSE, a number, or a duration such as 800ms for a signal of type TIME. */
const signalValue = z.union([z.boolean(), z.number(), z.string()]);

/** The elementary type on a terminal; BOOL for an X address, INT for W, DINT for D unless written. */
const terminalType = z.enum(['BOOL', 'BYTE', 'WORD', 'DWORD', 'SINT', 'INT', 'DINT', 'USINT', 'UINT', 'UDINT', 'REAL']);

const inputTerminal = z.strictObject({
  at: address('I').describe('Where the program reads it: %IX0.0.'),
  from: signalName.describe('The plant signal wired to the terminal.'),
  type: terminalType.optional(),
});

const outputTerminal = z.strictObject({
  at: address('Q').describe('Where the program writes it: %QX0.0.'),
  to: signalName.describe('The plant input wired to the terminal.'),
  type: terminalType.optional(),
  safe: signalValue.optional().describe('What the output goes to on stop or fault; 0 or FALSE unless written.'),
});

const controller = z.strictObject({
  program: z
    .union([z.string(), z.array(z.string()).min(1)])
    .transform((files) => (typeof files === 'string' ? [files] : files))
    .describe('The file or files that the trainee finds, below the lab: start/main.st.'),
  cycle: positiveDuration.default(10_000_000n).describe('Interval of a program that is in no TASK; 10ms unless written.'),
  memory: z.int().min(1).max(4096).default(256).describe('Size of the controller in kB: program data, not program text.'),
  inputs: z.record(identifier, inputTerminal).default({}).describe('Input terminals by name.'),
  outputs: z.record(identifier, outputTerminal).default({}).describe('Output terminals by name.'),
});

const plant = z.strictObject({
  source: z.string().describe('The Structured Text of the process, below the lab: plant.st. Its one PROGRAM is called plant.'),
  step: positiveDuration.default(5_000_000n).describe('Fixed step of the physics.'),
});

export const paneNames = ['program', 'scene', 'watch', 'trend', 'checks', 'io', 'network', 'gateway', 'terminal'] as const;

const rig = z.strictObject({
  controllers: z
    .record(identifier, controller)
    .refine((all) => Object.keys(all).length > 0, { message: 'a rig needs at least one controller' }),
  plant,
  scene: z.string().describe('The drawing, below the lab: scene.svg.'),
  panes: z.array(z.enum(paneNames)).min(1).default(['program', 'scene', 'watch', 'checks']),
});

/** A value drawn per trainee from the seed and written to the plant input of the same name before the first tick. */
const parameter = z.strictObject({ from: signalValue, to: signalValue });

/** One line of a scenario: `at 200ms: { plant.StartButton: FALSE }`. */
const scenarioEvent = z
  .record(z.string().regex(/^at .+$/, 'start the line with "at" and a time, e.g. at 200ms'), z.record(signalName, signalValue))
  .transform((line, context) => {
    const [[key, set] = ['', {}], ...more] = Object.entries(line);
    const at = parseDuration(key.slice(3));
    if (more.length > 0 || at === null) {
      context.addIssue({ code: 'custom', message: `"${key}" should be one time, written as "at 200ms"` });
      return z.NEVER;
    }
    return { at, set };
  });

const expression = z.string().min(1).describe('A BOOL expression in Structured Text over signals, with IMPLIES.');

/** One requirement on a run. See the page of semantics: `content/../reference/checks`. */
const requirement = z.union([
  z.strictObject({
    expect: expression,
    after: duration.default(0n).describe('When the window opens; the start of the run unless written.'),
    within: duration.default(0n).describe('How long it may take until the expression becomes true.'),
    for: duration.default(0n).describe('How long it must then stay true.'),
  }),
  z.strictObject({ always: expression, from: duration.default(0n), to: duration.optional() }),
  z.strictObject({ never: expression, from: duration.default(0n), to: duration.optional() }),
  z.strictObject({
    when: expression,
    // biome-ignore lint/suspicious/noThenProperty: the word of the format; these objects are data and never awaited
    then: expression,
    within: duration.default(0n),
    for: duration.default(0n),
  }),
  z.strictObject({ hold: expression, until: expression, from: duration.default(0n), within: duration.optional() }),
]);

/** A way to fail that has a message of its own: the first whose expression holds at the failing sample is told. */
const wayToFail = z.strictObject({ key: slug, if: expression });

const check = z.strictObject({
  id: slug,
  scenario: z.array(scenarioEvent).default([]),
  run: positiveDuration.optional().describe('How long the run lasts; long enough for every window unless written.'),
  require: z.array(requirement).min(1),
  ways: z.array(wayToFail).default([]),
});

const step = z.strictObject({
  id: slug,
  checks: z.array(check).min(1),
  hints: z.int().min(0).max(9).default(0),
});

/** Which message a known wrong answer must get: the first unmet check, and the key of its message. */
const wrongAnswer = z.strictObject({ check: slug, message: slug.default('default') });

export const labSchema = z
  .strictObject({
    id: z.uuid().describe('Never changes, not even when the folder is renamed.'),
    version: z.int().min(1),
    status: z.enum(['draft', 'active', 'retired']),
    difficulty: z.enum(['beginner', 'intermediate', 'advanced']),
    minutes: z.int().min(1).max(600),
    competencies: z.array(z.string()).default([]),
    prerequisites: z.array(slug).default([]).describe('Slugs of labs to do first; no cycles.'),
    rig,
    parameters: z.record(identifier, parameter).default({}),
    steps: z.array(step).min(1),
    wrong: z.record(slug, wrongAnswer).default({}).describe('One entry per folder of wrong/.'),
    session: z.strictObject({ idle: positiveDuration.default(1_200_000_000_000n) }).prefault({}),
    grading: z.strictObject({ mode: z.enum(['practice', 'exam']).default('practice') }).prefault({}),
  })
  .describe('A lab of Millwright.');

export type LabDefinition = z.output<typeof labSchema>;
export type LabCheck = z.output<typeof check>;
export type Requirement = z.output<typeof requirement>;
export type SignalLiteral = z.output<typeof signalValue>;
