/** The tags at work: last value, quality, how long it is fresh, and what of it is told north. */
import { z } from 'zod';
import type { GatewayConfig, Tag } from './config.ts';
import { toUnit } from './convert.ts';
import { filter, filterSchema, newFilter, type Sample } from './deadband.ts';
import type { DriverEvent } from './driver.ts';
import { type Quality, qualities } from './quality.ts';
import { sameSource } from './reload.ts';
import { ns, plain } from './saved.ts';
import { plainValue } from './schema-words.ts';

const stateSchema = z.strictObject({
  value: plainValue.nullable(),
  quality: z.enum(qualities),
  /** Source timestamp of value and quality. */
  atNs: ns,
  /** The last value that was Good, for the status page alone. */
  lastGood: z.strictObject({ value: plainValue, atNs: ns }).nullable(),
  /** From then on the value is no longer Good. */
  freshUntilNs: ns.nullable(),
  /** Polls without an answer yet. */
  outstanding: z.int(),
  detail: z.string().nullable(),
  filter: filterSchema,
});
export type TagState = z.output<typeof stateSchema> & { tag: Tag };

export const tagTableSchema = z.record(z.string(), stateSchema);

/** What is to be told of a tag, in order of time. */
export type Told = (state: TagState, samples: Sample[]) => void;

export class TagTable {
  readonly states = new Map<string, TagState>();
  #freshFor = new Map<string, bigint>();
  /** No value grows old before this. */
  #nextExpiryNs: bigint | null = null;
  #told: Told;

  constructor(config: GatewayConfig, nowNs: bigint, told: Told, saved?: z.output<typeof tagTableSchema>) {
    this.#told = told;
    this.configure(config, nowNs, saved);
  }

  /** Takes a configuration; a tag that reads the same thing as before keeps what it knows. */
  configure(config: GatewayConfig, nowNs: bigint, saved: z.output<typeof tagTableSchema> = {}): void {
    const before = new Map(this.states);
    this.states.clear();
    this.#freshFor.clear();
    for (const tag of config.tags) {
      const known = before.get(tag.name);
      const kept = known && sameSource(known.tag, tag) ? known : undefined;
      const from = kept ?? (Object.hasOwn(saved, tag.name) ? saved[tag.name] : undefined);
      this.states.set(tag.name, { ...(from ?? fresh(nowNs)), tag });
      const connection = config.connections[tag.connection];
      const group = tag.group === undefined ? undefined : config.groups[tag.group];
      const patience = connection ? connection.timeout * BigInt(connection.retries + 1) : 0n;
      const freshFor = tag.expires ?? (group ? 3n * group.every + patience : null);
      if (freshFor !== null) this.#freshFor.set(tag.name, freshFor);
    }
    this.#nextExpiryNs = nowNs;
  }

  get(name: string): TagState | undefined {
    return this.states.get(name);
  }

  /** What a driver has learnt. */
  accept(event: Extract<DriverEvent, { kind: 'value' | 'trouble' }>): void {
    const state = this.states.get(event.point);
    if (!state) return;
    if (state.outstanding > 0) state.outstanding -= 1;
    if (event.kind === 'trouble') {
      this.#set(state, { value: null, quality: `Bad.${event.reason}`, atNs: event.atNs }, event.detail ?? null);
      return;
    }
    const { value, quality: converted } = toUnit(state.tag, event.value);
    // Nobody knows how old it is, so it is not believed to be fresh.
    const quality = event.old && converted === 'Good' ? 'Uncertain.LastUsableValue' : converted;
    if (quality === 'Good' && value !== null) state.lastGood = { value, atNs: event.atNs };
    const freshFor = this.#freshFor.get(event.point);
    state.freshUntilNs = freshFor === undefined || event.old ? null : event.atNs + freshFor;
    if (state.freshUntilNs !== null && (this.#nextExpiryNs === null || state.freshUntilNs < this.#nextExpiryNs)) {
      this.#nextExpiryNs = state.freshUntilNs;
    }
    this.#set(state, { value, quality, atNs: event.atNs }, null);
  }

  /** Tags of a connection that is gone for good or starts anew: nobody knows their values. */
  forget(connection: string, quality: Quality, nowNs: bigint): void {
    for (const state of this.states.values()) {
      if (state.tag.connection !== connection) continue;
      state.outstanding = 0;
      this.#set(state, { value: null, quality, atNs: nowNs }, null);
    }
  }

  get due(): bigint | null {
    return this.#nextExpiryNs;
  }

  /** Values that have grown old are Uncertain from now on; their timestamp stays that of the value. */
  expire(nowNs: bigint): void {
    if (this.#nextExpiryNs === null || nowNs < this.#nextExpiryNs) return;
    let next: bigint | null = null;
    for (const state of this.states.values()) {
      if (state.freshUntilNs === null) continue;
      if (state.freshUntilNs > nowNs) {
        if (next === null || state.freshUntilNs < next) next = state.freshUntilNs;
        continue;
      }
      state.freshUntilNs = null;
      if (state.value !== null)
        this.#set(state, { value: state.value, quality: 'Uncertain.LastUsableValue', atNs: state.atNs }, null);
    }
    this.#nextExpiryNs = next;
  }

  save(): unknown {
    return plain(new Map([...this.states].map(([name, { tag: _, ...state }]) => [name, state])));
  }

  #set(state: TagState, sample: Sample, detail: string | null): void {
    state.value = sample.value;
    state.quality = sample.quality;
    state.atNs = sample.atNs;
    state.detail = detail;
    if (sample.value === null) state.freshUntilNs = null;
    this.#told(state, filter(state.filter, state.tag, sample));
  }
}

const fresh = (nowNs: bigint): z.output<typeof stateSchema> => ({
  value: null,
  quality: 'Bad.WaitingForInitialData',
  atNs: nowNs,
  lastGood: null,
  freshUntilNs: null,
  outstanding: 0,
  detail: null,
  filter: newFilter(),
});
