/** Random programs in Structured Text of the kind that ladder can say, and some statements that it cannot. They compile and end. */
import fc from 'fast-check';

export const VARIABLES = {
  /** Written by nothing. */
  inputs: ['a', 'b', 'c', 'd'],
  bools: ['x', 'y', 'z', 'flags[1]', 'flags[2]'],
  numbers: ['n', 'm'],
} as const;

const declarations = `VAR
  a, b, c, d : BOOL;
  x, y, z : BOOL;
  flags : ARRAY [0..3] OF BOOL;
  n, m : INT;
  r : REAL;
  w : WORD;
  T1, T2 : TON;
  C1 : CTU;
  E1 : R_TRIG;
END_VAR`;

const bool = fc.constantFrom(...VARIABLES.inputs, ...VARIABLES.bools, 'T1.Q', 'C1.Q');
const number = fc.oneof(fc.constantFrom('n', 'm', 'n + 1', 'ABS(m)'), fc.integer({ min: -3, max: 3 }).map(String));

const { condition } = fc.letrec<{ condition: string }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    bool,
    bool.map((name) => `NOT ${name}`),
    fc.tuple(number, fc.constantFrom('<', '>=', '=', '<>'), number).map(([l, o, r]) => `(${l} ${o} ${r})`),
    fc.constantFrom('(r > 0.5)', 'TRUE', 'FALSE', '(w = 3)', 'w.1'),
    fc
      .tuple(tie('condition'), fc.constantFrom('AND', 'OR', 'XOR', 'AND', 'OR', 'AND_THEN'), tie('condition'))
      .map(([l, o, r]) => `(${l} ${o} ${r})`),
    tie('condition').map((inner) => `NOT (${inner})`),
  ),
}));

const target = fc.constantFrom(...VARIABLES.bools);
const simple = fc.oneof(
  fc.tuple(target, condition).map(([to, what]) => `${to} := ${what};`),
  fc.tuple(target, condition).map(([to, what]) => `${to} := ${what};`),
  fc.tuple(fc.constantFrom('n', 'm'), number).map(([to, what]) => `${to} := ${what};`),
  fc.constantFrom(
    'n := (n + m) MOD 7;',
    'm := LIMIT(0, n - 1, 9);',
    'r := r / 2.0 + 1.0;',
    'w := w XOR 5;',
    'w := INT_TO_WORD(n);',
    'FOR n := 0 TO 3 DO flags[n] := x; END_FOR;',
    'CASE n OF 0: x := TRUE; 1, 2: y := TRUE; ELSE z := FALSE; END_CASE;',
    'E1(CLK := x);',
    ';',
  ),
  fc
    .tuple(fc.constantFrom('T1', 'T2'), condition, fc.constantFrom('T#1s', 'T#200ms'))
    .map(([timer, what, time]) => `${timer}(IN := ${what}, PT := ${time});`),
  fc.tuple(condition, condition, number).map(([up, reset, limit]) => `C1(CU := ${up}, R := ${reset}, PV := ${limit}, CV => n);`),
  fc.tuple(condition, condition).map(([up, reset]) => `C1(${up}, ${reset}, 3);`),
  fc
    .tuple(target, condition, fc.constantFrom('T1.Q', 'NOT T1.Q', 'T2.Q'))
    .map(([to, what, done]) => `T1(IN := ${what}, PT := T#300ms);\n${to} := ${done} AND ${what};`),
);

const constant = fc.tuple(target, fc.constantFrom('TRUE', 'FALSE')).map(([to, what]) => `${to} := ${what};`);
const { statement } = fc.letrec<{ statement: string; body: string }>((tie) => ({
  statement: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    simple,
    simple,
    fc.tuple(condition, tie('body')).map(([what, body]) => `IF ${what} THEN\n${body}\nEND_IF;`),
    fc
      .tuple(condition, tie('body'), condition, tie('body'), fc.option(tie('body'), { nil: null }))
      .map(
        ([one, first, two, second, other]) =>
          `IF ${one} THEN // why\n${first}\nELSIF ${two} THEN\n${second}\n${other === null ? '' : `ELSE\n${other}\n`}END_IF;`,
      ),
  ),
  body: fc.array(fc.oneof(constant, constant, simple, tie('statement')), { maxLength: 3 }).map((all) => all.join('\n')),
}));

export const arbitraryProgram = fc
  .array(statement, { minLength: 1, maxLength: 6 })
  .map((body) => `PROGRAM Main\n${declarations}\n${body.join('\n')}\nEND_PROGRAM\n`);
