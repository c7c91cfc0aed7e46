/**
 * Advice for people who are learning: programs that are correct ST and still rarely mean what they say. It looks at checked bodies,
 * so it speaks about what a program does, not about how it is written.
 */
import { diagnose } from '../diagnostic-catalogue.ts';
import type { FunctionBlock, Place, ProgramPou, Statement } from './checked.ts';
import { isInteger } from './elementary.ts';
import { computedAs } from './type-relations.ts';
import { type ExpressionVisitor, expressionsOf, forEachExpression, nestedStatements } from './walk-checked.ts';
import type { PouEntity, Workspace } from './workspace.ts';

const timers: ReadonlySet<string> = new Set(['TON', 'TOF', 'TP']);

/** All advice about the bodies of an author's POUs. */
export function giveAdvice(workspace: Workspace): void {
  const library = new Set(workspace.finished.filter(({ unit }) => unit.library).map(({ pou }) => pou));
  for (const entity of workspace.finished) {
    if (entity.unit.library || !entity.bodyChecked) continue;
    const { pou } = entity;
    warnOfIntegerDivision(workspace, entity, pou.body);
    // A chart calls what its steps name, and calls it once more at their end: other rules than those of a body.
    if (pou.kind === 'function' || entity.declaration.chart !== undefined) continue;
    warnOfTimersInBranches(workspace, entity, pou, (block) => timers.has(block.name) && library.has(block));
    hintAtEarlyReads(workspace, entity, pou.body);
  }
}

type Invocation = Statement & { kind: 'invoke' };

/** The instance that a call names, as written; `null` where it depends on a value. */
function instanceKey(entity: PouEntity, place: Place): string | null {
  let at = place;
  while (at.kind !== 'variable') {
    if (!('base' in at)) return null;
    if (at.kind === 'index' && at.indices.some(({ kind }) => kind !== 'constant')) return null;
    at = at.base;
  }
  return entity.unit.tree.tokens.file.text.slice(place.range.start, place.range.end).replace(/\s+/g, '').toUpperCase();
}

/**
 * A timer measures by being called: under IF or CASE alone it stands still whenever the condition is FALSE. Two kinds of conditional
 * calls are sound and stay unmentioned: one on every path, and those with another that resets the timer by `IN := FALSE`.
 */
function warnOfTimersInBranches(
  workspace: Workspace,
  entity: PouEntity,
  pou: FunctionBlock | ProgramPou,
  isTimer: (block: FunctionBlock) => boolean,
): void {
  const calls = new Map<string, Invocation[]>();
  const collect = (list: readonly Statement[]): void => {
    for (const statement of list) {
      if (statement.kind === 'invoke' && isTimer(statement.instance.type.block)) {
        const key = instanceKey(entity, statement.instance);
        if (key !== null) calls.set(key, [...(calls.get(key) ?? []), statement]);
      }
      for (const nested of nestedStatements(statement)) collect(nested);
    }
  };
  collect(pou.body);
  if (calls.size === 0) return;
  const always = calledOnEveryPath(entity, pou.body);
  for (const action of pou.actions ?? []) for (const key of calledOnEveryPath(entity, action.body)) always.add(key);
  for (const [key, [first, ...others]] of calls) {
    if (first === undefined || always.has(key)) continue;
    const resets = [first, ...others].some(({ arguments: list }) =>
      list.some((argument) => argument.kind === 'input' && argument.value.kind === 'constant' && argument.value.value === false),
    );
    if (resets) continue;
    const name = entity.unit.tree.tokens.file.text.slice(first.instance.range.start, first.instance.range.end);
    workspace.diagnostics.push(diagnose('ST6101', first.instance.range, { name, type: first.instance.type.block.name }));
  }
}

