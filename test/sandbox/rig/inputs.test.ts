import { describe, expect, it } from 'vitest';
import { Rig } from '../../../sandbox/rig/rig.ts';
import { buildRig, give, makeLab, operate } from './made-lab.ts';

describe('what a rig refuses, and how', () => {
  const rig = buildRig(makeLab({ parameters: { SpinUp: { from: '800ms', to: '1500ms' } } }));
  const code = (...[input]: Parameters<Rig['apply']>) => {
    const applied = rig.apply(input);
    return applied.ok ? 'ok' : `${applied.code}: ${applied.message.en}`;
  };

  it('an unknown signal gets a suggestion', () => {
    expect(code({ kind: 'operate', signal: 'plant.StartButon', value: true })).toMatch(/^unknown-signal: .*plant\.StartButton\?/);
    expect(code({ kind: 'force', signal: 'plc.Moter', value: true })).toMatch(/^unknown-signal: .*plc\.Motor\?/);
  });

  it('only the plant’s own controls can be operated', () => {
    for (const signal of ['plc.Motor', 'plant.ContactorCoil', 'plant.Lamp', 'plant.SpinUp', 'plant.Worn']) {
      expect(code({ kind: 'operate', signal, value: true })).toMatch(/^not-operable/);
    }
  });

  it('a value of another type, or out of range, tells the type and the limits', () => {
    expect(code({ kind: 'operate', signal: 'plant.StartButton', value: 3 })).toMatch(
      /^wrong-type: plant\.StartButton.*TRUE or FALSE/,
    );
    expect(code({ kind: 'operate', signal: 'plant.Load', value: 1.5 })).toMatch(/^wrong-type/);
    expect(code({ kind: 'operate', signal: 'plant.Load', value: 40_000 })).toMatch(/^out-of-range: .*-32768 to 32767/);
  });

  it('the plant cannot be forced, an input terminal not be written', () => {
    expect(code({ kind: 'force', signal: 'plant.StartButton', value: true })).toMatch(/^not-forceable/);
    expect(code({ kind: 'write', signal: 'plc.Start', value: true })).toMatch(/^not-writable/);
    expect(code({ kind: 'unforce', signal: 'plc.Start' })).toMatch(/^not-forced/);
    expect(code({ kind: 'stop', controller: 'plx' })).toMatch(/^unknown-controller: .*plc/);
  });

  it('every refusal is in both languages', () => {
    const applied = rig.apply({ kind: 'operate', signal: 'plant.Nowhere', value: 1 });
    expect(applied.ok ? '' : applied.message['zh-CN']).toMatch(/信号/);
  });
});

describe('signals', () => {
  it('name terminals, plant and variables of the program, members included', () => {
    const rig = buildRig();
    const byName = new Map(rig.signals().map((signal) => [signal.name, signal]));
    expect(byName.get('plc.Motor')).toMatchObject({ kind: 'output-terminal', type: 'BOOL', address: '%QX0.0', forceable: true });
    expect(byName.get('plc.Flow')).toMatchObject({ kind: 'input-terminal', type: 'INT', writable: false });
    expect(byName.get('plant.StartButton')).toMatchObject({ kind: 'plant-input', operable: true });
    expect(byName.get('plant.ContactorCoil')).toMatchObject({ kind: 'plant-input', operable: false });
    expect(byName.get('plant.Worn')).toMatchObject({ kind: 'plant-local', operable: false });
    expect(byName.get('plc.main.ran.ET')).toMatchObject({ kind: 'program', type: 'TIME', writable: true });
    expect(rig.signals().map(({ id }) => id)).toEqual(rig.signals().map((_, index) => index));
  });

  it('a written variable changes once', () => {
    const rig = buildRig();
    give(rig, { kind: 'write', signal: 'plc.main.ran.PT', value: '2s' });
    expect(rig.value('plc.main.ran.PT')).toBe(2_000_000_000n);
    rig.advance(1);
    expect(rig.value('plc.main.ran.PT')).toBe(10_000_000_000n);
  });

  it('a watch tells what changed since the last look', () => {
    const rig = buildRig();
    const ids = ['plant.StartButton', 'plc.Start', 'plc.Motor', 'plant.EStopCircuit'].map((name) => rig.find(name) ?? -1);
    const watch = rig.watch(ids);
    expect(watch.changed()).toEqual(ids);
    expect(watch.changed()).toEqual([]);
    operate(rig, 'plant.StartButton', true);
    expect(watch.changed()).toEqual([ids[0]]);
    rig.advance(4);
    expect(watch.changed()).toEqual([ids[1], ids[2]]);
  });
});

describe('parameters', () => {
  const lab = makeLab({ parameters: { SpinUp: { from: '800ms', to: '1500ms' }, Load: { from: -3, to: 3 } } });

  it('are drawn from the seed, within their bounds, and stand after a reset', () => {
    const drawn = new Set<string>();
    for (let seed = 0; seed < 40; seed++) {
      const rig = buildRig(lab, { seed });
      const spinUp = BigInt(rig.value('plant.SpinUp') ?? 0);
      expect(spinUp >= 800_000_000n && spinUp <= 1_500_000_000n).toBe(true);
      expect(Math.abs(Number(rig.value('plant.Load')))).toBeLessThanOrEqual(3);
      give(rig, { kind: 'reset', keepPrograms: false });
      expect(rig.value('plant.SpinUp')).toBe(spinUp);
      expect(buildRig(lab, { seed }).parameters).toEqual(rig.parameters);
      drawn.add(String(spinUp));
    }
    expect(drawn.size).toBeGreaterThan(30);
  });

  it('a lab whose parameter or wire does not exist gives no rig, and a suggestion', () => {
    const { rig, problems } = Rig.build(makeLab({ parameters: { SpinUpp: { from: 1, to: 2 } } }), { seed: 1 });
    expect(rig).toBeNull();
    expect(problems[0]?.message.en).toMatch(/Did you mean SpinUp\?/);
    const wired = Rig.build(
      makeLab({
        rig: {
          controllers: {
            plc: {
              program: 'start/main.st',
              inputs: { A: { at: '%IX0.0', from: 'plant.StartCircuitt' }, B: { at: '%IX0.1', from: 'plant.Flow' } },
              outputs: { C: { at: '%QX0.0', to: 'plant.Lamp' } },
            },
          },
        },
      }),
      { seed: 1 },
    );
    expect(wired.rig).toBeNull();
    expect(wired.problems.map(({ code }) => code)).toEqual(['unknown-signal', 'wrong-type', 'not-a-plant-input']);
  });
});
