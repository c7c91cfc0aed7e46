/**
 * X_TO_Y (IEC 61131-3, Tables 22 to 27). Integers and bit strings keep their low bits. Real to integer rounds half to even and
 * saturates, NaN gives 0. DWORD and REAL, LWORD and LREAL exchange their bits, as the tables say. To BOOL: a bit string gives its
 * lowest bit, a number TRUE when it is not zero. Between TIME and numbers the unit is the millisecond, as controllers in the field
 * have it (the standard leaves it open); LTIME counts nanoseconds.
 */
import { identicalBits } from '../semantics/calendar-constants.ts';
import type { Expression } from '../semantics/checked.ts';
import { isCalendar } from '../semantics/elementary.ts';
import type { ElementaryName } from '../semantics/types.ts';
import { normalise } from './arithmetic.ts';
import { convertCalendar, convertCharacter, isCharacter } from './calendar-conversions.ts';
import type { Lowering } from './lowering.ts';
import { intervalOf, within } from './ranges.ts';
import { isBitString, isReal, limits, representation, scalar } from './representation.ts';
import { op } from './wasm/opcodes.ts';

const NANOSECONDS_PER_MILLISECOND = 1_000_000;

/** Stack: a value of type `from` → a value of type `to`. */
export function emitConversion(l: Lowering, from: ElementaryName, to: ElementaryName): void {
  if (from === to || identicalBits(from, to)) return;
  if (isCalendar(from) || isCalendar(to)) {
    convertCalendar(l, from, to, emitConversion);
    return;
  }
  if (isCharacter(from) && isCharacter(to)) {
    convertCharacter(l, from, to);
    return;
  }
  const durations = (name: ElementaryName) => name === 'TIME' || name === 'LTIME';
  if (durations(from) && durations(to)) return;
  if (from === 'TIME') {
    timeToNumber(l, to);
    return;
  }
  if (to === 'TIME') {
    numberToTime(l, from);
    return;
  }
  if (from === 'LTIME') {
    emitConversion(l, 'LINT', to);
    return;
  }
  if (to === 'LTIME') {
    emitConversion(l, from, 'LINT');
    return;
  }
  if (to === 'BOOL') {
    toBool(l, from);
    return;
  }
  if (isReal(from)) {
    isReal(to) ? resizeReal(l, to) : realToInteger(l, from, to);
    return;
  }
  if (isReal(to)) {
    integerToReal(l, from, to);
    return;
  }
  integerToInteger(l, from, to);
}

function timeToNumber(l: Lowering, to: ElementaryName): void {
  const { code } = l;
  if (isReal(to)) {
    code.op(op.f64_convert_i64_s);
    code.f64(NANOSECONDS_PER_MILLISECOND);
    code.op(op.f64_div);
    if (to === 'REAL') code.op(op.f32_demote_f64);
    return;
  }
  if (to === 'BOOL') {
    toBool(l, 'LINT');
    return;
  }
  code.i64(BigInt(NANOSECONDS_PER_MILLISECOND));
  code.op(op.i64_div_s);
  integerToInteger(l, 'LINT', to);
}

function numberToTime(l: Lowering, from: ElementaryName): void {
  const { code } = l;
  if (isReal(from)) {
    if (from === 'REAL') code.op(op.f64_promote_f32);
    code.f64(NANOSECONDS_PER_MILLISECOND);
    code.op(op.f64_mul);
    code.op(op.f64_nearest);
    code.op(op.i64_trunc_sat_f64_s);
    return;
  }
  integerToInteger(l, from, 'LINT');
  code.i64(BigInt(NANOSECONDS_PER_MILLISECOND));
  code.op(op.i64_mul);
}

function toBool(l: Lowering, from: ElementaryName): void {
  const { code } = l;
  const { wasm } = representation(from);
  if (isBitString(from)) {
    if (wasm === 'i64') code.op(op.i32_wrap_i64);
    code.i32(1);
    code.op(op.i32_and);
    return;
  }
  if (wasm === 'i64') code.i64(0n);
  else if (wasm === 'i32') code.i32(0);
  else if (wasm === 'f32') code.f32(0);
  else code.f64(0);
  code.op(op[`${wasm}_ne`]);
}

const resizeReal = (l: Lowering, to: ElementaryName): void => l.code.op(to === 'REAL' ? op.f32_demote_f64 : op.f64_promote_f32);

function realToInteger(l: Lowering, from: ElementaryName, to: ElementaryName): void {
  const { code } = l;
  if (from === 'REAL' && to === 'DWORD') {
    realToBits(l, 'f32');
    return;
  }
  if (from === 'LREAL' && to === 'LWORD') {
    realToBits(l, 'f64');
    return;
  }
  code.op(from === 'REAL' ? op.f32_nearest : op.f64_nearest);
  saturate(l, from, to);
}

