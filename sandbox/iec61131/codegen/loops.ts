/** FOR, WHILE, REPEAT. Every turn is charged; EXIT and CONTINUE branch to the labels kept here. */
import type { Expression, Place, Statement } from '../semantics/checked.ts';
import type { Type } from '../semantics/types.ts';
import { compare, normalise } from './arithmetic.ts';
import { charge, checkRange, costOf } from './checks.ts';
import { assume } from './conditions.ts';
import { emitConstant } from './expressions.ts';
import { openInduction } from './induction.ts';
import type { Lowering } from './lowering.ts';
import { holderOf, load, locate, store } from './places.ts';
import { type Interval, intervalOf } from './ranges.ts';
import { representation, scalar, scalarName } from './representation.ts';
import { emitConditionPoint } from './stepping.ts';
import { turnCharge } from './turn-charge.ts';
import { emitFill } from './uncharged-loops.ts';
import { walkStatements } from './walk.ts';
import { op } from './wasm/opcodes.ts';

/** Writes the loop's frame: `body` runs inside the block that CONTINUE leaves; `next` decides whether to go round again. */
function emitLoop(
  l: Lowering,
  statement: { body: Statement[]; range: Statement['range'] },
  /** Tested before every turn. */
  condition: Expression | null,
  next: (again: () => void) => void,
  charged = true,
): void {
  const { code } = l;
  // A loop that calls may find everything changed at its next turn; any other only knows more behind each statement.
  if (!l.promotion) l.mirrors.forget();
  const ways = l.mirrors.fork();
  const exit = code.block();
  const again = code.loop();
  ways.enter();
  if (charged) charge(l, costOf(statement.body), statement.range);
  if (condition) {
    emitConditionPoint(l, condition.range, statement.range);
    l.expression(condition);
    code.op(op.i32_eqz);
    code.brIf(exit);
  }
  const resume = code.block();
  l.loops.push({ exit, next: resume });
  const forget = condition ? assume(l, condition, statement.body) : null;
  l.statements(statement.body);
  forget?.();
  l.loops.pop();
  code.end();
  ways.leave(false);
  if (!l.promotion) l.mirrors.forget();
  next(() => code.br(again));
  if (!l.promotion) l.mirrors.forget();
  code.end();
  code.end();
}

export function emitWhile(l: Lowering, statement: Statement & { kind: 'while' }): void {
  emitLoop(l, statement, statement.condition, (again) => again());
}

export function emitRepeat(l: Lowering, statement: Statement & { kind: 'repeat' }): void {
  emitLoop(l, statement, null, (again) => {
    emitConditionPoint(l, statement.until.range, statement.range);
    l.expression(statement.until);
    l.code.op(op.i32_eqz);
    l.code.if();
    again();
    l.code.end();
  });
}

/**
 * FOR evaluates its limits once. The distance still to go is compared with the step as unsigned numbers, so the loop ends at the
 * limits of the type too (`FOR i: USINT := 0 TO 255`). Behind the loop the variable stands one step beyond the last turn, wrapped
 * to its type; a subrange variable stays at its last value.
 */
