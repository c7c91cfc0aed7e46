/** Inheritance, methods, properties and interfaces as they are declared: clauses 6.6.5 to 6.6.7. */
import type * as ast from '../syntax/ast.ts';
import { Body } from './body.ts';
import type { Access, FunctionBlock, FunctionPou, Interface, MethodFacts, Variable } from './checked.ts';
import { interfaceOf } from './declare-pous.ts';
import { declareSection } from './declare-variables.ts';
import { nearestName } from './did-you-mean.ts';
import { findMethod, interfacesOf, lineage, type MethodRole, methodKey, objectOf, signatureDifference } from './inheritance.ts';
import { barrierOf, type NameContext, resolveEntity } from './namespaces.ts';
import { resolveType } from './resolve-types.ts';
import type { InterfaceEntity, MethodEntity, PouEntity, Unit, Workspace } from './workspace.ts';

/** What kind of thing a block is, known before anything else of it is. */
export function announceObject(block: FunctionBlock, declaration: ast.PouDeclaration): void {
  const part = declaration.object;
  const isClass = declaration.kind === 'class';
  if (part === undefined && !isClass) return;
  const plain =
    part === undefined ||
    (part.extends === null &&
      part.implements.length === 0 &&
      part.methods.length === 0 &&
      part.properties.length === 0 &&
      !part.modifiers.abstract &&
      !part.modifiers.final);
  if (plain && !isClass) return;
  const object = objectOf(block);
  object.form = isClass ? 'class' : 'function_block';
  object.abstract = part?.modifiers.abstract ?? false;
  object.final = part?.modifiers.final ?? false;
}

/** Functions and programs have neither methods nor bases (clauses 6.6.2 and 6.6.4). */
export function refuseObjectPart(body: Body, declaration: ast.PouDeclaration): void {
  const part = declaration.object;
  if (part === undefined) return;
  const what = declaration.kind === 'program' ? 'PROGRAM' : 'FUNCTION';
  for (const method of [...part.methods, ...part.properties]) body.report('ST2070', method.name, { what });
  for (const name of [part.extends, ...part.implements]) if (name !== null) body.report('ST2071', name, { what });
  const { abstract, final, override } = part.modifiers;
  if (abstract || final || override) body.report('ST2071', declaration.name, { what });
}

/** Resolves EXTENDS and IMPLEMENTS, and takes over the base's variables. Comes before the block's own. */
export function inherit(body: Body, entity: PouEntity, block: FunctionBlock): void {
  const part = entity.declaration.object;
  if (part === undefined) return;
  if (part.extends !== null) inheritFrom(body, entity, block, part.extends);
  for (const name of part.implements) {
    const face = resolveInterfaceName(body, name);
    const object = objectOf(block);
    if (face === null) continue;
    if (object.interfaces.includes(face)) body.report('ST2050', name, { name: name.text });
    else object.interfaces.push(face);
  }
}

function inheritFrom(body: Body, entity: PouEntity, block: FunctionBlock, name: ast.Identifier): void {
  const { workspace } = body;
  const found = resolveEntity(body, name);
  if (found === undefined) {
    reportUnknownBase(body, name, 'block');
    return;
  }
  const isBase = found.kind === 'pou' && (found.declaration.kind === 'function_block' || found.declaration.kind === 'class');
  if (!isBase) {
    body.report(found.kind === 'interface' ? 'ST2072' : 'ST2073', name, { name: name.text });
    return;
  }
  if (found.state === 'building') {
    body.report('ST2074', name, { name: name.text });
    return;
  }
  const base = interfaceOf(workspace, found) as FunctionBlock;
  workspace.refer(body.unit, name, { kind: 'pou', entity: found });
  entity.uses.add(found);
  const object = objectOf(block);
  const baseObject = objectOf(base);
  if (baseObject.final) body.report('ST2075', name, { name: base.name });
  if (object.form === 'class' && baseObject.form !== 'class') {
    body.report('ST2076', name, { name: base.name });
    return;
  }
  object.base = base;
  const take = (variable: Variable): void => {
    if (variable.access !== 'PRIVATE') entity.scope.set(variable.name.toUpperCase(), variable);
  };
  for (const parameter of base.parameters) {
    block.parameters.push(parameter);
    take(parameter);
  }
  for (const local of base.locals) {
    // A temporary belongs to the base's own body alone.
    if (local.section === 'temp') continue;
    block.locals.push(local);
    take(local);
  }
}

