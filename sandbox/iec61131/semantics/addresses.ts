/** Direct addresses, `%IX0.0` and its kin. IEC 61131-3, 6.5.5 and Table 16. */
import { sizeOf } from '../codegen/sizes.ts';
import type { DirectAddress } from './checked.ts';
import { elementaryTable } from './elementary.ts';
import { isPlain } from './placed-fields.ts';
import type { ElementaryName, Type } from './types.ts';

const bytesOf = { X: 1, B: 1, W: 2, D: 4, L: 8 } as const;
const typeOfSize: Readonly<Record<DirectAddress['size'], ElementaryName>> = {
  X: 'BOOL',
  B: 'BYTE',
  W: 'WORD',
  D: 'DWORD',
  L: 'LWORD',
};

/** Addresses end here: 64 kB per area. */
export const ADDRESS_LIMIT = 65_536;

/**
 * Reads `%IX1.3` (byte 1, bit 3; also written `%I1.3`), `%QB5`, `%QW4` (bytes 8 and 9), `%MD10`, `%ML0`; `null` when it is not
 * one of these or lies beyond the area.
 */
export function parseAddress(text: string): DirectAddress | null {
  const match = /^%([IQM])([XBWDL]?)(\d{1,6})(?:\.(\d{1,2}))?$/i.exec(text);
  if (match === null) return null;
  const area = match[1]!.toUpperCase() as DirectAddress['area'];
  const size = (match[2]!.toUpperCase() || 'X') as DirectAddress['size'];
  const first = Number(match[3]);
  const canonical = text.toUpperCase();
  if (size === 'X') {
    if (match[4] === undefined) return null;
    const bit = Number(match[4]);
    return bit > 7 || first >= ADDRESS_LIMIT ? null : { area, size, byte: first, bit, text: canonical };
  }
  if (match[4] !== undefined) return null;
  const byte = first * bytesOf[size];
  return byte + bytesOf[size] > ADDRESS_LIMIT ? null : { area, size, byte, bit: 0, text: canonical };
}

/** The type of an address that is used without a declaration. */
export function addressType(address: DirectAddress): ElementaryName {
  return typeOfSize[address.size];
}

/** A variable of this type can live at this address: X holds BOOL, the others every type of their width. */
export function addressHolds(address: DirectAddress, type: ElementaryName): boolean {
  const bits = elementaryTable[type].bits;
  return address.size === 'X' ? type === 'BOOL' : bits === bytesOf[address.size] * 8;
}

/**
 * As `addressHolds`, and arrays and structures of such values: whole bytes of theirs lie there one after the other. Clause 6.5.5.2. Strings
 * lie there as everywhere (`codegen/text-format.ts`), from a byte, word or larger unit on.
 */
export function canLieAt(address: DirectAddress, type: Type): boolean {
  const name = type.kind === 'enum' || type.kind === 'subrange' ? type.base.name : type.kind === 'elementary' ? type.name : null;
  if (name !== null) return addressHolds(address, name);
  if (address.size === 'X' || !isPlain(type, true)) return false;
  if (address.byte + sizeOf(type) > ADDRESS_LIMIT) return false;
  if (type.kind === 'string') return true;
  return type.kind !== 'array' || address.size === 'B' || type.element.kind === 'struct' || canLieAt(address, type.element);
}

/** First bit and the bit after the last one, within the area. */
export function addressSpan(address: DirectAddress, type: Type): { from: number; to: number } {
  const from = address.byte * 8 + address.bit;
  return { from, to: from + (address.size === 'X' ? 1 : Math.max(bytesOf[address.size], sizeOf(type)) * 8) };
}
