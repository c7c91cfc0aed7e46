/** What a POU does before its first statement because of how its parameters are declared: EN and ENO, R_EDGE and F_EDGE. */
import type * as ast from '../syntax/ast.ts';
import type { Body } from './body.ts';
import type { Expression, Place, Statement, Variable } from './checked.ts';
import { constantOf } from './conversions.ts';
import { elementary } from './elementary.ts';
import type { PouEntity } from './workspace.ts';

/** An input declared with R_EDGE or F_EDGE: what the caller gives, what it was last time, and what the body sees. */
export interface EdgeInput {
  input: Variable;
  previous: Variable;
  seen: Variable;
  rising: boolean;
}

/**
 * `x : BOOL R_EDGE` (clause 6.6.3.3.2, Table 41): inside, `x` is TRUE for the one call in which the input rises, as if an R_TRIG stood
 * before it. The input itself stays what the caller gave.
 */
export function declareEdge(body: Body, declaration: ast.VariableDeclaration, input: Variable): Variable[] {
  const isBlock = body.owner !== null && body.owner.pou.kind !== 'function' && body.outer === null;
  if (input.section !== 'input' || !isBlock || input.type.kind !== 'elementary' || input.type.name !== 'BOOL') {
    body.report('ST2167', declaration, { edge: declaration.edge ?? 'R_EDGE' });
    return [];
  }
  const hidden = { ...input, address: null, initial: false, hidden: true, retain: false };
  const previous: Variable = { ...hidden, name: `${input.name}$previous`, section: 'local' };
  const seen: Variable = { ...hidden, name: `${input.name}$edge`, section: 'temp', readonly: true, standsFor: input };
  body.owner!.edges ??= [];
  body.owner!.edges.push({ input, previous, seen, rising: declaration.edge === 'R_EDGE' });
  body.scope.set(input.name.toUpperCase(), seen);
  body.workspace.declareFacts(seen, body.owner, body.unit);
  body.workspace.facts.get(seen)!.reads++;
  return [previous, seen];
}

/** The statements that come first. */
export function prologue(entity: PouEntity): Statement[] {
  const { pou } = entity;
  const list: Statement[] = [];
  const bool = elementary('BOOL');
  const { range } = pou;
  const place = (variable: Variable): Place => ({ kind: 'variable', variable, type: variable.type, range });
  const read = (variable: Variable): Expression => ({ kind: 'read', place: place(variable), type: bool, range });
  const not = (operand: Expression): Expression => ({ kind: 'unary', operator: 'NOT', operand, type: bool, range });
  const assign = (variable: Variable, value: Expression): Statement => ({
    kind: 'assign',
    target: place(variable),
    value,
    range,
  });
  const declared = (key: string, section: Variable['section']) =>
    pou.parameters.find((variable) => variable.name.toUpperCase() === key && variable.section === section && isBool(variable));
  const en = declared('EN', 'input');
  const eno = declared('ENO', 'output');
  if (eno !== undefined) list.push(assign(eno, en === undefined ? constantOf(true, bool, { range }) : read(en)));
  if (en !== undefined)
    list.push({ kind: 'if', branches: [{ condition: not(read(en)), body: [{ kind: 'return', range }] }], otherwise: [], range });
  for (const { input, previous, seen, rising } of entity.edges ?? []) {
    const [now, before] = rising ? [read(input), not(read(previous))] : [not(read(input)), read(previous)];
    list.push(assign(seen, { kind: 'binary', operator: 'AND', left: now, right: before, type: bool, range }));
    list.push(assign(previous, read(input)));
  }
  return list;
}

function isBool({ type }: Variable): boolean {
  return type.kind === 'elementary' && type.name === 'BOOL';
}
