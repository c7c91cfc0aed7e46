/** Loops whose every turn is known to end, where calls, fuel, memory and conditions are written shorter: the same bytes, fault and fuel. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { main, start } from '../running-program.ts';

const pous = `TYPE Pair : STRUCT a : INT; b : LREAL; c : ARRAY[0..2] OF UINT; f : BOOL; END_STRUCT; END_TYPE
CONFIGURATION conf VAR_GLOBAL g : UINT; shared : ARRAY[0..7] OF INT; whole : Meter; END_VAR
  RESOURCE r ON plc TASK t(INTERVAL := T#10ms); PROGRAM main WITH t : main; END_RESOURCE END_CONFIGURATION
FUNCTION_BLOCK Meter VAR_INPUT n : INT; on : BOOL; END_VAR VAR_OUTPUT sum : INT; q : BOOL; x : LREAL := 0.5; END_VAR
  VAR before : BOOL; END_VAR
  IF on AND NOT before AND sum < 1000 THEN sum := sum + n; ELSIF n > 3 AND q THEN x := x * 0.5 + n; END_IF;
  before := on; q := sum > 5;
END_FUNCTION_BLOCK
FUNCTION_BLOCK Early VAR_INPUT n : INT; END_VAR VAR_OUTPUT sum : INT; END_VAR VAR up : CTU; seen : ARRAY[0..3] OF INT; END_VAR
  VAR_EXTERNAL g : UINT; shared : ARRAY[0..7] OF INT; END_VAR
  IF n > 4 THEN RETURN; END_IF;
  up(CU := n > 1, PV := 2);
  seen[g MOD 4] := n; sum := sum + seen[1] + Pick(g); g := g + 1; shared[g MOD 8] := sum;
END_FUNCTION_BLOCK
FUNCTION Pick : INT VAR_INPUT index : UINT; END_VAR VAR_EXTERNAL shared : ARRAY[0..7] OF INT; END_VAR
  IF index MOD 3 = 0 THEN Pick := 1; RETURN; END_IF;
  Pick := shared[index MOD 8];
END_FUNCTION
`;
const declared = `i, j, n, m : INT; u : UINT; d : DINT; r : LREAL; e : REAL; b : BOOL; x, y : ARRAY[-2..5] OF INT; z : ARRAY[0..7] OF LREAL;
  w : ARRAY[-2..5] OF WORD; flags : ARRAY[-2..5] OF BOOL; pairs : ARRAY[-2..5] OF Pair; grid : ARRAY[-2..5, 0..3] OF DINT; one : Meter;
  meters : ARRAY[-2..5] OF Meter; early : ARRAY[-2..6] OF Early; timers : ARRAY[-2..5] OF TON; turns : ARRAY[-2..5] OF CTD;`;

const index = fc.constantFrom('i', 'i', 'i', 'i + 1', 'i - 1', 'u MOD 4', '(u + 1) MOD 5', '0', '3');
const at = (text: string) => index.map((chosen) => text.replaceAll('@', `[${chosen}]`));
const pick = (...texts: string[]) => fc.constantFrom(...texts).chain(at);
const number = pick(
  'n',
  'm',
  'i',
  '7',
  'x@',
  'y@',
  'pairs@.a',
  'meters@.sum',
  'one.sum',
  'early@.sum',
  'whole.sum',
  'Pick(u)',
  'turns@.CV',
  'm * 3 MOD 7',
);
const real = pick('r', '0.1', '2.5', '-0.0', 'pairs@.b', 'meters@.x', 'one.x', 'z[u MOD 8]', 'INT_TO_LREAL(x@)');
const truth = fc.oneof(
  pick('b', 'flags@', 'meters@.q', 'timers@.Q', 'pairs@.f', 'w@.2', 'NOT flags@', 'NOT meters@.on', 'one.q'),
  fc.tuple(number, fc.constantFrom('<', '>=', '='), number).map(([left, by, right]) => `${left} ${by} ${right}`),
);
const condition = fc
  .array(fc.tuple(truth, fc.constantFrom('AND', 'AND', 'OR', 'AND_THEN', 'XOR')), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.map(([part, by], place) => (place === 0 ? `(${part})` : `${by} (${part})`)).join(' '));
const { body } = fc.letrec<{ statement: string; body: string }>((tie) => ({
  body: fc.array(tie('statement'), { minLength: 1, maxLength: 5 }).map((statements) => statements.join('\n')),
  statement: fc.oneof(
    { maxDepth: 2 },
    fc
      .tuple(
        pick('n', 'm', 'x@', 'y@', 'pairs@.a', 'shared[u MOD 8]', 'meters@.n'),
        number,
        fc.constantFrom('+', '-', '*'),
        number,
      )
      .map(([to, a, by, c]) => `${to} := ${a} ${by} ${c};`),
    fc
      .tuple(pick('r', 'pairs@.b', 'z[u MOD 8]'), real, fc.constantFrom('+', '-', '*', '/'), real)
      .map(([to, a, by, c]) => `${to} := ${a} ${by} ${c};`),
    fc.tuple(pick('b', 'flags@', 'w@.2', 'w@.9', 'pairs@.f', 'meters@.on'), condition).map(([to, value]) => `${to} := ${value};`),
    pick(
      'u := u + 1;',
      'pairs@.c[u MOD 3] := u;',
      'd := d + x@;',
      'e := e * 0.1 + 0.1;',
      'grid[i, u MOD 4] := grid[i, 1] + d;',
      'n := n + 1;',
    ),
    fc
      .tuple(
        pick(
          'meters@(n := $n, on := $on);',
          'one(n := $n, on := $on, sum => x@);',
          'whole(n := $n, on := $on);',
          'early@(n := $n);',
          'early[i](n := $n, sum => n);',
          'timers@(IN := $on, PT := T#3ms);',
          'turns@(CD := $on, LD := flags[2], PV := $n);',
          'm := Pick(u) + $n;',
        ),
        number,
        condition,
      )
      .map(([text, given, on]) => text.replace('$n', given).replace('$on', on)),
    fc.tuple(condition, tie('body'), tie('body')).map(([c, then, other]) => `IF ${c} THEN ${then} ELSE ${other} END_IF;`),
    fc
      .tuple(condition, pick('n := n + 1;', 'n := m - 3;', 'b := TRUE;', 'm := i;', 'e := 1.5;'))
      .map(([c, then]) => `IF ${c} THEN ${then} END_IF;`),
    fc
      .tuple(condition, tie('body'), condition, tie('body'))
      .map(([c, then, d, other]) => `IF ${c} THEN ${then} ELSIF ${d} THEN ${other} END_IF;`),
    fc
      .tuple(pick('n', 'x@', 'm + i', 'meters@.sum'), tie('body'), tie('body'))
      .map(([of, a, c]) => `CASE ${of} OF 0: ${a} 1..3, 7: ${c} -2: n := 4; 5: b := FALSE; END_CASE;`),
  ),
}));
const loop = fc
  .tuple(fc.constantFrom('i := -1 TO 4', 'i := 4 TO -1 BY -1', 'i := 0 TO 4 BY 2', 'i := 0 TO 3', 'i := 1 TO 1'), body)
  .map(([range, turn]) => `FOR ${range} DO\n${turn}\nEND_FOR;`);
const nest = fc.oneof(
  loop,
  fc.tuple(loop, body).map(([inner, own]) => `FOR i := 0 TO 2 DO\n${own}\nEND_FOR;\nFOR j := 1 TO 2 DO\n${inner}\nEND_FOR;`),
);

test('a paid loop leaves the bytes, the fault and the fuel of the plain way', () => {
  let paid = 0;
  fc.assert(
    fc.property(
      fc.array(nest, { minLength: 1, maxLength: 2 }),
      fc.integer({ min: 0, max: 255 }),
      fc.bigInt(0n, 3000n),
      (loops, noise, fuel) => {
        const text = main(declared, loops.join('\n'), pous);
        const [fast, plain] = [false, true].map((observable) => start(text, { observable }));
        if (!fast || !plain) throw new Error('compiles');
        const { I, Q, M } = fast.program.layout.image;
        const behindImage = Math.max(...[I, Q, M].map(({ offset, size }) => offset + size));
        for (const program of [fast, plain]) program.bytes.fill(noise, behindImage, behindImage + 1200);
        for (const given of [100_000n, fuel, 100_000n]) {
          const fault = fast.scan(paid, 0, given);
          expect(fault).toEqual(plain.scan(paid, 0, given));
          expect(fast.bytes).toEqual(plain.bytes);
          expect(fast.global('fuel').value).toBe(plain.global('fuel').value);
          if (fault === null) paid++;
        }
      },
    ),
    { numRuns: Number(process.env.MILLWRIGHT_RUNS ?? 50) },
  );
  expect(paid).toBeGreaterThan(80);
});
