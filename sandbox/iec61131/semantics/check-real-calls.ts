/** The functions of one or two REALs that a kernel computes: IEC 61131-3, Table 28, and ATAN2 of Table 29. */
import type * as ast from '../syntax/ast.ts';
import type { Body } from './body.ts';
import { checkExpression, checkExpressionAs } from './check-expressions.ts';
import type { Expression } from './checked.ts';
import { convert, settleAlone } from './conversions.ts';
import { classOf, elementary } from './elementary.ts';
import { computedAs, isUntyped, typeName } from './type-relations.ts';
import type { ElementaryName, Type } from './types.ts';

export function checkRealCall(
  body: Body,
  call: ast.Expression & { kind: 'call' },
  name: string,
  nodes: ast.Expression[],
  expected: Type | null,
  of: Type | null,
): Expression | null {
  const operands: Expression[] = [];
  for (const node of nodes) {
    const operand = of === null ? checkExpression(body, node, expected) : checkExpressionAs(body, node, of);
    if (operand === null) return null;
    const given = computedAs(operand.type);
    if (given === null || (!isUntyped(operand.type) && classOf(given) !== 'real')) {
      body.report('ST4004', node, {
        name,
        wanted: {
          en: 'a REAL or LREAL; a whole number converts with TO_REAL( … )',
          'zh-CN': ' REAL 或 LREAL；整数可用 TO_REAL( … ) 转换',
        },
        given: typeName(settleAlone(operand).type),
      });
      return null;
    }
    operands.push(operand);
  }
  const typed = operands.filter(({ type }) => !isUntyped(type));
  const wanted = expected === null ? null : computedAs(expected);
  const single = typed.length === 0 ? wanted === 'REAL' : typed.every(({ type }) => computedAs(type) === 'REAL');
  const type: ElementaryName = single ? 'REAL' : 'LREAL';
  return {
    kind: 'intrinsic',
    name,
    arguments: operands.map((operand) => convert(settleAlone(operand), type)),
    type: elementary(type),
    range: body.range(call),
  };
}
