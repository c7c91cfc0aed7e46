/** The generated end of the page on gateway.yaml: how addresses are written, and every key with its values and its meaning. */
import type { FileSchema } from '#sandbox/lab/file-schema.ts';
import { describe, gatewayFileSchema } from '#sandbox/lab/gateway-file.ts';
import { addressExamples } from '../../../src/workbench/gateway/assist/address-help.ts';
import { defaultOf, shapeOf } from '../../../src/workbench/yaml/schema-place.ts';

type Locale = 'en' | 'zh-CN';

const words = {
  en: {
    addresses: 'Addresses',
    keys: 'Every key',
    generated:
      'From here on this page is generated from the gateway’s schema. `*`: must be written. `<name>`: a name of your own.',
    head: ['Key', 'Value', 'Unless written', 'Meaning'],
    examples: ['Address', 'Meaning'],
    list: 'list',
    map: 'map',
    top: 'The whole file',
  },
  'zh-CN': {
    addresses: '地址',
    keys: '全部键',
    generated: '以下由网关的 schema 生成。`*`：必须写。`<name>`：名称自定。',
    head: ['键', '取值', '不写时', '含义'],
    examples: ['地址', '含义'],
    list: '列表',
    map: '映射',
    top: '整个文件',
  },
} as const;

/** The heading from which on a page is generated. */
export const generatedFrom = (locale: Locale): string => `## ${words[locale].addresses}\n`;

const cell = (text: string): string => text.replaceAll('|', '\\|');
const code = (text: string): string => (text === '' ? '' : `\`${cell(text)}\``);
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows]
    .map((row) => `| ${row.join(' | ')} |`.replace('| --- ', '|---').replaceAll(' --- |', '---|'))
    .join('\n');

export function generatedPart(locale: Locale): string {
  const say = words[locale];
  const addresses = Object.entries(addressExamples).map(
    ([protocol, examples]) =>
      `### ${protocol}\n\n${table(
        say.examples,
        examples.map(({ address, meaning }) => [code(address), meaning[locale]]),
      )}\n`,
  );
  const sections = Object.entries(gatewayFileSchema.properties ?? {}).flatMap(([key, schema]) => section(key, schema, locale));
  const top = table(say.head, rowsOf(gatewayFileSchema, '', locale, false));
  return [
    generatedFrom(locale),
    say.generated,
    '',
    ...addresses,
    `## ${say.keys}\n`,
    `### ${say.top}\n`,
    `${top}\n`,
    ...sections,
  ].join('\n');
}

/** A table of each top-level key that has keys of its own; a connection has one for each protocol. */
function section(key: string, schema: FileSchema, locale: Locale): string[] {
  const inner = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : (schema.items ?? schema);
  const branches = inner.oneOf ?? [inner];
  return branches.flatMap((branch) => {
    const rows = rowsOf(branch, '', locale, true);
    const protocol = branches.length > 1 ? ` ${String(branch.properties?.protocol?.const)}` : '';
    return rows.length === 0 ? [] : [`### ${key}${protocol}\n`, `${table(words[locale].head, rows)}\n`];
  });
}

function rowsOf(schema: FileSchema, before: string, locale: Locale, deep: boolean): string[][] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, inner]) => {
    const path = `${before}${key}`;
    const needed = schema.required?.includes(key) && inner.default === undefined ? '*' : '';
    const row = [
      `${code(path)}${needed && ` \`${needed}\``}`,
      code(formOf(inner, locale)),
      code(defaultOf([inner]) ?? ''),
      cell(inner.description === undefined ? '' : describe(inner.description, locale)),
    ];
    return [row, ...(deep ? rowsOf(inner, `${path}.`, locale, deep) : [])];
  });
}

function formOf(schema: FileSchema, locale: Locale): string {
  if (schema.prefixItems) return '[a, b]';
  if (schema.items) return words[locale].list;
  if (typeof schema.additionalProperties === 'object') return `${words[locale].map} <name>`;
  if (schema.properties) return words[locale].map;
  return shapeOf(schema.anyOf ? [...schema.anyOf] : [schema]);
}
