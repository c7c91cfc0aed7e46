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
 */
import type * as ast from '../syntax/ast.ts';
import {
  type Control,
  controlAction,
  controlType,
  isQualifier,
  isTimed,
  type Qualifier,
  type Request,
  rememberPulses,
} from './action-control.ts';
import { Body } from './body.ts';
import { componentsOf, explore, type Network } from './chart-network.ts';
import { checkExpressionAs } from './check-expressions.ts';
import { checkPlace, checkWritable } from './check-places.ts';
import { checkStatements } from './check-statements.ts';
import type { Action, Expression, Place, Statement, Variable } from './checked.ts';
import { nearestName } from './did-you-mean.ts';
import { elementary } from './elementary.ts';
import { constantInteger } from './resolve-types.ts';
import { Terms } from './terms.ts';
import { computedAs } from './type-relations.ts';
import type { ArrayType, StructType } from './types.ts';
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

/** What a POU’s chart and actions have declared, kept beside its entity. */
export interface ChartScope {
  actions: Map<string, Action>;
  steps: Map<string, { variable: Variable; declaration: ast.StepDeclaration }>;
  /** The control of each action, by its name: of an ACTION, or of a BOOL variable. */
  controls: Map<string, Variable>;
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
    body.report('ST2052', name, { name: name.text, line: known.range.line });
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

function chartVariable(body: Body, name: string, at: ast.Node, type: StructType, initial: Variable['initial']): Variable {
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
  const { actions = [], chart } = declaration;
  if (actions.length === 0 && chart === undefined) return;
  const body = new Body(workspace, entity.unit, entity, entity.scope);
  if ((pou.kind !== 'program' && pou.kind !== 'function_block') || declaration.kind === 'class') {
    const node = actions[0]?.name ?? chart?.steps[0]?.name ?? chart?.transitions[0] ?? declaration.name;
    body.report('ST1031', node, { what: declaration.kind === 'function' ? 'FUNCTION' : declaration.kind.toUpperCase() });
    return;
  }
  const scope: ChartScope = { actions: new Map(), steps: new Map(), controls: new Map() };
  entity.chart = scope;
  const list: Action[] = [];
  const used = chart === undefined ? new Map<string, Set<Qualifier>>() : qualifiersOf(chart);
  for (const { name } of actions) {
    if (name.key === '') continue;
    const known = scope.actions.get(name.key) ?? body.scope.get(name.key);
    if (known !== undefined) {
      body.report('ST2052', name, { name: name.text, line: known.range.line });
      continue;
    }
    const action: Action = { name: name.text, body: [], range: body.range(name) };
    scope.actions.set(name.key, action);
    list.push(action);
  }
  if (list.length > 0) pou.actions = list;
  for (const step of chart?.steps ?? []) {
    if (step.name.key === '') continue;
    const taken = scope.actions.get(step.name.key);
    if (taken !== undefined) {
      body.report('ST2052', step.name, { name: step.name.text, line: taken.range.line });
      continue;
    }
    const initial = step.initial ? { fields: [true, null, NEVER_RUN] } : null;
    const variable = declare(body, entity, step.name, stepType, initial);
    if (variable === null) continue;
    scope.steps.set(step.name.key, { variable, declaration: step });
    pou.locals.push(variable);
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

/** The qualifiers that each action is associated with, whether or not it exists. */
function qualifiersOf(chart: ast.Chart): Map<string, Set<Qualifier>> {
  const used = new Map<string, Set<Qualifier>>();
  for (const { associations } of chart.steps) {
    for (const { action, qualifier } of associations) {
      const key = qualifier?.key ?? 'N';
      const known = used.get(action.key) ?? new Set<Qualifier>();
      if (isQualifier(key)) known.add(key);
      used.set(action.key, known);
    }
  }
  return used;
}

/** Checks the bodies of actions, and the chart where there is one: its statements are the POU’s body. */
export function checkActions(workspace: Workspace, entity: PouEntity): void {
  const { actions = [] } = entity.declaration;
  for (const { name, body: list } of actions) {
    const action = entity.chart?.actions.get(name.key);
    const body = new Body(workspace, entity.unit, entity, entity.scope);
    const statements = checkStatements(body, list);
    if (action !== undefined && action.range.start === body.range(name).start) action.body = statements;
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
      const node = entity.declaration.actions?.find(({ name }) => name.text === action.name)?.name;
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

/** A transition with everything found. */
interface Transition {
  node: ast.TransitionDeclaration;
  from: number[];
  to: number[];
  priority: bigint | null;
}

/** Checks a chart and gives the statements of one evaluation. */
export function checkChart(body: Body, entity: PouEntity, chart: ast.Chart): Statement[] {
  const scope = entity.chart;
  if (scope === undefined || (entity.pou.kind !== 'program' && entity.pou.kind !== 'function_block')) return [];
  const steps = [...scope.steps.values()];
  const numbers = new Map([...scope.steps.keys()].map((key, number) => [key, number]));
  const transitions: Transition[] = [];
  const named = new Map<string, ast.Identifier>();
  for (const node of chart.transitions) {
    if (node.name !== null) {
      const known = named.get(node.name.key);
      if (known !== undefined) body.report('ST2052', node.name, { name: node.name.text, line: body.range(known).line });
      named.set(node.name.key, node.name);
    }
    const from = findSteps(body, scope, numbers, node.from);
    const to = findSteps(body, scope, numbers, node.to);
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
  return evaluation(body, entity, scope, chart, transitions);
}

function findSteps(body: Body, scope: ChartScope, numbers: Map<string, number>, names: ast.Identifier[]): number[] | null {
  const found: number[] = [];
  for (const name of names) {
    const number = numbers.get(name.key);
    const step = scope.steps.get(name.key);
    if (number === undefined || step === undefined) {
      const known = [...scope.steps.values()].map(({ variable }) => variable.name);
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

function checkNetwork(
  body: Body,
  network: Network,
  steps: { variable: Variable; declaration: ast.StepDeclaration }[],
  transitions: Transition[],
  whole: boolean,
): void {
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

/**
 * Flags that live for one evaluation, in one array: thousands of temporaries would each want a local, and engines write slow code for
 * functions with so many.
 */
class Flags {
  private readonly variable: Variable;
  private readonly type: ArrayType;

  constructor(body: Body, entity: PouEntity, at: ast.Node) {
    this.type = { kind: 'array', dimensions: [{ lower: 0, upper: -1 }], element: elementary('BOOL') };
    this.variable = {
      name: 'SFC flags',
      type: this.type,
      section: 'temp',
      address: null,
      retain: false,
      constant: false,
      initial: null,
      range: body.range(at),
      hidden: true,
    };
    if (entity.pou.kind === 'program' || entity.pou.kind === 'function_block') entity.pou.locals.push(this.variable);
  }

  add({ range }: Terms): Place {
    const number = ++this.type.dimensions[0]!.upper;
    const base: Place = { kind: 'variable', variable: this.variable, type: this.type, range };
    const index: Expression = { kind: 'constant', value: BigInt(number), type: elementary('DINT'), range };
    return { kind: 'index', base, indices: [index], type: elementary('BOOL'), range };
  }
}

function evaluation(body: Body, entity: PouEntity, scope: ChartScope, chart: ast.Chart, transitions: Transition[]): Statement[] {
  const flags = new Flags(body, entity, entity.declaration.name);
  const leaving = new Array<number>(scope.steps.size).fill(0);
  for (const { from } of transitions) for (const number of from) leaving[number]!++;
  const steps = [...scope.steps.values()].map(({ variable, declaration }, number) => {
    const terms = new Terms(body.range(declaration.name));
    const place = terms.variable(variable);
    return {
      declaration,
      terms,
      x: terms.field(place, 'X'),
      t: terms.field(place, 'T'),
      since: terms.field(place, 'Since'),
      /** Taken away from, or given to, by a transition of this evaluation. */
      ends: flags.add(terms),
      begins: flags.add(terms),
      /** Runs for the first time: nothing may leave it in this evaluation. */
      fresh: declaration.initial ? flags.add(terms) : null,
      contested: leaving[number]! > 1,
    };
  });
  const statements: Statement[] = [];
  // The editor shows beside each step whether it is active.
  for (const { x } of steps) body.workspace.placeUses.push({ owner: entity, place: x });
  for (const { terms, x, t, since, fresh } of steps) {
    const measure = terms.assign(t, terms.since(since));
    const first = [terms.assign(since, terms.now()), terms.assign(t, terms.duration(0n))];
    const neverRun = terms.compare('<', terms.read(since), terms.duration(0n));
    const running =
      fresh === null ? [measure] : [terms.when(neverRun, [...first, terms.assign(fresh, terms.bool(true))], [measure])];
    statements.push(terms.when(terms.read(x), running));
  }
  const ordered = [...transitions].sort((a, b) => {
    if (a.priority === b.priority) return a.node.first - b.node.first;
    if (a.priority === null) return 1;
    if (b.priority === null) return -1;
    return a.priority < b.priority ? -1 : 1;
  });
  for (const { node, from, to } of ordered) {
    const condition = checkExpressionAs(body, node.condition, elementary('BOOL'), 'condition');
    if (condition === null) continue;
    const terms = new Terms(body.range(node.condition));
    const enabled = from.flatMap((number) => {
      const step = steps[number]!;
      const free = [...(step.contested ? [step.ends] : []), ...(step.fresh === null ? [] : [step.fresh])];
      return [terms.read(step.x), ...free.map((place) => terms.not(terms.read(place)))];
    });
    const clears = [
      ...from.map((number) => terms.assign(steps[number]!.ends, terms.bool(true))),
      ...to.map((number) => terms.assign(steps[number]!.begins, terms.bool(true))),
    ];
    statements.push(terms.when(terms.all(enabled), [terms.when(condition, clears)]));
  }
  for (const { terms, x, t, since, ends, begins } of steps) {
    statements.push({
      kind: 'if',
      branches: [
        {
          condition: terms.read(begins),
          body: [terms.assign(x, terms.bool(true)), terms.assign(t, terms.duration(0n)), terms.assign(since, terms.now())],
        },
        { condition: terms.read(ends), body: [terms.assign(x, terms.bool(false))] },
      ],
      otherwise: [],
      range: terms.range,
    });
  }
  statements.push(...actionsOf(body, scope, chart));
  return statements;
}

/** An associated action with all that ask for it. */
interface Controlled {
  at: ast.Node;
  state: Variable;
  action: Action | null;
  target: Place | null;
  requests: Request[];
}

/** Action control, then the actions. */
function actionsOf(body: Body, scope: ChartScope, chart: ast.Chart): Statement[] {
  const controlled = new Map<string, Controlled>();
  for (const step of chart.steps) {
    const variable = scope.steps.get(step.name.key)?.variable;
    for (const association of step.associations) {
      const request = checkAssociation(body, scope, association, variable ?? null);
      const state = scope.controls.get(association.action.key);
      if (request === null || state === undefined) continue;
      const known = controlled.get(association.action.key);
      if (known !== undefined) {
        known.requests.push(request);
        continue;
      }
      const action = scope.actions.get(association.action.key) ?? null;
      const target = action === null ? booleanTarget(body, association.action) : null;
      if (action === null && target === null) continue;
      controlled.set(association.action.key, { at: association.action, state, action, target, requests: [request] });
    }
  }
  const order = new Map([...scope.actions.keys()].map((key, number) => [key, number]));
  const sorted = [...controlled].sort(([a], [b]) => (order.get(a) ?? -1) - (order.get(b) ?? -1)).map(([, entry]) => entry);
  const control: Statement[] = [];
  const levels: Statement[] = [];
  const lastScans: Statement[] = [];
  const working: Statement[] = [];
  const memory: Statement[] = [];
  for (const { at, state, action, target, requests } of sorted) {
    const terms = new Terms(body.range(at));
    const place = terms.variable(state);
    const written: Control = controlAction(terms, place, requests);
    control.push(...written.statements);
    if (target !== null) levels.push(terms.assign(target, written.level));
    if (action !== null) {
      const perform: Statement = { kind: 'perform', action, instance: null, range: terms.range };
      lastScans.push(terms.when(terms.all([written.runs, terms.not(written.works)]), [perform]));
      working.push(terms.when(written.works, [perform]));
    }
    memory.push(...rememberPulses(terms, place, requests));
  }
  return [...control, ...levels, ...lastScans, ...working, ...memory];
}

function booleanTarget(body: Body, name: ast.Identifier): Place | null {
  const target = checkPlace(body, { kind: 'name', name, first: name.first, last: name.last }, 'both');
  if (target === null || !checkWritable(body, target, name)) return null;
  return target;
}

/** One association as a request, or `null` after a diagnostic. */
function checkAssociation(
  body: Body,
  scope: ChartScope,
  { action, qualifier, values }: ast.ActionAssociation,
  step: Variable | null,
): Request | null {
  const known = scope.actions.get(action.key);
  const variable = body.scope.get(action.key);
  if (known === undefined && (variable === undefined || computedAs(variable.type) !== 'BOOL')) {
    if (!body.isBroken(action.key)) {
      const names = [...scope.actions.values()].map(({ name }) => name);
      for (const other of body.scope.values()) if (computedAs(other.type) === 'BOOL' && !other.hidden) names.push(other.name);
      const nearest = nearestName(action.text, names);
      if (nearest !== null) body.report('ST2002', action, { name: action.text, nearest }, body.replace(action, nearest));
      else body.report('ST5110', action, { name: action.text });
    }
    return null;
  }
  if (known !== undefined && variable !== undefined)
    body.workspace.refer(body.unit, action, { kind: 'variable', variable, owner: body.owner?.name ?? null });
  const key = qualifier?.key ?? 'N';
  if (!isQualifier(key)) {
    body.report('ST5105', qualifier ?? action, { name: qualifier?.text ?? key });
    return null;
  }
  let duration: Request['duration'] = null;
  let indicators = values;
  if (isTimed(key)) {
    const [first, ...rest] = values;
    if (first === undefined) {
      body.report('ST5106', qualifier ?? action, { name: key });
      return null;
    }
    duration = checkExpressionAs(body, first, elementary('TIME'));
    indicators = rest;
  }
  for (const indicator of indicators) {
    if (indicator.kind === 'missing') continue;
    const isName =
      indicator.kind === 'name' || indicator.kind === 'member' || indicator.kind === 'index' || indicator.kind === 'part';
    const place = isName ? checkPlace(body, indicator, 'both') : null;
    if (isName ? place !== null && computedAs(place.type) !== 'BOOL' : true)
      body.report('ST5107', indicator, { text: body.text(indicator) });
  }
  if (step === null || (isTimed(key) && duration === null)) return null;
  const terms = new Terms(body.range(action));
  return { qualifier: key, active: terms.read(terms.field(terms.variable(step), 'X')), duration };
}
