/** Templates: entries written once and instantiated with parameters, such as the tags of a pump that exists five times. */

import type { Path } from './schema/yaml.ts';
import type { GatewayFile, PlainValue } from './schema.ts';
import type { Text } from './text.ts';

/** One entry as a template gives it, before the schema has seen it. */
export interface Instantiated {
  kind: 'tags' | 'alarms';
  data: unknown;
  /** Where its text stands. */
  path: Path;
  instance: string;
}

interface Trouble {
  path: Path;
  at: 'key' | 'value';
  message: Text;
}

/** What one file may grow to: a gateway of a line has hundreds of tags, not hundreds of thousands. */
export const mostEntries = 5_000;

/** All entries that the instances give, and what is wrong with the instances themselves. */
export function instantiate(file: Pick<GatewayFile, 'templates' | 'instances'>): {
  entries: Instantiated[];
  troubles: Trouble[];
} {
  const entries: Instantiated[] = [];
  const troubles: Trouble[] = [];
  for (const [index, instance] of file.instances.entries()) {
    const template = Object.hasOwn(file.templates, instance.template) ? file.templates[instance.template] : undefined;
    // A name that is not known is told with the other names.
    if (!template) continue;
    const values: Record<string, PlainValue> = { ...instance.with, name: instance.name };
    for (const parameter of template.parameters) {
      if (Object.hasOwn(values, parameter)) continue;
      troubles.push({
        path: ['instances', index],
        at: 'key',
        message: {
          en: `The template ${instance.template} needs a value for \`${parameter}\`. Add it under \`with\`.`,
          'zh-CN': `模板 ${instance.template} 需要参数 \`${parameter}\` 的值，请在 \`with\` 下补上。`,
        },
      });
      values[parameter] = '';
    }
    for (const given of Object.keys(instance.with)) {
      if (template.parameters.includes(given)) continue;
      troubles.push({
        path: ['instances', index, 'with', given],
        at: 'key',
        message: {
          en: `The template ${instance.template} has no parameter \`${given}\`; it has ${template.parameters.join(', ') || 'none'}.`,
          'zh-CN': `模板 ${instance.template} 没有参数 \`${given}\`；它的参数：${template.parameters.join('、') || '无'}。`,
        },
      });
    }
    for (const kind of ['tags', 'alarms'] as const) {
      for (const [entry, data] of template[kind].entries()) {
        if (entries.length >= mostEntries) return { entries, troubles };
        const path = ['templates', instance.template, kind, entry];
        const unknown = new Set<string>();
        entries.push({ kind, data: fill(data, values, unknown), path, instance: instance.name });
        for (const parameter of unknown) {
          troubles.push({
            path,
            at: 'value',
            message: {
              en: `$(${parameter}) is no parameter of the template ${instance.template}; it knows name${template.parameters.map((each) => `, ${each}`).join('')}.`,
              'zh-CN': `$(${parameter}) 不是模板 ${instance.template} 的参数；可用：name${template.parameters.map((each) => `、${each}`).join('')}。`,
            },
          });
        }
      }
    }
  }
  return { entries, troubles };
}

const reference = /\$\(\s*([A-Za-z][\w-]*?)\s*(?:([+-])\s*(\d{1,9}))?\s*\)/g;

/** `data` with every `$(…)` replaced; a text that is nothing but one reference takes the value with its type. */
function fill(data: unknown, values: Record<string, PlainValue>, unknown: Set<string>): unknown {
  if (typeof data === 'string') {
    const whole = /^\$\(\s*([A-Za-z][\w-]*)\s*\)$/.exec(data);
    if (whole?.[1] && Object.hasOwn(values, whole[1])) return values[whole[1]];
    return data.replaceAll(reference, (text, parameter: string, sign: string | undefined, shift: string | undefined) => {
      const value = Object.hasOwn(values, parameter) ? values[parameter] : undefined;
      if (value === undefined) {
        unknown.add(parameter);
        return text;
      }
      if (sign === undefined) return String(value);
      return String(Number(value) + (sign === '-' ? -1 : 1) * Number(shift));
    });
  }
  if (Array.isArray(data)) return data.map((each) => fill(each, values, unknown));
  if (typeof data === 'object' && data !== null) {
    return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, fill(value, values, unknown)]));
  }
  return data;
}
