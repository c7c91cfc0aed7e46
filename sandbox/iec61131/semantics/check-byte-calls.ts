/** Byte order, validity and decimal digits: IEC 61131-3, Tables 22 (BCD), 37 and 39 (numbers of the last two from memory). */
import type * as ast from '../syntax/ast.ts';
import type { Body } from './body.ts';
import { checkExpression, checkExpressionAs } from './check-expressions.ts';
import type { Expression } from './checked.ts';
import type { ConversionFunction } from './conversion-names.ts';
import { asValue, constantOf, convert, settleAlone } from './conversions.ts';
import { classOf, elementary, elementaryTable, isNumeric } from './elementary.ts';

import { isStringName } from './texts.ts';
import { computedAs, typeName } from './type-relations.ts';
import type { Type } from './types.ts';

export function checkBytesCall(
  body: Body,
  name: string,
  node: ast.Expression,
  kind: 'valid' | 'endian',
  of: Type | null,
  range: Expression['range'],
): Expression | null {
  const checked = of === null ? checkExpression(body, node) : checkExpressionAs(body, node, of);
  if (checked === null) return null;
  const operand = settleAlone(checked);
  const type = computedAs(operand.type);
  const bool = elementary('BOOL');
  const wrong = (wanted: string): null => {
    body.report('ST4004', node, { name, wanted, given: typeName(checked.type) });
    return null;
  };
  if (name === 'IS_VALID_BCD') {
    if (type === null || classOf(type) !== 'bits') return wrong('ANY_BIT');
    return { kind: 'intrinsic', name, arguments: [convert(operand, 'LWORD')], type: bool, range };
  }
  if (kind === 'valid') {
    if (type === null || !isNumeric(type)) return wrong('ANY_NUM');
    if (classOf(type) !== 'real') return constantOf(true, bool, { range });
    return { kind: 'intrinsic', name, arguments: [convert(operand, 'LREAL')], type: bool, range };
  }
  const wide = type !== null && (isNumeric(type) || classOf(type) === 'bits');
  if (!wide) return wrong('ANY_NUM, ANY_BIT');
  const value = asValue(operand);
  if (name.endsWith('LITTLE_ENDIAN') || elementaryTable[type].bits === 8) return value;
  return { kind: 'intrinsic', name: 'SWAP_BYTES', arguments: [value], type: value.type, range };
}

/** `WORD_BCD_TO_UINT` and `UINT_TO_BCD_WORD`. */
export function checkBcd(
  body: Body,
  call: ast.Expression,
  node: ast.Expression,
  conversion: ConversionFunction,
): Expression | null {
  const { from, to } = conversion;
  if (isStringName(to) || (from !== null && isStringName(from))) return null;
  const checked = from === null ? checkExpression(body, node) : checkExpressionAs(body, node, elementary(from));
  if (checked === null) return null;
  const operand = settleAlone(checked);
  const given = computedAs(operand.type);
  const wanted = conversion.bcd === 'from' ? 'bits' : 'unsigned';
  const literal = from === null && operand.kind === 'constant' && given === 'DINT';
  if (given === null || (classOf(given) !== wanted && !literal)) {
    const name = body.text(call).split('(', 1)[0]!;
    body.report('ST4004', node, { name, wanted: wanted === 'bits' ? 'ANY_BIT' : 'ANY_UNSIGNED', given: typeName(checked.type) });
    return null;
  }
  const range = body.range(call);
  const name = conversion.bcd === 'from' ? 'FROM_BCD' : 'TO_BCD';
  const [source, result] = conversion.bcd === 'from' ? (['LWORD', 'ULINT'] as const) : (['ULINT', 'LWORD'] as const);
  const digits: Expression = { kind: 'intrinsic', name, arguments: [convert(operand, source)], type: elementary(result), range };
  return convert(digits, to);
}
