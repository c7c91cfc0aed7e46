import { readSync } from 'node:fs';

/** Lines of an open file from some place on, read in pieces: a line that is longer is read whole. */
export class LineReader {
  /** Where the next line begins. */
  at: number;
  readonly #file: number;
  readonly #piece: number;
  #bytes: Buffer = Buffer.alloc(0);

  constructor(file: number, from = 0, piece = 1 << 16) {
    this.#file = file;
    this.at = from;
    this.#piece = piece;
  }

  /** The next line without its end; `null` when there is no whole one before `end`. */
  next(end: number): Buffer | null {
    for (;;) {
      const found = this.#bytes.indexOf(10);
      if (found >= 0) {
        const line = this.#bytes.subarray(0, found);
        this.#bytes = this.#bytes.subarray(found + 1);
        this.at += found + 1;
        return line;
      }
      const from = this.at + this.#bytes.length;
      const most = Math.min(Math.max(this.#piece, this.#bytes.length), end - from);
      if (most <= 0) return null;
      const more = Buffer.alloc(most);
      const count = readSync(this.#file, more, 0, most, from);
      if (count === 0) return null;
      this.#bytes = Buffer.concat([this.#bytes, more.subarray(0, count)]);
    }
  }
}
