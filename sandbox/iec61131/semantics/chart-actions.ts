/** What the steps of a chart ask for: their associations, checked, and the control of each action that comes of them. */
import type * as ast from '../syntax/ast.ts';
import { type Control, controlAction, isQualifier, isTimed, type Request, rememberPulses } from './action-control.ts';
import type { Body } from './body.ts';
import { checkExpressionAs } from './check-expressions.ts';
import { checkPlace, checkWritable } from './check-places.ts';
import type { Action, Place, Statement, Variable } from './checked.ts';
import type { ChartScope } from './declare-chart.ts';
import { nearestName } from './did-you-mean.ts';
import { elementary } from './elementary.ts';
import { Terms } from './terms.ts';
import { computedAs } from './type-relations.ts';

/** An associated action with all that ask for it. */
interface Controlled {
  at: ast.Node;
  state: Variable;
  action: Action | null;
  target: Place | null;
  requests: Request[];
}

/** Action control, then the actions. While `lastScan` is TRUE no step of the chart counts as active. */
export function controlActions(body: Body, scope: ChartScope, chart: ast.Chart, lastScan: Variable | null): Statement[] {
  const steps = scope.steps.get(chart);
  const controlled = new Map<string, Controlled>();
  for (const step of chart.steps) {
    const variable = steps?.get(step.name.key)?.variable;
    for (const association of step.associations) {
      const request = checkAssociation(body, scope, association, { step: variable ?? null, lastScan });
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
      const flag = scope.lastScans.get(action);
      const last = flag === undefined ? null : terms.variable(flag);
      const told = (value: boolean): Statement[] => (last === null ? [] : [terms.assign(last, terms.bool(value))]);
      const stops = terms.all([written.runs, terms.not(written.works)]);
      lastScans.push(terms.when(stops, [...told(true), perform, ...told(false)]));
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
  { step, lastScan }: { step: Variable | null; lastScan: Variable | null },
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
  const x = terms.read(terms.field(terms.variable(step), 'X'));
  const active = lastScan === null ? x : terms.all([x, terms.not(terms.read(terms.variable(lastScan)))]);
  return { qualifier: key, active, duration };
}
