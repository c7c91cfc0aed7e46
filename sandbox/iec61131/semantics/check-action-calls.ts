/** `Fill();` and `pump.Fill();`: an action run by its name, an extension of clause 6.7 that is common in the field. */
import type * as ast from '../syntax/ast.ts';
import type { Body } from './body.ts';
import { checkPlace } from './check-places.ts';
import type { Action, FunctionBlock, Place, Statement } from './checked.ts';
import { lineage } from './inheritance.ts';
import type { InstanceType } from './types.ts';

type Call = ast.Expression & { kind: 'call' };

/** The statement; `null` after a diagnostic; `'none'` when the call is of no action. */
export function checkActionCall(body: Body, node: Call): Statement | null | 'none' {
  const { callee } = node;
  if (callee.kind === 'name') {
    const own = body.owner?.chart?.actions.get(callee.name.key);
    const action = own ?? (body.self === null ? null : findAction(body.self, callee.name.key));
    return action === null ? 'none' : perform(body, node, action, null);
  }
  if (callee.kind !== 'member' || !body.workspace.actionNames.has(callee.member.key)) return 'none';
  const instance = checkPlace(body, callee.base, 'both');
  if (instance === null) return null;
  if (!isInstance(instance) || instance.type.block.kind !== 'function_block') return 'none';
  const action = findAction(instance.type.block, callee.member.key);
  return action === null ? 'none' : perform(body, node, action, instance);
}

/** An action of a block or of what it extends. */
function findAction(block: FunctionBlock, key: string): Action | null {
  for (const at of lineage(block)) {
    const action = at.actions?.find(({ name }) => name.toUpperCase() === key);
    if (action !== undefined) return action;
  }
  return null;
}

function perform(body: Body, node: Call, action: Action, instance: (Place & { type: InstanceType }) | null): Statement | null {
  const [argument] = node.arguments;
  if (argument !== undefined) {
    body.report('ST5113', argument, { name: action.name });
    return null;
  }
  return { kind: 'perform', action, instance, range: body.range(node) };
}

function isInstance(place: Place): place is Place & { type: InstanceType } {
  return place.type.kind === 'instance';
}
