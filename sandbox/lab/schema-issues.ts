/** What the schema has against a `lab.yaml`, told in both languages at the line where the author can mend it. */
import type { z } from 'zod';
import type { LocalizedText } from '../iec61131/diagnostics.ts';
import { didYouMean } from './did-you-mean.ts';
import { labExplained } from './json-schema.ts';
import { type Explained, explainedAt, formsOf, nodesAt } from './key-anchor.ts';
import type { LabProblem, Place } from './lab.ts';
import { translateSchemaSentence } from './schema-sentences.ts';
import type { Path, PlacedYaml } from './yaml-places.ts';

type Issue = z.core.$ZodIssue;

/** One problem per mistake; an unknown key is one mistake each. */
export function explainIssues(
  file: string,
  yaml: PlacedYaml,
  issues: readonly Issue[],
  explained: Explained | null = null,
): LabProblem[] {
  const problems: LabProblem[] = [];
  let about: Path = [];
  const report = (place: Place, message: LocalizedText): void => {
    const reference = explained === null ? {} : { reference: explainedAt(explained, about) };
    problems.push({ file, ...place, severity: 'error', message, ...reference });
  };
  const visit = (issue: Issue, base: Path): void => {
    const path = [...base, ...issue.path];
    about = path;
    switch (issue.code) {
      case 'unrecognized_keys':
        for (const key of issue.keys) {
          const near = didYouMean(key, knownKeys(path, yaml.data));
          about = near === null ? path : [...path, near];
          report(yaml.keyPlace([...path, key]), unknownKey(key, path, yaml.data));
        }
        return;
      case 'invalid_union': {
        if (valueAt(yaml.data, path) === undefined) {
          report(yaml.keyPlace(path.slice(0, -1)), missing(lastName(path)));
          return;
        }
        const branch = meantBranch(issue.errors, valueAt(yaml.data, path));
        if (branch === null) report(yaml.valuePlace(path), noBranch(path, valueAt(yaml.data, path)));
        else for (const nested of branch) visit(nested, path);
        return;
      }
      case 'invalid_key':
      case 'invalid_element':
        for (const nested of issue.issues) {
          const sentence = explainOne(nested, lastName(path), undefined);
          report(issue.code === 'invalid_key' ? yaml.keyPlace(path) : yaml.valuePlace(path), sentence);
        }
        return;
      default: {
        const value = valueAt(yaml.data, path);
        const missing = value === undefined;
        // A missing key has no place: tell it at the key of the map that lacks it.
        report(missing ? yaml.keyPlace(path.slice(0, -1)) : yaml.valuePlace(path), explainOne(issue, lastName(path), value));
      }
    }
  };
  for (const issue of issues) visit(issue, []);
  return problems;
}

function explainOne(issue: Issue, name: string, value: unknown): LocalizedText {
  if (value === undefined && (issue.code === 'invalid_type' || issue.code === 'invalid_value')) {
    return missing(name);
  }
  const written = value === undefined ? '' : ` ${show(value)}`;
  switch (issue.code) {
    case 'invalid_type': {
      const kind = kinds[issue.expected] ?? { en: issue.expected, 'zh-CN': issue.expected };
      return {
        en: `\`${name}\` should be ${kind.en}, but this is${written}.`,
        'zh-CN': `\`${name}\` 应为${kind['zh-CN']}，但这里是${written}。`,
      };
    }
    case 'invalid_value': {
      const allowed = issue.values.map(String);
      const near = typeof value === 'string' ? didYouMean(value, allowed) : null;
      return {
        en: `\`${name}\` cannot be${written}; write one of ${allowed.join(', ')}.${near ? ` Did you mean ${near}?` : ''}`,
        'zh-CN': `\`${name}\` 不能是${written}；可用的值有 ${allowed.join('、')}。${near ? `是否想写 ${near}？` : ''}`,
      };
    }
    case 'too_small':
    case 'too_big': {
      const low = issue.code === 'too_small';
      const bound = String(issue.code === 'too_small' ? issue.minimum : issue.maximum);
      if (issue.origin === 'array' || issue.origin === 'string') {
        return {
          en: `\`${name}\` needs ${low ? 'at least' : 'at most'} ${bound} ${issue.origin === 'array' ? 'entries' : 'characters'}.`,
          'zh-CN': `\`${name}\` ${low ? '至少' : '至多'}需要 ${bound} ${issue.origin === 'array' ? '项' : '个字符'}。`,
        };
      }
      return {
        en: `\`${name}\` is${written}; it must be ${low ? 'at least' : 'at most'} ${bound}.`,
        'zh-CN': `\`${name}\` 为${written}；${low ? '不得小于' : '不得大于'} ${bound}。`,
      };
    }
    case 'invalid_format': {
      if (issue.format === 'uuid') {
        return {
          en: `\`${name}\` should be a UUID such as 7b0f6f2e-6d0e-4c0b-9a52-0d9b3f3c2a11, but this is${written}.`,
          'zh-CN': `\`${name}\` 应为 UUID，例如 7b0f6f2e-6d0e-4c0b-9a52-0d9b3f3c2a11，但这里是${written}。`,
        };
      }
      const advice = translateSchemaSentence(issue.message);
      return {
        en: `\`${name}\`${written ? ` is${written}` : ' has the wrong form'}: ${advice.en}.`,
        'zh-CN': `\`${name}\`${written ? ` 为${written}` : ' 的写法不对'}：${advice['zh-CN']}。`,
      };
    }
    default: {
      const sentence = translateSchemaSentence(issue.message);
      return { en: `\`${name}\`: ${sentence.en}.`, 'zh-CN': `\`${name}\`：${sentence['zh-CN']}。` };
    }
  }
}

