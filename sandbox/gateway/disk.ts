/**
 * Where messages wait that memory has no room for: records in order, bounded in bytes. On a real machine it is a file under `host` that
 * survives a restart; in a rig it is this one, and part of the rig's state.
 */
import { z } from 'zod';

export interface Disk {
  readonly records: number;
  /** What the records take, each with its line end. */
  readonly bytes: number;
  /** Appends at the end; the owner has looked whether there is room. */
  append(record: string): void;
  /** The oldest, at most `count`. */
  oldest(count: number): string[];
  /** Removes the oldest `count`. */
  remove(count: number): void;
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

export const simulatedDiskSchema = z.strictObject({ note: z.string(), records: z.array(z.string()) });

/** A disk that is memory: for rigs and tests. Removing the oldest costs nothing until half of the list is gone. */
export class SimulatedDisk implements Disk {
  note = '';
  bytes = 0;
  #records: string[] = [];
  #first = 0;

  constructor(saved?: unknown) {
    if (saved === undefined) return;
    const { note, records } = simulatedDiskSchema.parse(saved);
    this.note = note;
    for (const record of records) this.append(record);
  }

  get records(): number {
    return this.#records.length - this.#first;
  }

  append(record: string): void {
    this.#records.push(record);
    this.bytes += recordBytes(record);
  }

  oldest(count: number): string[] {
    return this.#records.slice(this.#first, this.#first + count);
  }

  remove(count: number): void {
    const end = Math.min(this.#first + count, this.#records.length);
    for (let index = this.#first; index < end; index += 1) this.bytes -= recordBytes(this.#records[index] ?? '');
    this.#first = end;
    if (this.#first * 2 > this.#records.length) {
      this.#records = this.#records.slice(this.#first);
      this.#first = 0;
    }
  }

  save(): z.output<typeof simulatedDiskSchema> {
    return { note: this.note, records: this.#records.slice(this.#first) };
  }
}
