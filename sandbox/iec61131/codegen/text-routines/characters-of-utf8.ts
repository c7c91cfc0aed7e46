/** A USTRING counts in characters where its bytes are not what is meant. */
import { op } from '../wasm/opcodes.ts';
import { compareLocals, continues, spend, step, type Writing } from './writing.ts';

/** (units, length, at, characters) → the byte behind so many characters. */
export function writeSkip({ code }: Writing): void {
  const [units, all, at, left] = [0, 1, 2, 3];
  const done = code.block();
  const character = code.loop();
  compareLocals(code, at, all, op.i32_ge_u);
  code.brIf(done);
  code.get(left);
  code.i64(0n);
  code.op(op.i64_le_s);
  code.brIf(done);
  const whole = code.block();
  const byte = code.loop();
  step(code, at);
  compareLocals(code, at, all, op.i32_ge_u);
  code.brIf(whole);
  continues(code, units, at);
  code.brIf(byte);
  code.end();
  code.end();
  code.get(left);
  code.i64(1n);
  code.op(op.i64_sub);
  code.set(left);
  code.br(character);
  code.end();
  code.end();
  code.get(at);
}

/** (units, length) → number of characters. */
export function writeCount({ code, context }: Writing): void {
  const [units, all] = [0, 1];
  const [at, count] = [code.local('i32'), code.local('i32')];
  const done = code.block();
  const again = code.loop();
  compareLocals(code, at, all, op.i32_ge_u);
  code.brIf(done);
  continues(code, units, at);
  code.op(op.i32_eqz);
  code.get(count);
  code.op(op.i32_add);
  code.set(count);
  step(code, at);
  code.br(again);
  code.end();
  code.end();
  spend(code, context, all, 3);
  code.get(count);
}
