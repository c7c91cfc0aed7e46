import { describe, expect, it } from 'vitest';
import { mutantsOf } from '#sandbox/grading/mutants.ts';
import { mutate, rejectedShare, scoreOf } from '#sandbox/grading/mutation.ts';
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
