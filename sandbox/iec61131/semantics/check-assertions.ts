/**
 * ASSERT_EQ and its kin, ADVANCE_TIME: what tests are made of; and ASSERT of Edition 4, which faults the controller elsewhere.
 *
 * A failing assertion does not end its test. Each keeps in a structure of the test's program how often it failed, and of the first
 * failure its place in the order of all, the logical time and the values; whoever runs the tests reads them there.
 */
import type * as ast from '../syntax/ast.ts';
import type { Body } from './body.ts';
import { checkExpression, checkExpressionAs } from './check-expressions.ts';
import { applyBinary, unify } from './check-operators.ts';
import type { BinaryOperator, Expression, Place, Statement, Variable } from './checked.ts';
import { compareParts, hasComparableParts } from './compare-aggregates.ts';
import { convert, settleAlone } from './conversions.ts';
import { classOf, elementary } from './elementary.ts';
import { Terms } from './terms.ts';
import { findTestFunction, type TestFunction } from './test-functions.ts';
import { computedAs, isAggregate, typeName, valueType } from './type-relations.ts';
import type { ElementaryName, StructType, Type } from './types.ts';
import type { PouEntity } from './workspace.ts';

type Call = ast.Expression & { kind: 'call' };

/** The statement; `null` after a diagnostic; `'none'` when the name is nothing of tests, or somebody declared it. */
export function checkAssertionCall(body: Body, node: Call): Statement | null | 'none' {
  if (node.callee.kind !== 'name') return 'none';
  const { name } = node.callee;
  const row = findTestFunction(name.key);
  if (row === null || body.scope.has(name.key) || body.workspace.entities.has(name.key)) return 'none';
  const test = body.owner?.test;
  if (test === undefined && name.key !== 'ASSERT') {
    body.report('ST5203', name, { name: name.key });
    return null;
  }
  body.workspace.refer(body.unit, name, { kind: 'standard function', name: name.key });
  const given = argumentsOf(body, node, name.key, row);
  if (given === null) return null;
  const { values, message } = given;
  const terms = new Terms(body.range(node));
  const [first, second, third] = values;
  if (row.rule.kind === 'advance') {
    const by = checkExpressionAs(body, first!, elementary('TIME'));
    return by === null ? null : intrinsic(terms, 'ADVANCE_TIME', by);
  }
  if (test === undefined || body.owner === null) {
    const condition = checkExpressionAs(body, first!, elementary('BOOL'), 'condition');
    return condition === null ? null : intrinsic(terms, 'ASSERT', condition);
  }
  const number = test.assertions.length + 1;
  const record = new Recorder(terms, body.owner, `assertion_${number}`);
  test.assertions.push({
    name: name.key,
    variable: `assertion_${number}`,
    node,
    arguments: values.map((value) => body.text(value)),
    message,
  });
  switch (row.rule.kind) {
    case 'truth': {
      const condition = checkExpressionAs(body, first!, elementary('BOOL'), 'condition');
      return condition === null ? null : record.truth(condition, row.rule.wanted);
    }
    case 'comparison':
      return compare(body, node, row.rule.operator, first!, second!, record);
    case 'near':
      return near(body, node, [first!, second!, third!], record);
  }
}

function intrinsic(terms: Terms, name: string, argument: Expression): Statement {
  const value: Expression = { kind: 'intrinsic', name, arguments: [argument], type: elementary('BOOL'), range: terms.range };
  return { kind: 'evaluate', value, range: terms.range };
}

