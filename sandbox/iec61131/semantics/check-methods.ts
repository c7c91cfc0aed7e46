/** Methods, properties and interface values in statements and expressions: clauses 6.6.5.4 to 6.6.6.6. */
import type * as ast from '../syntax/ast.ts';
import type { Body } from './body.ts';
import { checkArguments } from './check-calls.ts';
import { checkExpression, checkExpressionAs } from './check-expressions.ts';
import { checkPlace, findVariable } from './check-places.ts';
import type { Expression, FunctionBlock, FunctionPou, Interface, Place, Receiver, Statement } from './checked.ts';
import { nearestName } from './did-you-mean.ts';
import { elementary } from './elementary.ts';
import {
  derivesFrom,
  extendsInterface,
  findMethod,
  interfacesOf,
  isExact,
  type MethodRole,
  mayAccess,
  methodKey,
  methodNames,
} from './inheritance.ts';
import { lookUp, namespacedName } from './namespaces.ts';
import { typeName, valueType } from './type-relations.ts';
import type { InstanceType, InterfaceType, Type } from './types.ts';

type Call = ast.Expression & { kind: 'call' };
type Name = ast.Expression & { kind: 'name' };

function isWord(node: ast.Expression, key: 'THIS' | 'SUPER'): boolean {
  return node.kind === 'name' && node.name.key === key;
}

/** `THIS` and `SUPER` as a place; `null` after a diagnostic. */
export function checkSelf(body: Body, node: ast.Expression & { kind: 'name' }): Place | null {
  const { self } = body;
  if (self === null) {
    body.report('ST2063', node, { word: node.name.key });
    return null;
  }
  const block = node.name.key === 'THIS' ? self : (self.object?.base ?? null);
  if (block === null) {
    body.report('ST2064', node, { name: self.name });
    return null;
  }
  return { kind: 'self', type: { kind: 'instance', block }, range: body.range(node) };
}

export function isSelfWord(body: Body, node: ast.Expression): boolean {
  return (
    (isWord(node, 'THIS') || isWord(node, 'SUPER')) && findVariable(body, (node as { name: ast.Identifier }).name.key) === null
  );
}

/** The type that a place or call will have, found without a word and without counting a use; `null` where it is not that simple. */
function quietType(body: Body, node: ast.Expression): Type | null {
  switch (node.kind) {
    case 'name': {
      const variable = findVariable(body, node.name.key);
      if (variable !== null) return throughReference(variable.type);
      if (isSelfWord(body, node)) {
        const block = node.name.key === 'THIS' ? body.self : (body.self?.object?.base ?? null);
        return block === null ? null : { kind: 'instance', block };
      }
      return ownAccessor(body, node.name)?.type ?? null;
    }
    case 'member': {
      const name = namespacedName(body, node, (key) => findVariable(body, key) !== null);
      if (name !== null) {
        const entity = lookUp(body, name.key);
        return entity?.kind === 'global' ? throughReference(entity.variable.type) : null;
      }
      const base = quietType(body, node.base);
      if (base?.kind === 'struct')
        return throughReference(base.fields.find((field) => field.name.toUpperCase() === node.member.key)?.type ?? null);
      if (base?.kind === 'instance') {
        const { parameters, locals } = base.block;
        const member = [...parameters, ...locals].find((variable) => variable.name.toUpperCase() === node.member.key);
        if (member !== undefined) return throughReference(member.type);
      }
      const owner = ownerOf(base);
      return owner === null ? null : (accessorType(owner, node.member.key) ?? null);
    }
    case 'index': {
      const base = quietType(body, node.base);
      return base?.kind === 'array' ? throughReference(base.element) : null;
    }
    case 'dereference': {
      const base = rawType(body, node.base);
      return base?.kind === 'reference' ? base.target : null;
    }
    case 'call': {
      const method = methodOfCall(body, node);
      if (method !== null) return method.result === null ? null : method.result.type;
      if (node.callee.kind !== 'name') return null;
      const entity = lookUp(body, node.callee.name.key);
      return entity?.kind === 'pou' && entity.pou.kind === 'function' ? (entity.pou.result?.type ?? null) : null;
    }
    default:
      return null;
  }
}

/** As `quietType`, where a reference is wanted and not what it refers to. */
function rawType(body: Body, node: ast.Expression): Type | null {
  return node.kind === 'name' ? (findVariable(body, node.name.key)?.type ?? null) : quietType(body, node);
}

function throughReference(type: Type | null): Type | null {
  return type?.kind === 'reference' && type.flavour === 'REFERENCE TO' ? type.target : type;
}

function ownerOf(type: Type | null): FunctionBlock | Interface | null {
  return type?.kind === 'instance' ? type.block : type?.kind === 'interface' ? type.interface : null;
}

