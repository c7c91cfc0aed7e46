/**
 * What the gateway says of itself, for the pane: reports come about twice a second. What changes with every one is painted by those who
 * listen; React is only told when there is something else to draw: another tag, alarm or connection, another state of an alarm, a line.
 */
import type { GatewayReport } from '#sandbox/wire/gateway.ts';
import type { RigConnection } from '../rig/rig-connection.ts';

export type Status = NonNullable<GatewayReport['status']>;
export type Tag = GatewayReport['tags'][number];
export type Alarm = GatewayReport['alarms'][number];
export type LogLine = GatewayReport['logs'][number];

/** Of a tag what does not change with its value. */
export type TagRow = Pick<Tag, 'name' | 'connection' | 'address' | 'unit' | 'writable'>;

export interface DeskSnapshot {
  /** `null`: no report has come yet. */
  kind: 'waiting' | 'none-runs' | 'runs';
  connections: readonly string[];
  hasNorthbound: boolean;
  tags: readonly TagRow[];
  alarms: readonly Alarm[];
  logs: readonly LogLine[];
}

/** Lines of the log that are kept here; the gateway keeps as many. */
const mostLines = 500;

export class GatewayDesk {
  #report: GatewayReport | null = null;
  #tags = new Map<string, Tag>();
  #snapshot: DeskSnapshot = { kind: 'waiting', connections: [], hasNorthbound: false, tags: [], alarms: [], logs: [] };
  #listeners = new Set<() => void>();
  #painters = new Set<() => void>();
  #end: () => void;

  constructor(connection: Pick<RigConnection, 'look' | 'onGateway'>) {
    const deaf = connection.onGateway((report) => this.#take(report));
    connection.look({ gateway: true });
    this.#end = () => {
      connection.look({ gateway: false });
      deaf();
    };
  }

  stop(): void {
    this.#end();
  }

  readonly getSnapshot = (): DeskSnapshot => this.#snapshot;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Called now and with every report; returns the way out. */
  paint(painter: () => void): () => void {
    this.#painters.add(painter);
    painter();
    return () => this.#painters.delete(painter);
  }

  get status(): Status | null {
    return this.#report?.status ?? null;
  }

  tag(name: string): Tag | undefined {
    return this.#tags.get(name);
  }

  alarm(name: string): Alarm | undefined {
    return this.#report?.alarms.find((alarm) => alarm.name === name);
  }

  #take(report: GatewayReport): void {
    this.#report = report;
    this.#tags = new Map(report.tags.map((tag) => [tag.name, tag]));
    const before = this.#snapshot;
    const logs = joined(report.fresh ? [] : before.logs, report.logs);
    const next: DeskSnapshot = {
      kind: report.status === null ? 'none-runs' : 'runs',
      connections: kept(before.connections, report.status?.connections.map(({ name }) => name) ?? []),
      hasNorthbound: report.status?.northbound != null,
      tags: kept(
        before.tags,
        report.tags.map(({ name, connection, address, unit, writable }) => ({ name, connection, address, unit, writable })),
      ),
      alarms: kept(before.alarms, report.alarms),
      logs: kept(before.logs, logs),
    };
    for (const painter of this.#painters) painter();
    const same = (Object.keys(next) as (keyof DeskSnapshot)[]).every((key) => next[key] === before[key]);
    if (same) return;
    this.#snapshot = next;
    for (const listener of this.#listeners) listener();
  }
}

/** The list as it was while it says the same, so that nothing is drawn anew. */
function kept<T>(before: readonly T[], now: readonly T[]): readonly T[] {
  return before.length === now.length && JSON.stringify(before) === JSON.stringify(now) ? before : now;
}

/** A line that is counted on comes again under its number. */
function joined(before: readonly LogLine[], more: readonly LogLine[]): readonly LogLine[] {
  if (more.length === 0) return before;
  const first = more[0]?.number ?? 0;
  return [...before.filter(({ number }) => number < first), ...more].slice(-mostLines);
}
