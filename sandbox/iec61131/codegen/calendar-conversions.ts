/**
 * Conversions of dates, times of day and characters (IEC 61131-3, Tables 26 and 27). With numbers, which the standard does not
 * define, a DATE or DT counts seconds since 1970-01-01 and a TOD milliseconds since midnight, as controllers in the field have it; the long
 * types count nanoseconds.
 */
import { classOf, NANOSECONDS_PER_DAY } from '../semantics/elementary.ts';
import type { ElementaryName } from '../semantics/types.ts';
import type { Lowering } from './lowering.ts';
import { op } from './wasm/opcodes.ts';

/** Between numbers, as conversions.ts has it. */
type Convert = (l: Lowering, from: ElementaryName, to: ElementaryName) => void;

/** Nanoseconds of what a number stands for. */
const units: Partial<Record<ElementaryName, bigint>> = { DATE: 1_000_000_000n, DT: 1_000_000_000n, TOD: 1_000_000n };

/** Stack: i64 → the same modulo one day, never negative. */
function timeOfDay(l: Lowering): void {
  const { code } = l;
  code.i64(NANOSECONDS_PER_DAY);
  code.op(op.i64_rem_s);
  code.i64(NANOSECONDS_PER_DAY);
  code.op(op.i64_add);
  code.i64(NANOSECONDS_PER_DAY);
  code.op(op.i64_rem_s);
}

/** Stack: a value of type `from` → a value of type `to`, one of which is a date or a time of day. */
export function convertCalendar(l: Lowering, from: ElementaryName, to: ElementaryName, convert: Convert): void {
  const { code } = l;
  const source = classOf(from);
  const target = classOf(to);
  if (source === target || (source === 'date' && target === 'moment')) return;
  if (source === 'moment' && target === 'date') {
    const moment = code.borrow('i64');
    code.tee(moment);
    code.get(moment);
    timeOfDay(l);
    code.op(op.i64_sub);
    code.release('i64', moment);
    return;
  }
  if (target === 'clock') {
    if (source !== 'moment' && source !== 'duration') countToNanoseconds(l, from, to, convert);
    timeOfDay(l);
    return;
  }
  if (source === 'duration' || target === 'duration') return;
  if (source === 'date' || source === 'clock' || source === 'moment') {
    const unit = units[from];
    if (unit !== undefined) {
      code.i64(unit);
      code.op(op.i64_div_s);
    }
    convert(l, 'LINT', to);
    return;
  }
  countToNanoseconds(l, from, to, convert);
}

function countToNanoseconds(l: Lowering, from: ElementaryName, to: ElementaryName, convert: Convert): void {
  const { code } = l;
  convert(l, from, 'LINT');
  const unit = units[to];
  if (unit === undefined) return;
  code.i64(unit);
  code.op(op.i64_mul);
}

export function isCharacter(name: ElementaryName): boolean {
  return classOf(name) === 'character';
}

/** Stack: the code of a character → itself, or that of `?` where the narrower type has no such character. */
export function convertCharacter(l: Lowering, from: ElementaryName, to: ElementaryName): void {
  const limit = to === 'CHAR' ? 0xff : to === 'WCHAR' ? 0xffff : 0x10ffff;
  if (from === 'CHAR' || to === 'UCHAR') return;
  const { code } = l;
  const held = code.borrow('i32');
  code.tee(held);
  code.i32(0x3f);
  code.get(held);
  code.i32(limit);
  code.op(op.i32_le_u);
  code.op(op.select);
  code.release('i32', held);
}
