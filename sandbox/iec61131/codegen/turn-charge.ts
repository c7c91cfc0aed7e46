/**
 * What a turn of a loop charges with every body written into it, and whether each turn is known to run to its end: no way out, no inner
 * loop, nothing that can fault. Such turns can be paid for before the first of them; see `uncharged-loops.ts`.
 */
import type { Argument, Expression, FunctionBlock, FunctionPou, Place, Statement, Variable } from '../semantics/checked.ts';
import type { Type } from '../semantics/types.ts';
import { costOf } from './checks.ts';
import { isInlinable, weightOfBody } from './inlining.ts';
import type { Lowering } from './lowering.ts';
import { intervalOf, within } from './ranges.ts';
import { elementaryOf, scalar } from './representation.ts';
import { returns } from './walk.ts';

export interface TurnCharge {
  /** Statements, when every call that stands under a condition is made. */
  most: number;
  /** What is charged before the turn: `most`, or where calls stand under conditions, all but the calls. */
  ahead: number;
}

/** Text beyond which the loop is not written twice. */
const LARGEST_DOUBLED = 1000;
const harmless: ReadonlySet<string> = new Set(
  'ABS SQRT MIN MAX LIMIT SEL MOVE SHL SHR ROL ROR TRUNC SWAP_BYTES IS_VALID TIME'.split(' '),
);

/** The charge of one turn; `null` unless every turn is known to run to its end. */
export function turnCharge(l: Lowering, body: readonly Statement[]): TurnCharge | null {
  if (weightOfBody(body) > LARGEST_DOUBLED) return null;
  const survey = new Survey(l);
  const base = costOf(body);
  if (!survey.completes(body)) return null;
  const most = base + survey.most;
  return { most, ahead: survey.least === survey.most ? most : base };
}

/** Whether the expression computes, and does nothing else: it calls nothing and cannot fault. */
export function onlyComputes(l: Lowering, expression: Expression): boolean {
  const survey = new Survey(l);
  return survey.evaluates(expression) && survey.most === 0;
}

/** Goes through a body, and those written into it, in the order of execution. */
class Survey {
  readonly #l: Lowering;
  /** Variables of bodies written in place: they lie in their instance or in locals, wherever the call puts them. */
  readonly #inner = new Set<Variable>();
  /** Whether what is looked at may be passed over. */
  #conditional = false;
  #depth = 0;
  /** What calls charge in any case, and at most. */
  least = 0;
  most = 0;

  constructor(l: Lowering) {
    this.#l = l;
  }

  completes(body: readonly Statement[]): boolean {
    return body.every((statement) => this.#statement(statement));
  }

  #statement(statement: Statement): boolean {
    switch (statement.kind) {
      case 'assign':
        return isUnchecked(statement.target.type) && this.#place(statement.target) && this.evaluates(statement.value);
      case 'evaluate':
        return this.evaluates(statement.value);
      case 'invoke':
        return (
          this.#place(statement.instance) && this.#arguments(statement.arguments) && this.#enter(statement.instance.type.block)
        );
      case 'if':
        return (
          statement.branches.every(
            // The first condition alone is always looked at.
            ({ condition, body }, at) =>
              this.#given(at > 0, () => this.evaluates(condition)) && this.#given(true, () => this.completes(body)),
          ) && this.#given(true, () => this.completes(statement.otherwise))
        );
      case 'case':
        return (
          this.evaluates(statement.selector) &&
          [...statement.branches.map(({ body }) => body), statement.otherwise].every((body) =>
            this.#given(true, () => this.completes(body)),
          )
        );
      case 'return':
        // Of a body written in place: it leaves that body alone.
        return this.#depth > 0;
      default:
        return false;
    }
  }

  #given(conditional: boolean, look: () => boolean): boolean {
    const before = this.#conditional;
    this.#conditional ||= conditional;
    const completes = look();
    this.#conditional = before;
    return completes;
  }

  #enter(pou: FunctionBlock | FunctionPou): boolean {
    if (!isInlinable(pou) || pou.parameters.some(({ section }) => section === 'in_out')) return false;
    const charged = costOf(pou.body);
    this.most += charged;
    if (!this.#conditional) this.least += charged;
    for (const variable of [...pou.parameters, ...pou.locals]) this.#inner.add(variable);
    if (pou.kind === 'function' && pou.result) this.#inner.add(pou.result);
    this.#depth++;
    const completes = this.#given(returns(pou.body), () => this.completes(pou.body));
    this.#depth--;
    return completes;
  }

  #arguments(given: readonly Argument[]): boolean {
    return given.every((argument) => {
      if (!isUnchecked(argument.parameter.type)) return false;
      if (argument.kind === 'input') return this.evaluates(argument.value);
      return argument.target === null || (isUnchecked(argument.target.type) && this.#place(argument.target));
    });
  }

  evaluates(expression: Expression): boolean {
    switch (expression.kind) {
      case 'constant':
        return true;
      case 'read':
        return this.#place(expression.place);
      case 'unary':
      case 'convert':
        return this.evaluates(expression.operand);
      case 'binary': {
        const { operator, left, right } = expression;
        const skips = operator === 'AND_THEN' || operator === 'OR_ELSE';
        return !this.#mayDivideByZero(expression) && this.evaluates(left) && this.#given(skips, () => this.evaluates(right));
      }
      case 'intrinsic':
        return harmless.has(expression.name.toUpperCase()) && expression.arguments.every((each) => this.evaluates(each));
      case 'call':
        return expression.receiver === undefined && this.#arguments(expression.arguments) && this.#enter(expression.callee);
      default:
        return false;
    }
  }

  #mayDivideByZero({ operator, right }: Expression & { kind: 'binary' }): boolean {
    if (operator === '**') return true;
    if (operator !== '/') return false;
    const wasm = elementaryOf(right.type) ? scalar(right.type).wasm : null;
    if (wasm === 'f32' || wasm === 'f64') return false;
    const divisor = intervalOf(this.#l.facts, right);
    return !divisor || (divisor.lower <= 0 && divisor.upper >= 0);
  }

  #place(place: Place): boolean {
    switch (place.kind) {
      case 'variable':
        return this.#inner.has(place.variable) || this.#l.storage(place.variable).kind !== 'slot';
      case 'direct':
        return true;
      case 'member':
        return place.member.section !== 'in_out' && this.#place(place.base);
      case 'field':
      case 'bit':
        return this.#place(place.base);
      case 'index': {
        const { type } = place.base;
        if (type.kind !== 'array' || type.bounds !== undefined) return false;
        const { dimensions } = type;
        return (
          this.#place(place.base) &&
          place.indices.every(
            (index, dimension) =>
              within(intervalOf(this.#l.facts, index), dimensions[dimension] ?? null) && this.evaluates(index),
          )
        );
      }
      default:
        return false;
    }
  }
}

/** Whether a value of the type is stored without looking whether it fits. */
const isUnchecked = (type: Type): boolean => type.kind !== 'subrange' && elementaryOf(type) !== null;
