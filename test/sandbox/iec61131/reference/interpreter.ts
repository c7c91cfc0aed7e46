/** The meaning of checked statements and expressions, one by one. See README.md. */
import type {
  Argument,
  Expression,
  FunctionBlock,
  FunctionPou,
  Place,
  ProgramPou,
  Receiver,
  Statement,
  Variable,
} from '#sandbox/iec61131/semantics/checked.ts';
import type { ElementaryName, Type } from '#sandbox/iec61131/semantics/types.ts';
import {
  compare,
  complement,
  convert,
  Fault,
  isDuration,
  isReal,
  NotCovered,
  nameOf,
  negate,
  operate,
  type Scalar,
  selector,
  widthOf,
  wrap,
} from './arithmetic.ts';
import { type Box, type Cell, copyBox, type Instance, makeBox, type Value } from './boxes.ts';
import { expectAccurate, isElementary, kernelOf } from './elementary-functions.ts';
import type { Image } from './image.ts';
import { isA, methodOf } from './objects.ts';
import { applyStandard } from './standard-functions.ts';

/** The variables in reach while a body runs, and the instance that it runs on. */
interface Frame {
  boxes: Map<Variable, Box>;
  self: Instance | null;
}
type Flow = 'on' | 'exit' | 'continue' | 'return';

const STATEMENTS_PER_SCAN = 200_000;

export class Interpreter {
  readonly #globals: ReadonlyMap<Variable, Box>;
  readonly #image: Image;
  /** What was carried out, and how often: so that coverage is known. */
  readonly met = new Map<string, number>();
  #time = 0n;
  #left = 0;

  constructor(globals: ReadonlyMap<Variable, Box>, image: Image) {
    this.#globals = globals;
    this.#image = image;
  }

  /** Begins a scan at this logical time. */
  begin(nanoseconds: bigint): void {
    this.#time = nanoseconds;
    this.#left = STATEMENTS_PER_SCAN;
  }

  /** References that begin with REF( ) of another variable; `instance`: whose the variables are. */
  refer(variables: ReadonlyMap<Variable, Box>, instance: Instance | null): void {
    const frame: Frame = { boxes: instance?.members ?? new Map(), self: instance };
    for (const [{ initial }, box] of variables)
      if (initial !== null && typeof initial === 'object' && 'reference' in initial && box.kind === 'cell')
        box.set(this.#box(initial.reference, frame));
  }

  #meet(feature: string): void {
    this.met.set(feature, (this.met.get(feature) ?? 0) + 1);
  }

  /** Runs the body of the instance's own type, or of one that it extends; a fault is thrown. */
  run(instance: Instance, pou: FunctionBlock | ProgramPou = instance.pou): void {
    this.#statements(pou.body, this.#frameOf(instance, pou));
  }

  /** In_outs and what persists, as they are; temporaries begin anew. */
  #frameOf(instance: Instance, pou: FunctionBlock | ProgramPou): Frame {
    const boxes = new Map(instance.members);
    for (const variable of pou.locals)
      if (variable.section === 'temp') boxes.set(variable, makeBox(variable.type, variable.initial));
    return { boxes, self: instance };
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
    this.#meet(`statement ${statement.kind}`);
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
      case 'perform':
        this.#perform(statement, frame);
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