function calledOnEveryPath(entity: PouEntity, list: readonly Statement[]): Set<string> {
  const called = new Set<string>();
  for (const statement of list) {
    if (statement.kind === 'invoke') {
      const key = instanceKey(entity, statement.instance);
      if (key !== null) called.add(key);
      continue;
    }
    const nested = nestedStatements(statement).map((body) => calledOnEveryPath(entity, body));
    if (nested.length === 0) continue;
    // Loops: a body that runs at least once is the usual case.
    const [first, ...others] = nested;
    for (const key of first!) if (others.every((other) => other.has(key))) called.add(key);
  }
  return called;
}

/** An output read above its block's first call has the value of the scan before. Often meant, so a hint and no more. */
function hintAtEarlyReads(workspace: Workspace, entity: PouEntity, body: readonly Statement[]): void {
  const reads = new Map<string, { name: string; place: Place }>();
  const called = new Set<string>();
  const note: ExpressionVisitor = (expression) => {
    if (expression.kind !== 'read' || expression.place.kind !== 'member') return;
    const { base, member } = expression.place;
    if (member.section !== 'output') return;
    const key = instanceKey(entity, base);
    if (key === null || called.has(key) || reads.has(key)) return;
    reads.set(key, { name: textAt(entity, expression.place), place: expression.place });
  };
  const walk = (list: readonly Statement[]): void => {
    for (const statement of list) {
      if (statement.kind === 'invoke') {
        const key = instanceKey(entity, statement.instance);
        if (key !== null && !called.has(key)) {
          called.add(key);
          const read = reads.get(key);
          if (read !== undefined) {
            workspace.diagnostics.push(
              diagnose('ST6102', read.place.range, {
                name: read.name,
                instance: textAt(entity, statement.instance),
                where: workspace.where(statement.range, entity.unit),
              }),
            );
          }
        }
      }
      for (const expression of expressionsOf(statement)) forEachExpression(expression, note);
      for (const nested of nestedStatements(statement)) walk(nested);
    }
  };
  walk(body);
}

function textAt(entity: PouEntity, { range }: Place): string {
  return entity.unit.tree.tokens.file.text.slice(range.start, range.end);
}

/** `ratio := done / total` of integers: the quotient is cut before it becomes a real number. */
function warnOfIntegerDivision(workspace: Workspace, entity: PouEntity, body: readonly Statement[]): void {
  const { text } = entity.unit.tree.tokens.file;
  const isIntegerDivision: ExpressionVisitor = (expression) => {
    if (expression.kind !== 'binary' || expression.operator !== '/') return;
    const name = computedAs(expression.type);
    if (name === null || !isInteger(name)) return;
    const { left, right, range } = expression;
    const dividend = text.slice(left.range.start, left.range.end);
    const divisor = text.slice(right.range.start, right.range.end);
    workspace.diagnostics.push(
      diagnose(
        'ST6103',
        range,
        {
          text: text.slice(range.start, range.end),
          example: '7 / 2 = 3',
          instead: `TO_REAL(${dividend}) / ${divisor}`,
        },
        [{ title: { en: 'Divide real numbers', 'zh-CN': '改为实数除法' }, range: left.range, text: `TO_REAL(${dividend})` }],
      ),
    );
  };
  const walk = (list: readonly Statement[]): void => {
    for (const statement of list) {
      for (const root of expressionsOf(statement)) {
        forEachExpression(root, (expression) => {
          if (expression.kind !== 'convert' || (expression.to !== 'REAL' && expression.to !== 'LREAL')) return;
          const name = computedAs(expression.operand.type);
          if (name === null || !isInteger(name)) return;
          // Down to the sum that is converted, but not into calls, whose results are integers of their own.
          let next = [expression.operand];
          while (next.length > 0) {
            const inner: typeof next = [];
            for (const operand of next) {
              isIntegerDivision(operand);
              if (operand.kind === 'binary' && operand.operator !== '/') inner.push(operand.left, operand.right);
              else if (operand.kind === 'unary') inner.push(operand.operand);
            }
            next = inner;
          }
        });
      }
      for (const nested of nestedStatements(statement)) walk(nested);
    }
  };
  walk(body);
}
