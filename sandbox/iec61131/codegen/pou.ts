/** Writes the body of one POU: where its variables live while it runs, what happens at entry, and what it hands back. */
import type { SourceRange } from '../diagnostics.ts';
import type { Action, FunctionBlock, FunctionPou, Place, ProgramPou, Statement, Variable } from '../semantics/checked.ts';
import { pushAggregate } from './calls.ts';
import { charge, checkReference, costOf } from './checks.ts';
import { emitConstant, emitExpression } from './expressions.ts';
import { HeldValues } from './held-values.ts';
import { defaultOf, writeInitial } from './initial.ts';
import { KnownMemory } from './known-memory.ts';
import type { Links } from './links.ts';
import type { FunctionShape, Lowering, ModuleContext, Storage } from './lowering.ts';
import { Mirrors, mirrored } from './mirrors.ts';
import { type MemoryLocation, pushPointer } from './places.ts';
import { enterGuarded } from './reentry.ts';
import { elementaryOf, representation, scalarName } from './representation.ts';
import { alignmentOf, instanceExtent, sizeOf } from './sizes.ts';
import { emitStatements } from './statements.ts';
import { emitDepth } from './stepping.ts';
import { returns } from './walk.ts';
import { Code } from './wasm/code.ts';
import { op, type ValueType } from './wasm/opcodes.ts';

/** Engines refuse functions beyond the limits of the WebAssembly JavaScript interface (its section "Implementation-defined limits"). */
const LARGEST_BODY = 7_654_321;
const MOST_LOCALS = 50_000;
const MOST_PARAMETERS = 1000;

const isAcceptable = (code: Code): boolean => code.size < LARGEST_BODY - 1024 && code.localCount < MOST_LOCALS;

class PouLowering implements Lowering {
  readonly context: ModuleContext;
  readonly code: Code;
  self = 0;
  readonly loops: Lowering['loops'] = [];
  returnLabel = 0;
  pouName = '';
  promotion: Lowering['promotion'] = null;
  readonly facts: Lowering['facts'] = new Map();
  readonly held = new HeldValues();
  readonly memory: KnownMemory = new KnownMemory(this);
  readonly mirrors: Mirrors;
  readonly pointers: Lowering['pointers'] = new Map();
  readonly storages = new Map<Variable, Storage>();

  constructor(context: ModuleContext, code: Code) {
    this.context = context;
    this.code = code;
    this.mirrors = new Mirrors(code);
  }

  storage(variable: Variable): Storage {
    const known = this.storages.get(variable);
    if (known) return known;
    const offset = this.context.globals.get(variable);
    if (offset === undefined) throw new Error(`variable ${variable.name} has no place`);
    const storage: Storage = { kind: 'region', offset, bit: variable.address?.size === 'X' ? variable.address.bit : -1 };
    this.storages.set(variable, storage);
    return storage;
  }

  rebind(variable: Variable, storage: Storage): void {
    this.storages.set(variable, storage);
  }

  expression(expression: Parameters<Lowering['expression']>[0]): void {
    const held = this.held.local(expression);
    if (held !== null) {
      this.code.get(held);
      return;
    }
    if (expression.kind !== 'binary' || (expression.operator !== 'AND_THEN' && expression.operator !== 'OR_ELSE')) {
      emitExpression(this, expression);
      return;
    }
    // What the right side reads is known only where it was evaluated.
    const ways = this.mirrors.fork();
    ways.enter();
    ways.leave(true);
    ways.enter();
    emitExpression(this, expression);
    ways.leave(true);
    ways.join();
  }

  aggregate(value: Parameters<Lowering['aggregate']>[0]): void {
    pushAggregate(this, value);
  }

  statements(body: readonly Statement[]): void {
    emitStatements(this, body);
  }

  /** Gives a variable that starts anew at every call its place and its first value. */
  fresh(variable: Variable): void {
    const name = elementaryOf(variable.type);
    if (name) {
      const local = this.code.local(representation(name).wasm);
      this.storages.set(variable, { kind: 'local', index: local });
      const initial = variable.initial ?? defaultOf(variable.type);
      if (typeof initial === 'object' && 'reference' in initial) {
        this.expression({ kind: 'reference', place: initial.reference, type: variable.type, range: variable.range });
        this.code.set(local);
        return;
      }
      if (typeof initial === 'object' || typeof initial === 'string')
        throw new Error(`${variable.name} starts with an aggregate`);
      if (initial === 0n || initial === false || Object.is(initial, 0)) return;
      emitConstant(this, initial, variable.type);
      this.code.set(local);
      return;
    }
    const offset = this.context.frame(sizeOf(variable.type), alignmentOf(variable.type));
    this.storages.set(variable, { kind: 'region', offset, bit: -1 });
    this.initialiseFrame(variable, offset);
  }

