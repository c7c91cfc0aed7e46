/** Calls: of functions in expressions, of function block instances as statements. Clauses 6.6.1.4, 6.6.2 and 6.6.3. */
import type * as ast from '../syntax/ast.ts';
import type { Body } from './body.ts';
import { checkActionCall } from './check-action-calls.ts';
import { checkAssertionCall } from './check-assertions.ts';
import { enabledExpression, enabledStatement, splitEnable } from './check-enable.ts';
import { checkExpressionAs } from './check-expressions.ts';
import { checkMethodCall, checkSuperBody, mayStandFor, methodOfCall } from './check-methods.ts';
import { checkPlace, checkWritable, findVariable, refuseCalledArray, reportUnknownCall } from './check-places.ts';
import { checkReferenceCall, isReferenceCall } from './check-references.ts';
import { checkConversionCall, checkStandardCall } from './check-standard-calls.ts';
import { checkSplit } from './check-temporal-calls.ts';
import type { Argument, Expression, FunctionBlock, FunctionPou, Place, Statement, Variable } from './checked.ts';
import { findConversion } from './conversion-names.ts';
import { interfaceOf } from './declare-pous.ts';
import { nearestName } from './did-you-mean.ts';
import { elementary, widens } from './elementary.ts';
import { findStandardFunction } from './function-names.ts';
import { isExact } from './inheritance.ts';
import { lookUp, namespacedName, resolveEntity } from './namespaces.ts';
import { checkOpenArgument, comesOut } from './open-arrays.ts';
import { computedAs, sameType, typeName, valueType } from './type-relations.ts';
import type { InstanceType, Type } from './types.ts';

type Call = ast.Expression & { kind: 'call' };

/** A call inside an expression. `expected` is what its surroundings would like. */
export function checkCall(body: Body, node: Call, expected: Type | null, asStatement = false): Expression | null {
  const guarded = asStatement ? null : enabledMethod(body, node);
  if (guarded !== null) return enabledExpression(body, node, guarded, checkCall(body, guarded.call, expected), expected);
  const method = checkMethodCall(body, node, asStatement);
  if (method !== undefined) return method;
  const qualified = namespacedName(body, node.callee, (key) => findVariable(body, key) !== null);
  if (qualified !== null)
    node = { ...node, callee: { kind: 'name', name: qualified, first: qualified.first, last: qualified.last } };
  if (node.callee.kind !== 'name') {
    if (node.callee.kind !== 'missing') body.report('ST4010', node, { text: body.text(node.callee) });
    return null;
  }
  const { name } = node.callee;
  const variable = findVariable(body, name.key);
  const entity = lookUp(body, name.key);
  // Inside a function its own name is the result, so a call of it is recursion. A value named like a function (`limit`) does not
  // hide it: a value cannot be called.
  if (
    variable !== null &&
    variable.section !== 'result' &&
    (variable.type.kind === 'instance' || !isCallableName(body, name.key))
  ) {
    if (!refuseCalledArray(body, node)) body.report('ST4010', node, { text: name.text });
    return null;
  }
  if (entity?.kind === 'pou') {
    if (entity.declaration.kind !== 'function') {
      body.report(entity.pou.kind === 'function_block' ? 'ST2013' : 'ST4011', node.callee, {
        name: name.text,
        type: entity.name,
      });
      return null;
    }
    resolveEntity(body, name);
    const callee = interfaceOf(body.workspace, entity) as FunctionPou;
    const enabling = asStatement ? null : splitEnable(node, callee.parameters);
    if (enabling !== null) return enabledExpression(body, node, enabling, checkCall(body, enabling.call, expected), expected);
    body.workspace.refer(body.unit, node.callee, { kind: 'pou', entity });
    (body.owner?.uses ?? body.workspace.globalUses).add(entity);
    const args = checkArguments(body, node, callee.parameters, entity.name, true);
    if (args === null) return null;
    if (callee.result === null && !asStatement) {
      body.report('ST4012', node, { name: entity.name });
      return null;
    }
    return {
      kind: 'call',
      callee,
      arguments: args,
      type: callee.result === null ? elementary('BOOL') : valueType(callee.result.type),
      range: body.range(node),
    };
  }
  if (isReferenceCall(name.key)) return checkReferenceCall(body, node, name.key);
  const enabling = splitEnable(node, null);
  if (enabling !== null) return enabledExpression(body, node, enabling, checkCall(body, enabling.call, expected), expected);
  const standard = findStandardFunction(name.key);
  if (standard !== null) {
    body.workspace.refer(body.unit, node.callee, { kind: 'standard function', name: standard.name });
    return checkStandardCall(body, node, standard, expected);
  }
  const conversion = findConversion(name.key);
  if (conversion !== null) {
    body.workspace.refer(body.unit, node.callee, { kind: 'standard function', name: name.key });
    return checkConversionCall(body, node, conversion);
  }
  reportUnknownCall(body, name);
  return null;
}

