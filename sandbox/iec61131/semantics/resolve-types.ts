/** From a type as written to a type: clause 6.4.4. */

import type * as ast from '../syntax/ast.ts';
import { STRING_NAMES } from '../syntax/keywords.ts';
import { Body } from './body.ts';
import { checkExpressionAs } from './check-expressions.ts';
import type { FunctionBlock } from './checked.ts';
import { fits } from './constants.ts';
import { interfaceFor } from './declare-objects.ts';
import { interfaceOf } from './declare-pous.ts';
import { programAsBlock } from './declare-tests.ts';
import { nearestName } from './did-you-mean.ts';
import {
  elementary,
  elementaryNamed,
  elementaryNames,
  isBitString,
  isElementaryName,
  isInteger,
  limitsOf,
} from './elementary.ts';
import { initialValue, overlay } from './initial-values.ts';
import { lookUp, resolveEntity } from './namespaces.ts';
import { checkOverlap, fieldPlace } from './placed-fields.ts';
import { resolveReference } from './resolve-references.ts';
import { isStringName, resolveString } from './texts.ts';
import { computedAs, elementCount, typeName } from './type-relations.ts';
import type { Constant, ElementaryName, EnumType, StructField, Type } from './types.ts';
import type { EnumValue, TypeEntity, Workspace } from './workspace.ts';

/** Names that people bring along from other tools. */
const otherNames: ReadonlyMap<string, ElementaryName> = new Map<string, ElementaryName>([
  ['INTEGER', 'INT'],
  ['BOOLEAN', 'BOOL'],
  ['BIT', 'BOOL'],
  ['FLOAT', 'REAL'],
  ['DOUBLE', 'LREAL'],
  ['INT16', 'INT'],
  ['INT32', 'DINT'],
  ['UINT8', 'USINT'],
]);

/** No array is larger than this, whatever the memory. */
const ELEMENT_LIMIT = 16_777_216;

/** The type, or `null` after a diagnostic. `name` is that of a TYPE declaration, empty for a type in place. */
export function resolveType(body: Body, node: ast.TypeSpecification, name = ''): Type | null {
  switch (node.kind) {
    case 'missing':
      return null;
    case 'named':
      if (isStringName(node.name.key)) return resolveString(body, node.name.key, node.length);
      return node.range === null ? resolveName(body, node.name) : resolveSubrange(body, node, name);
    case 'array':
      return resolveArray(body, node);
    case 'reference':
      return resolveReference(body, node);
    case 'struct':
      if (name === '') {
        body.report('ST2040', node, { what: 'STRUCT' });
        return null;
      }
      return resolveStruct(body, node, name);
    case 'enum':
      return name === '' ? resolveEnumInPlace(body, node) : resolveEnum(body, node, name);
  }
}

function resolveName(body: Body, name: ast.Identifier): Type | null {
  const { workspace } = body;
  const known = elementaryNamed(name.key);
  if (known !== null) return elementary(known);
  const entity = resolveEntity(body, name);
  if (entity?.kind === 'interface') {
    workspace.refer(body.unit, name, { kind: 'interface', interface: entity.interface });
    return { kind: 'interface', interface: interfaceFor(workspace, entity) };
  }
  if (entity?.kind === 'type') {
    const type = resolveDeclaredType(workspace, entity);
    if (type === 'circle') {
      body.report('ST2042', name, { name: entity.name });
      return null;
    }
    if (type !== null) workspace.refer(body.unit, name, { kind: 'type', name: entity.name, type });
    return type;
  }
  if (entity?.kind === 'pou') {
    if (entity.pou.kind === 'program' && body.owner?.test !== undefined) {
      const block = programAsBlock(workspace, entity);
      body.owner.uses.add(entity);
      workspace.refer(body.unit, name, { kind: 'pou', entity });
      if (block !== null) return { kind: 'instance', block };
    }
    if (entity.pou.kind !== 'function_block') {
      body.report('ST2041', name, { name: entity.name });
      return null;
    }
    if (entity.state === 'building') {
      body.report('ST2042', name, { name: entity.name });
      return null;
    }
    const block = interfaceOf(workspace, entity) as FunctionBlock;
    if (body.mentioning) (body.owner?.mentions ?? workspace.globalUses).add(entity);
    else (body.owner?.uses ?? workspace.globalUses).add(entity);
    workspace.refer(body.unit, name, { kind: 'pou', entity });
    return { kind: 'instance', block };
  }
  const names: string[] = [...elementaryNames, ...STRING_NAMES];
  for (const other of workspace.entities.values())
    if (other.kind === 'type' || other.kind === 'interface' || (other.kind === 'pou' && other.pou.kind === 'function_block'))
      names.push(other.name);
  const nearest = otherNames.get(name.key) ?? nearestName(name.text, names);
  if (nearest !== null) body.report('ST2004', name, { name: name.text, nearest }, body.replace(name, nearest));
  else body.report('ST2003', name, { name: name.text });
  return null;
}

