import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '#sandbox/iec61131/index.ts';
import { effort, patience } from '../fuzz/effort.ts';
import { RunningProgram } from '../running-program.ts';
import { compareWithReference } from './differences.ts';
import { features, varieties } from './features.ts';
import { randomConstants, randomProgram } from './programs.ts';

const tape = (length: number) => fc.array(fc.nat(0xffff), { minLength: 40, maxLength: length, size: 'max' });

describe('the compiler and the reference', () => {
  it(
    'agree on every variable and every fault of random programs',
    () => {
      const seen: Record<string, number> = {};
      const met = new Map<string, number>();
      fc.assert(
        fc.property(tape(1400), (choices) => {
          const text = randomProgram(choices);
          // Every eighth is built for stepping along: all variables in memory, the same results.
          const verdict = compareWithReference(text, 4, { met, observable: (choices[0] ?? 0) % 8 === 0 });
          if (verdict.kind === 'differs') expect.fail(`${verdict.why}\n${text}`);
          const what = verdict.kind === 'agrees' ? verdict.why || 'ran' : verdict.kind;
          seen[what] = (seen[what] ?? 0) + 1;
        }),
        effort(200, 0.1),
      );
      // What is refused or not covered compares nothing; programs that only run well, or only fault, compare little.
      const total = Object.values(seen).reduce((sum, count) => sum + count, 0);
      expect((seen.refused ?? 0) / total).toBeLessThan(0.3);
      expect(seen['not-covered'] ?? 0).toBe(0);
      expect((seen.ran ?? 0) / total).toBeGreaterThan(0.2);
      expect((seen.index ?? 0) + (seen.division ?? 0) + (seen.null ?? 0)).toBeGreaterThan(0);
      if (process.env.MILLWRIGHT_FUZZ) {
        console.log('random programs against the reference:', seen);
        for (const [feature, count] of [...met].sort(([a], [b]) => (a < b ? -1 : 1))) console.log(`${count}  ${feature}`);
      }
      expect(features.filter((feature) => !met.has(feature))).toEqual([]);
      for (const { ending, least } of varieties)
        expect([...met.keys()].filter((feature) => feature.endsWith(ending)).length, ending).toBeGreaterThanOrEqual(least);
    },
    patience,
  );

  it(
    'agree on what is computed before the program runs and what is computed while it runs',
    () => {
      fc.assert(
        fc.property(tape(160), (choices) => {
          const text = randomConstants(choices);
          const { program } = compile([{ name: 'constants.st', text }]);
          if (!program) return;
          const running = new RunningProgram(program);
          if (running.scan()) return;
          for (let at = 0; at < 6; at++)
            expect(running.get(`main.folded_${at}`), text).toEqual(running.get(`main.computed_${at}`));
        }),
        effort(300, 0.1),
      );
    },
    patience,
  );
});

describe('the reference itself', () => {
  const values = (body: string, declarations: string) =>
    compareWithReference(`PROGRAM main\nVAR ${declarations} END_VAR\n${body}\nEND_PROGRAM\n`);
  it('follows what the decisions say: wrapping, FOR at the limit, MOD by zero, rounding, faults by line', () => {
    expect(
      values(
        'a := a + 1; FOR u := 250 TO 255 DO n := n + 1; END_FOR; m := n MOD z; r := REAL_TO_INT(x);',
        'a : SINT := 127; u : USINT; n, m, z, r : INT; x : REAL := 2.5;',
      ),
    ).toMatchObject({ kind: 'agrees', scans: 4 });
    expect(values('n := n / z;', 'n, z : INT;')).toMatchObject({ kind: 'agrees', why: 'division' });
    expect(values('a[n] := 1; n := n + 3;', 'n : INT; a : ARRAY[0..4] OF INT;')).toMatchObject({
      kind: 'agrees',
      scans: 3,
      why: 'index',
    });
  });
  it('says what it does not know', () => {
    expect(values('timer(IN := TRUE);', 'timer : TON := (PT := T#1s);').kind).toBe('not-covered');
  });
});
