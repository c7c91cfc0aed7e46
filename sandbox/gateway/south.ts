/** The way south: a driver for each connection, polled by groups. */
import { z } from 'zod';
import type { GatewayConfig, Tag } from './config.ts';
import type { Driver, DriverEvent, Point } from './driver.ts';
import type { Surroundings } from './north.ts';
import { Polling, pollingSchema } from './polling.ts';
import type { Change } from './reload.ts';
import type { TagTable } from './tag-table.ts';

export const southSchema = z.strictObject({
  drivers: z.record(z.string(), z.unknown()),
  polling: pollingSchema,
  overruns: z.int(),
});

export class South {
  readonly drivers = new Map<string, Driver>();
  /** Tags that were not polled because their last poll had no answer yet. */
  overruns = 0;
  readonly #around: Surroundings;
  readonly #tags: TagTable;
  readonly #polling: Polling;
  /** By group, then by connection: names of tags. */
  #plan = new Map<string, Map<string, string[]>>();

  constructor(config: GatewayConfig, around: Surroundings, tags: TagTable, nowNs: bigint, saved?: z.output<typeof southSchema>) {
    this.#around = around;
    this.#tags = tags;
    this.#polling = new Polling(config.groups, nowNs, saved?.polling);
    this.overruns = saved?.overruns ?? 0;
    this.#lay(config);
    for (const name of Object.keys(config.connections)) this.#open(config, name, nowNs, saved?.drivers[name]);
  }

  /** Takes a configuration; drivers of changed connections have been let go of by the caller. */
  configure(config: GatewayConfig, connections: Change, nowNs: bigint): void {
    this.#polling.configure(config.groups, nowNs);
    this.#lay(config);
    for (const name of Object.keys(config.connections)) {
      const driver = this.drivers.get(name);
      if (driver) driver.setPoints(pointsOf(config, name), nowNs);
      else this.#open(config, name, nowNs, undefined);
    }
    for (const name of [...connections.removed, ...connections.changed]) {
      if (connections.changed.includes(name)) this.#tags.forget(name, 'Bad.WaitingForInitialData', nowNs);
    }
  }

  get due(): bigint | null {
    return this.#polling.due;
  }

  poll(nowNs: bigint): void {
    for (const group of this.#polling.turns(nowNs)) {
      for (const [connection, names] of this.#plan.get(group) ?? []) {
        const driver = this.drivers.get(connection);
        if (!driver) continue;
        const free = names.filter((name) => this.#tags.get(name)?.outstanding === 0);
        this.overruns += names.length - free.length;
        this.ask(driver, free, nowNs);
      }
    }
  }

  /** Reads tags of one driver once. */
  ask(driver: Driver, names: readonly string[], nowNs: bigint): void {
    if (names.length === 0) return;
    for (const name of names) {
      const state = this.#tags.get(name);
      if (state) state.outstanding += 1;
    }
    driver.poll(names, nowNs);
  }

  events(): DriverEvent[] {
    const events: DriverEvent[] = [];
    for (const driver of this.drivers.values()) {
      const own = driver.events();
      if (own.length > 0) events.push(...own);
    }
    return events;
  }

  save(): unknown {
    return {
      drivers: Object.fromEntries([...this.drivers].map(([name, driver]) => [name, driver.save()])),
      polling: this.#polling.save(),
      overruns: this.overruns,
    };
  }

  #open(config: GatewayConfig, name: string, nowNs: bigint, saved: unknown): void {
    const settings = config.connections[name];
    if (!settings) return;
    const chance = seedOf(this.#around.seed, name);
    this.drivers.set(name, this.#around.kit.southbound(name, settings, pointsOf(config, name), nowNs, chance, saved));
  }

  #lay({ tags }: GatewayConfig): void {
    this.#plan = new Map();
    for (const { group, connection, name } of tags) {
      if (group === undefined) continue;
      const connections = this.#plan.get(group) ?? new Map<string, string[]>();
      this.#plan.set(group, connections);
      connections.set(connection, [...(connections.get(connection) ?? []), name]);
    }
  }
}

const pointsOf = (config: GatewayConfig, connection: string): Point[] =>
  config.tags.filter((tag) => tag.connection === connection).map(pointOf);

const pointOf = ({ name, address, type, length }: Tag): Point => ({ name, address, type, length });

/** A seed of its own for each connection, whatever the others are. */
function seedOf(seed: number, name: string): number {
  let hash = (seed ^ 0x811c9dc5) >>> 0;
  for (let index = 0; index < name.length; index += 1) hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193) >>> 0;
  return hash;
}
