/** Who may touch which variable of a block or class: clause 6.6.5.10. */
import type * as ast from '../syntax/ast.ts';
import type { Body } from './body.ts';
import { isProperty } from './check-methods.ts';
import type { FunctionBlock, Variable } from './checked.ts';
import { lineage, mayAccess } from './inheritance.ts';

/**
 * The variable behind `instance.member` where its access says so. `undefined`: an ordinary parameter, or no such variable; `null`: there
 * is one, and it may not be touched here. Through THIS all of the block's own and inherited variables are in reach.
 */
export function guardedMember(
  body: Body,
  block: FunctionBlock,
  member: ast.Identifier,
  throughSelf: boolean,
): Variable | null | undefined {
  const find = (list: readonly Variable[]): Variable | undefined =>
    list.find((variable) => variable.name.toUpperCase() === member.key && variable.section !== 'temp' && !variable.hidden);
  const parameter = find(block.parameters);
  if (parameter !== undefined) return throughSelf ? parameter : undefined;
  const local = find(block.locals);
  if (local === undefined) return undefined;
  if (local.access === undefined && block.object === undefined && !throughSelf) return undefined;
  // A test looks into what it tests.
  if (body.owner?.test !== undefined) return local;
  const access = local.access ?? 'PROTECTED';
  const facts = body.workspace.facts.get(local);
  const owner = facts?.owner?.pou;
  const declaring = owner?.kind === 'function_block' ? owner : block;
  if (mayAccess(access, declaring, facts?.owner?.names.namespace ?? '', body.self, body.names.namespace)) return local;
  body.report('ST2065', member, { name: member.text, owner: declaring.name, access });
  return null;
}

/** A property where only a variable can stand. True after a diagnostic. */
export function refuseProperty(body: Body, node: ast.Expression): boolean {
  if (!isProperty(body, node)) return false;
  body.report('ST2097', node, { name: body.text(node) });
  return true;
}

/** A bare name that a base keeps PRIVATE. True after a diagnostic. */
export function reportPrivate(body: Body, name: ast.Identifier): boolean {
  if (body.self === null) return false;
  for (const block of lineage(body.self)) {
    const hidden = block.locals.find((variable) => variable.name.toUpperCase() === name.key && variable.access === 'PRIVATE');
    if (hidden === undefined || block === body.self) continue;
    body.report('ST2065', name, { name: name.text, owner: block.name, access: 'PRIVATE' });
    return true;
  }
  return false;
}
