/**
 * What strings share in one module: functions written in WebAssembly when first asked for. A string is handed over as its address and
 * its capacity; the length found there counts only up to the capacity. Work that grows with a string takes fuel; only a search can take
 * so much that it must be stopped on the way, so it alone knows a fault site.
 */
import type { StringName } from '../../semantics/types.ts';
import type { ModuleContext } from '../lowering.ts';
import { Code } from '../wasm/code.ts';
import type { ValueType } from '../wasm/opcodes.ts';
import { writeCount, writeSkip } from './characters-of-utf8.ts';
import { writeCopy, writeRaw, writeSlice } from './copying.ts';
import { writeGet, writePut, writeRecode } from './encodings.ts';
import { writeCompare, writeFind } from './looking.ts';
import { writeBits, writeInteger } from './numbers.ts';
import type { RoutineName, Writing } from './writing.ts';

interface Routine {
  parameters: ValueType[];
  results: ValueType[];
  write(writing: Writing): void;
}

/** The index of a shared function; it is written the first time. */
export function routine(context: ModuleContext, name: RoutineName): number {
  const known = context.routines.get(name);
  if (known !== undefined) return known;
  const { parameters, results, write } = routineNamed(name);
  const index = context.module.declare(parameters, results);
  context.routines.set(name, index);
  const code = new Code(parameters);
  write({ code, context, call: (other) => code.call(routine(context, other)) });
  context.module.define(index, code);
  return index;
}

const i32s = (count: number): ValueType[] => new Array<ValueType>(count).fill('i32');

function routineNamed(name: RoutineName): Routine {
  const [verb, first, second] = name.split('_') as [string, StringName, StringName];
  switch (verb) {
    case 'ASSIGN':
    case 'APPEND':
      return { parameters: i32s(4), results: [], write: (writing) => writeCopy(writing, first, verb === 'ASSIGN') };
    case 'RAW':
      return { parameters: i32s(4), results: [], write: (writing) => writeRaw(writing, first) };
    case 'SLICE':
      return { parameters: [...i32s(4), 'i64', 'i64'], results: [], write: (writing) => writeSlice(writing, first) };
    case 'COMPARE':
      return { parameters: i32s(4), results: ['i32'], write: (writing) => writeCompare(writing, first) };
    case 'FIND':
      return { parameters: i32s(5), results: ['i32'], write: (writing) => writeFind(writing, first) };
    case 'GET':
      return { parameters: i32s(3), results: ['i64'], write: (writing) => writeGet(writing, first) };
    case 'PUT':
      return { parameters: i32s(3), results: ['i32'], write: (writing) => writePut(writing, first) };
    case 'RECODE':
      return { parameters: i32s(4), results: [], write: (writing) => writeRecode(writing, first, second) };
    case 'COUNT':
      return { parameters: i32s(2), results: ['i32'], write: writeCount };
    case 'SKIP':
      return { parameters: [...i32s(3), 'i64'], results: ['i32'], write: writeSkip };
    default:
      return {
        parameters: ['i32', 'i64', 'i32'],
        results: [],
        write: name === 'PRINT_INTEGER' ? writeInteger : writeBits,
      };
  }
}
