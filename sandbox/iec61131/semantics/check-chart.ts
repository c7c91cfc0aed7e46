/**
 * Actions and sequential function charts: clause 6.7. A chart becomes ordinary checked statements over ordinary variables, so that
 * watching, retaining and online changes work as everywhere.
 *
 * One evaluation, that is one run of the POU, goes in this order:
 *  1. `Step.T` of every active step becomes the time since its activation; that of an inactive step stays as it was when it ended.
 *  2. Transitions are asked in the order of PRIORITY (lowest number first, those without one last, in the order of the text). One is
 *     enabled while all its FROM steps are active and no transition asked before it in this evaluation takes one of them away: in a
 *     selection exactly one branch is taken. Only enabled transitions evaluate their condition. An initial step has run once before
 *     any transition leaves it, because the effects of an activation must come about first.
 *  3. All transitions found TRUE clear together: their FROM steps end, their TO steps begin (T#0s). A step that ends and begins in
 *     one evaluation begins anew. So a step is active for one whole evaluation at least, and a chart moves on by one step at a time.
 *  4. Action control: see `action-control.ts`.
 *  5. Actions in their last scan run, then those that work, each in the order of the ACTION declarations; BOOL variables first.
 *
 * The body of an ACTION may be a chart too. One run of the action is then one evaluation of it. While the action does not run its
 * chart stands still, and goes on where it stood; so that nothing it has switched on stays behind, its last scan does not move it
 * but takes its steps for inactive in 4 and 5. (The standard has a chart as such a body and leaves open what stopping it means.)
 */
import type * as ast from '../syntax/ast.ts';
import { Body } from './body.ts';
import { evaluation, type Transition } from './chart-evaluation.ts';
import { componentsOf, explore, type Network } from './chart-network.ts';
import { checkStatements } from './check-statements.ts';
import type { Action, Statement } from './checked.ts';
import { actionsIn, type Step } from './declare-chart.ts';
import { nearestName } from './did-you-mean.ts';
import { constantInteger } from './resolve-types.ts';
import type { PouEntity, Workspace } from './workspace.ts';

/** Checks the bodies of actions, and the chart where there is one: its statements are the POU’s body. */
export function checkActions(workspace: Workspace, entity: PouEntity): void {
  for (const { name, body: list, chart } of actionsIn(entity.declaration.actions)) {
    const action = entity.chart?.actions.get(name.key);
    const body = new Body(workspace, entity.unit, entity, entity.scope);
    const isIt = action !== undefined && action.range.start === body.range(name).start;
    const statements = chart === undefined ? checkStatements(body, list) : checkChart(body, entity, chart, isIt ? action : null);
    if (isIt) action.body = statements;
  }
  forbidCircles(workspace, entity);
}

/** No action may come back to itself. */
function forbidCircles(workspace: Workspace, entity: PouEntity): void {
  const all = entity.chart?.actions ?? new Map<string, Action>();
  const done = new Set<Action>();
  const path: Action[] = [];
  const visit = (action: Action): void => {
    if (done.has(action)) return;
    const at = path.indexOf(action);
    if (at !== -1) {
      const node = actionsIn(entity.declaration.actions).find(({ name }) => name.text === action.name)?.name;
      const circle = [...path.slice(at), action].map(({ name }) => name).join(' → ');
      if (node !== undefined) workspace.report(entity.unit, 'ST5112', node, { name: action.name, circle });
      return;
    }
    path.push(action);
    for (const called of performedBy(action.body)) visit(called);
    path.pop();
    done.add(action);
  };
  for (const action of all.values()) visit(action);
}

/** The actions of its own POU that a list of statements runs. */
function performedBy(list: readonly Statement[]): Action[] {
  return list.flatMap((statement): Action[] => {
    switch (statement.kind) {
      case 'perform':
        return statement.instance === null ? [statement.action] : [];
      case 'if':
      case 'case':
        return [...statement.branches.flatMap(({ body }) => performedBy(body)), ...performedBy(statement.otherwise)];
      case 'for':
      case 'while':
      case 'repeat':
        return performedBy(statement.body);
      default:
        return [];
    }
  });
}

