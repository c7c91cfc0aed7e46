/** Names and what hangs on them: `a`, `a.b`, `a[1]`, `w.3`, `%IX0.0`. Clauses 6.5 and 7.3.2. */
import type * as ast from '../syntax/ast.ts';
import { addressType, parseAddress } from './addresses.ts';
import type { Body } from './body.ts';
import { checkExpression, checkExpressionAs } from './check-expressions.ts';
import { guardedMember, refuseProperty, reportPrivate } from './check-members.ts';
import { checkPropertyRead, checkSelf, isProperty, isSelfWord } from './check-methods.ts';
import { dereference, referenceCalls } from './check-references.ts';
import type { Expression, Place, Variable } from './checked.ts';
import { keepingLowBits } from './conversions.ts';
import { nearestName } from './did-you-mean.ts';
import { classOf, elementary, elementaryNames, elementaryTable, isBitString } from './elementary.ts';
import { standardNamesLike } from './function-names.ts';
import { lineage } from './inheritance.ts';
import { lookUp, namespacedName } from './namespaces.ts';
import { characterOf } from './texts.ts';
import { computedAs, typeName } from './type-relations.ts';
import type { ElementaryName, StringType, Type } from './types.ts';
import type { EnumValue } from './workspace.ts';

export type Access = 'read' | 'write' | 'both';

/** A variable by its name, from the inside out: the POU's own, then the globals. */
export function findVariable(body: Body, key: string): Variable | null {
  const own = body.scope.get(key);
  if (own !== undefined) return own;
  const outer = body.outer?.get(key);
  if (outer !== undefined) return outer;
  const entity = lookUp(body, key);
  return entity?.kind === 'global' ? entity.variable : null;
}

/** An enumeration value by its bare name, when only one enumeration has it. */
export function findEnumValue(body: Body, key: string): EnumValue | null {
  const owners = enumsWith(body, key);
  return owners.length === 1 ? owners[0]! : null;
}

/**
 * The enumerations that a bare name may mean: those written in place in this unit or what it extends; else those for everybody; else what other units
 * wrote in place, so that a caller can name a value of an input.
 */
function enumsWith(body: Body, key: string): readonly EnumValue[] {
  const all = body.workspace.enumValues.get(key) ?? [];
  if (all.length < 2) return all;
  // The nearest first: a derived block also has what its bases wrote.
  for (const unit of body.self === null ? [body.owner?.pou] : lineage(body.self)) {
    const own = all.filter(({ owner }) => owner !== undefined && owner.pou === unit);
    if (own.length > 0) return own;
  }
  const common = all.filter(({ owner }) => owner === undefined);
  return common.length > 0 ? common : all;
}

/** Resolves a place, or reports and gives `null`. `access` is what will be done with it. */
export function checkPlace(body: Body, node: ast.Expression, access: Access): Place | null {
  const place = resolvePlace(body, node, access);
  if (place !== null && body.owner !== null && !body.unit.library && node.kind !== 'direct')
    body.workspace.placeUses.push({ owner: body.owner, place });
  return place;
}

/** As `checkPlace`, but a REFERENCE TO is itself here, and not what it refers to. */
export function checkRawPlace(body: Body, node: ast.Expression, access: Access): Place | null {
  return resolveRawPlace(body, node, access);
}

/** A REFERENCE TO stands for what it refers to. */
function resolvePlace(body: Body, node: ast.Expression, access: Access): Place | null {
  const place = resolveRawPlace(body, node, access);
  if (place?.type.kind !== 'reference' || place.type.flavour !== 'REFERENCE TO') return place;
  const pointer: Expression = { kind: 'read', place, type: place.type, range: place.range };
  return { kind: 'dereference', pointer, type: place.type.target, range: place.range };
}

