/** Random well-typed programs, for what must hold of every program. */
import fc from 'fast-check';

const kinds = [
  'SINT',
  'INT',
  'DINT',
  'LINT',
  'USINT',
  'UINT',
  'UDINT',
  'ULINT',
  'REAL',
  'LREAL',
  'BOOL',
  'WORD',
  'TIME',
] as const;
type Kind = (typeof kinds)[number];
const numbers: readonly Kind[] = kinds.slice(0, 10);
const integers: readonly Kind[] = kinds.slice(0, 8);

/** Well-typed statements over a fixed set of variables: v_INT, a_INT, fb …; indices and divisors may be anything, loops may never end. */
export const randomBody = fc.letrec<{ statement: string; body: string; number: string; bool: string; int: string }>((tie) => {
  const typed = (kind: Kind): fc.Arbitrary<string> =>
    fc.oneof(
      { maxDepth: 3, depthIdentifier: kind },
      fc.constantFrom(`v_${kind}`, `s.m_${kind}`),
      tie('int').map((index) => `a_${kind}[${index}]`),
      ...(numbers.includes(kind)
        ? [
            fc
              .tuple(typedLeaf(kind), fc.constantFrom('+', '-', '*', '/'), typedLeaf(kind))
              .map(([a, o, b]) => `(${a} ${o} ${b})`),
            fc
              .tuple(fc.constantFrom(...numbers), fc.nat(2))
              .map(([from]) => (from === kind ? `v_${kind}` : `${from}_TO_${kind}(v_${from})`)),
            fc.constant(`LIMIT(v_${kind}, s.m_${kind}, v_${kind})`),
          ]
        : []),
      ...(integers.includes(kind)
        ? [fc.constant(`(v_${kind} MOD s.m_${kind})`), fc.constant(`Twice_${kind}(n := v_${kind})`)]
        : []),
    );
  const typedLeaf = (kind: Kind) => fc.constantFrom(`v_${kind}`, `s.m_${kind}`, `a_${kind}[1]`);
  return {
    int: fc.constantFrom('0', '1', '3', 'v_SINT', 'v_INT', 'v_USINT', 'v_INT MOD 4', 'v_DINT / 7'),
    number: typed('LREAL'),
    bool: fc.oneof(
      fc.constantFrom('v_BOOL', 's.m_BOOL', 'bit', 'v_WORD.3', 'fb.Q', 'TRUE'),
      fc
        .tuple(fc.constantFrom(...numbers), fc.constantFrom('<', '<=', '>', '>='))
        .map(([kind, o]) => `v_${kind} ${o} s.m_${kind}`),
      fc.tuple(fc.constantFrom('v_BOOL', 'bit'), fc.constantFrom('AND', 'OR', 'XOR')).map(([a, o]) => `(${a} ${o} NOT s.m_BOOL)`),
    ),
    body: fc.array(tie('statement'), { minLength: 1, maxLength: 4 }).map((statements) => statements.join('\n')),
    statement: fc.oneof(
      { maxDepth: 3 },
      fc
        .constantFrom(...kinds)
        .chain((kind) =>
          fc
            .tuple(typed(kind), fc.constantFrom(`v_${kind}`, `s.m_${kind}`, `a_${kind}[v_INT]`))
            .map(([value, to]) => `${to} := ${value};`),
        ),
      tie('bool').map((value) => `bit := ${value};`),
      tie('bool').map((value) => `fb(IN := ${value}, PT := v_TIME); fbs[v_INT](IN := fb.Q, PT := T#1s, Q => v_WORD.2);`),
      fc.constantFrom(
        's := t;',
        't := s;',
        'a_INT := b_INT;',
        'r := v_SINT;',
        'Swap(v_DINT, a_DINT[v_INT]);',
        'v_LREAL := v_LREAL ** v_LREAL;',
        'unit(x := v_INT, y => v_DINT);',
        'units[v_INT](x := a_INT[1], y => a_DINT[v_INT]);',
        'unit(x := units[2].count);',
        'v_INT := Steps(v_INT, v_DINT);',
      ),
      // What keeps its bounds, so that checks and charges fall away.
      fc.constantFrom(
        'FOR v_INT := 0 TO 3 DO a_INT[v_INT] := 0; END_FOR;',
        'FOR v_USINT := 0 TO 3 DO a_LINT[v_USINT] := 0; END_FOR;',
        'FOR v_INT := 3 TO 0 BY -1 DO v_DINT := v_DINT + a_DINT[v_INT]; END_FOR;',
        'FOR v_INT := 1 TO s.m_INT MOD 4 DO a_DINT[v_INT] := a_DINT[v_INT - 1] + v_INT; END_FOR;',
        'FOR v_SINT := 125 TO 127 DO v_INT := v_INT + v_SINT; END_FOR;',
        'FOR v_USINT := 0 TO 255 BY 100 DO v_UINT := v_UINT + v_USINT; END_FOR;',
        'FOR v_DINT := 0 TO 2 DO IF a_BOOL[v_DINT] THEN v_WORD.4 := a_BOOL[v_DINT + 1]; ELSE v_REAL := v_REAL / 2.0; END_IF; END_FOR;',
        'FOR v_INT := 0 TO 2 DO FOR v_SINT := 0 TO 2 DO grid[v_INT, v_SINT] := grid[v_SINT, v_INT] + grid[1, v_SINT + 1] + v_SINT; END_FOR; END_FOR;',
        'FOR v_USINT := 3 TO 1 BY -2 DO v_INT := v_INT + points[v_USINT].b; points[v_USINT - 1].a := v_INT; END_FOR;',
        'WHILE v_INT < 3 AND v_INT >= 0 DO a_DINT[v_INT] := v_DINT; v_INT := v_INT + 1; a_DINT[v_INT] := v_INT; END_WHILE;',
        'FOR v_DINT := 1 TO 3 DO IF v_INT > 0 AND v_INT < 4 THEN a_INT[v_INT] := 1; v_INT := v_INT + 2; IF v_INT = 2 THEN a_INT[v_INT] := 3; END_IF; a_INT[v_INT] := 2; END_IF; END_FOR;',
        'REPEAT v_SINT := v_SINT + 1; IF v_SINT <= 126 THEN v_SINT := v_SINT + 1; ELSIF v_SINT > 3 THEN v_SINT := v_SINT + 1; END_IF; UNTIL v_SINT < 0 OR v_SINT >= 100 END_REPEAT;',
        'FOR v_INT := 0 TO 2 DO unit(x := a_INT[v_INT]); v_SINT := v_SINT + 1; END_FOR;',
      ),
      fc.tuple(tie('bool'), tie('body'), tie('body')).map(([c, a, b]) => `IF ${c} THEN ${a} ELSE ${b} END_IF;`),
      fc
        .tuple(
          fc.constantFrom(...integers),
          tie('body'),
          fc.constantFrom('', 'BY 3', 'BY 7'),
          fc.constantFrom('', 'EXIT;', 'CONTINUE;'),
        )
        .map(([kind, body, by, leave]) => `FOR v_${kind} := s.m_${kind} TO ${kind}#100 ${by} DO ${body} ${leave} END_FOR;`),
      fc.tuple(tie('bool'), tie('body')).map(([c, body]) => `WHILE ${c} DO ${body} END_WHILE;`),
      fc.tuple(tie('bool'), tie('body')).map(([c, body]) => `REPEAT ${body} UNTIL ${c} END_REPEAT;`),
      fc
        .tuple(fc.constantFrom(...integers), tie('body'), tie('body'))
        .map(([kind, a, b]) => `CASE v_${kind} OF 1: ${a} 2, 4..6: ${b} ELSE RETURN; END_CASE;`),
    ),
  };
}).body;

