import { describe, expect, it } from 'vitest';
import { forSeed } from '#sandbox/grading/for-seed.ts';
import { loadLabs } from '#sandbox/lab/load.ts';
import type { CoveredScan } from '#sandbox/rig/covering.ts';
import { Random } from '#sandbox/rig/random.ts';
import { Rig } from '#sandbox/rig/rig.ts';
import type { RigInput } from '#sandbox/rig/types.ts';

const { labs } = loadLabs([`${import.meta.dirname}/../../../labs`]);

function rigOf(slug: string, answer?: string): Rig {
  const lab = labs.get(slug)!;
  const { rig } = Rig.build(lab, { seed: 3, ...(answer ? { programs: forSeed(lab, lab.solutions[answer]!, 3) } : {}) });
  if (!rig) throw new Error('no rig');
  return rig;
}

/** Covers every scan of a controller; what was told last. */
function covered(rig: Rig, controller: string): { last: CoveredScan | null; scans: number } {
  const told: { last: CoveredScan | null; scans: number } = { last: null, scans: 0 };
  const next = (): void =>
    rig.coverNextScan(controller, (scan) => {
      told.last = scan;
      told.scans += 1;
      next();
    });
  next();
  return told;
}

describe('a scan that is covered', () => {
  const answers = [...labs.values()]
    .filter(({ definition }) => Object.keys(definition.rig.controllers).length > 0)
    .flatMap((lab) => Object.keys(lab.solutions).map((answer) => [lab.slug, answer] as const));

  it.each(answers)(
    '%s, %s: every scan covered, the trace is the same bit for bit, and so are fuel and memory',
    (slug, answer) => {
      const [plain, told] = [rigOf(slug, answer), rigOf(slug, answer)];
      const [controller] = Object.keys(plain.controllers());
      const scans = covered(told, controller!);
      const buttons = plain.signals().filter(({ operable, type }) => operable && type === 'BOOL');
      const random = Random.of(11, 'operators');
      for (let round = 0; round < 80; round++) {
        const button = buttons[Number(random.between(0n, BigInt(Math.max(0, buttons.length - 1))))];
        const inputs: RigInput[] = button ? [{ kind: 'operate', signal: button.name, value: random.fraction() < 0.5 }] : [];
        if (round === 40)
          inputs.push({ kind: 'download', controller: controller!, files: plain.programs()[controller!]!, mode: 'online' });
        for (const input of inputs) expect([plain.apply(input), told.apply(input)].map(({ ok }) => ok)).toEqual([true, true]);
        plain.advance(9);
        told.advance(9);
      }
      expect(told.traceHash).toBe(plain.traceHash);
      expect(told.controllers()).toEqual(plain.controllers());
      expect(told.save().memory).toEqual(plain.save().memory);
      expect(scans.scans).toBe(plain.controllers()[controller!]!.scans);
      expect(Object.values(scans.last!.lines).flat().length).toBeGreaterThan(0);
    },
  );

  /** The lines of a scan of this text in place of the motor's program, and how the controller stands behind it. */
  function linesOf(text: string, scans = 1) {
    const rig = rigOf('motor-seal-in');
    const files = [{ name: 'main.st', text }];
    const applied = rig.apply({ kind: 'download', controller: 'plc', files, mode: 'restart' });
    if (!applied.ok) throw new Error(applied.message.en);
    const told = covered(rig, 'plc');
    for (let scan = 0; scan < scans; scan++) rig.advanceToScan();
    return { lines: told.last?.lines['main.st'], rig, told };
  }

  const branches = (n: number) => `PROGRAM main
VAR n : INT := ${n}; r, i : INT; END_VAR
  IF n = 1 THEN
    r := 1;
  ELSIF n = 2 THEN
    r := 2;
  ELSIF
    n = 3
  THEN
    r := 3;
  ELSE
    r := 4;
  END_IF;
  CASE n OF
    1: r := 5;
  ELSE
    r := 6;
  END_CASE;
  FOR i := 1 TO n DO
    IF i > 2 THEN EXIT; END_IF;
    r := i;
  END_FOR;
  REPEAT
    i := i + 1;
  UNTIL i > 3
  END_REPEAT;
  WHILE i > 100 DO
    i := 0;
  END_WHILE;
END_PROGRAM
`;

  it('tells where its statements begin, and the conditions that were evaluated', () => {
    const both = [14, 19, 20, 21, 23, 24, 25, 27];
    expect(linesOf(branches(1)).lines).toEqual([3, 4, 14, 15, 19, 20, 21, 23, 24, 25, 27]);
    expect(linesOf(branches(2)).lines).toEqual([3, 5, 6, ...both, 17].sort((a, b) => a - b));
    expect(linesOf(branches(3)).lines).toEqual([3, 5, 8, 10, ...both, 17].sort((a, b) => a - b));
    expect(linesOf(branches(4)).lines).toEqual([3, 5, 8, 12, ...both, 17].sort((a, b) => a - b));
  });

  it('that faults tells the lines up to there; no scan, no lines', () => {
    const text = 'PROGRAM main\nVAR n, d : INT; END_VAR\n  n := 1;\n  n := n / d;\n  n := 2;\nEND_PROGRAM\n';
    const { lines, rig, told } = linesOf(text);
    expect(lines).toEqual([3, 4]);
    expect(rig.controllers().plc).toMatchObject({ mode: 'fault', fault: { line: 4 } });
    rig.advance(100);
    expect(told.scans).toBe(1);
  });

  it('that never ends runs out of the same fuel', () => {
    const text = 'PROGRAM main\nVAR n : DINT; END_VAR\n  WHILE TRUE DO\n    n := n + 1;\n  END_WHILE;\nEND_PROGRAM\n';
    const { rig, lines } = linesOf(text);
    expect(lines).toEqual([3, 4]);
    const plain = rigOf('motor-seal-in');
    plain.apply({ kind: 'download', controller: 'plc', files: [{ name: 'main.st', text }], mode: 'restart' });
    plain.advanceToScan();
    expect(rig.value('plc.main.n')).toBe(plain.value('plc.main.n'));
    expect(rig.controllers()).toEqual(plain.controllers());
  });
});
