/**
 * What charts declare: steps, actions and their memory. Names of steps and actions are local to the POU (clause 6.7.2), also those of
 * a chart that is the body of an action, so they all lie in one scope.
 */
import type * as ast from '../syntax/ast.ts';
import { controlType, isQualifier, type Qualifier } from './action-control.ts';
import { Body } from './body.ts';
import type { Action, Variable } from './checked.ts';
import { elementary } from './elementary.ts';
import type { StructType, Type } from './types.ts';
import type { PouEntity, Workspace } from './workspace.ts';

/** `X` and `T` of clause 6.7.2; `Since` is the logical time of the activation, before the first one -1 ns. */
const stepType: StructType = {
  kind: 'struct',
  name: 'SFC_STEP',
  fields: [
    { name: 'X', type: elementary('BOOL'), initial: false },
    { name: 'T', type: elementary('TIME'), initial: 0n },
    { name: 'Since', type: elementary('TIME'), initial: 0n },
  ],
};
const NEVER_RUN = -1n;

export interface Step {
  variable: Variable;
  declaration: ast.StepDeclaration;
}

/** What a POU’s charts and actions have declared, kept beside its entity. */
export interface ChartScope {
  actions: Map<string, Action>;
  /** Of each chart, by name; the POU’s own first. */
  steps: Map<ast.Chart, Map<string, Step>>;
  /** For an action with a chart: a flag that is TRUE while it runs for the last time. */
  lastScans: Map<Action, Variable>;
  /** The control of each action, by its name: of an ACTION, or of a BOOL variable. */
  controls: Map<string, Variable>;
}

/** All actions of a POU in the order of the text, those within the charts of others too. */
export function actionsIn(actions: readonly ast.ActionDeclaration[] = []): ast.ActionDeclaration[] {
  return actions.flatMap((action) => [action, ...actionsIn(action.actions)]);
}

/** All charts of a POU: its own, and those that are the bodies of actions. */
function chartsOf({ chart }: ast.PouDeclaration, actions: readonly ast.ActionDeclaration[]): ast.Chart[] {
  return [chart, ...actions.map((action) => action.chart)].filter((one) => one !== undefined);
}

function declare(
  body: Body,
  owner: PouEntity,
  name: ast.Identifier,
  type: StructType,
  initial: Variable['initial'],
): Variable | null {
  const known = body.scope.get(name.key);
  if (known !== undefined) {
    body.report('ST2052', name, { name: name.text, where: body.where(known.range) });
    return null;
  }
  const variable = chartVariable(body, name.text, name, type, initial);
  body.scope.set(name.key, variable);
  body.workspace.declareFacts(variable, owner, body.unit);
  const facts = body.workspace.facts.get(variable);
  if (facts !== undefined) facts.reads++;
  body.workspace.refer(body.unit, name, { kind: 'variable', variable, owner: owner.name });
  return variable;
}

function chartVariable(body: Body, name: string, at: ast.Node, type: Type, initial: Variable['initial']): Variable {
  return {
    name,
    type,
    section: 'local',
    address: null,
    retain: false,
    constant: false,
    initial,
    range: body.range(at),
    ofChart: true,
  };
}

/** Declares steps and actions with their memory, behind the POU’s own variables. Part of the interface, because it takes room. */
export function declareChart(workspace: Workspace, entity: PouEntity): void {
  const { declaration, pou } = entity;
  const { chart } = declaration;
  const actions = actionsIn(declaration.actions);
  if (actions.length === 0 && chart === undefined) return;
  const body = new Body(workspace, entity.unit, entity, entity.scope);
  if ((pou.kind !== 'program' && pou.kind !== 'function_block') || declaration.kind === 'class') {
    const node = actions[0]?.name ?? chart?.steps[0]?.name ?? chart?.transitions[0] ?? declaration.name;
    body.report('ST1031', node, { what: declaration.kind === 'function' ? 'FUNCTION' : declaration.kind.toUpperCase() });
    return;
  }
  const scope: ChartScope = { actions: new Map(), steps: new Map(), lastScans: new Map(), controls: new Map() };
  entity.chart = scope;
  const list: Action[] = [];
  const charts = chartsOf(declaration, actions);
  const used = qualifiersOf(body, charts);
  for (const { name, chart: inside } of actions) {
    if (name.key === '') continue;
    const known = scope.actions.get(name.key) ?? body.scope.get(name.key);
    if (known !== undefined) {
      body.report('ST2052', name, { name: name.text, where: body.where(known.range) });
      continue;
    }
    const action: Action = { name: name.text, body: [], range: body.range(name) };
    scope.actions.set(name.key, action);
    list.push(action);
    if (inside === undefined) continue;
    const type = elementary('BOOL');
    const flag: Variable = {
      ...chartVariable(body, `SFC last scan of ${name.text}`, name, type, null),
      section: 'temp',
      hidden: true,
    };
    scope.lastScans.set(action, flag);
    pou.locals.push(flag);
  }
  if (list.length > 0) pou.actions = list;
  for (const one of charts) {
    const own = new Map<string, Step>();
    for (const step of one.steps) {
      if (step.name.key === '') continue;
      const taken = scope.actions.get(step.name.key);
      if (taken !== undefined) {
        body.report('ST2052', step.name, { name: step.name.text, where: body.where(taken.range) });
        continue;
      }
      const initial = step.initial ? { fields: [true, null, NEVER_RUN] } : null;
      const variable = declare(body, entity, step.name, stepType, initial);
      if (variable === null) continue;
      own.set(step.name.key, { variable, declaration: step });
      pou.locals.push(variable);
    }
    scope.steps.set(one, own);
  }
  for (const [key, qualifiers] of used) {
    const action = scope.actions.get(key);
    const name = actions.find((candidate) => candidate.name.key === key)?.name;
    const owner = body.scope.get(key);
    if (action !== undefined && name !== undefined) {
      const variable = declare(body, entity, name, controlType(name.text, qualifiers), null);
      if (variable === null) continue;
      scope.controls.set(key, variable);
      pou.locals.push(variable);
    } else if (owner !== undefined && !owner.ofChart) {
      const variable = chartVariable(body, `SFC_${owner.name}`, declaration.name, controlType(owner.name, qualifiers), null);
      scope.controls.set(key, variable);
      pou.locals.push(variable);
    }
  }
}

/**
 * The qualifiers that each action is associated with, whether or not it exists. An action has one control, which belongs to one
 * chart: from another it cannot be associated, because the two are evaluated at different times.
 */
function qualifiersOf(body: Body, charts: readonly ast.Chart[]): Map<string, Set<Qualifier>> {
  const used = new Map<string, Set<Qualifier>>();
  const homes = new Map<string, { chart: ast.Chart; at: ast.Identifier }>();
  for (const chart of charts) {
    for (const { action, qualifier } of chart.steps.flatMap(({ associations }) => associations)) {
      const home = homes.get(action.key);
      if (home === undefined) homes.set(action.key, { chart, at: action });
      else if (home.chart !== chart) {
        body.report('ST5116', action, { name: action.text, line: body.range(home.at).line });
        continue;
      }
      const key = qualifier?.key ?? 'N';
      const known = used.get(action.key) ?? new Set<Qualifier>();
      if (isQualifier(key)) known.add(key);
      used.set(action.key, known);
    }
  }
  return used;
}
