import type { Statement } from '../semantics/checked.ts';
import { emitPerform } from './actions.ts';
import { openBranch } from './branches.ts';
import { copyAggregate, emitCall, emitInvoke, pushAggregate } from './calls.ts';
import { checkRange } from './checks.ts';
import { emitChoice } from './choices.ts';
import { assume } from './conditions.ts';
import { emitFor, emitRepeat, emitWhile } from './loops.ts';
import type { Lowering } from './lowering.ts';
import { flowsOut } from './mirrors.ts';
import { holderOf, locate, pushPointer, realConstant, store } from './places.ts';
import { emitPromoted } from './promotion.ts';
import { elementaryOf } from './representation.ts';
import { emitCase } from './selection.ts';
import { emitConditionPoint, emitPoint } from './stepping.ts';
import { assignText, buildInPlace } from './texts.ts';
import { op } from './wasm/opcodes.ts';

export function emitStatements(l: Lowering, body: readonly Statement[]): void {
  for (const statement of body) emitStatement(l, statement);
}

function emitStatement(l: Lowering, statement: Statement): void {
  const { code } = l;
  emitPoint(l, statement.range);
  switch (statement.kind) {
    case 'assign':
      emitAssign(l, statement);
      return;
    case 'copy': {
      const target = locate(l, statement.target);
      const source = locate(l, statement.source);
      if (target.kind === 'local' || source.kind === 'local') throw new Error('an aggregate in a local');
      copyAggregate(l, target, statement.target.type, () => pushPointer(l, source));
      return;
    }
    case 'invoke':
      emitInvoke(l, statement);
      return;
    case 'perform':
      emitPerform(l, statement);
      return;
    case 'evaluate':
      emitEvaluate(l, statement);
      return;
    case 'if':
      if (!emitChoice(l, statement)) emitIf(l, statement);
      return;
    case 'case':
      emitCase(l, statement);
      return;
    case 'for':
      emitPromoted(l, statement, () => emitFor(l, statement));
      return;
    case 'while':
      emitPromoted(l, statement, () => emitWhile(l, statement));
      return;
    case 'repeat':
      emitPromoted(l, statement, () => emitRepeat(l, statement));
      return;
    case 'exit':
    case 'continue': {
      const loop = l.loops.at(-1);
      if (!loop) throw new Error(`${statement.kind} outside a loop`);
      code.br(statement.kind === 'exit' ? loop.exit : loop.next);
      return;
    }
    case 'return':
      if (l.promotion?.leave === l.returnLabel) l.promotion.writeBack();
      code.br(l.returnLabel);
      return;
  }
}

function emitAssign(l: Lowering, { target, value }: Statement & { kind: 'assign' }): void {
  const location = locate(l, target);
  if (target.type.kind === 'string') {
    if (location.kind === 'local') throw new Error('a string in a local');
    if (!buildInPlace(l, target, location, value)) assignText(l, location, target.type, value);
    return;
  }
  if (!elementaryOf(target.type)) {
    if (location.kind === 'local') throw new Error('an aggregate in a local');
    copyAggregate(l, location, target.type, () => pushAggregate(l, value));
    return;
  }
  store(
    l,
    location,
    target.type,
    () => {
      l.expression(value);
      checkRange(l, target.type, value, target.range);
    },
    holderOf(target),
    realConstant(l, value),
  );
  // What a condition told of it holds no longer.
  if (target.kind === 'variable') l.facts.delete(target.variable);
}

function emitEvaluate(l: Lowering, { value }: Statement & { kind: 'evaluate' }): void {
  if (value.kind === 'call') {
    emitCall(l, value);
    if (value.callee.result && elementaryOf(value.callee.result.type)) l.code.op(op.drop);
    return;
  }
  l.expression(value);
  l.code.op(op.drop);
}

function emitIf(l: Lowering, statement: Statement & { kind: 'if' }): void {
  const { code } = l;
  let depth = 0;
  const ways = l.mirrors.fork();
  for (const { condition, body } of statement.branches) {
    emitConditionPoint(l, condition.range, statement.range);
    const close = openBranch(l, condition, ways.enter);
    depth++;
    const forget = assume(l, condition, body);
    l.statements(body);
    forget();
    ways.leave(flowsOut(body));
    close();
  }
  ways.enter();
  l.statements(statement.otherwise);
  ways.leave(flowsOut(statement.otherwise));
  ways.join();
  for (; depth > 0; depth--) code.end();
}
