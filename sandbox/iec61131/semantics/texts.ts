/**
 * Strings and characters: their literals, and where one may stand for another. Clauses 6.3.3 and 6.4.2. Strings of one encoding are
 * assignable whatever their lengths; a CHAR may stand for a STRING, a WCHAR for a WSTRING. A plain literal of single quotes is a STRING,
 * and also a USTRING or, with one character, a CHAR or UCHAR where that is wanted; one of double quotes a WSTRING or a WCHAR.
 */
import type * as ast from '../syntax/ast.ts';
import { readCharacterString, writeCharacterString } from '../syntax/character-strings.ts';
import { STRING_NAMES } from '../syntax/keywords.ts';
import type { Body } from './body.ts';
import type { Expression } from './checked.ts';
import { constantOf } from './conversions.ts';
import { classOf, elementary } from './elementary.ts';
import { constantInteger } from './resolve-types.ts';
import { computedAs, typeName } from './type-relations.ts';
import type { ElementaryName, StringName, StringType, Type } from './types.ts';

/** n of a STRING without `[n]`. The standard leaves it to the implementer. */
export const DEFAULT_CAPACITY = 80;
export const LARGEST_CAPACITY = 65_535;

export function isStringName(key: string): key is StringName {
  return (STRING_NAMES as readonly string[]).includes(key);
}
export function stringType(name: StringName, capacity = DEFAULT_CAPACITY): StringType {
  return { kind: 'string', name, capacity: Math.max(1, Math.min(LARGEST_CAPACITY, capacity)) };
}

const characters: Readonly<Record<StringName, ElementaryName>> = { STRING: 'CHAR', WSTRING: 'WCHAR', USTRING: 'UCHAR' };
/** The string type whose characters are of this type; `null` for what is no character. */
export function stringOfCharacter(name: ElementaryName): StringName | null {
  return name === 'CHAR' ? 'STRING' : name === 'WCHAR' ? 'WSTRING' : name === 'UCHAR' ? 'USTRING' : null;
}
/** The type of a string's characters. */
export function characterOf(name: StringName): ElementaryName {
  return characters[name];
}

/** `STRING`, `STRING[20]`; `null` after a diagnostic. */
export function resolveString(body: Body, name: StringName, length: ast.Expression | undefined): StringType | null {
  if (length === undefined) return stringType(name);
  const capacity = constantInteger(body, length);
  if (capacity === null) return null;
  if (capacity < 1n || capacity > BigInt(LARGEST_CAPACITY)) {
    body.report('ST3070', length, { given: String(capacity), limit: LARGEST_CAPACITY });
    return null;
  }
  return stringType(name, Number(capacity));
}

export function checkTextLiteral(body: Body, node: ast.Literal & { literal: 'string' }): Expression | null {
  const { prefix, quote, value, wrong } = readCharacterString(node.text);
  const range = body.range(node);
  if (wrong !== null) {
    body.report('ST3071', node, { text: wrong, digits: quote === '"' ? '$000A' : '$0A' });
    return null;
  }
  const name: StringName = prefix === '' ? (quote === '"' ? 'WSTRING' : 'STRING') : isStringName(prefix) ? prefix : 'STRING';
  const untyped: Expression = { kind: 'text', value, untyped: true, type: stringType(name, unitsOf(name, value)), range };
  if (prefix === 'CHAR' || prefix === 'WCHAR' || prefix === 'UCHAR') return asCharacter(body, untyped, prefix, node);
  if (prefix !== '' && !isStringName(prefix)) {
    body.report('ST3007', node, { text: body.text(node), type: prefix });
    return null;
  }
  if (prefix !== '' && prefix !== 'USTRING' && (prefix === 'WSTRING') !== (quote === '"')) {
    body.report('ST3007', node, { text: body.text(node), type: prefix });
    return null;
  }
  if (name === 'STRING' && beyondBytes(value)) {
    // Chinese in single quotes: as the literal of double bytes it is sound; a USTRING takes it as it stands.
    if (prefix !== '') {
      body.report('ST3072', node, { text: body.text(node) }, body.replace(node, writeCharacterString(value, '"')));
      return null;
    }
  }
  return { ...untyped, untyped: prefix === '' };
}

function beyondBytes(value: string): boolean {
  for (let at = 0; at < value.length; at++) if (value.charCodeAt(at) > 0xff) return true;
  return false;
}

type Text = Expression & { kind: 'text' };

/** A literal of one character as a CHAR, WCHAR or UCHAR. */
function asCharacter(body: Body, literal: Text, to: ElementaryName, node: ast.Node): Expression | null {
  const code = literal.value.codePointAt(0) ?? 0;
  const one = literal.value.length === (code > 0xffff ? 2 : 1);
  const limit = to === 'CHAR' ? 0xff : to === 'WCHAR' ? 0xffff : 0x10ffff;
  if (!one || code > limit) {
    body.report('ST3073', node, { text: body.text(node), type: to });
    return null;
  }
  return constantOf(BigInt(code), elementary(to), literal);
}

