/** Whose method runs, and what may stand for what: IEC 61131-3, 6.6.5 and 6.6.6. */
import type { FunctionBlock, FunctionPou, Interface, ProgramPou } from '#sandbox/iec61131/semantics/checked.ts';
import type { Type } from '#sandbox/iec61131/semantics/types.ts';

const ownName = ({ name }: FunctionPou): string => name.slice(name.lastIndexOf('.') + 1).toUpperCase();

/** The block itself, then what it extends. */
function ancestry(block: FunctionBlock | ProgramPou): FunctionBlock[] {
  const all: FunctionBlock[] = [];
  for (let at = block.kind === 'function_block' ? block : null; at; at = at.object?.base ?? null) all.push(at);
  return all;
}

/** The first method of that name and role, from the block outwards. */
export function methodOf(block: FunctionBlock | ProgramPou, wanted: FunctionPou): FunctionPou {
  for (const at of ancestry(block))
    for (const method of at.object?.methods.values() ?? [])
      if (ownName(method) === ownName(wanted) && method.method?.role === wanted.method?.role) return method;
  throw new Error(`${block.name} has no ${wanted.name}`);
}

const has = (face: Interface, wanted: Interface): boolean => face === wanted || face.bases.some((base) => has(base, wanted));

/** Whether an instance of the block is what a value of the type may designate. */
export function isA(block: FunctionBlock | ProgramPou, type: Type): boolean {
  if (type.kind === 'interface')
    return ancestry(block).some(({ object }) => object?.interfaces.some((face) => has(face, type.interface)));
  if (type.kind !== 'reference' || type.target.kind !== 'instance') throw new Error(`an attempt at a ${type.kind}`);
  return ancestry(block).includes(type.target.block);
}
