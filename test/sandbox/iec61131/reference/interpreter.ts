/** A reference interpreter: the meaning of a checked program, statement by statement. See README.md. */
import type {
  Argument,
  CheckedProgram,
  DirectAddress,
  Expression,
  FunctionPou,
  Place,
  Statement,
  Variable,
} from '#sandbox/iec61131/semantics/checked.ts';
import type { Type } from '#sandbox/iec61131/semantics/types.ts';
import {
  compare,
  complement,
  convert,
  Fault,
  isDuration,
  NotCovered,
  nameOf,
  negate,
  operate,
  type Scalar,
  selector,
  shift,
  truncate,
  widthOf,
  wrap,
} from './arithmetic.ts';
import { type Box, type Cell, copyBox, type Instance, makeBox, makeInstance, scalarsOf, type Value } from './boxes.ts';

/** The variables in reach while a body runs. */
type Frame = Map<Variable, Box>;
type Flow = 'on' | 'exit' | 'continue' | 'return';

const STATEMENTS_PER_SCAN = 200_000;

export class Interpreter {
  readonly #program: CheckedProgram;
  readonly #globals: Frame = new Map();
  readonly #instances = new Map<string, Instance>();
  readonly #image: Record<'I' | 'Q' | 'M', Uint8Array> = { I: new Uint8Array(64), Q: new Uint8Array(64), M: new Uint8Array(64) };
  #time = 0n;
  #left = 0;

  constructor(program: CheckedProgram) {
    if (program.settings?.length || program.tests) throw new NotCovered('VAR_CONFIG and tests');
    this.#program = program;
    for (const variable of program.globals)
      this.#globals.set(variable, this.#located(variable) ?? makeBox(variable.type, variable.initial));
    for (const { name, program: pou } of program.instances) {
      const instance = makeInstance(pou);
      for (const variable of [...pou.parameters, ...pou.locals]) {
        const located = this.#located(variable);
        if (located) instance.members.set(variable, located);
      }
      this.#instances.set(name, instance);
    }
  }

  /** One scan of a task; a fault is thrown. */
  scan(task: number, nanoseconds: bigint): void {
    this.#time = nanoseconds;
    this.#left = STATEMENTS_PER_SCAN;
    for (const { name, task: own, run } of this.#program.instances) {
      if (own !== task) continue;
      if (run) throw new NotCovered('connected programs');
      this.#runInstance(this.#instances.get(name)!);
    }
  }

  *scalars(): Generator<[path: string, value: Value]> {
    for (const [variable, box] of this.#globals) yield* scalarsOf(variable.name, box);
    for (const [name, instance] of this.#instances) yield* scalarsOf(name, instance);
  }

  /** A variable at an address lives in the image. */
  #located(variable: Variable): Box | null {
    if (!variable.address) return null;
    const box = this.#direct(variable.address, variable.type);
    if (variable.initial !== null) box.set(variable.initial as Scalar);
    return box;
  }

  #direct({ area, size, byte, bit }: DirectAddress, type: Type): Cell {
    const image = this.#image[area];
    if (size === 'X')
      return {
        kind: 'cell',
        get: () => ((image[byte]! >> bit) & 1) === 1,
        set: (value) => {
          image[byte] = value === true ? image[byte]! | (1 << bit) : image[byte]! & ~(1 << bit);
        },
      };
    const name = nameOf(type);
    const [bits] = widthOf(name);
    return {
      kind: 'cell',
      get: () => {
        let value = 0n;
        for (let at = bits / 8 - 1; at >= 0; at--) value = value * 256n + BigInt(image[byte + at]!);
        return wrap(value, name);
      },
      set: (value) => {
        for (let at = 0; at < bits / 8; at++) image[byte + at] = Number(((value as bigint) >> BigInt(8 * at)) & 255n);
      },
    };
  }