/** The program around such a body. */
export const randomProgram = (body: string): string => `
TYPE S : STRUCT ${kinds.map((kind) => `m_${kind} : ${kind};`).join(' ')} END_STRUCT; END_TYPE
TYPE P : STRUCT a : INT; b : INT; c : LREAL; END_STRUCT; END_TYPE
FUNCTION Steps : INT VAR_INPUT n : INT; m : DINT; END_VAR VAR k : INT; END_VAR
  FOR k := 1 TO 3 DO Steps := Steps + n / k; IF m > 5 THEN RETURN; END_IF; END_FOR;
END_FUNCTION
FUNCTION_BLOCK Unit VAR_INPUT x : INT; END_VAR VAR_OUTPUT y : DINT; count : INT; END_VAR VAR t : TON; mode : INT; seen : ARRAY[0..3] OF INT; k : INT; END_VAR
  count := count + 1;
  IF x > 100 THEN y := -1; RETURN; END_IF;
  t(IN := count MOD 2 = 1, PT := T#10ms);
  CASE mode OF
    0: IF t.Q THEN mode := 1; ELSE y := y + count; END_IF;
    1: y := y + x * count; mode := mode + 1;
    ELSE mode := 0; y := y / x;
  END_CASE;
  FOR k := 0 TO 3 DO seen[k] := seen[k] + mode; IF seen[k] > 20 THEN EXIT; END_IF; END_FOR;
  y := y + seen[x] + count;
END_FUNCTION_BLOCK
FUNCTION Swap VAR_IN_OUT x, y : DINT; END_VAR VAR h : DINT; END_VAR h := x; x := y; y := h; END_FUNCTION
${integers.map((kind) => `FUNCTION Twice_${kind} : ${kind} VAR_INPUT n : ${kind}; END_VAR Twice_${kind} := n + n; END_FUNCTION`).join('\n')}
PROGRAM main
VAR ${kinds.map((kind) => `v_${kind} : ${kind}; a_${kind} : ARRAY[0..3] OF ${kind};`).join(' ')}
s, t : S; fb : TON; unit : Unit; units : ARRAY[0..3] OF Unit; grid : ARRAY[0..3, 0..3] OF DINT; points : ARRAY[0..3] OF P; fbs : ARRAY[0..3] OF TOF; bit AT %QX0.3 : BOOL; b_INT : ARRAY[0..3] OF INT; r : INT(-5..5); END_VAR
${body}
END_PROGRAM`;