function missing(name: string): LocalizedText {
  return { en: `\`${name}\` is missing here. Add it.`, 'zh-CN': `这里缺少 \`${name}\`，请补上。` };
}

const kinds: Record<string, LocalizedText> = {
  string: { en: 'text', 'zh-CN': '文字' },
  number: { en: 'a number', 'zh-CN': '数字' },
  int: { en: 'a whole number', 'zh-CN': '整数' },
  boolean: { en: 'TRUE or FALSE', 'zh-CN': ' TRUE 或 FALSE' },
  object: { en: 'a map of keys and values', 'zh-CN': '由键和值组成的映射' },
  record: { en: 'a map of keys and values', 'zh-CN': '由键和值组成的映射' },
  array: { en: 'a list', 'zh-CN': '列表' },
};

function unknownKey(key: string, path: Path, data: unknown): LocalizedText {
  const known = knownKeys(path, data);
  const near = didYouMean(key, known);
  if (near) {
    return {
      en: `There is no key \`${key}\` here. Did you mean \`${near}\`?`,
      'zh-CN': `这里没有键 \`${key}\`。是否想写 \`${near}\`？`,
    };
  }
  return {
    en: `There is no key \`${key}\` here.${known.length > 0 ? ` Known keys: ${known.join(', ')}.` : ''}`,
    'zh-CN': `这里没有键 \`${key}\`。${known.length > 0 ? `可用的键：${known.join('、')}。` : ''}`,
  };
}

/**
 * Of a choice between forms, the errors of the one that the author meant: it does not lack the key that names a form (its error
 * would be the missing key), and has the fewest errors otherwise. `null` when no form was meant more than another.
 */
function meantBranch(branches: readonly (readonly Issue[])[], value: unknown): readonly Issue[] | null {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  const fitting = branches.filter((errors) =>
    isObject
      ? !errors.some(
          (error) => error.path.length > 0 && error.code === 'invalid_type' && valueAt(value, error.path) === undefined,
        )
      : !errors.some((error) => error.path.length === 0 && (error.code === 'invalid_type' || error.code === 'invalid_value')),
  );
  if (fitting.length === 0) {
    // `when` without `then`: one form is still nearer than all others.
    const counted = isObject ? branches.map((errors) => ({ errors, weight: weigh(errors, value) })) : [];
    counted.sort((a, b) => a.weight - b.weight);
    const [first, second] = counted;
    return first && (!second || first.weight < second.weight) ? first.errors : null;
  }
  return fitting.reduce((best, errors) => (errors.length < best.length ? errors : best));
}

function weigh(errors: readonly Issue[], value: unknown): number {
  let weight = 0;
  for (const error of errors) {
    weight += error.code === 'unrecognized_keys' ? error.keys.length : valueAt(value, error.path) === undefined ? 1 : 0.1;
  }
  return weight;
}

function noBranch(path: Path, value: unknown): LocalizedText {
  const [list, place] = [path.at(-2), path.at(-1)];
  if (list === 'require') {
    return {
      en: 'This requirement has no known form. Write one of expect: …, always: …, never: …, when: … with then: …, or hold: … with until: ….',
      'zh-CN': '这条要求不是已知的形式。请写 expect: …、always: …、never: …、when: … 加 then: …，或 hold: … 加 until: …。',
    };
  }
  return {
    en: `\`${String(place)}\` cannot be ${show(value)} here. See the reference of this key for what it takes.`,
    'zh-CN': `\`${String(place)}\` 在这里不能是 ${show(value)}。请在参考页查看此键可取的值。`,
  };
}

/** The keys that the schema knows in the map at `path`. */
function knownKeys(path: Path, data: unknown): string[] {
  let nodes = [labExplained.schema()];
  for (const step of path) nodes = nodesAt(nodes, step).nodes;
  const forms = nodes.flatMap(formsOf).filter((node) => node.properties);
  const value = valueAt(data, path);
  const present = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  // Among several forms, only those whose required keys are there.
  const meant = forms.filter((node) => (node.required ?? []).every((key) => present.includes(key)));
  const keys = (meant.length > 0 ? meant : forms).flatMap((node) => Object.keys(node.properties ?? {}));
  return [...new Set(keys)];
}

function valueAt(data: unknown, path: Path): unknown {
  let value = data;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[step];
  }
  return value;
}

/** The nearest name on the way: `steps/0/hints` is `hints`, `panes/2` is `panes`. */
function lastName(path: Path): string {
  const name = path.findLast((step) => typeof step === 'string');
  return name === undefined ? 'lab.yaml' : String(name);
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
