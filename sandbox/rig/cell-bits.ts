/** The raw bits of scalars in a rig's memory: what is copied between regions, compared for change and hashed, without making values. */
import { byteSize } from '../controller/literal.ts';
import type { Cell } from '../iec61131/codegen/compiled.ts';

/** Where a scalar is in the rig's memory, absolutely. Multi-byte scalars are aligned to their size (the layout's promise). */
export interface Spot {
  at: number;
  /** Of a string those of its length; `text` is how many bytes it has with them. */
  bytes: 1 | 2 | 4 | 8;
  text?: number;
  /** -1 unless it is one bit of its byte. */
  bit: number;
  /** Whose NaNs count as one value, because WebAssembly leaves their payload open. */
  real: 'REAL' | 'LREAL' | null;
}

export function spotOf(base: number, cell: Cell): Spot {
  const real = cell.type === 'REAL' || cell.type === 'LREAL' ? cell.type : null;
  const spot: Spot = { at: base + cell.offset, bytes: byteSize(cell.type), bit: cell.bit, real };
  if (cell.capacity !== undefined) spot.text = 4 + cell.capacity * (cell.type === 'WSTRING' ? 2 : 1);
  return spot;
}

/** A number that stands for a string's present text: different ones almost surely differ in it (FNV-1a, 32 bits). */
function textBits(view: DataView, { at, text = 0 }: Spot): number {
  const length = view.getUint32(at, true);
  // Every byte behind the length that could belong to it: what lies behind a shorter text has changed with it, or not at all.
  const end = Math.min(text, 4 + 2 * length);
  let hash = 0x811c9dc5;
  for (let byte = 4; byte < end; byte++) hash = Math.imul(hash ^ view.getUint8(at + byte), 0x01000193);
  return hash | 0;
}

/** The lower 32 bits of the scalar. */
export function lowBits(view: DataView, spot: Spot): number {
  switch (spot.bytes) {
    case 1: {
      const byte = view.getUint8(spot.at);
      return spot.bit < 0 ? byte : (byte >> spot.bit) & 1;
    }
    case 2:
      return view.getUint16(spot.at, true);
    default:
      return view.getInt32(spot.at, true);
  }
}

/** The upper 32 bits of a 64-bit scalar, else 0. */
export function highBits(view: DataView, spot: Spot): number {
  if (spot.text !== undefined) return textBits(view, spot);
  return spot.bytes === 8 ? view.getInt32(spot.at + 4, true) : 0;
}

/** Wires: scalars that are copied, in order, once per tick. Laid out flat, because this is the hottest loop of a rig. */
export class Wires {
  readonly #bytes: Uint8Array;
  /** Five numbers a wire: from, its bit or -1, to, its bit or -1, bytes. */
  readonly #plan: Int32Array;

  constructor(memory: WebAssembly.Memory, wires: readonly { from: Spot; to: Spot }[]) {
    this.#bytes = new Uint8Array(memory.buffer);
    this.#plan = Int32Array.from(wires.flatMap(({ from, to }) => [from.at, from.bit, to.at, to.bit, to.bytes]));
  }

  copy(): void {
    const bytes = this.#bytes;
    const plan = this.#plan;
    for (let wire = 0; wire < plan.length; wire += 5) {
      const from = plan[wire]!;
      const fromBit = plan[wire + 1]!;
      const to = plan[wire + 2]!;
      const toBit = plan[wire + 3]!;
      const size = plan[wire + 4]!;
      if (size > 1) {
        for (let byte = 0; byte < size; byte++) bytes[to + byte] = bytes[from + byte]!;
        continue;
      }
      const value = fromBit < 0 ? bytes[from]! : (bytes[from]! >> fromBit) & 1;
      if (toBit < 0) bytes[to] = value;
      else bytes[to] = (bytes[to]! & ~(1 << toBit)) | (value << toBit);
    }
  }
}
