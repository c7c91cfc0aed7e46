/** What a download of gateway.yaml changed, as it is told to the trainee: by name, with what went on counted. */
import type { GatewayConfig } from '../../gateway/config.ts';
import { type Change, difference } from '../../gateway/reload.ts';
import type { Changes, GatewayChanges } from '../types.ts';

/** `before` is `null` where nothing ran: then everything is new. */
export function changesOf(before: GatewayConfig | null, after: GatewayConfig): GatewayChanges {
  const names = {
    connections: Object.keys(after.connections),
    groups: Object.keys(after.groups),
    tags: after.tags.map(({ name }) => name),
    alarms: after.alarms.map(({ name }) => name),
  };
  if (!before) {
    const anew = (added: string[]): Changes => ({ kept: 0, added, changed: [], removed: [] });
    return {
      connections: anew(names.connections),
      groups: anew(names.groups),
      tags: anew(names.tags),
      alarms: anew(names.alarms),
      northbound: after.northbound !== undefined,
      namespace: false,
      store: false,
    };
  }
  const { connections, groups, tags, alarms, northbound, namespace, store } = difference(before, after);
  const counted = (all: readonly string[], { added, changed, removed }: Change): Changes => ({
    kept: all.length - added.length - changed.length,
    added,
    changed,
    removed,
  });
  return {
    connections: counted(names.connections, connections),
    groups: counted(names.groups, groups),
    tags: counted(names.tags, tags),
    alarms: counted(names.alarms, alarms),
    northbound,
    namespace,
    store,
  };
}
