/** Integers and bit strings as text. */
import { TEXT_HEADER } from '../text-format.ts';
import { op } from '../wasm/opcodes.ts';
import { step, type Writing } from './writing.ts';

/** (to, magnitude, negative): the decimal digits of an unsigned number as a STRING that has room for them. */
export function writeInteger({ code }: Writing): void {
  const [to, value, negative] = [0, 1, 2];
  const rest = code.local('i64');
  const at = code.local('i32');
  const tenth = (): void => {
    code.get(rest);
    code.i64(10n);
    code.op(op.i64_div_u);
    code.tee(rest);
    code.op(op.i64_eqz);
    code.op(op.i32_eqz);
  };
  code.get(value);
  code.set(rest);
  code.get(negative);
  code.set(at);
  const counting = code.loop();
  step(code, at);
  tenth();
  code.brIf(counting);
  code.end();
  code.get(to);
  code.get(at);
  code.memory(op.i32_store, 0);
  code.get(value);
  code.set(rest);
  const writing = code.loop();
  step(code, at, -1);
  code.get(to);
  code.get(at);
  code.op(op.i32_add);
  code.get(rest);
  code.i64(10n);
  code.op(op.i64_rem_u);
  code.op(op.i32_wrap_i64);
  code.i32(0x30);
  code.op(op.i32_add);
  code.memory(op.i32_store8, TEXT_HEADER);
  tenth();
  code.brIf(writing);
  code.end();
  code.get(negative);
  code.if();
  code.get(to);
  code.i32(0x2d);
  code.memory(op.i32_store8, TEXT_HEADER);
  code.end();
}

/** (to, value, digits): `16#` and the hexadecimal digits. */
export function writeBits({ code }: Writing): void {
  const [to, value, digits] = [0, 1, 2];
  const digit = code.local('i32');
  code.get(to);
  code.get(digits);
  code.i32(3);
  code.op(op.i32_add);
  code.memory(op.i32_store, 0);
  [0x31, 0x36, 0x23].forEach((character, index) => {
    code.get(to);
    code.i32(character);
    code.memory(op.i32_store8, TEXT_HEADER + index);
  });
  const again = code.loop();
  step(code, digits, -1);
  code.get(value);
  code.i64(15n);
  code.op(op.i64_and);
  code.op(op.i32_wrap_i64);
  code.set(digit);
  code.get(to);
  code.get(digits);
  code.op(op.i32_add);
  code.get(digit);
  code.i32(0x30);
  code.i32(0x37);
  code.get(digit);
  code.i32(10);
  code.op(op.i32_lt_u);
  code.op(op.select);
  code.op(op.i32_add);
  code.memory(op.i32_store8, TEXT_HEADER + 3);
  code.get(value);
  code.i64(4n);
  code.op(op.i64_shr_u);
  code.set(value);
  code.get(digits);
  code.brIf(again);
  code.end();
}
