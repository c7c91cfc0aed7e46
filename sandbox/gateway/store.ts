/**
 * Store and forward. Every message north goes through one queue, in order: first those under way, then those on disk, then those in memory.
 * A message leaves when it is acknowledged, and the disk as well only then. A disk that outlives the process has every message before it
 * is sent, and memory holds what it has no room for; any other disk holds what memory has no room for. When both are full something must
 * go; the queue tells exactly what, in the place in the order where it is missing.
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
  /** Its number on the disk, where it stays until it is acknowledged. */
  place: z.int().nullable(),
});
/** A message, or a loss to be told; `ticket` names it until it is acknowledged. */
export type Outgoing = z.output<typeof outgoingSchema>;

export const storeSchema = z.strictObject({
  underWay: z.array(outgoingSchema),
  memory: z.array(entrySchema),
  losses: z.array(lossSchema),
  next: z.int(),
  noted: z.int(),
  newest: z.int(),
  ticket: z.int(),
  dropped: z.int(),
  acknowledged: z.int(),
  refused: z.int(),
});

/** What the disk has to remember beside its records. */
const noteSchema = z.strictObject({ next: z.int(), losses: z.array(lossSchema) });

/** Sequence numbers of messages that are in memory alone are noted this many ahead: a restart never gives one out twice. */
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
  /** After a restart the numbers go on from here, or after the newest on disk. */
  #noted = 0;
  /** Sequence number of the newest message that went to disk. */
  #newest = 0;
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
      this.#noted = saved.noted;
      this.#newest = saved.newest;
      this.#ticket = saved.ticket;
      this.dropped = saved.dropped;
      this.acknowledged = saved.acknowledged;
      this.refused = saved.refused;
    } else this.#recall();
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
    const unplaced = this.#underWay.filter(({ entry, place }) => entry !== null && place === null).length;
    return unplaced + this.#disk.records + this.#memory.length;
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
    this.#memory.push({ sequence, atMs, topic, payload: write(sequence), retain });
    const kept = this.#place();
    if (this.#newest < sequence && this.#noted <= sequence) this.#note(this.#next + reserve);
    return kept;
  }

  /** The next one to be sent, now under way; `null` when nothing waits. A loss comes where what it tells of is missing. */
  take(): Outgoing | null {
    const again = this.#underWay.find(({ sent }) => !sent);
    if (again) {
      again.sent = true;
      return again;
    }
    const stored = this.#stored();
    const head = stored?.entry ?? this.#memory[0];
    const loss = this.#losses[0];
    if (loss && (!head || loss.from < head.sequence)) {
      this.#losses.shift();
      return this.#send(null, loss, null);
    }
    if (!head) return null;
    if (stored) this.#disk.take();
    else this.#memory.shift();
    return this.#send(head, null, stored?.number ?? null);
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

  /** Before the process ends: what a lasting disk had no room for is lost with it, and told when there is a next one. */
  end(): void {
    if (!this.#disk.lasting) return;
    for (const entry of this.#memory.splice(0)) this.#lose(entry);
    this.#note(this.#next);
  }

  save(): unknown {
    return plain({
      underWay: this.#underWay,
      memory: this.#memory,
      losses: this.#losses,
      next: this.#next,
      noted: this.#noted,
      newest: this.#newest,
      ticket: this.#ticket,
      dropped: this.dropped,
      acknowledged: this.acknowledged,
      refused: this.refused,
    });
  }

  #forget(ticket: number): Outgoing | null {
    const index = this.#underWay.findIndex((each) => each.ticket === ticket);
    const [found] = index < 0 ? [] : this.#underWay.splice(index, 1);
    if (!found) return null;
    if (found.loss) this.#note(this.#noted);
    if (found.entry && found.place !== null) this.#discard(found.entry, found.place);
    // Memory holds what a lasting disk had no room for: now it has.
    if (this.#disk.lasting) this.#place();
    return found;
  }

  #send(entry: Entry | null, loss: Loss | null, place: number | null): Outgoing {
    const outgoing = { ticket: this.#ticket, entry, loss, sent: true, place };
    this.#ticket += 1;
    this.#underWay.push(outgoing);
    return outgoing;
  }

  /** The oldest on disk that is not under way. */
  #stored(): { entry: Entry; number: number } | null {
    for (;;) {
      const head = this.#disk.peek();
      if (!head) return null;
      const entry = readRecord(head.record);
      if (entry) return { entry, number: head.number };
      // A record that a broken disk has spoilt: gone, and nobody can say which it was.
      this.#disk.take();
      this.#disk.remove(head.number);
    }
  }

  /** Removes a message from disk, never the last that knows how far the numbers have come. */
  #discard({ sequence }: Entry, place: number): void {
    if (sequence === this.#newest && this.#noted <= sequence) this.#note(this.#next);
    this.#disk.remove(place);
  }

  /** Moves to disk, oldest first, what is not to stay in memory. Where neither has room something is given up; answers whether all is kept. */
  #place(): boolean {
    const { memory, full } = this.#settings;
    for (let kept = true; ; ) {
      const oldest = this.#memory[0];
      const over = this.#memory.length + this.#underWay.length > memory;
      if (!oldest || !(over || this.#disk.lasting)) return kept;
      if (this.#toDisk(oldest, over && full === 'drop-oldest')) {
        this.#memory.shift();
        continue;
      }
      if (!over) return kept;
      const lost = full === 'drop-oldest' ? this.#memory.shift() : this.#memory.pop();
      if (lost) this.#lose(lost);
      if (full === 'drop-newest') kept = false;
    }
  }

  #toDisk(entry: Entry, dropOldest: boolean): boolean {
    const record = JSON.stringify([entry.sequence, entry.atMs, entry.topic, entry.payload, entry.retain]);
    const size = recordBytes(record);
    const most = this.#settings.disk;
    if (size > most) return false;
    while (dropOldest && this.#disk.bytes + size > most) {
      const oldest = this.#stored();
      if (!oldest) break;
      this.#disk.take();
      this.#lose(oldest.entry);
      this.#discard(oldest.entry, oldest.number);
    }
    if (this.#disk.bytes + size > most || !this.#disk.append(record)) return false;
    this.#newest = entry.sequence;
    return true;
  }

  #lose({ sequence, atMs }: Entry): void {
    this.dropped += 1;
    const last = this.#losses.at(-1);
    if (last && (last.to + 1 === sequence || this.#losses.length >= mostLosses)) {
      last.count += 1;
      last.to = sequence;
      last.toMs = atMs;
    } else this.#losses.push({ count: 1, from: sequence, to: sequence, fromMs: atMs, toMs: atMs });
    this.#note(this.#noted);
  }

  /** Writes down from where the numbers go on, and what was lost and is not told yet. */
  #note(next: number): void {
    this.#noted = next;
    const told = this.#underWay.flatMap(({ loss }) => loss ?? []);
    this.#disk.note = JSON.stringify({ next, losses: [...told, ...this.#losses] });
  }

  /** What an earlier life left on the disk. */
  #recall(): void {
    const note = readNote(this.#disk.note);
    this.#losses = note.losses;
    this.#noted = note.next;
    const { newest } = this.#disk;
    this.#newest = (newest === null ? null : readRecord(newest))?.sequence ?? 0;
    this.#next = Math.max(1, note.next, this.#newest + 1);
  }
}

function readNote(note: string): z.output<typeof noteSchema> {
  try {
    return noteSchema.parse(JSON.parse(note));
  } catch {
    return { next: 0, losses: [] };
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
