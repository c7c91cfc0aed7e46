/** What the schema has against a `gateway.yaml`: what was observed and what to try, in both languages. */
import type { z } from 'zod';
import { gatewayJsonSchema } from './json-schema.ts';
import { nearestName } from './nearest-name.ts';
import type { Path } from './schema/yaml.ts';
import type { Text } from './text.ts';

type Issue = z.core.$ZodIssue;

/** A mistake at a path of the data; `at` says whether its key or its value is meant. */
export interface PlacedIssue {
  path: Path;
  at: 'key' | 'value';
  message: Text;
}

/** One entry per mistake; an unknown key is one each. `data` is what was read, `schemaPath` where its root stands in the schema. */
export function explainIssues(issues: readonly Issue[], data: unknown, schemaPath: Path = []): PlacedIssue[] {
  const found: PlacedIssue[] = [];
  const visit = (issue: Issue, base: Path): void => {
    const path = [...base, ...issue.path];
    const value = valueAt(data, path);
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) {
        found.push({ path: [...path, key], at: 'key', message: unknownKey(key, knownKeys([...schemaPath, ...path], value)) });
      }
    } else if (issue.code === 'invalid_key') {
      for (const nested of issue.issues)
        found.push({ path, at: 'key', message: explain(nested, lastName(path), lastName(path)) });
    } else if (issue.code === 'invalid_union' && issue.errors.length > 0 && value !== undefined) {
      found.push({ path, at: 'value', message: noForm(lastName(path), value) });
    } else if (value === undefined) {
      found.push({ path: path.slice(0, -1), at: 'key', message: missing(lastName(path)) });
    } else found.push({ path, at: 'value', message: explain(issue, lastName(path), value) });
  };
  for (const issue of issues) visit(issue, []);
  return found;
}

function explain(issue: Issue, name: string, value: unknown): Text {
  const seen = show(value);
  switch (issue.code) {
    case 'invalid_type': {
      const kind = kinds[issue.expected] ?? { en: issue.expected, 'zh-CN': issue.expected };
      return {
        en: `\`${name}\` should be ${kind.en}, but this is ${seen}.`,
        'zh-CN': `\`${name}\` 应为${kind['zh-CN']}，但这里是 ${seen}。`,
      };
    }
    case 'invalid_value':
      return oneOf(name, value, issue.values.map(String));
    case 'invalid_union':
      return oneOf(name, value, ['modbus-tcp', 's7', 'mqtt']);
    case 'too_small':
    case 'too_big': {
      const low = issue.code === 'too_small';
      const bound = String(issue.code === 'too_small' ? issue.minimum : issue.maximum);
      if (issue.origin === 'array' || issue.origin === 'string') {
        const what = issue.origin === 'array' ? { en: 'entries', zh: '项' } : { en: 'characters', zh: '个字符' };
        return {
          en: `\`${name}\` needs ${low ? 'at least' : 'at most'} ${bound} ${what.en}.`,
          'zh-CN': `\`${name}\` ${low ? '至少' : '至多'}需要 ${bound} ${what.zh}。`,
        };
      }
      const inclusive = issue.inclusive !== false;
      return {
        en: `\`${name}\` is ${seen}; it must be ${inclusive ? (low ? 'at least' : 'at most') : low ? 'more than' : 'less than'} ${bound}.`,
        'zh-CN': `\`${name}\` 为 ${seen}；${inclusive ? (low ? '不得小于' : '不得大于') : low ? '必须大于' : '必须小于'} ${bound}。`,
      };
    }
    default: {
      const [en = '', chinese = en] = issue.message.split('\u0000');
      return { en: `\`${name}\` is ${seen}: ${en}.`, 'zh-CN': `\`${name}\` 为 ${seen}：${chinese}。` };
    }
  }
}

function oneOf(name: string, value: unknown, allowed: readonly string[]): Text {
  const near = typeof value === 'string' ? nearestName(value, allowed) : null;
  return {
    en: `\`${name}\` cannot be ${show(value)}; write one of ${allowed.join(', ')}.${near ? ` Did you mean ${near}?` : ''}`,
    'zh-CN': `\`${name}\` 不能是 ${show(value)}；可用的值有 ${allowed.join('、')}。${near ? `是否想写 ${near}？` : ''}`,
  };
}

const missing = (name: string): Text => ({
  en: `\`${name}\` is missing here. Add it.`,
  'zh-CN': `这里缺少 \`${name}\`，请补上。`,
});

const noForm = (name: string, value: unknown): Text => ({
  en: `\`${name}\` cannot be ${show(value)}: write TRUE or FALSE, a number or a text.`,
  'zh-CN': `\`${name}\` 不能是 ${show(value)}：请写 TRUE 或 FALSE、数字或文字。`,
});

function unknownKey(key: string, known: readonly string[]): Text {
  const near = nearestName(key, known);
  const [en, chinese] = near
    ? [` Did you mean \`${near}\`?`, `是否想写 \`${near}\`？`]
    : known.length > 0
      ? [` Known keys: ${known.join(', ')}.`, `可用的键：${known.join('、')}。`]
      : ['', ''];
  return { en: `There is no key \`${key}\` here.${en}`, 'zh-CN': `这里没有键 \`${key}\`。${chinese}` };
}

const kinds: Record<string, Text> = {
  string: { en: 'text', 'zh-CN': '文字' },
  number: { en: 'a number', 'zh-CN': '数字' },
  int: { en: 'a whole number', 'zh-CN': '整数' },
  boolean: { en: 'true or false', 'zh-CN': ' true 或 false' },
  object: { en: 'a map of keys and values', 'zh-CN': '由键和值组成的映射' },
  record: { en: 'a map of keys and values', 'zh-CN': '由键和值组成的映射' },
  array: { en: 'a list', 'zh-CN': '列表' },
  tuple: { en: 'a list of two', 'zh-CN': '两项的列表' },
};

interface JsonNode {
  properties?: Record<string, JsonNode>;
  additionalProperties?: JsonNode | boolean;
  items?: JsonNode;
  oneOf?: JsonNode[];
  anyOf?: JsonNode[];
  const?: unknown;
}

const forms = (node: JsonNode): JsonNode[] => {
  const several = node.oneOf ?? node.anyOf;
  return several ? several.flatMap(forms) : [node];
};

let wholeSchema: JsonNode | null = null;

/** The keys that the schema knows in the map at `path`; of several forms, that of the protocol written there. */
function knownKeys(path: Path, value: unknown): string[] {
  wholeSchema ??= gatewayJsonSchema() as JsonNode;
  let nodes = forms(wholeSchema);
  for (const step of path) {
    nodes = nodes
      .flatMap(
        (node) => (typeof step === 'number' ? node.items : (node.properties?.[String(step)] ?? node.additionalProperties)) ?? [],
      )
      .flatMap((node) => (typeof node === 'object' ? forms(node) : []));
  }
  const protocol = valueAt(value, ['protocol']);
  const meant = nodes.filter((node) => node.properties?.protocol?.const === protocol);
  return [...new Set((meant.length > 0 ? meant : nodes).flatMap((node) => Object.keys(node.properties ?? {})))];
}

function valueAt(data: unknown, path: Path): unknown {
  let value = data;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[step];
  }
  return value;
}

/** The nearest name on the way: `tags/3/scale` is `scale`, `clamp/1` is `clamp`. */
const lastName = (path: Path): string => String(path.findLast((step) => typeof step === 'string') ?? 'gateway.yaml');

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