/** Stack: a real number → its bits. The payload of a NaN is left open by WebAssembly, so every NaN shows the one canonical pattern. */
function realToBits(l: Lowering, wasm: 'f32' | 'f64'): void {
  const { code } = l;
  const value = code.borrow(wasm);
  code.tee(value);
  code.op(wasm === 'f32' ? op.i32_reinterpret_f32 : op.i64_reinterpret_f64);
  if (wasm === 'f32') code.i32(0x7fc00000);
  else code.i64(0x7ff8000000000000n);
  code.get(value);
  code.get(value);
  code.op(wasm === 'f32' ? op.f32_eq : op.f64_eq);
  code.op(op.select);
  code.release(wasm, value);
}

/** Stack: a real number → its integer part in the type `to`, saturating; NaN gives 0. */
export function saturate(l: Lowering, from: ElementaryName, to: ElementaryName): void {
  const { code } = l;
  const { wasm, bits, signed } = representation(to);
  const source = from === 'REAL' ? 'f32' : 'f64';
  const target = wasm === 'i64' ? 'i64' : 'i32';
  if (bits >= 32) {
    code.op(op[`${target}_trunc_sat_${source}_${signed ? 's' : 'u'}`]);
    return;
  }
  code.op(op[`i32_trunc_sat_${source}_s`]);
  const { lower, upper } = limits(to);
  clamp(l, Number(lower), 'gt');
  clamp(l, Number(upper), 'lt');
}

/** Stack: i32 → the value where it is beyond `limit` in the sense of `keep`, else the limit. */
function clamp(l: Lowering, limit: number, keep: 'gt' | 'lt'): void {
  const { code } = l;
  const value = code.borrow('i32');
  code.tee(value);
  code.i32(limit);
  code.get(value);
  code.i32(limit);
  code.op(keep === 'gt' ? op.i32_gt_s : op.i32_lt_s);
  code.op(op.select);
  code.release('i32', value);
}

function integerToReal(l: Lowering, from: ElementaryName, to: ElementaryName): void {
  const { code } = l;
  if (from === 'DWORD' && to === 'REAL') {
    code.op(op.f32_reinterpret_i32);
    return;
  }
  if (from === 'LWORD' && to === 'LREAL') {
    code.op(op.f64_reinterpret_i64);
    return;
  }
  const { wasm, signed } = representation(from);
  const source = wasm === 'i64' ? 'i64' : 'i32';
  code.op(op[`${to === 'REAL' ? 'f32' : 'f64'}_convert_${source}_${signed ? 's' : 'u'}`]);
}

/** Stack: a UDINT, LINT or ULINT → the DINT nearest to it. `value` is what lies on the stack. */
export function emitSelector(l: Lowering, value: Expression): void {
  const { code } = l;
  const { wasm, signed } = scalar(value.type);
  const known = intervalOf(l.facts, value);
  if (within(known, { lower: -(2 ** 31), upper: 2 ** 31 - 1 })) {
    if (wasm === 'i64') code.op(op.i32_wrap_i64);
    return;
  }
  const held = code.borrow(wasm);
  code.tee(held);
  if (wasm === 'i64') {
    code.op(op.i32_wrap_i64);
    if (signed) {
      code.i32(-(2 ** 31));
      code.i32(2 ** 31 - 1);
      code.get(held);
      code.i64(0n);
      code.op(op.i64_lt_s);
      code.op(op.select);
    } else code.i32(2 ** 31 - 1);
    // Unsigned, what lies below the least DINT and what lies above the greatest are both far away.
    code.get(held);
    if (signed) {
      code.i64(2n ** 31n);
      code.op(op.i64_add);
    }
    code.i64(signed ? 2n ** 32n : 2n ** 31n);
    code.op(op.i64_lt_u);
  } else {
    code.i32(2 ** 31 - 1);
    code.get(held);
    code.i32(0);
    code.op(op.i32_ge_s);
  }
  code.op(op.select);
  code.release(wasm, held);
}

function integerToInteger(l: Lowering, from: ElementaryName, to: ElementaryName): void {
  const { code } = l;
  const source = representation(from);
  const target = representation(to);
  if (source.wasm === 'i32' && target.wasm === 'i64') {
    code.op(source.signed ? op.i64_extend_i32_s : op.i64_extend_i32_u);
    return;
  }
  if (source.wasm === 'i64' && target.wasm === 'i32') code.op(op.i32_wrap_i64);
  const contained = source.bits < target.bits && (!source.signed || target.signed);
  if (!contained) normalise(l, to);
}
