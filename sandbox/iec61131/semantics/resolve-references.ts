/** REF_TO and its kin as types: clause 6.4.4.10. The target may be a type that is still being read: a list refers to its own kind. */
import type * as ast from '../syntax/ast.ts';
import type { Body } from './body.ts';
import { elementaryNamed } from './elementary.ts';
import { resolveType } from './resolve-types.ts';
import { isReference } from './type-relations.ts';
import type { ReferenceType, Type } from './types.ts';

export function resolveReference(body: Body, node: ast.TypeSpecification & { kind: 'reference' }): Type | null {
  const type: ReferenceType = { kind: 'reference', flavour: node.flavour, target: unknown };
  const { target } = node;
  if (target.kind === 'named' && target.range === null) {
    const entity = body.workspace.entities.get(target.name.key);
    if (entity?.kind === 'type' && entity.state === 'building') {
      entity.whenReady ??= [];
      entity.whenReady.push((resolved) => {
        // Only a structure has a name of its own to end the circle.
        if (resolved?.kind === 'struct') type.target = resolved;
        else body.report('ST2042', target, { name: entity.name });
      });
      return type;
    }
    if (entity?.kind === 'pou' && entity.pou.kind === 'function_block' && entity.state === 'building')
      return { ...type, target: { kind: 'instance', block: entity.pou } };
  }
  const resolved = resolveType(body, target);
  if (resolved === null) return null;
  if (node.flavour === 'REFERENCE TO' && isReference(resolved)) {
    body.report('ST2163', node, {});
    return null;
  }
  type.target = resolved;
  return type;
}

/** Stands in until the target is known. */
const unknown: Type = { kind: 'elementary', name: 'BOOL' };

/** The type that a word names, without a word where it names none. */
export function resolveTypeName(body: Body, name: ast.Identifier): Type | null {
  const isType =
    elementaryNamed(name.key) !== null ||
    body.workspace.entities.get(name.key)?.kind === 'type' ||
    isBlock(body.workspace.entities.get(name.key));
  if (!isType || body.scope.has(name.key)) return null;
  return resolveType(body, { kind: 'named', name, range: null, first: name.first, last: name.last });
}

function isBlock(entity: ReturnType<Body['workspace']['entities']['get']>): boolean {
  return entity?.kind === 'pou' && entity.pou.kind === 'function_block';
}
