/** Calls of functions and function block instances: passing by value, by address, and out again. */
import type { Argument, Expression, Place, Statement, Variable } from '../semantics/checked.ts';
import type { Type } from '../semantics/types.ts';
import { checkRange } from './checks.ts';
import { emitConversion } from './conversions.ts';
import { pushReceiver } from './dispatch.ts';
import { isInlinable } from './inlining.ts';
import type { FunctionShape, Lowering } from './lowering.ts';
import { mirrored } from './mirrors.ts';
import {
  holderOf,
  type Location,
  load,
  locate,
  type MemoryLocation,
  mirroredLocation,
  pushAddress,
  pushPointer,
  realConstant,
  store,
} from './places.ts';
import { elementaryOf, representation, scalar, scalarName } from './representation.ts';
import { alignmentOf, instanceExtent, sizeOf } from './sizes.ts';
import { argumentsMayWrite } from './taken-first.ts';
import { assignText, copyText, pushTextAs } from './texts.ts';
import { op } from './wasm/opcodes.ts';

const regionLocation = (offset: number): MemoryLocation => ({
  kind: 'memory',
  root: { kind: 'base' },
  terms: [],
  offset,
  bit: -1,
});

/**
 * A value that cannot be passed by address because it is a bit, lives in a local or is a string with less room than the parameter: a
 * slot in the frame stands in for it during the call. `restore` brings back what the call has made of it.
 */
interface Spill {
  /** Where it is of a bit or a local. */
  scalar?: { location: Location; slot: MemoryLocation };
  fill(): void;
  restore(): void;
}

/** Leaves the absolute address of an in_out's target on the stack. */
function pushReference(l: Lowering, { parameter, target }: Argument & { kind: 'in_out' }, spills: Spill[]): void {
  const location = locate(l, target);
  const [own, wanted] = [target.type, parameter.type];
  if (own.kind === 'string' && wanted.kind === 'string' && own.capacity !== wanted.capacity && location.kind === 'memory') {
    const slot = regionLocation(l.context.frame(sizeOf(wanted), alignmentOf(wanted)));
    const pinned = pinInMemory(l, location);
    spills.push({
      fill: () => copyText(l, { at: slot, type: wanted }, { at: pinned, type: own }),
      restore: () => {
        if (!parameter.readonly) copyText(l, { at: pinned, type: own }, { at: slot, type: wanted });
      },
    });
    pushPointer(l, slot);
    return;
  }
  if (location.kind === 'memory' && location.bit < 0) {
    pushPointer(l, location);
    return;
  }
  const shared = spills.find(({ scalar }) => scalar && isSameLocation(scalar.location, location))?.scalar;
  if (shared) {
    pushPointer(l, shared.slot);
    return;
  }
  const { size } = scalar(target.type);
  const slot = regionLocation(l.context.frame(size, size));
  const pinned = pin(l, location);
  spills.push({
    scalar: { location: pinned, slot },
    fill: () => store(l, slot, target.type, () => load(l, pinned, target.type, holderOf(target))),
    restore: () => store(l, pinned, target.type, () => load(l, slot, target.type), holderOf(target)),
  });
  pushPointer(l, slot);
}

/** Two in_outs of one call that stand for one variable. */
function isSameLocation(a: Location, b: Location): boolean {
  if (a.kind === 'local') return b.kind === 'local' && a.index === b.index && a.bit === b.bit && a.width === b.width;
  if (b.kind === 'local' || a.terms.length > 0 || b.terms.length > 0 || a.offset !== b.offset || a.bit !== b.bit) return false;
  if (a.root.kind === 'base') return b.root.kind === 'base';
  return a.root.kind === 'local' && b.root.kind === 'local' && a.root.index === b.root.index;
}

/** What they stand for goes into the slots when all arguments have been evaluated: one of them may have written it. */
function fill(spills: readonly Spill[]): void {
  for (const spill of spills) spill.fill();
}

/** Stack: an output's value → the same as its target's type, within its range. */
function bringOut(l: Lowering, parameter: Variable, target: Place): void {
  const from = scalarName(parameter.type);
  const to = scalarName(target.type);
  if (from !== to) emitConversion(l, from, to);
  const place: Place = { kind: 'variable', variable: parameter, type: parameter.type, range: target.range };
  checkRange(l, target.type, { kind: 'read', place, type: parameter.type, range: target.range }, target.range);
}

