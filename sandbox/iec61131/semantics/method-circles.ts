/**
 * Methods, accessors and actions that come back to themselves on one and the same instance. The standard leaves recursive calls to the
 * implementer (clause 6.6.1); here no POU calls itself, because its fuel and its memory are to be known. Calls through interfaces
 * and references may reach another instance, as in a list whose nodes ask the next one, so they are left to the guard of the running
 * program (`codegen/recursion.ts`).
 */
import type { Action, FunctionBlock, FunctionPou, Statement } from './checked.ts';
import { implementationOf, lineage, methodName } from './inheritance.ts';
import { expressionsOf, forEachExpression, nestedStatements } from './walk-checked.ts';
import type { PouEntity, Workspace } from './workspace.ts';

type Part = FunctionPou | Action;

/** Reports each circle once, at the method of it that is written in the block or class where it closes. */
export function forbidMethodCircles(workspace: Workspace): void {
  for (const entity of workspace.finished) {
    const { pou, methods } = entity;
    // What is abstract has no instances; what extends it is looked at with all that it inherits.
    if (pou.kind === 'function_block' && !pou.object?.abstract && methods !== null && methods.length > 0)
      findCircles(workspace, entity, pou);
  }
}

function findCircles(workspace: Workspace, entity: PouEntity, block: FunctionBlock): void {
  const own = new Map((entity.methods ?? []).map((method) => [method.pou as Part, method.name]));
  const done = new Set<Part>();
  const path: Part[] = [];
  const visit = (part: Part): void => {
    if (done.has(part)) return;
    const at = path.indexOf(part);
    if (at !== -1) {
      const circle = path.slice(at);
      const here = circle.findIndex((one) => own.has(one));
      const name = own.get(circle[here]!);
      // One step long: said at the call itself. Without a part of its own: said where the parts are written.
      if (circle.length === 1 || name === undefined) return;
      const turned = [...circle.slice(here), ...circle.slice(0, here), circle[here]!];
      workspace.report(entity.unit, 'ST4030', name, { name: name.text, circle: turned.map(shortName).join(' → ') });
      return;
    }
    path.push(part);
    for (const called of calledOnSelf(part.body, block)) visit(called);
    path.pop();
    done.add(part);
  };
  for (const at of lineage(block)) for (const method of at.object?.methods.values() ?? []) visit(method);
}

const shortName = (part: Part): string => ('kind' in part ? methodName(part) : part.name);

/** Methods and actions that a body runs on the instance on which it runs itself, which is a `block`. */
function calledOnSelf(body: readonly Statement[], block: FunctionBlock): Part[] {
  const found: Part[] = [];
  for (const statement of body) {
    if (statement.kind === 'perform' && statement.instance === null) found.push(statement.action);
    for (const outer of expressionsOf(statement))
      forEachExpression(outer, (expression) => {
        if (expression.kind !== 'call' || expression.receiver?.kind !== 'instance') return;
        const { place, exact } = expression.receiver;
        if (place.kind !== 'self') return;
        const target = implementationOf(exact ? place.type.block : block, expression.callee);
        if (target !== null) found.push(target);
      });
    for (const nested of nestedStatements(statement)) found.push(...calledOnSelf(nested, block));
  }
  return found;
}
