/**
 * The action control block of clause 6.7.4.5 (its figures of ACTION_CONTROL with the final scan), written out for one action with
 * only those parts that its associations use.
 *
 *  N  while the step is active            P   one scan at activation
 *  S  set: stays until R                  P1  one scan at activation, without a final scan
 *  R  reset: wins over everything else    P0  one scan at deactivation
 *  L  while active, at most T             D   while active, from T on
 *  SD set, works from T on, even if the step ends before     DS  set when the step has been active for T
 *  SL set, works for T
 *
 * Q is what the qualifiers ask for. An ACTION runs while Q, and once more in the scan in which Q falls (the final scan: `Name.Q` is
 * FALSE then, so that the action can clean up), and for P1 and P0. A BOOL variable takes the value of Q, or of the pulse. Each timed
 * qualifier of one action has one time: that of the association active last. (The figures were cited from knowledge; that P1 and P0
 * have no final scan of their own is how the field reads them.)
 */
import type { Expression, Place, Statement } from './checked.ts';
import { elementary } from './elementary.ts';
import type { Terms } from './terms.ts';
import type { Constant, StructField, StructType } from './types.ts';

const QUALIFIERS = ['N', 'R', 'S', 'L', 'D', 'P', 'P0', 'P1', 'SD', 'DS', 'SL'] as const;
export type Qualifier = (typeof QUALIFIERS)[number];

export const isQualifier = (text: string): text is Qualifier => (QUALIFIERS as readonly string[]).includes(text);
export const isTimed = (qualifier: Qualifier): boolean => ['L', 'D', 'SD', 'DS', 'SL'].includes(qualifier);

/** One association: when its step is active, and for how long it counts. */
export interface Request {
  qualifier: Qualifier;
  active: Expression;
  duration: Expression | null;
}

const initialOf = (type: 'BOOL' | 'TIME'): Constant => (type === 'BOOL' ? false : 0n);

/** What an action remembers from scan to scan, as a structure: Q and A first, which programs may read. */
export function controlType(name: string, qualifiers: ReadonlySet<Qualifier>): StructType {
  const fields: StructField[] = [];
  const add = (field: string, type: 'BOOL' | 'TIME'): void => {
    fields.push({ name: field, type: elementary(type), initial: initialOf(type) });
  };
  add('Q', 'BOOL');
  add('A', 'BOOL');
  for (const qualifier of QUALIFIERS) {
    if (!qualifiers.has(qualifier) || qualifier === 'N' || qualifier === 'R') continue;
    add(qualifier, 'BOOL');
    if (!isTimed(qualifier)) continue;
    add(`${qualifier}_Since`, 'TIME');
    add(`${qualifier}_Time`, 'TIME');
    // A second latch: SD and SL count from the first, DS sets it when the time is over.
    if (qualifier === 'DS') add('DS_Set', 'BOOL');
  }
  return { kind: 'struct', name: `SFC_ACTION ${name}`, fields };
}

/** What the control leaves for whoever runs the action. */
export interface Control {
  statements: Statement[];
  /** The action works normally: Q, or P1's pulse. */
  works: Expression;
  /** The action runs in this scan, be it the final one. */
  runs: Expression;
  /** What a BOOL variable takes: no final scan. */
  level: Expression;
}

/** Writes the control of one action. `state` is of `controlType`. */
export function controlAction(terms: Terms, state: Place, requests: readonly Request[]): Control {
  const statements: Statement[] = [];
  const place = (name: string): Place => terms.field(state, name);
  const value = (name: string): Expression => terms.read(place(name));
  const set = (name: string, expression: Expression): void => {
    statements.push(terms.assign(place(name), expression));
  };
  const asked = (qualifier: Qualifier): Expression | null => {
    const active = requests.filter((request) => request.qualifier === qualifier).map((request) => request.active);
    return active.length === 0 ? null : terms.any(active);
  };
  /** Notes the time that counts, and when `name` became TRUE. */
  const count = (qualifier: Qualifier, started: Expression): void => {
    for (const { active, duration, qualifier: own } of requests)
      if (own === qualifier && duration !== null)
        statements.push(terms.when(active, [terms.assign(place(`${qualifier}_Time`), duration)]));
    statements.push(
      terms.when(
        started,
        [
          terms.when(terms.not(value(qualifier)), [
            terms.assign(place(qualifier), terms.bool(true)),
            terms.assign(place(`${qualifier}_Since`), terms.now()),
          ]),
        ],
        [terms.assign(place(qualifier), terms.bool(false))],
      ),
    );
  };
  const over = (qualifier: Qualifier): Expression =>
    terms.compare('>=', terms.since(place(`${qualifier}_Since`)), value(`${qualifier}_Time`));
  const not = (expression: Expression): Expression => terms.not(expression);

  const reset = asked('R');
  const unlessReset = (expression: Expression): Expression => (reset === null ? expression : terms.all([not(reset), expression]));
  const sources: Expression[] = [];
  const pulses: Expression[] = [];
  const exits: Expression[] = [];

  const normal = asked('N');
  if (normal !== null) sources.push(normal);
  const stored = asked('S');
  if (stored !== null) {
    set('S', unlessReset(terms.any([stored, value('S')])));
    sources.push(value('S'));
  }
  const limited = asked('L');
  if (limited !== null) {
    count('L', limited);
    sources.push(terms.all([value('L'), not(over('L'))]));
  }
  const delayed = asked('D');
  if (delayed !== null) {
    count('D', delayed);
    sources.push(terms.all([value('D'), over('D')]));
  }
  const storedDelayed = asked('SD');
  if (storedDelayed !== null) {
    count('SD', unlessReset(terms.any([storedDelayed, value('SD')])));
    sources.push(terms.all([value('SD'), over('SD')]));
  }
  const delayedStored = asked('DS');
  if (delayedStored !== null) {
    count('DS', delayedStored);
    set('DS_Set', unlessReset(terms.any([value('DS_Set'), terms.all([value('DS'), over('DS')])])));
    sources.push(value('DS_Set'));
  }
  const storedLimited = asked('SL');
  if (storedLimited !== null) {
    count('SL', unlessReset(terms.any([storedLimited, value('SL')])));
    sources.push(terms.all([value('SL'), not(over('SL'))]));
  }
  // The pulses compare with the scan before, so their memory is written last.
  const pulse = asked('P');
  if (pulse !== null) sources.push(terms.all([pulse, not(value('P'))]));
  const entry = asked('P1');
  if (entry !== null) pulses.push(unlessReset(terms.all([entry, not(value('P1'))])));
  const exit = asked('P0');
  if (exit !== null) exits.push(unlessReset(terms.all([not(exit), value('P0')])));

  const q = unlessReset(terms.any(sources));
  // The final scan: Q was TRUE in the scan before and is no longer.
  set('A', value('Q'));
  set('Q', q);
  set('A', terms.any([value('A'), value('Q'), ...pulses, ...exits]));
  return {
    statements,
    works: terms.any([value('Q'), ...pulses]),
    runs: value('A'),
    level: terms.any([value('Q'), ...pulses, ...exits]),
  };
}

/** Remembers for the pulses how their steps stood; written behind everything that asks for `works`. */
export function rememberPulses(terms: Terms, state: Place, requests: readonly Request[]): Statement[] {
  const statements: Statement[] = [];
  for (const qualifier of ['P', 'P1', 'P0'] as const) {
    const active = requests.filter((request) => request.qualifier === qualifier).map((request) => request.active);
    if (active.length > 0) statements.push(terms.assign(terms.field(state, qualifier), terms.any(active)));
  }
  return statements;
}