/** A chosen element is found once: its index may be another one after the call. */
function pin(l: Lowering, location: Location): Location {
  return location.kind === 'local' ? location : pinInMemory(l, location);
}

function pinInMemory(l: Lowering, location: MemoryLocation): MemoryLocation {
  if (location.terms.length === 0 && location.root.kind !== 'pointer') return location;
  const held = l.code.local('i32');
  pushAddress(l, location);
  l.code.set(held);
  return { ...location, root: { kind: 'local', index: held }, terms: [] };
}

function restore(spills: readonly Spill[]): void {
  for (const spill of spills) spill.restore();
}

/** Leaves the absolute address of an aggregate value on the stack: a place, or the result of a call, which is saved from the next call. */
export function pushAggregate(l: Lowering, value: Expression): void {
  if (value.kind === 'read') {
    const location = locate(l, value.place);
    if (location.kind === 'local') throw new Error('an aggregate in a local');
    pushPointer(l, location);
    return;
  }
  if (value.kind !== 'call' || !value.callee.result) throw new Error(`an aggregate cannot come from a ${value.kind}`);
  const shape = emitCall(l, value);
  const result = shape.frame.get(value.callee.result) ?? 0;
  pushSaved(l, value.type, () => pushPointer(l, regionLocation(result)));
}

/** Leaves the address of a copy of an aggregate. */
function pushSaved(l: Lowering, type: Type, pushSource: () => void): void {
  const saved = regionLocation(l.context.frame(sizeOf(type), 8));
  copyAggregate(l, saved, type, pushSource);
  pushPointer(l, saved);
}

/** Copies an aggregate; source and target may overlap. */
export function copyAggregate(l: Lowering, target: MemoryLocation, type: Type, pushSource: () => void): void {
  pushPointer(l, target);
  pushSource();
  l.code.i32(sizeOf(type));
  l.code.memoryCopy();
}

/** Leaves a scalar result on the stack; an aggregate one stays in the callee's frame. */
export function emitCall(l: Lowering, call: Expression & { kind: 'call' }): FunctionShape {
  const { code } = l;
  const shape = call.receiver ? pushReceiver(l, call) : shapeOf(l, call);
  const spills: Spill[] = [];
  const texts: { release: () => void }[] = [];
  for (const [index, argument] of call.arguments.entries()) {
    if (argument.kind === 'in_out') pushReference(l, argument, spills);
    else if (argument.kind === 'input') {
      if (elementaryOf(argument.parameter.type)) {
        l.expression(argument.value);
        checkRange(l, argument.parameter.type, argument.value, argument.value.range, argument.parameter.name);
      } else {
        const changes = argumentsMayWrite(call.arguments.slice(index + 1));
        if (argument.parameter.type.kind === 'string')
          texts.push(pushTextAs(l, argument.parameter.type, argument.value, changes));
        else if (changes && argument.value.kind === 'read')
          pushSaved(l, argument.value.type, () => pushAggregate(l, argument.value));
        else pushAggregate(l, argument.value);
      }
    }
  }
  fill(spills);
  if (l.promotion && isInlinable(call.callee)) l.inlineFunction(call.callee);
  else {
    code.call(shape.index);
    l.mirrors.forget();
  }
  for (const text of texts) text.release();
  // In_outs were written during the call, outputs come behind it.
  restore(spills);
  receiveOutputs(l, call.arguments, shape);
  return shape;
}

function shapeOf(l: Lowering, call: Expression & { kind: 'call' }): FunctionShape {
  const shape = l.context.shapes.get(call.callee);
  if (!shape) throw new Error(`function ${call.callee.name} is not part of the program`);
  return shape;
}

/** Scalar outputs lie on the stack above the result, the last on top; aggregates wait in the callee's frame. */
function receiveOutputs(l: Lowering, given: readonly Argument[], shape: FunctionShape): void {
  const { code } = l;
  const outputs = given.filter((argument) => argument.kind === 'output');
  for (const { parameter, target, negated } of outputs.toReversed()) {
    const name = elementaryOf(parameter.type);
    if (name === null) {
      if (target) copyOut(l, target, parameter, shape);
      continue;
    }
    const { wasm } = representation(name);
    if (!target) {
      code.op(op.drop);
      continue;
    }
    const value = code.borrow(wasm);
    code.set(value);
    const received = () => {
      code.get(value);
      if (negated) code.op(op.i32_eqz);
      bringOut(l, parameter, target);
    };
    store(l, locate(l, target), target.type, received, holderOf(target));
    code.release(wasm, value);
  }
}

