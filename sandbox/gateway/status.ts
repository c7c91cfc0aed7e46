/** The gateway as its pane and its page show it: plain JSON. */
import { type AlarmWord, wordOf } from './alarms.ts';
import { stateName } from './convert.ts';
import type { LinkState } from './driver.ts';
import type { Gateway } from './gateway.ts';
import type { LogLine } from './logs.ts';
import { isoTime, milliseconds } from './payload.ts';
import { type BadReason, badReasons, type Quality } from './quality.ts';
import type { PlainValue } from './schema.ts';
import type { Text } from './text.ts';

export interface GatewayStatus {
  time: string;
  connections: {
    name: string;
    protocol: string;
    host: string;
    port: number;
    link: LinkState;
    tags: number;
    bad: number;
    requests: number;
    timeouts: number;
    reconnects: number;
  }[];
  northbound: { host: string; port: number; link: LinkState; connections: number } | null;
  store: {
    waiting: number;
    memory: number;
    disk: number;
    diskBytes: number;
    diskLimit: number;
    dropped: number;
    acknowledged: number;
    nextSequence: number;
  };
  tags: { total: number; good: number; uncertain: number; bad: number };
  alarms: { active: number; unacknowledged: number };
  reloads: number;
}

export function statusOf(gateway: Gateway, nowNs: bigint): GatewayStatus {
  const { config, north, south, tags, alarms } = gateway;
  const states = [...tags.states.values()];
  const bad = (quality: Quality): boolean => quality.startsWith('Bad');
  const words = [...alarms.entries.values()].map(({ state }) => wordOf(state));
  return {
    time: isoTime(milliseconds(gateway.epochNs, nowNs)),
    connections: Object.entries(config.connections).map(([name, { protocol, host, port }]) => {
      const driver = south.drivers.get(name);
      const own = states.filter(({ tag }) => tag.connection === name);
      const { requests, timeouts, reconnects } = driver?.counters ?? { requests: 0, timeouts: 0, reconnects: 0 };
      return {
        name,
        protocol,
        host,
        port,
        link: driver?.link ?? 'idle',
        tags: own.length,
        bad: own.filter(({ quality }) => bad(quality)).length,
        requests,
        timeouts,
        reconnects,
      };
    }),
    northbound: config.northbound
      ? {
          host: config.northbound.host,
          port: config.northbound.port,
          link: north.uplink?.link ?? 'idle',
          connections: north.connections,
        }
      : null,
    store: {
      waiting: north.store.waiting,
      memory: north.store.inMemory,
      disk: north.store.onDisk.records,
      diskBytes: north.store.onDisk.bytes,
      diskLimit: config.store.disk,
      dropped: north.store.dropped,
      acknowledged: north.store.acknowledged,
      nextSequence: north.store.nextSequence,
    },
    tags: {
      total: states.length,
      good: states.filter(({ quality }) => quality === 'Good').length,
      uncertain: states.filter(({ quality }) => quality.startsWith('Uncertain')).length,
      bad: states.filter(({ quality }) => bad(quality)).length,
    },
    alarms: {
      active: [...alarms.entries.values()].filter(({ state }) => state.active).length,
      unacknowledged: words.filter((word) => word === 'unacknowledged' || word === 'returned').length,
    },
    reloads: gateway.reloads,
  };
}

export interface TagStatus {
  name: string;
  connection: string;
  address: string;
  value: PlainValue | null;
  state?: string | undefined;
  unit?: string | undefined;
  quality: Quality;
  /** Why it is not Good. */
  reason?: Text | undefined;
  detail?: string | undefined;
  timestamp: string;
  lastGood?: { value: PlainValue; timestamp: string } | undefined;
  writable: boolean;
}

export function tagsOf(gateway: Gateway): TagStatus[] {
  const time = (atNs: bigint): string => isoTime(milliseconds(gateway.epochNs, atNs));
  return [...gateway.tags.states.values()].map(({ tag, value, quality, atNs, lastGood, detail }) => ({
    name: tag.name,
    connection: tag.connection,
    address: tag.address,
    value,
    state: stateName(tag, value),
    unit: tag.unit,
    quality,
    reason: quality.startsWith('Bad.') ? badReasons[quality.slice(4) as BadReason] : undefined,
    detail: detail ?? undefined,
    timestamp: time(atNs),
    lastGood: value === null && lastGood ? { value: lastGood.value, timestamp: time(lastGood.atNs) } : undefined,
    writable: tag.writable,
  }));
}

export interface AlarmStatus {
  name: string;
  tag: string;
  state: AlarmWord;
  active: boolean;
  priority: string;
  message?: string | undefined;
  since: string | null;
  shelvedUntil: string | null;
}

export function alarmsOf(gateway: Gateway): AlarmStatus[] {
  const time = (atNs: bigint | null): string | null => (atNs === null ? null : isoTime(milliseconds(gateway.epochNs, atNs)));
  return [...gateway.alarms.entries.values()].map(({ settings, state }) => ({
    name: settings.name,
    tag: settings.tag,
    state: wordOf(state),
    active: state.active,
    priority: settings.priority,
    message: settings.message,
    since: time(state.sinceNs),
    shelvedUntil: time(state.shelvedUntilNs),
  }));
}

export interface LogStatus {
  number: number;
  time: string;
  level: LogLine['level'];
  about: string;
  message: Text;
  times: number;
}

export const logsOf = (gateway: Gateway, after: number): LogStatus[] =>
  gateway.log.lines(after).map(({ number, atNs, level, about, message, times }) => ({
    number,
    time: isoTime(milliseconds(gateway.epochNs, atNs)),
    level,
    about,
    message,
    times,
  }));