export function emitFor(l: Lowering, statement: Statement & { kind: 'for' }): void {
  const { code } = l;
  const { variable, from, to, by } = statement;
  const name = scalarName(variable.type);
  const { signed } = representation(name);
  const wasm = representation(name).wasm === 'i64' ? 'i64' : 'i32';
  const location = locate(l, variable);
  const current = () => load(l, location, variable.type, holderOf(variable));
  const subrange = variable.type.kind === 'subrange';

  store(
    l,
    location,
    variable.type,
    () => {
      l.expression(from);
      checkRange(l, variable.type, from, variable.range);
    },
    holderOf(variable),
  );
  const last = limitOf(l, to, wasm);
  const step = limitOf(l, by, wasm);
  const up = by.kind === 'constant' ? (BigInt(by.value) >= 0n ? 'always' : 'never') : signed ? 'sometimes' : 'always';
  const within = () => {
    const side = (relation: 'le' | 'ge') => {
      current();
      last.push();
      compare(l, relation, name);
    };
    if (up !== 'sometimes') return side(up === 'always' ? 'le' : 'ge');
    step.push();
    zero(l, wasm);
    code.op(op[`${wasm}_ge_s`]);
    code.if('i32');
    side('le');
    code.else();
    side('ge');
    code.end();
  };
  /** Leaves TRUE while another step still fits: distance >= step, both as unsigned numbers. */
  const fits = () => {
    const distance = (upwards: boolean) => {
      if (upwards) {
        last.push();
        current();
        code.op(op[`${wasm}_sub`]);
        step.push();
      } else {
        current();
        last.push();
        code.op(op[`${wasm}_sub`]);
        zero(l, wasm);
        step.push();
        code.op(op[`${wasm}_sub`]);
      }
      code.op(op[`${wasm}_ge_u`]);
    };
    if (up !== 'sometimes') return distance(up === 'always');
    step.push();
    zero(l, wasm);
    code.op(op[`${wasm}_ge_s`]);
    code.if('i32');
    distance(true);
    code.else();
    distance(false);
    code.end();
  };
  const advance = () =>
    store(
      l,
      location,
      variable.type,
      () => {
        current();
        step.push();
        code.op(op[`${wasm}_add`]);
        normalise(l, name);
      },
      holderOf(variable),
    );

  // Facts are for variables in locals alone: nobody else can change those between two turns.
  const own = variable.kind === 'variable' && location.kind === 'local' && location.bit < 0 ? variable.variable : null;
  const steady = own !== null && !mayChange(statement.body, variable);
  const reach = steady && up !== 'sometimes' ? turns(l, statement, up === 'always') : null;
  const simple = reach && !subrange && by.kind === 'constant' ? reachesBeyond(reach, Number(by.value), variable.type) : null;
  const outer = own ? l.facts.get(own) : undefined;
  if (own && reach) l.facts.set(own, reach);

  /** The step never leaves the stack's own width, so the variable can be compared behind it. */
  const stepAndCompare = (again: () => void) => {
    if (location.kind !== 'local') throw new Error('only a variable in a local is stepped so');
    current();
    step.push();
    code.op(op[`${wasm}_add`]);
    code.set(location.index);
    within();
    code.if();
    again();
    code.end();
  };
  /** Leaves the number of turns as i64, when there is at least one. */
  const pushTurns = () => {
    const fixed = from.kind === 'constant' && to.kind === 'constant' && by.kind === 'constant';
    if (fixed) {
      code.i64((BigInt(to.value) - BigInt(from.value)) / BigInt(by.value) + 1n);
      return;
    }
    const extended = (push: () => void) => {
      push();
      if (wasm === 'i32') code.op(signed ? op.i64_extend_i32_s : op.i64_extend_i32_u);
    };
    extended(up === 'always' ? last.push : current);
    extended(up === 'always' ? current : last.push);
    code.op(op.i64_sub);
    code.i64(1n);
    code.op(op.i64_add);
  };
  const unit = by.kind === 'constant' && (by.value === 1n || by.value === -1n);
  const countable = unit || (from.kind === 'constant' && to.kind === 'constant' && by.kind === 'constant' && by.value !== 0n);

  within();
  code.if();
  const { promotion } = l;
  const paid = promotion !== null && simple !== null && countable ? turnCharge(l, statement.body) : null;
  if (promotion && paid) {
    const need = code.borrow('i64');
    const times = (charge: number) => {
      pushTurns();
      code.i64(BigInt(charge));
      code.op(op.i64_mul);
    };
    times(paid.most);
    code.tee(need);
    code.get(promotion.fuel);
    code.op(op.i64_le_s);
    code.if();
    code.get(promotion.fuel);
    if (paid.ahead === paid.most) code.get(need);
    else times(paid.ahead);
    code.op(op.i64_sub);
    code.set(promotion.fuel);
    if (reach && location.kind === 'local' && emitFill(l, statement, reach)) {
      emitConstant(l, BigInt(reach.upper + 1), variable.type);
      code.set(location.index);
    } else {
      // What is left is never negative, so its sign is 0.
      code.get(promotion.fuel);
      code.i64(63n);
      code.op(op.i64_shr_u);
      code.set(need);
      const release = l.held.open(l, statement, need);
      const forget = l.memory.open(statement);
      const moving = openInduction(l, statement);
      promotion.paid = paid.ahead === paid.most ? 'whole' : 'enough';
      emitLoop(
        l,
        statement,
        null,
        (again) => {
          moving.advance();
          stepAndCompare(again);
        },
        false,
      );
      promotion.paid = null;
      moving.close();
      forget();
      release();
    }
    code.release('i64', need);
    code.else();
  }
  emitLoop(l, statement, null, (again) => {
    if (simple) {
      stepAndCompare(again);
      return;
    }
    if (mayChange(statement.body, variable)) {
      // The body wrote to the loop's variable: the distance means something only while it is still on this side of the limit.
      within();
      code.if('i32');
      fits();
      code.else();
      code.i32(0);
      code.end();
    } else fits();
    if (subrange) {
      code.if();
      advance();
      again();
      code.end();
      return;
    }
    const goes = code.borrow('i32');
    code.set(goes);
    advance();
    code.get(goes);
    code.release('i32', goes);
    code.if();
    again();
    code.end();
  });
  if (paid) code.end();
  code.end();
  if (own) {
    if (outer) l.facts.set(own, outer);
    else l.facts.delete(own);
  }
  if (simple === 'wraps' && location.kind === 'local') {
    current();
    normalise(l, name);
    code.set(location.index);
  }
  last.release();
  step.release();
}

