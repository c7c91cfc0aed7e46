/**
 * Where messages wait that memory has no room for: records in order, bounded in bytes. On a real machine it is a file under `host` that
 * survives a restart; in a rig it is this one, and part of the rig's state.
 */
import { z } from 'zod';

export interface Disk {
  /** Whether what it holds outlives the gateway's process: then every message is on it before it is sent. */
  readonly lasting: boolean;
  /** Those that are not removed. */
  readonly records: number;
  /** What the records take, each with its line end. */
  readonly bytes: number;
  /** Appends a line at the end; the owner has looked whether there is room. `false`: the medium did not take it. */
  append(record: string): boolean;
  /** The record that was appended last, if it is not removed. */
  readonly newest: string | null;
  /** The oldest that has not been taken. */
  peek(): { number: number; record: string } | null;
  /** Takes that one; it stays until it is removed. */
  take(): void;
  /** Removes one that was taken, by its number. */
  remove(number: number): void;
  /** A few words that outlive a restart, such as the sequence number that was reached. */
  note: string;
}

/** Bytes that a record takes. */
export const recordBytes = (record: string): number => {
  let bytes = 1;
  for (const character of record) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
};

export const simulatedDiskSchema = z.strictObject({
  note: z.string(),
  next: z.int(),
  end: z.int(),
  records: z.array(z.tuple([z.int(), z.string()])),
});

/** A disk that is memory: for rigs and tests. */
export class SimulatedDisk implements Disk {
  readonly lasting: boolean;
  note = '';
  bytes = 0;
  /** By number, in order. */
  readonly #records = new Map<number, string>();
  /** Numbers from here to before `#end` have not been taken. */
  #next = 0;
  #end = 0;

  constructor(saved?: unknown, lasting = false) {
    this.lasting = lasting;
    if (saved === undefined) return;
    const { note, next, end, records } = simulatedDiskSchema.parse(saved);
    this.note = note;
    this.#next = next;
    this.#end = end;
    for (const [number, record] of records) this.#keep(number, record);
  }

  get records(): number {
    return this.#records.size;
  }

  get newest(): string | null {
    return this.#records.get(this.#end - 1) ?? null;
  }

  append(record: string): boolean {
    this.#keep(this.#end, record);
    this.#end += 1;
    return true;
  }

  peek(): { number: number; record: string } | null {
    const record = this.#records.get(this.#next);
    return record === undefined ? null : { number: this.#next, record };
  }

  take(): void {
    if (this.#next < this.#end) this.#next += 1;
  }

  remove(number: number): void {
    const record = this.#records.get(number);
    if (record === undefined || number >= this.#next) return;
    this.#records.delete(number);
    this.bytes -= recordBytes(record);
  }

  save(): z.output<typeof simulatedDiskSchema> {
    return { note: this.note, next: this.#next, end: this.#end, records: [...this.#records] };
  }

  #keep(number: number, record: string): void {
    this.#records.set(number, record);
    this.bytes += recordBytes(record);
  }
}