function reportUnknownBase(body: Body, name: ast.Identifier, kind: 'block' | 'interface'): void {
  const names: string[] = [];
  for (const entity of body.workspace.entities.values()) {
    if (kind === 'interface' ? entity.kind === 'interface' : entity.kind === 'pou' && entity.pou.kind === 'function_block')
      names.push(entity.name);
  }
  const nearest = nearestName(name.text, names);
  if (nearest !== null) body.report('ST2002', name, { name: name.text, nearest }, body.replace(name, nearest));
  else body.report(kind === 'interface' ? 'ST2077' : 'ST2078', name, { name: name.text });
}

/** An interface by name, or `null` after a diagnostic. */
function resolveInterfaceName(body: Body, name: ast.Identifier): Interface | null {
  const found = resolveEntity(body, name);
  if (found === undefined) {
    reportUnknownBase(body, name, 'interface');
    return null;
  }
  if (found.kind !== 'interface') {
    body.report('ST2077', name, { name: name.text });
    return null;
  }
  if (found.state === 'building') {
    body.report('ST2074', name, { name: name.text });
    return null;
  }
  body.workspace.refer(body.unit, name, { kind: 'interface', interface: found.interface });
  return interfaceFor(body.workspace, found);
}

export function announceInterface(
  workspace: Workspace,
  unit: Unit,
  declaration: ast.InterfaceDeclaration,
  names: NameContext,
  name: string,
): InterfaceEntity {
  return {
    kind: 'interface',
    name,
    declaration,
    unit,
    names,
    internalTo: barrierOf(workspace, names.namespace, declaration.internal),
    state: 'new',
    methodsDeclared: false,
    interface: { kind: 'interface', name, bases: [], methods: new Map(), range: workspace.range(unit, declaration.name) },
  };
}

/** The interface with its bases; its methods come with `declareMethods`. */
export function interfaceFor(workspace: Workspace, entity: InterfaceEntity): Interface {
  if (entity.state !== 'new') return entity.interface;
  entity.state = 'building';
  const body = interfaceBody(workspace, entity);
  for (const name of entity.declaration.extends) {
    const base = resolveInterfaceName(body, name);
    if (base !== null) entity.interface.bases.push(base);
  }
  entity.state = 'ready';
  workspace.refer(entity.unit, entity.declaration.name, { kind: 'interface', interface: entity.interface });
  return entity.interface;
}

function interfaceBody(workspace: Workspace, entity: InterfaceEntity): Body {
  const body = new Body(workspace, entity.unit, null, new Map());
  body.names = entity.names;
  body.mentioning = true;
  return body;
}

/** Prototypes of an interface, or methods and accessors of a block or class. Variables of every POU are declared by now. */
export function declareInterfaceMethods(workspace: Workspace, entity: InterfaceEntity): void {
  if (entity.methodsDeclared) return;
  entity.methodsDeclared = true;
  const face = interfaceFor(workspace, entity);
  for (const one of methodsWritten(entity.declaration)) {
    const { pou } = declareMethod(workspace, interfaceBody(workspace, entity), face, one, true);
    addMethod(interfaceBody(workspace, entity), face.methods, one, pou);
    for (const base of face.bases) {
      const inherited = findMethod(base, methodKey(one.role, one.name.text));
      const difference = inherited === null ? null : signatureDifference(pou, inherited);
      if (difference !== null)
        workspace.report(entity.unit, 'ST2084', one.name, { name: one.name.text, owner: base.name, difference });
    }
  }
}

export function declareMethods(workspace: Workspace, entity: PouEntity): void {
  if (entity.methods !== null || entity.pou.kind !== 'function_block') return;
  entity.methods = [];
  const block = entity.pou;
  const part = entity.declaration.object;
  for (const other of workspace.entities.values()) {
    // A base comes first: what it declares is overridden here.
    if (other.kind === 'pou' && other.pou === block.object?.base) declareMethods(workspace, other);
  }
  if (part !== undefined) {
    for (const one of methodsWritten(part)) {
      const body = new Body(workspace, entity.unit, entity, new Map());
      body.outer = entity.scope;
      body.mentioning = true;
      const method = declareMethod(workspace, body, block, one, one.modifiers.abstract);
      entity.methods.push(method);
      if (addMethod(body, objectOf(block).methods, one, method.pou)) checkOverride(body, block, one, method.pou);
      const variable = entity.scope.get(one.name.key);
      if (variable !== undefined) body.report('ST2052', one.name, { name: one.name.text, where: body.where(variable.range) });
    }
  }
  if (block.object !== undefined) checkPromises(workspace, entity, block);
}

