import { describe, expect, it } from 'vitest';
import { Controller } from '../../../sandbox/controller/controller.ts';
import { compile } from '../../../sandbox/iec61131/index.ts';
import { findings } from '../iec61131/semantics/checking.ts';

function controllerOf(text: string): Controller {
  const { program, diagnostics } = compile([{ name: 'main.st', text }]);
  if (!program) throw new Error(JSON.stringify(diagnostics.map(({ code, range }) => `${code}@${range.line}`)));
  return Controller.alone(program);
}

const ms = (value: number): bigint => BigInt(value) * 1_000_000n;

/** Steps every 10 ms from `from` on; before each, `before` may set something. */
function steps(plc: Controller, from: number, to: number, before: (at: number) => void = () => {}): void {
  for (let at = from; at <= to; at += 10) {
    before(at);
    plc.step(ms(at), at);
  }
}

const count =
  'PROGRAM Count VAR_INPUT inc : INT := 1; END_VAR VAR_OUTPUT n : INT; ready : BOOL; END_VAR n := n + inc; ready := n >= 3; END_PROGRAM\n';
const configured = (text: string) => `${count}CONFIGURATION C\nRESOURCE R ON PLC\n${text}\nEND_RESOURCE\nEND_CONFIGURATION`;

describe('a task on an event', () => {
  it('runs once for each rising edge of SINGLE', () => {
    const plc = controllerOf(
      configured('VAR_GLOBAL go : BOOL; END_VAR\nTASK t(SINGLE := go, PRIORITY := 1);\nPROGRAM p WITH t : Count;'),
    );
    steps(plc, 0, 100, (at) => plc.write('go', at === 20 || at === 30 || at === 70));
    expect(plc.read('p.n')).toBe(2);
  });

  it('SINGLE that is TRUE when the controller starts is an edge', () => {
    const plc = controllerOf(
      configured('VAR_GLOBAL go : BOOL := TRUE; END_VAR\nTASK t(SINGLE := go, PRIORITY := 1);\nPROGRAM p WITH t : Count;'),
    );
    steps(plc, 0, 50);
    expect(plc.read('p.n')).toBe(1);
  });

  it('is met in its turn: what a task of higher priority sets in this step counts at once, what a lower one sets in the next', () => {
    const text = (cyclic: number, event: number) =>
      `VAR_GLOBAL go : BOOL; END_VAR PROGRAM Maker VAR i : INT; END_VAR VAR_EXTERNAL go : BOOL; END_VAR i := i + 1; go := i = 3; END_PROGRAM
${count}CONFIGURATION C
TASK c(INTERVAL := T#10ms, PRIORITY := ${cyclic}); TASK e(SINGLE := go, PRIORITY := ${event});
PROGRAM m WITH c : Maker; PROGRAM p WITH e : Count;
END_CONFIGURATION`;
    const early = controllerOf(text(1, 2));
    const late = controllerOf(text(2, 1));
    for (const plc of [early, late]) steps(plc, 0, 20);
    expect([early.read('p.n'), late.read('p.n')]).toEqual([1, 0]);
    for (const plc of [early, late]) steps(plc, 30, 60);
    expect([early.read('p.n'), late.read('p.n')]).toEqual([1, 1]);
  });

  it('with an INTERVAL runs cyclically, too, while SINGLE is FALSE', () => {
    const plc = controllerOf(
      configured(
        'VAR_GLOBAL go : BOOL; END_VAR\nTASK t(SINGLE := go, INTERVAL := T#20ms, PRIORITY := 1);\nPROGRAM p WITH t : Count;',
      ),
    );
    steps(plc, 0, 60);
    expect(plc.read('p.n')).toBe(4);
    plc.write('go', true);
    steps(plc, 70, 120);
    expect(plc.read('p.n')).toBe(5);
    plc.write('go', false);
    steps(plc, 130, 160);
    expect(plc.read('p.n')).toBe(7);
  });

  it('may wait for an input or for another program’s output', () => {
    const plc = controllerOf(
      configured(
        'TASK c(INTERVAL := T#10ms, PRIORITY := 1); TASK e(SINGLE := a.ready, PRIORITY := 2); TASK i(SINGLE := %IX0.1, PRIORITY := 3);\nPROGRAM a WITH c : Count; PROGRAM b WITH e : Count; PROGRAM d WITH i : Count;',
      ),
    );
    steps(plc, 0, 10);
    expect(plc.read('b.n')).toBe(0);
    plc.write('%IX0.1', true);
    steps(plc, 20, 100);
    expect([plc.read('b.n'), plc.read('d.n')]).toEqual([1, 1]);
  });

  it('keeps what it knows of the edge over save and restore, and over an online change', () => {
    const text = (extra: string) =>
      configured(`VAR_GLOBAL go : BOOL; ${extra} END_VAR\nTASK t(SINGLE := go, PRIORITY := 1);\nPROGRAM p WITH t : Count;`);
    const plc = controllerOf(text(''));
    plc.write('go', true);
    steps(plc, 0, 20);
    const changed = compile([{ name: 'main.st', text: text('x : BOOL;') }]).program;
    if (!changed) throw new Error('does not compile');
    const room = Controller.alone(changed);
    room.load(plc.program);
    room.loaded.bytes.set(plc.loaded.bytes);
    room.restore(plc.save());
    steps(room, 30, 50);
    expect(room.read('p.n')).toBe(1);
    expect(room.change(changed)).not.toHaveProperty('code');
    steps(room, 60, 80);
    expect([room.read('go'), room.read('p.n')]).toEqual([true, 1]);
  });

  it('a fault in its condition stops the controller', () => {
    const plc = controllerOf(
      configured(
        'VAR_GLOBAL a : ARRAY[1..2] OF BOOL; i : INT := 3; END_VAR\nTASK t(SINGLE := a[i], PRIORITY := 1);\nPROGRAM p WITH t : Count;',
      ),
    );
    plc.step(0n, 0);
    expect(plc.fault).toMatchObject({ kind: 'index', line: 5 });
  });
});