/** A TYPE declaration, resolved at its first use. */
export function resolveDeclaredType(workspace: Workspace, entity: TypeEntity): Type | null | 'circle' {
  if (entity.state === 'ready') return entity.type;
  if (entity.state === 'building') return 'circle';
  entity.state = 'building';
  const body = new Body(workspace, entity.unit, null, new Map());
  body.names = entity.names;
  const type = resolveType(body, entity.declaration.type, entity.name);
  entity.type = type;
  entity.state = 'ready';
  for (const inform of entity.whenReady ?? []) inform(type);
  if (type !== null) {
    workspace.refer(entity.unit, entity.declaration.name, { kind: 'type', name: entity.name, type });
    const { initializer } = entity.declaration;
    const own = initializer === null ? null : initialValue(body, initializer, type);
    entity.initial = overlay(own, declaredDefault(body, entity.declaration.type));
  }
  return type;
}

/** The initial value that a type's own declaration gives to variables of it, or `null`. Clause 6.4.4.2. */
export function declaredDefault(body: Body, node: ast.TypeSpecification): Constant | null {
  if (node.kind !== 'named' || node.range !== null) return null;
  const entity = lookUp(body, node.name.key);
  return entity?.kind === 'type' ? entity.initial : null;
}

/** A constant integer expression, or `null` after a diagnostic. */
export function constantInteger(body: Body, node: ast.Expression, type: Type = elementary('LINT')): bigint | null {
  const value = checkExpressionAs(body, node, type);
  if (value === null) return null;
  if (value.kind === 'constant' && typeof value.value === 'bigint') return value.value;
  body.report('ST3030', node, { text: body.text(node) });
  return null;
}

function resolveArray(body: Body, node: ast.TypeSpecification & { kind: 'array' }): Type | null {
  if (node.open > 0) {
    body.report('ST2165', node, {});
    return null;
  }
  const dimensions: { lower: number; upper: number }[] = [];
  let sound = true;
  for (const dimension of node.dimensions) {
    const lower = constantInteger(body, dimension.lower);
    const upper = constantInteger(body, dimension.upper);
    if (lower === null || upper === null) {
      sound = false;
      continue;
    }
    if (lower > upper || !fits(lower, 'DINT') || !fits(upper, 'DINT')) {
      body.report(
        'ST3031',
        { first: dimension.lower.first, last: dimension.upper.last },
        { lower: String(lower), upper: String(upper) },
      );
      sound = false;
      continue;
    }
    dimensions.push({ lower: Number(lower), upper: Number(upper) });
  }
  const element = resolveType(body, node.element);
  if (!sound || element === null) return null;
  const initial = declaredDefault(body, node.element);
  const type: Type = { kind: 'array', dimensions, element, ...(initial === null ? {} : { initial }) };
  if (elementCount(type) > ELEMENT_LIMIT) {
    body.report('ST3032', node, { count: elementCount(type), limit: ELEMENT_LIMIT });
    return null;
  }
  return type;
}

