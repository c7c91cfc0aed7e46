import { describe, expect, it } from 'vitest';
import { Rig } from '../../../sandbox/rig/rig.ts';
import { buildRig, download, file, give, makeLab, motorPlant, operate, sealIn } from './made-lab.ts';

const ms = (rig: Rig, milliseconds: number) => rig.advance(Math.round((milliseconds * 1e6) / Number(rig.tickNs)));

/** A motor that was started and whose Start button was released. */
function runningRig(): Rig {
  const rig = buildRig();
  ms(rig, 100);
  operate(rig, 'plant.StartButton', true);
  ms(rig, 100);
  operate(rig, 'plant.StartButton', false);
  ms(rig, 100);
  expect(rig.value('plc.Motor')).toBe(true);
  return rig;
}

describe('a rig with a seal-in', () => {
  it('the motor keeps running after Start is released', () => {
    const rig = runningRig();
    ms(rig, 5000);
    expect(rig.value('plc.Motor')).toBe(true);
    expect(rig.value('plant.ContactorFeedback')).toBe(true);
    expect(rig.value('plant.Lamp')).toBe(true);
  });

  it('Stop, normally closed, ends it', () => {
    const rig = runningRig();
    operate(rig, 'plant.StopButton', true);
    ms(rig, 20);
    expect(rig.value('plc.Motor')).toBe(false);
  });

  it('the emergency stop drops the contactor whatever the PLC says', () => {
    const rig = runningRig();
    give(rig, { kind: 'force', signal: 'plc.Motor', value: true });
    operate(rig, 'plant.EStopButton', true);
    ms(rig, 20);
    expect(rig.value('plc.Motor')).toBe(true);
    expect(rig.value('plant.ContactorFeedback')).toBe(false);
  });

  it('the first scan meets sensors that already show the process', () => {
    const rig = buildRig();
    rig.advance(1);
    expect(rig.value('plc.Stop')).toBe(true);
    expect(rig.value('plc.main.Stop')).toBe(true);
  });
});

describe('a tick, exactly', () => {
  it('lasts the common divisor of all cycles and the plant step', () => {
    const rig = buildRig();
    expect(rig.tickNs).toBe(5_000_000n);
    rig.advance(4);
    expect([rig.tick, rig.timeNs]).toEqual([4, 20_000_000n]);
  });

  it('an input acts on the image at the next scan, and on the plant within the same tick', () => {
    const rig = buildRig(makeLab({ rig: { plant: { source: 'plant.st', step: '10ms' } } }));
    rig.advance(3);
    operate(rig, 'plant.StartButton', true);
    rig.advance(1); // the plant closes the circuit after the scan
    expect(rig.value('plc.Motor')).toBe(false);
    expect(rig.value('plant.StartCircuit')).toBe(true);
    rig.advance(1); // the scan sees it, the plant sees the output
    expect(rig.value('plc.Motor')).toBe(true);
    expect(rig.value('plant.ContactorFeedback')).toBe(true);
  });

  it('copies words as it copies bits', () => {
    const rig = buildRig(makeLab({ start: { plc: 'PROGRAM main\nVAR v AT %QW1 : INT; END_VAR\n  v := -3;\nEND_PROGRAM\n' } }));
    operate(rig, 'plant.Load', -500);
    rig.advance(3);
    expect(rig.value('plc.Valve')).toBe(-3);
    expect(rig.value('plant.Flow')).toBe(-503);
    expect(rig.value('plc.Flow')).toBe(-503);
  });

  it('an unwired input reads 0', () => {
    const rig = buildRig(
      makeLab({ start: { plc: 'PROGRAM main\nVAR x AT %IX7.3 : BOOL; m AT %QX0.0 : BOOL; END_VAR\n  m := x;\nEND_PROGRAM\n' } }),
    );
    rig.advance(10);
    expect(rig.value('plc.main.x')).toBe(false);
  });
});

