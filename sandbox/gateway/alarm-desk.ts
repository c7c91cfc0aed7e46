/** All alarms of a gateway: they look at tags, run their delays, and tell what happens to them. */
import { z } from 'zod';
import { type AlarmEvent, type AlarmState, acknowledge, alarmDue, alarmStateSchema, newAlarm, shelve, step } from './alarms.ts';
import { same } from './reload.ts';
import { plain } from './saved.ts';
import type { AlarmSettings, PlainValue } from './schema.ts';
import type { TagTable } from './tag-table.ts';

export const alarmDeskSchema = z.record(z.string(), alarmStateSchema);

interface Entry {
  settings: AlarmSettings;
  state: AlarmState;
}

export type AlarmTold = (
  settings: AlarmSettings,
  state: AlarmState,
  event: AlarmEvent,
  value: PlainValue | null,
  nowNs: bigint,
) => void;

export class AlarmDesk {
  readonly entries = new Map<string, Entry>();
  /** By tag, the alarms that look at it. */
  #watchers = new Map<string, Entry[]>();
  readonly #tags: TagTable;
  readonly #told: AlarmTold;

  constructor(alarms: readonly AlarmSettings[], tags: TagTable, told: AlarmTold, saved?: z.output<typeof alarmDeskSchema>) {
    this.#tags = tags;
    this.#told = told;
    this.configure(alarms, saved);
  }

  /** An alarm that is defined as before goes on as it is. */
  configure(alarms: readonly AlarmSettings[], saved: z.output<typeof alarmDeskSchema> = {}): void {
    const before = new Map(this.entries);
    this.entries.clear();
    this.#watchers.clear();
    for (const settings of alarms) {
      const known = before.get(settings.name);
      const restored = Object.hasOwn(saved, settings.name) ? saved[settings.name] : undefined;
      const state = known && same(known.settings, settings) ? known.state : (restored ?? newAlarm());
      const entry = { settings, state };
      this.entries.set(settings.name, entry);
      for (const tag of new Set([settings.tag, settings.from, settings.suppressedBy])) {
        if (typeof tag === 'string') this.#watchers.set(tag, [...(this.#watchers.get(tag) ?? []), entry]);
      }
    }
  }

  /** A tag has a new value or quality. */
  look(tag: string, nowNs: bigint): void {
    for (const entry of this.#watchers.get(tag) ?? []) this.#step(entry, nowNs);
  }

  get due(): bigint | null {
    let due: bigint | null = null;
    for (const { settings, state } of this.entries.values()) {
      const own = alarmDue(settings, state);
      if (own !== null && (due === null || own < due)) due = own;
    }
    return due;
  }

  wake(nowNs: bigint): void {
    for (const entry of this.entries.values()) {
      const due = alarmDue(entry.settings, entry.state);
      if (due !== null && due <= nowNs) this.#step(entry, nowNs);
    }
  }

  /** `false` when there is no such alarm. */
  acknowledge(name: string, nowNs: bigint): boolean {
    const entry = this.entries.get(name);
    if (entry) this.#tell(entry, acknowledge(entry.state), nowNs);
    return entry !== undefined;
  }

  /** `false` when there is no such alarm. */
  shelve(name: string, span: bigint, nowNs: bigint): boolean {
    const entry = this.entries.get(name);
    if (!entry) return false;
    this.#tell(entry, shelve(entry.settings, entry.state, span, nowNs), nowNs);
    this.#step(entry, nowNs);
    return true;
  }

  save(): unknown {
    return plain(new Map([...this.entries].map(([name, { state }]) => [name, state])));
  }

  #step(entry: Entry, nowNs: bigint): void {
    const { settings, state } = entry;
    const good = (name: string): PlainValue | null => {
      const tag = this.#tags.get(name);
      return tag?.quality === 'Good' ? tag.value : null;
    };
    // A value held at the end of its range still tells on which side it is.
    const own = this.#tags.get(settings.tag);
    const value = own?.quality === 'Uncertain.EngineeringUnitsExceeded' ? own.value : good(settings.tag);
    const reference = typeof settings.from === 'string' ? good(settings.from) : (settings.from ?? null);
    const suppressing = settings.suppressedBy === undefined ? false : good(settings.suppressedBy);
    const suppressed = suppressing === null ? state.suppressed : suppressing === true || suppressing === 1;
    const from = reference === null ? null : Number(reference);
    this.#tell(entry, step(settings, state, { value, from, suppressed }, nowNs), nowNs);
  }

  #tell({ settings, state }: Entry, events: readonly AlarmEvent[], nowNs: bigint): void {
    for (const event of events) this.#told(settings, state, event, this.#tags.get(settings.tag)?.value ?? null, nowNs);
  }
}
