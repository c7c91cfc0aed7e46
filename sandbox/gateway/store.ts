/**
 * Store and forward. Every message north goes through one queue, in order: first those under way, then those on disk, then those in memory.
 * A message leaves when it is acknowledged. When memory and disk are full something must go; the queue tells exactly what, in the place
 * in the order where it is missing.
 */
import { z } from 'zod';
import { type Disk, recordBytes } from './disk.ts';
import { plain } from './saved.ts';
import type { StoreSettings } from './schema.ts';

/** A message as it waits. `sequence` rises by one from message to message; `atMs` is when what it says was so. */
const entrySchema = z.strictObject({
  sequence: z.int(),
  atMs: z.number(),
  topic: z.string(),
  payload: z.string(),
  retain: z.boolean(),
});
export type Entry = z.output<typeof entrySchema>;

/** Messages that were given up: all of `from` to `to` when `count` is as many, else that many among them. */
const lossSchema = z.strictObject({
  count: z.int(),
  from: z.int(),
  to: z.int(),
  fromMs: z.number(),
  toMs: z.number(),
});
export type Loss = z.output<typeof lossSchema>;

const outgoingSchema = z.strictObject({
  ticket: z.int(),
  entry: entrySchema.nullable(),
  loss: lossSchema.nullable(),
  sent: z.boolean(),
});
/** A message, or a loss to be told; `ticket` names it until it is acknowledged. */
export type Outgoing = z.output<typeof outgoingSchema>;

export const storeSchema = z.strictObject({
  underWay: z.array(outgoingSchema),
  memory: z.array(entrySchema),
  losses: z.array(lossSchema),
  next: z.int(),
  ticket: z.int(),
  dropped: z.int(),
  acknowledged: z.int(),
  refused: z.int(),
});

/** Sequence numbers are noted on disk this many ahead, so that a restart never gives one out twice. */
const reserve = 1_000;
/** More gaps than this are told together: their count stays right. */
const mostLosses = 64;

export class Store {
  #settings: StoreSettings;
  readonly #disk: Disk;
  #underWay: Outgoing[] = [];
  #memory: Entry[] = [];
  #losses: Loss[] = [];
  #next = 1;
  #ticket = 1;
  dropped = 0;
  acknowledged = 0;
  refused = 0;

  constructor(settings: StoreSettings, disk: Disk, saved?: z.output<typeof storeSchema>) {
    this.#settings = settings;
    this.#disk = disk;
    if (saved) {
      this.#underWay = saved.underWay.map((each) => ({ ...each }));
      this.#memory = saved.memory.map((each) => ({ ...each }));
      this.#losses = saved.losses.map((each) => ({ ...each }));
      this.#next = saved.next;
      this.#ticket = saved.ticket;
      this.dropped = saved.dropped;
      this.acknowledged = saved.acknowledged;
      this.refused = saved.refused;
    } else this.#next = Number(/^next (\d{1,15})$/.exec(disk.note)?.[1] ?? 1);
  }