describe('a single scan', () => {
  it('is as many ticks as it takes until a task has run', () => {
    const rig = buildRig();
    expect([rig.advanceToScan(), rig.timeNs]).toEqual([1, 5_000_000n]);
    expect([rig.advanceToScan(), rig.timeNs]).toEqual([2, 15_000_000n]);
  });

  it('stops at its limit, though no task has run', () => {
    const rig = buildRig();
    rig.advanceToScan();
    expect([rig.advanceToScan(1), rig.timeNs]).toEqual([1, 10_000_000n]);
  });

  it('is one tick while no controller runs: there is no scan to wait for', () => {
    const rig = buildRig();
    give(rig, { kind: 'stop', controller: 'plc' });
    expect(rig.advanceToScan()).toBe(1);
  });
});

describe('two tasks', () => {
  const twoTasks = (fast: string, slow: string) => `
PROGRAM Fast VAR seen : DINT; END_VAR order := order * 2; seen := seen + 1; END_PROGRAM
PROGRAM Slow VAR seen : DINT; END_VAR order := order + 1; seen := seen + 1; END_PROGRAM
CONFIGURATION c
  VAR_GLOBAL order : DINT; END_VAR
  RESOURCE r ON plc
    TASK quick(INTERVAL := T#10ms, PRIORITY := ${fast});
    TASK lazy(INTERVAL := T#30ms, PRIORITY := ${slow});
    PROGRAM a WITH quick : Fast;
    PROGRAM b WITH lazy : Slow;
  END_RESOURCE
END_CONFIGURATION
`;

  it('run at their own intervals', () => {
    const rig = buildRig(makeLab({ start: { plc: twoTasks('1', '2') } }));
    ms(rig, 65); // scans at 0, 10 … 60
    expect(rig.value('plc.a.seen')).toBe(7);
    expect(rig.value('plc.b.seen')).toBe(3);
  });

  it('run in the order of their priority, 0 first', () => {
    const lowFirst = buildRig(makeLab({ start: { plc: twoTasks('1', '0') } }));
    const fastFirst = buildRig(makeLab({ start: { plc: twoTasks('0', '1') } }));
    for (const rig of [lowFirst, fastFirst]) rig.advance(1);
    expect(lowFirst.value('plc.order')).toBe(2); // (0 + 1) * 2
    expect(fastFirst.value('plc.order')).toBe(1); // 0 * 2 + 1
  });

  it('a download with another interval meets its times exactly, and so does the plant', () => {
    const rig = buildRig();
    rig.advance(3);
    expect(rig.timeNs).toBe(15_000_000n);
    const report = download(
      rig,
      `PROGRAM main VAR n : DINT; END_VAR n := n + 1; END_PROGRAM
CONFIGURATION c RESOURCE r ON plc TASK t(INTERVAL := T#4ms, PRIORITY := 1); PROGRAM main WITH t : main; END_RESOURCE END_CONFIGURATION`,
    );
    expect(report.ok).toBe(true);
    expect(rig.tickNs).toBe(1_000_000n);
    while (rig.timeNs <= 40_000_000n) rig.advance(1);
    expect(rig.value('plc.main.n')).toBe(7); // 16, 20 … 40
    expect(rig.value('plant.Steps')).toBe(1 + 9); // the first image, then 0, 5 … 40
  });

  it('refuses intervals whose common step would be tiny', () => {
    const rig = buildRig();
    const report = download(
      rig,
      `PROGRAM main VAR n : DINT; END_VAR n := n + 1; END_PROGRAM
CONFIGURATION c RESOURCE r ON plc TASK t(INTERVAL := T#7ms1us, PRIORITY := 1); PROGRAM main WITH t : main; END_RESOURCE END_CONFIGURATION`,
    );
    expect(report).toMatchObject({ ok: false, code: 'tick-too-short' });
    expect(rig.tickNs).toBe(5_000_000n);
  });
});

