/** How functions are called: what goes by value, what by address, and what stays in a static frame. */
import type { FunctionPou, Variable } from '../semantics/checked.ts';
import type { FunctionShape, ModuleContext } from './lowering.ts';
import { elementaryOf, representation } from './representation.ts';
import { alignmentOf, sizeOf } from './sizes.ts';
import type { ValueType } from './wasm/opcodes.ts';

/** The calling convention of a function; see `FunctionShape`. Reserves the frame that callers read aggregates from. */
export function shapeOf(context: ModuleContext, pou: FunctionPou): FunctionShape {
  const parameters: ValueType[] = pou.method ? ['i32'] : [];
  const results: ValueType[] = [];
  const frame = new Map<Variable, number>();
  const keep = (variable: Variable) => frame.set(variable, context.frame(sizeOf(variable.type), alignmentOf(variable.type)));
  const valueType = (variable: Variable): ValueType | null => {
    const name = elementaryOf(variable.type);
    return name && representation(name).wasm;
  };
  if (pou.result) {
    const type = valueType(pou.result);
    if (type) results.push(type);
    else keep(pou.result);
  }
  for (const parameter of pou.parameters) {
    const type = valueType(parameter);
    if (parameter.section === 'in_out') parameters.push('i32');
    else if (parameter.section === 'output') {
      if (type) results.push(type);
      else keep(parameter);
    } else {
      parameters.push(type ?? 'i32');
      if (!type) keep(parameter);
    }
  }
  return { index: context.module.declare(parameters, results), parameters, results, frame };
}
