/** A chart as the body of an ACTION: clause 6.7.4.1, where the body of an action is that of a function block. */
import { describe, expect, it } from 'vitest';
import { outline } from '#sandbox/iec61131/service/outline.ts';
import { type RunningProgram, start } from '../running-program.ts';
import { findings } from './checking.ts';

const program = (declarations: string, text: string): string => `PROGRAM main VAR ${declarations} END_VAR\n${text}\nEND_PROGRAM`;

/** Outer: Off → On while `go`; the action of On goes round through Left and Right, and on Right a stored one counts. */
const washing = program(
  'go, left, right : BOOL; runs, ends, stored : INT;',
  `INITIAL_STEP Off: END_STEP
STEP On: Wash(N); END_STEP
TRANSITION FROM Off TO On := go; END_TRANSITION
TRANSITION FROM On TO Off := NOT go; END_TRANSITION
ACTION Wash:
  INITIAL_STEP L: left(N); END_STEP
  STEP R: right(N); Count(N); END_STEP
  TRANSITION FROM L TO R := L.T >= T#20ms; END_TRANSITION
  TRANSITION FROM R TO L := R.T >= T#30ms; END_TRANSITION
  ACTION Count:
    runs := runs + 1;
    IF NOT Count.Q THEN ends := ends + 1; END_IF;
  END_ACTION
END_ACTION`,
);

const active = (running: RunningProgram, ...steps: string[]): string =>
  steps.filter((step) => running.get(`main.${step}.X`) === true).join(' ');

