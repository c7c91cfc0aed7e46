/** Rungs at work: what the scan does with a drawing, and where it says that something is wrong. */
import { describe, expect, test } from 'vitest';
import { FLOW } from '#sandbox/iec61131/diagrams/flow-plan.ts';
import { lowerLadder } from '#sandbox/iec61131/diagrams/lower-ladder.ts';
import { cells, compile, flowCells, readCell } from '#sandbox/iec61131/index.ts';
import { RunningProgram } from '../running-program.ts';

const file = (text: string) => ({ name: 'main.ld', text });

function ladder(variables: string, networks: string): string {
  return `program: Main\ndeclarations: |\n  VAR\n${variables
    .split('\n')
    .map((line) => `    ${line}\n`)
    .join('')}  END_VAR\nnetworks:\n${networks}`;
}

function run(text: string): RunningProgram {
  const { program, diagnostics } = compile([file(text)]);
  if (program === null) throw new Error(diagnostics.map(({ message, range }) => `${range.line}: ${message.en}`).join('\n'));
  return new RunningProgram(program);
}

const sealIn = ladder(
  'Start, Stop, Motor : BOOL;',
  `  - title: Seal-in
    rung:
      - parallel:
          - - no: Start
          - - no: Motor
      - no: Stop
      - coil: Motor
`,
);

describe('a rung', () => {
  test('the motor keeps running after Start is released, and stops when Stop opens', () => {
    const rig = run(sealIn);
    const scan = (start: boolean, stop: boolean) => {
      rig.set('Start', start);
      rig.set('Stop', stop);
      rig.scan();
      return rig.get('Motor');
    };
    expect(scan(false, true)).toBe(false);
    expect(scan(true, true)).toBe(true);
    expect(scan(false, true)).toBe(true);
    expect(scan(false, false)).toBe(false);
    expect(scan(false, true)).toBe(false);
  });

  test('the flow that is left behind is what the scan let through, not what the variables are afterwards', () => {
    const text = ladder(
      'A, X : BOOL;',
      `  - rung:
      - nc: A
      - coil: X
  - rung:
      - no: X
      - coil: A
`,
    );
    const rig = run(text);
    const { flows } = lowerLadder(file(text));
    expect(flows.map((element) => element.kind === 'contact' && element.operand)).toEqual(['A', 'X']);
    rig.scan();
    expect(rig.get('A')).toBe(true);
    // A is TRUE now, but it was FALSE when its contact was evaluated.
    expect([rig.get(`Main.${FLOW}[0]`), rig.get(`Main.${FLOW}[1]`)]).toEqual([true, true]);
    rig.scan();
    expect([rig.get(`Main.${FLOW}[0]`), rig.get(`Main.${FLOW}[1]`)]).toEqual([false, false]);
  });

  test('a rising contact passes power for one scan, also when other power is missing at that moment', () => {
    const rig = run(ladder('A, On, X : BOOL;', '  - rung:\n      - no: On\n      - rising: A\n      - coil: X\n'));
    const scan = (a: boolean, on: boolean) => {
      rig.set('A', a);
      rig.set('On', on);
      rig.scan();
      return rig.get('X');
    };
    expect(scan(true, true)).toBe(true);
    expect(scan(true, true)).toBe(false);
    expect(scan(false, true)).toBe(false);
    // The edge comes while there is no power, and is gone.
    expect(scan(true, false)).toBe(false);
    expect(scan(true, true)).toBe(false);
  });

  test('set and reset coils leave their variable alone without power; a coil in the row hands its power on', () => {
    const rig = run(
      ladder(
        'A, B, X, Y, Z, N : BOOL;',
        '  - rung:\n      - no: A\n      - set: X\n      - coil: Y\n      - negated-coil: N\n  - rung:\n      - no: B\n      - reset: X\n',
      ),
    );
    rig.set('A', true);
    rig.scan();
    expect([rig.get('X'), rig.get('Y'), rig.get('N')]).toEqual([true, true, false]);
    rig.set('A', false);
    rig.scan();
    expect([rig.get('X'), rig.get('Y'), rig.get('N')]).toEqual([true, false, true]);
    rig.set('B', true);
    rig.scan();
    expect(rig.get('X')).toBe(false);
  });

  test('coils that sense transitions are TRUE for one scan', () => {
    const rig = run(
      ladder('A, Up, Down : BOOL;', '  - rung:\n      - no: A\n      - rising-coil: Up\n      - falling-coil: Down\n'),
    );
    const scan = (a: boolean) => {
      rig.set('A', a);
      rig.scan();
      return [rig.get('Up'), rig.get('Down')];
    };
    expect(scan(true)).toEqual([true, false]);
    expect(scan(true)).toEqual([false, false]);
    expect(scan(false)).toEqual([false, true]);
    expect(scan(false)).toEqual([false, false]);
  });

  test('power drives a timer and goes on from its output', () => {
    const rig = run(
      ladder(
        'Run, Lamp : BOOL;\nT1 : TON;\nElapsed : TIME;',
        '  - rung:\n      - no: Run\n      - box: TON\n        instance: T1\n        power: [IN, Q]\n        inputs: { PT: T#1s }\n        outputs: { ET: Elapsed }\n      - coil: Lamp\n',
      ),
    );
    rig.set('Run', true);
    rig.scan(0);
    rig.scan(999);
    expect(rig.get('Lamp')).toBe(false);
    rig.scan(1000);
    expect([rig.get('Lamp'), rig.get('Elapsed')]).toEqual([true, 1_000_000_000n]);
  });

  test('a function without power is not called: its variable keeps its value', () => {
    const rig = run(
      ladder(
        'Go, Done : BOOL;\nA : INT := 2;\nSum : INT := 7;',
        '  - rung:\n      - no: Go\n      - box: ADD\n        power: [EN, ENO]\n        inputs: { IN1: A, IN2: 3 }\n        outputs: { OUT: Sum }\n      - coil: Done\n',
      ),
    );
    rig.scan();
    expect([rig.get('Sum'), rig.get('Done')]).toEqual([7, false]);
    rig.set('Go', true);
    rig.scan();
    expect([rig.get('Sum'), rig.get('Done')]).toEqual([5, true]);
  });

  test('a comparison passes power while it holds; statements run while they have power', () => {
    const rig = run(
      ladder(
        'Level : REAL;\nHigh : BOOL;\nCount : INT;',
        "  - rung:\n      - compare: [Level, '>=', 80.0]\n      - coil: High\n      - st: |\n          Count := Count + 1;\n",
      ),
    );
    rig.set('Level', 79.9);
    rig.scan();
    expect([rig.get('High'), rig.get('Count')]).toEqual([false, 0]);
    rig.set('Level', 80);
    rig.scan();
    expect([rig.get('High'), rig.get('Count')]).toEqual([true, 1]);
  });
});