  /** As `fresh`, for a body written in place: in a loop its locals hold what the turn before left. */
  #renew(variable: Variable, borrowed: [ValueType, number][]): void {
    const { wasm } = representation(scalarName(variable.type));
    const local = this.code.borrow(wasm);
    borrowed.push([wasm, local]);
    this.storages.set(variable, { kind: 'local', index: local });
    const initial = variable.initial ?? defaultOf(variable.type);
    if (typeof initial === 'object' || typeof initial === 'string') throw new Error(`${variable.name} starts with an aggregate`);
    emitConstant(this, initial, variable.type);
    this.code.set(local);
  }

  inlineBlock(block: FunctionBlock, instance: MemoryLocation): void {
    const { code, self, returnLabel } = this;
    const borrowed: [ValueType, number][] = [];
    let start = 0;
    if (instance.root.kind === 'local' && instance.terms.length === 0) {
      // The caller's own pointer serves, from further on.
      this.self = instance.root.index;
      start = instance.offset;
    } else {
      pushPointer(this, instance);
      this.self = code.borrow('i32');
      borrowed.push(['i32', this.self]);
      code.set(this.self);
      this.memory.follow(this.self, instance, true);
    }
    const { offsets } = instanceExtent(block);
    for (const [variable, at] of offsets) {
      const offset = start + at;
      if (variable.section === 'in_out') borrowed.push(['i32', bindReference(this, variable, offset, code.borrow('i32'))]);
      else this.storages.set(variable, { kind: 'instance', offset });
    }
    for (const variable of block.locals) if (variable.section === 'temp') this.#renew(variable, borrowed);
    this.body(block);
    // A RETURN may have come from where less was known.
    if (returns(block.body)) {
      this.mirrors.forget(offsets.keys());
      this.memory.forget();
    }
    this.self = self;
    this.returnLabel = returnLabel;
    for (const [type, local] of borrowed) code.release(type, local);
  }

  inlineFunction(pou: FunctionPou): void {
    const { code, returnLabel } = this;
    const borrowed: [ValueType, number][] = [];
    for (const parameter of pou.parameters.toReversed()) {
      if (parameter.section === 'output') continue;
      const { wasm } = representation(scalarName(parameter.type));
      const local = code.borrow(wasm);
      borrowed.push([wasm, local]);
      this.storages.set(parameter, { kind: 'local', index: local });
      code.set(local);
    }
    const results = [...(pou.result ? [pou.result] : []), ...pou.parameters.filter(({ section }) => section === 'output')];
    for (const variable of [...results, ...pou.locals]) this.#renew(variable, borrowed);
    this.body(pou);
    if (returns(pou.body)) this.memory.forget();
    this.returnLabel = returnLabel;
    for (const variable of results) {
      const storage = this.storages.get(variable);
      if (storage?.kind === 'local') code.get(storage.index);
    }
    for (const [type, local] of borrowed) code.release(type, local);
  }

  initialiseFrame(variable: Variable, offset: number): void {
    const { code, context } = this;
    const bytes = new Uint8Array(sizeOf(variable.type));
    const references: { at: number; place: Place }[] = [];
    const links: Links = { enter: () => {}, leave: () => {}, link: (at, place) => references.push({ at, place }) };
    writeInitial(new DataView(bytes.buffer), 0, variable.type, variable.initial, links);
    this.pushRegion(offset);
    code.i32(0);
    code.i32(bytes.length);
    if (bytes.every((byte) => byte === 0)) code.memoryFill();
    else code.memoryInit(context.module.segment(bytes));
    for (const { at, place } of references) {
      this.pushRegion(offset + at);
      this.expression({ kind: 'reference', place, type: place.type, range: variable.range });
      code.memory(op.i32_store, 0);
    }
  }

  pushRegion(offset: number): void {
    this.code.globalGet(this.context.module.base);
    this.code.i32(offset);
    this.code.op(op.i32_add);
  }

  /** The body inside the block that RETURN leaves; entering is charged with the statements of one straight pass. */
  body(pou: { body: Statement[]; range: SourceRange }): void {
    charge(this, costOf(pou.body), pou.range);
    emitDepth(this, pou.range.file, 1);
    this.returnLabel = this.code.block();
    this.statements(pou.body);
    this.code.end();
    emitDepth(this, pou.range.file, -1);
  }
}

