/**
 * IEC 61131-3, 6.6.3.5.5, Table 46 and its timing diagrams. Time is the scan's logical time, so every timer of one scan sees the
 * same instant. A changed PT takes effect while the timer runs; a timer that has run out stays as it is.
 */
import type { SourceFile } from '../diagnostics.ts';

const blocks = `
(* On-delay: Q follows IN by PT. ET is 0 on the scan of the rising edge and stands at PT afterwards. *)
FUNCTION_BLOCK TON
VAR_INPUT IN : BOOL; PT : TIME; END_VAR
VAR_OUTPUT Q : BOOL; ET : TIME; END_VAR
VAR running : BOOL; start : TIME; END_VAR
IF NOT IN THEN
  Q := FALSE; ET := T#0s; running := FALSE;
ELSIF NOT running THEN
  running := TRUE; start := TIME(); ET := T#0s; Q := PT <= T#0s;
ELSIF NOT Q THEN
  ET := TIME() - start;
  IF ET >= PT THEN ET := PT; Q := TRUE; END_IF;
END_IF;
END_FUNCTION_BLOCK

(* Off-delay: Q stays for PT behind IN. ET stands at PT until IN comes again. *)
FUNCTION_BLOCK TOF
VAR_INPUT IN : BOOL; PT : TIME; END_VAR
VAR_OUTPUT Q : BOOL; ET : TIME; END_VAR
VAR running : BOOL; start : TIME; END_VAR
IF IN THEN
  Q := TRUE; ET := T#0s; running := FALSE;
ELSIF Q AND NOT running THEN
  running := TRUE; start := TIME(); ET := T#0s; Q := PT > T#0s;
ELSIF Q THEN
  ET := TIME() - start;
  IF ET >= PT THEN ET := PT; Q := FALSE; END_IF;
END_IF;
END_FUNCTION_BLOCK

(* Pulse: a rising edge of IN gives Q for PT, and no edge restarts it meanwhile. ET stands at PT only as long as IN stays. *)
FUNCTION_BLOCK TP
VAR_INPUT IN : BOOL; PT : TIME; END_VAR
VAR_OUTPUT Q : BOOL; ET : TIME; END_VAR
VAR before : BOOL; start : TIME; END_VAR
IF Q THEN
  ET := TIME() - start;
  IF ET >= PT THEN ET := PT; Q := FALSE; END_IF;
END_IF;
IF NOT Q AND IN AND NOT before THEN
  start := TIME(); ET := T#0s; Q := PT > T#0s;
END_IF;
IF NOT Q AND NOT IN THEN ET := T#0s; END_IF;
before := IN;
END_FUNCTION_BLOCK
`;

/** The blocks under their longer names: TON_TIME is TON, and TON_LTIME the same with LTIME. */
const named = (type: 'TIME' | 'LTIME'): string =>
  blocks.replace(/^FUNCTION_BLOCK (\w+)$/gm, `FUNCTION_BLOCK $1_${type}`).replace(/: TIME;/g, `: ${type};`);

export const timers: SourceFile = { name: 'library/timers.st', text: blocks + named('TIME') + named('LTIME') };