/** One method or accessor as written. */
interface WrittenMethod {
  role: MethodRole;
  name: ast.Identifier;
  modifiers: ast.Modifiers;
  result: ast.TypeSpecification | null;
  /** Of a SET: the type of the value. */
  value: ast.TypeSpecification | null;
  sections: ast.VariableSection[];
  body: ast.Statement[];
}

function methodsWritten(part: { methods: ast.MethodDeclaration[]; properties: ast.PropertyDeclaration[] }): WrittenMethod[] {
  const list: WrittenMethod[] = [];
  for (const { name, modifiers, result, sections, body } of part.methods)
    if (name.key !== '') list.push({ role: 'method', name, modifiers, result, value: null, sections, body });
  for (const property of part.properties) {
    const { name, type } = property;
    if (name.key === '') continue;
    for (const role of ['get', 'set'] as const) {
      const accessor = property[role];
      if (accessor === null) continue;
      const modifiers = {
        access: accessor.modifiers.access ?? property.modifiers.access,
        abstract: accessor.modifiers.abstract || property.modifiers.abstract,
        final: accessor.modifiers.final || property.modifiers.final,
        override: accessor.modifiers.override || property.modifiers.override,
      };
      const { sections, body } = accessor;
      const isGet = role === 'get';
      list.push({ role, name, modifiers, result: isGet ? type : null, value: isGet ? null : type, sections, body });
    }
  }
  return list;
}

/** The standard's default is PROTECTED; an interface's methods are PUBLIC, and what overrides keeps what it overrides. */
function accessOf(owner: FunctionBlock | Interface, one: WrittenMethod): Access {
  if (owner.kind === 'interface') return 'PUBLIC';
  if (one.modifiers.access !== null) return one.modifiers.access;
  const base = owner.object?.base;
  const inherited = base ? findMethod(base, methodKey(one.role, one.name.text)) : null;
  return inherited?.method?.access ?? 'PROTECTED';
}

function declareMethod(
  workspace: Workspace,
  body: Body,
  owner: FunctionBlock | Interface,
  one: WrittenMethod,
  abstract: boolean,
): MethodEntity {
  const { name, sections } = one;
  const range = body.range(name);
  if (one.role !== 'method') workspace.hasProperties = true;
  const facts: MethodFacts = {
    owner,
    role: one.role,
    access: accessOf(owner, one),
    abstract,
    final: one.modifiers.final,
    namespace: body.names.namespace,
  };
  const pou: FunctionPou = {
    kind: 'function',
    method: facts,
    name: `${owner.name}.${name.text}`,
    result: null,
    parameters: [],
    locals: [],
    body: [],
    range,
  };
  body.method = pou;
  const own = (type: NonNullable<ReturnType<typeof resolveType>>, section: 'result' | 'input'): Variable => {
    const variable: Variable = {
      name: name.text,
      type,
      section,
      address: null,
      retain: false,
      constant: false,
      initial: null,
      range,
    };
    body.scope.set(name.key, variable);
    workspace.declareFacts(variable, body.owner, body.unit);
    return variable;
  };
  const result = one.result === null ? null : resolveType(body, one.result);
  if (result?.kind === 'instance') body.report('ST2057', name, { name: name.text, type: result.block.name });
  else if (result !== null) pou.result = own(result, 'result');
  const value = one.value === null ? null : resolveType(body, one.value);
  if (value !== null) pou.parameters.push(own(value, 'input'));
  for (const section of sections) {
    const isParameterSection =
      section.keyword === 'VAR_INPUT' || section.keyword === 'VAR_OUTPUT' || section.keyword === 'VAR_IN_OUT';
    if (section.keyword === 'VAR_GLOBAL') {
      body.report('ST2056', section, {});
      continue;
    }
    if (section.retain) body.report('ST2055', section, {});
    if (one.role !== 'method' && isParameterSection) {
      body.report('ST2079', section, { name: name.text });
      continue;
    }
    for (const variable of declareSection(body, section)) {
      (isParameterSection ? pou.parameters : pou.locals).push(variable);
      if (variable.type.kind === 'instance' && variable.section !== 'in_out')
        body.report('ST2057', name, { name: variable.name, type: variable.type.block.name });
    }
  }
  workspace.refer(body.unit, name, { kind: 'method', method: pou });
  return { pou, scope: body.scope, name, body: one.body };
}