describe('the flow as it is watched', () => {
  test('eight elements at a time, of every instance of a block that is drawn', () => {
    const block = {
      name: 'pump.ld',
      text: 'function-block: Pump\ndeclarations: |\n  VAR_INPUT\n    On : BOOL;\n  END_VAR\n  VAR_OUTPUT\n    Runs : BOOL;\n  END_VAR\nnetworks:\n  - rung:\n      - no: On\n      - nc: Runs\n      - coil: Runs\n',
    };
    const main = {
      name: 'main.st',
      text: 'PROGRAM Main\nVAR\n  p : ARRAY [1..2] OF Pump;\nEND_VAR\np[1](On := TRUE);\np[2](On := FALSE);\nEND_PROGRAM',
    };
    const { program } = compile([block, main]);
    const rig = new RunningProgram(program!);
    rig.scan();
    const seen = [...flowCells(program!.layout, 100)].map((cell) => [cell.path, readCell(rig.view, rig.base, cell)]);
    // On let through and Runs was FALSE: a one in each of the two lowest bytes.
    expect(seen).toEqual([
      ['Main.p[1].flow$.0', 0x0101n],
      ['Main.p[2].flow$.0', 0n],
    ]);
    expect([...cells(program!.layout)].map(({ path }) => path).filter((path) => path.includes('$'))).toEqual([]);
  });
});

describe('jumps', () => {
  const text = ladder(
    'Skip, Quit, A, B, C : BOOL;\nTurns : INT;',
    `  - rung:
      - no: Skip
      - jump: Late
  - rung:
      - set: A
  - label: Late
    rung:
      - set: B
  - rung:
      - no: Quit
      - return: true
  - rung:
      - set: C
`,
  );
  test('what is jumped over is not evaluated, and shows no power', () => {
    const rig = run(text);
    rig.set('Skip', true);
    rig.scan();
    expect([rig.get('A'), rig.get('B'), rig.get('C')]).toEqual([false, true, true]);
    rig.set('Skip', false);
    rig.set('Quit', true);
    rig.set('C', false);
    rig.scan();
    expect([rig.get('A'), rig.get('B'), rig.get('C')]).toEqual([true, true, false]);
  });

  test('a jump backwards is a loop', () => {
    const rig = run(
      ladder(
        'Turns : INT;',
        "  - label: Again\n    rung:\n      - st: 'Turns := Turns + 1;'\n  - rung:\n      - compare: [Turns, '<', 5]\n      - jump: Again\n",
      ),
    );
    rig.scan();
    expect(rig.get('Turns')).toBe(5);
  });

  test('a loop without an end faults its controller at the jump', () => {
    const looping = ladder('A : BOOL;', '  - label: Again\n    rung:\n      - jump: Again\n');
    const rig = run(looping);
    const fault = rig.scan();
    expect(fault?.kind).toBe('fuel');
  });
});

describe('what is wrong with a drawing is told at its element', () => {
  const told = (text: string) =>
    compile([file(text)]).diagnostics.map(({ code, range }) => `${code} ${text.slice(range.start, range.end)}`);

  test.each([
    ['- no: Strat\n      - coil: X\n', 'ST2001 Strat'],
    ['- no: Level\n      - coil: X\n', / Level$/],
    ["- no: ''\n      - coil: X\n", "LD2007 ''"],
    ['- no: A AND X\n      - coil: X\n', 'LD2006 A AND X'],
    ['- no: A) OR (X\n      - coil: X\n', /^ST1010 \)/],
    ['- no: A\n      - coil: 5\n', 'LD2004 5'],
    ['- no: A\n      - jump: Nowhere\n', 'LD2001 jump: Nowhere'],
    ['- return: true\n      - coil: X\n', 'LD2005 return: true'],
    ['- st: X := A; END_PROGRAM\n', /END_PROGRAM/],
    ['- lamp: X\n', 'LD1010 lamp: X'],
    ['- no: A\n      - parallel:\n          - - no: X\n      - coil: X\n', 'LD1011 parallel'],
  ])('%j', (rung, expected) => {
    const found = told(ladder('A, X : BOOL;\nLevel : REAL;', `  - rung:\n      ${rung}`));
    expect(found[0]).toMatch(expected);
  });

  test('a statement among the declarations would run unseen', () => {
    expect(told(ladder('A : BOOL;\nEND_VAR\nA := TRUE;\nVAR\nB : BOOL;', '  - rung: []\n'))[0]).toMatch(/^LD2010/);
  });
});
