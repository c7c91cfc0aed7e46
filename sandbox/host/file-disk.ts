/**
 * The disk of a gateway on a real machine (`Disk` in `sandbox/gateway/disk.ts`): one file that survives the end of the process at any
 * moment. Each line is a CRC-32 and what it speaks for: `a` a record that was appended, `r` one that was removed, `n` the note. A line is
 * in the file before the call returns; on the medium, where a power cut does not reach it, after the next fsync (`Durability`).
 *
 * Removed records go when the file is written anew: once they take more than what is left, and a megabyte. So the file is at most about
 * twice the bound of its owner, a little for each line, and that megabyte.
 */
import {
  closeSync,
  existsSync,
  fstatSync,
  fsync,
  fsyncSync,
  ftruncateSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { LineReader } from './line-reader.ts';

/** When lines are forced to the medium: each before the call returns, or all at once a second later. A killed process loses none either way. */
export type Durability = 'every-record' | 'every-second';

/** What was wrong with the file when it was opened, or is now with its medium. */
export type DiskTrouble =
  /** The end was torn off in the middle of a line: those bytes were cut off. */
  | { kind: 'torn'; bytes: number }
  /** Lines elsewhere that are not as they were written: passed over. */
  | { kind: 'damaged'; lines: number }
  /** The medium takes nothing: full, or gone. */
  | { kind: 'refused'; why: string };

interface FileDiskOptions {
  durability?: Durability;
  tell?: (trouble: DiskTrouble) => void;
}

/** Dead bytes that are not worth writing the file anew for. */
const worthless = 1 << 20;

export class FileDisk {
  readonly lasting = true;
  readonly #path: string;
  readonly #durability: Durability;
  readonly #tell: (trouble: DiskTrouble) => void;
  #file: number;
  /** Of the file; appending begins here. */
  #length = 0;
  #note = '';
  #records = 0;
  #bytes = 0;
  /** Number of the next record that is appended, and the last one's text. */
  #end = 0;
  #last: string | null = null;
  /** Sizes of those that are taken and not removed, by number; all from `#cursor` on are not taken. */
  readonly #taken = new Map<number, number>();
  #cursor = 0;
  /** Removed ones in between that are still in the file: it could not be written anew when it was opened. */
  #skipped: ReadonlySet<number> = new Set();
  #reader: LineReader;
  #head: { number: number; record: string } | null = null;
  /** Not worth trying again before the file is this long. */
  #renewFrom = 0;
  #syncing: NodeJS.Timeout | null = null;
  #refusing = false;

  /** Opens or makes the file; throws as `node:fs` does when that cannot be (EACCES, EISDIR …). */
  constructor(path: string, { durability = 'every-second', tell = () => {} }: FileDiskOptions = {}) {
    this.#path = path;
    this.#durability = durability;
    this.#tell = tell;
    rmSync(`${path}.new`, { force: true });
    this.#file = openSync(path, existsSync(path) ? 'r+' : 'w+');
    this.#reader = new LineReader(this.#file);
    this.#load();
  }

  get records(): number {
    return this.#records;
  }
  get bytes(): number {
    return this.#bytes;
  }
  get newest(): string | null {
    return this.#last;
  }
  get note(): string {
    return this.#note;
  }
  set note(note: string) {
    if (note === this.#note) return;
    this.#note = note;
    this.#write(`n ${note}`);
  }

  append(record: string): boolean {
    if (record.includes('\n')) throw new Error('a record is one line');
    if (!this.#write(`a ${this.#end} ${record}`)) return false;
    this.#end += 1;
    this.#records += 1;
    this.#bytes += sizeOf(record);
    this.#last = record;
    return true;
  }

  peek(): { number: number; record: string } | null {
    while (this.#head === null && this.#cursor < this.#end) {
      const line = this.#reader.next(this.#length);
      if (line === null) return null;
      const entry = readLine(line);
      if (entry?.kind !== 'a' || entry.number < this.#cursor || this.#skipped.has(entry.number)) continue;
      this.#head = { number: entry.number, record: entry.text };
    }
    return this.#head;
  }

  take(): void {
    const head = this.peek();
    if (!head) return;
    this.#taken.set(head.number, sizeOf(head.record));
    this.#cursor = head.number + 1;
    this.#head = null;
  }

  remove(number: number): void {
    const size = this.#taken.get(number);
    if (size === undefined) return;
    this.#taken.delete(number);
    this.#records -= 1;
    this.#bytes -= size;
    if (number === this.#end - 1) this.#last = null;
    // A mark that the medium does not take: the record is sent once more after a restart, and known by its sequence number.
    this.#write(`r ${number}`);
    if (this.#length > Math.max(2 * this.#bytes + worthless, this.#renewFrom)) this.#renew();
  }

  /** Forces everything to the medium and lets go of the file. */
  close(): void {
    if (this.#syncing) clearTimeout(this.#syncing);
    this.#syncing = null;
    fsyncSync(this.#file);
    closeSync(this.#file);
    this.#file = -1;
  }

  /** Reads the whole file: what is removed, what is left, where its sound part ends. */
  #load(): void {
    const size = fstatSync(this.#file).size;
    const reader = new LineReader(this.#file);
    const left = new Map<number, number>();
    const removed = new Set<number>();
    let damaged = 0;
    for (let line = reader.next(size); line !== null; line = reader.next(size)) {
      const entry = readLine(line);
      if (!entry) damaged += 1;
      else if (entry.kind === 'n') this.#note = entry.text;
      else if (entry.kind === 'r') {
        removed.add(entry.number);
        left.delete(entry.number);
        if (entry.number === this.#end - 1) this.#last = null;
      } else {
        left.set(entry.number, sizeOf(entry.text));
        this.#end = entry.number + 1;
        this.#last = entry.text;
      }
    }
    this.#length = reader.at;
    if (size > this.#length) {
      this.#tell({ kind: 'torn', bytes: size - this.#length });
      ftruncateSync(this.#file, this.#length);
    }
    if (damaged > 0) this.#tell({ kind: 'damaged', lines: damaged });
    for (const bytes of left.values()) this.#bytes += bytes;
    this.#records = left.size;
    this.#cursor = left.keys().next().value ?? this.#end;
    this.#skipped = removed;
    if (removed.size + damaged > 0) this.#renew();
  }

  /** Writes the file anew, without what is removed. It takes the place of the old one in one step, or the old one stays. */
  #renew(): void {
    const path = `${this.#path}.new`;
    let file: number | null = null;
    try {
      const fresh = openSync(path, 'w+');
      file = fresh;
      let length = 0;
      let written = 0;
      /** Where the first that is not taken begins. */
      let unread: number | null = null;
      let batch: Buffer[] = [];
      const add = (bytes: Buffer): void => {
        batch.push(bytes);
        length += bytes.length;
        if (length - written >= 1 << 16) flush();
      };
      const flush = (): void => {
        writeWhole(fresh, Buffer.concat(batch), written);
        written = length;
        batch = [];
      };
      add(lineOf(`n ${this.#note}`));
      const reader = new LineReader(this.#file);
      for (let line = reader.next(this.#length); line !== null; line = reader.next(this.#length)) {
        const entry = readLine(line);
        if (entry?.kind !== 'a') continue;
        const waits = entry.number >= this.#cursor && !this.#skipped.has(entry.number);
        if (waits) unread ??= length;
        if (waits || this.#taken.has(entry.number)) add(Buffer.concat([line, Buffer.from('\n')]));
      }
      flush();
      fsyncSync(fresh);
      renameSync(path, this.#path);
      closeSync(this.#file);
      this.#file = fresh;
      file = null;
      this.#length = length;
      this.#skipped = new Set();
      this.#reader = new LineReader(fresh, unread ?? length);
      this.#head = null;
      this.#renewFrom = 0;
      syncFolder(dirname(this.#path));
    } catch (error) {
      if (file !== null) closeSync(file);
      rmSync(path, { force: true });
      this.#renewFrom = this.#length + worthless;
      this.#refuse(error);
    }
  }

  #write(line: string): boolean {
    const bytes = lineOf(line);
    try {
      writeWhole(this.#file, bytes, this.#length);
      if (this.#durability === 'every-record') fsyncSync(this.#file);
    } catch (error) {
      this.#refuse(error);
      return false;
    }
    this.#length += bytes.length;
    this.#refusing = false;
    if (this.#durability === 'every-second') this.#syncing ??= setTimeout(() => this.#sync(), 1_000).unref();
    return true;
  }

  #sync(): void {
    this.#syncing = null;
    fsync(this.#file, (error) => {
      // The file may have been written anew, and that one synced, in the meantime.
      if (error && error.code !== 'EBADF') this.#refuse(error);
    });
  }

  /** Told once, until something is taken again. What was half written is written over by the next line. */
  #refuse(error: unknown): void {
    if (this.#refusing) return;
    this.#refusing = true;
    this.#tell({ kind: 'refused', why: error instanceof Error ? error.message : String(error) });
  }
}

type Line = { kind: 'a'; number: number; text: string } | { kind: 'r'; number: number } | { kind: 'n'; text: string };

const sizeOf = (record: string): number => Buffer.byteLength(record) + 1;

const checksum = (bytes: Uint8Array): string => crc32(bytes).toString(16).padStart(8, '0');

function lineOf(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([Buffer.from(`${checksum(bytes)} `), bytes, Buffer.from('\n')]);
}

/** `null`: it is not as it was written. */
function readLine(line: Buffer): Line | null {
  const bytes = line.subarray(9);
  if (line.length < 10 || line.subarray(0, 8).toString('latin1') !== checksum(bytes)) return null;
  const [, kind, rest = ''] = /^([arn]) (.*)$/s.exec(bytes.toString('utf8')) ?? [];
  if (kind === 'n') return { kind, text: rest };
  const [, digits, text] = /^(\d{1,15})(?: (.*))?$/s.exec(rest) ?? [];
  if (digits === undefined) return null;
  if (kind === 'r') return { kind, number: Number(digits) };
  return kind === 'a' && text !== undefined ? { kind, number: Number(digits), text } : null;
}

function writeWhole(file: number, bytes: Buffer, at: number): number {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done, bytes.length - done, at + done);
  return bytes.length;
}

/** A new name is on the medium when its folder is. Not every system lets a folder be opened. */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
