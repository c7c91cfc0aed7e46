/**
 * Whose code runs: an instance that takes part in inheritance begins with the number of its type, and for every method that is called
 * through a base or an interface there is one function which branches on that number to the implementations. The whole program is known,
 * so a method with one implementation is called directly. Numbers are dense, tables are small, nothing is moved with the region.
 */
import type { Expression, FunctionBlock, FunctionPou, Interface } from '../semantics/checked.ts';
import { derivesFrom, implementationOf, interfacesOf } from '../semantics/inheritance.ts';
import { checkReference } from './checks.ts';
import type { FunctionShape, Lowering, ModuleContext } from './lowering.ts';
import { locate, pushPointer } from './places.ts';
import { shapeOf } from './shape.ts';
import { sizeOf } from './sizes.ts';
import { Code } from './wasm/code.ts';
import { op } from './wasm/opcodes.ts';

export class Dispatch {
  /** Every type that an instance can be of, by number. */
  readonly #types: FunctionBlock[];
  readonly #methods = new Map<FunctionPou, FunctionShape>();
  readonly #bodies = new Map<FunctionBlock, number>();
  readonly #attempts = new Map<Interface | FunctionBlock, number>();
  readonly #undefined: (() => void)[] = [];

  constructor(blocks: readonly FunctionBlock[]) {
    this.#types = blocks.filter(({ object }) => object !== undefined && !object.abstract);
  }

  /** The types whose instances may stand where `owner` is declared. */
  #within(owner: FunctionBlock | Interface): FunctionBlock[] {
    return this.#types.filter((block) =>
      owner.kind === 'interface' ? interfacesOf(block).has(owner) : derivesFrom(block, owner),
    );
  }

  /** Every implementation that a call through `method`'s owner may come to. */
  implementations(method: FunctionPou): { block: FunctionBlock; pou: FunctionPou }[] {
    const owner = method.method?.owner;
    if (owner === undefined) return [];
    return this.#within(owner).flatMap((block) => {
      const pou = implementationOf(block, method);
      return pou === null ? [] : [{ block, pou }];
    });
  }

  /** Bodies that a call of an instance declared as `block` may run. */
  bodies(block: FunctionBlock): FunctionBlock[] {
    return this.#within(block);
  }

  /** The function to call for `method` where the instance's type is not known; its shape is that of `method`. */
  method(context: ModuleContext, method: FunctionPou): FunctionShape {
    const [only, ...others] = new Set(this.implementations(method).map(({ pou }) => pou));
    if (only !== undefined && others.length === 0) return adapted(context, only, method);
    let shape = this.#methods.get(method);
    if (shape === undefined) {
      shape = shapeOf(context, method);
      this.#methods.set(method, shape);
      const known = shape;
      this.#undefined.push(() => this.#defineMethod(context, method, known));
    }
    return shape;
  }

  body(context: ModuleContext, block: FunctionBlock): number {
    const candidates = this.bodies(block);
    const [only] = candidates;
    if (only !== undefined && candidates.length === 1) return context.bodies.get(only) ?? -1;
    let index = this.#bodies.get(block);
    if (index === undefined) {
      index = context.module.declare(['i32'], []);
      this.#bodies.set(block, index);
      const known = index;
      this.#undefined.push(() => {
        const code = new Code(['i32']);
        branch(
          context,
          code,
          candidates.map((candidate) => ({
            block: candidate,
            emit: () => {
              code.get(0);
              code.call(context.bodies.get(candidate) ?? -1);
            },
          })),
          block,
        );
        context.module.define(known, code);
      });
    }
    return index;
  }

  /** A function from the offset of an instance to the same, or to 0 where the instance does not have the interface or extend the block. */
  attempt(context: ModuleContext, face: Interface | FunctionBlock): number {
    let index = this.#attempts.get(face);
    if (index === undefined) {
      index = context.module.declare(['i32'], ['i32']);
      this.#attempts.set(face, index);
      const code = new Code(['i32']);
      const accepted = this.#within(face);
      const fits = code.block();
      const not = code.block();
      code.get(0);
      code.op(op.i32_eqz);
      code.brIf(not);
      code.get(0);
      code.globalGet(context.module.base);
      code.op(op.i32_add);
      code.memory(op.i32_load, 0);
      const highest = Math.max(0, ...accepted.map(numberOf));
      const numbers = new Set(accepted.map(numberOf));
      code.brTable(
        Array.from({ length: highest + 1 }, (_, number) => (numbers.has(number) ? fits : not)),
        not,
      );
      code.end();
      code.i32(0);
      code.op(op.return);
      code.end();
      code.get(0);
      context.module.define(index, code);
    }
    return index;
  }

  /** Writes what the bodies have asked for. */
  define(): void {
    for (let next = this.#undefined.pop(); next !== undefined; next = this.#undefined.pop()) next();
  }

  #defineMethod(context: ModuleContext, method: FunctionPou, shape: FunctionShape): void {
    const code = new Code(shape.parameters);
    const byTarget = this.implementations(method).map(({ block, pou }) => ({
      block,
      emit: () => {
        const target = context.shapes.get(pou);
        if (target === undefined) throw new Error(`method ${pou.name} is not part of the program`);
        shape.parameters.forEach((_, parameter) => {
          code.get(parameter);
        });
        code.call(target.index);
        // The caller looks for structures and arrays where it found the method declared.
        const [to, from] = [held(method), held(pou)];
        to.forEach((variable, i) => {
          const twin = from[i];
          const at = twin && target.frame.get(twin);
          const here = shape.frame.get(variable);
          if (at === undefined || here === undefined || variable.section === 'input') return;
          for (const offset of [here, at]) {
            code.globalGet(context.module.base);
            code.i32(offset);
            code.op(op.i32_add);
          }
          code.i32(sizeOf(variable.type));
          code.memoryCopy();
        });
      },
    }));
    branch(context, code, byTarget, method);
    context.module.define(shape.index, code);
  }
}

