/** TO_STRING: the value of a scalar as a literal of its type would be written. */
import type { Expression } from '../semantics/checked.ts';
import type { ElementaryName, StringType } from '../semantics/types.ts';
import { callKernel, printers } from './kernels.ts';
import type { Lowering } from './lowering.ts';
import { type MemoryLocation, pushPointer } from './places.ts';
import { representation, scalarName } from './representation.ts';
import { makeEmpty } from './text-access.ts';
import { callRoutine, constantText, inRegion } from './text-slots.ts';
import { op } from './wasm/opcodes.ts';

const prefixes: Partial<Record<ElementaryName, string>> = {
  TIME: 'T#',
  LTIME: 'LTIME#',
  DATE: 'D#',
  LDATE: 'LDATE#',
  TOD: 'TOD#',
  LTOD: 'LTOD#',
  DT: 'DT#',
  LDT: 'LDT#',
};

/** Writes the value into the string at `slot`, which has room for it. */
export function printScalar(l: Lowering, value: Expression, slot: MemoryLocation, type: StringType): void {
  const { code } = l;
  const name = scalarName(value.type);
  const { wasm, signed, bits } = representation(name);
  const pushSlot = (): void => {
    pushPointer(l, slot);
    code.i32(type.capacity);
  };
  const constant = (verb: 'ASSIGN' | 'APPEND', text: string): void => {
    const { offset, capacity } = constantText(l.context, 'STRING', text);
    pushSlot();
    pushPointer(l, inRegion(offset));
    code.i32(capacity);
    callRoutine(l, `${verb}_STRING`);
  };
  if (name === 'CHAR' || name === 'WCHAR' || name === 'UCHAR') {
    l.expression(value);
    const held = code.borrow('i32');
    code.set(held);
    pushPointer(l, slot);
    makeEmpty(code);
    pushSlot();
    code.get(held);
    callRoutine(l, `PUT_${type.name}`);
    code.op(op.drop);
    code.release('i32', held);
    return;
  }
  if (name === 'BOOL') {
    l.expression(value);
    code.if();
    constant('ASSIGN', 'TRUE');
    code.else();
    constant('ASSIGN', 'FALSE');
    code.end();
    return;
  }
  const printer = printers[name];
  if (printer !== undefined) {
    const offset = callKernel(l, printer, () => {
      l.expression(value);
      if (name === 'REAL') code.op(op.f64_promote_f32);
      if (printer === 'FORMATREAL') code.i32(name === 'REAL' ? 1 : 0);
    });
    constant('ASSIGN', prefixes[name] ?? '');
    pushSlot();
    pushPointer(l, inRegion(offset.offset));
    code.i32(offset.capacity);
    callRoutine(l, 'APPEND_STRING');
    return;
  }
  l.expression(value);
  if (wasm === 'i32') code.op(signed ? op.i64_extend_i32_s : op.i64_extend_i32_u);
  const held = code.borrow('i64');
  code.set(held);
  pushPointer(l, slot);
  if (name === 'BYTE' || name === 'WORD' || name === 'DWORD' || name === 'LWORD') {
    code.get(held);
    code.i32(bits / 4);
    callRoutine(l, 'PRINT_BITS');
  } else {
    if (signed) {
      // The magnitude of the most negative value is itself, read as unsigned.
      code.i64(0n);
      code.get(held);
      code.op(op.i64_sub);
      code.get(held);
      code.get(held);
      code.i64(0n);
      code.op(op.i64_lt_s);
      code.op(op.select);
      code.get(held);
      code.i64(0n);
      code.op(op.i64_lt_s);
    } else {
      code.get(held);
      code.i32(0);
    }
    callRoutine(l, 'PRINT_INTEGER');
  }
  code.release('i64', held);
}