function resolveRawPlace(body: Body, node: ast.Expression, access: Access): Place | null {
  switch (node.kind) {
    case 'name':
      return checkName(body, node, access);
    case 'member':
      return checkMember(body, node, access);
    case 'index':
      return checkIndex(body, node, access);
    case 'part':
      return checkPart(body, node, access);
    case 'dereference': {
      const pointer = checkExpression(body, node.base);
      return pointer === null ? null : dereference(body, pointer, node);
    }
    case 'direct': {
      const address = parseAddress(node.text);
      if (address === null) {
        body.report('ST5001', node, { text: node.text });
        return null;
      }
      return { kind: 'direct', address, type: elementary(addressType(address)), range: body.range(node) };
    }
    case 'missing':
      return null;
    case 'call':
      if (refuseCalledArray(body, node)) return null;
      body.report('ST2010', node, { text: body.text(node) });
      return null;
    default:
      body.report('ST2010', node, { text: body.text(node) });
      return null;
  }
}

/** `a(3)` for `a[3]`, as BASIC and FORTRAN have it. */
export function refuseCalledArray(body: Body, node: ast.Expression & { kind: 'call' }): boolean {
  if (node.callee.kind !== 'name' || findVariable(body, node.callee.name.key)?.type.kind !== 'array') return false;
  const indices = node.arguments.map(({ value }) => body.text(value)).join(', ');
  const text = `${node.callee.name.text}[${indices}]`;
  body.report('ST2028', node, { name: node.callee.name.text, text }, body.replace(node, text));
  return true;
}

function checkName(body: Body, node: ast.Expression & { kind: 'name' }, access: Access): Place | null {
  const variable = findVariable(body, node.name.key);
  if (variable === null) {
    if (isSelfWord(body, node)) return checkSelf(body, node);
    if (refuseProperty(body, node)) return null;
    reportUnknownName(body, node.name);
    return null;
  }
  noteImpliedExternal(body, node.name, variable);
  const facts = body.workspace.facts.get(variable);
  if (facts !== undefined) {
    if (access !== 'write') facts.reads++;
    if (access !== 'read') facts.writes++;
  }
  const declared = variable.standsFor ?? variable;
  body.workspace.refer(body.unit, node.name, { kind: 'variable', variable: declared, owner: facts?.owner?.name ?? null });
  return { kind: 'variable', variable, type: variable.type, range: body.range(node.name) };
}

/** A POU declares the globals that it uses as VAR_EXTERNAL (clause 6.5.2.2); many tools do not ask for it. Said once a POU. */
function noteImpliedExternal({ workspace, unit, owner, scope, outer }: Body, name: ast.Identifier, variable: Variable): void {
  if (variable.section !== 'global' || owner === null || owner.test !== undefined || unit.library) return;
  if (scope.has(name.key) || outer?.has(name.key) || owner.impliedExternals?.has(variable)) return;
  owner.impliedExternals ??= new Set();
  owner.impliedExternals.add(variable);
  workspace.extension(unit, name, {
    en: `The global ${variable.name} without VAR_EXTERNAL`,
    'zh-CN': `未用 VAR_EXTERNAL 声明就使用全局变量 ${variable.name}`,
  });
}

/** A name that is no variable: it is something else, misspelt, or not there. */
export function reportUnknownName(body: Body, name: ast.Identifier): void {
  if (body.isBroken(name.key)) return;
  if (reportPrivate(body, name)) return;
  const entity = lookUp(body, name.key);
  if (entity?.kind === 'interface') {
    body.report('ST2015', name, { name: name.text });
    return;
  }
  if (entity?.kind === 'pou') {
    const code = entity.declaration.kind === 'function' ? 'ST2014' : 'ST2013';
    body.report(code, name, { name: name.text, type: entity.name });
    return;
  }
  if (entity?.kind === 'type' || elementaryNames.includes(name.key as never)) {
    body.report('ST2015', name, { name: name.text });
    return;
  }
  const owners = enumsWith(body, name.key);
  if (owners.length > 1) {
    body.report('ST2016', name, {
      name: name.text,
      first: `${owners[0]!.type.name}#${name.text}`,
      second: `${owners[1]!.type.name}#${name.text}`,
    });
    return;
  }
  const own = [...body.scope.values(), ...(body.outer?.values() ?? [])];
  const known = [...own.map((variable) => variable.name), ...globalNames(body)];
  const nearest = nearestName(name.text, known);
  if (nearest !== null) body.report('ST2002', name, { name: name.text, nearest }, body.replace(name, nearest));
  else if (/^[TF]$/i.test(name.text))
    body.report('ST2002', name, { name: name.text, nearest: name.key === 'T' ? 'TRUE' : 'FALSE' });
  else body.report('ST2001', name, { name: name.text });
}