/** The literal as a string of another encoding, where a plain literal may be one. */
function asEncoded(literal: Text, to: StringName): Text | null {
  const { type } = literal;
  if (type.kind !== 'string') return null;
  if (type.name === to) return literal;
  if (!literal.untyped || type.name !== 'STRING' || to !== 'USTRING') return null;
  return { ...literal, type: stringType(to, utf8Length(literal.value)) };
}

/** A CHAR as a string of one character. */
export function characterAsText(expression: Expression): Expression {
  const given = computedAs(expression.type);
  const name = given === null ? null : stringOfCharacter(given);
  if (name === null) return expression;
  const type = stringType(name, name === 'USTRING' ? 4 : 1);
  return { kind: 'intrinsic', name: 'TO_TEXT', arguments: [expression], type, range: expression.range };
}

/**
 * `convertTo` where a string or a character literal is on either side. `undefined`: there is none, or both are elementary;
 * `null` after a diagnostic.
 */
export function convertText(body: Body, expression: Expression, target: Type, node: ast.Node): Expression | null | undefined {
  const { type } = expression;
  if (type.kind !== 'string' && target.kind !== 'string') return undefined;
  const wanted = computedAs(target);
  if (expression.kind === 'text' && wanted !== null && classOf(wanted) === 'character') {
    const holder = stringOfCharacter(wanted)!;
    if (expression.untyped && asEncoded(expression, holder) !== null) return asCharacter(body, expression, wanted, node);
  }
  if (target.kind === 'string') {
    if (expression.kind === 'text') {
      const literal = asEncoded(expression, target.name);
      if (literal !== null) return fitting(body, literal, target, node);
      const other = target.name === 'WSTRING' ? '"' : "'";
      body.report(
        'ST3074',
        node,
        { type: target.name, text: writeCharacterString(expression.value, other) },
        body.replace(node, writeCharacterString(expression.value, other)),
      );
      return null;
    }
    if (type.kind === 'string' && type.name === target.name) return expression;
    const given = computedAs(type);
    if (given !== null && stringOfCharacter(given) === target.name) return characterAsText(expression);
  }
  const from = type.kind === 'string' ? type.name : computedAs(type);
  const to = target.kind === 'string' ? target.name : wanted;
  if (from !== null && to !== null) {
    const call = `${from}_TO_${to}`;
    const values = { given: typeName(type), wanted: typeName(target), call };
    body.report('ST3004', node, values, body.replace(node, `${call}(${body.text(node)})`));
  } else body.report('ST3002', node, { given: typeName(type), wanted: typeName(target) });
  return null;
}

/** A literal where a string of its encoding is wanted: it must be writable there, and is cut where it is longer. */
function fitting(body: Body, literal: Text, target: StringType, node: ast.Node): Expression | null {
  if (target.name === 'STRING' && beyondBytes(literal.value)) {
    body.report('ST3072', node, { text: body.text(node) });
    return null;
  }
  const length = unitsOf(target.name, literal.value);
  if (length > target.capacity) body.report('ST3075', node, { length, type: typeName(target), capacity: target.capacity });
  return literal;
}

/** Code units that a text takes in an encoding. */
export function unitsOf(name: StringName, text: string): number {
  return name === 'USTRING' ? utf8Length(text) : text.length;
}

function utf8Length(text: string): number {
  let length = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return length;
}

/**
 * Brings two operands of which at least one is a string to one encoding, or a character and a literal to one type of character.
 * `undefined` when neither is a string; `null` when there is no common type.
 */
export function unifyTexts(
  left: Expression,
  right: Expression,
): { left: Expression; right: Expression; type: Type } | null | undefined {
  if (left.type.kind !== 'string' && right.type.kind !== 'string') return undefined;
  if (right.type.kind !== 'string' || (left.kind === 'text' && right.kind !== 'text')) {
    const swapped = unifyTexts(right, left);
    return swapped ? { left: swapped.right, right: swapped.left, type: swapped.type } : swapped;
  }
  // Here the right is a string, and where either is a literal, the right is.
  const given = computedAs(left.type);
  if (given !== null) {
    const name = stringOfCharacter(given);
    if (name === null) return null;
    const code = right.kind === 'text' ? (right.value.codePointAt(0) ?? 0) : 0;
    if (
      right.kind === 'text' &&
      right.untyped &&
      asEncoded(right, name) !== null &&
      right.value.length === (code > 0xffff ? 2 : 1)
    )
      return { left, right: constantOf(BigInt(code), elementary(given), right), type: elementary(given) };
    return unifyTexts(characterAsText(left), right);
  }
  if (left.type.kind !== 'string') return null;
  const other = right.kind === 'text' ? asEncoded(right, left.type.name) : right;
  if (other === null || other.type.kind !== 'string' || other.type.name !== left.type.name) return null;
  return { left, right: other, type: stringType(left.type.name, Math.max(left.type.capacity, other.type.capacity)) };
}
