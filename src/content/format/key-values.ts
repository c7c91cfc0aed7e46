/** What may stand at a key, in words: made of JSON Schema, with program text between backquotes. */
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import { isBilingual } from '#sandbox/lab/key-anchor.ts';

/** As much of JSON Schema (2020-12) as zod writes for our formats. */
export interface Schema {
  examples?: readonly unknown[];
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
    list: 'list of ',
    map: 'by name: ',
    name: '<name>',
    characters: '≤ # characters',
  },
  'zh-CN': {
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
  [/^\^\\s\*\(\\d\+.*%％/, { en: 'number, or share in %', 'zh-CN': '数或百分比' }],
  [/^\^(\\s\*)?\[\+-\]\?\(\\d\+/, { en: 'number', 'zh-CN': '数' }],
  [/^\^\\s\*-\?\[\\d\.\]\+\[\\s,\]/, { en: 'two numbers', 'zh-CN': '两个数' }],
  [/^\^#\[A-Za-z\]/, { en: '#id', 'zh-CN': '#编号' }],
  [/25\[0-5\]\|2\[0-4\]\\d\|1\?/, { en: 'IPv4', 'zh-CN': 'IPv4' }],
];

/** The shapes with keys that may stand here; several where it is one of many. */
export function variantsOf(schema: Schema): Schema[] {
  if (schema.properties) return isBilingual(schema) ? [] : [schema];
  return (schema.oneOf ?? schema.anyOf ?? []).flatMap(variantsOf);
}

export function shapeOf(schema: Schema, locale: Locale): string {
  const say = words[locale];
  const form = forms.find(([pattern]) => schema.pattern !== undefined && pattern.test(schema.pattern));
  if (form) return form[1][locale];
  if (schema.format === 'uuid') return 'UUID';
  if (schema.format === 'reading') return locale === 'en' ? 'signal, also compared' : '信号或比较式';
  if (schema.enum) return schema.enum.map((one) => code(one)).join(', ');
  if (schema.const !== undefined) return code(schema.const);
  if (schema.prefixItems) return `[${schema.prefixItems.map((one) => shapeOf(one, locale)).join(', ')}]`;
  if (schema.items) return `${say.list}${shapeOf(schema.items, locale)}`;
  if (schema.properties) return isBilingual(schema) ? '{ en, zh-CN }' : '{…}';
  if (typeof schema.additionalProperties === 'object') return `${say.map}${shapeOf(schema.additionalProperties, locale)}`;
  const either = schema.anyOf ?? schema.oneOf;
  if (isDuration(schema)) return locale === 'en' ? 'duration' : '时长';
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

/** A text, or the number 0. */
export const isDuration = ({ anyOf }: Schema): boolean =>
  anyOf?.some((one) => one.const === 0) === true && anyOf.some(({ type }) => type === 'string');

/** Empty where it goes without saying. */
export function unlessWritten({ default: value }: Schema): string {
  if (value === undefined || value === '') return '';
  if (Array.isArray(value)) return value.length === 0 ? '' : code(`[${value.join(', ')}]`);
  return typeof value === 'object' ? '' : code(value);
}

const code = (value: unknown): string => `\`${String(value)}\``;