/** A method's call with EN or ENO, split. */
function enabledMethod(body: Body, node: Call): ReturnType<typeof splitEnable> {
  if (splitEnable(node, null) === null) return null;
  const method = methodOfCall(body, node);
  return method === null ? null : splitEnable(node, method.parameters);
}

function isCallableName(body: Body, key: string): boolean {
  return lookUp(body, key)?.kind === 'pou' || findStandardFunction(key) !== null || findConversion(key) !== null;
}

/**
 * Matches arguments to parameters. `all`: a function, where every parameter gets exactly one argument and a missing input its
 * default; a block's missing inputs keep their value, so only those given come back.
 */
export function checkArguments(body: Body, node: Call, parameters: Variable[], callee: string, all: boolean): Argument[] | null {
  const given = new Map<Variable, ast.Argument>();
  /** Named in a way that has been complained about: they are not missing too. */
  const mistaken = new Set<Variable>();
  let sound = true;
  // By place: the inputs and in_outs, or, where there are as many arguments, the outputs too, all in the order of their declaration.
  const named = parameters.filter(({ hidden }) => !hidden);
  const everything = node.arguments.length === named.length;
  const inputs = everything ? named : named.filter((parameter) => !comesOut(parameter));
  const informal = node.arguments.filter(({ name }) => name === null);
  if (informal.length > 0 && informal.length < node.arguments.length) {
    body.report('ST4006', node, { name: callee });
    return null;
  }
  if (informal.length > inputs.length) {
    body.report('ST4002', node, {
      name: callee,
      wanted: String(inputs.length),
      given: informal.length,
      names: inputs.map(({ name }) => name).join(', '),
    });
    return null;
  }
  informal.forEach((argument, i) => {
    given.set(inputs[i]!, argument);
  });
  for (const argument of node.arguments) {
    if (argument.name === null) continue;
    const key = argument.name.key;
    const parameter = named.find(({ name }) => name.toUpperCase() === key);
    if (parameter === undefined) {
      const names = named.map(({ name }) => name);
      const nearest = nearestName(argument.name.text, names);
      if (nearest !== null)
        body.report('ST2002', argument.name, { name: argument.name.text, nearest }, body.replace(argument.name, nearest));
      else body.report('ST4003', argument.name, { name: argument.name.text, callee, names: names.join(', ') });
      sound = false;
      continue;
    }
    body.workspace.refer(body.unit, argument.name, { kind: 'variable', variable: parameter, owner: callee });
    if (given.has(parameter)) {
      body.report('ST4007', argument, { name: parameter.name });
      sound = false;
    } else if (comesOut(parameter) !== (argument.direction === 'output')) {
      const arrow = comesOut(parameter) ? '=>' : ':=';
      body.report('ST4008', argument, { name: parameter.name, arrow, callee });
      mistaken.add(parameter);
      sound = false;
    } else given.set(parameter, argument);
  }
  const list: Argument[] = [];
  for (const parameter of parameters) {
    if (parameter.hidden || mistaken.has(parameter)) continue;
    const argument = given.get(parameter);
    if (argument !== undefined && parameter.type.kind === 'array' && parameter.type.bounds !== undefined) {
      const open = checkOpenArgument(body, argument.value, parameter, parameter.type);
      if (open === null) sound = false;
      else list.push(...open);
      continue;
    }
    if (argument === undefined) {
      const missing = missingArgument(body, node, parameter, callee, all);
      if (missing === 'error') sound = false;
      else if (missing !== null) list.push(missing);
      continue;
    }
    const checked = checkArgument(body, argument, parameter);
    if (checked === null) sound = false;
    else list.push(checked);
  }
  return sound ? list : null;
}

