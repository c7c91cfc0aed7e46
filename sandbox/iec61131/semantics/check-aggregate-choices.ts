/**
 * `r := SEL(g, a, b)` and `r := MUX(k, a, b, …)` where `r` is a structure or an array: the standard's selections take ANY (Table 32,
 * clause 6.6.2.5.12). Such values are never in a register, so the choice is made by copying: IF and CASE.
 */
import type * as ast from '../syntax/ast.ts';
import type { Body } from './body.ts';
import { checkExpressionAs } from './check-expressions.ts';
import { findVariable } from './check-places.ts';
import { orderArguments } from './check-standard-calls.ts';
import { checkStatements } from './check-statements.ts';
import type { Expression, Statement } from './checked.ts';
import { constantOf } from './conversions.ts';
import { elementary } from './elementary.ts';
import { findStandardFunction } from './function-names.ts';
import { lookUp } from './namespaces.ts';

type Assignment = ast.Statement & { kind: 'assign' };

/** The assignment as a choice of copies; `null` after a diagnostic, `undefined` where its value is no selection. */
export function checkAggregateChoice(body: Body, node: Assignment): Statement | null | undefined {
  const { value } = node;
  if (value.kind !== 'call' || value.callee.kind !== 'name') return undefined;
  const { name } = value.callee;
  if ((name.key !== 'SEL' && name.key !== 'MUX') || lookUp(body, name.key) !== undefined) return undefined;
  if (findVariable(body, name.key) !== null) return undefined;
  const entry = findStandardFunction(name.key)!;
  body.workspace.refer(body.unit, value.callee, { kind: 'standard function', name: entry.name });
  const nodes = orderArguments(body, value, entry);
  if (nodes === null) return null;
  const [head, ...choices] = nodes as [ast.Expression, ...ast.Expression[]];
  const selector = checkExpressionAs(
    body,
    head,
    elementary(name.key === 'SEL' ? 'BOOL' : 'DINT'),
    name.key === 'SEL' ? 'value' : 'index',
  );
  const copies = choices.map((choice) => checkStatements(body, [{ ...node, value: choice }]));
  if (selector === null || copies.some((copy) => copy.length === 0)) return null;
  const range = body.range(node);
  if (name.key === 'SEL')
    return { kind: 'if', branches: [{ condition: selector, body: copies[1]! }], otherwise: copies[0]!, range };
  const branches = copies.map((copy, i) => ({ labels: [{ lower: BigInt(i), upper: BigInt(i) }], body: copy }));
  const wide: Expression = { kind: 'convert', operand: selector, to: 'LINT', type: elementary('LINT'), range: selector.range };
  return { kind: 'case', selector: wide, branches, otherwise: [selectedOutside(selector, copies.length)], range };
}

/** A selector that selects nothing faults as that of any other MUX does. */
function selectedOutside(selector: Expression, count: number): Statement {
  const { range } = selector;
  const type = elementary('DINT');
  const inputs = Array.from({ length: count }, (_, i) => constantOf(BigInt(i), type, { range }));
  return { kind: 'evaluate', value: { kind: 'intrinsic', name: 'MUX', arguments: [selector, ...inputs], type, range }, range };
}
