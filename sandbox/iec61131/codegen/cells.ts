/** Reading and writing one scalar of a running program. */

import { isStringName } from '../semantics/texts.ts';
import type { StringName, StringType } from '../semantics/types.ts';
import type { Cell, Value } from './compiled.ts';
import { writeScalar } from './initial.ts';
import { isReal, limits, representation } from './representation.ts';
import { readText, writeText } from './text-format.ts';

/** The value of `cell` in a region that starts at byte `base` of `view`. */
export function readCell(view: DataView, base: number, cell: Cell): Value {
  const at = base + cell.offset;
  if (cell.bit >= 0) return ((view.getUint8(at) >> cell.bit) & 1) === 1;
  if (isStringName(cell.type)) return readText(view, at, textType(cell, cell.type));
  const { size, signed } = representation(cell.type);
  switch (cell.type) {
    case 'BOOL':
      return view.getUint8(at) !== 0;
    case 'REAL':
      return view.getFloat32(at, true);
    case 'LREAL':
      return view.getFloat64(at, true);
  }
  switch (size) {
    case 1:
      return signed ? view.getInt8(at) : view.getUint8(at);
    case 2:
      return signed ? view.getInt16(at, true) : view.getUint16(at, true);
    case 4:
      return signed ? view.getInt32(at, true) : view.getUint32(at, true);
    case 8:
      return signed ? view.getBigInt64(at, true) : view.getBigUint64(at, true);
  }
}

/**
 * Writes `value`. BOOL takes booleans, and 0 or 1; integers, bit strings and durations (nanoseconds) take whole numbers within
 * their range; REAL and LREAL any number; strings a text, of which they keep what fits.
 * @throws RangeError when the value is none of the type, naming the cell, the value and what it accepts.
 */
export function writeCell(view: DataView, base: number, cell: Cell, value: Value): void {
  const at = base + cell.offset;
  if (isStringName(cell.type)) {
    if (typeof value !== 'string') throw refusal(cell, value, 'a text');
    writeText(view, at, textType(cell, cell.type), value);
    return;
  }
  if (typeof value === 'string') throw refusal(cell, value, `a ${cell.type}`);
  if (cell.type === 'BOOL') {
    const bit = toBit(cell, value);
    if (cell.bit < 0) view.setUint8(at, bit);
    else view.setUint8(at, (view.getUint8(at) & ~(1 << cell.bit)) | (bit << cell.bit));
    return;
  }
  if (isReal(cell.type)) {
    if (typeof value === 'boolean') throw refusal(cell, value, 'a number');
    writeScalar(view, at, cell.type, Number(value));
    return;
  }
  const { lower, upper } = limits(cell.type);
  const accepts = `a whole number from ${lower} to ${upper}`;
  if (typeof value === 'boolean' || (typeof value === 'number' && !Number.isInteger(value))) throw refusal(cell, value, accepts);
  const integer = BigInt(value);
  if (integer < lower || integer > upper) throw refusal(cell, value, accepts);
  writeScalar(view, at, cell.type, integer);
}

const textType = ({ capacity }: Cell, name: StringName): StringType => ({ kind: 'string', name, capacity: capacity ?? 0 });

function toBit(cell: Cell, value: Value): 0 | 1 {
  if (value === true || value === 1 || value === 1n) return 1;
  if (value === false || value === 0 || value === 0n) return 0;
  throw refusal(cell, value, 'TRUE or FALSE');
}

const refusal = (cell: Cell, value: Value, accepts: string): RangeError =>
  new RangeError(`${cell.path} is ${cell.type} and takes ${accepts}; ${value} is not.`);