function checkArgument(body: Body, argument: ast.Argument, parameter: Variable): Argument | null {
  const node = argument.value;
  if (parameter.section === 'input') {
    const value = checkExpressionAs(body, node, parameter.type);
    return value === null ? null : { kind: 'input', parameter, value };
  }
  if (parameter.section === 'output' && node.kind === 'missing') return { kind: 'output', parameter, target: null };
  if (argument.negated && computedAs(parameter.type) !== 'BOOL') {
    body.report('ST3027', argument, { operator: 'NOT', type: typeName(parameter.type) });
    return null;
  }
  const access = parameter.section === 'output' ? 'write' : parameter.readonly ? 'read' : 'both';
  const target = checkPlace(body, node, access);
  if (target === null || (access !== 'read' && !checkWritable(body, target, node))) return null;
  const same =
    sameType(valueType(target.type), valueType(parameter.type)) ||
    (parameter.section === 'in_out' && mayStandFor(target.type, parameter.type));
  // What comes out is assigned, so that it may be widened on its way.
  const given = computedAs(parameter.type);
  const wanted = computedAs(target.type);
  const widened = parameter.section === 'output' && given !== null && wanted !== null && widens(given, wanted);
  if (target.type.kind === 'string' && parameter.type.kind === 'string' && target.type.name === parameter.type.name) {
    // In and out again is as two assignments: what a larger variable holds could be cut on its way in, without anybody having meant it.
    if (parameter.section === 'in_out' && target.type.capacity > parameter.type.capacity) {
      body.report('ST4014', node, {
        name: parameter.name,
        wanted: typeName(parameter.type),
        given: typeName(target.type),
        length: parameter.type.capacity,
      });
      return null;
    }
  } else if (!same && !widened) {
    body.report('ST4009', node, { name: parameter.name, wanted: typeName(parameter.type), given: typeName(target.type) });
    return null;
  }
  return parameter.section === 'output'
    ? { kind: 'output', parameter, target, negated: argument.negated }
    : { kind: 'in_out', parameter, target };
}

function missingArgument(body: Body, node: Call, parameter: Variable, callee: string, all: boolean): Argument | null | 'error' {
  if (parameter.section === 'in_out') {
    body.report('ST4013', node, { name: parameter.name, callee });
    return 'error';
  }
  if (!all) return null;
  if (parameter.section === 'output') return { kind: 'output', parameter, target: null };
  const { type, initial } = parameter;
  if (type.kind === 'string') {
    const text = typeof initial === 'string' ? initial : '';
    const value: Expression = { kind: 'text', value: text, untyped: false, type, range: body.range(node) };
    return { kind: 'input', parameter, value };
  }
  if (typeof initial === 'object' && initial !== null && 'reference' in initial) {
    const value: Expression = { kind: 'reference', place: initial.reference, type: parameter.type, range: body.range(node) };
    return { kind: 'input', parameter, value };
  }
  if (type.kind === 'array' || type.kind === 'struct') {
    const variable = defaultVariable(body, parameter, callee);
    const range = body.range(node);
    const place: Place = { kind: 'variable', variable, type, range };
    return { kind: 'input', parameter, value: { kind: 'read', place, type, range } };
  }
  const value = defaultValue(parameter);
  if (value === null) {
    body.report('ST4013', node, { name: parameter.name, callee });
    return 'error';
  }
  return {
    kind: 'input',
    parameter,
    value: { kind: 'constant', value, type: valueType(parameter.type), range: body.range(node) },
  };
}

/** A constant that nobody else sees: the array or structure that an input has where it is not given (clause 6.6.1.2.2). */
function defaultVariable(body: Body, parameter: Variable, callee: string): Variable {
  const { defaults } = body.workspace;
  let variable = defaults.get(parameter);
  if (variable === undefined) {
    const name = `${callee}.${parameter.name}`;
    variable = { ...parameter, name, section: 'global', address: null, retain: false, constant: true, hidden: true };
    defaults.set(parameter, variable);
  }
  return variable;
}

