/** What only the whole file shows: names that mean nothing, names that mean two things, addresses that no device has. */
import type { ExplainAddress } from './config.ts';
import { fillPattern, topicOf } from './namespace.ts';
import { nearestName } from './nearest-name.ts';
import type { Path } from './schema/yaml.ts';
import type { AlarmSettings, GatewayFile, TagSettings } from './schema.ts';
import type { Text } from './text.ts';

export interface CrossReferences {
  file: GatewayFile;
  tags: { tag: TagSettings; path: Path }[];
  alarms: { alarm: AlarmSettings; path: Path }[];
}

type Report = (path: Path, at: 'key' | 'value', message: Text) => void;

export function checkReferences({ file, tags, alarms }: CrossReferences, explainAddress: ExplainAddress, report: Report): void {
  const known = (path: Path, kind: Text, wanted: string, names: readonly string[]): boolean => {
    if (names.includes(wanted)) return true;
    const near = nearestName(wanted, names);
    const list = names.slice(0, 8);
    report(path, 'value', {
      en: `There is no ${kind.en} \`${wanted}\`.${near ? ` Did you mean \`${near}\`?` : list.length > 0 ? ` There are: ${list.join(', ')}.` : ''}`,
      'zh-CN': `没有名为 \`${wanted}\` 的${kind['zh-CN']}。${near ? `是否想写 \`${near}\`？` : list.length > 0 ? `已有：${list.join('、')}。` : ''}`,
    });
    return false;
  };
  const connections = Object.keys(file.connections);
  const groups = Object.keys(file.groups);
  const names = tags.map(({ tag }) => tag.name);
  const byName = new Map(tags.map(({ tag }) => [tag.name, tag]));

  for (const [index, instance] of file.instances.entries()) {
    known(['instances', index, 'template'], kinds.template, instance.template, Object.keys(file.templates));
  }

  twice(
    tags.map(({ tag, path }) => ({ name: tag.name, path: [...path, 'name'] })),
    kinds.tag,
    report,
  );
  twice(
    alarms.map(({ alarm, path }) => ({ name: alarm.name, path: [...path, 'name'] })),
    kinds.alarm,
    report,
  );
  twice(
    file.access.map(({ who }, index) => ({ name: who, path: ['access', index, 'who'] })),
    kinds.access,
    report,
  );
  const northbound = file.northbound;
  if (northbound) {
    const topics = tags.map(({ tag, path }) => ({ name: topicOf(northbound, file.namespace, tag), path: [...path, 'name'] }));
    if (new Set(names).size === names.length) twice(topics, kinds.topic, report);
    for (const key of ['topic', 'base'] as const) {
      const { unknown, topic } = fillPattern(northbound[key], {});
      if (unknown.length > 0) {
        report(['northbound', key], 'value', {
          en: `{${unknown[0]}} is no level; write {enterprise}, {site}, {area}, {line}, {cell}, {tag} or {client}.`,
          'zh-CN': `{${unknown[0]}} 不是层级；可写 {enterprise}、{site}、{area}、{line}、{cell}、{tag} 或 {client}。`,
        });
      } else if (/[#+\s]/.test(topic)) {
        report(['northbound', key], 'value', {
          en: 'A topic that is published to has no +, # or blank in it.',
          'zh-CN': '发布用的主题中不能有 +、# 或空格。',
        });
      }
    }
  }

  for (const { tag, path } of tags) {
    const there = known([...path, 'connection'], kinds.connection, tag.connection, connections);
    if (tag.group !== undefined) known([...path, 'group'], kinds.group, tag.group, groups);
    const connection = file.connections[tag.connection];
    if (there && connection) {
      const wrong = explainAddress(connection, tag);
      if (wrong) report([...path, 'address'], 'value', wrong);
    }
    if (tag.deadband?.percent !== undefined && !tag.scale?.eng && !tag.clamp) {
      report([...path, 'deadband', 'percent'], 'value', {
        en: 'Percent of what? Give the tag scale with raw and eng, or clamp; or write absolute.',
        'zh-CN': '百分比以什么为基准？请为变量写 scale（raw 与 eng）或 clamp；或改用 absolute。',
      });
    }
  }

  for (const { alarm, path } of alarms) {
    known([...path, 'tag'], kinds.tag, alarm.tag, names);
    if (typeof alarm.from === 'string') known([...path, 'from'], kinds.tag, alarm.from, names);
    if (alarm.suppressedBy !== undefined) known([...path, 'suppressedBy'], kinds.tag, alarm.suppressedBy, names);
  }

  for (const [index, { write }] of file.access.entries()) {
    for (const [entry, pattern] of write.entries()) {
      if (pattern === '*') continue;
      const hit = names.filter((name) => matchesTag(pattern, name));
      const path = ['access', index, 'write', entry];
      if (hit.length === 0) known(path, kinds.tag, pattern, names);
      else if (!hit.some((name) => byName.get(name)?.writable)) {
        report(path, 'value', {
          en: `None of the tags that \`${pattern}\` names is writable. Write writable: true at those that may be written.`,
          'zh-CN': `\`${pattern}\` 所指的变量都不可写。请在允许写入的变量上写 writable: true。`,
        });
      }
    }
  }
}

/** `pump-1/flow`, `pump-1/*`, `*`. */
export const matchesTag = (pattern: string, name: string): boolean =>
  pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : pattern === name;

function twice(entries: readonly { name: string; path: Path }[], kind: Text, report: Report): void {
  const seen = new Set<string>();
  for (const { name, path } of entries) {
    if (seen.has(name)) {
      report(path, 'value', {
        en: `A second ${kind.en} is called \`${name}\`. Give each one a name of its own.`,
        'zh-CN': `已有${kind['zh-CN']}叫 \`${name}\`。请各取不同的名称。`,
      });
    }
    seen.add(name);
  }
}

const kinds = {
  tag: { en: 'tag', 'zh-CN': '变量' },
  alarm: { en: 'alarm', 'zh-CN': '报警' },
  group: { en: 'group', 'zh-CN': '轮询组' },
  connection: { en: 'connection', 'zh-CN': '连接' },
  template: { en: 'template', 'zh-CN': '模板' },
  access: { en: 'entry of access', 'zh-CN': '访问者' },
  topic: { en: 'topic', 'zh-CN': '主题' },
} satisfies Record<string, Text>;