  /** An action runs on its POU's variables, temporaries included; another block's on that instance. */
  #perform({ action, instance }: Statement & { kind: 'perform' }, frame: Frame): void {
    if (instance === null) this.#statements(action.body, frame);
    else {
      const box = this.#instance(instance, frame);
      this.#statements(action.body, this.#frameOf(box, box.pou));
    }
  }

  /** Inputs go into the instance one after the other, then the body runs, then outputs are taken. */
  #invoke(statement: Statement & { kind: 'invoke' }, frame: Frame): void {
    const instance = this.#instance(statement.instance, frame);
    for (const argument of statement.arguments) this.#give(argument, argument.parameter, instance.members, frame);
    // SUPER( ) runs the base's body, everything else that of the instance itself.
    const own = statement.instance.kind === 'self' ? statement.instance.type.block : instance.pou;
    if (statement.dynamic)
      this.#meet(own === statement.instance.type.block ? 'body of the declared type' : 'body of a derived type');
    if (statement.instance.kind === 'self') this.#meet('SUPER( )');
    this.run(instance, own);
    for (const argument of statement.arguments) this.#take(argument, argument.parameter, instance.members, frame);
  }

  #instance(place: Place, frame: Frame): Instance {
    const instance = this.#box(place, frame);
    if (instance.kind !== 'instance') throw new Error('not an instance');
    return instance;
  }

  /** Gives an argument to the parameter of whatever is called. */
  #give(argument: Argument, parameter: Variable, members: Map<Variable, Box>, frame: Frame): void {
    const { type } = parameter;
    if (type.kind === 'array' && type.bounds) this.#meet('ARRAY [*]');
    else if (type.kind === 'struct' || type.kind === 'string' || type.kind === 'array' || type.kind === 'instance')
      this.#meet(`${argument.kind} of ${type.kind}`);
    if (argument.kind === 'in_out') members.set(parameter, this.#box(argument.target, frame));
    else if (argument.kind === 'input') {
      const box = members.get(parameter)!;
      if (box.kind === 'cell') this.#assign(box, this.#value(argument.value, frame), parameter.type, argument.value.range.line);
      else copyBox(this.#aggregate(argument.value, frame), box);
    }
  }

  #take(argument: Argument, parameter: Variable, members: Map<Variable, Box>, frame: Frame): void {
    if (argument.kind !== 'output' || !argument.target) return;
    const from = members.get(parameter)!;
    const to = this.#box(argument.target, frame);
    if (argument.negated) (to as Cell).set(!(from as Cell).get());
    else if (from.kind === 'cell' && to.kind === 'cell') {
      const [source, target] = [parameter.type, argument.target.type];
      const widened = source.kind === 'elementary' && target.kind === 'elementary' && source.name !== target.name;
      const value = widened ? convert(from.get() as Scalar, source.name, target.name) : from.get();
      this.#assign(to, value, target, argument.target.range.line);
    } else copyBox(from, to);
  }

  /** A function, or a method: then what the instance's own type has under that name. */
  #call(call: Expression & { kind: 'call' }, frame: Frame): Box | null {
    let pou: FunctionPou = call.callee;
    let self: Instance | null = null;
    if (call.receiver) {
      self = this.#receiver(call.receiver, frame);
      const { receiver } = call;
      const isSuper = receiver.kind === 'instance' && receiver.exact && receiver.place.kind === 'self';
      pou = methodOf(isSuper ? receiver.place.type.block : self.pou, call.callee);
      const by = isSuper
        ? 'SUPER'
        : receiver.kind === 'interface'
          ? 'an interface'
          : receiver.exact
            ? 'an instance'
            : 'a base or THIS';
      this.#meet(`${pou.method?.role} through ${by}${pou === call.callee ? '' : ', overridden'}`);
    } else this.#meet('function of the author');
    const members = new Map<Variable, Box>(self?.members);
    for (const variable of [...pou.parameters, ...pou.locals, ...(pou.result ? [pou.result] : [])])
      if (variable.section !== 'in_out') members.set(variable, makeBox(variable.type, variable.initial));
    // Arguments follow the declaration that the call was checked by; an override has the same parameters in the same order.
    const own = new Map(call.callee.parameters.map((parameter, index) => [parameter, pou.parameters[index]!]));
    for (const argument of call.arguments) this.#give(argument, own.get(argument.parameter)!, members, frame);
    this.#statements(pou.body, { boxes: members, self });
    for (const argument of call.arguments) this.#take(argument, own.get(argument.parameter)!, members, frame);
    return pou.result ? members.get(pou.result)! : null;
  }

  #receiver(receiver: Receiver, frame: Frame): Instance {
    if (receiver.kind === 'instance') return this.#instance(receiver.place, frame);
    const value = this.#value(receiver.value, frame);
    if (value === null) throw new Fault('null', receiver.value.range.line);
    return value as Instance;
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
    this.#meet(`place ${place.kind}`);
    switch (place.kind) {
      case 'self':
        if (!frame.self) throw new Error('no instance runs');
        return frame.self;
      case 'variable': {
        const box = frame.boxes.get(place.variable) ?? this.#globals.get(place.variable);
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
        if (base.kind === 'cell') return this.#character(place, base, frame);
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
        return this.#image.cell(place.address, place.type);
    }
  }

  /** A character by its position, from 1; behind the present length there is none. */
  #character(place: Place & { kind: 'index' }, text: Cell, frame: Frame): Cell {
    this.#meet('a character of a string');
    const position = Number(this.#value(place.indices[0]!, frame) as bigint);
    if (position < 1 || position > (text.get() as string).length) throw new Fault('position', place.range.line);
    return {
      kind: 'cell',
      get: () => BigInt((text.get() as string).charCodeAt(position - 1)),
      set: (code) => {
        const all = text.get() as string;
        text.set(all.slice(0, position - 1) + String.fromCharCode(Number(code)) + all.slice(position));
      },
    };
  }

  #value(expression: Expression, frame: Frame): Value {
    switch (expression.kind) {
      case 'constant':
        if (expression.type.kind === 'reference' || expression.type.kind === 'interface') return null;
        return expression.value;
      case 'text':
        return expression.value;
      case 'attempt': {
        const value = this.#value(expression.value, frame) as Instance | null;
        const fits = value !== null && isA(value.pou, expression.type);
        this.#meet(`?= ${value === null ? 'of NULL' : fits ? 'that fits' : 'that does not fit'}`);
        return fits ? value : null;
      }
      case 'held':
        this.#meet('part of an aggregate that a call gives');
        return this.#aggregate(expression.value, frame);
      case 'choice': {
        this.#meet('choice by number');
        const number = this.#value(expression.number, frame) as bigint;
        const chosen = expression.values[Number(number) - 1];
        if (!chosen) throw new Fault('index', expression.range.line);
        return this.#value(chosen, frame);
      }
      case 'enabled': {
        const enabled = this.#value(expression.enable, frame) === true;
        this.#meet(`EN ${enabled}`);
        if (expression.eno) (this.#box(expression.eno, frame) as Cell).set(enabled);
        if (enabled) return this.#value(expression.value, frame);
        const name = nameOf(expression.type);
        return name === 'BOOL' ? false : isReal(name) ? 0 : 0n;
      }
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
        this.#meet(`convert ${nameOf(expression.operand.type)} to ${expression.to}`);
        return convert(operand, nameOf(expression.operand.type), expression.to);
      }
      case 'call': {
        const result = this.#call(expression, frame);
        if (result?.kind !== 'cell') throw new NotCovered('an aggregate as a value');
        return result.get();
      }
      case 'intrinsic':
        return this.#intrinsic(expression, frame);
    }
  }

  #binary(expression: Expression & { kind: 'binary' }, frame: Frame): Value {
    const { operator, left, right } = expression;
    const a = this.#value(left, frame);
    if (operator === 'AND_THEN') return a === true && this.#value(right, frame) === true;
    if (operator === 'OR_ELSE') return a === true || this.#value(right, frame) === true;
    const b = this.#value(right, frame);
    if (operator === '**') {
      this.#meet('function EXPT');
      return this.#elementary('EXPT', [a as number, b as number], nameOf(expression.type));
    }
    if (left.type.kind === 'reference' || left.type.kind === 'interface') {
      this.#meet(`equality of ${left.type.kind}s`);
      if (operator === '=') return a === b;
      if (operator === '<>') return a !== b;
      throw new NotCovered('order of references');
    }
    if (['=', '<>', '<', '<=', '>', '>='].includes(operator)) return compare(operator, a as Scalar, b as Scalar);
    const name = nameOf(left.type);
    return operate(operator, a as Scalar, b as Scalar, isDuration(name) ? 'LINT' : name, expression.range.line);
  }

  #intrinsic(call: Expression & { kind: 'intrinsic' }, frame: Frame): Value {
    const { name, type } = call;
    this.#meet(`function ${name}`);
    // SEL and MUX evaluate all of their arguments, too.
    if (name === 'TIME') return this.#time;
    if (name === 'SEL' && type.kind !== 'string') {
      const [yes, no] = [this.#value(call.arguments[2]!, frame), this.#value(call.arguments[1]!, frame)];
      return this.#value(call.arguments[0]!, frame) === true ? yes : no;
    }
    const given = call.arguments.map((argument) => this.#value(argument, frame) as Scalar | string);
    if (isElementary(name)) return this.#elementary(name, given as number[], nameOf(type));
    if (name === 'SEL') return given[0] === true ? given[2]! : given[1]!;
    if (name === 'MUX') {
      const inputs = given.slice(1);
      const key = given[0] as bigint;
      if (key < 0n || key >= BigInt(inputs.length)) throw new Fault('index', call.arguments[0]!.range.line);
      return inputs[Number(key)]!;
    }
    const types = call.arguments.map((argument) => argument.type);
    if (name === 'TO_TEXT') this.#meet(`${nameOf(types[0]!)} as text`);
    if (name === 'FROM_TEXT') this.#meet(`${nameOf(type)} from text`);
    return applyStandard(name, given, types, type);
  }

  /** Computed in LREAL; a REAL is rounded. */
  #elementary(name: string, given: number[], type: ElementaryName): number {
    const left = this.#left;
    const kernel = kernelOf(name);
    const members: Frame['boxes'] = new Map();
    for (const variable of [...kernel.parameters, ...kernel.locals, kernel.result!])
      members.set(variable, makeBox(variable.type, variable.initial));
    for (const [index, value] of given.entries()) (members.get(kernel.parameters[index]!) as Cell).set(value);
    this.#statements(kernel.body, { boxes: members, self: null });
    this.#left = left;
    const result = (members.get(kernel.result!) as Cell).get() as number;
    expectAccurate(name, given, result);
    return type === 'REAL' ? Math.fround(result) : result;
  }
}