function globalNames(body: Body): string[] {
  const names: string[] = [];
  for (const entity of body.workspace.entities.values()) if (entity.kind === 'global') names.push(entity.name);
  for (const [, [first]] of body.workspace.enumValues) if (first !== undefined) names.push(first.name);
  return names;
}

/** A function's name that nobody declared. */
export function reportUnknownCall(body: Body, name: ast.Identifier): void {
  if (body.isBroken(name.key)) return;
  const known: string[] = [...standardNamesLike(name.key), ...referenceCalls];
  for (const entity of body.workspace.entities.values())
    if (entity.kind === 'pou' && entity.declaration.kind === 'function') known.push(entity.name);
  for (const variable of body.scope.values()) if (variable.type.kind === 'instance') known.push(variable.name);
  const nearest = nearestName(name.text, known);
  if (nearest !== null) body.report('ST2002', name, { name: name.text, nearest }, body.replace(name, nearest));
  else body.report('ST4001', name, { name: name.text });
}

function checkMember(body: Body, node: ast.Expression & { kind: 'member' }, access: Access): Place | null {
  const qualified = namespacedName(body, node, (key) => findVariable(body, key) !== null);
  if (qualified !== null) return checkName(body, { kind: 'name', name: qualified, first: node.first, last: node.last }, access);
  if (refuseProperty(body, node)) return null;
  // Writing a part of a thing uses the thing.
  const base = checkPlaceQuietly(body, node.base, access === 'read' ? 'read' : 'both');
  if (base === null || node.member.key === '') return null;
  const { type } = base;
  if (type.kind === 'struct') {
    const field = type.fields.findIndex(({ name }) => name.toUpperCase() === node.member.key);
    if (field === -1) {
      reportUnknownMember(
        body,
        node.member,
        type,
        type.fields.map(({ name }) => name),
      );
      return null;
    }
    body.workspace.refer(body.unit, node.member, { kind: 'field', field: type.fields[field]!, owner: type.name });
    return { kind: 'field', base, field, type: type.fields[field]!.type, range: body.range(node) };
  }
  if (type.kind === 'instance') {
    const { parameters, locals, name } = type.block;
    const guarded = guardedMember(body, type.block, node.member, base.kind === 'self');
    if (guarded === null) return null;
    if (guarded !== undefined) {
      body.workspace.refer(body.unit, node.member, { kind: 'variable', variable: guarded, owner: name });
      const facts = body.workspace.facts.get(guarded);
      if (facts !== undefined) {
        if (access !== 'write') facts.reads++;
        if (access !== 'read') facts.writes++;
      }
      // THIS.x is x: one name, so that nobody need wonder whether they are the same.
      if (base.kind === 'self') return { kind: 'variable', variable: guarded, type: guarded.type, range: body.range(node) };
      return { kind: 'member', base, member: guarded, type: guarded.type, range: body.range(node) };
    }
    const isMeant = (variable: Variable) => variable.name.toUpperCase() === node.member.key && !variable.hidden;
    // A test looks into what it tests.
    const inner = body.owner?.test === undefined ? undefined : locals.find((local) => isMeant(local) && local.section !== 'temp');
    const member = parameters.find(isMeant) ?? inner;
    if (member === undefined) {
      if (locals.some((variable) => variable.name.toUpperCase() === node.member.key)) {
        body.report('ST2021', node.member, { name: node.member.text, type: name });
      } else
        reportUnknownMember(
          body,
          node.member,
          type,
          parameters.map((variable) => variable.name),
        );
      return null;
    }
    // Reading an in_out from outside gives what the last call was given. The standard's tables leave it open; most tools allow it.
    if (access !== 'read' && (member.section === 'in_out' || member.section === 'output')) {
      body.report(member.section === 'output' ? 'ST2022' : 'ST2023', node.member, {
        name: `${body.text(node.base)}.${member.name}`,
      });
      return null;
    }
    body.workspace.refer(body.unit, node.member, { kind: 'variable', variable: member, owner: name });
    return { kind: 'member', base, member, type: member.type, range: body.range(node) };
  }
  body.report('ST2024', node.member, { name: body.text(node.base), type: typeName(type), member: node.member.text });
  return null;
}