function addMethod(body: Body, table: Map<string, FunctionPou>, one: WrittenMethod, pou: FunctionPou): boolean {
  const key = methodKey(one.role, one.name.text);
  const others: MethodRole[] = one.role === 'method' ? ['get', 'set'] : ['method'];
  if (table.has(key) || others.some((role) => table.has(methodKey(role, one.name.text)))) {
    body.report('ST2050', one.name, { name: one.name.text });
    return false;
  }
  table.set(key, pou);
  return true;
}

/** OVERRIDE, FINAL, ABSTRACT and access against what is overridden: clauses 6.6.5.7 to 6.6.5.9. */
function checkOverride(body: Body, block: FunctionBlock, one: WrittenMethod, pou: FunctionPou): void {
  const { name, modifiers } = one;
  const base = block.object?.base ?? null;
  const inherited = base === null ? null : findMethod(base, methodKey(one.role, name.text));
  if (modifiers.abstract) {
    if (!block.object?.abstract) body.report('ST2080', name, { name: name.text, owner: block.name });
    if (one.body.some(({ kind }) => kind !== 'empty')) body.report('ST2081', name, { name: name.text });
    if (modifiers.final) body.report('ST2082', name, { name: name.text });
  }
  if (inherited?.method === undefined) {
    if (modifiers.override) body.report('ST2083', name, { name: name.text, owner: block.name });
    return;
  }
  const owner = inherited.method.owner.name;
  if (inherited.method.final) body.report('ST2085', name, { name: name.text, owner });
  else if (inherited.method.access === 'PRIVATE') body.report('ST2086', name, { name: name.text, owner });
  else if (!modifiers.override) {
    const place = body.range(name);
    const edit = {
      title: { en: 'Insert OVERRIDE', 'zh-CN': '插入 OVERRIDE' },
      range: { ...place, end: place.start, endLine: place.line, endColumn: place.column },
      text: 'OVERRIDE ',
    };
    body.report('ST2087', name, { name: name.text, owner }, one.role === 'method' ? [edit] : undefined);
  }
  const difference = signatureDifference(pou, inherited);
  if (difference !== null) body.report('ST2084', name, { name: name.text, owner, difference });
  else if (pou.method!.access !== inherited.method.access)
    body.report('ST2088', name, { name: name.text, owner, access: inherited.method.access });
}

/** What its interfaces and its abstract bases promise, a block must have. Clauses 6.6.5.8 and 6.6.6.3. */
function checkPromises(workspace: Workspace, entity: PouEntity, block: FunctionBlock): void {
  const object = block.object!;
  const body = new Body(workspace, entity.unit, entity, entity.scope);
  const { name } = entity.declaration;
  if (object.abstract && object.final) body.report('ST2082', name, { name: name.text });
  for (const other of workspace.entities.values()) if (other.kind === 'interface') declareInterfaceMethods(workspace, other);
  const lacking = new Set<string>();
  for (const face of interfacesOf(block)) {
    for (const [key, prototype] of face.methods) {
      const found = findMethod(block, key);
      if (found === null) {
        if (!object.abstract) lacking.add(prototype.name);
        continue;
      }
      const own = object.methods.get(key) === found;
      const at = own ? (entity.methods!.find(({ pou }) => pou === found)?.name ?? name) : name;
      const difference = signatureDifference(found, prototype);
      const short = prototype.name.slice(prototype.name.lastIndexOf('.') + 1);
      if (difference !== null) body.report('ST2084', at, { name: short, owner: face.name, difference });
      else if (found.method!.access !== 'PUBLIC' && found.method!.access !== 'INTERNAL')
        body.report('ST2089', at, { name: short, owner: face.name });
    }
  }
  if (!object.abstract) {
    // Its own are told of where they stand.
    for (const at of object.base === null ? [] : lineage(object.base))
      for (const [key, method] of at.object?.methods ?? [])
        if (method.method!.abstract && findMethod(block, key)?.method?.abstract) lacking.add(method.name);
  }
  if (lacking.size > 0) body.report('ST2090', name, { name: name.text, methods: [...lacking].join(', ') });
}

/** An instance can only be of a type that is complete (clause 6.6.5.8). */
export function refuseAbstract(body: Body, node: ast.Node, variable: Variable): void {
  if (variable.section === 'in_out') return;
  let { type } = variable;
  while (type.kind === 'array') type = type.element;
  if (type.kind === 'instance' && type.block.object?.abstract)
    body.report('ST2091', node, { name: variable.name, type: type.block.name });
}
