/** Functions of strings that give scalars: lengths, comparisons, positions, and what TO_INT and its kin read. */
import type { Expression } from '../semantics/checked.ts';
import type { ElementaryName, StringType } from '../semantics/types.ts';
import { emitConversion } from './conversions.ts';
import { callKernel, parsers } from './kernels.ts';
import type { Lowering } from './lowering.ts';
import { limits, scalarName } from './representation.ts';
import { toUnits } from './text-access.ts';
import { callRoutine, type Intrinsic, pushHeld, pushLength, pushUnitCount, stringOf, type TextValue } from './text-slots.ts';
import { hold, pushTextAs } from './texts.ts';
import { op } from './wasm/opcodes.ts';

const textual: ReadonlySet<string> = new Set([
  'COMPARE_TEXT',
  'LEN',
  'LEN_MAX',
  'LEN_CODE_UNIT',
  'FIND',
  'FIRST_CHARACTER',
  'FROM_TEXT',
]);

/** Whether writing the expression takes a shared function, which sees the fuel and the memory. */
export function callsRoutine(expression: Expression): boolean {
  return expression.type.kind === 'string' || (expression.kind === 'intrinsic' && textual.has(expression.name));
}

/** What the kernels take: longer texts are no numbers. */
const PARSED: StringType = { kind: 'string', name: 'STRING', capacity: 80 };

/** Writes a function of strings whose result is a scalar; `false` when the intrinsic is none. */
export function emitTextIntrinsic(l: Lowering, expression: Intrinsic): boolean {
  if (!textual.has(expression.name)) return false;
  const { code, context } = l;
  const [first, second] = expression.arguments;
  if (!first) throw new Error(`${expression.name} misses its argument`);
  const { name, capacity } = stringOf(first.type);
  if (expression.name === 'FROM_TEXT') {
    parseScalar(l, first, scalarName(expression.type));
    return true;
  }
  const value = hold(l, first, expression.arguments.slice(1));
  switch (expression.name) {
    case 'LEN':
      pushLength(l, name, value);
      break;
    case 'LEN_CODE_UNIT':
      pushUnitCount(l, value);
      break;
    case 'LEN_MAX':
      code.i32(capacity);
      break;
    case 'FIRST_CHARACTER': {
      pushUnitCount(l, value);
      code.op(op.i32_eqz);
      code.if('i32');
      code.i32(0);
      code.else();
      code.get(value.local);
      toUnits(code);
      pushUnitCount(l, value);
      code.i32(0);
      callRoutine(l, `GET_${name}`);
      code.op(op.i32_wrap_i64);
      code.end();
      break;
    }
    default: {
      if (!second) throw new Error(`${expression.name} misses its second argument`);
      const other = hold(l, second);
      pushHeld(l, value);
      pushHeld(l, other);
      if (expression.name === 'COMPARE_TEXT') callRoutine(l, `COMPARE_${name}`);
      else {
        code.i32(context.site('fuel', expression.range));
        callRoutine(l, `FIND_${name}`);
        if (name === 'USTRING') positionOfByte(l, value);
      }
      other.release();
    }
  }
  value.release();
  return true;
}

/** Stack: a byte's position from 1, or 0 → its character's. */
function positionOfByte(l: Lowering, value: TextValue): void {
  const { code } = l;
  const position = code.borrow('i32');
  code.tee(position);
  code.if('i32');
  code.get(value.local);
  toUnits(code);
  code.get(position);
  callRoutine(l, 'COUNT');
  code.else();
  code.i32(0);
  code.end();
  code.release('i32', position);
}

/** A text as a number of the type `to`: what cannot be read is 0, what lies beyond the type is its limit. */
function parseScalar(l: Lowering, text: Expression, to: ElementaryName): void {
  const { code } = l;
  const argument = pushTextAs(l, PARSED, text);
  const pointer = code.borrow('i32');
  code.set(pointer);
  const parser = parsers[to];
  if (parser !== undefined) {
    callKernel(l, parser, () => code.get(pointer));
    if (to === 'REAL') code.op(op.f32_demote_f64);
  } else {
    const { lower, upper } = limits(to);
    callKernel(l, 'PARSEINTEGER', () => {
      code.get(pointer);
      code.i64(BigInt.asIntN(64, -lower));
      code.i64(BigInt.asIntN(64, upper));
    });
    emitConversion(l, 'LINT', to);
  }
  code.release('i32', pointer);
  argument.release();
}