/** Returns whether the function keeps within what engines accept. */
export function defineFunction(context: ModuleContext, pou: FunctionPou, shape: FunctionShape): boolean {
  const code = new Code(shape.parameters);
  const l = new PouLowering(context, code);
  const leave = enterGuarded(l, pou);
  let index = 0;
  if (pou.method?.owner.kind === 'function_block') {
    index = 1;
    for (const [variable, offset] of instanceExtent(pou.method.owner).offsets)
      l.storages.set(
        variable,
        variable.section === 'in_out' ? { kind: 'slot', offset, range: variable.range } : { kind: 'instance', offset },
      );
  }
  for (const parameter of pou.parameters) {
    const offset = shape.frame.get(parameter);
    if (parameter.section === 'in_out') l.storages.set(parameter, { kind: 'pointer', index: index++ });
    else if (parameter.section === 'output') {
      if (offset === undefined) l.fresh(parameter);
      else {
        l.storages.set(parameter, { kind: 'region', offset, bit: -1 });
        l.initialiseFrame(parameter, offset);
      }
    } else if (offset === undefined) l.storages.set(parameter, { kind: 'local', index: index++ });
    else {
      // Passed by address, owned by value: the body may write its input without the caller noticing.
      l.storages.set(parameter, { kind: 'region', offset, bit: -1 });
      l.pushRegion(offset);
      code.get(index++);
      code.i32(sizeOf(parameter.type));
      code.memoryCopy();
    }
  }
  if (pou.result) {
    const offset = shape.frame.get(pou.result);
    if (offset === undefined) l.fresh(pou.result);
    else {
      l.storages.set(pou.result, { kind: 'region', offset, bit: -1 });
      l.initialiseFrame(pou.result, offset);
    }
  }
  for (const variable of pou.locals) l.fresh(variable);
  l.pouName = pou.name;
  l.body(pou);
  leave();
  for (const variable of [...(pou.result ? [pou.result] : []), ...pou.parameters.filter(({ section }) => section === 'output')]) {
    const storage = l.storages.get(variable);
    if (storage?.kind === 'local') code.get(storage.index);
  }
  context.module.define(shape.index, code);
  return isAcceptable(code) && shape.parameters.length <= MOST_PARAMETERS && shape.results.length <= MOST_PARAMETERS;
}

/** Lets `pointer` hold the absolute address that the in_out at `offset` of the instance refers to. */
function bindReference(l: PouLowering, variable: Variable, offset: number, pointer: number): number {
  const { code, context } = l;
  code.get(l.self);
  code.memory(op.i32_load, offset);
  checkReference(l, variable.range);
  code.globalGet(context.module.base);
  code.op(op.i32_add);
  code.set(pointer);
  l.storages.set(variable, { kind: 'pointer', index: pointer });
  return pointer;
}

/** Lowering outside every POU: of what a task does around its programs. */
export function outside(context: ModuleContext, code: Code): Lowering {
  return new PouLowering(context, code);
}

/** A function block's or program's body, or one of its actions: `(this: i32)`. Returns whether it keeps within what engines accept. */
export function defineBody(context: ModuleContext, pou: FunctionBlock | ProgramPou, index: number, action?: Action): boolean {
  const code = new Code(['i32']);
  const l = new PouLowering(context, code);
  const leave = action ? () => {} : enterGuarded(l, pou);
  const { offsets } = instanceExtent(pou);
  for (const variable of [...pou.parameters, ...pou.locals]) {
    const { address } = variable;
    const offset = offsets.get(variable);
    if (address) {
      const area = context.layout.image[address.area];
      l.storages.set(variable, {
        kind: 'region',
        offset: area.offset + address.byte,
        bit: address.size === 'X' ? address.bit : -1,
      });
    } else if (variable.section === 'temp') {
      const shared = context.shared.get(variable);
      if (shared !== undefined) {
        l.storages.set(variable, { kind: 'region', offset: shared, bit: -1 });
        if (!action) l.initialiseFrame(variable, shared);
      } else if (!action) l.fresh(variable);
    } else if (offset === undefined) throw new Error(`variable ${variable.name} has no place`);
    else if (variable.section === 'in_out') {
      bindReference(l, variable, offset, code.local('i32'));
    } else l.storages.set(variable, { kind: 'instance', offset });
  }
  const close = action || context.observable ? null : l.mirrors.open(mirrored(pou));
  l.pouName = action ? `${pou.name}.${action.name}` : pou.name;
  l.body(action ?? pou);
  close?.();
  leave();
  context.module.define(index, code);
  return isAcceptable(code);
}
