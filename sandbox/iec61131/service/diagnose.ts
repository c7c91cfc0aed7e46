/** What is wrong with a program, as you type. */
import type { Diagnostic, SourceFile } from '../diagnostics.ts';
import { type AnalysisOptions, analyse } from './analysis.ts';

/** Parses and checks; the same findings as `compile` gives, but for the program's size, which only layout knows. */
export function diagnose(files: readonly SourceFile[], options: AnalysisOptions = {}): Diagnostic[] {
  return analyse(files, options).diagnostics;
}
