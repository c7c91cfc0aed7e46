import { ByteWriter } from './bytes.ts';
import { EMPTY_BLOCK, type Opcode, op, type ValueType, valueType } from './opcodes.ts';

/** An open block, loop or if: what a branch aims at. */
export type Label = number;

/**
 * Writes the body of one function, in stack order. It keeps count of the open blocks, so that branches name their target and
 * not a distance, and lends scratch locals that are given back when they are no longer needed.
 */
export class Code {
  readonly parameters: readonly ValueType[];
  #writer = new ByteWriter(512);
  #locals: ValueType[] = [];
  #free: Record<ValueType, number[]> = { i32: [], i64: [], f32: [], f64: [] };
  #depth = 0;

  constructor(parameters: readonly ValueType[]) {
    this.parameters = parameters;
  }

  /** Bytes of instructions so far. */
  get size(): number {
    return this.#writer.length;
  }

  get localCount(): number {
    return this.parameters.length + this.#locals.length;
  }

  op(opcode: Opcode): void {
    if (opcode > 0xff) {
      this.#writer.byte(opcode >> 8);
      this.#writer.u32(opcode & 0xff);
    } else this.#writer.byte(opcode);
  }

  i32(value: number): void {
    this.#writer.byte(op.i32_const);
    this.#writer.s32(value);
  }

  i64(value: bigint): void {
    this.#writer.byte(op.i64_const);
    this.#writer.s64(value);
  }

  f32(value: number): void {
    this.#writer.byte(op.f32_const);
    this.#writer.f32(value);
  }

  f64(value: number): void {
    this.#writer.byte(op.f64_const);
    this.#writer.f64(value);
  }

  /* ---- locals ---- */

  /** A local for the whole function. */
  local(type: ValueType): number {
    this.#locals.push(type);
    return this.parameters.length + this.#locals.length - 1;
  }

  /** A scratch local; hand it back with `release`. Its content is whatever the last user left. */
  borrow(type: ValueType): number {
    return this.#free[type].pop() ?? this.local(type);
  }

  release(type: ValueType, index: number): void {
    this.#free[type].push(index);
  }

  get(index: number): void {
    this.#writer.byte(op.local_get);
    this.#writer.u32(index);
  }

  set(index: number): void {
    this.#writer.byte(op.local_set);
    this.#writer.u32(index);
  }

  tee(index: number): void {
    this.#writer.byte(op.local_tee);
    this.#writer.u32(index);
  }

  globalGet(index: number): void {
    this.#writer.byte(op.global_get);
    this.#writer.u32(index);
  }

  globalSet(index: number): void {
    this.#writer.byte(op.global_set);
    this.#writer.u32(index);
  }

  /* ---- memory ---- */

  /** A load or store at the address on the stack plus `offset`. Alignment is a hint and is left at one byte: located words may be odd. */
  memory(opcode: Opcode, offset: number): void {
    this.#writer.byte(opcode);
    this.#writer.u32(0);
    this.#writer.u32(offset);
  }

  /** Stack: destination, source, length. */
  memoryCopy(): void {
    this.op(op.memory_copy);
    this.#writer.byte(0);
    this.#writer.byte(0);
  }

  /** Stack: destination, value, length. */
  memoryFill(): void {
    this.op(op.memory_fill);
    this.#writer.byte(0);
  }

  /** Stack: destination, source offset in the segment, length. */
  memoryInit(segment: number): void {
    this.op(op.memory_init);
    this.#writer.u32(segment);
    this.#writer.byte(0);
  }

  /* ---- control ---- */

  #open(opcode: Opcode, result: ValueType | null): Label {
    this.#writer.byte(opcode);
    this.#writer.byte(result ? valueType[result] : EMPTY_BLOCK);
    return ++this.#depth;
  }

  block(result: ValueType | null = null): Label {
    return this.#open(op.block, result);
  }

  loop(): Label {
    return this.#open(op.loop, null);
  }

  if(result: ValueType | null = null): Label {
    return this.#open(op.if, result);
  }

  else(): void {
    this.#writer.byte(op.else);
  }

  end(): void {
    this.#depth--;
    this.#writer.byte(op.end);
  }

  br(target: Label): void {
    this.#writer.byte(op.br);
    this.#writer.u32(this.#depth - target);
  }

  brIf(target: Label): void {
    this.#writer.byte(op.br_if);
    this.#writer.u32(this.#depth - target);
  }

  /** Branch by the i32 on the stack; the last label is the default. */
  brTable(targets: readonly Label[], otherwise: Label): void {
    this.#writer.byte(op.br_table);
    this.#writer.u32(targets.length);
    for (const target of targets) this.#writer.u32(this.#depth - target);
    this.#writer.u32(this.#depth - otherwise);
  }

  call(functionIndex: number): void {
    this.#writer.byte(op.call);
    this.#writer.u32(functionIndex);
  }

  /** The code entry: locals in runs of one type, the instructions, and the closing end (5.5.13). */
  encode(): ByteWriter {
    const runs: { type: ValueType; count: number }[] = [];
    for (const type of this.#locals) {
      const last = runs[runs.length - 1];
      if (last?.type === type) last.count++;
      else runs.push({ type, count: 1 });
    }
    const entry = new ByteWriter(this.#writer.length + 16);
    entry.u32(runs.length);
    for (const run of runs) {
      entry.u32(run.count);
      entry.byte(valueType[run.type]);
    }
    entry.bytes(this.#writer.view());
    entry.byte(op.end);
    return entry;
  }
}
