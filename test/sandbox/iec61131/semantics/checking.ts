import { libraryUnits } from '../../../../sandbox/iec61131/compile.ts';
import type { Diagnostic } from '../../../../sandbox/iec61131/diagnostics.ts';
import { type CheckResult, check } from '../../../../sandbox/iec61131/semantics/check.ts';
import { parse } from '../../../../sandbox/iec61131/syntax/parse.ts';

/** Parses and checks one file with the library; diagnostics of both, by place. */
export function checked(text: string, options: { implies?: boolean } = {}): CheckResult {
  const file = { name: 'main.st', text };
  const parsed = parse(file, options);
  const result = check([{ file, tree: parsed.unit }, ...libraryUnits()], { defaultCycle: 10_000_000n });
  return { ...result, diagnostics: [...parsed.diagnostics, ...result.diagnostics] };
}

/** `ST2002@3`, hints left out unless asked for. */
export function findings(text: string, hints = false): string[] {
  return checked(text)
    .diagnostics.filter(({ severity }) => hints || severity !== 'hint')
    .map(({ code, range }) => `${code}@${range.line}`);
}

/** A program around declarations (line 2) and statements (line 3). */
export function program(declarations: string, body: string): string {
  return `PROGRAM Main\nVAR ${declarations} END_VAR\n${body}\nEND_PROGRAM`;
}

export function first(text: string): Diagnostic | undefined {
  return checked(text).diagnostics[0];
}
