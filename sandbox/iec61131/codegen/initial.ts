/** Every initial value is known when compiling, so a region's first state is a picture of bytes, not a program. */
import type { CheckedProgram, FunctionBlock, ProgramPou, Variable } from '../semantics/checked.ts';
import type { Constant, ElementaryName, Type } from '../semantics/types.ts';
import type { Region } from './layout.ts';
import { type Links, RegionLinks } from './links.ts';
import { elementaryOf, representation } from './representation.ts';
import { elementCount, instanceExtent, sizeOf, structExtent } from './sizes.ts';
import { writeText } from './text-format.ts';

const isAggregate = (value: Constant | null): value is Exclude<Constant, bigint | number | boolean | string> =>
  typeof value === 'object' && value !== null;

/** The value a variable of an elementary, enumerated or subrange type starts with when nothing is written (IEC 61131-3, 6.4.2: zero, the first enumerator, the lower limit). */
export function defaultOf(type: Type): bigint {
  if (type.kind === 'enum') return type.values[0]?.value ?? 0n;
  if (type.kind === 'subrange') return type.lower;
  return 0n;
}

export function writeScalar(view: DataView, offset: number, name: ElementaryName, value: bigint | number | boolean): void {
  if (name === 'REAL') {
    view.setFloat32(offset, Number(value), true);
    return;
  }
  if (name === 'LREAL') {
    view.setFloat64(offset, Number(value), true);
    return;
  }
  const bits = typeof value === 'bigint' ? value : BigInt(value);
  switch (representation(name).size) {
    case 1:
      view.setUint8(offset, Number(BigInt.asUintN(8, bits)));
      return;
    case 2:
      view.setUint16(offset, Number(BigInt.asUintN(16, bits)), true);
      return;
    case 4:
      view.setUint32(offset, Number(BigInt.asUintN(32, bits)), true);
      return;
    case 8:
      view.setBigUint64(offset, BigInt.asUintN(64, bits), true);
      return;
  }
}

/** Writes the initial value of `type` at `offset`; `value` null or missing parts take the type's own defaults. */
export function writeInitial(
  view: DataView,
  offset: number,
  type: Type,
  value: Constant | null,
  links: Links | null = null,
): void {
  if (type.kind === 'reference') {
    if (isAggregate(value) && 'reference' in value) links?.link(offset, value.reference);
    return;
  }
  const name = elementaryOf(type);
  if (name) {
    const scalar = value === null || isAggregate(value) || typeof value === 'string' ? defaultOf(type) : value;
    if (scalar !== 0n && scalar !== false) writeScalar(view, offset, name, scalar);
    return;
  }
  switch (type.kind) {
    case 'string':
      if (typeof value === 'string') writeText(view, offset, type, value);
      return;
    case 'array': {
      const stride = sizeOf(type.element);
      const elements = isAggregate(value) && 'elements' in value ? value.elements : [];
      if (elements.length === 0 && isZero(type)) return;
      const count = elementCount(type);
      for (let index = 0; index < count; index++)
        writeInitial(view, offset + index * stride, type.element, elements[index] ?? type.initial ?? null, links);
      return;
    }
    case 'struct': {
      const { offsets } = structExtent(type);
      const given = isAggregate(value) && 'fields' in value ? value.fields : [];
      type.fields.forEach((field, index) => {
        const at = offset + (offsets.get(index) ?? 0);
        const first = given[index] ?? field.initial;
        if (field.at === undefined || field.at.bit < 0) writeInitial(view, at, field.type, first, links);
        else if (first === true) view.setUint8(at, view.getUint8(at) | (1 << field.at.bit));
      });
      return;
    }
    case 'instance':
      writeInstance(view, offset, type.block, isAggregate(value) && 'fields' in value ? value.fields : [], links);
  }
}

/** `given` follows the order of parameters, then locals. */
function writeInstance(
  view: DataView,
  offset: number,
  pou: FunctionBlock | ProgramPou,
  given: readonly (Constant | null)[],
  links: Links | null,
): void {
  const { offsets } = instanceExtent(pou);
  if (pou.kind === 'function_block' && pou.object !== undefined) view.setUint32(offset, pou.object.typeId, true);
  links?.enter(pou, offset);
  [...pou.parameters, ...pou.locals].forEach((variable, index) => {
    const inner = offsets.get(variable);
    if (inner === undefined || variable.section === 'in_out') return;
    writeInitial(view, offset + inner, variable.type, given[index] ?? variable.initial, links);
  });
  links?.leave();
}

/** Whether a value of `type` without initialiser is all zero bytes. */
function isZero(type: Type): boolean {
  switch (type.kind) {
    case 'elementary':
    case 'interface':
    case 'string':
    case 'reference':
      return true;
    case 'enum':
    case 'subrange':
      return defaultOf(type) === 0n;
    case 'array':
      return type.initial == null && isZero(type.element);
    case 'struct':
      return type.fields.every((field) => field.initial === null && isZero(field.type));
    case 'instance':
      if (type.block.object !== undefined) return false;
      return [...type.block.parameters, ...type.block.locals].every(
        (variable) => variable.initial === null && isZero(variable.type),
      );
  }
}

function writeLocated(view: DataView, region: Region, variable: Variable): void {
  const address = variable.address;
  if (!address || (variable.initial === null && elementaryOf(variable.type) !== null)) return;
  const offset = region.layout.image[address.area].offset + address.byte;
  if (address.size === 'X') {
    if (variable.initial === true) view.setUint8(offset, view.getUint8(offset) | (1 << address.bit));
  } else writeInitial(view, offset, variable.type, variable.initial);
}

/** The region as it stands before the first scan. */
export function initialRegion(program: CheckedProgram, region: Region): Uint8Array {
  const bytes = new Uint8Array(region.end);
  const view = new DataView(bytes.buffer);
  const links = new RegionLinks(view, region.globals, region.layout.image);
  for (const variable of program.globals) {
    if (variable.address) writeLocated(view, region, variable);
    else writeInitial(view, region.globals.get(variable) ?? 0, variable.type, variable.initial, links);
  }
  // A program that a test calls is a block, and has located variables all the same.
  for (const block of program.functionBlocks)
    for (const variable of [...block.parameters, ...block.locals]) writeLocated(view, region, variable);
  program.instances.forEach((instance, index) => {
    writeInstance(view, region.instances[index] ?? 0, instance.program, [], links);
    for (const variable of [...instance.program.parameters, ...instance.program.locals]) writeLocated(view, region, variable);
  });
  return bytes;
}

/** A run of bytes to be written; everything between runs stays zero. */
export interface Run {
  offset: number;
  bytes: Uint8Array;
}

/** The parts of `bytes` that are not zero; gaps shorter than an instruction that would skip them are written along. */
export function nonZeroRuns(bytes: Uint8Array): Run[] {
  const shortestGap = 16;
  const runs: Run[] = [];
  let start = -1;
  let last = -1;
  const close = () => {
    if (start >= 0) runs.push({ offset: start, bytes: bytes.slice(start, last + 1) });
  };
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] === 0) continue;
    if (start < 0 || at - last > shortestGap) {
      close();
      start = at;
    }
    last = at;
  }
  close();
  return runs;
}
