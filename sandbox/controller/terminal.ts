/** A terminal of the controller: a named, addressed point of its process image, where a wire from the plant ends. */
import type { Cell, CompiledProgram, Value } from '../iec61131/codegen/compiled.ts';
import type { ElementaryName } from '../iec61131/semantics/types.ts';
import { byteSize } from './literal.ts';

export interface Terminal {
  name: string;
  /** `%IX0.0`; the first byte is counted in units of the size, as in a program: `%QW4` begins at byte 8. IEC 61131-3, 6.5.5. */
  address: string;
  type: ElementaryName;
  /** For outputs: where it goes when the controller stops or faults; 0 unless declared. */
  safe: Value | null;
}

export interface Place {
  area: 'I' | 'Q';
  size: 'X' | 'B' | 'W' | 'D' | 'L';
  byte: number;
  /** -1 unless the size is X. */
  bit: number;
}

const unit = { X: 1, B: 1, W: 2, D: 4, L: 8 } as const;

/** What a terminal is without a written type. */
export const defaultType = { X: 'BOOL', B: 'BYTE', W: 'INT', D: 'DINT', L: 'LINT' } as const;

/** `null` when the text is no address of an input or output. */
export function parseAddress(text: string): Place | null {
  const match = /^%([IQ])([XBWDL])(\d+)(?:\.([0-7]))?$/i.exec(text);
  const area = match?.[1]?.toUpperCase();
  const size = match?.[2]?.toUpperCase();
  if ((area !== 'I' && area !== 'Q') || (size !== 'X' && size !== 'B' && size !== 'W' && size !== 'D' && size !== 'L'))
    return null;
  if ((size === 'X') !== (match?.[4] !== undefined)) return null;
  return { area, size, byte: Number(match?.[3]) * unit[size], bit: size === 'X' ? Number(match?.[4]) : -1 };
}

/** The bytes of the image that the terminals need. */
export function imageSizes(terminals: readonly Terminal[]): { I: number; Q: number; M: number } {
  const sizes = { I: 0, Q: 0, M: 0 };
  for (const terminal of terminals) {
    const place = parseAddress(terminal.address);
    if (place) sizes[place.area] = Math.max(sizes[place.area], place.byte + byteSize(terminal.type));
  }
  return sizes;
}

/** Where a terminal lies in a program's image; `null` when the image does not reach so far. */
export function terminalCell(terminal: Terminal, program: CompiledProgram): Cell | null {
  const place = parseAddress(terminal.address);
  if (!place) return null;
  const area = program.layout.image[place.area];
  if (place.byte + byteSize(terminal.type) > area.size) return null;
  return {
    path: terminal.name,
    type: terminal.type,
    offset: area.offset + place.byte,
    bit: place.bit,
    retain: false,
    constant: false,
    address: terminal.address,
    section: place.area === 'I' ? 'input' : 'output',
  };
}
