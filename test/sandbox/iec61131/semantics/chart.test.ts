import { describe, expect, it } from 'vitest';
import { migrate } from '#sandbox/iec61131/index.ts';
import { liveNames } from '#sandbox/iec61131/service/live-names.ts';
import { build, RunningProgram, start } from '../running-program.ts';
import { findings } from './checking.ts';

/** A program with a chart: declarations, then steps, transitions and actions. */
const chart = (declarations: string, text: string): string => `PROGRAM main VAR ${declarations} END_VAR\n${text}\nEND_PROGRAM`;

const active = (program: RunningProgram, ...steps: string[]): string =>
  steps.filter((step) => program.get(`main.${step}.X`) === true).join(' ');

describe('one evaluation of a chart', () => {
  it('runs the initial step once before any transition may leave it', () => {
    const program = start(
      chart(
        'n : INT;',
        'INITIAL_STEP A: Count(N); END_STEP STEP B: END_STEP\nTRANSITION FROM A TO B := TRUE; END_TRANSITION\nACTION Count: n := n + 1; END_ACTION',
      ),
    );
    program.scan(5000);
    expect([active(program, 'A', 'B'), program.get('main.n'), program.get('main.A.T')]).toEqual(['A', 1, 0n]);
    program.scan(5010);
    expect([active(program, 'A', 'B'), program.get('main.A.T')]).toEqual(['B', 10_000_000n]);
  });

  it('moves on by one step at a time', () => {
    const program = start(
      chart(
        '',
        'INITIAL_STEP A: END_STEP STEP B: END_STEP STEP C: END_STEP\nTRANSITION FROM A TO B := TRUE; END_TRANSITION TRANSITION FROM B TO C := TRUE; END_TRANSITION',
      ),
    );
    const seen = [0, 1, 2, 3].map((ms) => {
      program.scan(ms);
      return active(program, 'A', 'B', 'C');
    });
    expect(seen).toEqual(['A', 'B', 'C', 'C']);
  });

  it('clears independent transitions together', () => {
    const text = `INITIAL_STEP A: END_STEP STEP B: END_STEP STEP C: END_STEP STEP D: END_STEP STEP E: END_STEP
TRANSITION FROM A TO (B, C) := TRUE; END_TRANSITION
TRANSITION FROM B TO D := go; END_TRANSITION
TRANSITION FROM C TO E := go; END_TRANSITION
TRANSITION FROM (D, E) TO A := back; END_TRANSITION`;
    const program = start(chart('go, back : BOOL;', text));
    const scan = (ms: number) => {
      program.scan(ms);
      return active(program, 'A', 'B', 'C', 'D', 'E');
    };
    expect([scan(0), scan(10), scan(20)]).toEqual(['A', 'B C', 'B C']);
    program.set('main.go', true);
    program.set('main.back', true);
    expect([scan(30), scan(40), scan(50)]).toEqual(['D E', 'A', 'B C']);
  });

  it('a convergence waits for all its steps', () => {
    const text = `INITIAL_STEP A: END_STEP STEP B: END_STEP STEP C: END_STEP STEP D: END_STEP
TRANSITION FROM A TO (B, C) := TRUE; END_TRANSITION
TRANSITION FROM B TO D := one; END_TRANSITION
TRANSITION FROM (D, C) TO A := TRUE; END_TRANSITION`;
    const program = start(chart('one : BOOL;', text));
    for (const ms of [0, 10, 20, 30]) program.scan(ms);
    expect(active(program, 'A', 'B', 'C', 'D')).toBe('B C');
    program.set('main.one', true);
    program.scan(40);
    expect(active(program, 'A', 'B', 'C', 'D')).toBe('C D');
    program.scan(50);
    expect(active(program, 'A', 'B', 'C', 'D')).toBe('A');
  });

  it.each([
    ['in the order of the text', '', '', 'B'],
    ['the lowest number first', '(PRIORITY := 2)', '(PRIORITY := 1)', 'C'],
    ['a number before none', '', '(PRIORITY := 9)', 'C'],
  ])('a selection takes exactly one branch: %s', (_, first, second, expected) => {
    const text = `INITIAL_STEP A: END_STEP STEP B: END_STEP STEP C: END_STEP
TRANSITION b ${first} FROM A TO B := TRUE; END_TRANSITION
TRANSITION c ${second} FROM A TO C := TRUE; END_TRANSITION`;
    const program = start(chart('', text));
    program.scan(0);
    program.scan(10);
    expect(active(program, 'A', 'B', 'C')).toBe(expected);
  });

  it('evaluates the condition of an enabled transition only', () => {
    const text = `INITIAL_STEP A: END_STEP STEP B: END_STEP STEP C: END_STEP
TRANSITION FROM A TO B := go; END_TRANSITION
TRANSITION FROM B TO C := 10 / d > 1; END_TRANSITION`;
    const program = start(chart('go : BOOL; d : INT;', text));
    expect([program.scan(0), program.scan(10)]).toEqual([null, null]);
    program.set('main.go', true);
    expect(program.scan(20)).toBeNull();
    expect(program.scan(30)).toMatchObject({ kind: 'division', line: 4, text: '10 / d' });
  });

  it('Step.T counts while the step is active, stays at its last value, and begins anew', () => {
    const text = `INITIAL_STEP A: END_STEP STEP B: END_STEP
TRANSITION FROM A TO B := A.T >= T#30ms; END_TRANSITION
TRANSITION FROM B TO A := B.T >= T#20ms; END_TRANSITION`;
    const program = start(chart('', text));
    const seen = [0, 10, 20, 30, 40, 50, 60].map((ms) => {
      program.scan(ms);
      return [active(program, 'A', 'B'), Number(program.get('main.A.T')) / 1e6, Number(program.get('main.B.T')) / 1e6];
    });
    expect(seen).toEqual([
      ['A', 0, 0],
      ['A', 10, 0],
      ['A', 20, 0],
      ['B', 30, 0],
      ['B', 30, 10],
      ['A', 0, 20],
      ['A', 10, 20],
    ]);
  });

  it('a step that leads to itself begins anew', () => {
    const program = start(chart('again : BOOL;', 'INITIAL_STEP A: END_STEP TRANSITION FROM A TO A := again; END_TRANSITION'));
    program.scan(0);
    program.scan(10);
    expect(program.get('main.A.T')).toBe(10_000_000n);
    program.set('main.again', true);
    program.scan(20);
    expect([program.get('main.A.X'), program.get('main.A.T')]).toEqual([true, 0n]);
  });

  it('an editor can show beside each step whether it is active', () => {
    const text = chart('', 'INITIAL_STEP A: END_STEP\nSTEP B: END_STEP\nTRANSITION FROM A TO B := TRUE; END_TRANSITION');
    const names = liveNames([{ name: 'main.st', text }]).map(({ path, line }) => `${line} ${path}`);
    expect(names).toEqual(expect.arrayContaining(['2 main.A.X', '3 main.B.X']));
  });

  it('two sequences in one program run side by side', () => {
    const text = `INITIAL_STEP A: END_STEP STEP B: END_STEP INITIAL_STEP C: END_STEP STEP D: END_STEP
TRANSITION FROM A TO B := TRUE; END_TRANSITION
TRANSITION FROM C TO D := B.X; END_TRANSITION`;
    const program = start(chart('', text));
    const seen = [0, 10, 20].map((ms) => {
      program.scan(ms);
      return active(program, 'A', 'B', 'C', 'D');
    });
    expect(seen).toEqual(['A C', 'B C', 'B D']);
  });

  it('every instance of a block has its own steps', () => {
    const block = `FUNCTION_BLOCK Light VAR_INPUT on : BOOL; END_VAR VAR_OUTPUT lit : BOOL; END_VAR
INITIAL_STEP Dark: END_STEP STEP Bright: lit(N); END_STEP
TRANSITION FROM Dark TO Bright := on; END_TRANSITION
TRANSITION FROM Bright TO Dark := NOT on; END_TRANSITION
END_FUNCTION_BLOCK\n`;
    const program = start(
      `${block}PROGRAM main VAR a, b : Light; x, y : BOOL; END_VAR\na(on := TRUE, lit => x); b(lit => y);\nEND_PROGRAM`,
    );
    program.scan(0);
    program.scan(10);
    expect([program.get('main.x'), program.get('main.y'), program.get('main.a.Bright.X')]).toEqual([true, false, true]);
  });

  it('a block that extends another runs its sequence by SUPER, each instance its own', () => {
    const text = `FUNCTION_BLOCK Base VAR_INPUT go : BOOL; END_VAR VAR_OUTPUT n : INT; END_VAR
INITIAL_STEP Idle: END_STEP STEP Work: Count(N); END_STEP
TRANSITION FROM Idle TO Work := go; END_TRANSITION
ACTION Count: n := n + 1; END_ACTION
END_FUNCTION_BLOCK
FUNCTION_BLOCK Derived EXTENDS Base VAR k : INT; END_VAR
SUPER(); k := k + 1;
END_FUNCTION_BLOCK
PROGRAM main VAR d : ARRAY[1..2] OF Derived; END_VAR
d[1](); d[2](go := TRUE);
END_PROGRAM`;
    const program = start(text);
    for (const ms of [0, 10, 20]) program.scan(ms);
    expect(['d[1].n', 'd[2].n', 'd[2].k'].map((path) => program.get(`main.${path}`))).toEqual([0, 2, 3]);
  });

  it('an online change keeps the active steps and their time', () => {
    const text = (extra: string) =>
      chart(
        `${extra} n : INT;`,
        'INITIAL_STEP A: END_STEP STEP B: Count(N); END_STEP\nTRANSITION FROM A TO B := TRUE; END_TRANSITION\nACTION Count: n := n + 1; END_ACTION',
      );
    const before = start(text(''));
    for (const ms of [0, 10, 20, 30]) before.scan(ms);
    const after = new RunningProgram(build(text('extra : LREAL;')));
    migrate(before.program.layout, after.program.layout, before.bytes, after.bytes);
    after.scan(40);
    expect([active(after, 'A', 'B'), after.get('main.B.T'), after.get('main.n')]).toEqual(['B', 30_000_000n, 4]);
  });
});

