/** Who extends and implements what, and whose method is meant: clauses 6.6.5 and 6.6.6. Questions only; nothing is reported here. */
import type { Access, FunctionBlock, FunctionPou, Interface, ObjectFacts, Place, Variable } from './checked.ts';
import { isWithin } from './namespaces.ts';
import { sameType, valueType } from './type-relations.ts';
import type { Type } from './types.ts';

/** The facts of a block that has become part of a hierarchy. */
export function objectOf(block: FunctionBlock): ObjectFacts {
  block.object ??= {
    form: 'function_block',
    base: null,
    interfaces: [],
    abstract: false,
    final: false,
    methods: new Map(),
    typeId: 0,
  };
  return block.object;
}

/** A block, then what it extends, outwards. */
export function* lineage(block: FunctionBlock): Generator<FunctionBlock, void, undefined> {
  for (let at: FunctionBlock | null = block; at !== null; at = at.object?.base ?? null) yield at;
}

export function derivesFrom(block: FunctionBlock, ancestor: FunctionBlock): boolean {
  for (const at of lineage(block)) if (at === ancestor) return true;
  return false;
}

/** An interface and all it extends. */
export function withBases(face: Interface, into = new Set<Interface>()): Set<Interface> {
  if (into.has(face)) return into;
  into.add(face);
  for (const base of face.bases) withBases(base, into);
  return into;
}

/** Every interface that instances of the block have. */
export function interfacesOf(block: FunctionBlock): Set<Interface> {
  const all = new Set<Interface>();
  for (const at of lineage(block)) for (const face of at.object?.interfaces ?? []) withBases(face, all);
  return all;
}

export function extendsInterface(face: Interface, base: Interface): boolean {
  return withBases(face).has(base);
}

export type MethodRole = 'method' | 'get' | 'set';
export function methodKey(role: MethodRole, name: string): string {
  return role === 'method' ? name.toUpperCase() : `${role.toUpperCase()} ${name.toUpperCase()}`;
}

/** The method that a block or interface has under a key, its own or inherited. */
export function findMethod(owner: FunctionBlock | Interface, key: string): FunctionPou | null {
  if (owner.kind === 'interface') {
    for (const face of withBases(owner)) {
      const found = face.methods.get(key);
      if (found !== undefined) return found;
    }
    return null;
  }
  for (const block of lineage(owner)) {
    const found = block.object?.methods.get(key);
    if (found !== undefined) return found;
  }
  return null;
}

/** What the block really runs for a method that it, something it extends or an interface of it declares; `null` where nothing is written. */
export function implementationOf(block: FunctionBlock, method: FunctionPou): FunctionPou | null {
  const found = findMethod(block, keyOf(method));
  return found === null || found.method?.abstract ? null : found;
}

/** A method's or property's own name, without those of its owner and namespaces. */
export function methodName(method: FunctionPou): string {
  return method.name.slice(method.name.lastIndexOf('.') + 1);
}

/** The key under which a method stands in its owner. */
function keyOf(method: FunctionPou): string {
  return methodKey(method.method?.role ?? 'method', methodName(method));
}

/** Names of methods (not accessors), for suggestions. */
export function methodNames(owner: FunctionBlock | Interface): string[] {
  const names = new Set<string>();
  const tables = owner.kind === 'interface' ? withBases(owner) : lineage(owner);
  for (const at of tables) {
    const methods = at.kind === 'interface' ? at.methods : at.object?.methods;
    for (const method of methods?.values() ?? []) names.add(methodName(method));
  }
  return [...names];
}

/** Why a method cannot stand for another, or `null` when it can: same parameters in the same order, same result (clause 6.6.5.7). */
export function signatureDifference(method: FunctionPou, wanted: FunctionPou): { en: string; 'zh-CN': string } | null {
  const result = (pou: FunctionPou): Type | null => (pou.result === null ? null : valueType(pou.result.type));
  const own = result(method);
  const other = result(wanted);
  if ((own === null) !== (other === null) || (own !== null && other !== null && !sameType(own, other)))
    return { en: 'the result', 'zh-CN': '返回值' };
  for (let i = 0; i < Math.max(method.parameters.length, wanted.parameters.length); i++) {
    const a = method.parameters[i];
    const b = wanted.parameters[i];
    if (a === undefined || b === undefined) {
      const name = (a ?? b)!.name;
      return { en: `parameter \`${name}\``, 'zh-CN': `参数 \`${name}\`` };
    }
    if (a.name.toUpperCase() !== b.name.toUpperCase() || a.section !== b.section || !sameParameter(a, b))
      return { en: `parameter \`${b.name}\``, 'zh-CN': `参数 \`${b.name}\`` };
  }
  return null;
}

/** Of one type; `ARRAY [*]` of one rank, and passed the same way. */
function sameParameter(a: Variable, b: Variable): boolean {
  if (a.type.kind !== 'array' || b.type.kind !== 'array' || a.type.bounds === undefined || b.type.bounds === undefined)
    return sameType(a.type, b.type);
  const rank = a.type.bounds.length === b.type.bounds.length;
  return rank && a.readonly === b.readonly && a.handsOut === b.handsOut && sameType(a.type.element, b.type.element);
}

/** Whether a reference declared as `wanted` may hold a `given`: to the same type, or to a block or class that extends it (clause 6.6.6.3). */
export function mayRefer(wanted: Type, given: Type): boolean {
  if (wanted.kind !== 'reference' || given.kind !== 'reference') return false;
  const [base, own] = [wanted.target, given.target];
  return sameType(base, own) || (base.kind === 'instance' && own.kind === 'instance' && derivesFrom(own.block, base.block));
}

/** Whether the instance at a place is of just its declared type: not where the place stands for another one. */
export function isExact(place: Place): boolean {
  switch (place.kind) {
    case 'variable':
      return place.variable.section !== 'in_out';
    case 'member':
      return place.member.section !== 'in_out';
    case 'field':
    case 'index':
      return true;
    default:
      return place.type.kind === 'instance' && place.type.block.object?.final === true;
  }
}

/** Whether code of `from` (in `namespace`) may use what `owner` guards. */
export function mayAccess(
  access: Access,
  owner: FunctionBlock,
  ownerNamespace: string,
  from: FunctionBlock | null,
  namespace: string,
): boolean {
  switch (access) {
    case 'PUBLIC':
      return true;
    case 'INTERNAL':
      return isWithin(namespace, ownerNamespace);
    case 'PRIVATE':
      return from === owner;
    case 'PROTECTED':
      return from !== null && derivesFrom(from, owner);
  }
}