/** The values in the order of the parameters; a text behind them is the message. */
function argumentsOf(
  body: Body,
  node: Call,
  name: string,
  row: TestFunction,
): { values: ast.Expression[]; message: string | null } | null {
  const { parameters } = row;
  const values: (ast.Expression | undefined)[] = parameters.map(() => undefined);
  let message: string | null = null;
  let sound = true;
  node.arguments.forEach((argument, index) => {
    const at = argument.name === null ? index : [...parameters, 'MESSAGE'].indexOf(argument.name.key);
    if (argument.direction === 'output' || at === -1 || at > parameters.length) {
      if (argument.name !== null)
        body.report('ST4003', argument, { name: argument.name.text, callee: name, names: parameters.join(', ') });
      sound = sound && argument.name === null;
      return;
    }
    if (at < parameters.length) values[at] = argument.value;
    else if (argument.value.kind === 'literal' && argument.value.literal === 'string' && row.rule.kind !== 'advance')
      message = body
        .text(argument.value)
        .replace(/^[A-Za-z]*#/, '')
        .slice(1, -1);
    else {
      body.report('ST5204', argument.value);
      sound = false;
    }
  });
  if (!sound) return null;
  const most = parameters.length + (row.rule.kind === 'advance' ? 0 : 1);
  if (values.includes(undefined) || node.arguments.length > most) {
    const given = node.arguments.length;
    body.report('ST4002', node, { name, wanted: String(parameters.length), given, names: parameters.join(', ') });
    return null;
  }
  return { values: values.filter((value) => value !== undefined), message };
}

function compare(
  body: Body,
  node: Call,
  operator: BinaryOperator,
  actual: ast.Expression,
  expected: ast.Expression,
  record: Recorder,
): Statement | null {
  const left = checkExpression(body, actual);
  const right = checkExpression(body, expected, left?.type ?? null);
  if (left === null || right === null) return null;
  const both = unify(left, right);
  if (both !== null && isAggregate(both.type) && (operator === '=' || operator === '<>') && hasComparableParts(both.type))
    return compareWhole(body, { node, left: actual, right: expected }, operator, both, record);
  if (both === null || isAggregate(both.type) || both.type.kind === 'instance') {
    body.report('ST4005', node, { name: body.text(node.callee), left: typeName(left.type), right: typeName(right.type) });
    return null;
  }
  const [a, b] = [settleAlone(both.left), settleAlone(both.right)];
  const saved = record.values(valueType(a.type), valueType(b.type));
  const [x, y] = [record.terms.read(saved.actual), record.terms.read(saved.expected)];
  // Comparing REAL for equality is what was asked for here, so the advice against it stays away.
  const name = computedAs(x.type);
  const holds =
    name !== null && classOf(name) === 'real' && computedAs(y.type) === name
      ? record.terms.compare(operator, x, y)
      : applyBinary(body, operator, x, y, { node, left: actual, right: expected }, null);
  return holds === null ? null : record.comparison(a, b, holds);
}

/** Arrays and structures of one type: equal when all their parts are. Whoever runs the tests finds the first that differs. */
function compareWhole(
  body: Body,
  nodes: Parameters<typeof applyBinary>[4],
  operator: '=' | '<>',
  { left, right, type }: { left: Expression; right: Expression; type: Type },
  record: Recorder,
): Statement {
  const saved = record.values(type, type);
  const { terms } = record;
  const { differs, counter } = record.scratch();
  const unequal = (a: Expression, b: Expression): Expression | null =>
    a.type.kind === 'string' ? applyBinary(body, '<>', a, b, nodes, null) : terms.compare('<>', a, b);
  const parts = compareParts({ terms, differs, counter, unequal }, saved.actual, saved.expected);
  const holds = operator === '=' ? terms.not(terms.read(differs)) : terms.read(differs);
  return record.comparison(left, right, holds, [terms.assign(differs, terms.bool(false)), ...parts]);
}

/** |actual - expected| <= tolerance; of durations, or of numbers, which compute as REAL or LREAL. */
function near(body: Body, node: Call, nodes: ast.Expression[], record: Recorder): Statement | null {
  const checked = nodes.map((argument) => checkExpression(body, argument));
  const [actual, expected, tolerance] = checked;
  if (!actual || !expected || !tolerance) return null;
  const names = [actual, expected, tolerance].map(({ type }) => computedAs(type));
  const durations = names.every((name) => name !== null && classOf(name) === 'duration');
  const numbers = names.every((name) => name !== null && ['real', 'signed', 'unsigned'].includes(classOf(name)));
  if (!durations && !numbers) {
    body.report('ST4005', node, { name: 'ASSERT_NEAR', left: typeName(actual.type), right: typeName(expected.type) });
    return null;
  }
  const common: ElementaryName = durations ? 'LTIME' : 'LREAL';
  const [a, e, t] = [actual, expected, tolerance].map((value) => convert(settleAlone(value), common));
  const type = elementary(common);
  const { terms } = record;
  const saved = record.values(type, type);
  const minus = (left: Place, right: Place): Expression => ({
    kind: 'binary',
    operator: '-',
    left: terms.read(left),
    right: terms.read(right),
    type,
    range: terms.range,
  });
  const holds = terms.all([
    terms.compare('<=', minus(saved.actual, saved.expected), t!),
    terms.compare('<=', minus(saved.expected, saved.actual), t!),
  ]);
  return record.comparison(a!, e!, holds);
}

/** Writes one assertion's structure and the statements that fill it. */
class Recorder {
  readonly terms: Terms;
  private readonly owner: PouEntity;
  private readonly name: string;

  constructor(terms: Terms, owner: PouEntity, name: string) {
    this.terms = terms;
    this.owner = owner;
    this.name = name;
  }

  private local(name: string, type: Type): Variable {
    const variable = this.terms.local(name, type);
    this.owner.pou.locals.push(variable);
    return variable;
  }

  private place: Place | null = null;

  private structure(values: StructType['fields']): Place {
    const fields: StructType['fields'] = [
      { name: 'failures', type: elementary('UDINT'), initial: null },
      { name: 'rank', type: elementary('UDINT'), initial: null },
      { name: 'moment', type: elementary('TIME'), initial: null },
      ...values,
    ];
    this.place = this.terms.variable(this.local(this.name, { kind: 'struct', name: this.name, fields }));
    return this.place;
  }

  /** Room for both values; those of the latest evaluation. */
  values(actual: Type, expected: Type): { actual: Place; expected: Place } {
    const place = this.structure([
      { name: 'actual', type: actual, initial: null },
      { name: 'expected', type: expected, initial: null },
      { name: 'latestActual', type: actual, initial: null },
      { name: 'latestExpected', type: expected, initial: null },
    ]);
    return { actual: this.terms.field(place, 'latestActual'), expected: this.terms.field(place, 'latestExpected') };
  }

  /** What the comparison of parts needs: whether one differs, and what loops count with. */
  scratch(): { differs: Place; counter: (level: number) => Place } {
    const hidden = (name: string, type: Type): Place => {
      const variable = this.local(`${this.name}_${name}`, type);
      variable.hidden = true;
      return this.terms.variable(variable);
    };
    const counters: Place[] = [];
    const counter = (level: number): Place => {
      counters[level] ??= hidden(`i${level}`, elementary('DINT'));
      return counters[level];
    };
    return { differs: hidden('differs', elementary('BOOL')), counter };
  }

  /** `between`: what finds out whether it holds, once both values are there. */
  comparison(actual: Expression, expected: Expression, holds: Expression, between: Statement[] = []): Statement {
    const { terms } = this;
    const place = this.place!;
    const put = (target: Place, value: Expression): Statement =>
      isAggregate(target.type) && value.kind === 'read'
        ? { kind: 'copy', target, source: value.place, range: terms.range }
        : terms.assign(target, value);
    const keep = (name: string, latest: string): Statement =>
      put(terms.field(place, name), terms.read(terms.field(place, latest)));
    return this.group([
      put(terms.field(place, 'latestActual'), actual),
      put(terms.field(place, 'latestExpected'), expected),
      ...between,
      terms.when(terms.not(holds), this.fail([keep('actual', 'latestActual'), keep('expected', 'latestExpected')])),
    ]);
  }

  truth(condition: Expression, wanted: boolean): Statement {
    this.structure([]);
    return this.terms.when(wanted ? this.terms.not(condition) : condition, this.fail([]));
  }

  /** One statement that is several. */
  private group(statements: Statement[]): Statement {
    return this.terms.when(this.terms.bool(true), statements);
  }

  private fail(first: Statement[]): Statement[] {
    const { terms } = this;
    const place = this.place!;
    const count = (target: Place): Statement =>
      terms.assign(target, {
        kind: 'binary',
        operator: '+',
        left: terms.read(target),
        right: { kind: 'constant', value: 1n, type: elementary('UDINT'), range: terms.range },
        type: elementary('UDINT'),
        range: terms.range,
      });
    const failures = terms.field(place, 'failures');
    const test = this.owner.test!;
    test.failed ??= this.local('assertions_failed', elementary('UDINT'));
    const total = test.failed;
    const none: Expression = { kind: 'constant', value: 0n, type: elementary('UDINT'), range: terms.range };
    return [
      terms.when(terms.compare('=', terms.read(failures), none), [
        count(terms.variable(total)),
        terms.assign(terms.field(place, 'rank'), terms.read(terms.variable(total))),
        terms.assign(terms.field(place, 'moment'), terms.now()),
        ...first,
      ]),
      count(failures),
    ];
  }
}
