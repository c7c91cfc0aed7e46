/** Expressions: every name resolved, every type known, every implicit conversion written out. Clause 7.3.2. */
import type * as ast from '../syntax/ast.ts';
import { dottedName } from '../syntax/parse-expressions.ts';
import type { Body } from './body.ts';
import { checkCall } from './check-calls.ts';
import { checkInterfaceValue, checkPropertyRead } from './check-methods.ts';
import { checkBinary, checkUnary } from './check-operators.ts';
import { checkPlace, findEnumValue, findVariable } from './check-places.ts';
import type { Expression } from './checked.ts';
import { asValue, constantOf, convertTo, settleLiteral } from './conversions.ts';
import { nearestName } from './did-you-mean.ts';
import { elementary, elementaryNamed, elementaryPrefixed, isBitString, isInteger, limitsOf } from './elementary.ts';
import { lookUp } from './namespaces.ts';
import { resolveDeclaredType } from './resolve-types.ts';
import { checkTextLiteral } from './texts.ts';
import { computedAs, NULL_REFERENCE, UNTYPED_INTEGER, UNTYPED_REAL } from './type-relations.ts';
import type { Type } from './types.ts';

/**
 * Checks an expression. A literal without a type comes back as a constant of an untyped type (`type-relations.ts`), for the
 * caller to settle. `expected` helps only where operands alone do not say the type (TRUNC, `**`). `null` after a diagnostic.
 */
export function checkExpression(body: Body, node: ast.Expression, expected: Type | null = null): Expression | null {
  switch (node.kind) {
    case 'literal':
      return checkLiteral(body, node);
    case 'name': {
      if (node.name.key === 'NULL' && findVariable(body, 'NULL') === null)
        return constantOf(0n, NULL_REFERENCE, { range: body.range(node) });
      if (findVariable(body, node.name.key) === null) {
        const value = findEnumValue(body, node.name.key);
        if (value !== null) {
          body.workspace.refer(body.unit, node, {
            kind: 'enum value',
            type: value.type,
            name: node.name.text,
            value: value.value,
            ...(value.declared && { declared: value.declared }),
          });
          return { kind: 'constant', value: value.value, type: value.type, range: body.range(node) };
        }
      }
      return readPlace(body, node);
    }
    case 'member': {
      const value = checkDottedValue(body, node);
      return value !== undefined ? value : readPlace(body, node);
    }
    case 'index':
    case 'part':
    case 'dereference':
    case 'direct':
      return readPlace(body, node);
    case 'qualified':
      return checkQualified(body, node);
    case 'call':
      return checkCall(body, node, expected);
    case 'unary':
      return checkUnary(body, node, expected);
    case 'binary':
      return checkBinary(body, node, expected);
    case 'missing':
      return null;
  }
}

/** What an expression is wanted for, so that a message can say it. */
export type Purpose = 'value' | 'index' | 'condition';

/** Checks an expression that must give a `target`, and converts it. */
export function checkExpressionAs(body: Body, node: ast.Expression, target: Type, purpose: Purpose = 'value'): Expression | null {
  if (target.kind === 'interface') return checkInterfaceValue(body, node, target);
  const expression = checkExpression(body, node, target);
  if (expression === null) return null;
  const given = computedAs(expression.type);
  if (purpose === 'condition' && given !== 'BOOL') {
    const countable = given !== null && (isInteger(given) || isBitString(given));
    const edits = countable ? body.replace(node, `${body.text(node)} <> 0`) : undefined;
    body.report('ST3020', node, { text: body.text(node) }, edits);
    return null;
  }
  if (
    purpose === 'index' &&
    given !== null &&
    ['UDINT', 'LINT', 'ULINT'].includes(given) &&
    expression.type !== UNTYPED_INTEGER
  ) {
    // Every integer may index: one that is too large for DINT is beyond all bounds.
    const { range } = expression;
    return { kind: 'convert', operand: expression, to: 'DINT', type: elementary('DINT'), range, saturates: true };
  }
  return convertTo(body, expression, target, node);
}

