/** What differs between two configurations: what did not change is not dropped. */
import type { GatewayConfig, Tag } from './config.ts';
import type { Problem, Text } from './text.ts';

export interface Difference {
  /** Names, each in one of the lists at most; what is in none stays as it is. */
  connections: Change;
  tags: Change;
  alarms: Change;
  groups: Change;
  northbound: boolean;
  namespace: boolean;
  store: boolean;
}

export interface Change {
  added: string[];
  removed: string[];
  changed: string[];
}

export function difference(before: GatewayConfig, after: GatewayConfig): Difference {
  const connections = compare(entries(before.connections), entries(after.connections));
  const moved = new Set(connections.changed);
  const tags = compare(named(before.tags), named(after.tags), (_, tag) => moved.has(tag.connection));
  return {
    connections,
    tags,
    alarms: compare(named(before.alarms), named(after.alarms)),
    groups: compare(entries(before.groups), entries(after.groups)),
    northbound: !same(before.northbound, after.northbound),
    namespace: !same(before.namespace, after.namespace),
    store: !same(before.store, after.store),
  };
}

/** What a tag's last value depends on; its unit, description and permissions may change without losing it. */
export const sameSource = (a: Tag, b: Tag): boolean =>
  same(a.connection, b.connection) &&
  same(a.address, b.address) &&
  same([a.type, a.length, a.bit, a.scale, a.clamp, a.enumeration], [b.type, b.length, b.bit, b.scale, b.clamp, b.enumeration]);

const entries = <Value>(record: Record<string, Value>): Map<string, Value> => new Map(Object.entries(record));
const named = <Value extends { name: string }>(list: readonly Value[]): Map<string, Value> =>
  new Map(list.map((each) => [each.name, each]));

function compare<Value>(
  before: Map<string, Value>,
  after: Map<string, Value>,
  touched: (name: string, value: Value) => boolean = () => false,
): Change {
  const change: Change = { added: [], removed: [], changed: [] };
  for (const [name, value] of after) {
    if (!before.has(name)) change.added.push(name);
    else if (!same(before.get(name), value) || touched(name, value)) change.changed.push(name);
  }
  for (const name of before.keys()) if (!after.has(name)) change.removed.push(name);
  return change;
}

/** Equal as data, whatever the order of keys. */
export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [definedKeys(a), definedKeys(b)];
  return left.length === right.length && left.every((key) => same(Reflect.get(a, key), Reflect.get(b, key)));
}

const definedKeys = (value: object): string[] => Object.keys(value).filter((key) => Reflect.get(value, key) !== undefined);

/** A line of the log for a file that was not taken. */
export function refusedReload(problems: readonly Problem[]): Text {
  const [first] = problems;
  return {
    en: `The file has ${problems.length === 1 ? 'a mistake' : `${problems.length} mistakes`}; the running one stays. Line ${first?.line}, column ${first?.column}: ${first?.message.en}`,
    'zh-CN': `文件有 ${problems.length} 处错误，继续使用原配置。第 ${first?.line} 行第 ${first?.column} 列：${first?.message['zh-CN']}`,
  };
}
