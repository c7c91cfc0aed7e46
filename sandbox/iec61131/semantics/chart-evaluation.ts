/** The statements of one evaluation of a chart; `check-chart.ts` says in which order, and why. */
import type * as ast from '../syntax/ast.ts';
import type { Body } from './body.ts';
import { controlActions } from './chart-actions.ts';
import { checkExpressionAs } from './check-expressions.ts';
import type { Action, Expression, Place, Statement, Variable } from './checked.ts';
import type { ChartScope, Step } from './declare-chart.ts';
import { elementary } from './elementary.ts';
import { Terms } from './terms.ts';
import type { ArrayType } from './types.ts';
import type { PouEntity } from './workspace.ts';

/** A transition with everything found; steps by number. */
export interface Transition {
  node: ast.TransitionDeclaration;
  from: number[];
  to: number[];
  priority: bigint | null;
}

/** A chart with everything found. */
export interface FoundChart {
  scope: ChartScope;
  chart: ast.Chart;
  /** In the order of the text. */
  steps: readonly Step[];
  transitions: readonly Transition[];
  /** The action whose body it is; `null`: the POU’s own. */
  holder: Action | null;
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

export function evaluation(body: Body, entity: PouEntity, found: FoundChart): Statement[] {
  const { scope, transitions, holder } = found;
  const flags = new Flags(body, entity, entity.declaration.name);
  const leaving = new Array<number>(found.steps.length).fill(0);
  for (const { from } of transitions) for (const number of from) leaving[number]!++;
  const steps = found.steps.map(({ variable, declaration }, number) => {
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
  const lastScan = holder === null ? undefined : scope.lastScans.get(holder);
  const control = controlActions(body, scope, found.chart, lastScan ?? null);
  if (holder === null || lastScan === undefined) return [...statements, ...control];
  const terms = new Terms(holder.range);
  const isLast = terms.read(terms.variable(lastScan));
  // An action has no temporaries of its own: what the run before left in the flags must go.
  const cleared = steps.flatMap(({ ends, begins, fresh }) =>
    [ends, begins, ...(fresh === null ? [] : [fresh])].map((flag) => terms.assign(flag, terms.bool(false))),
  );
  return [terms.when(terms.not(isLast), [...cleared, ...statements]), ...control];
}
