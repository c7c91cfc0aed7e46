/**
 * IEC 61131-3, 6.6.3.5.2 and 6.6.3.5.3, Tables 43 and 44. R_TRIG and F_TRIG have the standard's bodies. Its F_TRIG, with M starting at
 * FALSE, would report a falling edge on the first scan of an input that is simply FALSE; here M starts at TRUE, so an edge is
 * reported only where there was one. R_TRIG keeps the standard's behaviour: an input TRUE on the first scan is an edge.
 */
import type { SourceFile } from '../diagnostics.ts';

export const edgesAndLatches: SourceFile = {
  name: 'library/edges-and-latches.st',
  text: `
FUNCTION_BLOCK R_TRIG
VAR_INPUT CLK : BOOL; END_VAR
VAR_OUTPUT Q : BOOL; END_VAR
VAR M : BOOL; END_VAR
Q := CLK AND NOT M;
M := CLK;
END_FUNCTION_BLOCK

FUNCTION_BLOCK F_TRIG
VAR_INPUT CLK : BOOL; END_VAR
VAR_OUTPUT Q : BOOL; END_VAR
VAR M : BOOL := TRUE; END_VAR
Q := NOT CLK AND NOT M;
M := NOT CLK;
END_FUNCTION_BLOCK

(* Set dominates. *)
FUNCTION_BLOCK SR
VAR_INPUT S1 : BOOL; R : BOOL; END_VAR
VAR_OUTPUT Q1 : BOOL; END_VAR
Q1 := S1 OR (NOT R AND Q1);
END_FUNCTION_BLOCK

(* Reset dominates. *)
FUNCTION_BLOCK RS
VAR_INPUT S : BOOL; R1 : BOOL; END_VAR
VAR_OUTPUT Q1 : BOOL; END_VAR
Q1 := NOT R1 AND (S OR Q1);
END_FUNCTION_BLOCK
`,
};
