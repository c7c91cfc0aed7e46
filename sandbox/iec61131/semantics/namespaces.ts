/**
 * Names in namespaces: clause 6.9. A name is looked for in the namespace where it is used, in those around it, outside all of them, then
 * in the namespaces that USING names; the standard library comes last, so that an author's own name hides it.
 */
import type * as ast from '../syntax/ast.ts';
import { dottedName } from '../syntax/parse-expressions.ts';
import type { Body } from './body.ts';
import { nearestName } from './did-you-mean.ts';
import { ofOwnResource } from './resource-globals.ts';
import type { Entity, Unit, Workspace } from './workspace.ts';

/** Where a piece of text stands; `namespace` is '' outside all. Keys are upper case. */
export interface NameContext {
  namespace: string;
  /** As written, outermost first. */
  usings: readonly string[];
}

export function join(namespace: string, key: string): string {
  return namespace === '' ? key : `${namespace}.${key}`;
}

/** A namespace and those around it, innermost first; the last is ''. */
function enclosing(namespace: string): string[] {
  const list: string[] = [];
  for (let at = namespace; at !== ''; at = at.includes('.') ? at.slice(0, at.lastIndexOf('.')) : '') list.push(at);
  list.push('');
  return list;
}

/** The namespace that a name means here, by its full key, or `null`. */
function namespaceAt(workspace: Workspace, names: NameContext, key: string): string | null {
  if (workspace.namespaces.size === 0) return null;
  for (const around of enclosing(names.namespace)) if (workspace.namespaces.has(join(around, key))) return join(around, key);
  return null;
}

function isLibrary(entity: Entity | undefined): boolean {
  return entity !== undefined && 'unit' in entity && entity.unit.library;
}

/** All that a name could mean at its nearest level: more than one only through USING. */
function candidates(workspace: Workspace, names: NameContext, key: string): Entity[] {
  const { entities } = workspace;
  if (workspace.namespaces.size === 0) {
    const only = entities.get(key);
    return only === undefined ? [] : [only];
  }
  let fallback: Entity | undefined;
  for (const around of enclosing(names.namespace)) {
    const found = entities.get(join(around, key));
    if (isLibrary(found)) fallback = found;
    else if (found !== undefined) return [found];
  }
  const used = new Set<Entity>();
  for (const using of names.usings) {
    const namespace = namespaceAt(workspace, names, using);
    const found = namespace === null ? undefined : entities.get(join(namespace, key));
    if (found !== undefined) used.add(found);
  }
  if (used.size > 0) return [...used];
  return fallback === undefined ? [] : [fallback];
}

/** What a name, dotted or not, means here. Says nothing. */
export function lookUp(body: Body, key: string): Entity | undefined {
  return ofOwnResource(body, key, candidates(body.workspace, body.names, key)[0]);
}

/** As `lookUp`, where the author uses the name: says so when it is ambiguous, or INTERNAL to another namespace. */
export function resolveEntity(body: Body, name: ast.Identifier): Entity | undefined {
  const { workspace, names } = body;
  const [entity, other] = candidates(workspace, names, name.key);
  if (entity === undefined) return undefined;
  if (other !== undefined) body.report('ST2060', name, { name: name.text, first: entity.name, second: other.name });
  const barrier = 'internalTo' in entity ? entity.internalTo : null;
  if (barrier !== null && !isWithin(names.namespace, barrier))
    body.report('ST2061', name, { name: entity.name, namespace: workspace.namespaces.get(barrier)?.name ?? barrier });
  return entity;
}

export function isWithin(namespace: string, outer: string): boolean {
  return outer === '' || namespace === outer || namespace.startsWith(`${outer}.`);
}

/** A chain of names that leads through namespaces to a declared name; its first word is no variable. `null`: something else. */
export function namespacedName(body: Body, node: ast.Expression, isVariable: (key: string) => boolean): ast.Identifier | null {
  if (node.kind !== 'member' || body.workspace.namespaces.size === 0) return null;
  const name = dottedName(node);
  if (name === null) return null;
  const first = name.key.slice(0, name.key.indexOf('.'));
  if (isVariable(first) || namespaceAt(body.workspace, body.names, first) === null) return null;
  return lookUp(body, name.key) === undefined ? null : name;
}

/** Registers a namespace and those around it. */
export function announceNamespace(workspace: Workspace, outer: string, node: ast.NamespaceDeclaration): void {
  let key = outer;
  let name = workspace.namespaces.get(outer)?.name ?? '';
  const parts = node.name.text.split('.');
  for (const [i, part] of parts.entries()) {
    const around = key;
    key = join(key, part.toUpperCase());
    name = join(name, part);
    const known = workspace.namespaces.get(key);
    const internal = node.internal && i === parts.length - 1;
    if (known === undefined) workspace.namespaces.set(key, { name, internalTo: internal ? around : null });
    else if (internal) known.internalTo = around;
  }
}

/** The narrowest barrier around what a namespace holds: its own declaration's INTERNAL, or that of a namespace around it. */
export function barrierOf(workspace: Workspace, namespace: string, internal: boolean): string | null {
  if (internal) return namespace;
  for (const around of enclosing(namespace)) {
    const barrier = workspace.namespaces.get(around)?.internalTo;
    if (barrier !== undefined && barrier !== null) return barrier;
  }
  return null;
}

/** USING must name a namespace that exists. */
export function checkUsings(workspace: Workspace, unit: Unit, usings: readonly ast.UsingDirective[], names: NameContext): void {
  for (const { namespaces } of usings) {
    for (const name of namespaces) {
      const found = namespaceAt(workspace, names, name.key);
      if (found !== null) {
        workspace.refer(unit, name, { kind: 'namespace', name: workspace.namespaces.get(found)!.name });
        continue;
      }
      const nearest = nearestName(
        name.text,
        [...workspace.namespaces.values()].map(({ name: known }) => known),
      );
      const range = workspace.range(unit, name);
      const edits =
        nearest === null
          ? undefined
          : [{ title: { en: `Write \`${nearest}\``, 'zh-CN': `改为 \`${nearest}\`` }, range, text: nearest }];
      if (nearest !== null) workspace.report(unit, 'ST2002', name, { name: name.text, nearest }, edits);
      else workspace.report(unit, 'ST2062', name, { name: name.text });
    }
  }
}
