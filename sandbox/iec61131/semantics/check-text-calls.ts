/** Calls of the string functions, and conversions to and from strings. Tables 22 and 34. */
import type * as ast from '../syntax/ast.ts';
import type { Body } from './body.ts';
import { checkExpression, checkExpressionAs } from './check-expressions.ts';
import type { Expression } from './checked.ts';
import { convert, convertTo, settleAlone } from './conversions.ts';
import { classOf, elementary, elementaryTable, isInteger } from './elementary.ts';
import type { TextRule } from './standard-texts.ts';
import {
  characterAsText,
  characterOf,
  DEFAULT_CAPACITY,
  isStringName,
  LARGEST_CAPACITY,
  stringOfCharacter,
  stringType,
  unifyTexts,
  unitsOf,
} from './texts.ts';
import { computedAs, typeName } from './type-relations.ts';
import type { ElementaryName, StringName, Type } from './types.ts';

const aString = { en: 'a string', 'zh-CN': '字符串' };

/** A string argument, or `null` after a diagnostic. A CHAR counts as a string of one. */
function checkText(body: Body, name: string, node: ast.Expression): Expression | null {
  const checked = checkExpression(body, node);
  if (checked === null) return null;
  const text = characterAsText(checked);
  if (text.type.kind === 'string') return text;
  body.report('ST4004', node, { name, wanted: aString, given: typeName(checked.type) });
  return null;
}

/** An argument that is held to one encoding, however long; a literal is of it from then on. */
export function checkTextAs(body: Body, node: ast.Expression, of: StringName): Expression | null {
  const checked = checkExpression(body, node);
  if (checked === null) return null;
  const text = convertTo(body, checked, stringType(of, checked.kind === 'text' ? LARGEST_CAPACITY : DEFAULT_CAPACITY), node);
  return text?.kind === 'text' ? { ...text, untyped: false } : text;
}

/** Brings literals to the encoding of the others; `null` when two encodings meet. */
function alike(texts: Expression[]): Expression[] | null {
  const lead = texts.find(({ kind }) => kind !== 'text') ?? texts[0]!;
  const result: Expression[] = [];
  for (const text of texts) {
    const both = text === lead ? { right: text } : unifyTexts(lead, text);
    if (!both) return null;
    result.push(both.right);
  }
  return result;
}

export function checkTextCall(
  body: Body,
  call: ast.Expression & { kind: 'call' },
  name: string,
  nodes: ast.Expression[],
  rule: TextRule,
  expected: Type | null,
  of: Type | null,
): Expression | null {
  const checkOne = (node: ast.Expression) =>
    of?.kind === 'string' ? checkTextAs(body, node, of.name) : checkText(body, name, node);
  const checked: Expression[] = [];
  const last = rule.parameters[rule.parameters.length - 1]!;
  for (const [i, node] of nodes.entries()) {
    const parameter = rule.parameters[i] ?? last;
    const value = parameter === 'text' ? checkOne(node) : checkExpressionAs(body, node, elementary('LINT'));
    if (value === null) return null;
    checked.push(value);
  }
  const isText = (_: unknown, i: number) => (rule.parameters[i] ?? last) === 'text';
  const texts = alike(checked.filter(isText));
  if (texts === null) {
    const [left, right] = checked.filter(isText);
    body.report('ST4005', call, { name, left: typeName(left!.type), right: typeName((right ?? left!).type) });
    return null;
  }
  let next = 0;
  const args = checked.map((value, i) => (isText(value, i) ? texts[next++]! : value));
  const range = body.range(call);
  const encoding = texts[0]!.type.kind === 'string' ? texts[0]!.type.name : 'STRING';
  const capacities = texts.map(({ type }) => (type.kind === 'string' ? type.capacity : 1));
  // Of literals the result is known: so constants and initial values may be put together.
  const known = texts.map((text) => (text.kind === 'text' ? text.value : null));
  if (name === 'CONCAT' && known.every((text) => text !== null)) {
    const value = known.join('');
    return { kind: 'text', value, untyped: false, type: stringType(encoding, unitsOf(encoding, value)), range };
  }
  if (rule.result === 'integer') {
    const wanted = expected === null ? null : computedAs(expected);
    const type: ElementaryName = wanted !== null && isInteger(wanted) ? wanted : capacities[0]! > 32_767 ? 'DINT' : 'INT';
    const count: Expression = { kind: 'intrinsic', name, arguments: args, type: elementary('DINT'), range };
    return convert(count, type);
  }
  const capacity = rule.result === 'part' ? capacities[0]! : capacities.reduce((sum, one) => sum + one, 0);
  return { kind: 'intrinsic', name, arguments: args, type: stringType(encoding, capacity), range };
}

/** Longest text that TO_STRING makes of a type. */
function printedLength(name: ElementaryName): number {
  switch (classOf(name)) {
    case 'bool':
      return 5;
    case 'bits':
      return 3 + elementaryTable[name].bits / 4;
    case 'character':
      return 4;
    default:
      return 40;
  }
}

/** X_TO_STRING, STRING_TO_X, STRING_TO_WSTRING, TO_STRING … with the operand already checked; `null` after a diagnostic. */
export function convertThroughText(
  body: Body,
  node: ast.Expression,
  operand: Expression,
  to: ElementaryName | StringName,
  range: Expression['range'],
): Expression | null {
  const source = settleAlone(operand);
  if (isStringName(to)) {
    if (source.kind === 'text' && source.type.kind === 'string') {
      const type = stringType(to, source.value.length * 3);
      if (source.type.name === to) return source;
      return { kind: 'intrinsic', name: 'RECODE', arguments: [source], type, range };
    }
    if (source.type.kind === 'string') {
      if (source.type.name === to) return source;
      const growth = to === 'USTRING' ? (source.type.name === 'STRING' ? 2 : 3) : 1;
      const type = stringType(to, source.type.capacity * growth);
      return { kind: 'intrinsic', name: 'RECODE', arguments: [source], type, range };
    }
    const name = computedAs(source.type) ?? (source.type.kind === 'enum' ? source.type.base.name : null);
    if (name === null) return refuse(body, node, operand.type, to);
    const holder = stringOfCharacter(name);
    const value: Expression =
      source.type.kind === 'enum' ? { kind: 'convert', operand: source, to: name, type: elementary(name), range } : source;
    const own = holder ?? 'STRING';
    const type = stringType(own, holder === 'USTRING' ? 4 : holder === null ? printedLength(name) : 1);
    const text: Expression = { kind: 'intrinsic', name: 'TO_TEXT', arguments: [value], type, range };
    if (own === to) return text;
    return { kind: 'intrinsic', name: 'RECODE', arguments: [text], type: stringType(to, type.capacity * 2), range };
  }
  if (source.type.kind !== 'string') return refuse(body, node, operand.type, to);
  let text: Expression = source;
  const holder = stringOfCharacter(to);
  if (holder !== null) {
    if (source.type.name !== holder)
      text = { kind: 'intrinsic', name: 'RECODE', arguments: [source], type: stringType(holder, source.type.capacity), range };
    return { kind: 'intrinsic', name: 'FIRST_CHARACTER', arguments: [text], type: elementary(characterOf(holder)), range };
  }
  if (source.type.name !== 'STRING')
    text = { kind: 'intrinsic', name: 'RECODE', arguments: [source], type: stringType('STRING', source.type.capacity), range };
  return { kind: 'intrinsic', name: 'FROM_TEXT', arguments: [text], type: elementary(to), range };
}

function refuse(body: Body, node: ast.Expression, given: Type, wanted: string): null {
  body.report('ST3076', node, { given: typeName(given), wanted });
  return null;
}