function reportUnknownMember(body: Body, member: ast.Identifier, type: Type, names: string[]): void {
  const nearest = nearestName(member.text, names);
  if (nearest !== null) body.report('ST2002', member, { name: member.text, nearest }, body.replace(member, nearest));
  else body.report('ST2020', member, { name: member.text, type: typeName(type), names: names.slice(0, 12).join(', ') });
}

/** The base of a longer place: not a place of its own for live values. */
function checkPlaceQuietly(body: Body, node: ast.Expression, access: Access): Place | null {
  return access === 'read' && isProperty(body, node) ? partOfProperty(body, node) : resolvePlace(body, node, access);
}

/** `x.Property` before `.field` or `[i]`, to be read: its GET gives the whole, of which a copy is looked into. */
function partOfProperty(body: Body, node: ast.Expression): Place | null {
  const value = checkPropertyRead(body, node);
  if (value == null) return null;
  const { type, range } = value;
  if (type.kind !== 'struct' && type.kind !== 'array') {
    refuseProperty(body, node);
    return null;
  }
  const pointer: Expression = { kind: 'held', value, type: { kind: 'reference', flavour: 'REF_TO', target: type }, range };
  return { kind: 'dereference', pointer, type, range };
}

function checkIndex(body: Body, node: ast.Expression & { kind: 'index' }, access: Access): Place | null {
  const base = checkPlaceQuietly(body, node.base, access === 'read' ? 'read' : 'both');
  const indices = node.indices.map((index) => checkExpressionAs(body, index, elementary('DINT'), 'index'));
  if (base === null) return null;
  if (base.type.kind === 'string') return checkCharacter(body, node, base, base.type, indices);
  // `m[i][j]` on an array of arrays, `m[i, j]` on a matrix: each as declared.
  if (base.type.kind !== 'array') {
    body.report('ST2025', node, { name: body.text(node.base), type: typeName(base.type) });
    return null;
  }
  const { dimensions, element, bounds } = base.type;
  const rank = bounds?.length ?? dimensions.length;
  if (indices.length !== rank) {
    body.report('ST2026', node, { name: body.text(node.base), wanted: rank, given: indices.length });
    return null;
  }
  let sound = true;
  indices.forEach((index, i) => {
    const dimension = dimensions[i];
    if (index?.kind !== 'constant' || dimension === undefined) return;
    const { lower, upper } = dimension;
    const value = index.value as bigint;
    if (value < BigInt(lower) || value > BigInt(upper)) {
      body.report('ST3010', node.indices[i]!, { value: String(value), lower, upper, name: body.text(node.base) });
      sound = false;
    }
  });
  const checked = indices.filter((index) => index !== null).map((index, i) => unsaturated(index, dimensions[i]?.lower ?? -1));
  if (!sound || checked.length !== indices.length) return null;
  return { kind: 'index', base, indices: checked, type: element, range: body.range(node) };
}

/** A UDINT as its bits is beyond the bounds of an array without negative indices just where the number is: it need not saturate. */
function unsaturated(index: Expression, lower: number): Expression {
  const sure = index.kind === 'convert' && computedAs(index.operand.type) === 'UDINT' && lower >= 0;
  return sure ? keepingLowBits(index) : index;
}

/** `s[2]`: a character by its position, from 1. Those of a USTRING differ in width, so it has no such places. */
function checkCharacter(
  body: Body,
  node: ast.Expression & { kind: 'index' },
  base: Place,
  type: StringType,
  [index, ...more]: (Expression | null)[],
): Place | null {
  if (type.name === 'USTRING' || more.length > 0) {
    body.report('ST2025', node, { name: body.text(node.base), type: typeName(type) });
    return null;
  }
  if (!index) return null;
  if (index.kind === 'constant' && typeof index.value === 'bigint' && (index.value < 1n || index.value > BigInt(type.capacity))) {
    const values = { value: String(index.value), lower: 1, upper: type.capacity, name: body.text(node.base) };
    body.report('ST3010', node.indices[0]!, values);
    return null;
  }
  return { kind: 'index', base, indices: [index], type: elementary(characterOf(type.name)), range: body.range(node) };
}