/** An output that lies in memory; a string is assigned, because its target may have other room. */
function bringOutWhole(l: Lowering, { type }: Variable, target: { at: MemoryLocation; type: Type }, from: MemoryLocation): void {
  if (type.kind === 'string' && target.type.kind === 'string')
    copyText(l, { at: target.at, type: target.type }, { at: from, type });
  else copyAggregate(l, target.at, type, () => pushPointer(l, from));
}

function copyOut(l: Lowering, target: Place, parameter: Variable, shape: FunctionShape): void {
  const location = locate(l, target);
  if (location.kind === 'local') throw new Error('an aggregate in a local');
  bringOutWhole(l, parameter, { at: location, type: target.type }, regionLocation(shape.frame.get(parameter) ?? 0));
}

/** Calls a function block instance: inputs in, body, outputs out. Inputs that are not given keep their value. */
export function emitInvoke(l: Lowering, statement: Statement & { kind: 'invoke' }): void {
  const { code, context } = l;
  const block = statement.instance.type.block;
  const { offsets } = instanceExtent(block);
  const located = locate(l, statement.instance);
  if (located.kind === 'local') throw new Error('an instance in a local');
  // A chosen element is found once; a fixed instance is addressed anew each time, which costs nothing.
  const dynamic = located.terms.length > 0 || located.root.kind === 'reference' || located.root.kind === 'pointer';
  const held = dynamic ? code.borrow('i32') : -1;
  let instance = located;
  if (dynamic) {
    pushAddress(l, located);
    code.set(held);
    l.memory.follow(held, located, false);
    instance = { kind: 'memory', root: { kind: 'local', index: held }, terms: [], offset: located.offset, bit: -1 };
  }
  const member = (variable: Variable): MemoryLocation => ({
    ...instance,
    offset: instance.offset + (offsets.get(variable) ?? 0),
  });
  const inPlace = l.promotion !== null && isInlinable(block);
  const close = inPlace && !l.memory.isOpen ? l.mirrors.open(mirrored(block)) : () => {};
  /** Inputs and outputs of a body written in place pass through its locals. */
  const passed = (variable: Variable) => mirroredLocation(l, variable, member(variable));
  const spills: Spill[] = [];
  for (const argument of statement.arguments) {
    const { parameter } = argument;
    if (argument.kind === 'input') {
      if (elementaryOf(parameter.type))
        store(
          l,
          passed(parameter),
          parameter.type,
          () => {
            l.expression(argument.value);
            checkRange(l, parameter.type, argument.value, argument.value.range, parameter.name);
          },
          parameter.type,
          realConstant(l, argument.value),
        );
      else if (parameter.type.kind === 'string') assignText(l, member(parameter), parameter.type, argument.value);
      else copyAggregate(l, member(parameter), parameter.type, () => pushAggregate(l, argument.value));
    } else if (argument.kind === 'in_out') {
      pushAddress(l, member(parameter));
      pushReference(l, argument, spills);
      code.globalGet(context.module.base);
      code.op(op.i32_sub);
      code.memory(op.i32_store, member(parameter).offset);
    }
  }
  const body = statement.dynamic ? context.dispatch.body(context, block) : context.bodies.get(block);
  if (body === undefined) throw new Error(`function block ${block.name} is not part of the program`);
  fill(spills);
  if (inPlace) l.inlineBlock(block, instance);
  else {
    pushPointer(l, instance);
    code.call(body);
    l.mirrors.forget();
  }
  restore(spills);
  for (const argument of statement.arguments) {
    if (argument.kind !== 'output' || !argument.target) continue;
    const { parameter, target, negated } = argument;
    const destination = locate(l, target);
    const received = () => {
      load(l, passed(parameter), parameter.type);
      if (negated) code.op(op.i32_eqz);
      bringOut(l, parameter, target);
    };
    if (elementaryOf(parameter.type)) store(l, destination, target.type, received, holderOf(target));
    else if (destination.kind === 'memory')
      bringOutWhole(l, parameter, { at: destination, type: target.type }, member(parameter));
  }
  close();
  if (dynamic) code.release('i32', held);
}
