/**
 * Declarations may lean on each other as deeply as an author likes (a type on a type on a type …), and parts of the compiler follow
 * them by calling themselves. Where that exhausts the stack the program is refused, like one that is nested too deeply.
 */
import { diagnose } from './diagnostic-catalogue.ts';
import type { Diagnostic, SourceFile } from './diagnostics.ts';

/** What the engine throws when calls nest deeper than its stack: V8 and others a RangeError, Firefox an InternalError. */
export const isStackExhausted = (error: unknown): boolean =>
  error instanceof Error && /call stack|recursion/i.test(error.message);

/** The refusal, at the beginning of the first file: nobody knows where the chain began. */
export function refuseTooDeep(files: readonly SourceFile[]): Diagnostic {
  const range = { file: files[0]?.name ?? '', start: 0, end: 0, line: 1, column: 1, endLine: 1, endColumn: 1 };
  return diagnose('ST1020', range, { limit: 1000 });
}