describe('stop and fault', () => {
  it('stop drives outputs to their declared safe state, and the plant goes on', () => {
    const rig = runningRig();
    const steps = Number(rig.value('plant.Steps'));
    give(rig, { kind: 'stop', controller: 'plc' });
    rig.advance(10);
    expect(['Motor', 'Lamp', 'Valve'].map((name) => rig.value(`plc.${name}`))).toEqual([false, true, 7]);
    expect(rig.value('plant.ContactorFeedback')).toBe(false);
    expect(rig.value('plant.Steps')).toBe(steps + 10);
    expect(rig.controllers().plc).toMatchObject({ mode: 'stop', fault: null });
  });

  it('the safe state wins over a forced output', () => {
    const rig = runningRig();
    give(rig, { kind: 'force', signal: 'plc.Motor', value: true });
    give(rig, { kind: 'stop', controller: 'plc' });
    rig.advance(2);
    expect(rig.value('plc.Motor')).toBe(false);
    give(rig, { kind: 'run', controller: 'plc' });
    rig.advance(2);
    expect(rig.value('plc.Motor')).toBe(true);
  });

  it('a stopped controller still shows its inputs, forced ones as forced', () => {
    const rig = runningRig();
    give(rig, { kind: 'force', signal: 'plc.Start', value: true });
    give(rig, { kind: 'stop', controller: 'plc' });
    operate(rig, 'plant.EStopButton', true);
    rig.advance(3);
    expect(['Start', 'Stop', 'EStop'].map((name) => rig.value(`plc.${name}`))).toEqual([true, true, false]);
  });

  it('a fault drives outputs to their safe state in the same tick', () => {
    const rig = buildRig(
      makeLab({
        start: {
          plc: 'PROGRAM main\nVAR Motor AT %QX0.0 : BOOL; v AT %QW1 : INT; n : INT := 3; END_VAR\n  Motor := TRUE; v := 60 / n; n := n - 1;\nEND_PROGRAM\n',
        },
      }),
    );
    ms(rig, 30);
    expect([rig.value('plc.Motor'), rig.value('plc.Valve')]).toEqual([true, 60]);
    rig.advance(1);
    expect([rig.value('plc.Motor'), rig.value('plc.Valve'), rig.value('plc.Lamp')]).toEqual([false, 7, true]);
    expect(rig.value('plant.ContactorFeedback')).toBe(false);
  });

  it('a scan that never ends faults its own controller only, at the line that was running', () => {
    const two = makeLab({
      start: {
        plc: sealIn,
        other: 'PROGRAM main\nVAR n : DINT; END_VAR\n  WHILE TRUE DO\n    n := n + 1;\n  END_WHILE;\nEND_PROGRAM\n',
      },
      rig: {
        controllers: {
          plc: { program: 'start/main.st', outputs: { Motor: { at: '%QX0.0', to: 'plant.ContactorCoil' } } },
          other: { program: 'start/main.st' },
        },
      },
    });
    const rig = buildRig(two);
    rig.advance(5);
    const { plc, other } = rig.controllers();
    expect(plc).toMatchObject({ mode: 'run', scans: 3 });
    expect(other?.mode).toBe('fault');
    expect(other?.fault).toMatchObject({ kind: 'fuel', tick: 0, file: 'main.st' });
    expect([3, 4, 5]).toContain(other?.fault?.line);
    expect(other?.fault?.message.en).toMatch(/watchdog/);
    expect(other?.fault?.message['zh-CN']).toMatch(/看门狗/);
  });

  it('an index out of bounds tells the index and the bounds', () => {
    const rig = buildRig(
      makeLab({
        start: { plc: 'PROGRAM main\nVAR a : ARRAY[1..3] OF INT; i : INT; END_VAR\n  i := i + 1;\n  a[i] := 1;\nEND_PROGRAM\n' },
      }),
    );
    ms(rig, 100);
    const { fault } = rig.controllers().plc ?? { fault: null };
    expect(fault).toMatchObject({ kind: 'index', line: 4, tick: 6 });
    expect(fault?.message.en).toMatch(/index 4.*1 to 3/i);
  });

  it('a division by zero tells the dividend', () => {
    const rig = buildRig(
      makeLab({ start: { plc: 'PROGRAM main\nVAR a : INT := 42; z : INT; END_VAR\n  a := a / z;\nEND_PROGRAM\n' } }),
    );
    rig.advance(1);
    expect(rig.controllers().plc?.fault?.message.en).toMatch(/42 was divided by zero/);
  });

  it('a faulted controller does not simply run on; a restart or a download ends the fault', () => {
    const rig = buildRig(makeLab({ start: { plc: 'PROGRAM main\nVAR a : INT; END_VAR\n  a := 1 / a;\nEND_PROGRAM\n' } }));
    rig.advance(1);
    expect(rig.apply({ kind: 'run', controller: 'plc' })).toMatchObject({ ok: false, code: 'controller-faulted' });
    give(rig, { kind: 'restart', controller: 'plc' });
    expect(rig.controllers().plc?.mode).toBe('run');
    rig.advance(2);
    expect(rig.controllers().plc?.mode).toBe('fault');
    expect(download(rig, sealIn, 'online').ok).toBe(true);
    rig.advance(2);
    expect(rig.controllers().plc).toMatchObject({ mode: 'run', fault: null });
  });

  it('a plant that faults stands still and says so; the controllers go on', () => {
    const rig = buildRig(makeLab({ plant: motorPlant.replace('Steps + 1', 'Steps + 1 + 0 * (1 / (10 - Steps))') }));
    rig.advance(40);
    expect(rig.plantFault).toMatchObject({ kind: 'division', file: 'plant.st' });
    expect(rig.controllers().plc?.mode).toBe('run');
  });
});

