/**
 * References: REF( ), NULL, `^`, `?=` (clauses 6.4.4.10, 6.6.6.3 and 6.6.7; Table 12), and what vendors add: ADR, REF=, SIZEOF,
 * __ISVALIDREF. A reference is made from a variable of exactly its target's type and of lasting memory, so it can never be wrong:
 * it names that variable, or nothing.
 */
import { sizeOf } from '../codegen/sizes.ts';
import type * as ast from '../syntax/ast.ts';
import type { Body } from './body.ts';
import { checkExpression, checkExpressionAs } from './check-expressions.ts';
import { checkPlace, checkRawPlace, checkWritable } from './check-places.ts';
import type { Expression, Place, Statement, Variable } from './checked.ts';
import { constantOf } from './conversions.ts';
import { elementary } from './elementary.ts';
import { lineage, mayRefer } from './inheritance.ts';
import { resolveTypeName } from './resolve-references.ts';
import { isReference, NULL_REFERENCE, typeName } from './type-relations.ts';
import type { ReferenceType, Type } from './types.ts';

type Call = ast.Expression & { kind: 'call' };

/** Calls that are no functions, because they take a variable or a type and not its value. */
export const referenceCalls = ['REF', 'ADR', 'SIZEOF', 'LOWER_BOUND', 'UPPER_BOUND', '__ISVALIDREF'] as const;
type ReferenceCall = (typeof referenceCalls)[number];

export function isReferenceCall(key: string): key is ReferenceCall {
  return (referenceCalls as readonly string[]).includes(key);
}

/** One of `referenceCalls`; `null` after a diagnostic. */
export function checkReferenceCall(body: Body, node: Call, key: ReferenceCall): Expression | null {
  const wanted = key === 'LOWER_BOUND' || key === 'UPPER_BOUND' ? 2 : 1;
  const [argument, second] = node.arguments;
  if (
    node.arguments.length !== wanted ||
    argument === undefined ||
    node.arguments.some(({ name }) => name !== null && wanted === 1)
  ) {
    const names = wanted === 2 ? 'ARR, DIM' : 'IN';
    body.report('ST4002', node, { name: key, wanted: String(wanted), given: node.arguments.length, names });
    return null;
  }
  switch (key) {
    case 'ADR':
    case 'REF': {
      if (key === 'ADR') body.extension(node.callee, 'ADR');
      const place = checkPlace(body, argument.value, 'both');
      return place === null ? null : referenceTo(body, place, argument.value, node);
    }
    case 'SIZEOF': {
      body.extension(node.callee, 'SIZEOF');
      const of = sizedType(body, argument.value);
      return of === null ? null : constantOf(BigInt(sizeOf(of)), elementary('UDINT'), { range: body.range(node) });
    }
    case '__ISVALIDREF': {
      body.extension(node.callee, '__ISVALIDREF');
      const place = checkRawPlace(body, argument.value, 'read');
      if (place === null) return null;
      if (!isReference(place.type)) {
        body.report('ST4004', argument, {
          name: key,
          wanted: { en: 'a reference', 'zh-CN': '引用' },
          given: typeName(place.type),
        });
        return null;
      }
      const range = body.range(node);
      const left: Expression = { kind: 'read', place, type: place.type, range: place.range };
      return {
        kind: 'binary',
        operator: '<>',
        left,
        right: constantOf(0n, place.type, { range }),
        type: elementary('BOOL'),
        range,
      };
    }
    default:
      return checkBound(body, node, key, argument.value, second!.value);
  }
}

/** REF( ) of a checked place. */
function referenceTo(body: Body, place: Place, argument: ast.Expression, node: ast.Node): Expression | null {
  const why = transience(body, place);
  if (why !== null) {
    body.report('ST2160', argument, { name: body.text(argument), why });
    return null;
  }
  const type: ReferenceType = { kind: 'reference', flavour: 'REF_TO', target: place.type };
  return { kind: 'reference', place, type, range: body.range(node) };
}

