/** What a name or a chain of names means at a place in the text, also where the statement around it is not finished yet. */
import type { Variable } from '../semantics/checked.ts';
import { findMethod, lineage, withBases } from '../semantics/inheritance.ts';
import type { Type } from '../semantics/types.ts';
import type { Entity, PouEntity } from '../semantics/workspace.ts';
import type { TokenStream } from '../syntax/tokens.ts';
import { type Analysis, pouAt } from './analysis.ts';

export interface Reach {
  analysis: Analysis;
  pou: PouEntity | null;
  /** By upper-case name, the innermost first. */
  scopes: ReadonlyMap<string, Variable>[];
}

/** The variables in reach at an offset. */
export function reachAt(analysis: Analysis, file: string, offset: number): Reach {
  const pou = pouAt(analysis, file, offset);
  if (pou === null) return { analysis, pou, scopes: [] };
  const scopes: ReadonlyMap<string, Variable>[] = [];
  const { starts, ends } = pou.unit.tree.tokens;
  for (const declaration of pou.declaration.object?.methods ?? []) {
    if (starts[declaration.first]! > offset || ends[declaration.last]! < offset) continue;
    const method = pou.methods?.find(({ name }) => name.first === declaration.name.first);
    if (method !== undefined) scopes.push(method.scope);
  }
  scopes.push(pou.scope);
  return { analysis, pou, scopes };
}

/** An entity by its name as seen from a POU: its own namespace first, then the others. */
export function findEntity({ analysis, pou }: Reach, key: string): Entity | null {
  const { entities } = analysis.symbols;
  const namespace = pou?.names.namespace ?? '';
  const own = namespace === '' ? undefined : entities.get(`${namespace.toUpperCase()}.${key}`);
  return own ?? entities.get(key) ?? null;
}

export function findVariableInReach(reach: Reach, key: string): Variable | null {
  for (const scope of reach.scopes) {
    const found = scope.get(key);
    if (found !== undefined) return found;
  }
  const entity = findEntity(reach, key);
  return entity?.kind === 'global' ? entity.variable : null;
}

/** One step of `a.b[1]^.c`. */
type Step = { kind: 'name'; key: string } | { kind: 'index' } | { kind: 'follow' };

/** The chain that ends with the token at `last`, from its first name; empty where there is none. */
export function chainBefore(tokens: TokenStream, last: number): Step[] {
  const steps: Step[] = [];
  const { kinds, starts, ends, file } = tokens;
  let at = last;
  while (at >= 0) {
    const kind = kinds[at]!;
    if (kind === ']') {
      let depth = 0;
      for (; at >= 0; at--) {
        if (kinds[at] === ']') depth++;
        else if (kinds[at] === '[' && --depth === 0) break;
        else if (kinds[at] === ';') return [];
      }
      steps.unshift({ kind: 'index' });
      at--;
      continue;
    }
    if (kind === '^') {
      steps.unshift({ kind: 'follow' });
      at--;
      continue;
    }
    if (kind !== 'identifier') return [];
    steps.unshift({ kind: 'name', key: file.text.slice(starts[at], ends[at]).toUpperCase() });
    if (kinds[at - 1] !== '.') return steps;
    at -= 2;
  }
  return [];
}

/** A type's member by name: a field, a parameter or public variable, a property's value. */
export function memberType(type: Type | null, key: string): Type | null {
  const at = type?.kind === 'reference' ? type.target : type;
  if (at?.kind === 'struct') return at.fields.find(({ name }) => name.toUpperCase() === key)?.type ?? null;
  if (at?.kind === 'instance') {
    const { parameters, locals } = at.block;
    const found = [...parameters, ...locals].find(({ name }) => name.toUpperCase() === key);
    if (found !== undefined) return found.type;
    return findMethod(at.block, `GET ${key}`)?.result?.type ?? null;
  }
  if (at?.kind === 'interface') return findMethod(at.interface, `GET ${key}`)?.result?.type ?? null;
  return null;
}

/** The type of what a chain names; `null` where it names no value. */
export function typeOfChain(reach: Reach, steps: readonly Step[]): Type | null {
  const [first, ...others] = steps;
  if (first?.kind !== 'name') return null;
  return others.reduce<Type | null>(
    (type, step) => {
      if (step.kind === 'name') return memberType(type, step.key);
      if (step.kind === 'index') return type?.kind === 'array' ? type.element : null;
      return type?.kind === 'reference' ? type.target : type;
    },
    typeOfName(reach, first.key),
  );
}

function typeOfName(reach: Reach, key: string): Type | null {
  if (key !== 'THIS' && key !== 'SUPER') return findVariableInReach(reach, key)?.type ?? null;
  const self = reach.pou?.pou.kind === 'function_block' ? reach.pou.pou : null;
  const block = key === 'THIS' ? self : (self?.object?.base ?? null);
  return block === null ? null : { kind: 'instance', block };
}

/** Methods that can be called on a value of a type, by name; inherited ones included. */
export function methodsOf(type: Type | null) {
  const owners =
    type?.kind === 'instance' ? [...lineage(type.block)] : type?.kind === 'interface' ? [...withBases(type.interface)] : [];
  const found = new Map<string, NonNullable<ReturnType<typeof findMethod>>>();
  for (const owner of owners) {
    const methods = owner.kind === 'interface' ? owner.methods : owner.object?.methods;
    for (const [key, method] of methods ?? []) if (!found.has(key)) found.set(key, method);
  }
  return found;
}