function resolveStruct(body: Body, node: ast.TypeSpecification & { kind: 'struct' }, name: string): Type | null {
  const fields: (StructField & { node: ast.Node })[] = [];
  const names = new Set<string>();
  let sound = true;
  for (const declaration of node.fields) {
    const type = resolveType(body, declaration.type);
    if (type === null) sound = false;
    for (const field of declaration.names) {
      if (names.has(field.key)) body.report('ST2050', field, { name: field.text });
      names.add(field.key);
      if (type === null) continue;
      const { initializer } = declaration;
      const own = initializer === null ? null : initialValue(body, initializer, type);
      const initial = overlay(own, declaredDefault(body, declaration.type));
      const made: StructField & { node: ast.Node } = { name: field.text, type, initial, node: field };
      if (declaration.address !== null) {
        const at = fieldPlace(body, declaration.address, type);
        if (at == null) sound = false;
        else made.at = at;
      }
      fields.push(made);
      body.workspace.refer(body.unit, field, { kind: 'field', field: made, owner: name });
    }
  }
  if (!sound || !checkOverlap(body, fields, node.overlap)) return null;
  // In an overlay every field has its place: without one, at the beginning.
  const placed = node.overlap ? { at: { byte: 0, bit: -1 } } : {};
  for (const field of fields) {
    if (node.overlap) field.at ??= placed.at;
    delete (field as Partial<typeof field>).node;
  }
  return { kind: 'struct', name, fields };
}

/** `c : (Red, Green) := Green`: the values are names of the unit that writes them. Clause 6.5.1. */
function resolveEnumInPlace(body: Body, node: ast.TypeSpecification & { kind: 'enum' }): Type | null {
  const { enumValues, enumsInPlace } = body.workspace;
  const known = enumsInPlace.get(node);
  if (known !== undefined) return known;
  // A second one with the same value: nothing could say which of the two is meant.
  const isTaken = ({ declared, owner }: EnumValue): boolean => declared !== undefined && (owner ?? null) === body.owner;
  if (node.values.some(({ name }) => enumValues.get(name.key)?.some(isTaken))) {
    body.report('ST2040', node, { what: '( , )' });
    return null;
  }
  const type = resolveEnum(body, node, `(${node.values.map(({ name }) => name.text).join(', ')})`, true);
  if (type !== null) enumsInPlace.set(node, type);
  return type;
}

function resolveEnum(body: Body, node: ast.TypeSpecification & { kind: 'enum' }, name: string, inPlace = false): EnumType | null {
  let base: ElementaryName = 'DINT';
  if (node.base !== null) {
    if (
      !isElementaryName(node.base.key) ||
      !(isInteger(node.base.key) || (isBitString(node.base.key) && node.base.key !== 'BOOL'))
    ) {
      body.report('ST2043', node.base, { name: node.base.text });
      return null;
    }
    base = node.base.key;
  }
  const type: EnumType = { kind: 'enum', name, base: elementary(base), values: [] };
  let next = 0n;
  for (const { name: value, value: written } of node.values) {
    if (written !== null) {
      const given = constantInteger(body, written, type.base);
      if (given !== null) next = given;
    }
    if (type.values.some((earlier) => earlier.name.toUpperCase() === value.key)) {
      body.report('ST2050', value, { name: value.text });
      continue;
    }
    type.values.push({ name: value.text, value: next });
    const owners = body.workspace.enumValues.get(value.key) ?? [];
    const declared = inPlace ? { declared: body.range(value) } : {};
    owners.push({ type, value: next, name: value.text, ...declared, ...(inPlace && body.owner && { owner: body.owner }) });
    body.workspace.enumValues.set(value.key, owners);
    body.workspace.refer(body.unit, value, { kind: 'enum value', type, name: value.text, value: next, ...declared });
    next += 1n;
  }
  return type;
}

function resolveSubrange(body: Body, node: ast.TypeSpecification & { kind: 'named' }, name: string): Type | null {
  const base = resolveName(body, node.name);
  if (base === null || node.range === null) return null;
  const baseName = computedAs(base);
  if (baseName === null || !isInteger(baseName)) {
    body.report('ST2043', node.name, { name: node.name.text });
    return null;
  }
  const lower = constantInteger(body, node.range.lower, elementary(baseName));
  const upper = constantInteger(body, node.range.upper, elementary(baseName));
  if (lower === null || upper === null) return null;
  const limits = limitsOf(baseName)!;
  if (lower > upper || lower < limits.lower || upper > limits.upper) {
    body.report('ST3031', node, { lower: String(lower), upper: String(upper) });
    return null;
  }
  return {
    kind: 'subrange',
    name: name === '' ? typeName({ kind: 'subrange', name: '', base: elementary(baseName), lower, upper }) : name,
    base: elementary(baseName),
    lower,
    upper,
  };
}