function accessorType(owner: FunctionBlock | Interface, key: string): Type | null {
  const get = findMethod(owner, methodKey('get', key));
  if (get !== null) return get.result?.type ?? null;
  return findMethod(owner, methodKey('set', key))?.parameters[0]?.type ?? null;
}

/** A property of the running instance by its bare name. */
function ownAccessor(body: Body, name: ast.Identifier): { type: Type } | null {
  if (body.self === null || !body.workspace.hasProperties) return null;
  const type = accessorType(body.self, name.key);
  return type === null ? null : { type };
}

/** The method that a call names, found without a word; `null` where it is none's. */
export function methodOfCall(body: Body, node: Call): FunctionPou | null {
  const { callee } = node;
  if (callee.kind === 'member') {
    const owner = ownerOf(quietType(body, callee.base));
    return owner === null ? null : findMethod(owner, methodKey('method', callee.member.key));
  }
  if (callee.kind !== 'name' || body.self === null) return null;
  return lookUp(body, callee.name.key) === undefined ? findMethod(body.self, methodKey('method', callee.name.key)) : null;
}

/** A receiver with what was written to name it. */
function checkReceiver(body: Body, node: ast.Expression, type: Type): Receiver | null {
  if (type.kind === 'interface') {
    const value = checkExpressionAs(body, node, type);
    return value === null ? null : { kind: 'interface', value };
  }
  if (isSelfWord(body, node)) {
    const place = checkSelf(body, node as Name);
    if (place === null || place.type.kind !== 'instance') return null;
    return { kind: 'instance', place: place as Place & { type: InstanceType }, exact: isWord(node, 'SUPER') || isExact(place) };
  }
  const place = checkPlace(body, node, 'both');
  if (place === null || place.type.kind !== 'instance') return null;
  return { kind: 'instance', place: place as Place & { type: InstanceType }, exact: isExact(place) };
}

function selfReceiver(body: Body, node: ast.Node): Receiver {
  const place: Place & { type: InstanceType } = {
    kind: 'self',
    type: { kind: 'instance', block: body.self! },
    range: body.range(node),
  };
  return { kind: 'instance', place, exact: isExact(place) };
}

/** The method meant by a receiver and a name, allowed here; `null` after a diagnostic. */
function allowed(body: Body, method: FunctionPou, receiver: Receiver, name: ast.Identifier): FunctionPou | null {
  const facts = method.method!;
  body.workspace.refer(body.unit, name, { kind: 'method', method });
  if (
    facts.owner.kind === 'function_block' &&
    !mayAccess(facts.access, facts.owner, facts.namespace, body.self, body.names.namespace)
  ) {
    body.report('ST2065', name, { name: name.text, owner: facts.owner.name, access: facts.access });
    return null;
  }
  if (facts.abstract && receiver.kind === 'instance' && receiver.exact && receiver.place.kind === 'self') {
    body.report('ST2066', name, { name: name.text, owner: facts.owner.name });
    return null;
  }
  return method;
}

/**
 * A call of a method: `instance.Method( … )`, `THIS.Method( … )`, `SUPER.Method( … )`, or `Method( … )` within its own block.
 * `undefined`: this is no method's call; `null`: it is, and wrong.
 */
export function checkMethodCall(body: Body, node: Call, asStatement: boolean): Expression | null | undefined {
  const { callee } = node;
  let method: FunctionPou | null;
  let receiver: Receiver | null;
  let name: ast.Identifier;
  if (callee.kind === 'member') {
    name = callee.member;
    if (isWord(callee.base, 'SUPER') && isSelfWord(body, callee.base) && checkSelfQuietly(body) === null) {
      checkSelf(body, callee.base as Name);
      return null;
    }
    const type = quietType(body, callee.base);
    const owner = ownerOf(type);
    if (owner === null || type === null || name.key === '')
      return isSelfWord(body, callee.base) ? reportSelf(body, callee.base as Name) : undefined;
    method = findMethod(owner, methodKey('method', name.key));
    if (method === null) {
      if (owner.kind === 'function_block') {
        const member = [...owner.parameters, ...owner.locals].find((variable) => variable.name.toUpperCase() === name.key);
        if (member !== undefined) return undefined;
      }
      reportUnknownMethod(body, name, owner);
      return null;
    }
    receiver = checkReceiver(body, callee.base, type);
  } else if (callee.kind === 'name' && body.self !== null && lookUp(body, callee.name.key) === undefined) {
    name = callee.name;
    method = findMethod(body.self, methodKey('method', name.key));
    if (method === null) return undefined;
    receiver = selfReceiver(body, callee);
  } else return undefined;
  if (receiver === null) return null;
  const meant = allowed(body, method, receiver, name);
  const args = checkArguments(body, node, method.parameters, method.name, true);
  if (meant === null || args === null) return null;
  if (body.method !== null && meant === body.method && receiver.kind === 'instance' && receiver.place.kind === 'self')
    body.report('ST4030', node, { name: meant.name, circle: `${meant.name} → ${meant.name}` });
  if (meant.result === null && !asStatement) {
    body.report('ST4012', node, { name: meant.name });
    return null;
  }
  return call(body, node, meant, receiver, args);
}

