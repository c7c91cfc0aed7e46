import type { ElementaryName, Type } from '../semantics/types.ts';
import { type Opcode, op, type ValueType } from './wasm/opcodes.ts';

/** How values of an elementary type are held: in memory (little-endian), and on WebAssembly's stack, where narrow integers are kept sign- or zero-extended. */
export interface Representation {
  /** Bytes in memory. */
  size: 1 | 2 | 4 | 8;
  /** Width of the value: 1 for BOOL. */
  bits: number;
  signed: boolean;
  wasm: ValueType;
  load: Opcode;
  store: Opcode;
}

const row = (
  size: Representation['size'],
  bits: number,
  signed: boolean,
  wasm: ValueType,
  load: Opcode,
  store: Opcode,
): Representation => ({
  size,
  bits,
  signed,
  wasm,
  load,
  store,
});

const table: Record<ElementaryName, Representation> = {
  BOOL: row(1, 1, false, 'i32', op.i32_load8_u, op.i32_store8),
  BYTE: row(1, 8, false, 'i32', op.i32_load8_u, op.i32_store8),
  WORD: row(2, 16, false, 'i32', op.i32_load16_u, op.i32_store16),
  DWORD: row(4, 32, false, 'i32', op.i32_load, op.i32_store),
  LWORD: row(8, 64, false, 'i64', op.i64_load, op.i64_store),
  SINT: row(1, 8, true, 'i32', op.i32_load8_s, op.i32_store8),
  INT: row(2, 16, true, 'i32', op.i32_load16_s, op.i32_store16),
  DINT: row(4, 32, true, 'i32', op.i32_load, op.i32_store),
  LINT: row(8, 64, true, 'i64', op.i64_load, op.i64_store),
  USINT: row(1, 8, false, 'i32', op.i32_load8_u, op.i32_store8),
  UINT: row(2, 16, false, 'i32', op.i32_load16_u, op.i32_store16),
  UDINT: row(4, 32, false, 'i32', op.i32_load, op.i32_store),
  ULINT: row(8, 64, false, 'i64', op.i64_load, op.i64_store),
  REAL: row(4, 32, true, 'f32', op.f32_load, op.f32_store),
  LREAL: row(8, 64, true, 'f64', op.f64_load, op.f64_store),
  TIME: row(8, 64, true, 'i64', op.i64_load, op.i64_store),
  LTIME: row(8, 64, true, 'i64', op.i64_load, op.i64_store),
  DATE: row(8, 64, true, 'i64', op.i64_load, op.i64_store),
  LDATE: row(8, 64, true, 'i64', op.i64_load, op.i64_store),
  TOD: row(8, 64, true, 'i64', op.i64_load, op.i64_store),
  LTOD: row(8, 64, true, 'i64', op.i64_load, op.i64_store),
  DT: row(8, 64, true, 'i64', op.i64_load, op.i64_store),
  LDT: row(8, 64, true, 'i64', op.i64_load, op.i64_store),
  CHAR: row(1, 8, false, 'i32', op.i32_load8_u, op.i32_store8),
  WCHAR: row(2, 16, false, 'i32', op.i32_load16_u, op.i32_store16),
  UCHAR: row(4, 32, false, 'i32', op.i32_load, op.i32_store),
};

export const representation = (name: ElementaryName): Representation => table[name];

/** The elementary type that carries the values of `type`: itself, or the base of an enumeration or subrange; `null` for aggregates. */
export function elementaryOf(type: Type): ElementaryName | null {
  switch (type.kind) {
    case 'elementary':
      return type.name;
    case 'interface':
      return 'UDINT';
    case 'enum':
    case 'subrange':
      return type.base.name;
    // The offset of its target.
    case 'reference':
      return 'UDINT';
    default:
      return null;
  }
}

/** As `elementaryOf`, where the checker has promised a scalar. */
export function scalarName(type: Type): ElementaryName {
  const name = elementaryOf(type);
  if (name === null) throw new Error(`a ${type.kind} is no scalar`);
  return name;
}

export const scalar = (type: Type): Representation => table[scalarName(type)];

/** Smallest and largest value of an integer, bit string, BOOL or duration. */
export function limits(name: ElementaryName): { lower: bigint; upper: bigint } {
  const { bits, signed } = table[name];
  return signed
    ? { lower: -(1n << BigInt(bits - 1)), upper: (1n << BigInt(bits - 1)) - 1n }
    : { lower: 0n, upper: (1n << BigInt(bits)) - 1n };
}

export const isReal = (name: ElementaryName): boolean => name === 'REAL' || name === 'LREAL';
export const isDuration = (name: ElementaryName): boolean => name === 'TIME' || name === 'LTIME';
const bitStrings: ReadonlySet<ElementaryName> = new Set(['BOOL', 'BYTE', 'WORD', 'DWORD', 'LWORD']);
export const isBitString = (name: ElementaryName): boolean => bitStrings.has(name);
