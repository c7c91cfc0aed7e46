/** Actions: each is a function of its own on the instance of its POU, `(this: i32)`. */
import type { FunctionBlock, ProgramPou, Statement } from '../semantics/checked.ts';
import type { Lowering, ModuleContext } from './lowering.ts';
import { locate, pushPointer } from './places.ts';
import { alignmentOf, sizeOf } from './sizes.ts';
import { bodiesOf, walkStatements } from './walk.ts';

/**
 * Gives every action its function. A temporary that an action uses lives in the static frame, where body and actions share it; the
 * body gives it its first value.
 */
export function declareActions(context: ModuleContext, pous: readonly (FunctionBlock | ProgramPou)[]): void {
  for (const pou of pous) {
    if (pou.actions === undefined) continue;
    for (const action of pou.actions) context.actions.set(action, context.module.declare(['i32'], []));
    const temporaries = new Set(pou.locals.filter(({ section }) => section === 'temp'));
    if (temporaries.size === 0) continue;
    for (const body of bodiesOf(pou).slice(1))
      walkStatements(body, {
        place: (place) => {
          if (place.kind !== 'variable' || !temporaries.delete(place.variable)) return;
          const { type } = place.variable;
          context.shared.set(place.variable, context.frame(sizeOf(type), alignmentOf(type)));
        },
      });
  }
}

/** Calls an action on this instance, or on another block's. */
export function emitPerform(l: Lowering, { action, instance }: Statement & { kind: 'perform' }): void {
  const index = l.context.actions.get(action);
  if (index === undefined) throw new Error(`action ${action.name} is not part of the program`);
  if (instance === null) l.code.get(l.self);
  else {
    const location = locate(l, instance);
    if (location.kind === 'local') throw new Error('an instance in a local');
    pushPointer(l, location);
  }
  l.code.call(index);
  // The action may have changed whatever this body can see.
  l.mirrors.forget();
}