describe('a chart as the body of an action', () => {
  it('is evaluated once for each run of the action', () => {
    const running = start(washing);
    running.set('main.go', true);
    const seen: string[] = [];
    for (let ms = 0; ms <= 80; ms += 10) {
      expect(running.scan(ms)).toBeNull();
      seen.push(
        `${active(running, 'Off', 'On', 'L', 'R')} ${running.get('main.left') ? 'left' : ''}${running.get('main.right') ? 'right' : ''}`,
      );
    }
    expect(seen).toEqual([
      'Off L ',
      'On L left',
      'On L left',
      'On R right',
      'On R right',
      'On R right',
      'On L left',
      'On L left',
      'On R right',
    ]);
  });

  it('takes what it has switched on back in its last scan, and goes on where it stood', () => {
    const running = start(washing);
    running.set('main.go', true);
    for (const ms of [0, 10, 20, 30]) running.scan(ms);
    expect([active(running, 'L', 'R'), running.get('main.right'), running.get('main.runs')]).toEqual(['R', true, 1]);
    running.set('main.go', false);
    running.scan(40);
    // The last scan of Wash is the last scan of Count.
    expect([active(running, 'L', 'R'), running.get('main.right'), running.get('main.runs'), running.get('main.ends')]).toEqual([
      'R',
      false,
      2,
      1,
    ]);
    for (const ms of [50, 60, 70]) running.scan(ms);
    expect([running.get('main.runs'), running.get('main.R.T')]).toEqual([2, 0n]);
    running.set('main.go', true);
    running.scan(80);
    expect([active(running, 'L', 'R'), running.get('main.left')]).toEqual(['L', true]);
  });

  it('moves on by calls of the action, too', () => {
    const text = program(
      'a, b : BOOL; turn : INT;',
      `IF turn > 0 THEN Go(); END_IF; turn := turn + 1;
ACTION Go:
  INITIAL_STEP S1: a(N); END_STEP
  STEP S2: b(N); END_STEP
  TRANSITION FROM S1 TO S2 := TRUE; END_TRANSITION
  TRANSITION FROM S2 TO S1 := TRUE; END_TRANSITION
END_ACTION`,
    );
    const running = start(text);
    const seen = [0, 10, 20, 30].map((ms) => {
      running.scan(ms);
      return [running.get('main.a'), running.get('main.b')];
    });
    expect(seen).toEqual([
      [false, false],
      [true, false],
      [false, true],
      [true, false],
    ]);
  });

  it('works twice in one scan, on instances of their own, called from outside', () => {
    const text = `FUNCTION_BLOCK Light VAR_OUTPUT on : BOOL; END_VAR
ACTION Toggle:
  INITIAL_STEP Dark: END_STEP
  STEP Bright: on(N); END_STEP
  TRANSITION FROM Dark TO Bright := TRUE; END_TRANSITION
  TRANSITION FROM Bright TO Dark := TRUE; END_TRANSITION
END_ACTION
END_FUNCTION_BLOCK
PROGRAM main VAR l, m : Light; END_VAR
l.Toggle(); l.Toggle(); m.Toggle();
END_PROGRAM`;
    const running = start(text);
    const seen = [0, 10, 20].map((ms) => {
      running.scan(ms);
      return [running.get('main.l.on'), running.get('main.m.on')];
    });
    expect(seen).toEqual([
      [true, false],
      [true, true],
      [true, false],
    ]);
  });

  it('may lie in the chart of an action that lies in a chart', () => {
    const text = program(
      'go, deep : BOOL;',
      `INITIAL_STEP A: END_STEP STEP B: One(N); END_STEP
TRANSITION FROM A TO B := go; END_TRANSITION TRANSITION FROM B TO A := NOT go; END_TRANSITION
ACTION One:
  INITIAL_STEP C: Two(N); END_STEP
  ACTION Two:
    INITIAL_STEP D: deep(N); END_STEP
  END_ACTION
END_ACTION`,
    );
    const running = start(text);
    running.set('main.go', true);
    running.scan(0);
    running.scan(10);
    expect(running.get('main.deep')).toBe(true);
    running.set('main.go', false);
    running.scan(20);
    expect(running.get('main.deep')).toBe(false);
  });

  it.each([
    ['steps of another chart are out of reach of its transitions', 'TRANSITION FROM C TO A := TRUE; END_TRANSITION', ['ST5103']],
    [
      'it needs a beginning',
      'STEP D: END_STEP TRANSITION FROM C TO D := TRUE; END_TRANSITION INITIAL_STEP E: END_STEP TRANSITION FROM E TO C := TRUE; END_TRANSITION',
      ['ST5102'],
    ],
    ['a name that the POU has', 'STEP A: END_STEP TRANSITION FROM C TO A := TRUE; END_TRANSITION', ['ST2052', 'ST5103']],
    [
      'an action that another chart controls',
      'STEP D: lamp(N); END_STEP TRANSITION FROM C TO D := TRUE; END_TRANSITION',
      ['ST5116'],
    ],
    ['itself', 'STEP D: Inner(N); END_STEP TRANSITION FROM C TO D := TRUE; END_TRANSITION', ['ST5112', 'ST5116']],
    ['statements beside it', 'lamp := TRUE;', ['ST1030']],
  ])('is refused: %s', (_, inside, codes) => {
    const text = program(
      'lamp : BOOL;',
      `INITIAL_STEP A: Inner(N); lamp(N); END_STEP
ACTION Inner:
INITIAL_STEP C: END_STEP
${inside}
END_ACTION`,
    );
    expect(new Set(findings(text).map((found) => found.slice(0, 6)))).toEqual(new Set(codes));
  });

  it('does not swallow what follows when END_ACTION is forgotten', () => {
    const text = program(
      'n : INT;',
      `INITIAL_STEP A: Count(N); END_STEP
ACTION Count: n := n + 1;
STEP B: END_STEP
TRANSITION FROM A TO B := n > 3; END_TRANSITION`,
    );
    expect(findings(text)).toHaveLength(1);
  });

  it('shows in the outline below its action', () => {
    const [main] = outline({ name: 'main.st', text: washing }, {});
    const wash = main?.children.find(({ name }) => name === 'Wash');
    expect(wash?.children.map(({ name, kind }) => `${kind} ${name}`)).toEqual(['action Count', 'step L', 'step R']);
  });
});