function checkSelfQuietly(body: Body): FunctionBlock | null {
  return body.self?.object?.base ?? null;
}
function reportSelf(body: Body, node: Name): null {
  checkSelf(body, node);
  return null;
}

function call(
  body: Body,
  node: ast.Node,
  callee: FunctionPou,
  receiver: Receiver,
  args: (Expression & { kind: 'call' })['arguments'],
): Expression {
  const type = callee.result === null ? elementary('BOOL') : valueType(callee.result.type);
  return { kind: 'call', callee, receiver, arguments: args, type, range: body.range(node) };
}

function reportUnknownMethod(body: Body, name: ast.Identifier, owner: FunctionBlock | Interface): void {
  const names = methodNames(owner);
  const nearest = nearestName(name.text, names);
  if (findMethod(owner, methodKey('get', name.key)) !== null || findMethod(owner, methodKey('set', name.key)) !== null)
    body.report('ST2067', name, { name: name.text });
  else if (nearest !== null) body.report('ST2002', name, { name: name.text, nearest }, body.replace(name, nearest));
  else body.report('ST2068', name, { name: name.text, owner: owner.name });
}

/** `SUPER( );` runs the base's body on this instance (clause 6.6.5.5). `undefined`: it is something else. */
export function checkSuperBody(body: Body, node: Call): Statement | null | undefined {
  const { callee } = node;
  if (!isSelfWord(body, callee)) return undefined;
  const place = checkSelf(body, callee as Name);
  if (place === null) return null;
  const { block } = (place as Place & { type: InstanceType }).type;
  if (isWord(callee, 'THIS') || body.method !== null || block.object?.form === 'class') {
    body.report('ST2069', node, { word: (callee as Name).name.key });
    return null;
  }
  const instance = place as Place & { type: InstanceType };
  const args = checkArguments(
    body,
    node,
    block.parameters.filter(({ section }) => section !== 'in_out'),
    block.name,
    false,
  );
  return args === null ? null : { kind: 'invoke', instance, arguments: args, range: body.range(node) };
}

/* ---- properties ---- */

interface Property {
  name: ast.Identifier;
  owner: FunctionBlock | Interface;
  base: ast.Expression | null;
  type: Type | null;
}

/** A property where a variable could stand, or `null`. Free in programs that have none. */
function propertyAt(body: Body, node: ast.Expression): Property | null {
  if (!body.workspace.hasProperties) return null;
  const has = (owner: FunctionBlock | Interface, key: string): boolean =>
    findMethod(owner, methodKey('get', key)) !== null || findMethod(owner, methodKey('set', key)) !== null;
  if (node.kind === 'name') {
    if (body.self === null || findVariable(body, node.name.key) !== null || !has(body.self, node.name.key)) return null;
    return { name: node.name, owner: body.self, base: null, type: null };
  }
  if (node.kind !== 'member') return null;
  const type = quietType(body, node.base);
  const owner = ownerOf(type);
  return owner === null || !has(owner, node.member.key) ? null : { name: node.member, owner, base: node.base, type };
}

/** Whether a property is meant where a variable could stand. */
export function isProperty(body: Body, node: ast.Expression): boolean {
  return propertyAt(body, node) !== null;
}

function accessor(
  body: Body,
  node: ast.Node,
  { name, owner, base, type }: Property,
  role: MethodRole,
): [FunctionPou, Receiver] | null {
  const method = findMethod(owner, methodKey(role, name.key));
  if (method === null) {
    body.report(role === 'get' ? 'ST2092' : 'ST2093', name, { name: name.text });
    return null;
  }
  const receiver = base === null || type === null ? selfReceiver(body, node) : checkReceiver(body, base, type);
  if (receiver === null || allowed(body, method, receiver, name) === null) return null;
  return [method, receiver];
}

/** Reading a property is a call of its GET. `undefined`: this is no property. */
export function checkPropertyRead(body: Body, node: ast.Expression): Expression | null | undefined {
  const property = propertyAt(body, node);
  if (property === null) return undefined;
  const found = accessor(body, node, property, 'get');
  return found === null || found[0].result === null ? null : call(body, node, found[0], found[1], []);
}

