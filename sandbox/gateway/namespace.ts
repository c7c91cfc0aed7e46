/** The unified namespace: topics made of names after ISA-95 (IEC 62264): enterprise, site, area, line, cell. */
import type { NamespaceLevels, NorthboundSettings, TagSettings } from './schema.ts';

const levels = ['enterprise', 'site', 'area', 'line', 'cell', 'tag', 'client'] as const;
type Values = Partial<Record<(typeof levels)[number], string | undefined>>;

/** A pattern with its levels filled in; a level without a value falls away with its slash. `unknown` are levels that do not exist. */
export function fillPattern(pattern: string, values: Values): { topic: string; unknown: string[] } {
  const unknown: string[] = [];
  const filled = pattern.replaceAll(/\{([^{}]*)\}/g, (_, name: string) => {
    const level = levels.find((each) => each === name);
    if (level === undefined) unknown.push(name);
    return level === undefined ? '' : (values[level] ?? '');
  });
  return { topic: filled.split('/').filter(Boolean).join('/'), unknown };
}

/** Topic of a tag's values. */
export function topicOf(
  northbound: NorthboundSettings,
  namespace: NamespaceLevels,
  tag: Pick<TagSettings, 'name' | 'namespace'>,
): string {
  return fillPattern(northbound.topic, { ...namespace, ...tag.namespace, tag: tag.name, client: northbound.client }).topic;
}

/** What stands above `status`, `events`, `alarms` and `set`. */
export const baseTopic = (northbound: NorthboundSettings, namespace: NamespaceLevels): string =>
  fillPattern(northbound.base, { ...namespace, client: northbound.client }).topic;
