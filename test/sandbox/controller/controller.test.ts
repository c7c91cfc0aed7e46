import { describe, expect, it } from 'vitest';
import { Controller } from '../../../sandbox/controller/controller.ts';
import { compileCached } from '../../../sandbox/controller/module-cache.ts';
import { compile } from '../../../sandbox/iec61131/index.ts';

/** A controller of its own on the program's text. */
function controllerOf(text: string): Controller {
  const { program, diagnostics } = compile([{ name: 'main.st', text }]);
  if (!program) throw new Error(JSON.stringify(diagnostics, null, 1));
  return Controller.alone(program);
}

/** Scans at every due time until before `endNs`. */
function scanUntil(plc: Controller, endNs: bigint): void {
  for (let time = plc.nextDue(0n); time < endNs && plc.mode === 'run'; time = plc.nextDue(time + 1n)) plc.step(time, plc.scans);
}

describe('a compiler that fails', () => {
  it('is told as our mistake, and disturbs nobody', () => {
    // A file whose text is no text stands for any mistake inside the compiler.
    const { program, diagnostics } = compileCached([{ name: 'main.st', text: null as unknown as string }], {});
    expect(program).toBeNull();
    expect(diagnostics[0]).toMatchObject({ code: 'ST9000', severity: 'error', range: { file: 'main.st' } });
  });
});

describe('a controller without a rig', () => {
  it('scans first at 0 and then at every interval', () => {
    const plc = controllerOf('PROGRAM main\nVAR n : INT; END_VAR\n  n := n + 1;\nEND_PROGRAM\n');
    expect(plc.nextDue(0n)).toBe(0n);
    expect(plc.nextDue(1n)).toBe(10_000_000n);
    scanUntil(plc, 100_000_000n);
    expect(plc.scans).toBe(10);
    expect(plc.read('main.n')).toBe(10);
  });

  it('does nothing at a time when no task is due', () => {
    const plc = controllerOf('PROGRAM main\nVAR n : INT; END_VAR\n  n := n + 1;\nEND_PROGRAM\n');
    for (const time of [0n, 3n, 5_000_000n, 10_000_000n]) plc.step(time, 0);
    expect([plc.scans, plc.read('main.n')]).toEqual([2, 2]);
  });

  it('reads and writes by path, in any case, and by address', () => {
    const plc = controllerOf(
      'PROGRAM main\nVAR d AT %QD0 : DINT; t : TIME; a : ARRAY[1..3] OF INT; END_VAR\n  d := d + 1;\nEND_PROGRAM\n',
    );
    expect(plc.write('MAIN.D', '16#FF')).toBeNull();
    expect(plc.write('main.t', 'T#1m500ms')).toBeNull();
    expect(plc.write('main.a[2]', -7)).toBeNull();
    plc.step(0n, 0);
    expect(plc.read('%QD0')).toBe(256);
    expect(plc.read('main.t')).toBe(60_500_000_000n);
    expect(plc.read('main.A[2]')).toBe(-7);
    expect(plc.read('main.nothing')).toBeNull();
    expect(plc.write('main.nothing', 1)?.code).toBe('unknown-variable');
    expect(plc.write('main.a[2]', 70_000)?.code).toBe('out-of-range');
  });

  it('a watchdog stops a loop that never ends, and memory stays readable', () => {
    const plc = controllerOf(
      'PROGRAM main\nVAR n : UDINT; END_VAR\n  REPEAT\n    n := n + 1;\n  UNTIL FALSE END_REPEAT;\nEND_PROGRAM\n',
    );
    plc.step(0n, 17);
    expect(plc.mode).toBe('fault');
    expect(plc.fault).toMatchObject({ kind: 'fuel', tick: 17, file: 'main.st' });
    expect(Number(plc.read('main.n'))).toBeGreaterThan(1_000_000);
    plc.step(10_000_000n, 18);
    expect(plc.scans).toBe(1);
  });

  it('a long but bounded loop is within its fuel', () => {
    const plc = controllerOf(
      'PROGRAM main\nVAR i, n : DINT; END_VAR\n  FOR i := 1 TO 1000000 DO\n    n := n + 1;\n  END_FOR;\nEND_PROGRAM\n',
    );
    plc.step(0n, 0);
    expect([plc.mode, plc.read('main.n')]).toEqual(['run', 1_000_000]);
  });

  it('saves and restores itself with its memory', () => {
    const text = 'PROGRAM main\nVAR n : INT; END_VAR\n  n := n + 1;\nEND_PROGRAM\n';
    const plc = controllerOf(text);
    scanUntil(plc, 50_000_000n);
    const n = plc.loaded.cell('main.n');
    if (!n) throw new Error('no cell');
    plc.forces.set('main.n', n, 9);
    const [saved, bytes] = [JSON.parse(JSON.stringify(plc.save())), plc.loaded.bytes.slice()];
    const again = controllerOf(text);
    again.loaded.bytes.set(bytes);
    again.restore(saved);
    for (const one of [plc, again]) one.step(50_000_000n, 5);
    expect(again.save()).toEqual(plc.save());
    expect([again.read('main.n'), plc.read('main.n'), again.scans]).toEqual([9, 9, 6]);
  });
});
