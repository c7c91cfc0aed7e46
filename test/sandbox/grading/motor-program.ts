import type { SourceFile } from '#sandbox/iec61131/diagnostics.ts';

/** A program for the motor of the fixture whose body is `body`; `variables` come beside the terminals. */
export function program(body: string, variables = ''): Record<string, SourceFile[]> {
  const text = `PROGRAM main
VAR
  Start AT %IX0.0 : BOOL;
  Stop AT %IX0.1 : BOOL;
  EStop AT %IX0.2 : BOOL;
  Motor AT %QX0.0 : BOOL;
  ${variables}
END_VAR
${body}
END_PROGRAM
`;
  return { plc: [{ name: 'main.st', text }] };
}
