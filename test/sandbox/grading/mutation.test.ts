import { describe, expect, it } from 'vitest';
import { mutantsOf } from '#sandbox/grading/mutants.ts';
import { mutantsOfDrawing } from '#sandbox/grading/mutants-of-drawings.ts';
import { mutate, rejectedShare, scoreOf } from '#sandbox/grading/mutation.ts';
import { readLadder } from '#sandbox/iec61131/diagrams/read-ladder.ts';
import { loadLab, loadLabs } from '#sandbox/lab/load.ts';
import { labFixture } from '../lab/lab-fixture.ts';

describe('mutants of a program', () => {
  const text = `PROGRAM main
VAR
  Start AT %IX0.0 : BOOL; a : ARRAY[1..4] OF INT; t : TON; limit : INT := 200;
END_VAR
  // AND stays in a comment
  t(IN := Start AND NOT t.Q, PT := T#2s);
  IF a[2] >= limit THEN a[2] := 0; END_IF;
  CASE a[1] OF 3: a[1] := -5; END_CASE;
END_PROGRAM
`;
  const all = mutantsOf({ name: 'main.st', text });
  const changes = all.map(({ line, what }) => `${line} ${what}`);

  it('change operators, constants and statements, one at a time', () => {
    expect(changes).toEqual([
      '3 200 -> 400',
      '3 200 -> 100',
      '6 AND -> OR',
      '6 NOT -> (nothing)',
      '6 T#2s -> T#4s',
      '6 T#2s -> T#1.0s',
      '7 2 -> 3',
      '7 2 -> 1',
      '7 >= -> >',
      '7 >= -> <',
      '7 2 -> 3',
      '7 2 -> 1',
      '7 0 -> 1',
      '8 1 -> 2',
      '8 1 -> 0',
      '8 1 -> 2',
      '8 1 -> 0',
      '8 5 -> 6',
      '8 5 -> 4',
      '6 without: t(IN := Start AND NOT t.Q, PT := T#2s);',
      '7 without: IF a[2] >= limit THEN a[2] := 0; END_IF;',
      '7 without: a[2] := 0;',
      '8 without: CASE a[1] OF 3: a[1] := -5; END_CASE;',
      '8 without: a[1] := -5;',
    ]);
  });

  it('differ from the original in that place alone', () => {
    for (const { text: mutated } of all) expect(mutated).not.toBe(text);
    expect(all[2]!.text).toBe(text.replace('Start AND', 'Start OR'));
    expect([all[2]!.line, all[2]!.column]).toEqual([6, 17]);
  });
});

describe('mutants of a drawing', () => {
  const text = `program: main
declarations: |
  VAR
    Start, Stop, Motor : BOOL; t : TON; n : INT := 7;
  END_VAR
networks:
  - title: Seal-in
    rung:
      - parallel:
          - - no: Start
          - - no: Motor
      - nc: Stop
      - coil: Motor
  - rung:
      - compare: [n, '>', '3']
      - box: TON
        instance: t
        power: [IN, Q]
        inputs: { PT: T#2s }
      - st: n := n + 1;
`;
  const all = mutantsOfDrawing({ name: 'main.ld', text });

  it('change a contact, a coil, a branch or a value, one at a time', () => {
    expect(all.map(({ line, what }) => `${line} ${what}`)).toEqual([
      '4 7 -> 8',
      '4 7 -> 6',
      '7 network 1: without: branch 1 of 2',
      '7 network 1: without: branch 2 of 2',
      '7 network 1: no Start -> nc',
      '7 network 1: without: no Start',
      '7 network 1: no Motor -> nc',
      '7 network 1: without: no Motor',
      '7 network 1: nc Stop -> no',
      '7 network 1: without: nc Stop',
      '7 network 1: plain Motor -> negated',
      '7 network 1: plain Motor -> set',
      '7 network 1: without: plain Motor',
      '14 network 2: n > -> >=',
      '14 network 2: n > -> <',
      '14 network 2: 3 -> 4',
      '14 network 2: 3 -> 2',
      '14 network 2: without: n > 3',
      '14 network 2: PT T#2s -> T#4s',
      '14 network 2: PT T#2s -> T#1.0s',
      '14 network 2: without: t',
      '14 network 2: + -> -',
      '14 network 2: 1 -> 2',
      '14 network 2: 1 -> 0',
      '14 network 2: without: n := n + 1;',
      '14 network 2: without: statements',
    ]);
  });

  it('are drawings that can be read, and differ from the original', () => {
    for (const mutant of all) {
      expect(readLadder({ name: 'main.ld', text: mutant.text }).diagnostics).toEqual([]);
      expect(mutant.text).not.toBe(text);
    }
  });
});

describe('a lab is held against mutants of its solutions', () => {
  it('and found wanting when it checks too little', () => {
    const fixture = labFixture();
    fixture.edit('lab.yaml', '- expect: plc.Motor\n            after: 1s', '- expect: "TRUE"\n            after: 1s');
    const { lab } = loadLab(fixture.dir);
    const score = scoreOf(mutate(lab!, { seed: 1 }));
    expect(score.survived.length).toBeGreaterThan(0);
    for (const { line, what } of score.survived) expect([line > 0, what.length > 0]).toEqual([true, true]);
  });

  it('a mutant that does the same counts neither way', () => {
    const fixture = labFixture();
    fixture.edit('solution/seal-in/main.st', 'END_PROGRAM', '  IF FALSE AND FALSE THEN Motor := TRUE; END_IF;\nEND_PROGRAM');
    const { lab } = loadLab(fixture.dir);
    const judged = [...mutate(lab!, { seed: 1 })];
    expect(judged.find(({ what }) => what === 'without: Motor := TRUE;')).toMatchObject({ fate: 'equal' });
  });
});

/** The long form, every mutant of every solution: `npx millwright lab mutate`. */
it('of a sample of the mutants of all labs that behave differently, nine in ten are rejected', { timeout: 120_000 }, () => {
  const { labs } = loadLabs([`${import.meta.dirname}/../../../labs`]);
  const judged = [...labs.values()].flatMap((lab) => [...mutate(lab, { sample: 3, seed: 11 })]);
  const score = scoreOf(judged);
  const survivors = score.survived.map(({ solution, line, what }) => `${solution}:${line} ${what}`).join('\n');
  expect(score.rejected + score.survived.length).toBeGreaterThan(labs.size * 2);
  expect(rejectedShare(score), survivors).toBeGreaterThanOrEqual(0.9);
});