/** Why a place cannot be referred to; `null` when it can. */
function transience(body: Body, place: Place): { en: string; 'zh-CN': string } | null {
  for (let at = place; ; at = at.base) {
    if (at.kind === 'dereference' || at.kind === 'self') return null;
    if (at.kind === 'bit' || at.kind === 'part') return { en: 'it is a part of a variable', 'zh-CN': '它只是变量的一部分' };
    if (at.kind === 'direct')
      return at.address.size === 'X' ? { en: 'a single bit has no place of its own', 'zh-CN': '单个位没有独立的存储位置' } : null;
    if (at.kind === 'field' && at.base.type.kind === 'struct' && (at.base.type.fields[at.field]?.at?.bit ?? -1) >= 0)
      return { en: 'a single bit has no place of its own', 'zh-CN': '单个位没有独立的存储位置' };
    if (at.kind === 'member' && at.member.section === 'in_out')
      return { en: 'it stands for another variable only during a call', 'zh-CN': '它只在调用期间代表另一个变量' };
    if (at.kind === 'variable') {
      const { variable } = at;
      if (variable.constant) return { en: 'it is a constant', 'zh-CN': '它是常量' };
      if (variable.section === 'in_out')
        return { en: 'it stands for another variable only during this call', 'zh-CN': '它只在本次调用期间代表另一个变量' };
      if (!isLasting(body, variable))
        return { en: 'it is forgotten when this call ends', 'zh-CN': '它在本次调用结束后就不存在了' };
      if (variable.address?.size === 'X' && place.type.kind === 'elementary')
        return { en: 'a single bit has no place of its own', 'zh-CN': '单个位没有独立的存储位置' };
      return null;
    }
  }
}

/** Globals, and what an instance of a block or a program keeps. */
function isLasting(body: Body, variable: Variable): boolean {
  if (variable.section === 'global') return true;
  if (variable.section === 'temp' || variable.section === 'result') return false;
  const owner = body.workspace.facts.get(variable)?.owner;
  const pou = owner?.pou;
  if (owner == null || pou === undefined || pou.kind === 'function') return false;
  if (pou.parameters.includes(variable) || pou.locals.includes(variable)) return true;
  // The initial value of a later variable of the same POU.
  return owner.state === 'building' && owner.scope.get(variable.name.toUpperCase()) === variable;
}

/** The type whose size is asked for: of a variable, or named. */
function sizedType(body: Body, node: ast.Expression): Type | null {
  if (node.kind === 'name') {
    // A size needs no instance, so a block may ask for its own.
    const { mentioning } = body;
    body.mentioning = true;
    const named = resolveTypeName(body, node.name);
    body.mentioning = mentioning;
    if (named !== null) return named;
  }
  const place = checkPlace(body, node, 'read');
  if (place === null) return null;
  if (place.type.kind === 'array' && place.type.bounds !== undefined) {
    body.report('ST2164', node, { name: body.text(node) });
    return null;
  }
  if (isUnfinished(body, place.type)) {
    body.report('ST2042', node, { name: body.text(node) });
    return null;
  }
  return place.type;
}

/** A type whose instances may still get variables: among a block's declarations, the block itself. */
function isUnfinished(body: Body, type: Type): boolean {
  if (type.kind === 'array') return isUnfinished(body, type.element);
  if (type.kind === 'struct') return type.fields.some((field) => isUnfinished(body, field.type));
  return (
    type.kind === 'instance' && body.owner?.state === 'building' && [...lineage(type.block)].some((block) => block === body.self)
  );
}

