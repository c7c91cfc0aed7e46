/** What a trainee answers and decides, and what checks may see beyond signals. Both have names that expressions use. */
import { z } from 'zod';
import { identifier, signalName, slug } from './schema-words.ts';

const sets = signalName
  .optional()
  .describe('An operable input of the plant that takes the answer, at once and in every check.')
  .meta({ examples: ['plant.SetPoint'] });

/** `answer.Voltage` in expressions; a question that is not answered yet makes every check of its step fail with a sentence that says so. */
const answer = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('number'),
    unit: z.string().max(20).optional().describe('Shown behind the field.'),
    from: z.number().optional().describe('Smallest value.'),
    to: z.number().optional().describe('Largest value.'),
    sets,
  }),
  z.strictObject({ kind: z.literal('yes-no'), sets }),
  z.strictObject({
    kind: z.literal('text'),
    longest: z.int().min(1).max(500).default(100).describe('So many characters at most.'),
  }),
  z.strictObject({
    kind: z.literal('choice'),
    options: z
      .array(slug)
      .min(2)
      .max(20)
      .describe("Their words are in the texts; in expressions they are texts: answer.Link = 'wired'."),
    sets: signalName
      .optional()
      .describe('An operable input of the plant that takes the number of the option, from 0.')
      .meta({ examples: ['plant.Choice'] }),
    profile_of: slug.optional().describe('A link of the network that takes the option as its profile.'),
  }),
]);

export const answers = z.record(identifier, answer);

/** `seen.Pressure` in expressions: what stands there at the end of a tick. */
const observation = z.union([
  z.strictObject({
    topic: z
      .string()
      .min(1)
      .max(200)
      .describe('With wildcards it takes every topic that fits: a gateway numbers its messages over all of its topics.'),
    broker: identifier.describe('The device that is the broker.'),
    pointer: z.string().max(100).default('').describe('Where it stands in the JSON: /value; the whole payload unless written.'),
    what: z
      .enum(['number', 'text', 'bool', 'highest', 'lowest', 'count', 'age', 'gaps', 'disorder', 'repeats'])
      .default('number')
      .describe(
        'number, text, bool: of the last message; a number that is not there makes every comparison with it FALSE. highest, lowest: of all numbers so far. count: messages so far; age: seconds since the last (1e9 before the first). gaps: how many numbers the pointer has left out, counting by one, and has not brought since; disorder: messages whose number (or time) at the pointer is below one before; repeats: equal to one before, which is no disorder.',
      ),
    retained: z.boolean().optional().describe('Only messages that were published with this flag.'),
  }),
  z.strictObject({
    tag: z.string().min(1).max(200).describe("A tag of the trainee's gateway."),
    what: z
      .enum(['number', 'text', 'bool', 'good', 'quality', 'age'])
      .default('number')
      .describe('quality is a text: Good, Uncertain…, Bad…, or none.'),
  }),
  z.strictObject({
    gateway: z
      .enum(['running', 'tags', 'bad', 'waiting', 'dropped', 'acknowledged', 'connected', 'requests', 'alarms'])
      .describe('What is read off the gateway itself: whether it runs and is connected, and how many of the others there are.'),
  }),
  z.strictObject({
    packets: z
      .enum(['modbus', 's7', 'mqtt', 'tcp', 'udp', 'icmp', 'any'])
      .describe(
        'Packets that have passed the link, both ways; of modbus, s7 and mqtt their messages, however they were cut into packets.',
      ),
    link: slug.describe('A link of the network, by its id.').meta({ examples: ['office-cell'] }),
    port: z
      .int()
      .optional()
      .describe('Only packets from or to this TCP or UDP port.')
      .meta({ examples: [502] }),
    what: z
      .enum(['count', 'bytes', 'errors', 'dropped'])
      .default('count')
      .describe(
        'errors: exceptions and error answers of the protocol; of tcp resets, of icmp what could not be delivered. dropped: what the link has lost, whatever it was.',
      ),
    function: z
      .int()
      .optional()
      .describe('Of Modbus: only requests with this function code, and as errors their exceptions.')
      .meta({ examples: [3] }),
  }),
  z.strictObject({
    file: z
      .string()
      .min(1)
      .max(200)
      .describe("In the terminal's home directory.")
      .meta({ examples: ['readings.csv'] }),
    what: z
      .enum(['exists', 'lines', 'text'])
      .default('exists')
      .describe('Whether it is there, how many lines it has, or what it says.'),
  }),
  z.strictObject({
    drawn: z
      .union([z.string().min(1).max(200), z.number()])
      // biome-ignore lint/suspicious/noTemplateCurlyInString: as authors write it
      .describe('What was drawn, to be held against an answer: ${unit}.'),
    what: z.enum(['number', 'text']).default('number').describe('As what it is compared.'),
  }),
]);

export const observations = z.record(identifier, observation);

export type AnswerOfLab = z.output<typeof answer>;
export type Observation = z.output<typeof observation>;
