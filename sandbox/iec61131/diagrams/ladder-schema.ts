/**
 * The text form of a ladder POU: YAML in a file that ends with `.ld`. One element to a line, so that a change of the drawing is a small
 * change of the text. The descriptions are the reference page of the format.
 */
import { z } from 'zod';
import { COMPARISONS } from './ladder.ts';

const operand = z.string().max(1000);

/** A row: read element by element (`read-ladder.ts`), so that a mistake is told at its element. */
export type SeriesForm = ElementForm[];
export type ElementForm = z.infer<(typeof elementForms)[keyof typeof elementForms]> | { parallel: SeriesForm[] };

const series: z.ZodType<SeriesForm> = z.lazy(() =>
  z.array(z.union([...Object.values(elementForms), parallelForm] as unknown as [z.ZodType<ElementForm>, z.ZodType<ElementForm>])),
);

/** By the key that says what an element is. */
export const elementForms = {
  no: z.strictObject({ no: operand.describe('Normally open contact: power passes while the variable is TRUE.') }),
  nc: z.strictObject({ nc: operand.describe('Normally closed contact: power passes while the variable is FALSE.') }),
  rising: z.strictObject({
    rising: operand.describe(
      'Positive transition-sensing contact: power passes for one evaluation when the variable has become TRUE.',
    ),
  }),
  falling: z.strictObject({
    falling: operand.describe(
      'Negative transition-sensing contact: power passes for one evaluation when the variable has become FALSE.',
    ),
  }),
  compare: z.strictObject({
    compare: z
      .tuple([operand, z.enum(COMPARISONS), operand])
      .describe('Compare contact: power passes while the comparison holds. Left value, operator, right value.'),
  }),
  coil: z.strictObject({ coil: operand.describe('Coil: the variable takes the power.') }),
  'negated-coil': z.strictObject({
    'negated-coil': operand.describe('Negated coil: the variable takes the opposite of the power.'),
  }),
  set: z.strictObject({ set: operand.describe('Set coil: the variable becomes TRUE with power, and stays so.') }),
  reset: z.strictObject({ reset: operand.describe('Reset coil: the variable becomes FALSE with power, and stays so.') }),
  'rising-coil': z.strictObject({
    'rising-coil': operand.describe('The variable is TRUE for one evaluation when power has come.'),
  }),
  'falling-coil': z.strictObject({
    'falling-coil': operand.describe('The variable is TRUE for one evaluation when power has gone.'),
  }),
  box: z.strictObject({
    box: operand.describe('A function, or the type of a function block instance: ADD, TON.'),
    instance: operand.optional().describe('The variable that is the instance; of a function block only.'),
    power: z
      .tuple([operand, operand])
      .describe('The input that the power drives and the output that it goes on from: [IN, Q], [EN, ENO].'),
    inputs: z.record(z.string(), operand).optional().describe('Values at the other inputs, by the name of the input.'),
    outputs: z
      .record(z.string(), operand)
      .optional()
      .describe('Variables that take the other outputs, by the name of the output; OUT is the result of a function.'),
  }),
  st: z.strictObject({ st: z.string().max(20_000).describe('Statements in Structured Text that run while there is power.') }),
  jump: z.strictObject({ jump: operand.describe('With power: on to the network with this label. Last of its row.') }),
  return: z.strictObject({ return: z.literal('true').describe('With power: back to the caller. Last of its row.') }),
};

const parallelForm = z.strictObject({
  parallel: z.array(series).min(2).describe('Branches from top to bottom; power goes on where any of them ends with power.'),
});

export const networkForm = z.strictObject({
  title: z.string().max(200).optional().describe('What the network is for, in a few words.'),
  comment: z.string().max(5000).optional().describe('More about it.'),
  label: operand.optional().describe('A name to jump to.'),
  rung: series.describe('The row of elements, from the left power rail to the right one.'),
});

const name = z.string().min(1).max(200);
const rest = {
  declarations: z.string().max(500_000).optional().describe('Sections of variables in Structured Text: VAR … END_VAR.'),
  networks: z.array(networkForm).describe('From top to bottom, as they are evaluated.'),
};

/** A whole file: what documentation and editors are given. */
export const ladderForm = z.union([
  z.strictObject({ program: name.describe('Name of a PROGRAM.'), ...rest }),
  z.strictObject({ 'function-block': name.describe('Name of a FUNCTION_BLOCK.'), ...rest }),
  z.strictObject({ function: name.describe('Name of a FUNCTION.'), result: name.describe('Type of its result.'), ...rest }),
]);