const numberOf = (block: FunctionBlock): number => block.object?.typeId ?? 0;
const held = (pou: FunctionPou) => [...(pou.result ? [pou.result] : []), ...pou.parameters];

/** What one implementation is called as when another declaration of it is meant: its frame by that one's variables. */
function adapted(context: ModuleContext, pou: FunctionPou, declared: FunctionPou): FunctionShape {
  const shape = context.shapes.get(pou);
  if (shape === undefined) throw new Error(`method ${pou.name} is not part of the program`);
  if (pou === declared) return shape;
  const [to, from] = [held(declared), held(pou)];
  const frame = new Map(
    to.flatMap((variable, i) => {
      const twin = from[i];
      const offset = twin && shape.frame.get(twin);
      return offset === undefined ? [] : [[variable, offset] as const];
    }),
  );
  return { ...shape, frame };
}

/** Runs one of `targets` by the type of the instance in parameter 0, and returns. A number that is none of them faults. */
function branch(
  context: ModuleContext,
  code: Code,
  targets: readonly { block: FunctionBlock; emit: () => void }[],
  named: FunctionPou | FunctionBlock,
): void {
  const lowest = Math.min(...targets.map(({ block }) => numberOf(block)), Number.MAX_SAFE_INTEGER);
  const highest = Math.max(...targets.map(({ block }) => numberOf(block)), 0);
  const otherwise = code.block();
  const labels = targets.map(() => code.block()).toReversed();
  if (targets.length > 0) {
    code.get(0);
    code.memory(op.i32_load, 0);
    code.i32(lowest);
    code.op(op.i32_sub);
    const table = Array.from({ length: highest - lowest + 1 }, () => otherwise);
    targets.forEach(({ block }, i) => {
      table[numberOf(block) - lowest] = labels[i] ?? otherwise;
    });
    code.brTable(table, otherwise);
  } else code.br(otherwise);
  for (const { emit } of targets) {
    code.end();
    emit();
    code.op(op.return);
  }
  code.end();
  code.i32(context.site('null', named.range, undefined, named.name));
  code.i64(0n);
  code.i64(0n);
  code.call(context.fault);
  code.op(op.unreachable);
}

/** Leaves the instance's absolute address on the stack, and answers what to call with it. */
export function pushReceiver(l: Lowering, call: Expression & { kind: 'call' }): FunctionShape {
  const { receiver, callee } = call;
  if (receiver === undefined) throw new Error(`${callee.name} is called on nothing`);
  const { context } = l;
  if (receiver.kind === 'interface') {
    l.expression(receiver.value);
    checkReference(l, receiver.value.range);
    l.code.globalGet(context.module.base);
    l.code.op(op.i32_add);
    return context.dispatch.method(context, callee);
  }
  const location = locate(l, receiver.place);
  if (location.kind === 'local') throw new Error('an instance in a local');
  pushPointer(l, location);
  if (!receiver.exact) return context.dispatch.method(context, callee);
  const pou = implementationOf(receiver.place.type.block, callee);
  if (pou === null) throw new Error(`${callee.name} has no implementation`);
  return adapted(context, pou, callee);
}