  /** Messages that were taken and are not acknowledged. */
  get underWay(): number {
    return this.#underWay.reduce((count, { sent }) => count + (sent ? 1 : 0), 0);
  }
  /** The sequence number that the next message gets. */
  get nextSequence(): number {
    return this.#next;
  }
  /** Messages that are not acknowledged yet. */
  get waiting(): number {
    return this.#underWay.filter(({ entry }) => entry !== null).length + this.#disk.records + this.#memory.length;
  }
  get inMemory(): number {
    return this.#memory.length + this.#underWay.length;
  }
  get onDisk(): { records: number; bytes: number } {
    return { records: this.#disk.records, bytes: this.#disk.bytes };
  }

  /** After a reload: smaller bounds take effect with the next message. */
  set settings(settings: StoreSettings) {
    this.#settings = settings;
  }

  /** Takes a message; `write` is given its sequence number. Answers whether it was kept. */
  put(topic: string, atMs: number, retain: boolean, write: (sequence: number) => string): boolean {
    const sequence = this.#next;
    this.#next += 1;
    if (this.#next % reserve === 1 || this.#disk.note === '') this.#disk.note = `next ${this.#next + reserve}`;
    const entry = { sequence, atMs, topic, payload: write(sequence), retain };
    this.#memory.push(entry);
    if (this.#memory.length + this.#underWay.length <= this.#settings.memory) return true;
    return this.#spill();
  }

  /** The next one to be sent, now under way; `null` when nothing waits. A loss comes where what it tells of is missing. */
  take(): Outgoing | null {
    const again = this.#underWay.find(({ sent }) => !sent);
    if (again) {
      again.sent = true;
      return again;
    }
    const head = this.#head();
    const loss = this.#losses[0];
    if (loss && (!head || loss.from < head.sequence)) {
      this.#losses.shift();
      return this.#send(null, loss);
    }
    if (!head) return null;
    if (this.#disk.records > 0) this.#disk.remove(1);
    else this.#memory.shift();
    return this.#send(head, null);
  }

  /** What was taken could not be handed on: it is the next one again. */
  putBack(ticket: number): void {
    const found = this.#underWay.find((each) => each.ticket === ticket);
    if (found) found.sent = false;
  }

  /** It arrived: the queue forgets it. Answers what it was. */
  acknowledge(ticket: number): Outgoing | null {
    const found = this.#forget(ticket);
    if (found?.entry) this.acknowledged += 1;
    return found;
  }

  /** The broker will never take it: it leaves the queue without having arrived. Answers what it was. */
  refuse(ticket: number): Outgoing | null {
    const found = this.#forget(ticket);
    if (found?.entry) this.refused += 1;
    return found;
  }

  /** Nobody knows any more what was under way: all of it is sent again, in order. */
  rewind(): void {
    for (const each of this.#underWay) each.sent = false;
  }

  save(): unknown {
    return plain({
      underWay: this.#underWay,
      memory: this.#memory,
      losses: this.#losses,
      next: this.#next,
      ticket: this.#ticket,
      dropped: this.dropped,
      acknowledged: this.acknowledged,
      refused: this.refused,
    });
  }

  #forget(ticket: number): Outgoing | null {
    const index = this.#underWay.findIndex((each) => each.ticket === ticket);
    const [found] = index < 0 ? [] : this.#underWay.splice(index, 1);
    return found ?? null;
  }

  #send(entry: Entry | null, loss: Loss | null): Outgoing {
    const outgoing = { ticket: this.#ticket, entry, loss, sent: true };
    this.#ticket += 1;
    this.#underWay.push(outgoing);
    return outgoing;
  }

  #head(): Entry | null {
    if (this.#disk.records === 0) return this.#memory[0] ?? null;
    for (;;) {
      const [record] = this.#disk.oldest(1);
      if (record === undefined) return this.#memory[0] ?? null;
      const entry = readRecord(record);
      if (entry) return entry;
      // A record that a broken disk has spoilt: gone, and nobody can say which it was.
      this.#disk.remove(1);
    }
  }

  /** Memory is over its bound by one: the oldest of it goes to disk, or what the settings say is given up. */
  #spill(): boolean {
    const oldest = this.#memory[0];
    if (!oldest) return true;
    const record = JSON.stringify([oldest.sequence, oldest.atMs, oldest.topic, oldest.payload, oldest.retain]);
    const size = recordBytes(record);
    if (size <= this.#settings.disk) {
      if (this.#settings.full === 'drop-oldest') {
        while (this.#disk.bytes + size > this.#settings.disk && this.#disk.records > 0) {
          const head = this.#head();
          this.#disk.remove(1);
          if (head) this.#lose(head);
        }
      }
      if (this.#disk.bytes + size <= this.#settings.disk) {
        this.#disk.append(record);
        this.#memory.shift();
        return true;
      }
    }
    const lost = this.#settings.full === 'drop-oldest' ? this.#memory.shift() : this.#memory.pop();
    if (lost) this.#lose(lost);
    return this.#settings.full === 'drop-oldest';
  }

  #lose({ sequence, atMs }: Entry): void {
    this.dropped += 1;
    const last = this.#losses.at(-1);
    if (last && (last.to + 1 === sequence || this.#losses.length >= mostLosses)) {
      last.count += 1;
      last.to = sequence;
      last.toMs = atMs;
    } else this.#losses.push({ count: 1, from: sequence, to: sequence, fromMs: atMs, toMs: atMs });
  }
}

function readRecord(record: string): Entry | null {
  try {
    const [sequence, atMs, topic, payload, retain] = JSON.parse(record) as unknown[];
    return entrySchema.parse({ sequence, atMs, topic, payload, retain });
  } catch {
    return null;
  }
}
