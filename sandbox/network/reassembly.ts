/** What arrived before what comes before it. Bounded by the window, and in the number of pieces. */
export interface Piece {
  from: number;
  bytes: Uint8Array;
}

const most = 128;

export class Reassembly {
  pieces: Piece[] = [];

  keep(from: number, bytes: Uint8Array): void {
    if (bytes.length === 0 || this.pieces.length >= most) return;
    let at = this.pieces.length;
    while (at > 0 && this.pieces[at - 1]!.from >= from) at -= 1;
    const there = this.pieces[at];
    if (there?.from !== from) this.pieces.splice(at, 0, { from, bytes });
    else if (there.bytes.length < bytes.length) there.bytes = bytes;
  }

  /** Takes what continues at `next`, if it is here. */
  take(next: number): Uint8Array | null {
    for (;;) {
      const first = this.pieces[0];
      if (first === undefined || first.from > next) return null;
      this.pieces.shift();
      if (first.from + first.bytes.length > next) return first.bytes.subarray(next - first.from);
    }
  }
}
