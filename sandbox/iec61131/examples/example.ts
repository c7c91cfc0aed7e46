/** A mistake and its repair: what a page about a diagnostic shows, and what a test compiles. */
import type { CompileOptions } from '../compile.ts';
import type { LocalizedText } from '../diagnostics.ts';
import { applyEdits, formatEdits } from '../syntax/format.ts';
import { parse } from '../syntax/parse.ts';

export interface DiagnosticExample {
  /** Gives this diagnostic and no other, but for a word that something is a vendor’s extension. */
  fails: string;
  /** The same, repaired: gives no diagnostic at all. */
  passes: string;
  /** What both were compiled with; for the reader in words. */
  options?: CompileOptions;
  /** Both are ladder files. */
  drawing?: true;
  note?: LocalizedText;
}

/** Where no program of reasonable length shows it: why. */
export interface WithoutExample {
  reason: LocalizedText;
}

export type ExampleRecord = DiagnosticExample | WithoutExample;

/** Two whole files. */
export function files(fails: string, passes: string, options?: CompileOptions): DiagnosticExample {
  return { fails, passes, ...(options === undefined ? {} : { options }) };
}

/** `PROGRAM Main` with these variables; the statements differ. */
export function statements(variables: string, fails: string, passes: string, options?: CompileOptions): DiagnosticExample {
  return files(program(variables, fails), program(variables, passes), options);
}

/** `PROGRAM Main` with these statements; the variables differ. */
export function variables(fails: string, passes: string, body: string, options?: CompileOptions): DiagnosticExample {
  return files(program(fails, body), program(passes, body), options);
}

/** Two files with the same beginning. */
export function after(beginning: string, fails: string, passes: string, options?: CompileOptions): DiagnosticExample {
  return files(`${beginning}\n${fails}`, `${beginning}\n${passes}`, options);
}

/** Two ladder files: `program: Main` with these variables, the lines of the networks differ. */
export function drawings(variables: string, fails: string, passes: string): DiagnosticExample {
  const file = (networks: string): string =>
    `program: Main\ndeclarations: |\n  VAR\n    ${variables}\n  END_VAR\nnetworks:\n${networks}`;
  return { ...files(file(fails), file(passes)), drawing: true };
}

export function program(variables: string, body: string): string {
  const section = variables === '' ? '' : `VAR ${variables} END_VAR\n\n`;
  return `PROGRAM Main\n${section}${body}\nEND_PROGRAM`;
}

/** What its file is called. */
export const nameOf = ({ drawing }: DiagnosticExample): string => (drawing ? 'main.ld' : 'main.st');

/** As a page shows it. Examples of syntax are left as written: there the layout may be the point. */
export function laidOut(text: string, { options = {}, drawing }: Pick<DiagnosticExample, 'options' | 'drawing'> = {}): string {
  if (drawing) return text;
  const { unit, diagnostics } = parse({ name: 'main.st', text }, { implies: options.implies ?? false });
  const broken = diagnostics.some(({ severity }) => severity === 'error');
  return `${(broken ? text : applyEdits(text, formatEdits(unit))).trim()}\n`;
}