describe('programs', () => {
  it('a program that does not compile leaves its controller stopped and the plant running', () => {
    const { rig, problems } = Rig.build(makeLab(), {
      seed: 1,
      programs: { plc: file('PROGRAM main\n  Motor := ;\nEND_PROGRAM\n') },
    });
    expect(problems[0]).toMatchObject({ part: 'plc', code: 'does-not-compile' });
    expect(problems[0]?.diagnostics.length).toBeGreaterThan(0);
    rig?.advance(10);
    expect(rig?.controllers().plc).toMatchObject({ mode: 'stop', programHash: null });
    expect(rig?.value('plant.Steps')).toBe(11);
    expect(rig?.apply({ kind: 'run', controller: 'plc' })).toMatchObject({ ok: false, code: 'no-program' });
    expect(rig && download(rig, sealIn, 'online').ok).toBe(true);
    expect(rig?.controllers().plc?.mode).toBe('run');
  });

  it('a failed download leaves the old program running', () => {
    const rig = runningRig();
    const before = rig.controllers().plc?.programHash;
    const answer = download(rig, 'PROGRAM main\n  Moter := TRUE;\nEND_PROGRAM\n');
    expect(answer).toMatchObject({ ok: false, code: 'does-not-compile', download: { programHash: before } });
    ms(rig, 100);
    expect(rig.value('plc.Motor')).toBe(true);
    expect(rig.programs().plc).toEqual(file(sealIn));
  });

  it('an online change keeps the motor running and the timer timing', () => {
    const rig = runningRig();
    const elapsed = rig.value('plc.main.ran.ET');
    expect(elapsed).toBeGreaterThan(0n);
    const answer = download(rig, sealIn.replace('ran : TON;', 'fresh : INT := 5; ran : TON;'), 'online');
    expect(answer.download?.kept).toContain('main.ran');
    expect(answer.download?.initialised).toEqual(['main.fresh']);
    expect(rig.value('plc.main.ran.ET')).toBe(elapsed);
    expect(rig.value('plc.main.fresh')).toBe(5);
    rig.advance(2);
    expect(rig.value('plc.main.ran.ET')).toBe(BigInt(elapsed ?? 0) + 10_000_000n);
    expect(rig.value('plc.Motor')).toBe(true);
  });

  it('a download with restart initialises', () => {
    const rig = runningRig();
    expect(download(rig, sealIn, 'restart').ok).toBe(true);
    ms(rig, 50);
    expect(rig.value('plc.Motor')).toBe(false);
  });

  it('retained variables survive a warm restart, others do not', () => {
    const rig = buildRig(
      makeLab({
        start: {
          plc: 'PROGRAM main\nVAR RETAIN total : DINT := 100; END_VAR\nVAR now : DINT := 1; END_VAR\n  total := total + 1; now := now + 1;\nEND_PROGRAM\n',
        },
      }),
    );
    ms(rig, 100);
    expect([rig.value('plc.main.total'), rig.value('plc.main.now')]).toEqual([110, 11]);
    give(rig, { kind: 'restart', controller: 'plc' });
    expect([rig.value('plc.main.total'), rig.value('plc.main.now')]).toEqual([110, 1]);
    give(rig, { kind: 'reset', keepPrograms: true });
    expect(rig.value('plc.main.total')).toBe(100);
  });

  it('a program too big for its controller is refused with the sizes', () => {
    const rig = buildRig();
    const answer = download(rig, 'PROGRAM main\nVAR a : ARRAY[1..100000] OF LINT; END_VAR\n  a[1] := 1;\nEND_PROGRAM\n');
    expect(answer.ok).toBe(false);
    expect(answer.download?.diagnostics[0]?.message.en ?? (answer.ok ? '' : answer.message.en)).toMatch(/262,144/);
    expect(rig.controllers().plc?.mode).toBe('run');
  });
});

