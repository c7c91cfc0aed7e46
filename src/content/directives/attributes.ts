/** Attributes of a directive, read against the schema that is also their reference; what is wrong with them is said at the directive. */
import { z } from 'zod';
import type { LocalizedText } from '#sandbox/iec61131/diagnostics.ts';
import { nearestName } from '#sandbox/iec61131/semantics/did-you-mean.ts';
import { anchorOf } from '#sandbox/lab/key-anchor.ts';
import type { ProblemList } from '../problem.ts';
import type { Directive } from '../tree.ts';

/** One form, or one for each value of an attribute that all have. */
export type AttributeSchema = z.ZodObject | z.ZodDiscriminatedUnion;

/**
 * What is said when an attribute is missing or cannot be what was written, which `#` stands for; of a whole form, when its attributes do
 * not go together; of several forms, when none is chosen.
 */
export const complaints = z.registry<LocalizedText>();

/** A number, as text. */
export const numberPattern = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** What a transform refuses with sentences of its own. */
const ownSentences = z.object({ en: z.string(), 'zh-CN': z.string() });

/** `null` when something was refused. */
export function readAttributes<Given>(
  schema: AttributeSchema & z.ZodType<Given>,
  node: Directive,
  problems: ProblemList,
): Given | null {
  const given = Object.fromEntries(Object.entries(node.attributes ?? {}).map(([name, value]) => [name, value ?? '']));
  const read = z.safeParse<z.ZodType<Given>>(schema, given);
  if (read.success) return read.data;
  const told = new Set<string>();
  // A misspelt name first: what seems to be missing is often only that.
  const { issues } = read.error;
  const strange = (issue: z.core.$ZodIssue): boolean => issue.code === 'unrecognized_keys';
  for (const issue of [...issues.filter(strange), ...issues.filter((one) => !strange(one))]) {
    for (const { en, 'zh-CN': chinese } of sentencesOf(issue, { schema, given, directive: node.name })) {
      if (!told.has(en)) problems.error(node, en, chinese, explainedIn(node.name, issue.path));
      told.add(en);
    }
  }
  return null;
}

/** Of an attribute that one kind of question has alone, its first place: kinds share what is explained once. */
const explainedIn = (directive: string, path: readonly PropertyKey[]): string =>
  `/reference/${directive === 'quiz' ? 'question' : 'directive'}-format/#${anchorOf([directive, ...path.map(String)])}`;

/** The names that may stand in any of the forms. */
export const attributeNames = (schema: AttributeSchema): string[] => [
  ...new Set(formsOf(schema).flatMap(({ shape }) => Object.keys(shape))),
];

const formsOf = (schema: AttributeSchema): z.ZodObject[] =>
  schema instanceof z.ZodObject ? [schema] : schema.options.filter((option) => option instanceof z.ZodObject);

interface Read {
  schema: AttributeSchema;
  given: Readonly<Record<string, string>>;
  directive: string;
}

function sentencesOf(issue: z.core.$ZodIssue, { schema, given, directive }: Read): LocalizedText[] {
  const by = schema instanceof z.ZodObject ? null : schema.def.discriminator;
  const form = formsOf(schema).find((one) => by === null || one.shape[by]?.safeParse(given[by]).success);
  if (issue.code === 'unrecognized_keys') return issue.keys.map((name) => unknown(name, { schema, given, directive }, by));
  const own = issue.code === 'custom' ? ownSentences.safeParse(issue.params) : null;
  if (own?.success) return [own.data];
  const name = String(issue.path[0] ?? '');
  const concerned = form === undefined ? schema : name === '' ? form : form.shape[name];
  const said = concerned === undefined ? undefined : complaints.get(concerned);
  const filled = (sentence: string): string => sentence.replaceAll('#', given[name] ?? '');
  return [said ? { en: filled(said.en), 'zh-CN': filled(said['zh-CN']) } : general(name, given[name], directive)];
}

function unknown(name: string, { schema, given, directive }: Read, by: string | null): LocalizedText {
  const known = attributeNames(schema);
  if (by !== null && known.includes(name)) {
    return {
      en: `\`${name}\` means nothing for ${by}=${given[by]}. Remove it, or choose another ${by}.`,
      'zh-CN': `${by}=${given[by]} 不使用 \`${name}\`。请删去，或改用其他 ${by}。`,
    };
  }
  const near = nearestName(name, known);
  return {
    en: `${directive} has no attribute "${name}".${near ? ` Did you mean "${near}"?` : ''}`,
    'zh-CN': `${directive} 没有属性 "${name}"。${near ? `是否想写 "${near}"？` : ''}`,
  };
}

function general(name: string, written: string | undefined, directive: string): LocalizedText {
  return written === undefined
    ? { en: `${directive} needs the attribute "${name}". Add it.`, 'zh-CN': `${directive} 需要属性 "${name}"，请补上。` }
    : {
        en: `"${written}" cannot be the attribute "${name}" of ${directive}. Look up in the reference what it takes.`,
        'zh-CN': `${directive} 的属性 "${name}" 不能是 "${written}"。请在参考页查看可取的值。`,
      };
}