function defaultValue(parameter: Variable): bigint | number | boolean | null {
  const { initial, type } = parameter;
  if (typeof initial === 'bigint' || typeof initial === 'number' || typeof initial === 'boolean') return initial;
  if (type.kind === 'elementary') return type.name === 'BOOL' ? false : type.name === 'REAL' || type.name === 'LREAL' ? 0 : 0n;
  if (type.kind === 'enum') return type.values[0]?.value ?? 0n;
  if (type.kind === 'subrange') return type.lower;
  if (type.kind === 'reference' || type.kind === 'interface') return 0n;
  return null;
}

/** A call as a statement: a block instance, or a function for its effects. */
export function checkCallStatement(body: Body, node: Call): Statement | null {
  const action = checkActionCall(body, node);
  if (action !== 'none') return action;
  const assertion = checkAssertionCall(body, node);
  if (assertion !== 'none') return assertion;
  const base = checkSuperBody(body, node);
  if (base !== undefined) return base;
  const guarded = enabledMethod(body, node);
  if (guarded !== null) return enabledStatement(body, node, guarded, checkCallStatement(body, guarded.call));
  const method = checkMethodCall(body, node, true);
  if (method !== undefined) return method === null ? null : { kind: 'evaluate', value: method, range: body.range(node) };
  const { callee } = node;
  const inNamespace = namespacedName(body, callee, (key) => findVariable(body, key) !== null);
  const isGlobal = inNamespace !== null && lookUp(body, inNamespace.key)?.kind === 'global';
  const isVariable =
    (callee.kind !== 'name' && (inNamespace === null || isGlobal)) ||
    (callee.kind === 'name' && findVariable(body, callee.name.key) !== null);
  const recursive = callee.kind === 'name' && findVariable(body, callee.name.key)?.section === 'result';
  if (isVariable && !recursive) {
    const instance = checkPlace(body, callee, 'both');
    if (instance === null) return null;
    if (!isInstancePlace(instance)) {
      body.report('ST4010', callee, { text: body.text(callee) });
      return null;
    }
    const { block } = instance.type;
    const enabling = splitEnable(node, block.parameters);
    if (enabling !== null) return enabledStatement(body, node, enabling, checkCallStatement(body, enabling.call));
    noteUse(body, block, instance);
    const args = checkArguments(body, node, block.parameters, block.name, false);
    if (block.object?.form === 'class') {
      body.report('ST2100', node, { name: body.text(callee), type: block.name });
      return null;
    }
    const dynamic = block.object !== undefined && !isExact(instance);
    return args === null
      ? null
      : { kind: 'invoke', instance, ...(dynamic && { dynamic }), arguments: args, range: body.range(node) };
  }
  if (callee.kind === 'name') {
    const entity = lookUp(body, callee.name.key);
    if (entity === undefined && findStandardFunction(callee.name.key) === null && findConversion(callee.name.key) === null) {
      reportUnknownCall(body, callee.name);
      return null;
    }
  }
  const standard =
    callee.kind === 'name' && lookUp(body, callee.name.key) === undefined ? findStandardFunction(callee.name.key) : null;
  if (standard?.rule.kind === 'temporal split') {
    body.workspace.refer(body.unit, callee, { kind: 'standard function', name: standard.name });
    return checkSplit(body, node, standard.name, standard.rule);
  }
  const parameters = callee.kind === 'name' ? declaredParameters(body, callee.name.key) : null;
  const enabling = splitEnable(node, parameters);
  if (enabling !== null) return enabledStatement(body, node, enabling, checkCallStatement(body, enabling.call));
  const value = checkCall(body, node, null, true);
  if (value === null) return null;
  if (value.kind !== 'call') {
    body.report('ST1016', node);
    return null;
  }
  return { kind: 'evaluate', value, range: body.range(node) };
}

function declaredParameters(body: Body, key: string): Variable[] | null {
  const entity = lookUp(body, key);
  return entity?.kind === 'pou' ? interfaceOf(body.workspace, entity).parameters : null;
}

/** A block called through a reference is used here, whoever holds the instance: it is emitted, and may not lead back here. */
function noteUse(body: Body, block: FunctionBlock, instance: Place): void {
  let at = instance;
  while ('base' in at) at = at.base;
  if (at.kind !== 'dereference') return;
  const entity = body.workspace.finished.find(({ pou }) => pou === block);
  if (entity !== undefined) body.owner?.uses.add(entity);
}

function isInstancePlace(place: Place): place is Place & { type: InstanceType } {
  return place.type.kind === 'instance';
}
