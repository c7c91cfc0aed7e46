/** The language's public face: compile a program, find its variables, read and write them, carry them over an online change. */
export { readCell, writeCell } from './codegen/cells.ts';
export type { CompiledProgram, Value } from './codegen/compiled.ts';
export { digestText } from './codegen/digest.ts';
export { migrate } from './codegen/migrate.ts';
export { cells, flowCells, resolve } from './codegen/symbols.ts';
export { type CompileOptions, compile } from './compile.ts';
