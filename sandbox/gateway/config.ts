/** From the text of `gateway.yaml` to what a gateway runs on, or to what is wrong with it, at line and column. */
import type { z } from 'zod';
import { explainIssues } from './issues.ts';
import { type CrossReferences, checkReferences } from './references.ts';
import { type Path, readYaml } from './schema/yaml.ts';
import {
  type AlarmSettings,
  alarmSchema,
  type ConnectionSettings,
  type GatewayFile,
  gatewaySchema,
  type TagSettings,
  tagSchema,
} from './schema.ts';
import { instantiate, mostEntries } from './templates.ts';
import type { Problem, Text } from './text.ts';

/** A tag with what the file leaves to be understood. */
export type Tag = TagSettings & { group: string | undefined };

export interface GatewayConfig extends Omit<GatewayFile, 'tags' | 'alarms' | 'templates' | 'instances'> {
  /** What it was read from; a gateway's saved state holds it. */
  text: string;
  /** Those of the file, then those of the instances. */
  tags: Tag[];
  alarms: AlarmSettings[];
}

/** What a protocol has against an address; `null` when it is well written. */
export type ExplainAddress = (connection: ConnectionSettings, tag: TagSettings) => Text | null;

/** What the machine has for the store: messages in memory, bytes on disk. What is not said has no bound but the schema's. */
export interface Box {
  memory?: number | undefined;
  disk?: number | undefined;
}

/** Reads and checks any text; never throws. `config` is `null` exactly when there are errors. */
export function loadConfig(
  text: string,
  explainAddress: ExplainAddress = () => null,
  box: Box = {},
): { config: GatewayConfig | null; problems: Problem[] } {
  const yaml = readYaml(text);
  const problems = [...yaml.problems];
  if (problems.length > 0) return { config: null, problems };
  const report = (path: Path, at: 'key' | 'value', message: Text): void => {
    problems.push({ ...(at === 'key' ? yaml.key(path) : yaml.value(path)), severity: 'error', message });
  };
  const done = (config: GatewayConfig | null) => {
    problems.sort((a, b) => a.line - b.line || a.column - b.column);
    return { config: problems.length > 0 ? null : config, problems };
  };

  const parsed = gatewaySchema.safeParse(yaml.data ?? {});
  if (!parsed.success) {
    for (const issue of explainIssues(parsed.error.issues, yaml.data ?? {})) report(issue.path, issue.at, issue.message);
    return done(null);
  }
  const file = parsed.data;
  for (const part of ['memory', 'disk'] as const) {
    const most = box[part];
    if (most === undefined || file.store[part] <= most) continue;
    // Nobody asked for that much: the box gives what it has.
    if (!isWritten(yaml.data, part)) file.store[part] = most;
    else report(['store', part], 'value', tooMuch(part, file.store[part], most));
  }
  const refs: CrossReferences = {
    file,
    tags: file.tags.map((tag, index) => ({ tag, path: ['tags', index] })),
    alarms: file.alarms.map((alarm, index) => ({ alarm, path: ['alarms', index] })),
  };

  const { entries, troubles } = instantiate(file);
  for (const { path, at, message } of troubles) report(path, at, message);
  const told = new Set<string>();
  for (const { kind, data, path, instance } of entries) {
    const add = <Output>(schema: z.ZodType<Output>, keep: (output: Output) => void): void => {
      const result = schema.safeParse(data);
      if (result.success) {
        keep(result.data);
        return;
      }
      for (const issue of explainIssues(result.error.issues, data, [kind, 0])) {
        // The same mistake of a template is told once, not for each of its instances.
        const key = [...path, ...issue.path, issue.message.en].join('/');
        if (told.has(key)) continue;
        told.add(key);
        report([...path, ...issue.path], issue.at, {
          en: `${issue.message.en} (Seen in the instance ${instance}.)`,
          'zh-CN': `${issue.message['zh-CN']}（见于实例 ${instance}。）`,
        });
      }
    };
    if (kind === 'tags') add(tagSchema, (tag) => refs.tags.push({ tag, path }));
    else add(alarmSchema, (alarm) => refs.alarms.push({ alarm, path }));
  }
  if (refs.tags.length + refs.alarms.length > mostEntries) {
    report(['tags'], 'key', {
      en: `This file makes more than ${mostEntries} tags and alarms. Share them among several gateways.`,
      'zh-CN': `此文件产生的变量和报警超过 ${mostEntries} 个。请分给几台网关。`,
    });
  }

  // Names that a mistaken entry would have given are not missed one by one.
  if (told.size > 0) return done(null);
  checkReferences(refs, explainAddress, report);
  const { tags: _, alarms: __, templates: ___, instances: ____, ...rest } = file;
  return done({
    ...rest,
    text,
    tags: refs.tags.map(({ tag }) => ({ ...tag, group: groupOf(tag, file) })),
    alarms: refs.alarms.map(({ alarm }) => alarm),
  });
}

const isWritten = (data: unknown, part: string): boolean => {
  const store: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, 'store') : undefined;
  return typeof store === 'object' && store !== null && Reflect.get(store, part) !== undefined;
};

const inKb = (bytes: number): string => `${bytes / 1_000} kB`;

function tooMuch(part: 'memory' | 'disk', asked: number, most: number): Text {
  if (part === 'memory')
    return {
      en: `This box holds ${most} messages in memory, and ${asked} are asked for. Write ${most} or fewer; the rest goes to disk.`,
      'zh-CN': `此网关内存只能存放 ${most} 条消息，而这里要求 ${asked} 条。请写 ${most} 或更少；其余的存入磁盘。`,
    };
  return {
    en: `This box has ${inKb(most)} of disk for the store, and ${inKb(asked)} are asked for. Write at most ${inKb(most).replace(' ', '')}, and send less: a deadband on tags that hardly move.`,
    'zh-CN': `此网关只有 ${inKb(most)} 的磁盘可用于缓存，而这里要求 ${inKb(asked)}。请最多写 ${inKb(most).replace(' ', '')}，并减少发送量：为变化很小的变量设置死区。`,
  };
}

/** The group that a tag is polled in: its own, the one called default, or the only one; none when its values come by themselves. */
function groupOf(tag: TagSettings, file: GatewayFile): string | undefined {
  if (file.connections[tag.connection]?.protocol === 'mqtt') return undefined;
  if (tag.group !== undefined) return tag.group;
  return 'default' in file.groups ? 'default' : Object.keys(file.groups)[0];
}
