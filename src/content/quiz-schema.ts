/**
 * What a question is, as its page holds it and as it is kept on disk (kept-pages.ts). HTML and texts are templates: their slots are filled
 * by each variant (questions/variants.ts).
 */
import { z } from 'zod';

export const quizKinds = ['choice', 'multiple', 'number', 'text', 'order', 'match', 'point', 'reading'] as const;

const name = z.string();
const variable = z.discriminatedUnion('drawn', [
  z.strictObject({ name, drawn: z.literal('range'), from: z.number(), to: z.number(), step: z.number() }),
  z.strictObject({ name, drawn: z.literal('words'), words: z.array(z.string()) }),
  /** From variables before it. */
  z.strictObject({ name, drawn: z.literal('never'), expression: z.string() }),
]);
export type Variable = z.output<typeof variable>;

const askedUnit = z.strictObject({
  /** Empty: a plain number. */
  unit: z.string(),
  /** Other units that are taken; `null`: every one of the same dimension. */
  accepted: z.array(z.string()).nullable(),
  /** The unit is part of the answer, and not printed beside the field. */
  mustWrite: z.boolean(),
});
export type AskedUnit = z.output<typeof askedUnit>;

const told = {
  right: z.boolean(),
  /** HTML; told when this was answered. */
  feedback: z.string().nullable(),
};
const option = z.strictObject({
  ...told,
  id: z.string(),
  /** HTML. */
  shown: z.string(),
  /** Plain text. */
  name: z.string(),
});
/** Numbers from `from` to `to`, both plain numbers or expressions; `null` is no bound. */
const foreseenRange = z.strictObject({ ...told, from: z.string().nullable(), to: z.string().nullable() });
export type ForeseenRange = z.output<typeof foreseenRange>;

const orderItem = z.strictObject({
  id: z.string(),
  shown: z.string(),
  name: z.string(),
  /** Told when this is the first that stands in a wrong place. */
  feedback: z.string().nullable(),
});
export type OrderItem = z.output<typeof orderItem>;

const matchRow = z.strictObject({
  left: z.strictObject({ id: z.string(), shown: z.string(), name: z.string() }),
  right: z.strictObject({ id: z.string(), name: z.string() }),
  /** Told when this is the first that is matched wrongly. */
  feedback: z.string().nullable(),
});
export type MatchRow = z.output<typeof matchRow>;

/** A part of the question's drawing; `name` is what a screen reader says of it, and tells nothing of its being right. */
const region = z.strictObject({ ...told, id: z.string(), element: z.string(), name: z.string() });

const tolerance = z.union([z.strictObject({ absolute: z.number() }), z.strictObject({ percent: z.number() })]);
export type Tolerance = z.output<typeof tolerance>;

const base = {
  id: z.string(),
  /** HTML. */
  question: z.string(),
  /** HTML; told with every right answer. */
  explanation: z.string(),
  variables: z.array(variable),
  /** Of a drill: the step of the lesson's lab after which it returns; `null`: once the lesson is done. */
  afterStep: z.string().nullable(),
  /** Options in the order of the variant, else as their author wrote them. */
  shuffle: z.boolean(),
};
const measured = { foreseen: z.array(foreseenRange), tolerance, asked: askedUnit };

export const quizSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...base, kind: z.enum(['choice', 'multiple']), options: z.array(option) }),
  z.strictObject({ ...base, kind: z.literal('number'), ...measured }),
  z.strictObject({ ...base, kind: z.literal('text'), foreseen: z.array(z.strictObject({ ...told, value: z.string() })) }),
  /** In the right order. */
  z.strictObject({ ...base, kind: z.literal('order'), items: z.array(orderItem) }),
  z.strictObject({ ...base, kind: z.literal('match'), rows: z.array(matchRow) }),
  z.strictObject({ ...base, kind: z.literal('point'), options: z.array(region) }),
  /** The value of a signal of the reader's own rig, times `scale`. Ranges may name it: `value * 10`. */
  z.strictObject({ ...base, kind: z.literal('reading'), signal: z.string(), scale: z.number(), ...measured }),
]);
export type Quiz = z.output<typeof quizSchema>;
