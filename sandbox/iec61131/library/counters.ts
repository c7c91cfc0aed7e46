/**
 * IEC 61131-3, 6.6.3.5.4, Table 45: CTU, CTD, CTUD for INT, and for DINT, LINT, UDINT and ULINT under their longer names. CV counts on
 * past PV and stops at the limits of its type. Reset goes before load, load before counting.
 */
import type { SourceFile } from '../diagnostics.ts';

interface Width {
  suffix: string;
  type: string;
  lowest: string;
  highest: string;
}

const widths: Width[] = [
  { suffix: '', type: 'INT', lowest: '-32768', highest: '32767' },
  { suffix: '_INT', type: 'INT', lowest: '-32768', highest: '32767' },
  { suffix: '_DINT', type: 'DINT', lowest: '-2147483648', highest: '2147483647' },
  { suffix: '_LINT', type: 'LINT', lowest: '-9223372036854775808', highest: '9223372036854775807' },
  { suffix: '_UDINT', type: 'UDINT', lowest: '0', highest: '4294967295' },
  { suffix: '_ULINT', type: 'ULINT', lowest: '0', highest: '18446744073709551615' },
];

const countersFor = ({ suffix, type, lowest, highest }: Width): string => `
FUNCTION_BLOCK CTU${suffix}
VAR_INPUT CU : BOOL; R : BOOL; PV : ${type}; END_VAR
VAR_OUTPUT Q : BOOL; CV : ${type}; END_VAR
VAR before : BOOL; END_VAR
IF R THEN
  CV := 0;
ELSIF CU AND NOT before AND CV < ${highest} THEN
  CV := CV + 1;
END_IF;
before := CU;
Q := CV >= PV;
END_FUNCTION_BLOCK

FUNCTION_BLOCK CTD${suffix}
VAR_INPUT CD : BOOL; LD : BOOL; PV : ${type}; END_VAR
VAR_OUTPUT Q : BOOL; CV : ${type}; END_VAR
VAR before : BOOL; END_VAR
IF LD THEN
  CV := PV;
ELSIF CD AND NOT before AND CV > ${lowest} THEN
  CV := CV - 1;
END_IF;
before := CD;
Q := CV <= 0;
END_FUNCTION_BLOCK

(* Both edges in one scan cancel each other. *)
FUNCTION_BLOCK CTUD${suffix}
VAR_INPUT CU : BOOL; CD : BOOL; R : BOOL; LD : BOOL; PV : ${type}; END_VAR
VAR_OUTPUT QU : BOOL; QD : BOOL; CV : ${type}; END_VAR
VAR upBefore : BOOL; downBefore : BOOL; up : BOOL; down : BOOL; END_VAR
up := CU AND NOT upBefore;
down := CD AND NOT downBefore;
upBefore := CU;
downBefore := CD;
IF R THEN
  CV := 0;
ELSIF LD THEN
  CV := PV;
ELSIF up AND NOT down AND CV < ${highest} THEN
  CV := CV + 1;
ELSIF down AND NOT up AND CV > ${lowest} THEN
  CV := CV - 1;
END_IF;
QU := CV >= PV;
QD := CV <= 0;
END_FUNCTION_BLOCK
`;

export const counters: SourceFile = { name: 'library/counters.st', text: widths.map(countersFor).join('') };