function checkPart(body: Body, node: ast.Expression & { kind: 'part' }, access: Access): Place | null {
  const base = checkPlaceQuietly(body, node.base, access === 'read' ? 'read' : 'both');
  if (base === null) return null;
  const name = computedAs(base.type);
  const usable =
    name !== null && name !== 'BOOL' && (isBitString(name) || classOf(name) === 'signed' || classOf(name) === 'unsigned');
  if (!usable) {
    body.report('ST2027', node, { name: body.text(node.base), type: typeName(base.type) });
    return null;
  }
  const { bits } = elementaryTable[name];
  // Table 17 gives parts to bit strings; that integers have them too is a habit of tools.
  if (!isBitString(name)) body.extension(node, { en: `A bit of ${name}`, 'zh-CN': `访问 ${name} 的位` });
  if (node.size !== 'X') return checkWidePart(body, node, base, name);
  if (node.index < 0 || node.index >= bits) {
    body.report('ST3011', node, { value: node.index, upper: bits - 1, type: name });
    return null;
  }
  return { kind: 'bit', base, bit: node.index, type: elementary('BOOL'), range: body.range(node) };
}

const partTypes: Readonly<Record<string, ElementaryName>> = { B: 'BYTE', W: 'WORD', D: 'DWORD' };

/** `d.%B3`, `l.%W1`: counted from the lowest. Clause 6.5.2.4, Table 17. */
function checkWidePart(body: Body, node: ast.Expression & { kind: 'part' }, base: Place, holder: ElementaryName): Place | null {
  const type = partTypes[node.size];
  const { bits } = elementaryTable[holder];
  if (type === undefined || elementaryTable[type].bits >= bits) {
    body.report('ST2166', node, { size: node.size, type: holder });
    return null;
  }
  const count = bits / elementaryTable[type].bits;
  if (node.index < 0 || node.index >= count) {
    body.report('ST3160', node, { value: node.index, upper: count - 1, type: holder, part: type });
    return null;
  }
  return { kind: 'part', base, index: node.index, type: elementary(type), range: body.range(node) };
}

/** The variable at the root of a place; `null` for what a reference names, and `null` for a direct address. */
export function rootVariable(place: Place): Variable | null {
  let at = place;
  while (at.kind !== 'variable') {
    if (!('base' in at)) return null;
    at = at.base;
  }
  return at.variable;
}

/** A place about to be written: constants, inputs and loop counters are not for writing. Reports; false when it may not. */
export function checkWritable(body: Body, place: Place, node: ast.Node): boolean {
  if (place.kind === 'direct') {
    if (place.address.area === 'I' && body.owner?.test === undefined)
      body.report('ST2033', node, { name: place.address.text, address: place.address.text });
    return true;
  }
  const root = rootVariable(place);
  for (let at: Place = place; 'base' in at; at = at.base)
    if (at.kind === 'member' && at.member.constant) {
      body.report('ST2030', node, { name: at.member.name });
      return false;
    }
  if (root === null) return true;
  if (root.ofChart) {
    body.report('ST5111', node, { name: body.text(node) });
    return false;
  }
  if (root.constant || body.owner?.externalConstants?.has(root)) {
    body.report('ST2030', node, { name: root.name });
    return false;
  }
  let throughInstance = false;
  for (let at: Place = place; 'base' in at; at = at.base) if (at.kind === 'member') throughInstance = true;
  if ((root.section === 'input' || root.readonly === true) && !throughInstance) {
    body.report('ST2031', node, { name: root.name });
    return false;
  }
  if (body.counting.has(root) && place.kind === 'variable') {
    body.report('ST2032', node, { name: root.name });
    return false;
  }
  if (root.incomplete === 'I') body.report('ST2033', node, { name: root.name, address: '%I*' });
  if (root.address?.area === 'I' && body.owner?.test === undefined)
    body.report('ST2033', node, { name: root.name, address: root.address.text });
  return true;
}
