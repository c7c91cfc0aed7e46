/** Statements: clause 7.3.3. */
import type * as ast from '../syntax/ast.ts';
import type { Body } from './body.ts';
import { checkAggregateChoice } from './check-aggregate-choices.ts';
import { checkCallStatement } from './check-calls.ts';
import { checkCase } from './check-case.ts';
import { checkExpression, checkExpressionAs } from './check-expressions.ts';
import { checkInterfaceAttempt, checkPropertyWrite } from './check-methods.ts';
import { checkPlace, checkWritable, rootVariable } from './check-places.ts';
import { checkAttempt, checkBind } from './check-references.ts';
import type { Place, Statement, Variable } from './checked.ts';
import { constantOf, convertTo } from './conversions.ts';
import { elementary, isInteger } from './elementary.ts';
import { computedAs, isAggregate, sameType, typeName, valueType } from './type-relations.ts';

/** Checks a list. A statement with a mistake is left out: the program it belongs to is not built anyway. */
export function checkStatements(body: Body, list: ast.Statement[]): Statement[] {
  const checked: Statement[] = [];
  let ended: ast.Statement | null = null;
  for (const node of list) {
    if (ended !== null && node.kind !== 'empty') {
      body.report('ST6004', node, { word: body.text({ first: ended.first, last: ended.first }).toUpperCase() });
      ended = null;
    }
    const statement = checkStatement(body, node);
    if (statement !== null) checked.push(statement);
    if (node.kind === 'exit' || node.kind === 'continue' || node.kind === 'return') ended = node;
  }
  return checked;
}

/** A list under a condition or in a loop. */
export function checkBranch(body: Body, list: ast.Statement[]): Statement[] {
  body.branches++;
  const checked = checkStatements(body, list);
  body.branches--;
  return checked;
}

function checkLoop(body: Body, list: ast.Statement[]): Statement[] {
  body.loops++;
  const checked = checkBranch(body, list);
  body.loops--;
  return checked;
}

function checkStatement(body: Body, node: ast.Statement): Statement | null {
  const bool = elementary('BOOL');
  switch (node.kind) {
    case 'empty':
      return null;
    case 'assign':
      return checkAssignment(body, node);
    case 'attempt': {
      const attempt = checkInterfaceAttempt(body, node);
      return attempt !== undefined ? attempt : checkAttempt(body, node);
    }
    case 'bind':
      return checkBind(body, node);
    case 'latch':
      return checkLatch(body, node);
    case 'call':
      return checkCallStatement(body, node.call);
    case 'if': {
      const branches = [];
      for (const branch of node.branches) {
        const condition = checkExpressionAs(body, branch.condition, bool, 'condition');
        const list = checkBranch(body, branch.body);
        if (condition !== null) branches.push({ condition, body: list });
      }
      const otherwise = node.otherwise === null ? [] : checkBranch(body, node.otherwise);
      return { kind: 'if', branches, otherwise, range: body.range(node) };
    }
    case 'case':
      return checkCase(body, node);
    case 'for':
      return checkFor(body, node);
    case 'while': {
      const condition = checkExpressionAs(body, node.condition, bool, 'condition');
      const list = checkLoop(body, node.body);
      return condition === null ? null : { kind: 'while', condition, body: list, range: body.range(node) };
    }
    case 'repeat': {
      const list = checkLoop(body, node.body);
      const until = checkExpressionAs(body, node.until, bool, 'condition');
      return until === null ? null : { kind: 'repeat', body: list, until, range: body.range(node) };
    }
    case 'exit':
    case 'continue':
      if (body.loops === 0) {
        body.report('ST4020', node, { word: node.kind.toUpperCase() });
        return null;
      }
      return { kind: node.kind, range: body.range(node) };
    case 'return':
      // What follows runs only where this did not.
      body.coils.clear();
      return { kind: 'return', range: body.range(node) };
  }
}

function checkAssignment(body: Body, node: ast.Statement & { kind: 'assign' }): Statement | null {
  const property = checkPropertyWrite(body, node);
  if (property !== undefined) return property;
  const target = checkPlace(body, node.target, 'write');
  if (target === null) {
    checkExpression(body, node.value);
    return null;
  }
  const writable = checkWritable(body, target, node.target);
  const range = body.range(node);
  if (target.type.kind === 'instance') {
    body.report('ST2011', node.target, { name: body.text(node.target), type: typeName(target.type) });
    return null;
  }
  if (isAggregate(target.type)) {
    const choice = checkAggregateChoice(body, node);
    if (choice !== undefined) return choice;
    const source = checkExpression(body, node.value);
    if (source === null || !writable) return null;
    if ((source.kind !== 'read' && source.kind !== 'call') || !sameType(source.type, target.type)) {
      if (target.type.kind === 'array' && target.type.bounds !== undefined)
        body.report('ST2168', node, { name: body.text(node.target) });
      else convertTo(body, source, target.type, node.value);
      return null;
    }
    if (source.kind === 'call') return { kind: 'assign', target, value: source, range };
    return { kind: 'copy', target, source: source.place, range };
  }
  const before = readsOf(body, target);
  const value = checkExpressionAs(body, node.value, target.type);
  noteCoil(body, target, node, before);
  return value === null || !writable ? null : { kind: 'assign', target, value, range };
}