  #runInstance(instance: Instance): void {
    const frame: Frame = new Map(instance.members);
    for (const variable of instance.pou.locals)
      if (variable.section === 'temp') frame.set(variable, makeBox(variable.type, variable.initial));
    this.#statements(instance.pou.body, frame);
  }

  #statements(body: readonly Statement[], frame: Frame): Flow {
    for (const statement of body) {
      const flow = this.#statement(statement, frame);
      if (flow !== 'on') return flow;
    }
    return 'on';
  }

  #statement(statement: Statement, frame: Frame): Flow {
    if (--this.#left < 0) throw new Fault('fuel', statement.range.line);
    switch (statement.kind) {
      case 'assign': {
        const target = this.#box(statement.target, frame);
        if (target.kind !== 'cell') {
          copyBox(this.#aggregate(statement.value, frame), target);
          return 'on';
        }
        this.#assign(target, this.#value(statement.value, frame), statement.target.type, statement.target.range.line);
        return 'on';
      }
      case 'copy': {
        const target = this.#box(statement.target, frame);
        const source = this.#box(statement.source, frame);
        const kept = makeBox(statement.target.type, null);
        copyBox(source, kept);
        copyBox(kept, target);
        return 'on';
      }
      case 'invoke':
        this.#invoke(statement, frame);
        return 'on';
      case 'evaluate':
        if (statement.value.kind === 'call') this.#call(statement.value, frame);
        else this.#value(statement.value, frame);
        return 'on';
      case 'if':
        for (const { condition, body } of statement.branches)
          if (this.#value(condition, frame) === true) return this.#statements(body, frame);
        return this.#statements(statement.otherwise, frame);
      case 'case': {
        const selector = this.#value(statement.selector, frame) as bigint;
        for (const { labels, body } of statement.branches)
          if (labels.some(({ lower, upper }) => selector >= lower && selector <= upper)) return this.#statements(body, frame);
        return this.#statements(statement.otherwise, frame);
      }
      case 'for':
        return this.#for(statement, frame);
      case 'while':
        for (;;) {
          if (--this.#left < 0) throw new Fault('fuel', statement.range.line);
          if (this.#value(statement.condition, frame) !== true) return 'on';
          const flow = this.#statements(statement.body, frame);
          if (flow === 'exit') return 'on';
          if (flow === 'return') return flow;
        }
      case 'repeat':
        for (;;) {
          if (--this.#left < 0) throw new Fault('fuel', statement.range.line);
          const flow = this.#statements(statement.body, frame);
          if (flow === 'exit') return 'on';
          if (flow === 'return') return flow;
          if (this.#value(statement.until, frame) === true) return 'on';
        }
      case 'exit':
      case 'continue':
      case 'return':
        return statement.kind;
      default:
        throw new NotCovered(statement.kind);
    }
  }

  /** Limits are evaluated once. Behind the loop the variable stands one step beyond the last turn; one of a subrange at its last value. */
  #for(statement: Statement & { kind: 'for' }, frame: Frame): Flow {
    const type = statement.variable.type;
    const name = nameOf(type);
    const variable = this.#box(statement.variable, frame) as Cell;
    this.#assign(variable, this.#value(statement.from, frame), type, statement.variable.range.line);
    const to = this.#value(statement.to, frame) as bigint;
    const by = this.#value(statement.by, frame) as bigint;
    const within = (value: bigint) => (by >= 0n ? value <= to : value >= to);
    if (!within(variable.get() as bigint)) return 'on';
    for (;;) {
      if (--this.#left < 0) throw new Fault('fuel', statement.range.line);
      const flow = this.#statements(statement.body, frame);
      if (flow === 'exit') return 'on';
      if (flow === 'return') return flow;
      const now = variable.get() as bigint;
      const again = within(now) && within(now + by);
      if (again || type.kind !== 'subrange') variable.set(wrap(now + by, name));
      if (!again) return 'on';
    }
  }

  #assign(target: Cell, value: Value, type: Type, line: number): void {
    if (type.kind === 'subrange' && ((value as bigint) < type.lower || (value as bigint) > type.upper))
      throw new Fault('range', line);
    target.set(value);
  }

  /** Inputs go into the instance one after the other, then the body runs, then outputs are taken. */
  #invoke(statement: Statement & { kind: 'invoke' }, frame: Frame): void {
    if (statement.dynamic) throw new NotCovered('dynamic calls');
    const instance = this.#box(statement.instance, frame);
    if (instance.kind !== 'instance') throw new Error('not an instance');
    for (const argument of statement.arguments) this.#give(argument, instance.members, frame);
    this.#runInstance(instance);
    this.#take(statement.arguments, instance.members, frame);
  }

  #give(argument: Argument, members: Frame, frame: Frame): void {
    const { parameter } = argument;
    if (argument.kind === 'in_out') members.set(parameter, this.#box(argument.target, frame));
    else if (argument.kind === 'input') {
      const box = members.get(parameter)!;
      if (box.kind === 'cell') this.#assign(box, this.#value(argument.value, frame), parameter.type, argument.value.range.line);
      else copyBox(this.#aggregate(argument.value, frame), box);
    }
  }

  #take(given: readonly Argument[], members: Frame, frame: Frame): void {
    for (const argument of given) {
      if (argument.kind !== 'output' || !argument.target) continue;
      const from = members.get(argument.parameter)!;
      const to = this.#box(argument.target, frame);
      if (argument.negated) (to as Cell).set(!(from as Cell).get());
      else copyBox(from, to);
    }
  }

  #call(call: Expression & { kind: 'call' }, frame: Frame): Box | null {
    const pou: FunctionPou = call.callee;
    if (call.receiver || pou.method) throw new NotCovered('methods');
    const members: Frame = new Map();
    for (const variable of [...pou.parameters, ...pou.locals, ...(pou.result ? [pou.result] : [])])
      if (variable.section !== 'in_out') members.set(variable, makeBox(variable.type, variable.initial));
    for (const argument of call.arguments) this.#give(argument, members, frame);
    this.#statements(pou.body, members);
    this.#take(call.arguments, members, frame);
    return pou.result ? members.get(pou.result)! : null;
  }

  /** The boxes of an aggregate value, apart from what the caller may write meanwhile. */
  #aggregate(value: Expression, frame: Frame): Box {
    const box = value.kind === 'read' ? this.#box(value.place, frame) : value.kind === 'call' ? this.#call(value, frame) : null;
    if (!box) throw new NotCovered(`an aggregate from ${value.kind}`);
    const kept = makeBox(value.type, null);
    copyBox(box, kept);
    return kept;
  }

  #box(place: Place, frame: Frame): Box {
    switch (place.kind) {
      case 'variable': {
        const box = frame.get(place.variable) ?? this.#globals.get(place.variable);
        if (!box) throw new NotCovered(`no box for ${place.variable.name}`);
        return box;
      }
      case 'field': {
        const base = this.#box(place.base, frame);
        if (base.kind !== 'fields') throw new Error('not a structure');
        return base.fields[place.field]!;
      }
      case 'member': {
        const base = this.#box(place.base, frame);
        if (base.kind !== 'instance') throw new Error('not an instance');
        return base.members.get(place.member)!;
      }
      case 'index': {
        const base = this.#box(place.base, frame);
        if (base.kind !== 'row') throw new Error('not an array');
        let position = 0;
        for (const [d, expression] of place.indices.entries()) {
          const { lower, upper } = base.dimensions[d]!;
          const index = Number(this.#value(expression, frame) as bigint);
          if (index < lower || index > upper) throw new Fault('index', expression.range.line);
          position = position * (upper - lower + 1) + index - lower;
        }
        return base.elements[position]!;
      }
      case 'bit': {
        const base = this.#box(place.base, frame) as Cell;
        const name = nameOf(place.base.type);
        const mask = 1n << BigInt(place.bit);
        return {
          kind: 'cell',
          get: () => ((base.get() as bigint) & mask) !== 0n,
          set: (on) => base.set(wrap(on === true ? (base.get() as bigint) | mask : (base.get() as bigint) & ~mask, name)),
        };
      }
      case 'part': {
        const base = this.#box(place.base, frame) as Cell;
        const bits = BigInt(widthOf(nameOf(place.type))[0]);
        const low = bits * BigInt(place.index);
        const mask = ((1n << bits) - 1n) << low;
        return {
          kind: 'cell',
          get: () => ((base.get() as bigint) & mask) >> low,
          set: (value) => base.set(((base.get() as bigint) & ~mask) | ((value as bigint) << low)),
        };
      }
      case 'dereference': {
        const target = this.#value(place.pointer, frame);
        if (target === null) throw new Fault('null', place.range.line);
        if (typeof target !== 'object') throw new Error('not a reference');
        return target;
      }
      case 'direct':
        return this.#direct(place.address, place.type);
      default:
        throw new NotCovered(place.kind);
    }
  }

  #value(expression: Expression, frame: Frame): Value {
    switch (expression.kind) {
      case 'constant':
        if (expression.type.kind === 'reference') return null;
        return expression.value;
      case 'read': {
        const box = this.#box(expression.place, frame);
        if (box.kind !== 'cell') throw new NotCovered('an aggregate as a value');
        return box.get();
      }
      case 'reference':
        return this.#box(expression.place, frame);
      case 'unary': {
        const operand = this.#value(expression.operand, frame) as Scalar;
        const name = nameOf(expression.operand.type);
        return expression.operator === 'NOT' ? complement(operand, name) : negate(operand, name);
      }
      case 'binary':
        return this.#binary(expression, frame);
      case 'convert': {
        const operand = this.#value(expression.operand, frame) as Scalar;
        if (expression.saturates) return selector(operand as bigint);
        return convert(operand, nameOf(expression.operand.type), expression.to);
      }
      case 'call': {
        const result = this.#call(expression, frame);
        if (result?.kind !== 'cell') throw new NotCovered('an aggregate as a value');
        return result.get();
      }
      case 'intrinsic':
        return this.#intrinsic(expression, frame);
      default:
        throw new NotCovered(expression.kind);
    }
  }

  #binary(expression: Expression & { kind: 'binary' }, frame: Frame): Value {
    const { operator, left, right } = expression;
    const a = this.#value(left, frame);
    if (operator === 'AND_THEN') return a === true && this.#value(right, frame) === true;
    if (operator === 'OR_ELSE') return a === true || this.#value(right, frame) === true;
    const b = this.#value(right, frame);
    if (left.type.kind === 'reference') {
      if (operator === '=') return a === b;
      if (operator === '<>') return a !== b;
      throw new NotCovered('order of references');
    }
    if (['=', '<>', '<', '<=', '>', '>='].includes(operator)) return compare(operator, a as Scalar, b as Scalar);
    const name = nameOf(left.type);
    return operate(operator, a as Scalar, b as Scalar, isDuration(name) ? 'LINT' : name, expression.range.line);
  }

  #intrinsic(call: Expression & { kind: 'intrinsic' }, frame: Frame): Value {
    // SEL and MUX evaluate all of their arguments, too.
    if (call.name === 'TIME') return this.#time;
    if (call.name === 'SEL') {
      const [yes, no] = [this.#value(call.arguments[2]!, frame), this.#value(call.arguments[1]!, frame)];
      return this.#value(call.arguments[0]!, frame) === true ? yes : no;
    }
    const given = call.arguments.map((argument) => this.#value(argument, frame) as Scalar);
    const [first, second, third] = given as [Scalar, Scalar, Scalar];
    const name = nameOf(call.type);
    switch (call.name) {
      case 'ABS':
        if (typeof first === 'bigint') return first < 0n ? wrap(-first, name) : first;
        return Math.abs(first as number);
      case 'SQRT':
        return name === 'REAL' ? Math.fround(Math.sqrt(first as number)) : Math.sqrt(first as number);
      case 'MOVE':
        return first;
      case 'MIN':
        return given.reduce((best, next) => (next < best ? next : best));
      case 'MAX':
        return given.reduce((best, next) => (next > best ? next : best));
      case 'LIMIT': {
        const atLeast = second < first ? first : second;
        return atLeast > third ? third : atLeast;
      }
      case 'MUX': {
        const inputs = given.slice(1);
        const key = first as bigint;
        if (key < 0n || key >= BigInt(inputs.length)) throw new Fault('index', call.arguments[0]!.range.line);
        return inputs[Number(key)]!;
      }
      case 'SHL':
      case 'SHR':
      case 'ROL':
      case 'ROR':
        return shift(call.name, first, second as bigint, name);
      case 'TRUNC':
        return truncate(first as number, name);
      default:
        throw new NotCovered(call.name);
    }
  }
}