describe('programs and their tasks', () => {
  it('a program without a task runs in the background, after everything else', () => {
    const plc = controllerOf(
      `VAR_GLOBAL log : DINT; END_VAR
PROGRAM A log := 10 * log + 1; END_PROGRAM PROGRAM B log := 10 * log + 2; END_PROGRAM
CONFIGURATION C TASK t(INTERVAL := T#10ms, PRIORITY := 9); PROGRAM b : B; PROGRAM a WITH t : A; END_CONFIGURATION`,
    );
    plc.step(0n, 0);
    expect(plc.read('log')).toBe(12);
  });

  it('inputs are given before, outputs taken behind each run', () => {
    const plc = controllerOf(
      configured(
        'VAR_GLOBAL step, sum, twice : INT; END_VAR\nTASK t(INTERVAL := T#10ms, PRIORITY := 1);\nPROGRAM p WITH t : Count(inc := step, n => sum);\nPROGRAM q WITH t : Count(inc := 2 * p.n, n => twice);',
      ),
    );
    plc.write('step', 5);
    steps(plc, 0, 20);
    expect([plc.read('sum'), plc.read('p.inc'), plc.read('twice')]).toEqual([15, 5, 60]);
  });

  it('a VAR_IN_OUT of a program works on the global that it is connected to', () => {
    const plc = controllerOf(
      `PROGRAM P VAR_IN_OUT x : INT; END_VAR x := x + 1; END_PROGRAM
CONFIGURATION C VAR_GLOBAL g : INT := 7; END_VAR TASK t(INTERVAL := T#10ms, PRIORITY := 1); PROGRAM p WITH t : P(x := g); END_CONFIGURATION`,
    );
    steps(plc, 0, 20);
    expect([plc.mode, plc.read('g')]).toEqual(['run', 10]);
  });

  it('PROGRAM RETAIN keeps all its values over a warm restart', () => {
    const plc = controllerOf(
      configured('TASK t(INTERVAL := T#10ms, PRIORITY := 1);\nPROGRAM RETAIN p WITH t : Count;\nPROGRAM q WITH t : Count;'),
    );
    steps(plc, 0, 20);
    plc.warmRestart();
    expect([plc.read('p.n'), plc.read('q.n')]).toEqual([3, 0]);
  });

  it('resources have their own tasks and share the controller', () => {
    const plc = controllerOf(
      `VAR_GLOBAL everywhere : INT; END_VAR
PROGRAM P VAR_INPUT inc : INT; END_VAR VAR_EXTERNAL everywhere : INT; END_VAR everywhere := everywhere + inc; END_PROGRAM
CONFIGURATION C
VAR_GLOBAL one : INT := 1; END_VAR
RESOURCE Left ON PLC VAR_GLOBAL ten : INT := 10; END_VAR TASK t(INTERVAL := T#10ms, PRIORITY := 1); PROGRAM a WITH t : P(inc := one + ten); END_RESOURCE
RESOURCE Right ON PLC VAR_GLOBAL hundred : INT := 100; END_VAR TASK t(INTERVAL := T#20ms, PRIORITY := 1); PROGRAM b WITH t : P(inc := hundred); END_RESOURCE
END_CONFIGURATION`,
    );
    steps(plc, 0, 10);
    expect(plc.read('everywhere')).toBe(122);
    expect(plc.intervals).toEqual([ms(10), ms(20)]);
  });

  it.each([
    ['an unknown parameter', 'TASK t(INTERVAL := T#1ms);\nPROGRAM p WITH t : Count(nothing := 1);', ['ST4003@5']],
    ['an output written', 'TASK t(INTERVAL := T#1ms);\nPROGRAM p WITH t : Count(n := 1);', ['ST4008@5']],
    ['a type that does not fit', 'TASK t(INTERVAL := T#1ms);\nPROGRAM p WITH t : Count(inc := TRUE);', ['ST3004@5']],
    ['an event that is no condition', 'TASK t(SINGLE := 5);\nPROGRAM p WITH t : Count;', ['ST3020@4']],
    ['a task with neither', 'TASK t(PRIORITY := 5);\nPROGRAM p WITH t : Count;', ['ST5017@4']],
    [
      'a task for a variable that is no block',
      'TASK t(INTERVAL := T#1ms);\nPROGRAM p WITH t : Count(inc := 1, n WITH t);',
      ['ST5018@5'],
    ],
    ['an unknown task', 'TASK t(INTERVAL := T#1ms);\nPROGRAM p WITH u : Count;', ['ST5013@5', 'ST5011@1']],
  ])('%s is reported', (_, text, expected) => expect(findings(configured(text)).sort()).toEqual(expected.sort()));

  it('a missing VAR_IN_OUT is reported where the program is configured', () => {
    expect(
      findings(
        'PROGRAM P VAR_IN_OUT x : INT; END_VAR x := x + 1; END_PROGRAM\nCONFIGURATION C TASK t(INTERVAL := T#1ms);\nPROGRAM p WITH t : P;\nEND_CONFIGURATION',
      ),
    ).toEqual(['ST4013@3']);
  });
});