/** Writing a property is a call of its SET. `undefined`: this is no property. */
export function checkPropertyWrite(body: Body, node: ast.Statement & { kind: 'assign' }): Statement | null | undefined {
  const property = propertyAt(body, node.target);
  if (property === null) return undefined;
  const found = accessor(body, node.target, property, 'set');
  const parameter = found?.[0].parameters[0];
  const wanted = parameter?.type ?? null;
  const value = wanted === null ? checkExpression(body, node.value) : checkExpressionAs(body, node.value, wanted);
  if (found === null || parameter === undefined || value === null) return null;
  const args = [{ kind: 'input' as const, parameter, value }];
  return { kind: 'evaluate', value: call(body, node, found[0], found[1], args), range: body.range(node) };
}

/* ---- values of interfaces ---- */

/** A value for a variable of an interface: NULL, an instance that implements it, or a value of an interface that extends it. */
export function checkInterfaceValue(body: Body, node: ast.Expression, target: InterfaceType): Expression | null {
  if (isNull(body, node)) return { kind: 'constant', value: 0n, type: target, range: body.range(node) };
  const type = quietType(body, node);
  if (type?.kind === 'instance') {
    const receiver = checkReceiver(body, node, type);
    if (receiver === null || receiver.kind !== 'instance') return null;
    if (!interfacesOf(type.block).has(target.interface)) {
      body.report('ST2094', node, { name: type.block.name, face: target.interface.name });
      return null;
    }
    if (!outlives(receiver.place)) {
      body.report('ST2095', node, { name: body.text(node) });
      return null;
    }
    return { kind: 'reference', place: receiver.place, type: target, range: body.range(node) };
  }
  const value = checkExpression(body, node, target);
  if (value === null) return null;
  if (value.type.kind !== 'interface') {
    body.report('ST3002', node, { given: typeName(value.type), wanted: target.interface.name });
    return null;
  }
  if (!extendsInterface(value.type.interface, target.interface)) {
    body.report('ST2096', node, { given: value.type.interface.name, wanted: target.interface.name });
    return null;
  }
  return value;
}

/** A temporary is gone when the body ends, and a value of an interface may stay. */
function outlives(place: Place): boolean {
  let at = place;
  while ('base' in at) at = at.base;
  return at.kind !== 'variable' || at.variable.section !== 'temp';
}

function isNull(body: Body, node: ast.Expression): boolean {
  return node.kind === 'name' && node.name.key === 'NULL' && findVariable(body, 'NULL') === null;
}

/** `=` and `<>` of values of interfaces and NULL. `undefined`: neither side is one. */
export function checkInterfaceComparison(body: Body, node: ast.Expression & { kind: 'binary' }): Expression | null | undefined {
  if (node.operator !== '=' && node.operator !== '<>') return undefined;
  const left = quietType(body, node.left);
  const right = quietType(body, node.right);
  if (left?.kind !== 'interface' && right?.kind !== 'interface') return undefined;
  const side = (own: ast.Expression, type: Type | null, other: Type | null): Expression | null => {
    // Each side as its own interface: any two may designate the same instance.
    if (type?.kind === 'interface') return checkExpression(body, own);
    return other?.kind === 'interface' ? checkInterfaceValue(body, own, other) : null;
  };
  const a = side(node.left, left, right);
  const b = side(node.right, right, left);
  if (a === null || b === null) return null;
  return { kind: 'binary', operator: node.operator, left: a, right: b, type: elementary('BOOL'), range: body.range(node) };
}

/** `target ?= value` where the target is of an interface (clause 6.6.6.6). `undefined`: it is not. */
export function checkInterfaceAttempt(
  body: Body,
  node: ast.Statement & { kind: 'attempt' | 'bind' },
): Statement | null | undefined {
  const type = quietType(body, node.target);
  if (type?.kind !== 'interface') return undefined;
  const target = checkPlace(body, node.target, 'write');
  if (target === null) return null;
  const range = body.range(node);
  if (isNull(body, node.value)) {
    return { kind: 'assign', target, value: { kind: 'constant', value: 0n, type, range }, range };
  }
  const given = quietType(body, node.value);
  let value: Expression | null = null;
  if (given?.kind === 'instance') {
    const receiver = checkReceiver(body, node.value, given);
    if (receiver?.kind === 'instance') value = { kind: 'reference', place: receiver.place, type, range: body.range(node.value) };
  } else {
    value = checkExpression(body, node.value);
    if (value !== null && value.type.kind !== 'interface') {
      body.report('ST3002', node.value, { given: typeName(value.type), wanted: type.interface.name });
      return null;
    }
  }
  return value === null ? null : { kind: 'assign', target, value: { kind: 'attempt', value, type, range }, range };
}

/** Whether an in_out of type `wanted` may be given a `given`: its own type or one that extends it (clause 6.6.5.6). */
export function mayStandFor(given: Type, wanted: Type): boolean {
  return given.kind === 'instance' && wanted.kind === 'instance' && derivesFrom(given.block, wanted.block);
}