/** Checks a chart, the POU’s own or that of `holder`, and gives the statements of one evaluation. */
export function checkChart(body: Body, entity: PouEntity, chart: ast.Chart, holder: Action | null): Statement[] {
  const scope = entity.chart;
  const own = scope?.steps.get(chart);
  if (scope === undefined || own === undefined) return [];
  const steps = [...own.values()];
  const numbers = new Map([...own.keys()].map((key, number) => [key, number]));
  const transitions: Transition[] = [];
  const named = new Map<string, ast.Identifier>();
  for (const node of chart.transitions) {
    if (node.name !== null) {
      const known = named.get(node.name.key);
      if (known !== undefined) body.report('ST2052', node.name, { name: node.name.text, where: body.where(body.range(known)) });
      named.set(node.name.key, node.name);
    }
    const from = findSteps(body, own, numbers, node.from);
    const to = findSteps(body, own, numbers, node.to);
    const priority = priorityOf(body, node);
    if (from !== null && to !== null) transitions.push({ node, from, to, priority });
  }
  const network: Network = {
    steps: steps.length,
    initial: steps.flatMap(({ declaration }, number) => (declaration.initial ? [number] : [])),
    transitions,
  };
  const whole = transitions.length === chart.transitions.length && steps.length === chart.steps.length;
  checkNetwork(body, network, steps, transitions, whole);
  return evaluation(body, entity, { scope, chart, steps, transitions, holder });
}

function findSteps(
  body: Body,
  steps: ReadonlyMap<string, Step>,
  numbers: Map<string, number>,
  names: ast.Identifier[],
): number[] | null {
  const found: number[] = [];
  for (const name of names) {
    const number = numbers.get(name.key);
    const step = steps.get(name.key);
    if (number === undefined || step === undefined) {
      const known = [...steps.values()].map(({ variable }) => variable.name);
      const nearest = nearestName(name.text, known);
      if (nearest !== null) body.report('ST2002', name, { name: name.text, nearest }, body.replace(name, nearest));
      else body.report('ST5103', name, { name: name.text, names: known.slice(0, 12).join(', ') });
      return null;
    }
    body.workspace.refer(body.unit, name, { kind: 'variable', variable: step.variable, owner: body.owner?.name ?? null });
    if (found.includes(number)) {
      body.report('ST5114', name, { name: name.text });
      return null;
    }
    found.push(number);
  }
  return found.length === 0 ? null : found;
}

function priorityOf(body: Body, { priority }: ast.TransitionDeclaration): bigint | null {
  if (priority === null) return null;
  const value = constantInteger(body, priority);
  if (value === null || value < 0n) {
    if (value !== null) body.report('ST5115', priority);
    return null;
  }
  return value;
}

function checkNetwork(body: Body, network: Network, steps: Step[], transitions: Transition[], whole: boolean): void {
  const components = componentsOf(network);
  const beginnings = new Map<number, number>();
  let sound = whole;
  for (const number of network.initial) {
    const first = beginnings.get(components[number]!);
    if (first === undefined) beginnings.set(components[number]!, number);
    else {
      const { name } = steps[number]!.declaration;
      const other = steps[first]!.declaration.name;
      body.report('ST5102', name, { name: name.text, first: other.text, line: body.range(other).line });
      sound = false;
    }
  }
  // With a transition left out for a mistake of its own, its steps only seem to stand alone.
  if (!whole && network.initial.length > 0) return;
  const told = new Set<number>();
  const sizes = new Map<number, number>();
  for (const component of components) sizes.set(component, (sizes.get(component) ?? 0) + 1);
  steps.forEach(({ declaration }, number) => {
    const component = components[number]!;
    if (beginnings.has(component) || told.has(component)) return;
    told.add(component);
    const isAlone = sizes.get(component) === 1;
    // A step that nothing leads to or from, beside a sequence that has its beginning, was only forgotten.
    if (isAlone && beginnings.size > 0) body.report('ST5104', declaration.name, { name: declaration.name.text });
    else {
      body.report('ST5101', declaration.name);
      sound = false;
    }
  });
  if (!sound) return;
  const found = explore(network);
  if (found.unsafe !== null) {
    const { transition, step } = found.unsafe;
    body.report('ST5108', transitions[transition]!.node, { name: steps[step]!.variable.name });
    return;
  }
  steps.forEach(({ declaration }, number) => {
    if (!found.reached[number] && beginnings.has(components[number]!))
      body.report('ST5104', declaration.name, { name: declaration.name.text });
  });
  if (!found.complete) return;
  transitions.forEach(({ node, from }, number) => {
    if (found.taken[number] || !from.every((step) => found.reached[step])) return;
    body.report('ST5109', node, { names: from.map((step) => steps[step]!.variable.name).join(', ') });
  });
}