/** LOWER_BOUND(arr, dim), UPPER_BOUND(arr, dim): clause 6.4.4.5.3 and Table 26a of the amendments. */
function checkBound(
  body: Body,
  node: Call,
  key: 'LOWER_BOUND' | 'UPPER_BOUND',
  array: ast.Expression,
  dimension: ast.Expression,
): Expression | null {
  const place = checkPlace(body, array, 'read');
  const number = checkExpressionAs(body, dimension, elementary('DINT'), 'index');
  if (place === null || number === null) return null;
  const range = body.range(node);
  if (place.type.kind !== 'array') {
    body.report('ST2025', array, { name: body.text(array), type: typeName(place.type) });
    return null;
  }
  const { bounds, dimensions } = place.type;
  const rank = bounds?.length ?? dimensions.length;
  const side = key === 'LOWER_BOUND' ? 'lower' : 'upper';
  const type = elementary('DINT');
  const values = Array.from({ length: rank }, (_, i): Expression => {
    const variable = bounds?.[i]?.[side];
    if (variable === undefined) return constantOf(BigInt(dimensions[i]![side]), type, { range });
    return { kind: 'read', place: { kind: 'variable', variable, type, range }, type, range };
  });
  if (number.kind !== 'constant') return { kind: 'choice', number, values, type, range };
  const found = values[Number(number.value) - 1];
  if (found === undefined) body.report('ST3010', dimension, { value: Number(number.value), lower: 1, upper: rank, name: key });
  return found ?? null;
}

/** `p^` of an expression that is a reference; `null` after a diagnostic. */
export function dereference(body: Body, pointer: Expression, node: ast.Expression): Place | null {
  if (!isReference(pointer.type) || pointer.type === NULL_REFERENCE) {
    body.report('ST2161', node, { text: body.text(node), type: typeName(pointer.type) });
    return null;
  }
  return { kind: 'dereference', pointer, type: pointer.type.target, range: body.range(node) };
}

/** `r REF= x`: makes a REFERENCE TO stand for `x` from here on. `x` may be such a reference itself, or 0 or NULL. */
export function checkBind(body: Body, node: ast.Statement & { kind: 'bind' }): Statement | null {
  const target = checkRawPlace(body, node.target, 'write');
  if (target === null || !checkWritable(body, target, node.target)) return null;
  if (!isReference(target.type)) {
    body.report('ST2161', node.target, { text: body.text(node.target), type: typeName(target.type) });
    return null;
  }
  const range = body.range(node);
  const nothing =
    (node.value.kind === 'literal' && node.value.literal === 'integer' && node.value.value === 0n) ||
    (node.value.kind === 'name' && node.value.name.key === 'NULL');
  if (nothing) return { kind: 'assign', target, value: constantOf(0n, target.type, { range }), range };
  const source = checkRawPlace(body, node.value, 'both');
  if (source === null) return null;
  const value: Expression | null = isReference(source.type)
    ? { kind: 'read', place: source, type: source.type, range: source.range }
    : referenceTo(body, source, node.value, node.value);
  if (value === null) return null;
  if (!mayRefer(target.type, value.type)) {
    body.report('ST3002', node.value, { wanted: typeName(target.type), given: typeName(value.type) });
    return null;
  }
  return { kind: 'assign', target, value, range };
}

/**
 * `a ?= b`, clause 6.6.6.3: `a` refers to what `b` does where that is of a type that `a` may refer to, else to nothing. Between
 * references the type is known here; interfaces ask the object itself.
 */
export function checkAttempt(body: Body, node: ast.Statement & { kind: 'attempt' }): Statement | null {
  const target = checkPlace(body, node.target, 'write');
  const value = checkExpression(body, node.value);
  if (target === null || value === null || !checkWritable(body, target, node.target)) return null;
  if (!isReference(target.type) || !isReference(value.type)) {
    const wrong = isReference(target.type) ? node.value : node.target;
    body.report('ST2162', wrong, { text: body.text(wrong), type: typeName(isReference(target.type) ? value.type : target.type) });
    return null;
  }
  const range = body.range(node);
  const fits = value.type === NULL_REFERENCE || mayRefer(target.type, value.type);
  // A reference to a base asks the instance whether it is more than that.
  if (!fits && mayRefer(value.type, target.type))
    return { kind: 'assign', target, value: { kind: 'attempt', value, type: target.type, range }, range };
  if (!fits) body.report('ST6161', node, { target: typeName(target.type), value: typeName(value.type) });
  const nothing = !fits || value.type === NULL_REFERENCE;
  return { kind: 'assign', target, value: nothing ? constantOf(0n, target.type, { range }) : value, range };
}