/** `x S= c;` is IF c THEN x := TRUE; END_IF, `x R= c;` the same with FALSE. */
function checkLatch(body: Body, node: ast.Statement & { kind: 'latch' }): Statement | null {
  const bool = elementary('BOOL');
  const target = checkPlace(body, node.target, 'write');
  const condition = checkExpressionAs(body, node.value, bool, 'condition');
  if (target === null || condition === null || !checkWritable(body, target, node.target)) return null;
  const range = body.range(node);
  if (computedAs(target.type) !== 'BOOL') {
    body.report('ST3002', node.target, { wanted: 'BOOL', given: typeName(target.type) });
    return null;
  }
  const assign: Statement = { kind: 'assign', target, value: constantOf(node.set, bool, { range }), range };
  return { kind: 'if', branches: [{ condition, body: [assign] }], otherwise: [], range };
}

/**
 * Two assignments to one output, both on every scan: the last one wins, the first has no effect. The same goes for a BOOL of the body's
 * own that nothing reads in between. One of them under a condition is a common and sound pattern (a default, then exceptions), so only
 * unconditional pairs are reported. `before`: how often the target had been read when its new value was not yet looked at.
 */
function noteCoil(body: Body, target: Place, node: ast.Statement & { kind: 'assign' }, before: number): void {
  if (body.branches > 0 || body.unit.library || computedAs(target.type) !== 'BOOL') return;
  const root = rootVariable(target);
  const isOutput =
    target.kind === 'direct' ? target.address.area === 'Q' : root?.address?.area === 'Q' || root?.section === 'output';
  if (!isOutput && !(target.kind === 'variable' && isPrivate(body, target.variable))) return;
  const key = body.text(node.target).toUpperCase();
  const earlier = body.coils.get(key);
  const reads = readsOf(body, target);
  // A value made of the one before (`Lamp := Lamp OR Test;`) uses it; so does a statement in between, but of an output no trainee means that.
  const used = earlier !== undefined && (reads > before || (!isOutput && reads > earlier.reads));
  if (earlier !== undefined && !used)
    body.report('ST6003', node.target, { name: body.text(node.target), where: body.where(earlier.range) });
  body.coils.set(key, { range: body.range(node), reads });
}

function readsOf(body: Body, target: Place): number {
  const root = rootVariable(target);
  return (root && body.workspace.facts.get(root)?.reads) ?? 0;
}

/** A variable that nothing but the statements of this body can read. */
function isPrivate(body: Body, { section, address }: Variable): boolean {
  if (section !== 'local' || address !== null || body.workspace.actionNames.size > 0) return false;
  return body.owner?.test === undefined && (body.owner?.methods ?? []).length === 0 && body.owner?.chart === undefined;
}

function checkFor(body: Body, node: ast.Statement & { kind: 'for' }): Statement | null {
  const variable = checkPlace(body, node.variable, 'both');
  let counter = variable;
  if (variable !== null) {
    const name = computedAs(variable.type);
    if (variable.kind !== 'variable' || name === null || !isInteger(name)) {
      body.report('ST4021', node.variable, { name: body.text(node.variable), type: typeName(variable.type) });
      counter = null;
    } else if (!checkWritable(body, variable, node.variable)) counter = null;
  }
  const type = counter === null ? elementary('LINT') : valueType(counter.type);
  const from = checkExpressionAs(body, node.from, type);
  const to = checkExpressionAs(body, node.to, type);
  const by = node.by === null ? constantOf(1n, type, { range: body.range(node) }) : checkExpressionAs(body, node.by, type);
  if (by?.kind === 'constant' && by.value === 0n) {
    body.report('ST4022', node.by ?? node);
    return null;
  }
  const counting = counter?.kind === 'variable' && !body.counting.has(counter.variable) ? counter.variable : null;
  if (counting !== null) body.counting.add(counting);
  const list = checkLoop(body, node.body);
  if (counting !== null) body.counting.delete(counting);
  if (counter === null || from === null || to === null || by === null) return null;
  return { kind: 'for', variable: counter, from, to, by, body: list, range: body.range(node) };
}