describe('a reset', () => {
  it('brings the lab back as it was found; the count of ticks goes on', () => {
    const other = 'PROGRAM main\nVAR n : INT; END_VAR\n  n := n + 1;\nEND_PROGRAM\n';
    const rig = buildRig(makeLab(), { programs: { plc: file(other) } });
    const fresh = buildRig();
    operate(rig, 'plant.EStopButton', true);
    rig.advance(9);
    give(rig, { kind: 'reset', keepPrograms: false });
    expect([rig.tick, rig.timeNs]).toEqual([9, 0n]);
    expect(rig.programs()).toEqual(fresh.programs());
    for (const one of [rig, fresh]) one.advance(5);
    expect(rig.traceHash).toBe(fresh.traceHash);
  });

  it('may keep the programs', () => {
    const rig = runningRig();
    download(rig, sealIn.replace('ran : TON;', 'mine : INT; ran : TON;'), 'online');
    give(rig, { kind: 'reset', keepPrograms: true });
    rig.advance(1);
    expect(rig.value('plc.main.mine')).toBe(0);
    expect(rig.value('plc.Motor')).toBe(false);
  });
});

describe('forces', () => {
  it('a forced output wins over the program, and the plant sees it', () => {
    const rig = buildRig();
    give(rig, { kind: 'force', signal: 'plc.Motor', value: true });
    ms(rig, 30);
    expect(rig.value('plant.ContactorFeedback')).toBe(true);
    expect(rig.forces()).toEqual([{ signal: 'plc.Motor', value: true }]);
  });

  it('a forced input wins over the plant, until it is released', () => {
    const rig = runningRig();
    give(rig, { kind: 'force', signal: 'plc.stop', value: false });
    ms(rig, 30);
    expect(rig.value('plc.Motor')).toBe(false);
    expect(rig.value('plant.StopCircuit')).toBe(true);
    give(rig, { kind: 'unforce', signal: 'plc.Stop' });
    ms(rig, 30);
    expect(rig.value('plc.Stop')).toBe(true);
    expect(rig.forces()).toEqual([]);
  });

  it('a forced variable of the program stands before and after the task', () => {
    const rig = buildRig(
      makeLab({
        start: { plc: 'PROGRAM main\nVAR n : INT; seen : INT; END_VAR\n  seen := n; n := 1;\nEND_PROGRAM\n' },
      }),
    );
    give(rig, { kind: 'force', signal: 'plc.main.n', value: '16#2A' });
    rig.advance(3);
    expect([rig.value('plc.main.seen'), rig.value('plc.main.n')]).toEqual([42, 42]);
  });

  it('a force outlives an online change, and a reset ends it', () => {
    const rig = buildRig();
    give(rig, { kind: 'force', signal: 'plc.Motor', value: true });
    download(rig, sealIn.replace('ran : TON;', 'x : LINT; ran : TON;'), 'online');
    rig.advance(2);
    expect(rig.value('plc.Motor')).toBe(true);
    give(rig, { kind: 'reset', keepPrograms: true });
    expect(rig.forces()).toEqual([]);
  });
});
