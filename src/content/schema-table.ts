/** Tables of the keys of a format, made from its schema: what it means, what may stand there, and what is so unless written. */
import * as z from 'zod/v4/core';
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';

/** As much of JSON Schema (2020-12) as zod writes for our formats. */
interface Schema {
  type?: string | string[];
  description?: string;
  default?: unknown;
  const?: unknown;
  enum?: readonly unknown[];
  pattern?: string;
  format?: string;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  required?: readonly string[];
  properties?: Readonly<Record<string, Schema>>;
  additionalProperties?: Schema | boolean;
  items?: Schema;
  prefixItems?: readonly Schema[];
  oneOf?: readonly Schema[];
  anyOf?: readonly Schema[];
}

const words = {
  en: {
    head: ['Key', 'Meaning', 'Value'],
    unless: '; # unless written',
    list: 'list of ',
    map: 'by name: ',
    name: '<name>',
    characters: '≤ # characters',
  },
  'zh-CN': {
    head: ['键', '含义', '取值'],
    unless: '；不写为 #',
    list: '列表：',
    map: '按名称：',
    name: '<名称>',
    characters: '≤ # 个字符',
  },
} as const;

/** What texts of a certain form are called in the tables; the page says what each is. */
const forms: readonly [RegExp, Readonly<Record<Locale, string>>][] = [
  [/^\^\[a-z0-9\]\+\(-\[a-z0-9\]\+\)\*\$$/, { en: 'slug', 'zh-CN': '短名' }],
  [/^\^\[A-Za-z\]\[A-Za-z0-9_\]\*\$$/, { en: 'identifier', 'zh-CN': '标识符' }],
  [/^\^\[A-Za-z\]\[A-Za-z0-9_\]\*\(\\\./, { en: 'signal', 'zh-CN': '信号' }],
  [/^\^%/, { en: 'address', 'zh-CN': '地址' }],
  [/^\^fault/, { en: 'fault.id', 'zh-CN': 'fault.编号' }],
  [/25\[0-5\]\|2\[0-4\]\\d\|1\?/, { en: 'IPv4', 'zh-CN': 'IPv4' }],
];

/** Sections of Markdown: `title` over the keys of the whole file, then one for each key that has keys of its own. */
export function schemaTables(
  schema: z.$ZodType,
  { title, locale, chinese }: { title: string; locale: Locale; chinese: Readonly<Record<string, string>> },
): string {
  const whole = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema;
  const say = (sentence: string): string => (locale === 'zh-CN' ? (chinese[sentence] ?? sentence) : sentence);
  const parts: string[] = [];
  const add = (path: string, inner: Schema, depth: number): void => {
    const variants = variantsOf(inner);
    if (variants.length > 0) {
      const heading = path === '' ? `## ${title}` : `${'#'.repeat(Math.min(depth, 3) + 1)} ${code(path)}`;
      const rows = variants.flatMap((variant) => rowsOf(variant, variants.length > 1));
      parts.push(`${heading}\n\n${table(rows)}`);
    }
    const seen = new Set<string>();
    for (const variant of variants)
      for (const [key, child] of Object.entries(variant.properties ?? {})) {
        const place = path === '' ? key : `${path}.${key}`;
        if (!seen.has(key)) deeper(place, child, depth + 1);
        if (variantsOf(child).length > 0) seen.add(key);
      }
    for (const child of [inner, ...variants].flatMap(containedIn)) deeper(`${path}${child.sign}`, child.schema, depth);
  };
  /** Through lists and maps to what has keys. */
  const deeper = (path: string, child: Schema, depth: number): void => {
    const contained = containedIn(child);
    if (variantsOf(child).length > 0) add(path, child, depth);
    else for (const { sign, schema: inner } of contained) deeper(`${path}${sign}`, inner, depth);
  };
  const containedIn = (child: Schema): { sign: string; schema: Schema }[] => [
    ...(child.items ? [{ sign: '[]', schema: child.items }] : []),
    ...(typeof child.additionalProperties === 'object'
      ? [{ sign: `.${words[locale].name}`, schema: child.additionalProperties }]
      : []),
    // A union of a short form and a long one: the long one has the keys.
    ...(child.anyOf ?? []).flatMap((one) => (one.items || one.additionalProperties ? containedIn(one) : [])),
  ];
  const rowsOf = (variant: Schema, several: boolean): string[][] => {
    const entries = Object.entries(variant.properties ?? {});
    const fixed = entries.find(([, { const: value }]) => value !== undefined);
    const first = fixed ?? entries.find(([key]) => variant.required?.includes(key)) ?? entries[0];
    const ordered = several && first ? [first, ...entries.filter((entry) => entry !== first)] : entries;
    return ordered.map(([key, inner], index) => {
      const needed = variant.required?.includes(key) && inner.default === undefined;
      const value = inner.const === undefined ? shapeOf(inner, locale) : code(String(inner.const));
      const meaning = inner.description ?? (inner.const === undefined ? '' : (variant.description ?? ''));
      const shown = several && index === 0 ? `**${code(key)}**` : code(key);
      const otherwise = unlessWritten(inner);
      const whole = otherwise === '' ? value : `${value}${words[locale].unless.replace('#', otherwise)}`;
      return [`${shown}${needed ? ' \\*' : ''}`, escaped(meaning === '' ? '' : say(meaning)), whole];
    });
  };
  const table = (rows: string[][]): string =>
    [words[locale].head, words[locale].head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
  add('', whole.items ?? whole, 1);
  return parts.join('\n\n');
}

/** One text in both languages: not worth a table of its own. */
const bilingual = ({ properties }: Schema): boolean =>
  Object.keys(properties ?? {}).join() === 'en,zh-CN' && properties?.en?.type === 'string';

/** The shapes with keys that may stand here; several where it is one of many. */
function variantsOf(schema: Schema): Schema[] {
  if (schema.properties) return bilingual(schema) ? [] : [schema];
  return (schema.oneOf ?? schema.anyOf ?? []).flatMap(variantsOf);
}

function shapeOf(schema: Schema, locale: Locale): string {
  const say = words[locale];
  const form = forms.find(([pattern]) => schema.pattern !== undefined && pattern.test(schema.pattern));
  if (form) return form[1][locale];
  if (schema.format === 'uuid') return 'UUID';
  if (schema.enum) return schema.enum.map((one) => code(String(one))).join(', ');
  if (schema.const !== undefined) return code(String(schema.const));
  if (schema.prefixItems) return `[${schema.prefixItems.map((one) => shapeOf(one, locale)).join(', ')}]`;
  if (schema.items) return `${say.list}${shapeOf(schema.items, locale)}`;
  if (schema.properties) return bilingual(schema) ? '{ en, zh-CN }' : '{…}';
  if (typeof schema.additionalProperties === 'object') return `${say.map}${shapeOf(schema.additionalProperties, locale)}`;
  const either = schema.anyOf ?? schema.oneOf;
  if (either?.some((one) => one.const === 0) && either.some(({ type }) => type === 'string'))
    return locale === 'en' ? 'duration' : '时长';
  if (either) return [...new Set(either.map((one) => shapeOf(one, locale)))].join(locale === 'en' ? ' or ' : ' 或 ');
  if (schema.minimum !== undefined && schema.maximum !== undefined && schema.maximum < 1e15)
    return `${schema.minimum} … ${schema.maximum}`;
  if (schema.type === 'boolean') return `${code('true')}, ${code('false')}`;
  const kind = {
    en: { string: 'text', number: 'number', integer: 'whole number', boolean: '`true`, `false`' },
    'zh-CN': { string: '文本', number: '数', integer: '整数', boolean: '`true`、`false`' },
  };
  const names = [schema.type ?? 'string'].flat().map((type) => kind[locale][type as 'string'] ?? type);
  const limit = schema.maxLength === undefined ? '' : ` ${say.characters.replace('#', String(schema.maxLength))}`;
  return `${names.join(', ')}${limit}`;
}

function unlessWritten({ default: value }: Schema): string {
  if (value === undefined || value === '') return '';
  if (Array.isArray(value)) return value.length === 0 ? '' : code(`[${value.join(', ')}]`);
  return typeof value === 'object' ? '' : code(String(value));
}

const code = (text: string): string => `\`${text.replaceAll('|', '\\|')}\``;

/** Sentences are text and not Markdown, but for what they put between backquotes. */
const escaped = (text: string): string =>
  text
    .split(/(`[^`]*`)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/[\\*_<>[\]|#~:{}]/g, '\\$&')))
    .join('');