describe('action control', () => {
  /** Step B is active in scans 1 to 5 (100 ms each), step D, with its R, from scan 10 on. The scans in which the action ran. */
  function runs(association: string): number[] {
    const text = `INITIAL_STEP A: END_STEP STEP B: Act${association}; END_STEP STEP C: END_STEP STEP D: Act(R); END_STEP
TRANSITION FROM A TO B := i = 1; END_TRANSITION
TRANSITION FROM B TO C := i = 6; END_TRANSITION
TRANSITION FROM C TO D := i = 10; END_TRANSITION
ACTION Act: n := n + 1; END_ACTION`;
    const program = start(chart('i, n : INT; pt : TIME := T#250ms;', text));
    const scans: number[] = [];
    for (let i = 0; i <= 12; i++) {
      program.set('main.i', i);
      const before = program.get('main.n');
      program.scan(i * 100);
      if (program.get('main.n') !== before) scans.push(i);
    }
    return scans;
  }

  it.each([
    ['(N)', [1, 2, 3, 4, 5, 6]],
    ['', [1, 2, 3, 4, 5, 6]],
    ['(S)', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
    ['(L, T#250ms)', [1, 2, 3, 4]],
    ['(L, pt)', [1, 2, 3, 4]],
    ['(L, T#1s)', [1, 2, 3, 4, 5, 6]],
    ['(D, T#250ms)', [4, 5, 6]],
    ['(D, T#1s)', []],
    ['(P)', [1, 2]],
    ['(P1)', [1]],
    ['(P0)', [6]],
    ['(SD, T#250ms)', [4, 5, 6, 7, 8, 9, 10]],
    ['(SD, T#700ms)', [8, 9, 10]],
    ['(SD, T#2s)', []],
    ['(DS, T#250ms)', [4, 5, 6, 7, 8, 9, 10]],
    ['(DS, T#700ms)', []],
    ['(SL, T#250ms)', [1, 2, 3, 4]],
    ['(SL, T#700ms)', [1, 2, 3, 4, 5, 6, 7, 8]],
    ['(SL, T#2s)', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
  ])('Act%s runs in scans %j, the last of which is the final scan', (association, expected) => {
    expect(runs(association)).toEqual(expected);
  });

  it('Name.Q tells the final scan from the others', () => {
    const text = `INITIAL_STEP A: Act(N); END_STEP STEP B: END_STEP
TRANSITION FROM A TO B := TRUE; END_TRANSITION
ACTION Act: lamp := Act.Q; n := n + 1; END_ACTION`;
    const program = start(chart('lamp : BOOL; n : INT;', text));
    const seen = [0, 10, 20].map((ms) => {
      program.scan(ms);
      return [program.get('main.lamp'), program.get('main.n')];
    });
    expect(seen).toEqual([
      [true, 1],
      [false, 2],
      [false, 2],
    ]);
  });

  it('a variable of type BOOL takes the action’s value, without a final scan', () => {
    const text = `INITIAL_STEP A: motor(N); lamp(S); END_STEP STEP B: lamp(R); pulse(P1); END_STEP
TRANSITION FROM A TO B := go; END_TRANSITION TRANSITION FROM B TO A := FALSE; END_TRANSITION`;
    const program = start(chart('go, motor, lamp, pulse : BOOL;', text));
    const scan = (ms: number) => {
      program.scan(ms);
      return ['motor', 'lamp', 'pulse'].filter((name) => program.get(`main.${name}`) === true).join(' ');
    };
    expect(scan(0)).toBe('motor lamp');
    program.set('main.go', true);
    expect([scan(10), scan(20)]).toEqual(['pulse', '']);
  });

  it('an action in two steps that follow one another runs through, without a final scan between', () => {
    const text = `INITIAL_STEP A: Act(N); END_STEP STEP B: Act(N); END_STEP
TRANSITION FROM A TO B := TRUE; END_TRANSITION
ACTION Act: n := n + 1; IF NOT Act.Q THEN n := 100; END_IF; END_ACTION`;
    const program = start(chart('n : INT;', text));
    for (const ms of [0, 10, 20]) program.scan(ms);
    expect(program.get('main.n')).toBe(3);
  });

  it('final scans come before the actions that begin', () => {
    const text = `INITIAL_STEP A: Close(N); END_STEP STEP B: Open(N); END_STEP
TRANSITION FROM A TO B := TRUE; END_TRANSITION
ACTION Open: valve := 1; END_ACTION
ACTION Close: valve := 0; END_ACTION`;
    const program = start(chart('valve : INT;', text));
    program.scan(0);
    program.scan(10);
    expect(program.get('main.valve')).toBe(1);
  });
});

describe('actions that are called', () => {
  const block = `FUNCTION_BLOCK Pump VAR_INPUT k : INT; END_VAR VAR_OUTPUT total : INT; END_VAR VAR_TEMP twice : INT; END_VAR
twice := 2 * k; Add();
ACTION Add: IF k = 0 THEN RETURN; END_IF; total := total + twice; END_ACTION
ACTION Clear: total := 0; END_ACTION
END_FUNCTION_BLOCK\n`;

  it('share their POU’s variables and temporaries, and RETURN leaves the action alone', () => {
    const program = start(
      `${block}PROGRAM main VAR p : ARRAY[1..2] OF Pump; i : INT := 2; END_VAR\np[i](k := 3); p[1](k := 0); p[i]();\nEND_PROGRAM`,
    );
    program.scan();
    expect([program.get('main.p[1].total'), program.get('main.p[2].total')]).toEqual([0, 12]);
  });
  it('are called from outside by the instance', () => {
    const program = start(
      `${block}PROGRAM main VAR p : Pump; END_VAR\np(k := 3); IF p.total >= 18 THEN p.Clear(); END_IF;\nEND_PROGRAM`,
    );
    const totals = [0, 1, 2].map((ms) => {
      program.scan(ms);
      return program.get('main.p.total');
    });
    expect(totals).toEqual([6, 12, 0]);
  });
  it('are in reach of methods, and of what extends their block', () => {
    const text = `FUNCTION_BLOCK Base VAR_OUTPUT n : INT; END_VAR
METHOD PUBLIC Twice Add(); Add(); END_METHOD
ACTION Add: n := n + 1; END_ACTION
END_FUNCTION_BLOCK
FUNCTION_BLOCK Derived EXTENDS Base
Add(); Twice();
END_FUNCTION_BLOCK
PROGRAM main VAR d : Derived; END_VAR
d(); d.Add(); d.Twice();
END_PROGRAM`;
    const program = start(text);
    expect([program.scan(), program.get('main.d.n')]).toEqual([null, 6]);
  });
  it('and their block’s methods cannot call one another without end', () => {
    const text = `FUNCTION_BLOCK F
METHOD PUBLIC Go Act(); END_METHOD
ACTION Act: Go(); END_ACTION
END_FUNCTION_BLOCK
PROGRAM main VAR f : F; END_VAR
f.Go();
END_PROGRAM`;
    expect(findings(text)).toEqual(['ST4030@2']);
  });
  it('work in loops, on variables that the loop counts with', () => {
    const program = start(
      'PROGRAM main VAR i, n : DINT; END_VAR\nFOR i := 1 TO 10 DO Add(); END_FOR;\nACTION Add: n := n + i; END_ACTION\nEND_PROGRAM',
    );
    program.scan();
    expect(program.get('main.n')).toBe(55);
  });
});

describe('mistakes in sequences', () => {
  const steps = 'INITIAL_STEP A: END_STEP STEP B: END_STEP STEP C: END_STEP STEP D: END_STEP\n';
  const t = (from: string, to: string) => `TRANSITION FROM ${from} TO ${to} := x; END_TRANSITION\n`;
  it.each([
    ['no initial step', 'STEP A: END_STEP\nSTEP B: END_STEP TRANSITION FROM A TO B := x; END_TRANSITION', ['ST5101@2']],
    ['two initial steps', `INITIAL_STEP A: END_STEP\nINITIAL_STEP B: END_STEP\n${t('A', 'B')}`, ['ST5102@3']],
    ['a step that is not there', `INITIAL_STEP A: END_STEP\n${t('A', 'Nowhere')}`, ['ST5103@3']],
    ['a step misspelt', `INITIAL_STEP A: END_STEP STEP Filling: END_STEP\n${t('A', 'Fillin')}${t('A', 'Filling')}`, ['ST2002@3']],
    ['a step that nothing leads to', `INITIAL_STEP A: END_STEP\nSTEP B: END_STEP\n${t('B', 'A')}`, ['ST5104@3']],
    ['a step that stands alone', 'INITIAL_STEP A: END_STEP\nSTEP B: END_STEP', ['ST5104@3']],
    ['an unknown qualifier', 'INITIAL_STEP A:\nx(Q); END_STEP', ['ST5105@3']],
    ['a time that is missing', 'INITIAL_STEP A:\nx(D); END_STEP', ['ST5106@3']],
    ['a time that is a number', 'INITIAL_STEP A:\nx(D, 5); END_STEP', ['ST3006@3']],
    ['an indicator that is no BOOL', 'INITIAL_STEP A:\nx(N, i); END_STEP', ['ST5107@3']],
    ['an action that is not there', 'INITIAL_STEP A:\nNowhere(N); END_STEP', ['ST5110@3']],
    ['an action misspelt', 'INITIAL_STEP A:\nCont(N); END_STEP ACTION Count: i := 1; END_ACTION', ['ST2002@3']],
    ['an unsafe network', `${steps}${t('A', '(B, C)')}${t('B', 'D')}${t('C', 'D')}${t('D', 'A')}`, ['ST5108@4']],
    ['a transition never taken', `${steps}${t('A', 'B')}${t('A', 'C')}${t('(B, C)', 'D')}${t('B', 'D')}`, ['ST5109@5']],
    ['a step’s flag written', 'INITIAL_STEP A: Act(N); END_STEP\nACTION Act: A.X := FALSE; END_ACTION', ['ST5111@3']],
    ['an action that calls itself', 'INITIAL_STEP A: Act(N); END_STEP\nACTION Act: Act(); END_ACTION', ['ST5112@3']],
    [
      'an action with arguments',
      'INITIAL_STEP A: Act(N); END_STEP\nACTION Act: Other(1); END_ACTION ACTION Other: i := 1; END_ACTION',
      ['ST5113@3'],
    ],
    ['a step twice in one list', `${steps}${t('A', '(B, B)')}`, ['ST5114@3']],
    ['a name declared twice', 'INITIAL_STEP i: END_STEP', ['ST2052@2']],
    ['two steps of one name', 'INITIAL_STEP A: END_STEP\nSTEP A: END_STEP', ['ST2052@3']],
    ['statements beside steps', 'INITIAL_STEP A: END_STEP\ni := 1;', ['ST1030@3']],
    ['a condition that is none', `INITIAL_STEP A: END_STEP\nTRANSITION FROM A TO A := i; END_TRANSITION`, ['ST3020@3']],
    ['END_STEP forgotten', 'INITIAL_STEP A:\nSTEP B: END_STEP\nTRANSITION FROM A TO B := x; END_TRANSITION', ['ST1012@2']],
    ['END_ACTION forgotten', 'INITIAL_STEP A: Act(N); END_STEP\nACTION Act: i := 1;', ['ST1012@3']],
    ['a semicolon forgotten', 'INITIAL_STEP A:\nx(N)\nEND_STEP', ['ST1011@3']],
  ])('%s', (_, text, expected) => {
    expect(findings(`PROGRAM M VAR x : BOOL; i : INT; END_VAR\n${text}\nEND_PROGRAM`)).toEqual(expected);
  });

  it('a function has no steps and no actions', () => {
    expect(findings('FUNCTION F : INT\nINITIAL_STEP A: END_STEP\nF := 1; END_FUNCTION')).toContain('ST1031@2');
  });
  it('Step, Action and Test remain good names', () => {
    expect(
      findings(
        'PROGRAM M VAR Step, Transition, Action, Test : INT; END_VAR\nStep := Step + 1; Transition := Action; Test := Action;\nAction := Test;\nEND_PROGRAM',
      ),
    ).toEqual([]);
  });
  it('a wide parallel sequence is checked in reasonable time', () => {
    const branches = Array.from({ length: 30 }, (_, i) => [`a${i}`, `b${i}`]);
    const list = (column: 0 | 1) => branches.map((pair) => pair[column]).join(', ');
    const text = `INITIAL_STEP start: END_STEP ${branches.map(([a, b]) => `STEP ${a}: END_STEP STEP ${b}: END_STEP`).join(' ')}
${t('start', `(${list(0)})`)}${branches.map(([a, b]) => t(a!, b!)).join('')}${t(`(${list(1)})`, 'start')}`;
    expect(findings(`PROGRAM M VAR x : BOOL; END_VAR\n${text}\nEND_PROGRAM`)).toEqual([]);
  });
});