/** What the variable can be during the turns, when nothing but the loop moves it. */
function turns(l: Lowering, { from, to }: Statement & { kind: 'for' }, upwards: boolean): Interval | null {
  const [first, last] = [intervalOf(l.facts, from), intervalOf(l.facts, to)];
  if (!first || !last) return null;
  const [low, high] = upwards ? [first.lower, last.upper] : [last.lower, first.upper];
  // A loop that takes no turn has no facts; any will do.
  return low <= high ? { lower: low, upper: high } : { lower: low, upper: low };
}

/** Whether one step beyond the reach is still a number of the variable's type, or at least of its local; `null` when neither. */
function reachesBeyond(reach: Interval, by: number, type: Type): 'fits' | 'wraps' | null {
  const beyond = { lower: reach.lower + Math.min(by, 0), upper: reach.upper + Math.max(by, 0) };
  const { bits, signed, wasm } = scalar(type);
  const fits = (width: number, withSign: boolean) =>
    beyond.lower >= (withSign ? -(2 ** (width - 1)) : 0) && beyond.upper < 2 ** (withSign ? width - 1 : width);
  if (fits(bits, signed)) return 'fits';
  return wasm === 'i32' && bits < 32 && fits(signed ? 32 : 31, signed) ? 'wraps' : null;
}

const zero = (l: Lowering, wasm: 'i32' | 'i64'): void => (wasm === 'i64' ? l.code.i64(0n) : l.code.i32(0));

/** A limit or step: a constant is repeated, anything else is evaluated now and kept. */
function limitOf(l: Lowering, value: Expression, wasm: 'i32' | 'i64'): { push(): void; release(): void } {
  const { code } = l;
  if (value.kind === 'constant') return { push: () => emitConstant(l, value.value, value.type), release: () => {} };
  const local = code.borrow(wasm);
  l.expression(value);
  code.set(local);
  return { push: () => code.get(local), release: () => code.release(wasm, local) };
}

/** Whether the body may write the loop's variable. A plain variable that the body never names as a target, and that no call can reach, cannot change. */
function mayChange(body: readonly Statement[], variable: Place): boolean {
  if (variable.kind !== 'variable' || variable.variable.address || variable.variable.section === 'in_out') return true;
  const target = variable.variable;
  const isGlobal = target.section === 'global';
  let found = false;
  const written = (place: Place | null) => {
    for (let at = place; at; at = 'base' in at ? at.base : null)
      if (at.kind === 'dereference' || (at.kind === 'variable' && at.variable === target)) found = true;
  };
  const outgoing = (given: { kind: string; target?: Place | null }[]) => {
    if (isGlobal) found = true;
    for (const argument of given) if (argument.kind !== 'input') written(argument.target ?? null);
  };
  walkStatements(body, {
    statement: (statement) => {
      if (statement.kind === 'assign' || statement.kind === 'copy') written(statement.target);
      else if (statement.kind === 'for') written(statement.variable);
      else if (statement.kind === 'invoke') outgoing(statement.arguments);
      else if (statement.kind === 'perform') found = true;
    },
    expression: (expression) => {
      if (expression.kind === 'call') outgoing(expression.arguments);
      else if (expression.kind === 'enabled') written(expression.eno);
    },
  });
  return found;
}
