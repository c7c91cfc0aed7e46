/**
 * Through interfaces and bases code may come back to itself, which no check before the program runs can rule out. Every POU on such a
 * circle counts how deep calls have gone and faults before the stack of the engine ends; where it keeps something in its static frame it
 * may not be entered again at all before it has been left.
 */
import type { FunctionBlock, FunctionPou, ProgramPou } from '../semantics/checked.ts';
import { implementationOf } from '../semantics/inheritance.ts';
import type { Dispatch } from './dispatch.ts';
import { bodiesOf, walkStatements } from './walk.ts';

type Pou = FunctionBlock | FunctionPou | ProgramPou;

/** Units of depth, of which a call takes one and one more for every 16 locals: together well below the smallest stack in use. */
export const DEPTH_LIMIT = 512;
export const LOCALS_PER_UNIT = 16;

/** The POUs that may be entered again while they run. Empty, and found at once, where nothing is dispatched. */
export function recursive(pous: readonly Pou[], dispatch: Dispatch): ReadonlySet<Pou> {
  const calls = new Map<Pou, Set<Pou>>();
  let dispatched = false;
  for (const pou of pous) {
    const targets = new Set<Pou>();
    calls.set(pou, targets);
    for (const body of bodiesOf(pou)) {
      walkStatements(body, {
        statement: (statement) => {
          if (statement.kind === 'perform') {
            // An action's calls count as its block's.
            const owner = statement.instance?.type.block ?? (pou.kind === 'function' ? pou.method?.owner : null);
            if (owner?.kind === 'function_block') targets.add(owner);
          }
          if (statement.kind !== 'invoke') return;
          const { block } = statement.instance.type;
          if (statement.dynamic) dispatched = true;
          for (const target of statement.dynamic ? dispatch.bodies(block) : [block]) targets.add(target);
        },
        expression: (expression) => {
          if (expression.kind !== 'call') return;
          const { callee, receiver } = expression;
          if (receiver === undefined) targets.add(callee);
          else if (receiver.kind === 'instance' && receiver.exact) {
            dispatched = true;
            const target = implementationOf(receiver.place.type.block, callee);
            if (target !== null) targets.add(target);
          } else {
            dispatched = true;
            for (const { pou: target } of dispatch.implementations(callee)) targets.add(target);
          }
        },
      });
    }
  }
  return dispatched ? onCircles(calls) : new Set();
}

/** Tarjan's strongly connected components, without recursion of our own. */
function onCircles(calls: ReadonlyMap<Pou, ReadonlySet<Pou>>): Set<Pou> {
  const found = new Set<Pou>();
  const order = new Map<Pou, number>();
  const low = new Map<Pou, number>();
  const open: Pou[] = [];
  const isOpen = new Set<Pou>();
  for (const root of calls.keys()) {
    if (order.has(root)) continue;
    const path: { pou: Pou; rest: Iterator<Pou> }[] = [];
    const enter = (pou: Pou): void => {
      order.set(pou, order.size);
      low.set(pou, order.get(pou)!);
      open.push(pou);
      isOpen.add(pou);
      path.push({ pou, rest: (calls.get(pou) ?? new Set<Pou>()).values() });
    };
    enter(root);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const { pou, rest } = top;
      const next = rest.next();
      if (!next.done) {
        if (!order.has(next.value)) enter(next.value);
        else if (isOpen.has(next.value)) low.set(pou, Math.min(low.get(pou)!, order.get(next.value)!));
        continue;
      }
      path.pop();
      const above = path.at(-1);
      if (above !== undefined) low.set(above.pou, Math.min(low.get(above.pou)!, low.get(pou)!));
      if (low.get(pou) !== order.get(pou)) continue;
      const component: Pou[] = [];
      for (let last = open.pop(); last !== undefined; last = open.pop()) {
        isOpen.delete(last);
        component.push(last);
        if (last === pou) break;
      }
      if (component.length > 1 || calls.get(pou)?.has(pou)) for (const one of component) found.add(one);
    }
  }
  return found;
}
