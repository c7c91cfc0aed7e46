/** The library's own functions that intrinsics lean on: written in ST, emitted only where a program needs them. */
import type { Action, Expression, FunctionPou, Statement } from '../semantics/checked.ts';
import type { ElementaryName } from '../semantics/types.ts';
import type { Lowering } from './lowering.ts';
import { elementaryOf, scalar } from './representation.ts';
import { bodiesOf, walkStatements } from './walk.ts';
import { op } from './wasm/opcodes.ts';

/** Intrinsics that are one call of a kernel, by name. */
const calls: Readonly<Record<string, string>> = {
  EXPT: 'POWER',
  LN: 'LOGARITHM',
  LOG: 'DECIMALLOGARITHM',
  EXP: 'EXPONENTIAL',
  SIN: 'SINE',
  COS: 'COSINE',
  TAN: 'TANGENT',
  ASIN: 'ARCSINE',
  ACOS: 'ARCCOSINE',
  ATAN: 'ARCTANGENT',
  ATAN2: 'DIRECTION',
  YEAR: 'YEAROF',
  MONTH: 'MONTHOF',
  DAY: 'DAYOF',
  MIDNIGHT: 'MIDNIGHTOF',
  FROM_BCD: 'FROMBCD',
  TO_BCD: 'TOBCD',
  IS_VALID_BCD: 'ISVALIDBCD',
};

export const printers: Partial<Record<ElementaryName, string>> = {
  REAL: 'FORMATREAL',
  LREAL: 'FORMATREAL',
  TIME: 'FORMATDURATION',
  LTIME: 'FORMATDURATION',
  DATE: 'FORMATDATE',
  LDATE: 'FORMATDATE',
  TOD: 'FORMATCLOCK',
  LTOD: 'FORMATCLOCK',
  DT: 'FORMATMOMENT',
  LDT: 'FORMATMOMENT',
};

/** Those of the other types are whole numbers: PARSEINTEGER. */
export const parsers: Partial<Record<ElementaryName, string>> = {
  REAL: 'PARSEREAL',
  LREAL: 'PARSEREAL',
  BOOL: 'PARSEBOOL',
  TIME: 'PARSEDURATION',
  LTIME: 'PARSEDURATION',
  DATE: 'PARSEDATE',
  LDATE: 'PARSEDATE',
  TOD: 'PARSECLOCK',
  LTOD: 'PARSECLOCK',
  DT: 'PARSEMOMENT',
  LDT: 'PARSEMOMENT',
};

/** The kernel that an expression itself calls; `null` when it calls none. */
export function kernelOf(expression: Expression): string | null {
  if (expression.kind === 'binary') return expression.operator === '**' ? 'POWER' : null;
  if (expression.kind !== 'intrinsic') return null;
  if (Object.hasOwn(calls, expression.name)) return calls[expression.name] ?? null;
  if (expression.name === 'TO_TEXT') {
    const [value] = expression.arguments;
    const name = value ? elementaryOf(value.type) : null;
    return (name && printers[name]) ?? null;
  }
  if (expression.name !== 'FROM_TEXT') return null;
  const name = elementaryOf(expression.type);
  return (name && parsers[name]) ?? 'PARSEINTEGER';
}

type Bodied = { body: Statement[]; actions?: Action[] };

/** The kernels that these POUs call, and those that they call themselves, in the order of the library. `all` is read only when needed. */
export function neededKernels(pous: readonly Bodied[], all: () => FunctionPou[]): FunctionPou[] {
  const needed = new Set<string>();
  const pending: Bodied[] = [...pous];
  const want = (name: string): void => {
    const key = name.toUpperCase();
    if (needed.has(key)) return;
    needed.add(key);
    const kernel = all().find((candidate) => candidate.name.toUpperCase() === key);
    if (kernel) pending.push(kernel);
  };
  const own = new Set<Bodied>(pous);
  for (let pou = pending.pop(); pou !== undefined; pou = pending.pop()) {
    const isKernel = !own.has(pou);
    for (const body of bodiesOf(pou))
      walkStatements(body, {
        expression: (expression) => {
          const kernel = kernelOf(expression);
          if (kernel !== null) want(kernel);
          else if (isKernel && expression.kind === 'call') want(expression.callee.name);
        },
      });
  }
  return needed.size === 0 ? [] : all().filter(({ name }) => needed.has(name.toUpperCase()));
}

/** Calls a kernel with what `push` leaves on the stack: a scalar result stays there, a string lies where the answer says. */
export function callKernel(l: Lowering, name: string, push: () => void): { offset: number; capacity: number } {
  const kernel = l.context.kernels.get(name);
  const shape = kernel && l.context.shapes.get(kernel);
  if (!shape) throw new Error(`no kernel ${name}`);
  push();
  l.code.call(shape.index);
  const result = kernel?.result;
  if (result?.type.kind !== 'string') return { offset: 0, capacity: 0 };
  return { offset: shape.frame.get(result) ?? 0, capacity: result.type.capacity };
}

/** Leaves the result of an intrinsic that is one call of a kernel. Kernels compute in LREAL; REAL is widened, and the result rounded. */
export function emitKernelCall(l: Lowering, call: Expression & { kind: 'intrinsic' }): void {
  const { code } = l;
  callKernel(l, calls[call.name] ?? call.name, () => {
    for (const argument of call.arguments) {
      l.expression(argument);
      if (scalar(argument.type).wasm === 'f32') code.op(op.f64_promote_f32);
    }
  });
  if (scalar(call.type).wasm === 'f32') code.op(op.f32_demote_f64);
}

export function isKernelCall(name: string): boolean {
  return Object.hasOwn(calls, name) && name !== 'EXPT';
}
