/**
 * What the attributes of a binding in a scene may be: one form for each, without `data-` before the names. The lint asks these; a browser
 * reads what is wrong as if it were not written (src/workbench/scene/bindings.ts).
 */
import { z } from 'zod';
import { readReading, type SceneBinding } from './scene-attributes.ts';
import { signalName } from './schema-words.ts';

const number = z.string().regex(/^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i, 'write a number, e.g. 40');
const pair = z.string().regex(/^\s*-?[\d.]+[\s,]+-?[\d.]+\s*$/, 'write two numbers, e.g. "40 0"');

/** `NOT plant.Lamp`, `plant.Mode = 2`. */
const reading = z
  .string()
  .refine((text) => signalName.safeParse(readReading(text).signal).success, {
    message: 'name a signal as part.Name, e.g. plant.StartButton',
  })
  .meta({ format: 'reading' });

const min = number.prefault('0').describe('The value at the lower end.');
const max = number.prefault('1').describe('The value at the upper end.');
const to = pair
  .optional()
  .describe('How far it goes from its place, x and y in units of the drawing.')
  .meta({ examples: ['120 0'] });
const pivot = pair.optional().describe('What it turns about, x and y in its own units.');

export const sceneSchemas = {
  press: z
    .object({ press: signalName.describe('The operable BOOL input of the plant.') })
    .describe('A push button: TRUE while pointer, Space or Enter is held.'),
  toggle: z
    .object({ toggle: signalName.describe('The operable BOOL input of the plant.') })
    .describe('A switch: each press inverts the BOOL.'),
  set: z
    .object({
      set: signalName.describe('The operable numeric input of the plant.').meta({ examples: ['plant.SetPoint'] }),
      min,
      max,
      step: number.prefault('1').describe('By how much one press of a key changes it.'),
      to,
    })
    .describe(
      'A slider, by mouse and by keys. With data-to its part of class `thumb` is dragged along that way; without it a press on the left half steps down, on the right half up.',
    ),
  on: z
    .object({ on: reading.describe('A BOOL, also after NOT, or a comparison with a number; `<` is written `&lt;`.') })
    .describe('On or off: equipment darkens, lamps light, lines thicken while it holds.'),
  show: z
    .object({ show: reading.describe('A BOOL, also after NOT, or a comparison with a number; `<` is written `&lt;`.') })
    .describe('Visible only while it holds.'),
  'state-of': z
    .object({
      'state-of': signalName.describe('A number or a BOOL, TRUE as 1.'),
      states: z
        .string()
        .regex(
          /^\s*((-?\d+(\.\d+)?|(-?\d+(\.\d+)?)?\.\.(-?\d+(\.\d+)?)?):[a-z][a-z-]*(\s+|$))+$/,
          'write values or ranges with a look each, e.g. "0:normal 1:running" or "..3.6:fault 3.8..20.5:normal"',
        )
        .prefault('0:normal 1:running')
        .describe('Which look a value or a range means, bounds included; the first that fits wins.'),
    })
    .describe('A look: normal, running, abnormal, fault. Parts of class `when-fault` and the like show in their state only.'),
  rotate: z
    .object({
      rotate: signalName.describe('The speed, 1 as rated.'),
      rpm: number.prefault('60').describe('Turns a minute on the screen at the value 1.'),
      pivot,
    })
    .describe('Turns. About the middle of the first circle, or of the box, unless data-pivot says otherwise.'),
  angle: z
    .object({
      angle: signalName.describe('The number that is pointed at.'),
      min,
      max,
      from: number.prefault('-135').describe('Degrees at the lower end, from how it is drawn.'),
      'to-angle': number.prefault('135').describe('Degrees at the upper end.'),
      pivot,
    })
    .describe('A pointer.'),
  fill: z
    .object({
      fill: signalName.describe('The number that is shown as a level.'),
      min,
      max,
      direction: z.enum(['up', 'right', 'down'], 'write up, right or down').default('up').describe('Where it fills to.'),
    })
    .describe('A rectangle that is filled.'),
  move: z
    .object({ move: signalName.describe('The number that moves it.').meta({ examples: ['plant.Belt.Position'] }), min, max, to })
    .describe('Moves straight, by data-to at the upper end.'),
  path: z
    .object({
      path: signalName.describe('The number that moves it.').meta({ examples: ['plant.Belt.Position'] }),
      min,
      max,
      along: z
        .string()
        .regex(/^#[A-Za-z][\w-]*$/, 'name a path of this drawing, e.g. #belt')
        .describe('The path of this drawing that it goes along: #belt.')
        .meta({ examples: ['#belt'] }),
      turn: z.literal('yes', 'write yes, or leave it out').optional().describe('It turns with the path.'),
    })
    .describe('Moves along a path of the drawing.'),
  items: z
    .object({
      items: signalName.describe('A Conveyor of the plant.').meta({ examples: ['plant.Belt'] }),
      min,
      max,
      to,
      full: number.prefault('0.5').describe('Litres at which a bottle is full.'),
    })
    .describe(
      'What lies on a conveyor: the element is the template of one item and is repeated for each, from data-min to data-max in mm.',
    ),
  text: z
    .object({
      text: signalName.describe('What is shown.'),
      scale: number
        .prefault('1')
        .describe('What is shown is the value times this.')
        .meta({ examples: ['100'] }),
      format: z
        .string()
        .regex(/^([0-6]|0(\.0+)?)?$/, 'write how many decimals, e.g. 2 or 0.00')
        .prefault('0')
        .describe('Decimals: 2, or as a picture 0.00.'),
      unit: z.string().optional().describe('Stands behind the value.'),
    })
    .describe('The value as text; a BOOL reads TRUE or FALSE.'),
} satisfies Record<SceneBinding, z.ZodObject>;
