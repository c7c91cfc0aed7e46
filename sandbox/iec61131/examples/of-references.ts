/** Examples for ST216…, ST416…, ST516… and ST6161: references, parts, sections, configured variables. */
import { after, type ExampleRecord, files, program, statements, variables } from './example.ts';

const sum = (section: string, body: string): string =>
  `FUNCTION Sum : DINT\n${section}\nVAR\n  i : DINT;\nEND_VAR\n${body}\nEND_FUNCTION`;
const open = 'VAR_IN_OUT\n  list : ARRAY[*] OF INT;\nEND_VAR';
const struct = (head: string, fields: string): string => `TYPE\n  Frame : STRUCT${head}\n${fields}\n  END_STRUCT;\nEND_TYPE`;
const drive = 'PROGRAM Main\nVAR\n  run AT %Q* : BOOL;\n  limit : INT := 3;\nEND_VAR\nrun := limit > 2;\nEND_PROGRAM';
const cell = (settings: string): string =>
  `CONFIGURATION Cell\nRESOURCE r ON cpu\nTASK t(INTERVAL := T#10ms, PRIORITY := 1);\nPROGRAM p WITH t : Main;\nEND_RESOURCE\nVAR_CONFIG\n${settings}\nEND_VAR\nEND_CONFIGURATION`;
const right = 'r.p.run AT %QX0.0 : BOOL;';

export const referenceExamples: Readonly<Record<string, ExampleRecord>> = {
  ST2160: statements('w : WORD; b : BOOL; p : REF_TO BOOL;', 'b := TRUE;\np := REF(w.3);', 'p := REF(b);\nw := 0;'),
  ST2161: statements('n : INT;', 'n := n^;', 'n := n + 1;'),
  ST2162: statements('n : INT; p, q : REF_TO INT;', 'q := REF(n);\nn ?= p;', 'q := REF(n);\np ?= q;'),
  ST2163: {
    ...variables('p : REF_TO INT; r : REFERENCE TO REF_TO INT;', 'p : REF_TO INT; r : REF_TO REF_TO INT;', 'r := REF(p);'),
  },
  ST2164: files(
    sum(open, 'i := 1;\nSum := i + SIZEOF(list);'),
    sum(open, 'i := LOWER_BOUND(list, 1);\nSum := UPPER_BOUND(list, 1) - i + 1;'),
  ),
  ST2165: variables('a : ARRAY[*] OF INT;', 'a : ARRAY[0..9] OF INT;', 'a[0] := 1;'),
  ST2166: statements('w : WORD; b : BYTE;', 'b := 0;\nw := w.%W0;', 'w := 0;\nb := w.%B0;'),
  ST2167: files(
    'FUNCTION_BLOCK F\nVAR_INPUT\n  n : INT R_EDGE;\nEND_VAR\n;\nEND_FUNCTION_BLOCK',
    'FUNCTION_BLOCK F\nVAR_INPUT\n  n : BOOL R_EDGE;\nEND_VAR\n;\nEND_FUNCTION_BLOCK',
  ),
  ST2168: files(
    'FUNCTION F : INT\nVAR_IN_OUT\n  a, b : ARRAY[*] OF INT;\nEND_VAR\na := b;\nF := 1;\nEND_FUNCTION',
    'FUNCTION F : INT\nVAR_IN_OUT\n  a, b : ARRAY[*] OF INT;\nEND_VAR\na[1] := b[1];\nF := 1;\nEND_FUNCTION',
  ),
  ST2169: files(struct('', '    head AT %QW0 : WORD;'), struct('', '    head AT %W0 : WORD;')),
  ST2170: files(
    struct(' OVERLAP', '    all AT %W0 : WORD;\n    flag AT %B1 : BOOL;'),
    struct(' OVERLAP', '    all AT %W0 : WORD;\n    flag AT %X1.0 : BOOL;'),
  ),
  ST2171: files(
    struct('', '    all AT %W0 : WORD;\n    low AT %B1 : BYTE;'),
    struct(' OVERLAP', '    all AT %W0 : WORD;\n    low AT %B1 : BYTE;'),
  ),
  ST2172: files(
    'FUNCTION_BLOCK F\nVAR_TEMP RETAIN\n  n : INT;\nEND_VAR\nn := 1;\nEND_FUNCTION_BLOCK',
    'FUNCTION_BLOCK F\nVAR RETAIN\n  n : INT;\nEND_VAR\nn := 1;\nEND_FUNCTION_BLOCK',
  ),
  ST2173: files(
    'FUNCTION_BLOCK F\nVAR_IN_OUT\n  n : INT := 3;\nEND_VAR\nn := 1;\nEND_FUNCTION_BLOCK',
    'FUNCTION_BLOCK F\nVAR_IN_OUT\n  n : INT;\nEND_VAR\nn := 1;\nEND_FUNCTION_BLOCK',
  ),
  ST4160: after(
    'TYPE\n  Point : STRUCT\n    x : INT;\n  END_STRUCT;\nEND_TYPE\nFUNCTION Origin : Point\nOrigin.x := 0;\nEND_FUNCTION',
    program('p : Point; go : BOOL;', 'p := Origin(EN := go);'),
    program('p : Point; go : BOOL;', 'IF go THEN\n  p := Origin();\nEND_IF;'),
  ),
  ST5160: after(drive, cell('r.p.limit : INT := 4;'), cell(`${right}\nr.p.limit : INT := 4;`)),
  ST5161: after(drive, cell(`${right}\nr.q.limit : INT := 4;`), cell(`${right}\nr.p.limit : INT := 4;`)),
  ST5162: after(drive, cell(`${right}\nr.p : INT := 4;`), cell(`${right}\nr.p.limit : INT := 4;`)),
  ST5163: after(drive, cell(`${right}\nr.p.limit : DINT := 4;`), cell(`${right}\nr.p.limit : INT := 4;`)),
  ST5164: after(drive, cell(`${right}\nr.p.limit AT %MW7 : INT;`), cell(`${right}\nr.p.limit : INT := 4;`)),
  ST5165: after(drive, cell('r.p.run AT %IX0.0 : BOOL;'), cell(right)),
  ST5166: files(
    'FUNCTION F : BOOL\nVAR\n  x AT %I* : BOOL;\nEND_VAR\nF := x;\nEND_FUNCTION',
    'FUNCTION F : BOOL\nVAR\n  x : BOOL;\nEND_VAR\nF := x;\nEND_FUNCTION',
  ),
  ST6161: statements('n : INT; p : REF_TO INT; q : REF_TO DINT;', 'p := REF(n);\nq ?= p;', 'p := REF(n);\nq := NULL;'),
};
