/**
 * Globals of equal names in several resources (clause 6.8.1): each program sees those of its own resource. A program that runs in two
 * resources is checked once for each. The standard lets a block see the globals of the resource in which its instance lies, too; here a
 * block or function is one piece of code and one type for all resources, so such a name is refused in it.
 */
import type * as ast from '../syntax/ast.ts';
import type { Body } from './body.ts';
import type { Variable } from './checked.ts';
import { announcePou } from './declare-pous.ts';
import type { Entity, GlobalEntity, Pou, PouEntity, Workspace } from './workspace.ts';

interface ResourceGlobals {
  /** By upper-case name, then by the resource's; only names that several resources have. */
  shared: Map<string, Map<string, GlobalEntity>>;
  resourceOf: Map<PouEntity, string>;
  copies: Map<string, PouEntity>;
  /** Blocks and functions that use a shared name. */
  unclear: Map<PouEntity, string>;
}

const known = new WeakMap<Workspace, ResourceGlobals>();

/** Enters the globals that several resources have, and tells every program of the configuration its resource. */
export function shareNames(
  workspace: Workspace,
  declared: readonly { variable: Variable; resource: ast.Identifier }[],
  configuration: ast.ConfigurationDeclaration | undefined,
): void {
  const all = new Map<string, Map<string, { variable: Variable; resource: ast.Identifier }>>();
  for (const one of declared) {
    const key = one.variable.name.toUpperCase();
    const list = all.get(key) ?? new Map();
    all.set(key, list.set(one.resource.key, one));
  }
  const shared: ResourceGlobals['shared'] = new Map();
  for (const [key, list] of all) {
    if (list.size < 2) continue;
    const entities = new Map<string, GlobalEntity>();
    for (const { variable, resource } of list.values()) {
      variable.name = `${resource.text}.${variable.name}`;
      const entity: GlobalEntity = { kind: 'global', name: variable.name, variable };
      entities.set(resource.key, entity);
      workspace.entities.set(entities.size === 1 ? key : variable.name.toUpperCase(), entity);
    }
    shared.set(key, entities);
  }
  if (shared.size === 0) return;
  const resourceOf = new Map<PouEntity, string>();
  for (const resource of configuration?.resources ?? [])
    for (const { program } of resource.programs) {
      const entity = workspace.entities.get(program.key);
      if (entity?.kind === 'pou' && !resourceOf.has(entity)) resourceOf.set(entity, resource.name?.key ?? '');
    }
  known.set(workspace, { shared, resourceOf, copies: new Map(), unclear: new Map() });
}

/** The global of the resource that the body belongs to, where several have the name. */
export function ofOwnResource(body: Body, key: string, entity: Entity | undefined): Entity | undefined {
  const { workspace, owner } = body;
  const found = entity?.kind === 'global' ? known.get(workspace) : undefined;
  const list = found?.shared.get(key);
  if (found === undefined || list === undefined) return entity;
  const own = list.get(body.resource ?? (owner === null ? '' : (found.resourceOf.get(owner) ?? '')));
  if (own === undefined && owner !== null && !body.scope.has(key) && !body.outer?.has(key))
    found.unclear.set(owner, entity!.name);
  return own ?? entity;
}

/** The global that a path names by its resource. */
export function globalOfResource(workspace: Workspace, resource: string, key: string): GlobalEntity | undefined {
  return known.get(workspace)?.shared.get(key)?.get(resource);
}

/** The program as the resource runs it. */
export function programOfResource(workspace: Workspace, entity: PouEntity, resource: string): PouEntity {
  const found = known.get(workspace);
  const first = found?.resourceOf.get(entity);
  if (found === undefined || first === undefined || first === resource) return entity;
  const key = `${resource}.${entity.name.toUpperCase()}`;
  let copy = found.copies.get(key);
  if (copy === undefined) {
    // What the text is like has been said about the first one.
    copy = announcePou(workspace, { tree: entity.unit.tree, library: true }, entity.declaration, entity.names);
    found.copies.set(key, copy);
    found.resourceOf.set(copy, resource);
  }
  return copy;
}

/** The program and what `programOfResource` made of it. */
export function programsOf(workspace: Workspace, entity: PouEntity): Pou[] {
  const copies = [...(known.get(workspace)?.copies.values() ?? [])];
  return [entity, ...copies.filter(({ declaration }) => declaration === entity.declaration)].map(({ pou }) => pou);
}

/** Says which blocks, functions and programs use a name of several resources without being of one that has it. */
export function reportUnclear(workspace: Workspace): void {
  const found = known.get(workspace);
  for (const [{ unit, declaration, name: owner }, global] of found?.unclear ?? []) {
    const name = global.slice(global.indexOf('.') + 1);
    const globals = [...(found?.shared.get(name.toUpperCase())?.values() ?? [])].map((one) => `\`${one.name}\``);
    const isProgram = declaration.kind === 'program';
    workspace.report(unit, isProgram ? 'ST5021' : 'ST5020', declaration.name, { owner, name, globals: globals.join(', ') });
  }
}
