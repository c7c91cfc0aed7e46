/**
 * EN and ENO: clause 6.6.1.5, Table 18. Every function and block has them, declared or not. With EN FALSE the call does not take
 * place, ENO becomes FALSE, and a function gives zero (the standard leaves the value open). A fault stops the controller here, so
 * that ENO never tells of one.
 */
import type * as ast from '../syntax/ast.ts';
import type { Body } from './body.ts';
import { checkExpressionAs } from './check-expressions.ts';
import { checkPlace, checkWritable } from './check-places.ts';
import type { Expression, Place, Statement, Variable } from './checked.ts';
import { constantOf, convertTo, settleAlone } from './conversions.ts';
import { elementary } from './elementary.ts';
import { computedAs, isAggregate, isUntyped, typeName } from './type-relations.ts';
import type { Type } from './types.ts';

type Call = ast.Expression & { kind: 'call' };

/** A call split into its EN and ENO and the rest; `null` where it has neither, or the callee declares them itself. */
export function splitEnable(
  node: Call,
  parameters: readonly Variable[] | null,
): { call: Call; en: ast.Argument | null; eno: ast.Argument | null } | null {
  const declared = (key: string) => parameters?.some(({ name }) => name.toUpperCase() === key) ?? false;
  const find = (key: string, direction: ast.Argument['direction']) =>
    declared(key)
      ? null
      : (node.arguments.find((argument) => argument.name?.key === key && argument.direction === direction) ?? null);
  const en = find('EN', 'input');
  const eno = find('ENO', 'output');
  if (en === null && eno === null) return null;
  return { call: { ...node, arguments: node.arguments.filter((argument) => argument !== en && argument !== eno) }, en, eno };
}

interface Enable {
  enable: Expression;
  eno: Place | null;
}

function checkEnable(body: Body, node: Call, en: ast.Argument | null, eno: ast.Argument | null): Enable | null {
  const bool = elementary('BOOL');
  const enable =
    en === null ? constantOf(true, bool, { range: body.range(node) }) : checkExpressionAs(body, en.value, bool, 'condition');
  if (enable === null) return null;
  if (eno === null || eno.value.kind === 'missing') return { enable, eno: null };
  const place = checkPlace(body, eno.value, 'write');
  if (place === null || !checkWritable(body, place, eno.value)) return null;
  if (computedAs(place.type) !== 'BOOL') {
    body.report('ST4009', eno.value, { name: 'ENO', wanted: 'BOOL', given: typeName(place.type) });
    return null;
  }
  return { enable, eno: place };
}

/** In an expression. `value` is the call without them. */
export function enabledExpression(
  body: Body,
  node: Call,
  { en, eno }: { en: ast.Argument | null; eno: ast.Argument | null },
  given: Expression | null,
  expected: Type | null,
): Expression | null {
  const checked = checkEnable(body, node, en, eno);
  // `ADD(EN := e, IN1 := 1, IN2 := 2)` is a literal's sum, and takes the type that is wanted here.
  const value =
    given === null || !isUntyped(given.type)
      ? given
      : expected === null
        ? settleAlone(given)
        : convertTo(body, given, expected, node);
  if (checked === null || value === null) return null;
  if (isAggregate(value.type) || value.type.kind === 'string') {
    body.report('ST4160', node, { type: typeName(value.type) });
    return null;
  }
  return { kind: 'enabled', ...checked, value, type: value.type, range: body.range(node) };
}

/** As a statement: the call under a condition. */
export function enabledStatement(
  body: Body,
  node: Call,
  { en, eno }: { en: ast.Argument | null; eno: ast.Argument | null },
  call: Statement | null,
): Statement | null {
  const checked = checkEnable(body, node, en, eno);
  if (checked === null || call === null) return null;
  const range = body.range(node);
  const tell = (value: boolean): Statement[] =>
    checked.eno === null
      ? []
      : [{ kind: 'assign', target: checked.eno, value: constantOf(value, elementary('BOOL'), { range }), range }];
  return { kind: 'if', branches: [{ condition: checked.enable, body: [...tell(true), call] }], otherwise: tell(false), range };
}
