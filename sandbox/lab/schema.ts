/**
 * The lab format: the one schema of `lab.yaml`. It gives the type, the validation, the JSON Schema for editors and the reference
 * page, so every key says here what it means. Unknown keys are refused: a misspelt key must not pass in silence.
 */
import { z } from 'zod';
import { answers, observations } from './schema-answers.ts';
import { check, type requirement } from './schema-checks.ts';
import { devices, gateway, terminal } from './schema-devices.ts';
import { fault, troubleshooting } from './schema-faults.ts';
import { network } from './schema-network.ts';
import { identifier, positiveDuration, signalName, signalValue, slug } from './schema-words.ts';

const address = (area: 'I' | 'Q') =>
  z
    .string()
    .regex(new RegExp(`^%${area}(X\\d+\\.[0-7]|[BWDL]\\d+)$`), `write the address as %${area}X0.0, %${area}W2 or %${area}D4`);

/** The elementary type on a terminal; BOOL for an X address, INT for W, DINT for D unless written. */
const terminalType = z
  .enum(['BOOL', 'BYTE', 'WORD', 'DWORD', 'SINT', 'INT', 'DINT', 'USINT', 'UINT', 'UDINT', 'REAL'])
  .describe('Type of the terminal; BOOL for an X address, INT for W, DINT for D unless written.');

const inputTerminal = z.strictObject({
  at: address('I').describe('Where the program reads it: %IX0.0.'),
  from: signalName.describe('The plant signal wired to the terminal.'),
  type: terminalType.optional(),
});

const outputTerminal = z.strictObject({
  at: address('Q').describe('Where the program writes it: %QX0.0.'),
  to: signalName.describe('The plant input wired to the terminal.'),
  type: terminalType.optional(),
  safe: signalValue
    .optional()
    .describe('What the output goes to on stop or fault; 0 or FALSE unless written.')
    .meta({ examples: ['FALSE'] }),
});

const controller = z.strictObject({
  program: z
    .union([z.string(), z.array(z.string()).min(1)])
    .transform((files) => (typeof files === 'string' ? [files] : files))
    .describe('The file or files that the trainee finds, below the lab: start/main.st, or start/main.ld for a ladder.'),
  ladder: z
    .string()
    .optional()
    .describe('The same start as a ladder, beside the file it stands in for: start/main.ld. The trainee chooses the language.'),
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

const reservedNames = new Set(['plant', 'gateway', 'answers', 'answer', 'seen', 'terminal']);

const rig = z.strictObject({
  controllers: z
    .record(
      identifier.refine((name) => !reservedNames.has(name.toLowerCase()), {
        message: 'plant, gateway, answers, answer, seen and terminal are names of other parts: call the controller plc, say',
      }),
      controller,
    )
    .default({})
    .describe('PLCs of the rig, by name; most labs have one, called plc.'),
  plant: plant.describe('The process under control.'),
  network: network.optional(),
  devices: devices.default({}).describe('What on the network speaks a protocol of industry, by name.'),
  gateway: gateway.optional(),
  terminal: terminal.optional(),
  scene: z.string().describe('The drawing, below the lab: scene.svg.'),
  panes: z
    .array(z.enum(paneNames))
    .min(1)
    .default(['program', 'scene', 'watch', 'trend', 'io', 'checks'])
    .describe('What the workbench shows.'),
});

/**
 * Drawn per trainee from the seed. A range is written to the plant input of the same name before the first tick. A choice is a word:
 * `${name}` anywhere in `network`, `devices` and `observations` stands for it, and in the files of solutions and wrong answers.
 */
const parameter = z.union([
  z.strictObject({ from: signalValue.describe('Smallest value.'), to: signalValue.describe('Largest value.') }),
  z.strictObject({
    choose: z
      .array(z.union([z.string(), z.number()]))
      .min(2)
      .max(20)
      .describe('One of these is drawn.'),
  }),
]);

const step = z.strictObject({
  id: slug.describe('What the texts call it: ## Step seal-in.'),
  checks: z.array(check).min(1).describe('What must hold; the step is passed when all of them pass.'),
  hints: z.int().min(0).max(9).default(0).describe('How many hints the texts have for it.'),
  asks: z.array(identifier).default([]).describe('Answers that are given in this step.'),
});

/** A word of the author at a place of the scene; what it says stands in the texts, under `## Annotations`. */
const annotation = z.strictObject({
  id: slug.describe('What the texts call it.'),
  at: z
    .union([
      z.string().regex(/^[A-Za-z][\w-]*$/, 'write the id of an element of the scene, e.g. contactor, or a place, e.g. [476, 86]'),
      z.tuple([z.number(), z.number()]),
    ])
    .describe('What it points at: the id of an element of the scene, or a place [x, y] in the units of the drawing.'),
  step: slug.optional().describe('Shown while this step is the current one; always unless written.'),
});

/** Which message a known wrong answer must get: the first unmet check, and the key of its message. */
const wrongAnswer = z.strictObject({
  check: slug.describe('The first check that it must fail.'),
  message: slug.default('default').describe('Key of the message that it must get.'),
});

export const labSchema = z
  .strictObject({
    id: z.uuid().describe('Never changes, not even when the folder is renamed.'),
    version: z.int().min(1).describe('Raised when what is graded changes.'),
    status: z.enum(['draft', 'active', 'retired']).describe('active once `lab test` has proved it.'),
    difficulty: z.enum(['beginner', 'intermediate', 'advanced']).describe('For whom.'),
    minutes: z.int().min(1).max(600).describe('Working time of a trainee who does it for the first time.'),
    competencies: z.array(z.string()).default([]).describe('What it teaches, by ids of competencies.yaml.'),
    prerequisites: z.array(slug).default([]).describe('Slugs of labs to do first; no cycles.'),
    rig: rig.describe('What stands on the bench.'),
    parameters: z.record(identifier, parameter).default({}).describe('Drawn for each trainee from the seed, by name.'),
    annotations: z.array(annotation).max(20).default([]).describe('Numbered notes in the scene.'),
    answers: answers.default({}).describe('What the trainee answers or decides, by name.'),
    observations: observations.default({}).describe('What checks see beyond signals, by name.'),
    faults: z.array(fault).default([]).describe('What may go wrong, and when.'),
    troubleshooting: troubleshooting.optional(),
    steps: z.array(step).min(1).describe('In the order of the work; the first that is not passed is the current one.'),
    wrong: z.record(slug, wrongAnswer).default({}).describe('One entry per folder of wrong/.'),
    session: z
      .strictObject({
        idle: positiveDuration
          .default(1_200_000_000_000n)
          .describe('After so long without anybody the rig is put to sleep; 20min unless written.'),
      })
      .prefault({})
      .describe('How long the rig stays awake.'),
    grading: z
      .strictObject({
        mode: z
          .enum(['practice', 'exam'])
          .default('practice')
          .describe('What it is meant for. An exam itself is an assignment that an instructor gives.'),
      })
      .prefault({})
      .describe('Practice or exam.'),
  })
  .describe('A lab of Millwright.');

export type LabDefinition = z.output<typeof labSchema>;
export type LabCheck = z.output<typeof check>;
export type Requirement = z.output<typeof requirement>;
export type LabFault = z.output<typeof fault>;
export type Troubleshooting = z.output<typeof troubleshooting>;
export type SignalLiteral = z.output<typeof signalValue>;
