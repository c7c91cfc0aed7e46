/** The only errors that code generation can find: a program too large for its region, a body too large for the machine. */
import { diagnose } from '../diagnostic-catalogue.ts';
import type { Diagnostic, SourceRange } from '../diagnostics.ts';
import type { CheckedProgram, Variable } from '../semantics/checked.ts';
import { instanceExtent, sizeOf } from './sizes.ts';

const nowhere: SourceRange = { file: '', start: 0, end: 0, line: 1, column: 1, endLine: 1, endColumn: 1 };

/** The declared variable that takes most of the memory, if any. */
function costliest(program: CheckedProgram): { variable: Variable; size: number } | null {
  const declared = [
    ...program.globals,
    ...program.programs.flatMap((pou) => [...instanceExtent(pou).offsets.keys()]),
    ...[...program.functions, ...program.functionBlocks].flatMap((pou) => [...pou.parameters, ...pou.locals]),
  ].filter(({ section }) => section !== 'in_out');
  let found: { variable: Variable; size: number } | null = null;
  for (const variable of declared) {
    const size = sizeOf(variable.type);
    if (!found || size > found.size) found = { variable, size };
  }
  return found;
}

/** 1234567 → `1,234,567`, in every locale's message alike. */
const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

export function memoryTooLarge(program: CheckedProgram, needed: number, allowed: number): Diagnostic {
  const largest = costliest(program);
  const range = largest?.variable.range ?? program.instances[0]?.range ?? nowhere;
  const sizes = { needed: grouped(needed), allowed: grouped(allowed) };
  if (largest === null) return diagnose('ST7003', range, sizes);
  return diagnose('ST7001', range, { ...sizes, name: largest.variable.name, size: grouped(largest.size) });
}

export const bodyTooLarge = (range: SourceRange): Diagnostic => diagnose('ST7002', range);