function readPlace(body: Body, node: ast.Expression): Expression | null {
  const property = checkPropertyRead(body, node);
  if (property !== undefined) return property;
  const place = checkPlace(body, node, 'read');
  if (place === null) return null;
  if (place.kind === 'variable' && place.variable.constant) {
    const { initial } = place.variable;
    if (typeof initial === 'bigint' || typeof initial === 'number' || typeof initial === 'boolean') {
      return asValue({ kind: 'constant', value: initial, type: place.type, range: place.range });
    }
  }
  return asValue({ kind: 'read', place, type: place.type, range: place.range });
}

function checkLiteral(body: Body, node: ast.Literal): Expression | null {
  const from = { range: body.range(node) };
  switch (node.literal) {
    case 'bool':
      return constantOf(node.value, elementary('BOOL'), from);
    case 'duration':
      return constantOf(node.value, elementary(node.long ? 'LTIME' : 'TIME'), from);
    case 'string':
      return checkTextLiteral(body, node);
    case 'calendar':
      return constantOf(node.value, elementary(elementaryPrefixed(node.prefix) ?? 'DT'), from);
    default:
      break;
  }
  const untyped = node.literal === 'integer' ? UNTYPED_INTEGER : UNTYPED_REAL;
  if (node.prefix === null) return constantOf(node.value, untyped, from);
  const name = elementaryNamed(node.prefix.toUpperCase());
  if (name === null) {
    body.report('ST2003', node, { name: node.prefix });
    return null;
  }
  const settled = settleLiteral(node.value, untyped, name);
  if (typeof settled === 'object') return constantOf(settled.value, elementary(name), from);
  if (settled === 'range') {
    const { lower, upper } = limitsOf(name) ?? { lower: '-3.4E38', upper: '3.4E38' };
    body.report('ST3001', node, { value: String(node.value), type: name, lower: String(lower), upper: String(upper) });
  } else body.report('ST3007', node, { text: body.text(node), type: name });
  return null;
}

/** `Colour.Red`, as many tools write `Colour#Red`. `undefined`: this is no value of an enumeration. */
function checkDottedValue(body: Body, node: ast.Expression & { kind: 'member' }): Expression | null | undefined {
  let root = node.base;
  while (root.kind === 'member') root = root.base;
  if (root.kind !== 'name' || node.member.key === '' || findVariable(body, root.name.key) !== null) return undefined;
  const type = dottedName(node.base);
  const meant = type === null ? undefined : lookUp(body, type.key);
  if (type === null || meant?.kind !== 'type') return undefined;
  const resolved = resolveDeclaredType(body.workspace, meant);
  if (resolved === null || resolved === 'circle' || resolved.kind !== 'enum') return undefined;
  body.extension(node, {
    en: 'A dot between an enumeration and its value (standard: `#`)',
    'zh-CN': '枚举与其值之间的点号（标准写法为 `#`）',
  });
  body.workspace.refer(body.unit, type, { kind: 'type', name: meant.name, type: resolved });
  return checkQualified(body, { kind: 'qualified', type, member: node.member, first: node.first, last: node.last });
}

/** `Colour#Red` */
function checkQualified(body: Body, node: ast.Expression & { kind: 'qualified' }): Expression | null {
  const owners = body.workspace.enumValues.get(node.member.key) ?? [];
  const meant = lookUp(body, node.type.key);
  const found = owners.find(({ type }) =>
    meant?.kind === 'type' ? type === meant.type : type.name.toUpperCase() === node.type.key,
  );
  if (found !== undefined) {
    body.workspace.refer(body.unit, node, { kind: 'enum value', type: found.type, name: found.name, value: found.value });
    return { kind: 'constant', value: found.value, type: found.type, range: body.range(node) };
  }
  const names: string[] = [];
  let known = false;
  for (const list of body.workspace.enumValues.values()) {
    for (const { type, name } of list) {
      if (type.name.toUpperCase() !== node.type.key) continue;
      known = true;
      names.push(name);
    }
  }
  if (!known) body.report('ST2003', node, { name: node.type.text });
  else {
    const nearest = nearestName(node.member.text, names);
    if (nearest !== null)
      // `Colour#Red` is one token, `Colour.Red` three.
      body.report(
        'ST2002',
        node.member,
        { name: node.member.text, nearest },
        node.type.last < node.member.first
          ? body.replace(node.member, nearest)
          : body.replace(node, `${node.type.text}#${nearest}`),
      );
    else body.report('ST2020', node, { name: node.member.text, type: node.type.text, names: names.join(', ') });
  }
  return null;
}
